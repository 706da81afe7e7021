"""The entries of a place's catalogues: rows of lists, pages with a card, and what the columns of the catalogue lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from crawler.reading.value import Table
from crawler.snapshot import Page, Snapshot, Unreached
from rules.dates import days
from rules.institutions.fields import DAY, FIELDS, INDEX, NUMBER, TITLE, card_values, row_values
from rules.institutions.found import Found, entries, found, menu
from rules.phrases import squeeze
from rules.records import Field
from rules.remembered import remembered
from rules.shown import is_index
from rules.topics import topics

HEADS_WITHIN = 5  # rows of a list in which its header stands
Head = tuple[int, Mapping[str, int]]  # a header: its row, and the columns of the fields that it names
OTHER = ("指南", "依申请", "年度报告", "制度", "目录", "须知", "申请表")  # in a title: what lies beside the entries


@dataclass(frozen=True)
class Entry:
    """One entry: its title and address, what its row tells (None for no row), its page where it was read, where it is listed."""

    title: str
    url: str
    row: Mapping[str, str] | None
    card: Mapping[str, str] | None
    page: Page | None
    listed: Page | None
    lost: Unreached | None
    day: date | None
    where: str = ""

    @property
    def source(self) -> Page:
        """The page that is cited for it."""
        return self.page or self.listed  # type: ignore[return-value]

    def told(self, name: str) -> str:
        """What it tells of a field anywhere, "" for nothing."""
        return (self.row or {}).get(name, "") or (self.card or {}).get(name, "")

    def has_room(self, name: str) -> bool:
        """Whether its row or its card has a place for a field."""
        return name in (self.row or {}) or name in (self.card or {})


@dataclass(frozen=True)
class Catalogue:
    """What a place shows of a catalogue: the pages called so, and the entries."""

    about: Found
    entries: tuple[Entry, ...]

    @property
    def newest(self) -> date | None:
        """The last day that any entry tells."""
        return max((each.day for each in self.entries if each.day is not None), default=None)

    @property
    def is_listed(self) -> bool:
        """Whether the newest day stands in a list, so that it is known whatever else was read."""
        return any(each.listed is not None and each.day == self.newest for each in self.entries)


def catalogue(site: Snapshot, topic: str, key: Field) -> Catalogue:
    """The catalogue of a topic at a place; `key` is the field by which its rows and cards are known."""
    about = found(site, topic)
    pages = {page.url: page for page in site.pages}
    lost = {each.url: each for each in site.unreached}
    found_so: dict[str, Entry] = {}
    for entry in (*_rows(site, pages, lost, key), *_cards(site, key), *_linked(site, topic, about, pages, lost)):
        name = entry.url or f"{entry.title}{entry.where}"
        known = found_so.setdefault(name, entry)
        if known.listed is None and entry.listed is not None:
            found_so[name] = replace(known, listed=entry.listed, day=entry.day or known.day)
    return Catalogue(about, tuple(found_so.values()))


def _rows(site: Snapshot, pages: Mapping[str, Page], lost: Mapping[str, Unreached], key: Field) -> Iterator[Entry]:
    for page in site.pages:
        addresses = {tuple(map(squeeze, link.row)): link.url for link in page.reading.row_links}
        for table, heads in _listing(page):
            head, named = _head(heads, key)
            for number, cells in enumerate(table.rows[head + 1 :] if named else (), head + 2):
                values = {name: cells[column] for name, column in named.items() if column < len(cells)}
                title = values.get(TITLE.name, "").strip()
                if len({*map(squeeze, cells)}) < 2 or not title:
                    continue
                url = addresses.get(tuple(map(squeeze, cells)), "")
                read, day = pages.get(url), next(days(values.get(DAY.name, ""), site.period.year), None)
                card = card_values(read) if read else None
                where = f"{table.where} 第{number}行".strip()
                yield Entry(title, url, row_values(values), card, read, page, lost.get(url), _until(day, page), where)


def _head(heads: Iterable[Head], key: Field) -> Head:
    """The header in which a field has its column; one without columns where there is none."""
    return next((head for head in heads if key.name in head[1]), (0, {}))


@remembered
def _listing(page: Page) -> tuple[tuple[Table, tuple[Head, ...]], ...]:
    """The tables of a page with the rows of each that may head a list of entries."""
    return tuple((table, tuple(_heads(table))) for table in page.tables)


def _heads(table: Table) -> Iterator[Head]:
    for number, cells in enumerate(table.rows[:HEADS_WITHIN]):
        named: dict[str, int] = {}
        for column, cell in enumerate(map(squeeze, cells)):
            name = next((field.name for field in FIELDS if field.name not in named and field.labels(cell)), None)
            if name is not None:
                named[name] = column
        if TITLE.name in named and len(named) >= 2 and not any(squeeze(cell).endswith(":") for cell in cells):
            yield number, named


def _cards(site: Snapshot, key: Field) -> Iterator[Entry]:
    """The pages that tell the key field of themselves, or have a blank place for it."""
    for page in site.pages:
        if key.name in (card := card_values(page)) and not _lists_rows(page):
            if key is NUMBER and not card[key.name]:
                continue
            day = _until(page.published or page.reading.written, page)
            yield Entry(page.title, page.url, None, card, page, None, None, day)


def _lists_rows(page: Page) -> bool:
    return any(_head(heads, key)[1] for _, heads in _listing(page) for key in (INDEX, NUMBER))


def _linked(
    site: Snapshot, topic: str, about: Found, pages: Mapping[str, Page], lost: Mapping[str, Unreached]
) -> Iterator[Entry]:
    """What the columns of a catalogue lead to, and the pages that lie in them."""
    common = menu(site) if about.any else frozenset()
    wanted = topics()[topic]
    for listing in about.lists:
        dated = _days_by_line(listing, site.period.year)
        for link in entries(listing, common):
            read = pages.get(link.url)
            if _is_beside(link.text) or (read is not None and read.published is None and is_index(read)):
                continue
            day = dated.get(squeeze(link.text)) or (read.published if read else None)
            if read is None and link.url not in lost and day is None and len(squeeze(link.text)) < 8:
                continue  # a column that was not visited
            card = card_values(read) if read else None
            yield Entry(link.text, link.url, None, card, read, listing, lost.get(link.url), _until(day, listing))
    for page in site.pages:
        inside = any(wanted.titled(squeeze(name)) for name in page.columns)
        if (
            inside
            and page not in about.any
            and not _is_beside(page.title)
            and not is_index(page)
            and not _lists_rows(page)
        ):
            yield Entry(page.title, page.url, None, card_values(page), page, None, None, _until(page.published, page))


def _is_beside(title: str) -> bool:
    return any(word in squeeze(title) for word in OTHER)


def _days_by_line(page: Page, year: int) -> dict[str, date]:
    """For each line of a list the day in it, by the words of the line without the day."""
    found_so: dict[str, date] = {}
    links = {squeeze(link.text) for link in page.links}
    for line in page.text.splitlines():
        day = next(days(line, year), None)
        if day is not None:
            text = squeeze(line)
            found_so |= {title: day for title in links if len(title) >= 4 and title in text}
    return found_so


def _until(day: date | None, page: Page) -> date | None:
    """A day, unless it lies after the visit."""
    return day if day is None or day <= page.fetched.date() else None
