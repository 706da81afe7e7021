"""Cases: a folder that is a small site. Folders are columns, files are pages, case.toml says what must be found.

tests/rules/<rule>/<outcome>/<case in words>/case.toml, and beside it own/ and portal/: the two places, and before/own/
and before/portal/: what was kept of the year before; previous/own/ and previous/portal/: what was kept of the last
month crawled before this one, on the day `previous`. Files other than .html hang on the page that links to them.
`index.html` of a place is its first page. `clicks` is how far from it all other pages lie, or a table of paths with how
far each does ("" for all others). `every` are the seconds between one page read and the next, `visits` the pages that
were read besides, which say nothing. `whole` judges the portal as one site; `home` is the department's address.
An `[[unreached]]` address is a path or a whole one; `after` are the minutes after the first page when it was asked for,
`times` how many such addresses there are, `seen_on` the path of the page that leads there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Reason, Snapshot, Unreached, Visited
from rules.finding import Finding
from rules.rule import Rule, catalogue

FOLDER = Path(__file__).parent
HOME = "index.html"
FETCHED = time(2, 10, 4, tzinfo=CHINA)
FILLER = "<html><title>办事须知</title><body><h1>办事须知</h1><p>办理前请先了解所需材料。</p></body></html>"
T = TypeVar("T", Page, Unreached)


@dataclass(frozen=True)
class Case:
    """One case on disk."""

    folder: Path

    @cached_property
    def rule(self) -> Rule:
        return catalogue()[self.folder.relative_to(FOLDER).parts[0]]

    @property
    def outcome(self) -> str:
        return self.folder.relative_to(FOLDER).parts[1]

    @cached_property
    def told(self) -> dict[str, Any]:
        return tomllib.loads((self.folder / "case.toml").read_text("utf-8"), parse_float=Decimal)

    @property
    def period(self) -> Period:
        return Period.parse(self.told.get("period", "2013-07"))

    @property
    def fetched(self) -> datetime:
        return datetime.combine(self.told.get("fetched", self.period.last + timedelta(days=1)), FETCHED)

    @cached_property
    def snapshot(self) -> Snapshot:
        told = self.told
        department = Department(
            "unit",
            told.get("name", "示例市财政局"),
            tuple(told.get("aliases", ["市财政局"])),
            home=told.get("home", "http://own/"),
        )
        pages = tuple(page for place in Place for page in (*self._pages(place), *self._fillers(place)))
        earlier = tuple(page for place in Place for page in self._pages(place, "before"))
        then = datetime.combine(told.get("previous", date(2013, 7, 1)), FETCHED)
        previous = tuple(replace(page, fetched=then) for place in Place for page in self._pages(place, "previous"))
        lost = tuple(each for entry in told.get("unreached", []) for each in _all_unreached(entry, self.fetched))
        whole = Visited(_at(pages, Place.PORTAL), _at(lost, Place.PORTAL)) if told.get("whole") else None
        return Snapshot(department, self.period, pages, lost, earlier=earlier, previous=previous, whole=whole)

    def find(self) -> list[Finding]:
        """What the rule says of the case."""
        place = Place(self.told.get("place", "own"))
        whole = self.snapshot
        other = whole.at(Place.PORTAL if place is Place.OWN else Place.OWN)
        site = whole.of_portal() or whole.at(place)
        return list(self.rule(replace(site, elsewhere=other), **self.told.get("dials", {})))

    def expected(self) -> list[tuple[str, str, str]]:
        """(outcome, problem, subject) of each finding, sorted."""
        entries = self.told.get("finding", [{"outcome": self.outcome}])
        return sorted((e.get("outcome", self.outcome), e.get("problem", ""), e.get("subject", "")) for e in entries)

    @staticmethod
    def found(findings: list[Finding]) -> list[tuple[str, str, str]]:
        """The same of what a rule said."""
        return sorted((str(f.outcome), f.problem, f.subject) for f in findings)

    def _pages(self, place: Place, folder: str = "") -> list[Page]:
        root = self.folder / folder / place
        files = [path for path in sorted(root.rglob("*")) if path.is_file()]
        documents = {
            _url(place, root, p): _document(place, root, p, self.fetched) for p in files if p.suffix != ".html"
        }
        pages = [path for path in files if path.suffix == ".html"]
        found = [_page(place, root, path, documents, self) for path in pages]
        return [replace(page, fetched=self._when(number)) for number, page in enumerate(found)]

    def _fillers(self, place: Place) -> Iterator[Page]:
        """Pages that were read and say nothing, for what counts visits."""
        body = FILLER.encode()
        for number in range(self.told.get("visits", 0) if place == self.told.get("place", "own") else 0):
            url = f"http://{place}/visits/{number}.html"
            when = self._when(number)
            yield Page(url, place, when, sha256(body).hexdigest(), "", read(body, url=url), clicks=2)

    def _when(self, number: int) -> datetime:
        return self.fetched + timedelta(seconds=number * self.told.get("every", 0))


def _url(place: Place, root: Path, path: Path) -> str:
    name = str(path.relative_to(root))
    return f"http://{place}/" + ("" if name == HOME else quote(name))


def _document(place: Place, root: Path, path: Path, fetched: datetime) -> Document:
    body = path.read_bytes()
    url = _url(place, root, path)
    return Document(url, place, fetched, sha256(body).hexdigest(), path.stem, read(body, url=url, name=path.name))


def _page(place: Place, root: Path, path: Path, documents: dict[str, Document], case: Case) -> Page:
    document = _document(place, root, path, case.fetched)
    reading = document.reading
    labels = {link.url: link.text for link in (*reading.links, *reading.images)}
    dead = {each.url: each for entry in case.told.get("unreached", []) if (each := _unreached(entry, case.fetched))}
    return Page(
        **vars(document),
        columns=reading.columns or path.relative_to(root).parts[:-1],
        documents=tuple(replace(documents[url], label=text) for url, text in labels.items() if url in documents),
        clicks=0 if path == root / HOME else _clicks(str(path.relative_to(root)), case.told.get("clicks")),
        dead=tuple(
            replace(dead[url], label=text) for url, text in labels.items() if url in dead and dead[url].kind != "page"
        ),
    )


def _clicks(path: str, told: int | dict[str, int] | None) -> int | None:
    return told.get(path, told.get("")) if isinstance(told, dict) else told


def _at(items: tuple[T, ...], place: Place) -> tuple[T, ...]:
    return tuple(each for each in items if each.place is place)


def _all_unreached(entry: dict[str, Any], fetched: datetime) -> Iterator[Unreached]:
    for number in range(entry.get("times", 1)):
        numbered = {
            **entry,
            "url": entry["url"].format(number),
            "after": entry.get("after", 0) + number * entry.get("gap", 0),
        }
        yield _unreached(numbered, fetched)


def _unreached(entry: dict[str, Any], fetched: datetime) -> Unreached:
    place = Place(entry.get("place", "own"))
    seen_on = entry.get("seen_on")
    return Unreached(
        url=_address(place, entry["url"]),
        place=place,
        reason=Reason(entry["reason"]),
        label=entry.get("label", ""),
        columns=tuple(entry.get("columns", ())),
        status=entry.get("status"),
        seen_on=_address(place, "" if seen_on == HOME else seen_on) if seen_on is not None else "",
        fetched=fetched + timedelta(minutes=entry.get("after", 0)),
        depth=entry.get("depth", 2),
        kind=entry.get("kind", "page"),
    )


def _address(place: Place, url: str) -> str:
    return url if "://" in url else f"http://{place}/" + quote(url)


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every rule."""
    return tuple(Case(path.parent) for path in sorted(FOLDER.glob("*/*/*/case.toml")))
