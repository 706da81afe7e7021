"""The reports of a place about polluters: pages and files, each with the months that it speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from crawler.snapshot import Citation, Document, Page, Snapshot
from rules.dates import days, plain_years
from rules.phrases import squeeze
from rules.pollution.monitored import Monitored, Sheet
from rules.pollution.naming import is_in_column, is_other, names_polluters, promises
from rules.pollution.sheets import is_monitoring, sheets_of
from rules.pollution.span import QUARTER, YEAR, Span, spans_in
from rules.topics import NEWS_COLUMN

OPENING = 400  # characters in which a text says of which months it speaks
MANY_LINKS = 8
_RESULT = re.compile(r"(?:不|未)?达标|超标|(?:符合|达到)[^。]{0,40}(?:标准|限值|要求)|合格|监测(?:了)?\d+家")
_COUNTED = re.compile(r"\d+(?:余|多)?(?:家|座|个|次)|[一二三四五六七八九十两]家|均|全部|\d%")
_NAMED = re.compile(r"(?:企业|公司|厂).*[,:]|[,:].*(?:企业|公司|厂)")


@dataclass(frozen=True, eq=False)
class Report:
    """What one page tells of one span: the page and the files that are about it, with their tables."""

    page: Page
    span: Span
    documents: tuple[Document, ...]
    sheets: tuple[Sheet, ...]

    @cached_property
    def rows(self) -> tuple[Monitored, ...]:
        """The rows of all tables that tell of enterprises one by one, totals left out."""
        held = (row for sheet in self.sheets if is_monitoring(sheet) for row in sheet.rows)
        return tuple(row for row in held if "total" not in row.cells)

    @cached_property
    def texts(self) -> tuple[tuple[Document, str], ...]:
        """The text of each document."""
        return tuple((document, document.text) for document in self.documents)

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.page.title

    @property
    def published(self) -> date | None:
        """The day on which it was made public, where the page states one."""
        return self.page.published

    @property
    def tells(self) -> bool:
        """Whether it says anything of results: rows of enterprises, or words about limits kept or not."""
        return (
            bool(self.rows)
            or any(sheet.rows for sheet in self.sheets)
            or any(_tells(text.replace(self.title, "")) for _, text in self.texts)
        )

    def cite(self, words: str = "") -> Citation:
        """A citation of the first of its documents that holds these words, else of the page."""
        found = next((each for each in self.documents if words and words in each.text), self.page)
        return found.cite(words or self.title)


def _is_news(report: Report) -> bool:
    """Whether a report stands among the news and counts nothing."""
    is_among_news = NEWS_COLUMN.search(squeeze(">".join(report.page.columns))) is not None
    return (
        is_among_news
        and not report.rows
        and not any(re.search(r"\d+(?:家|座)", squeeze(text)) for _, text in report.texts)
    )


def _tells(text: str) -> bool:
    """Whether a sentence of a text tells of results."""
    return any(
        _RESULT.search(part) and (_COUNTED.search(part) or _NAMED.search(part))
        for part in map(squeeze, re.split("[。;；\n]", text))
    )


@dataclass(frozen=True)
class Told:
    """All reports of a place, and the pages that are called reports and from which no span or nothing was read."""

    site: Snapshot
    reports: tuple[Report, ...]
    bare: tuple[Page, ...]

    def about(self, span: Span) -> tuple[Report, ...]:
        """The reports that speak of a span, of all of it or of a part."""
        held = (each for each in self.reports if each.span.holds(span) or span.holds(each.span))
        return tuple(
            each for each in held if not each.published or each.published >= span.begin or each.span.months < YEAR
        )

    def newest(self) -> Report | None:
        """The report whose span ends last."""
        return max(self.reports, key=lambda each: each.span.end, default=None)


def told_of(site: Snapshot) -> Told:
    """What a place tells of polluters."""
    reports: list[Report] = []
    bare: list[Page] = []
    for page in filter(is_report, site.pages):
        found = [each for each in reports_on(page, site.period.last) if each.tells and not _is_news(each)]
        reports += found
        if not found and (page.published or spans_in(page.title, site.period.last)):
            bare.append(page)
    return Told(site, tuple(reports), tuple(bare))


def is_report(page: Page) -> bool:
    """Whether a page is a report on polluters: by its title, by its column and tables, or by its files; never a list of links."""
    if page.published is None and len(page.links) >= MANY_LINKS and not page.tables:
        return False
    if promises(page.title):
        return page.published is not None or not _is_index(page)
    if is_other(page.title):
        return False
    named = is_in_column(page.columns) or any(promises(each.label) or promises(each.title) for each in page.documents)
    if named and (page.documents or names_polluters(page.title)):
        return page.published is not None
    return (named or names_polluters(page.title)) and any(
        is_monitoring(sheet) for each in (page, *page.documents) for sheet in sheets_of(each)
    )


def _is_index(page: Page) -> bool:
    """Whether a page only leads to others."""
    return len(page.links) >= MANY_LINKS and not page.tables and not page.documents


def reports_on(page: Page, near: date) -> Iterator[Report]:
    """What a page and its files tell, apart for each span that they speak of."""
    near = page.published or near
    own, year = _spans_of(page, near), _year_of(page)
    parts: dict[Span, tuple[list[Document], list[Sheet]]] = {}
    for document in (page, *page.documents):
        spans = own if document is page else _spans_of_file(document, near, year) or own
        for sheet in sheets_of(document):
            for span, part in _by_term(sheet, near, year) or _by_day(
                sheet, _spans_of_sheet(sheet, near, year) or spans
            ):
                _put(parts, span, document, part)
        for span in spans:
            _put(parts, span, document, None)
    is_divided = any(sheets and span.months < YEAR for span, (_, sheets) in parts.items())
    for span, (documents, sheets) in parts.items():
        if is_divided and span.months == YEAR and not sheets:
            continue
        yield Report(page, span, tuple(dict.fromkeys(documents)), tuple(sheets))


def _by_term(sheet: Sheet, near: date, year: str) -> list[tuple[Span, Sheet]]:
    """The rows of a table with a column of quarters or months, apart for each."""
    if "term" not in sheet.roles:
        return []
    found: dict[Span, list[Monitored]] = {}
    for row in sheet.rows:
        for span in _spans_in_year(row.cells.get("term", ""), near, year)[:1]:
            found.setdefault(span, []).append(row)
    return [(span, replace(sheet, rows=tuple(rows))) for span, rows in found.items()]


def _put(
    parts: dict[Span, tuple[list[Document], list[Sheet]]], span: Span, document: Document, sheet: Sheet | None
) -> None:
    documents, sheets = parts.setdefault(span, ([], []))
    documents.append(document)
    sheets += [sheet] if sheet is not None else []


def _spans_of(page: Page, near: date) -> tuple[Span, ...]:
    """The spans of a page: from its title, else its column, else its opening words, else the days of its samples."""
    for words in (page.title, ">".join(page.columns[-2:])):
        if found := _spans_in_year(words, near, _year_of(page)):
            return found
    for document in page.documents:
        if _spans_of_file(document, near, _year_of(page)):
            return ()
    opening = squeeze(page.text)[:OPENING].replace(squeeze(page.title), "")
    found = spans_in(opening, near)[:1]
    if found and found[0].months < YEAR:
        return found
    return found


def _year_of(page: Page) -> str:
    """The one year that a page is about by its title or its column, or ""."""
    for words in (page.title, ">".join(page.columns)):
        found = set(re.findall(r"(?<!\d)20\d\d(?!\d)", plain_years(words)))
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _spans_in_year(words: str, near: date, year: str) -> tuple[Span, ...]:
    """The spans that words name, in the year of their page where they tell none."""
    is_told = not words.strip() or re.search(r"20\d\d", plain_years(words)) is not None
    return spans_in(words if is_told or not year else f"{year}年{words}", near)


def _spans_of_file(document: Document, near: date, year: str) -> tuple[Span, ...]:
    return _spans_in_year(document.label, near, year) or _spans_in_year(document.title, near, year)


def _spans_of_sheet(sheet: Sheet, near: date, year: str) -> tuple[Span, ...]:
    return _spans_in_year(sheet.caption[-60:], near, year) or _spans_in_year(sheet.where, near, year)


def _by_day(sheet: Sheet, spans: tuple[Span, ...]) -> list[tuple[Span, Sheet]]:
    """A table with the spans of its document; within a year that is called so its rows apart for each quarter of their samples."""
    if spans and not all(span.months == YEAR for span in spans):
        return [(span, sheet) for span in spans]
    year, found = near_year(sheet.rows), defaultdict(list)
    at: Span | None = None
    for row in sheet.rows:
        day = next(days(row.cells.get("day", ""), year), None)
        at = Span.quarter(day.year, (day.month + 2) // QUARTER) if day and day.year > 1 else at
        if at is not None:
            found[at].append((day, row))
    sampled = {day.month for rows in found.values() for day, _ in rows if day}
    if len(found) == 1 and len(sampled) == 1:
        month = sampled.pop()
        return [(Span(next(iter(found)).year, month, month), sheet)]
    parts = [(span, replace(sheet, rows=tuple(row for _, row in rows))) for span, rows in found.items()]
    return parts or [(span, sheet) for span in spans]


def near_year(rows: Sequence[Monitored]) -> int:
    """The year that the days of samples name, for those beside them that name none; 1 for none."""
    for row in rows:
        found = re.search(r"20\d\d", row.cells.get("day", ""))
        if found:
            return int(found[0])
    return 1
