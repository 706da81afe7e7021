"""Where the suites of foreign files are: in the folder that GONGKAI_SUITES names, else beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

NAMED = "GONGKAI_SUITES"
BESIDE = Path(__file__).parents[2].parent / "shared" / "suites"


def suite(name: str) -> Path:
    """Where the folder of a suite would be."""
    return Path(os.environ.get(NAMED) or BESIDE) / name


def folder(name: str) -> Path | None:
    """The folder of a suite, with its files in `files/`; None where it is not here."""
    place = suite(name)
    return place if (place / "files").is_dir() else None


def left(*names: str) -> tuple[str, ...]:
    """What a proof says of the suites that it did not find."""
    return tuple(
        f"the suite {name} of foreign files, which is not here (set {NAMED} to its folder)"
        for name in names
        if not folder(name)
    )
