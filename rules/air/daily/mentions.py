"""The days that a source tells of by its lines and cells, whether or not bulletins were read from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from crawler.period import Period
from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.air.daily.naming import MOST, names_another
from rules.dates import days
from rules.phrases import squeeze

_GRADE = r"(?:优|良|[轻中重严][微度中重]*污染)"
_DATE = re.compile(r"(?:20\d{2}[年./-])?\d{1,2}[月./-]\d{1,2}日?")
_TELLS = re.compile(r"(?<!\d)\d{1,3}(?!\d)|优|良|污染")
_ABOUT = re.compile(
    r"发布|公布|更新|来源|自.*起|时间|浏览|点击|附件|通知|截至|截止|调整|\d日?(?:—+|-+|~|至|到|–)\d{1,2}日"
)
_LATER = re.compile("预报|预计|预测|展望|明[日天]|未来")
_OPENING = re.compile(rf"(1[0-2]|0?[1-9])[-./](?:(3[01]|[0-2]?\d)(?![\d./-])|(3[01]|[0-2]\d)(?=\d{{1,3}}{_GRADE}))(.*)")
_BARE = re.compile(r"(?<![\d月年/.-])(3[01]|[12]\d|0?[1-9])日")
_ALONE = re.compile(
    r"(?:(?:20\d{2}[年./-])?(?:1[0-2]|0?[1-9])[月./-])?(?:3[01]|[12]\d|0?[1-9])日?(?:\(?(?:周|星期).\)?)?"
)
_VALUE = re.compile(rf"(?:(?:AQI|API|(?:空气质量|污染)?指数):?)?\d{{1,3}}(?![\d年月日./-])|{_GRADE}", re.IGNORECASE)


def mentions(source: Document, period: Period) -> Mapping[date, str]:
    """By day, the first line of a source that may tell of it: it names that day alone and has a number or a grade beside it."""
    guess = not names_another(source.title, period)
    found: dict[date, str] = {}
    for line in _lines(source.text):
        for day, is_sure in _told(line, period):
            if is_sure or (guess and _is_near(source, day)):
                found.setdefault(day, line)
    return found


def _is_near(source: Document, day: date) -> bool:
    """Whether a source may tell of a day that it names without its year."""
    return source.published is None or timedelta() <= source.published - day <= timedelta(days=MOST)


def _lines(text: str) -> Iterator[str]:
    """The lines of a text; one with nothing but a date together with the number or grade in the line below."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        joins = _ALONE.fullmatch(squeeze(line)) is not None and _VALUE.match(squeeze(below)) is not None
        yield f"{line}\t{below}" if joins else line


def _told(line: str, period: Period) -> Iterator[tuple[date, bool]]:
    """The days of which a line tells, and whether it names them with their months and so is sure to mean them."""
    squeezed = squeeze(line.replace("\t", ";"))  # or a day and the number in the next cell run together
    if _ABOUT.search(squeezed) or _is_forecast(squeezed):
        return
    named = list(days(squeezed, period.year))
    opening = _OPENING.match(line)
    tells = _TELLS.search(_BARE.sub("", _DATE.sub("", squeezed))) is not None
    if len(named) == 1 and tells:
        yield named[0], True
    elif not named and opening is not None and _TELLS.search(opening[4]):
        yield from _day(period.year, int(opening[1]), int(opening[2] or opening[3]))
    elif not named and tells:
        for match in _BARE.finditer(squeezed):
            yield from _day(period.year, period.month, int(match[1]))


def _is_forecast(line: str) -> bool:
    """Whether a squeezed line speaks of days to come before it names any."""
    return _LATER.search(re.split(r"\d", line, maxsplit=1)[0]) is not None


def _day(year: int, month: int, day: int) -> Iterator[tuple[date, bool]]:
    try:
        yield date(year, month, day), False
    except ValueError:  # there is no 31st of June
        return


def cell_of(source: Document, day: date, period: Period) -> str:
    """A cell that opens with the number of a day; a bare number counts only where neither its row nor its column names a day."""
    opens = re.compile(rf"0?{day.day}日?(?!\d)(?![.:：])")
    for table in source.tables if _is_near(source, day) else ():
        for row in table.rows:
            for at, cell in enumerate(row):
                if opens.match(squeeze(cell)) and not (
                    squeeze(cell).isdecimal() and _is_of_a_day(table, row, at, period)
                ):
                    return cell.strip()
    return ""


def _is_of_a_day(table: Table, row: Sequence[str], at: int, period: Period) -> bool:
    """Whether the row of a cell, or the head of its column, names the day to which it belongs."""
    heads = (*row[:1], *table.rows[0][at : at + 1])
    return any(map(_dated, heads)) or any(_names_a_day(each, period) for each in (*row, *heads))


def _names_a_day(cell: str, period: Period) -> bool:
    return any(True for _ in days(cell, period.year)) or _BARE.search(squeeze(cell)) is not None


def _dated(cell: str) -> bool:
    return re.fullmatch(r"(?:1[0-2]|0?[1-9])[-./](?:3[01]|[0-2]?\d)", squeeze(cell)) is not None
