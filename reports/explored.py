"""The results in Datasette, for whoever wants to ask them something of their own."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

from crawler.refusal import Fault, Refusal
from reports.session import Session


def explore(session: Session) -> int:
    """Starts Datasette on the file of results, and returns its exit code. Raises Refusal where it is not installed."""
    path = session.workspace().var / "gongkai.sqlite"
    if find_spec("datasette") is None:
        raise Refusal(Fault("没有安装 Datasette", "请安装 gongkai[explore]", ""))
    return subprocess.call([sys.executable, "-m", "datasette", str(path), "--port", str(session.options.port)])  # noqa: S603 - our own words
