"""Holidays and make-up days (调休) that a workspace adds: holidays.csv or .xlsx, read whole or refused with every fault.

What the State Council announced is known to the program for the years that its library has; this file tells of later years before
the program does, and of what holds only here (a flood, a games, a day of the prefecture).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from crawler.grid import Row, table
from crawler.refusal import Fault, Refusal
from rules.workdays import KNOWN, Calendar

FILE = "holidays.csv"
HEADERS: Mapping[str, str] = {"日期": "date", "类别": "kind"}
OPTIONAL: Mapping[str, str] = {"名称": "name"}
SORTS_OF_DAY: Mapping[str, bool] = {"休": False, "off": False, "班": True, "work": True}
FEWEST = 10  # days off that a year has at least, if only those that are no Saturdays and Sundays are written down
DAY = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:[ T]00:00(?::00)?)?")


def calendar_in(folder: Path) -> Calendar:
    """The calendar of a workspace's folder: the announced one where there is no file. Raises Refusal with every fault of the file."""
    plain, spreadsheet = folder / FILE, (folder / FILE).with_suffix(".xlsx")
    path = spreadsheet if spreadsheet.is_file() and not plain.is_file() else plain
    return Calendar(read_holidays(path)) if path.is_file() else Calendar()


def read_holidays(path: Path) -> dict[date, bool]:
    """Whether each day of a file is worked. Raises Refusal with every fault: what is no day or no kind, a day twice, a year half told."""
    rows = list(table(path, HEADERS, OPTIONAL))
    faults = [*_row_faults(path.name, rows), *_year_faults(path.name, rows)]
    if faults:
        raise Refusal(*faults)
    return {day: SORTS_OF_DAY[_kind(cells)] for _, cells in rows if (day := _day(cells["date"]))}


def _kind(cells: Mapping[str, str]) -> str:
    return cells["kind"].lower()


def _day(text: str) -> date | None:
    found = DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _row_faults(name: str, rows: list[Row]) -> Iterator[Fault]:
    first: dict[date, int] = {}
    for number, cells in rows:
        day = _day(cells["date"])
        if day is None:
            yield Fault(
                "日期“{date}”不合规", "请写成 2027-10-01 这样的日期，一行一天", name, number, {"date": cells["date"]}
            )
        elif first.setdefault(day, number) != number:
            values = {"date": str(day), "line": str(first[day])}
            yield Fault("日期 {date} 与第 {line} 行重复", "请删去其中一行", name, number, values)
        if _kind(cells) not in SORTS_OF_DAY:
            yield Fault("类别“{kind}”不合规", "放假写“休”，调休上班写“班”", name, number, {"kind": cells["kind"]})


def _year_faults(name: str, rows: list[Row]) -> Iterator[Fault]:
    """A year of which the program knows nothing else and of which too little is told: its times would be counted too short."""
    told = [(day, cells) for _, cells in rows if (day := _day(cells["date"])) and day.year not in KNOWN]
    free = Counter(day.year for day, cells in told if SORTS_OF_DAY.get(_kind(cells)) is False)
    for year in sorted({day.year for day, _ in told}):
        if free[year] < FEWEST:
            remedy = "请按国务院办公厅关于这一年节假日安排的通知，写全放假和调休上班的日期"
            values = {"year": str(year), "count": str(free[year])}
            yield Fault("{year} 年只写了 {count} 天放假，安排没有写全", remedy, name, None, values)
