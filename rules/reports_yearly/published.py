"""Table two of a report: rules and normative documents made, repealed and in force."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from crawler.snapshot import Document
from rules.reports_yearly.cells import Cells, is_label, number, table_rows, text_tokens

KINDS = ("规章", "行政规范性文件")
_KIND = re.compile("^(?:规章|(?:行政)?规范性文件)$")
_IN_FORCE = re.compile("现行有效")
_FORM = re.compile("第二十条|信息内容")
Values = tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Published:
    """Table two as read: by kind how many were made, repealed, in force; `filled` says that any cell holds a number."""

    document: Document
    kinds: Mapping[str, Values]
    filled: bool


def published_in(document: Document) -> Published | None:
    """Table two of a document; None where it has none. The form before 2021 had other columns, whose numbers are left out."""
    kinds: dict[str, Values] = {}
    found = filled = False
    for rows in table_rows(document):
        if not any(_FORM.search(cell) for row in rows[:4] for cell in row):
            continue
        found = True
        filled = filled or any(number(cell) is not None for row in rows for cell in row)
        kinds |= _kinds(rows)
    if not found and _FORM.search(document.text):
        found, filled = True, True
        kinds = _of_tokens(text_tokens(document.text))
    return Published(document, kinds, filled) if found else None


def _kinds(rows: Sequence[Cells]) -> dict[str, Values]:
    head = next((row for row in rows if any(_IN_FORCE.search(cell) for cell in row)), ())
    columns = [at for at, cell in enumerate(head) if re.search("制发|废止|现行有效", cell)]
    if len(columns) != 3:
        return {}
    return {
        _name(row[0]): tuple(number(row[at]) for at in columns)
        for row in rows
        if _KIND.match(row[0]) and len(row) > columns[-1]
    }


def _name(label: str) -> str:
    return KINDS[0] if label == KINDS[0] else KINDS[1]


def _of_tokens(tokens: Sequence[str]) -> dict[str, Values]:
    if not any(_IN_FORCE.search(token) for token in tokens):
        return {}
    found: dict[str, Values] = {}
    for at, token in enumerate(tokens):
        after = tokens[at + 1 : at + 4]
        if _KIND.match(token) and len(after) == 3 and not any(is_label(each) for each in after):
            found.setdefault(_name(token), tuple(map(number, after)))
    return found
