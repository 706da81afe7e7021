"""How early a crawl meets the evidence: pages asked for until a share of it is found, by the order of asking.

    python bench/reach.py --seeds 31,32,33 --period 2013-07 [--full] [--news 10] [--sites 40]

Crawls sample cities without a network, site by site: breadth first, in the crawler's order, and as the least that could
do (the evidence and the shortest chains of pages that lead to it). Evidence is what the three duties owe: budgets with
their files, power lists and flowcharts with theirs, the month's air bulletins, and the first page of each of their columns.
Pages are summed over the sites, each counted until that share of its own evidence is met.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.evidence import Owed, contents, mark  # noqa: E402
from crawler.families import Kind, Lead, Seen, leads, pictures  # noqa: E402 - the repository itself is the package
from crawler.outcome import GOOD, by_content  # noqa: E402
from crawler.period import Period  # noqa: E402
from crawler.promise import NAMED, STEP, Order  # noqa: E402
from crawler.scope import Scope, address_key  # noqa: E402
from reports.samplecity.city import City  # noqa: E402
from reports.samplecity.content import SiteContent, Trouble  # noqa: E402
from reports.samplecity.server import Served  # noqa: E402
from reports.samplecity.systems import SYSTEMS  # noqa: E402
from rules.topics import promising_words  # noqa: E402

SHARES = (50, 90, 95, 99, 100)
BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"GIF8", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")


@dataclass(frozen=True)
class Met:
    """What one address turned out to be: its title and where it leads. `page` is false for files and failures."""

    page: bool = False
    title: str = ""
    found: tuple[Lead, ...] = ()
    shown: tuple[Lead, ...] = ()


class Site:
    """One site of a city that can be asked without a network."""

    def __init__(self, content: SiteContent, served: Served, owed: Owed, words: Sequence[str]) -> None:
        self.content, self.home, self.words = content, served.bases[content.key], words
        self._served, self._scope = served, Scope(self.home)
        self._host = content.extra.get("host_of", content.key)
        self._met: dict[str, Met] = {}
        self.evidence = frozenset(map(address_key, self._evidence(owed)))

    def _evidence(self, owed: Owed) -> Iterator[str]:
        system = SYSTEMS[self.content.system](self.content, self.home, self._served.bases)
        root, marks = self.home.removesuffix("/").removesuffix(self.content.prefix), owed.of(self.content.key)
        for article in self.content.articles:
            if mark(article) in marks:
                yield root + system.prefix + system.article_path(article)
                for file in article.attachments:
                    yield root + system.prefix + system.file_path(article, file)
        for column in owed.columns[self.content.key]:
            if column in system.columns:
                yield root + (system.prefix + system.column_path(column)).partition("#")[0]

    def ask(self, key: str, url: str) -> Met:
        """What an address holds."""
        if key not in self._met:
            self._met[key] = self._read(url)
        return self._met[key]

    def _read(self, url: str) -> Met:
        address = urlsplit(url)
        answer = self._served.answer(self._host, address.path + (f"?{address.query}" if address.query else ""))
        if answer.status != 200 or answer.body[:8].startswith(BINARY):
            return Met()
        page = Seen(url, answer.body, answer.content_type)
        found = tuple(leads(page)) if page.is_markup or page.is_data else ()
        if by_content(page, len({lead.url for lead in found} - {url})) is not GOOD:
            return Met()
        inside = tuple(lead for lead in found if self._covers(lead))
        return Met(True, page.title, inside, tuple(filter(self._covers, pictures(page) if page.is_markup else ())))

    def _covers(self, lead: Lead) -> bool:
        return (self._scope.covers if lead.kind is Kind.PAGE else self._scope.same_host)(lead.url)

    def promising(self, text: str) -> bool:
        """Whether the pictures of a page with that title and label are asked for, as the spider decides it."""
        return any(word in text for word in self.words)


class Promising:
    """The crawler's order, as its frontier keeps it: the highest promise first, then the shallower, then the earlier."""

    def __init__(self, words: Sequence[str], period: Period) -> None:
        self.order = Order(words, period)
        self._best: list[tuple[int, int, int]] = []
        self._open: dict[int, tuple[str, Lead, int, str]] = {}
        self._promise: dict[int, int] = {}
        self._in: dict[str, list[int]] = defaultdict(list)
        self._count = 0

    def add(self, key: str, lead: Lead, depth: int, context: str, around: str) -> int:
        """Takes a new address; says its promise."""
        self._count += 1
        promise = self.order.promise(lead, context, around)
        self._open[self._count] = key, lead, depth, around
        self._in[around].append(self._count)
        self._push(self._count, promise)
        return promise

    def _push(self, id: int, promise: int) -> None:
        self._promise[id] = promise
        heappush(self._best, (-promise, self._open[id][2], id))

    def next(self) -> tuple[str, Lead, int, str] | None:
        """The most promising address."""
        while self._best:
            promise, _, id = heappop(self._best)
            if id in self._open and self._promise[id] == -promise:
                return self._open.pop(id)
        return None

    def saw(self, section: str, fruitful: bool) -> None:
        """Moves what the section still holds."""
        if move := self.order.saw(section, fruitful):
            for id in self._in[section]:
                if id in self._open and move.low < self._promise[id] <= move.high:
                    self._push(id, self._promise[id] + move.by)


class Breadth(Promising):
    """Breadth first: the order in which addresses are met."""

    def _push(self, id: int, promise: int) -> None:
        super()._push(id, -id)

    def saw(self, section: str, fruitful: bool) -> None:
        """Learns nothing."""


def crawl(site: Site, queue: Promising, *, enough: frozenset[str] | None = None) -> list[str]:
    """The keys of the addresses in the order of asking, until `enough` is among them or nothing is left."""
    home = Lead(site.home, hop=True)
    seen, asked, missing = {address_key(home.url)}, [], set(enough or ())
    queue.add(address_key(home.url), home, 0, "", "")
    while row := queue.next():
        key, lead, depth, around = row
        section = queue.order.section(lead, around)
        asked.append(key)
        missing.discard(key)
        if enough is not None and not missing:
            break
        met = site.ask(key, lead.url)
        context, fruitful, turned = f"{met.title} {lead.label}", False, False
        for each in (*met.found, *(met.shown if site.promising(context) else ())):
            name = address_key(each.url)
            if each.hop and name == key:
                name = each.url
            turned |= each.pager
            if name not in seen:
                seen.add(name)
                step = depth + (not each.hop and not each.pager)
                promise = queue.add(name, each, step, context, section)
                fruitful |= promise > NAMED - STEP
        if lead.pager or turned:
            queue.saw(section, fruitful)
    return asked


def links(site: Site, keys: Iterable[str]) -> dict[str, list[str]]:
    """Where each address leads."""
    known = {key: site.ask(key, "") for key in keys}
    return {key: [address_key(lead.url) for lead in (*met.found, *met.shown)] for key, met in known.items()}


def least(root: str, ways: Mapping[str, Sequence[str]], evidence: Iterable[str]) -> int:
    """About the fewest pages that lead from the home to all evidence: each joined by the shortest way to those before."""
    joined, missing = {root}, set(evidence) - {root}
    while missing:
        parent: dict[str, str] = {}
        waiting, found = deque(joined), ""
        while waiting and not found:
            key = waiting.popleft()
            for name in ways.get(key, ()):
                if name not in joined and name not in parent:
                    parent[name] = key
                    waiting.append(name)
                    found = found or (name if name in missing else "")
        if not found:
            raise ValueError(f"no way leads to {missing}")
        while found not in joined:
            joined.add(found)
            missing.discard(found)
            found = parent.get(found, root)
    return len(joined)


@dataclass
class Line:
    """What was measured of some sites: their pages, evidence, the least pages, and pages until each share, by order."""

    sites: int = 0
    pages: int = 0
    evidence: int = 0
    unreachable: int = 0
    least: int = 0
    breadth: list[int] = field(default_factory=lambda: [0] * len(SHARES))
    order: list[int] = field(default_factory=lambda: [0] * len(SHARES))

    def __add__(self, other: Line) -> Line:
        both = zip(vars(self).values(), vars(other).values(), strict=True)
        return Line(*([a + b for a, b in zip(x, y, strict=True)] if isinstance(x, list) else x + y for x, y in both))

    def __str__(self) -> str:
        shares = "".join(
            f"{f'{b}/{o}':>12}{o / b if b else 0:>6.0%}" for b, o in zip(self.breadth, self.order, strict=True)
        )
        return f"{self.sites:>5}{self.pages:>7}{self.evidence:>6}{self.unreachable:>5}{self.least:>6}{shares}"


def needed(asked: Sequence[str], evidence: frozenset[str]) -> list[int]:
    """How many addresses were asked for until each share of the evidence was met."""
    places = [place for place, key in enumerate(asked, 1) if key in evidence]
    return [places[-(-len(places) * share // 100) - 1] for share in SHARES]


def measure(site: Site, period: Period) -> Line | None:
    """One site's line, or None where nothing is owed."""
    all_keys = crawl(site, Breadth(site.words, period))
    evidence = site.evidence & set(all_keys)
    if not evidence:
        return None
    floor = least(address_key(site.home), links(site, all_keys), evidence)
    own = crawl(site, Promising(site.words, period), enough=evidence)
    lost = len(site.evidence) - len(evidence)
    return Line(1, len(all_keys), len(evidence), lost, floor, needed(all_keys, evidence), needed(own, evidence))


def city_lines(city: City, period: Period, most: int) -> Iterator[tuple[str, str, Line]]:
    """(content system, key, line) for each site of a city on which something is owed and that answers."""
    sites, owed = contents(city, period)
    served = Served(_listeners={site.key: (f"{site.key}.example", 80) for site in sites})
    served.replace(sites)
    words = promising_words()
    for content in sites[:most]:
        if content.trouble is Trouble.NONE:
            line = measure(Site(content, served, owed, words), period)
            served._rendered.clear()
            if line:
                yield "portal" if content.key == "portal" else content.system, content.key, line


HEAD = f"{'':>8} {'sites':>5}{'pages':>7}{'evid.':>6}{'lost':>5}{'least':>6}" + "".join(
    f"{f'{share}% b/o':>12}{'':>6}" for share in SHARES
)


def main() -> None:
    """Measures the cities that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="31,32,33")
    parser.add_argument("--period", default="2013-07")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--news", type=int, default=1, help="how many times the usual news")
    parser.add_argument("--sites", type=int, default=10_000, help="at most so many sites of each city")
    parser.add_argument("--worst", type=int, default=0, help="also name so many sites that need most pages")
    options = parser.parse_args()
    kinds: dict[str, Line] = defaultdict(Line)
    each: list[tuple[float, str, str, Line]] = []
    for seed in map(int, options.seeds.split(",")):
        city = City(seed, full=options.full, news=options.news)
        for system, key, line in city_lines(city, Period.parse(options.period), options.sites):
            kinds[system] += line
            each.append((line.order[-1] / line.breadth[-1], f"{seed} {key}", system, line))
    print(HEAD)
    for system, line in sorted(kinds.items()):
        print(f"{system:>8} {line}")
    print(f"{'all':>8} {sum(kinds.values(), Line())}")
    ratios = sorted(ratio for ratio, *_ in each)
    print(
        f"sites within 25 % of breadth-first: {sum(r <= 0.25 for r in ratios)} of {len(ratios)}; median {ratios[len(ratios) // 2]:.0%}"
    )
    for _, name, system, line in sorted(each, reverse=True)[: options.worst]:
        print(f"{name:>12} {system:>8} {line}")


if __name__ == "__main__":
    main()
