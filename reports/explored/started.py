"""`gongkai explore`: writes the file and its metadata, and starts Datasette on them, for this machine alone."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

from checker.store import Store
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from reports.docket_view import docket_of
from reports.explored.copied import write_copy
from reports.explored.metadata import DATABASE, metadata
from reports.progress import checking
from reports.session import Session
from reports.whole import whole
from reports.workspace import Workspace

DONE = 0
HOST = "127.0.0.1"
SETTINGS = {
    "sql_time_limit_ms": "10000",
    "facet_time_limit_ms": "1000",
    "max_returned_rows": "5000",
    "default_cache_ttl": "0",
}


def explore(session: Session) -> int:
    """Writes the file and its metadata, and unless told otherwise starts Datasette; 0 when it was ended. Raises Refusal."""
    if not session.options.metadata and find_spec("datasette") is None:
        remedy = "请安装 gongkai[explore]；或用 --metadata 写出文件，到装有 Datasette 的机器上打开"
        raise Refusal(Fault("没有安装 Datasette", remedy))
    if not session.options.metadata:
        _must_be_free(session.options.port)
    path, about = write_files(session, session.workspace())
    for each in (path, about):
        session.say("已写出 {path}", path=str(each))
    if session.options.metadata:
        return DONE
    address = f"http://{HOST}:{session.options.port}/{DATABASE}"
    session.say("请用浏览器打开 {address}（只有本机能看到；Ctrl-C 结束）", address=address)
    return _serve(path, about, session.options.port)


def write_files(session: Session, workspace: Workspace) -> tuple[Path, Path]:
    """Writes the file and its metadata below var; returns both. Raises Refusal where no month was checked."""
    results, folder = workspace.var / "gongkai.sqlite", workspace.var / "explore"
    periods = _periods(results)
    if not periods:
        raise Refusal(Fault("还没有检查过任何月份", "请先运行 gongkai run，或 gongkai crawl 和 gongkai check"))
    folder.mkdir(parents=True, exist_ok=True)
    path, about = folder / f"{DATABASE}.db", folder / "metadata.json"
    write_copy(
        path,
        results,
        checking(session, periods, len(periods), "检查"),
        docket_of(workspace, session.today),
        session.wording,
    )
    told = metadata(workspace.city, session.wording.day(session.now), columns_of(path), session.wording)
    with whole(about) as temporary:
        temporary.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    return path, about


def _periods(results: Path) -> list[Period]:
    if not results.is_file():
        return []
    with closing(Store(results)) as store:
        return [period for period in store.periods() if store.scheme(period) is not None]


def columns_of(path: Path) -> dict[str, list[str]]:
    """The columns of every table and view of a file."""
    with closing(sqlite3.connect(path)) as db:
        names = db.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
        )
        return {name: [row[1] for row in db.execute(f"PRAGMA table_info([{name}])")] for (name,) in names.fetchall()}


def _must_be_free(port: int) -> None:
    with closing(socket.socket()) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except (OSError, OverflowError):
            raise Refusal(Fault("端口 {port} 不能用", "请用 --port 换一个", "", None, {"port": str(port)})) from None


def _serve(path: Path, about: Path, port: int) -> int:
    words = [sys.executable, "-m", "datasette", "serve", "--immutable", str(path), "--metadata", str(about)]
    words += ["--host", HOST, "--port", str(port)]
    for name, value in SETTINGS.items():
        words += ["--setting", name, value]
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL)  # noqa: S603 - our own words
    try:
        return process.wait()
    except KeyboardInterrupt:  # it hears of it, too
        process.wait()
        return DONE
