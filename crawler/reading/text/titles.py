"""Which line of a document without any other sign is its title."""

from __future__ import annotations

import re
from collections.abc import Iterable

SKIPPED = re.compile(r"^附\s*件\s*\d*\s*[:：]?$|^\d+$|^-\s*\d+\s*-$")
LONGEST = 80


def first(lines: Iterable[str]) -> str:
    """The first line that is neither a page number nor "附件1", or ""."""
    return next((line.strip() for line in lines if may_be(line)), "")


def may_be(line: str) -> bool:
    """Whether a line may be a title."""
    return 4 <= len(line.strip()) <= LONGEST and not SKIPPED.match(line.strip())
