"""Every statement about a day's air: of a place, and of one document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from crawler.period import Period
from crawler.reading.value import Table
from crawler.snapshot import Document, Page, Snapshot
from rules.air.bulletin import Bulletin
from rules.air.reading.amounts import units
from rules.air.reading.areas import city_of, in_title
from rules.air.reading.days import Known, month_of, of_cell, spans
from rules.air.reading.draft import Draft
from rules.air.reading.grids import drafts as tabled
from rules.air.reading.joining import joined
from rules.air.reading.placing import placed
from rules.air.reading.posted import hour_posted
from rules.air.reading.prose import drafts as told
from rules.air.reading.runs import runs
from rules.air.reading.telling import CARD
from rules.air.reading.titled import is_morning, is_other, on_air, title_days, titles
from rules.air.reading.typed import typed
from rules.dates import plain_years
from rules.phrases import squeeze
from rules.tables import data_tables
from rules.topics import pages_on
from rules.typed.tables import typed_tables

SHORTEST_LINK = 8  # characters of a link that may be a bulletin's title
_DATE_BEHIND = re.compile(r"[\[(]?(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[\])]?$")
BACK = timedelta(days=40)  # what a week or a month before the period is compared with
DAY = timedelta(days=1)
SEVERAL = 3  # days of which lines tell, on the page of a month
_FOR_DAY = re.compile(r"(?<![一-龥])(?:监测|日报|报告|统计|评价)?(?:日期|时间|日)[::](.{4,40})")

_YESTERDAY = re.compile(r"(?<![与较比和同])昨[日天][^。\n]{0,30}(?:指数|AQI|API|空气质量)")


@dataclass(frozen=True)
class _Around:
    """What a document knows from its page: its title, its day of publication, its city."""

    period: Period
    city: str = ""
    title: str = ""
    posted: date | None = None


def bulletins(site: Snapshot) -> list[Bulletin]:
    """Every statement of a place about a day of the period or of the 40 days before it, in order of the days.

    Read from pages on the topic, common pages of the portal about air, and their files. A later day is told too where its
    bulletin was posted in the period. Of several areas in one table each is a bulletin; the department's own city, the
    whole of it, its mean or the only area is `is_whole`.
    """
    city = city_of((site.department.name, *site.department.aliases))
    found: dict[tuple[object, ...], Bulletin] = {}
    for page in _pages(site):
        for bulletin in _of_page(page, site.period, city):
            if _is_asked(bulletin, site.period):
                found.setdefault(_key(bulletin), bulletin)
    return _without_lists(sorted(found.values(), key=lambda each: (each.day, not each.is_whole)))


def of_document(document: Document, period: Period, city: str = "") -> list[Bulletin]:
    """Every statement of one page or file about a day; days without a year are taken to lie near its posting, else the period.

    `city` is what its city is called without 市, "" for not known.
    """
    return list(_of_document(document, _Around(period, city)))


def _pages(site: Snapshot) -> Iterator[Page]:
    known = {page.url for page in pages_on(site, "air-quality-daily")}
    for page in site.pages:
        if (page.url in known or on_air(page)) and not is_other(squeeze(page.title)):
            yield page
    for page in site.commons:
        if (page.columns or page.issuer == "") and on_air(page):
            yield page


def _is_asked(bulletin: Bulletin, period: Period) -> bool:
    if period.first - BACK <= bulletin.day <= period.last:
        return True
    return bulletin.posted is not None and bulletin.posted in period and bulletin.day > bulletin.posted


def _key(bulletin: Bulletin) -> tuple[object, ...]:
    """What two copies of one statement share: the same article in two columns, the same row in a page and in its file."""
    where = bulletin.where if "第" in bulletin.where else ""
    return (bulletin.day, bulletin.area, bulletin.printed, bulletin.quote, where, squeeze(bulletin.source.title))


def _without_lists(found: Sequence[Bulletin]) -> list[Bulletin]:
    """The statements without those that a list only repeats of the pages that it leads to."""
    own = {each.day for each in found if each.where != LIST}
    return [each for each in found if each.where != LIST or each.day not in own]


LIST = "列表"


@lru_cache(maxsize=512)
def _of_page(page: Page, period: Period, city: str) -> tuple[Bulletin, ...]:
    return tuple(_told_by(page, period, city))


def _told_by(page: Page, period: Period, city: str) -> Iterator[Bulletin]:
    around = _Around(period, city, page.title, page.published)
    own = list(_of_document(page, _Around(period, city)))
    files = [each for file in page.documents for each in _of_document(file, around)]
    said = {(each.day, each.area): each for each in own if each.printed}
    yield from own
    for each in files:
        same = said.get((each.day, each.area))
        if same is None or (each.index, each.printed) != (same.index, same.printed):
            yield each
    days = {each.day for each in (*own, *files)}
    yield from _empty(page, days, period)
    yield from _listed(page, days, period, city)


def _empty(page: Page, days: set[date], period: Period) -> Iterator[Bulletin]:
    """A page that its title calls the bulletin of a day and that says nothing of it."""
    title = squeeze(page.title)
    named = title_days(page.title, _known(page, _Around(period)))
    is_bare = not page.images and not page.dead and all(file.text.strip() for file in page.documents)
    if is_bare and not days and len(named) == 1 and "日报" in title and not is_other(title):
        yield Bulletin(named[0], page, posted=page.published)


def _listed(page: Page, days: set[date], period: Period, city: str) -> Iterator[Bulletin]:
    """What links say themselves: a day with its index."""
    known = _known(page, _Around(period))
    for link in page.links:
        text = squeeze(link.text)
        if len(title_days(text, known)) != 1 or is_other(text):
            continue
        for draft in told([text], known, None):
            if draft.day and draft.index is not None and draft.day not in days:
                yield replace(draft.bulletin(draft.day, page, None, None), where=LIST, quote=text)


def _known(document: Document, around: _Around) -> Known:
    known = Known(document.published or around.posted or around.period.last)
    for title in reversed([*titles(document), around.title]):
        known = known.narrowed(title)
    return known


def _of_document(document: Document, around: _Around) -> Iterator[Bulletin]:
    title = squeeze(document.title)
    if is_other(title) or (around.title and is_other(squeeze(around.title))):
        return
    known = _known(document, around)
    posted = document.published or around.posted
    drafts = _drafts(document, known, posted)
    called, named = next(
        ((each, days) for each in (*titles(document), around.title) if (days := title_days(each, known))), ("", [])
    )
    dated = {draft.day for draft in drafts if draft.day}
    eve = _eve(document, dated, named[0]) if len(named) == 1 and is_morning(squeeze(called)) else None
    if eve:
        drafts = [replace(draft, day=eve) for draft in drafts]
    elif len(named) == 1 and len(dated) <= 1:
        drafts = [_called(draft, named[0]) for draft in drafts]
    elif len(dated) <= 1:
        covered = {draft.covers for draft in drafts if draft.covers}
        day = next(iter(dated or covered), None) or _stated(document, known) or (posted - DAY if posted else None)
        for draft in drafts:
            draft.day = day
    if "当日零点前24小时" in squeeze(document.text) or "当日零时前24小时" in squeeze(document.text):
        drafts = [_before_midnight(draft) for draft in drafts]
    known_place = in_title(title) or in_title(squeeze(around.title))
    wholes = placed([draft for draft in drafts if draft.day], around.city, known_place)
    if len({draft.day for draft in wholes}) > 1 or (not named and _names_month(title, known)):
        posted = None
    hour = hour_posted(document, posted) if posted else None
    for draft in wholes:
        if draft.day:
            yield draft.bulletin(draft.day, document, posted, hour)


def _names_month(title: str, known: Known) -> bool:
    """Whether a title names a month and no day, as that of a table does which grows."""
    return month_of(title)[1] > 0 and not spans(plain_years(title), known)


def _called(draft: Draft, day: date) -> Draft:
    """A draft by the day of its title; another day that it states is the one that was measured."""
    if draft.day and draft.day != day and timedelta(0) < day - draft.day <= 2 * DAY:
        draft.covers = draft.covers or draft.day
    if draft.covers is not None and not timedelta(0) < day - draft.covers <= 2 * DAY:
        draft.covers = None
    draft.day = day
    return draft


def _eve(document: Document, dated: set[date], issued: date) -> date | None:
    """The day before that of an issue of which the issue tells: the one that it names, else yesterday; None where it tells of neither."""
    day = next(iter(dated), issued)
    if len(dated) > 1:
        return None
    if timedelta(0) < issued - day <= 2 * DAY:
        return day
    return issued - DAY if day == issued and _YESTERDAY.search(squeeze(document.text)) else None


def _before_midnight(draft: Draft) -> Draft:
    """A draft of a bulletin that tells of the 24 hours before the midnight with which its day begins (HJ 633-2012 5.1)."""
    draft.covers = draft.day - DAY if draft.day else None
    return draft


def _drafts(document: Document, known: Known, posted: date | None) -> list[Draft]:
    """The drafts of a document's tables, completed by what its lines say."""
    tables = data_tables(document)
    lines = _lines(document, tables)
    tables = (*tables, *typed(lines))
    title = squeeze(document.title)
    given = units(title).over(units(squeeze(" ".join(line for line in lines if "单位" in line or "注" in line))))
    found = joined([tabled(table, known, given, title) for table in tables])
    if not found and not tables:
        found += [draft for table in typed_tables(document.text) for draft in tabled(table, known, given, title)]
    spoken = told([document.title, *lines], known, posted)
    run = [] if found or any(draft.printed for draft in spoken) else runs(lines, known, posted)
    if run and {draft.day for draft in spoken if draft.says_air} <= {draft.day for draft in run}:
        return run
    is_month = len({draft.day for draft in spoken if draft.day and draft.index is not None}) >= SEVERAL
    for draft in spoken:
        same = [each for each in found if _is_one(each, draft)]
        if same and not (is_month and _clash(same[0], draft)):
            same[0].complete(draft)
        elif draft.says_air or not found:
            found.append(draft)
    return [draft for draft in found if draft.says_air or draft.grade]


def _lines(document: Document, tables: Sequence[Table]) -> list[str]:
    """The lines of a text that are no rows of its tables and no links of a list, with or without a date behind them."""
    linked = {squeeze(link.text) for link in document.reading.links if len(link.text) > SHORTEST_LINK}
    rows = {squeeze("".join(dict.fromkeys(row))) for table in tables for row in table.rows}
    cells = {squeeze(cell) for table in tables for row in table.rows for cell in row}
    return [
        line
        for line in document.text.splitlines()
        if (bare := squeeze(line)) not in rows
        and not _is_of(line, cells)
        and (not linked or _DATE_BEHIND.sub("", bare) not in linked)
    ]


def _is_of(line: str, cells: set[str]) -> bool:
    """Whether all that a line holds stands in cells."""
    return all(squeeze(part) in cells for part in line.split("\t"))


def _is_one(one: Draft, other: Draft) -> bool:
    """Whether two drafts may speak of the same day and area."""
    same_day = one.day == other.day or not one.day or not other.day
    return same_day and (one.area == other.area or not one.area or not other.area)


def _clash(one: Draft, other: Draft) -> bool:
    """Whether each names its day and has an index of its own, as two lines of a month's page have."""
    return None not in (one.day, other.day, one.index, other.index) and one.index != other.index


def _stated(document: Document, known: Known) -> date | None:
    """The day that a line says it is for."""
    for line in map(plain_years, document.text.splitlines()):
        match = _FOR_DAY.search(line)
        if match and not CARD.search(line):
            return of_cell(re.split("[。;]", match[1])[0], known)
    return None
