"""The pieces of information of a month: the pages of every site that are articles, each with whose it is and when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from checker.counted.value import DayFrom, Item, Looked
from checker.counted.words import Words, words_of
from crawler.attribution import Names
from crawler.health import hindrance
from crawler.roster import Department
from crawler.scope import address_key
from crawler.snapshot import Page, Place, Reason, Snapshot
from rules.institutions.fields import HEAD
from rules.phrases import squeeze
from rules.sites.columns import columns
from rules.sites.layout import layout

LITTLE = 40  # letters that an undated page has at least to be an article
LISTED, OF_TEN = 8, 8  # links in a row, and how many lines of ten they are, in a page that only leads on
MOST_LINES = 400
OFFICES = frozenset(("portal", "office"))
LEFT = (Reason.BUDGET, Reason.TRAP)  # what the crawl left unread of a site
HEAD_TEXT = 3000  # characters of a text in which its number and its labels stand
_YEAR = re.compile(r"[〔\[(（【﹝](?:19|20)\d\d[〕\])）】﹞]")
_BORNE = re.compile(
    r"(?:(?:.*[^一-龥])?(?:发文字号|文号|字号|文件编号)[:|]*|[(]?)([一-龥]{2,12})[〔\[(【﹝]((?:19|20)\d\d)[〕\])】﹞]第?0*(\d{1,4}号)(?:[)]?|[^一-龥\d].*|[一-龥]{2,6}:.*)"
)
GOVERNMENT = re.compile("(?:人民)?政府$")


@dataclass(frozen=True)
class Collected:
    """What was collected of a month: the items, and how far each site could be read."""

    items: tuple[Item, ...]
    looked: tuple[Looked, ...]


@dataclass
class Portion:
    """What one snapshot adds: items by place and address, those common to all, how far its places could be read."""

    found: dict[tuple[Place, str], Item] = field(default_factory=dict)
    common: dict[tuple[Place, str], Item] = field(default_factory=dict)
    looked: list[Looked] = field(default_factory=list)
    portal: Looked | None = None


class Collector:
    """Takes the items of a month, snapshot after snapshot; the portal's own pages come with every one and are taken once.

    What a snapshot adds hangs on it alone, and on whether it is the first: portions may be made apart and taken in their order.
    """

    def __init__(self, departments: Sequence[Department]) -> None:
        self._bodies = _Bodies(departments)
        self._portions: list[Portion] = []

    def add(self, snapshot: Snapshot) -> None:
        """Takes what is in a snapshot."""
        portion = Portion()
        self.fill(portion, snapshot, is_first=not self._portions)
        self.take(portion)

    def take(self, portion: Portion) -> None:
        """Takes what a snapshot adds."""
        self._portions.append(portion)

    def fill(self, portion: Portion, snapshot: Snapshot, *, is_first: bool) -> None:
        """Puts what is in a snapshot into a portion."""
        id = snapshot.department.id
        for place in Place:
            site = snapshot.at(place)
            others = snapshot.others if place is Place.OWN else ()
            for page, day in _articles(site, others):
                portion.found.setdefault((place, address_key(page.url)), self._item(page, day, id))
        _look(portion, snapshot, is_first=is_first)
        for page in snapshot.commons if is_first else ():
            if _is_article(page) and page.published is not None:
                item = self._item(page, (page.published, DayFrom.PAGE), "")
                portion.common.setdefault((Place.PORTAL, address_key(page.url)), item)

    def _item(self, page: Page, day: tuple[date | None, DayFrom], department: str) -> Item:
        words = words_of(page)
        return _item(page, day, department, self._bodies.of(page.issuer), words)

    @property
    def collected(self) -> Collected:
        """All that was taken: an address that the portal gives to a body is that body's."""
        found: dict[tuple[Place, str], Item] = {}
        for key, item in ((key, item) for each in self._portions for key, item in each.found.items()):
            found.setdefault(key, item)
        common = next((each.common for each in self._portions if each.common), {})
        portal = [each.portal for each in self._portions if each.portal is not None][-1:]
        looked = [each for portion in self._portions for each in portion.looked]
        return Collected(tuple({**common, **found}.values()), (*looked, *portal))


def _look(portion: Portion, snapshot: Snapshot, *, is_first: bool) -> None:
    id, period = snapshot.department.id, snapshot.period
    if snapshot.department.home:
        portion.looked.append(Looked(period, id, Place.OWN, _hindered(snapshot.at(Place.OWN))))
    if is_first or snapshot.whole is not None:  # who answers for the portal sees it as a whole
        whole = snapshot.of_portal() or snapshot.at(Place.PORTAL)
        portion.portal = Looked(period, "", Place.PORTAL, _hindered(whole))


class _Bodies:
    """Who is meant by the name of an issuer: the roster's bodies, and the city's government itself by that of its office."""

    def __init__(self, departments: Sequence[Department]) -> None:
        self._names = Names(departments)
        self._known: dict[str, str] = {}
        offices = [each for each in departments if OFFICES & each.kinds]
        self._office = next((each for each in offices if "portal" in each.kinds), next(iter(offices), None))

    def of(self, issuer: str) -> str:
        """The id of the body so named, or ""."""
        if issuer not in self._known:
            named = self._names.named(issuer) if issuer else []
            self._known[issuer] = named[0] if named else self._government(squeeze(issuer))
        return self._known[issuer]

    def _government(self, issuer: str) -> str:
        office = self._office
        if office is None or len(issuer) < 3 or GOVERNMENT.search(issuer) is None:
            return ""
        return office.id if any(squeeze(name).startswith(issuer) for name in office.names) else ""


def _item(page: Page, day: tuple[date | None, DayFrom], department: str, body: str, words: Words) -> Item:
    return Item(
        department,
        page.place,
        page.url,
        page.title.strip(),
        *day,
        page.issuer,
        body,
        number_of(page),
        words.text,
        words.length,
        words.figures,
        words.sketch,
        words.stands_alone,
        words.is_file,
        page.sha256,
        page.fetched,
    )


def number_of(page: Page) -> str:
    """The document number (文号) that a page bears: behind its label, or in a line of its own in its head; "" for none.

    A number that a sentence mentions is another document's.
    """
    stated = (f"{label}:{value}" for label, value in page.reading.metadata)
    head = page.text[:HEAD_TEXT]
    for line in (*stated, *(head.splitlines()[:HEAD] if _YEAR.search(head) else ())):
        if _YEAR.search(line) and (found := _BORNE.fullmatch(squeeze(line[:200]))):
            return f"{found[1]}〔{found[2]}〕{found[3]}"
    return ""


def _articles(site: Snapshot, others: Iterable[Page]) -> Iterator[tuple[Page, tuple[date | None, DayFrom]]]:
    """The articles of a place with their days; undated ones only where a list leads to them as it does to articles."""
    undated = False
    for page in (*site.pages, *others):
        if page.published is not None and _is_article(page):
            yield page, (page.published, DayFrom.PAGE)
        undated = undated or (page.published is None and page.clicks != 0)
    if undated:
        yield from _undated(site)


def _undated(site: Snapshot) -> Iterator[tuple[Page, tuple[date | None, DayFrom]]]:
    place = layout(site)
    candidates = {page.url for page in site.pages if page.published is None and page.clicks != 0}
    candidates -= {page.url for page in site.pages if place.is_list(page)}
    listed: Mapping[str, date | None] = (
        {
            entry.page.url: entry.day
            for column in columns(site)
            for entry in column.entries
            if entry.page is not None and entry.page.url in candidates
        }
        if candidates
        else {}
    )
    for page in site.pages:
        if page.url in listed and _is_article(page):
            day, signed = listed[page.url], page.reading.written
            yield page, (day or signed, DayFrom.LIST if day else DayFrom.SIGNED if signed else DayFrom.NONE)


def _is_article(page: Page) -> bool:
    """Whether a page says something: has a title, is no home page, does not only lead on, and is not too bare to be undated."""
    if page.clicks == 0 or not (page.title.strip() or page.text.strip()):
        return False
    if page.published is None and not page.documents and len(squeeze(page.text[:2000])) < LITTLE:
        return False
    return not _leads_on(page)


def _leads_on(page: Page) -> bool:
    """Whether a page only leads to others: nearly all of its lines are links."""
    if page.documents or len(page.links) < LISTED:
        return False
    links = {squeeze(link.text) for link in page.links if len(link.text) > 3}
    lines = [line for each in page.text.splitlines()[:MOST_LINES] if (line := _undated_line(each))]
    listed = sum(line in links for line in lines)
    return listed >= LISTED and listed * 10 >= len(lines) * OF_TEN


def _undated_line(line: str) -> str:
    return re.sub(r"[\[(]?(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[\])]?$", "", squeeze(line[:200])).strip("·.-")


def _hindered(site: Snapshot) -> str:
    """Why a place cannot be counted, or not to its end; "" where it can."""
    lost = hindrance(site) or next((each for each in site.unreached if each.reason in LEFT), None)
    return "" if lost is None else lost.reason
