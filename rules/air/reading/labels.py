"""Lines that hold a label, its value and its unit each for itself, joined to lines that say something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rules.air.reading.amounts import MG, UG, is_no_value
from rules.air.reading.heads import head
from rules.phrases import squeeze

LONGEST = 24  # characters of a value
_ALONE = frozenset(
    (
        "index",
        "level",
        "grade",
        "colour",
        "primary",
        "exceeding",
        "value",
        "partial",
        "day",
        "posted",
        "periods",
        "area",
    )
)
_NUMBER = re.compile(r"\d{1,4}(?:\.\d+)?")
_INDEX = re.compile(r"\d{1,3}")
_OPENING = re.compile(r"(?=[\[【［])")
_BRACKETED = re.compile(
    r"\s*[\[【［]\s*([^\[\]【】［］]{2,12}?)\s*[\]】］]\s*[:：]?\s*([^\[\]【】［］\s][^\[\]【】［］]{0,24})"
)
_UNIT = re.compile(f"(?:{MG}|{UG})", re.IGNORECASE)


def joined(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with a label that stands alone joined to its value on the next line; a figure may stand before its label."""
    rest = [each for line in lines if line.strip() for each in _bared(line)]
    at = 0
    while at < len(rest):
        taken = _pair(rest, at)
        if taken > 1:
            yield _said(rest[at : at + taken])
        else:
            yield rest[at]
        at += max(taken, 1)


def _bared(line: str) -> list[str]:
    """The lines that one of labels in square brackets is, each label with its value ([AQI] 113 [级别] 三级); else the line itself."""
    parts = [part for part in _OPENING.split(line.strip()) if part]
    found = [_BRACKETED.fullmatch(part.rstrip()) for part in parts]
    said = [f"{each[1]}：{each[2]}" for each in found if each and head(squeeze(each[1])).kind in _ALONE]
    return said if len(said) == len(parts) else [line]


def _said(parts: list[str]) -> str:
    if _INDEX.fullmatch(squeeze(parts[0])):
        parts = [parts[1], parts[0]]
    return parts[0].rstrip(":： ") + "：" + "".join(parts[1:])


def _pair(lines: list[str], at: int) -> int:
    """How many lines from here on are a label with its value and unit; 1 where this line stands for itself."""
    here, after, last = (squeeze(line) for line in (*lines[at : at + 3], "", "")[:3])
    if _INDEX.fullmatch(here) and head(after).kind == "index" and not _INDEX.fullmatch(last):
        return 2
    kind = head(here.rstrip(":")).kind if ":" not in here[:-1] else ""
    if kind not in _ALONE or not after or len(after) > LONGEST:
        return 1
    if kind in ("value", "partial", "index"):
        if not (_NUMBER.match(after) or is_no_value(after)):
            return 1
        return 3 if kind == "value" and _UNIT.fullmatch(last) else 2
    return 2 if kind == "primary" or not head(after).kind else 1
