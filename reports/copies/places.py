"""Which stored answer a citation cites, and which quotes are shown together: one copy for each answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from crawler.archive import Archive, Capture
from crawler.assembly import PORTAL
from crawler.period import Period
from crawler.snapshot import Citation, Place
from reports.copies.uses import Use, Uses
from reports.copies.values import Quote

Key = tuple[str, str]  # a site and an address of it


@dataclass
class Leaf:
    """A stored answer, what is quoted of it, and for what. `of_link` are quotes of links on it that lead to what could not be had."""

    capture: Capture
    quotes: dict[Quote, list[Use]] = field(default_factory=dict)

    @cached_property
    def stem(self) -> str:
        """Its name, out of which address and bytes cannot be told but which is always the same for them."""
        capture = self.capture
        told = "\0".join((capture.period, capture.site, capture.url, str(capture.reason), capture.sha256))
        return sha256(told.encode("utf-8", "replace")).hexdigest()[:20]

    def add(self, quote: Quote, uses: Iterable[Use]) -> None:
        """Quotes it once more."""
        mine = self.quotes.setdefault(quote, [])
        mine += [use for use in uses if use not in mine]


class Leaves:
    """The stored answers that the citations of a month cite."""

    def __init__(self, archive: Archive, period: Period, uses: Uses) -> None:
        self._archive, self._period = archive, period
        self.by_citation: dict[Citation, Leaf] = {}
        self.by_key: dict[tuple[str, str, str, str], Leaf] = {}
        wanted = {citation: self._sites(citation, found) for citation, found in uses.items()}
        for month in self._months:
            left = {citation: sites for citation, sites in wanted.items() if citation not in self.by_citation}
            if not left:
                break
            self._look(month, left, uses)
        self._lead(uses)

    @property
    def _months(self) -> Iterator[Period]:
        """This month, then those before it, the latest first: what did not change was not kept again."""
        yield self._period
        yield from (month for month in reversed(self._archive.periods()) if month < self._period)

    def _sites(self, citation: Citation, uses: Sequence[Use]) -> tuple[str, ...]:
        own = [use.department.id for use in uses]
        order = (PORTAL, *own) if citation.place is Place.PORTAL else (*own, PORTAL)
        return tuple(dict.fromkeys(order))

    def _look(self, month: Period, wanted: Mapping[Citation, tuple[str, ...]], uses: Uses) -> None:
        """Finds the answers of a month that hold the cited bytes, or of which nothing was to be had."""
        met = self._met(month, {(site, citation.url) for citation, sites in wanted.items() for site in sites})
        for citation, sites in wanted.items():
            found = (each for site in sites for each in met.get((site, citation.url), ()) if _is_of(each, citation))
            if (capture := next(found, None)) is not None:
                self.by_citation[citation] = leaf = self._leaf(capture)
                leaf.add(Quote.of(citation), uses[citation])

    def _met(self, month: Period, keys: Iterable[Key]) -> dict[Key, list[Capture]]:
        urls: dict[str, list[str]] = {}
        for site, url in keys:
            urls.setdefault(site, []).append(url)
        met: dict[Key, list[Capture]] = {}
        for site, each in urls.items():
            for capture in self._archive.captures_of(site, month, each):
                met.setdefault((site, capture.url), []).append(capture)
        return met

    def _leaf(self, capture: Capture) -> Leaf:
        key = (capture.period, capture.site, capture.url, capture.sha256)
        return self.by_key.setdefault(key, Leaf(capture))

    def _lead(self, uses: Uses) -> None:
        """Of what could not be had, the page that leads there is shown too, with the link marked."""
        lost = [
            (citation, leaf)
            for citation, leaf in self.by_citation.items()
            if leaf.capture.reason and leaf.capture.seen_on
        ]
        met = self._met(self._period, {(leaf.capture.site, leaf.capture.seen_on) for _, leaf in lost})
        for citation, leaf in lost:
            for capture in met.get((leaf.capture.site, leaf.capture.seen_on), ()):
                if capture.warc and leaf.capture.label:
                    self._leaf(capture).add(Quote(leaf.capture.label), uses[citation])
                    self.leading[leaf.stem] = (self._leaf(capture), Quote(leaf.capture.label))

    @cached_property
    def leading(self) -> dict[str, tuple[Leaf, Quote]]:
        """By the name of what could not be had, the page that leads there, and the words of the link."""
        return {}


def _is_of(capture: Capture, citation: Citation) -> bool:
    """Whether an answer is the one that is cited: its bytes, or that there were none."""
    return capture.sha256 == citation.sha256 and not capture.reason if citation.sha256 else bool(capture.reason)
