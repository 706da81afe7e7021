"""Daily bulletins of a city's air: the day each is for, its index, grade and first pollutant.

Until a city's switch, at the latest on 2016-01-01, the index is the 空气污染指数 (API, three
pollutants); afterwards the 空气质量指数 (AQI, HJ 633-2012, from 2026-03-01 HJ 633-2026).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from crawler.period import Period
from crawler.reading.value import Table
from crawler.snapshot import Document, Page, Snapshot
from rules.dates import days, plain_years
from rules.phrases import squeeze
from rules.tables import column_named, tables_of
from rules.topics import pages_on

INDEX_HEADERS = ("指数", "AQI", "API")
DATE_HEADERS = ("日期", "时间", "月日")
_GRADE = re.compile("轻微污染|轻度污染|中度重污染|中度污染|重度污染|严重污染|重污染|优|良")
_INDEX = re.compile(
    r"(?:空气污染指数|空气质量指数|污染指数|质量指数|指数)?[((]?(AQI|API|指数)[))]?(?:值|数)?(?:为|是|:|达|=|,)?(\d{1,3})(?![\d.])"
)
_FOR_DAY = re.compile(r"(?<![一-龥])(?:监测日期|监测时间|评价时段|时段|统计日期|日报日期|日期)[::]?(.{4,40})")


@dataclass(frozen=True)
class Bulletin:
    """What is said of one day. `index` is None when the bulletin states none."""

    day: date
    index: int | None
    source: Document
    grade: str = ""
    pollutant: str = ""


def bulletins(site: Snapshot) -> Iterator[Bulletin]:
    """Every bulletin of a place about a day of the period, from pages, tables and lists."""
    common = [page for page in site.commons if page.columns or page.issuer == ""]
    pages = [*pages_on(site, "air-quality-daily"), *_on_air(common)]
    for page in pages:
        for source in (page, *page.documents):
            for bulletin in read(source, site.period):
                if bulletin.day in site.period:
                    yield bulletin


def pictured(site: Snapshot, day: date) -> Iterator[Document]:
    """Files in whose pictures words were recognised, on pages of bulletins about that day or about none in particular."""
    for page in pages_on(site, "air-quality-daily"):
        if title_day(page, site.period) in (None, day):
            yield from filter(attrgetter("is_recognised"), page.documents)


def _on_air(pages: list[Page]) -> Iterator[Page]:
    for page in pages:
        if re.search("空气.*日报|日报.*空气|空气质量播报|今日空气", squeeze(page.title + ">".join(page.columns))):
            yield page


def read(document: Document, period: Period) -> Iterator[Bulletin]:
    """The bulletins in one page or file: rows of a table by day, lines that name a day, or the page as a whole."""
    tabled = [found for table in tables_of(document) for found in _rows(table, document, period)]
    told = list(_lines(document, period))
    if len(tabled) + len(told) > 1 or (tabled and not title_day(document, period)):
        yield from tabled or told
        return
    day = title_day(document, period) or stated_day(document, period)
    if day is not None and not _is_monthly(document.title):
        yield Bulletin(day, _whole_index(document), document, _grade(document.text), _pollutant(document.text))


def _is_monthly(title: str) -> bool:
    """Whether a title names a month and no day of it."""
    return re.search(r"\d月(?!\d{1,2}日)", squeeze(title)) is not None


def title_day(document: Document, period: Period) -> date | None:
    """The day that the title names."""
    return next(days(document.title, period.year), None)


def stated_day(document: Document, period: Period) -> date | None:
    """The day that the text says it is for; else the day before it was posted, when it says nothing."""
    match = _FOR_DAY.search(plain_years(document.text))
    named = next(days(match[1], period.year), None) if match else None
    if named is None and document.published is not None and not document.reading.links:
        return document.published - timedelta(days=1)
    return named


def _rows(table: Table, document: Document, period: Period) -> Iterator[Bulletin]:
    index, day = column_named(table, INDEX_HEADERS), column_named(table, DATE_HEADERS)
    if index is None or day is None or index[1] == day[1]:
        return
    for row in table.rows[max(index[0], day[0]) + 1 :]:
        cells = (*row, *[""] * (max(index[1], day[1]) + 1 - len(row)))
        when = _cell_day(cells[day[1]], period)
        if when is not None:
            text = " ".join(row)
            yield Bulletin(when, _number(cells[index[1]]), document, _grade(text), _pollutant(text))


def _cell_day(cell: str, period: Period) -> date | None:
    named = next(days(cell, period.year), None)
    if named is not None:
        return named
    match = re.fullmatch(r"(?:(\d{1,2})[./-])?(\d{1,2})日?", squeeze(cell))
    if match is None or not 1 <= int(match[2]) <= period.last.day or int(match[1] or period.month) != period.month:
        return None
    return date(period.year, period.month, int(match[2]))


def _lines(document: Document, period: Period) -> Iterator[Bulletin]:
    """Lines that name a day and, with it, an index."""
    for line in document.text.splitlines():
        named = list(days(line, period.year))
        match = _INDEX.search(squeeze(line))
        if len(named) == 1 and match:
            yield Bulletin(named[0], int(match[2]), document, _grade(line), _pollutant(line))


def _number(cell: str) -> int | None:
    match = re.fullmatch(r"(\d{1,3})(?:\.0)?", squeeze(cell))
    return int(match[1]) if match else None


def _whole_index(document: Document) -> int | None:
    """The index of a page about one day: in a table, in its title, or in its text."""
    for table in document.tables:
        at = column_named(table, INDEX_HEADERS)
        if at is not None:
            cells = [row[at[1]] for row in table.rows[at[0] + 1 :] if at[1] < len(row)]
            beside = list(table.rows[at[0]][at[1] + 1 : at[1] + 2])
            found = next((n for cell in (*cells, *beside) if (n := _number(cell)) is not None), None)
            if found is not None:
                return found
    match = _INDEX.search(squeeze(document.title)) or _INDEX.search(squeeze(document.text))
    return int(match[2]) if match else None


def _grade(text: str) -> str:
    match = _GRADE.search(squeeze(text))
    return match[0] if match else ""


def _pollutant(text: str) -> str:
    match = re.search(r"可吸入颗粒物|细颗粒物|二氧化硫|二氧化氮|一氧化碳|臭氧|PM2\.5|PM10|SO2|NO2|O3", squeeze(text))
    return match[0] if match else ""


def facts(document: Document) -> dict[str, object] | None:
    """The facts of contracts.md for a bulletin about one day; None when it is about none or several."""
    year = document.published.year if document.published else 2000
    found = list(read(document, Period(year, 1)))
    if len(found) != 1:
        return None
    (bulletin,) = found
    kind = "AQI" if "AQI" in document.text or "空气质量指数" in document.text else "API"
    return {
        "date": bulletin.day.isoformat(),
        "place": None,
        "index": None if bulletin.index is None else str(bulletin.index),
        "index_kind": kind,
        "primary_pollutant": bulletin.pollutant or None,
        "grade": bulletin.grade or None,
        "values": {},
    }
