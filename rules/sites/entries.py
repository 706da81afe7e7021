"""The entries of a list: what a page leads to as one leads to articles, with the day that is printed beside each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from crawler.reading.value import Link
from crawler.snapshot import Document, Page, Unreached
from rules.dates import without_clock
from rules.phrases import squeeze
from rules.sites.days import Moment, dated, printed

SHORTEST = 5  # characters of a title; a shorter label is a column's, unless a day stands beside it
TURNS = re.compile(
    r"[\[(<]?\d{1,4}[\])>]?|第?\d*[上下首尾末前后]一?[页頁]|最[前后]一?页|[<>«»‹›]{1,3}|\.{2,}|转到|跳转|GO",
    re.IGNORECASE,
)
MORE = re.compile(
    r"\W*(?:更多.{0,6}|查看(?:更多|全部|详[情细])|more|详[情细]|全部|阅读全文|进入|点击(?:进入|查看).{0,4})\W*",
    re.IGNORECASE,
)
CUT = re.compile(r"(?:\.{2,}|…+|。{3})\W*$")
ABOVE, BELOW, LAST = 3, 8, 4  # lines from an entry in which its day may stand; below the last one a foot follows
LONGEST_LINE = 400
MOST_LINES, MOST_LINKS = 2000, 1000
LEAST_SHOWN, LONGEST_TITLE = 4, 120  # characters of a title that is cut short
SURE = 8  # characters of a title that stand in one place only


@dataclass(frozen=True)
class Entry:
    """One entry of a list.

    `day` is printed beside it, or told by the page behind it; `shown` says that it is printed. `page` or `lost` is what lies
    behind it, as far as it was asked for; both are None for a file and for what lies on other sites.
    """

    title: str
    url: str
    day: date | None = None
    shown: bool = False
    page: Page | None = None
    lost: Unreached | None = None
    file: Document | None = None

    @property
    def is_told(self) -> bool:
        """Whether its day is one that people read, and does not stand in an address only."""
        return self.day is not None and (self.shown or self.page is None or self.page.reading.published_from != "url")


@dataclass(frozen=True)
class Behind:
    """What is known of the addresses of a place: pages, files, what was not reached, links of the page's furniture."""

    page: Callable[[str], Page | None]
    lost: Callable[[str], Unreached | None]
    is_list: Callable[[Page], bool]
    is_furniture: Callable[[str], bool]


@dataclass(frozen=True)
class _Found:
    """A link, the line in which its words stand, and where in it."""

    link: Link
    line: int
    start: int
    stop: int


def turns(label: str) -> bool:
    """Whether the words of a link turn the pages of a list."""
    return TURNS.fullmatch(squeeze(label)) is not None


def says_more(label: str) -> bool:
    """Whether the words of a link lead on to a whole list or text, and are no title."""
    return MORE.fullmatch(squeeze(label)) is not None


def entries(page: Page, behind: Behind) -> list[Entry]:
    """The entries of a page in the order in which they stand."""
    lines = [squeeze(without_clock(line[:LONGEST_LINE])) for line in page.text.splitlines()[:MOST_LINES]]
    found = list(_placed(page, lines, behind))
    moments = _moments(lines, found) if found else []
    rows: list[tuple[Link, Moment | None, Page | None]] = []
    for each, moment in zip(found, moments, strict=True):
        target = behind.page(each.link.url)
        if moment is not None or len(squeeze(each.link.text)) >= SHORTEST:
            rows.append((each.link, moment, target))
    told = [(moment, target.published if target else None) for _, moment, target in rows]
    days = dated(told, page.fetched.date())
    files = {document.url: document for document in page.documents}
    return [
        Entry(link.text, link.url, day, moment is not None, target, behind.lost(link.url), files.get(link.url))
        for (link, moment, target), day in zip(rows, days, strict=True)
    ]


def _placed(page: Page, lines: Sequence[str], behind: Behind) -> Iterator[_Found]:
    """The links that may be entries, each with the place where its words stand; a link in none belongs to a menu."""
    line, place, seen = 0, 0, set[str]()
    own = {squeeze(name) for name in (page.title, *page.columns)}
    for link in page.links[:MOST_LINKS]:
        if not _may_be_entry(link, behind) or link.url in seen or link.url == page.url:
            continue
        text = squeeze(link.text)
        if (
            text in own and behind.page(link.url) is None and behind.lost(link.url) is None
        ):  # the path to the page itself
            continue
        found = _find(link, text, lines, (line, place)) or _find(link, text, lines[:line], (0, 0))
        if found is None:
            continue
        seen.add(link.url)
        if len(text) >= SURE:
            line, place = found.line, found.stop
        yield found


def _may_be_entry(link: Link, behind: Behind) -> bool:
    text = squeeze(link.text)
    if len(text) < 2 or turns(text) or says_more(text) or behind.is_furniture(link.url):
        return False
    target = behind.page(link.url)
    return target is None or not behind.is_list(target)


def _find(link: Link, text: str, lines: Sequence[str], begin: tuple[int, int]) -> _Found | None:
    """Where the words of a link stand from a line and a place in it on, whole or cut short."""
    stem = CUT.sub("", text)
    for number in range(begin[0], len(lines)):
        line, first = lines[number], begin[1] if number == begin[0] else 0
        if (start := line.find(stem, first)) >= 0:
            return _Found(link, number, start, start + len(stem))
        if ".." in line and stem[:LEAST_SHOWN] in line and (span := _cut(line, stem, first)):
            return _Found(link, number, *span)
    return None


def _cut(line: str, stem: str, first: int) -> tuple[int, int] | None:
    """Where a line shows the beginning of a title and then dots."""
    for length in range(min(len(stem), LONGEST_TITLE), LEAST_SHOWN - 1, -1):
        start = line.find(stem[:length], first)
        if start >= 0:
            return (start, start + length) if line.startswith("..", start + length) else None
    return None


def _moments(lines: Sequence[str], found: Sequence[_Found]) -> list[Moment | None]:
    """The day printed for each entry: beside it in its own line, else in lines of days only, all below the entries or all above."""
    places = [each.line for each in found]
    own = [printed(text) for text in _beside(lines, found)]
    if all(own):
        return own
    below = [
        _near(lines, range(place + 1, min(place + 1 + BELOW, end))) if place < end else None
        for place, end in _until_next(places, len(lines))
    ]
    above = [
        _near(lines, range(place - 1, max(place - 1 - ABOVE, before), -1))
        for place, before in zip(places, (-1, *places[:-1]), strict=True)
    ]
    is_above = above[0] is not None and (below[-1] is None or sum(map(bool, above)) > sum(map(bool, below)))
    return [first or second for first, second in zip(own, above if is_above else below, strict=True)]


def _beside(lines: Sequence[str], found: Sequence[_Found]) -> Iterator[str]:
    """What stands in its line beside each entry, up to the next one there: a day that a title names is not printed beside it."""
    before = None
    for each, after in zip(found, (*found[1:], None), strict=True):
        line = lines[each.line]
        goes_on = after is not None and after.line == each.line and after.start >= each.stop
        end = after.start if goes_on and after is not None else len(line)
        start = line[: each.start] if before is None or before.line != each.line else ""
        yield f"{start} {line[each.stop : end].lstrip('.。')}"
        before = each


def _until_next(places: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    yield from zip(places, (*places[1:], min(places[-1] + 1 + LAST, end)), strict=True)


def _near(lines: Sequence[str], numbers: range) -> Moment | None:
    """The day that stands in the nearest line of a day; a day and the month of its year may stand in two."""
    near = list(numbers)
    for place, number in enumerate(near):
        if (found := printed(lines[number], bare=True)) is not None:
            return found
        if place + 1 < len(near):
            first, second = sorted((number, near[place + 1]))
            if (found := _in_two(lines[first], lines[second])) is not None:
                return found
    return None


def _in_two(first: str, second: str) -> Moment | None:
    if len(first) > 12 or len(second) > 12 or not (first[:1].isdigit() and second[:1].isdigit()):
        return None
    return printed(f"{first} {second}", bare=True)
