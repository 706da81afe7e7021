"""The workbook's sheet of on-site matters (实地事项): what inspectors look for this month, a line for each time it is owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from checker.onsite import OnSite, Span
from checker.scheme import Scheme
from checker.scoring import Assessment
from crawler.roster import Department
from reports.styles import Styles, header, write_row, write_text
from reports.wording import Wording, plain

COLUMNS = (
    ("单位编号", 8),
    ("单位", 20),
    ("事项", 16),
    ("登载处", 12),
    ("应查日期", 15),
    ("查什么", 26),
    ("依据", 16),
    ("是否做到", 9),
    ("日期、版面或地点", 13),
    ("情况", 20),
    ("督查员", 8),
    ("日期", 9),
    ("编号", 24),
)
FOUND, KEY = 7, 12  # the first column to fill in, and the one that names the line
ANSWERS = ("是", "否", "无法查看")
Matter = tuple[Department, OnSite, Span]


def matters(assessments: Sequence[Assessment], scheme: Scheme) -> Iterator[Matter]:
    """What each department owes on site in the month, in the order of the roster, of the scheme and of the days."""
    for assessment in assessments:
        for matter in scheme.on_site:
            if matter.binds(assessment.department.kinds):
                yield from ((assessment.department, matter, span) for span in matter.spans(assessment.period))


def onsite_matters(
    sheet: Worksheet, assessments: Sequence[Assessment], scheme: Scheme, wording: Wording, styles: Styles
) -> None:
    """A line for each matter and each time it is owed, with cells to fill in; the key in the last column stays for ever."""
    rows = list(matters(assessments, scheme))
    header(sheet, styles, [(wording.say(words), wide) for words, wide in COLUMNS], len(rows))
    for number, (department, matter, span) in enumerate(rows, start=1):
        write_row(sheet, number, _cells(department, matter, span, wording), [wide for _, wide in COLUMNS], styles.text)
        for column in range(FOUND, KEY):
            sheet.write_blank(number, column, None, styles.input)
        write_text(sheet, number, KEY, matter.key(department.id, span), styles.text)
    choices = [wording.say(word) for word in ANSWERS]
    last = max(len(rows), 1)
    sheet.data_validation(1, FOUND, last, FOUND, {"validate": "list", "source": choices})


def _cells(department: Department, matter: OnSite, span: Span, wording: Wording) -> list[str]:
    texts = (matter.title, matter.where, matter.asks, matter.source)
    title, where, asks, source = (wording.say(plain(text)) if text else "" for text in texts)
    return [department.id, plain(department.name), title, where, _days(span, wording), asks, source]


def _days(span: Span, wording: Wording) -> str:
    """The days of a span as people write them: 7月8日—14日."""
    first, last = span.first, span.last
    values = {"month": str(first.month), "day": str(first.day), "last": str(last.day)}
    if first.month == last.month:
        return wording.say("{month}月{day}日—{last}日", **values)
    return wording.say("{month}月{day}日—{until}月{last}日", **values, until=str(last.month))
