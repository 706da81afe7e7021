"""Which line of a document without any other sign is its title."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

SKIPPED = re.compile(r"^附\s*件\s*\d*\s*[:：]?$|^\d+$|^-\s*\d+\s*-$")
LONGEST = 80
HEADING = 3  # rows of a sheet in which its title may stand
WORDS = re.compile(r"[A-Za-z]{2}|[\u3400-\u9fff]{2}")
NO_TITLE = re.compile(
    r"^#|^(?:TRUE|FALSE)$|^[-+(]?\d[\d,.]*\)?\s*\S{0,3}$"
)  # an error, a value, an amount with its unit
BESIDE = re.compile(r"^附\s*[件表]\s*[\d一二三四五六七八九十]*\s*[:：]?$|(?:单位|日期|时间|部门)\s*[:：]")


def first(lines: Iterable[str]) -> str:
    """The first line that is neither a page number nor "附件1", or ""."""
    return next((line.strip() for line in lines if may_be(line)), "")


def may_be(line: str) -> bool:
    """Whether a line may be a title."""
    return 4 <= len(line.strip()) <= LONGEST and not SKIPPED.match(line.strip())


def of_rows(rows: Iterable[Sequence[str]]) -> str:
    """The title above a table: the one text of one of its first rows, before any row of several, or ""."""
    for row in itertools.islice((row for row in rows if any(row)), HEADING):
        texts = {cell for cell in row if cell and not BESIDE.search(cell)}
        if len(texts) > 1:
            return ""
        for text in texts:
            if may_be(text) and WORDS.search(text) and not NO_TITLE.search(text):
                return text
    return ""
