"""Table four of a report: reviews and lawsuits about disclosure, by result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from crawler.snapshot import Document
from rules.reports_yearly.cells import Cells, number, table_rows, text_tokens

REVIEW, DIRECT, AFTER = "行政复议", "未经复议直接起诉", "复议后起诉"
GROUPS = (REVIEW, DIRECT, AFTER)
TOTAL = "总计"
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", TOTAL)
Values = tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Disputes:
    """Table four as read: by group the numbers of its five columns, None for what is blank."""

    document: Document
    groups: Mapping[str, Values]

    def total(self, *groups: str) -> Decimal | None:
        """The sum of what some groups state as their totals; None where one states none."""
        totals = [self.groups[group][-1] if group in self.groups else None for group in groups]
        return (
            None if any(each is None for each in totals) else sum((each or Decimal(0) for each in totals), Decimal(0))
        )

    def tells(self, *groups: str) -> bool:
        """Whether any cell of these groups holds a number."""
        return any(value is not None for group in groups for value in self.groups.get(group, ()))


def disputes_in(document: Document) -> Disputes | None:
    """Table four of a document; None where it has none."""
    groups: dict[str, Values] = {}
    if "结" not in document.text and "結" not in document.text:
        return None
    for table in table_rows(document):
        groups |= dict(_of_table(table))
    if not groups:
        groups = dict(_of_tokens(text_tokens(document.text)))
    return Disputes(document, groups) if groups else None


def _of_table(rows: Sequence[Cells]) -> Iterator[tuple[str, Values]]:
    heads = [at for at, row in enumerate(rows) if "尚未审结" in row and "结果维持" in row]
    if not heads:
        return
    last = rows[heads[-1]]
    body = [row for row in rows[heads[-1] + 1 :] if len(row) == len(last)]
    upright = {row[0]: row for row in body if row[0] in GROUPS}
    columns = [at for at, cell in enumerate(last) if cell in RESULTS]
    if upright and len(columns) == len(RESULTS):
        for group, row in upright.items():
            yield group, _ordered(columns, last, row)
        return
    filled = [row for row in body if any(number(row[at]) is not None for at in columns)]
    row = filled[0] if filled else ("",) * len(last)
    if len(columns) % len(RESULTS) or len(filled) > 1:
        return
    for start in range(0, len(columns), len(RESULTS)):
        part = columns[start : start + len(RESULTS)]
        yield _group(rows[: heads[-1]], part, len(columns), start), _ordered(part, last, row)


def _ordered(columns: Sequence[int], heads: Cells, row: Cells) -> Values:
    """The numbers of one group in the order of the form, wherever its heads stand."""
    at = {heads[column]: column for column in columns}
    if len(at) != len(RESULTS):
        at = dict(zip(RESULTS, columns, strict=True))
    return tuple(number(row[at[name]]) for name in RESULTS)


def _group(above: Sequence[Cells], columns: Sequence[int], width: int, start: int) -> str:
    """The group whose name stands above some columns, else the one that has its place in the form."""
    for row in reversed(above):
        if columns[0] < len(row) and row[columns[0]] in GROUPS:
            return row[columns[0]]
    names = GROUPS if width == len(GROUPS) * len(RESULTS) else GROUPS[1:] if width == 10 else GROUPS[:1]
    return names[start // len(RESULTS)]


def _of_tokens(tokens: Sequence[str]) -> Iterator[tuple[str, Values]]:
    """The groups that a text sets cell by cell: the heads of all three, then their fifteen numbers."""
    start = next((at for at, token in enumerate(tokens) if token == RESULTS[0]), len(tokens))
    heads = [at for at, token in enumerate(tokens) if at >= start and token in RESULTS]
    if sum(tokens[at] == "结果维持" for at in heads) != len(GROUPS) or len(heads) != len(GROUPS) * len(RESULTS):
        return
    numbers: list[Decimal] = []
    for token in tokens[heads[-1] + 1 :]:
        value = number(token)
        if value is None:
            break
        numbers.append(value)
    if len(numbers) == len(GROUPS) * len(RESULTS):
        for at, group in enumerate(GROUPS):
            yield group, tuple(numbers[at * len(RESULTS) : (at + 1) * len(RESULTS)])
