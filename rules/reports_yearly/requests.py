"""Table three of a report: what became of the requests, by kind of applicant.

Form: 国办公开办函〔2019〕60号, changed in the rows of 其他处理 by 国办公开办函〔2021〕30号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from crawler.snapshot import Document
from rules.reports_yearly.cells import Cells, distinct, is_label, number, table_rows, text_tokens

COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
NEW, OLD, DONE, LEFT = "本年新收", "上年结转", "（七）总计", "结转下年度"
OPEN, PARTLY, REST = "予以公开", "部分公开", "其他处理"
_ROWS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (NEW, "^(?:[一1][、.])?本年(?:度)?新收"),
        (OLD, "^(?:[二2][、.])?上(?:一)?年(?:度)?结转"),
        (LEFT, "结转(?:至)?下(?:一)?年"),
        (DONE, "^(?:[(]?[七7][)、.]*)?(?:总计|合计)$|^[(][七7][)]"),
        (PARTLY, "^(?:[(]?[二2][)、.]*)?部分公开"),
        (OPEN, "^(?:[(]?[一1][)、.]*)?予以公开"),
        ("属于国家秘密", "国家秘密"),
        ("其他法律行政法规禁止公开", "法规禁止"),
        ("危及“三安全一稳定”", "三安全一稳定|^3?[.、]?危及"),
        ("保护第三方合法权益", "第三方合法"),
        ("属于三类内部事务信息", "内部事务"),
        ("属于四类过程性信息", "过程性"),
        ("属于行政执法案卷", "执法案卷"),
        ("属于行政查询事项", "行政查询"),
        ("本机关不掌握相关政府信息", "不掌握相?关?"),
        ("没有现成信息需要另行制作", "没有现成|另行制作"),
        ("补正后申请内容仍不明确", "补正后"),
        ("信访举报投诉类申请", "信访举报"),
        ("无正当理由大量反复申请", "大量反复"),
        ("重复申请", "重复申请"),
        ("要求提供公开出版物", "出版物"),
        ("要求确认或重新出具已获取信息", "确认或(?:者)?重新|重新出具"),
        ("逾期不补正", "逾期不补正"),
        ("逾期未缴费", "逾期未按|逾期未缴"),
        ("其他（其他处理）", "^3?[.、]?其他(?:情形|原因)?$"),
        (REST, "^(?:[(]?[六6][)、.]*)?其他处理$"),
    )
)
RESULTS = tuple(name for name, _ in _ROWS if name not in (NEW, OLD, LEFT, DONE))
_OTHERS = ("逾期不补正", "逾期未缴费", "其他（其他处理）")
REFUSED = RESULTS[RESULTS.index("属于国家秘密") : RESULTS.index("逾期不补正")]
Values = tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Requests:
    """Table three as read: by row the numbers of its seven columns, None for what is blank; where it stands."""

    document: Document
    rows: Mapping[str, Values]

    def at(self, row: str, column: str) -> Decimal | None:
        """The number in a row and column; None where it is blank or the row was not read."""
        values = self.rows.get(row)
        return None if values is None else values[COLUMNS.index(column)]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds a number."""
        return all(value is None for values in self.rows.values() for value in values)

    @property
    def results(self) -> tuple[str, ...] | None:
        """The rows that （七） adds up; None where not every one of them was read."""
        others = _OTHERS if any(row in self.rows for row in _OTHERS[:2]) else (REST,)
        wanted = (OPEN, PARTLY, *REFUSED, *others)
        return wanted if all(row in self.rows for row in wanted) else None


def requests_in(document: Document) -> Requests | None:
    """Table three of a document, from its tables or from the cells that its text sets in lines; None where it has none."""
    rows: dict[str, Values] = {}
    if "结转" not in document.text and "結轉" not in document.text:
        return None
    for table in table_rows(document):
        for name, values in _of_table(table):
            rows.setdefault(name, values)
    if NEW not in rows:
        rows = dict(_of_tokens(text_tokens(document.text)))
    return Requests(document, rows) if NEW in rows or LEFT in rows else None


def _of_table(rows: Sequence[Cells]) -> Iterator[tuple[str, Values]]:
    """The rows of a table whose last columns are those of the form."""
    first = next((at for at, row in enumerate(rows) if _row_name(row[: max(1, len(row) - 7)])), None)
    if first is None:
        return
    named = _columns(rows[:first], len(rows[first]))
    for row in rows[first:]:
        columns = named or _behind_label(row)
        if columns is None or max(columns) >= len(row):
            continue
        name = _row_name(row[: min(columns)])
        if name:
            yield name, tuple(number(row[column]) for column in columns)


def _columns(heads: Sequence[Cells], width: int) -> tuple[int, ...] | None:
    """Where the seven columns stand, as their heads say."""
    found: dict[str, int] = {}
    for row in heads:
        for at, cell in enumerate(row):
            name = next((each for each in COLUMNS if cell == each or (each == "总计" and cell == "合计")), None)
            if name is not None and at < width:
                found.setdefault(name, at)
    if len(found) == len(COLUMNS) and len(set(found.values())) == len(COLUMNS):
        return tuple(found[name] for name in COLUMNS)
    return None


def _behind_label(row: Cells) -> tuple[int, ...] | None:
    """Where they stand in a row without heads above: behind its last label, for a table cut in two lost what reached down; else last."""
    last = max((at for at, cell in enumerate(row) if is_label(cell)), default=-1)
    if last + len(COLUMNS) < len(row):
        return tuple(range(last + 1, last + 1 + len(COLUMNS)))
    return None if len(row) < len(COLUMNS) + 1 else tuple(range(len(row) - len(COLUMNS), len(row)))


def _row_name(cells: Sequence[str]) -> str:
    """The row of the form that labels name, the innermost label first."""
    for label in reversed(distinct(cells)):
        name = next((name for name, pattern in _ROWS if pattern.search(label)), "")
        if name:
            return name
    return ""


def _of_tokens(tokens: Sequence[str]) -> Iterator[tuple[str, Values]]:
    """The rows that a text sets cell by cell: a label, then seven numbers; a row with fewer is not read."""
    name, numbers, seen, begun = "", list[Decimal](), set[str](), False
    for token in (*tokens, "完"):
        value = number(token)
        if value is not None:
            numbers.append(value)
            continue
        if name and len(numbers) == len(COLUMNS) and name not in seen:
            seen.add(name)
            yield name, tuple(numbers)
        label = _row_name((token,)) if is_label(token) and len(token) < 60 else ""
        begun = begun or label == NEW
        if label and begun:
            name, numbers = label, []
        elif numbers:
            name, numbers = "", []
