"""Where the files of others lie that some proofs are run over."""

from __future__ import annotations

import os
from pathlib import Path


def suite(name: str) -> Path:
    """The folder of a suite: in the one that GONGKAI_SUITES names, else in shared/suites beside the repository. It may not be there."""
    return Path(os.environ.get("GONGKAI_SUITES") or Path(__file__).parents[3] / "shared/suites") / name
