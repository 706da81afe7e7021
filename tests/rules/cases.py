"""Cases: a folder that is a small site. Folders are columns, files are pages, case.toml says what must be found.

tests/rules/<rule>/<outcome>/<case in words>/case.toml, and beside it own/ and portal/: the two places, and before/own/
and before/portal/: what was kept of the year before; previous/own/ and previous/portal/: what was kept of the last
month crawled before this one, on the day `previous`. Files other than .html hang on the page that links to them.
`index.html` of a place is its first page.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Reason, Snapshot, Unreached
from rules.finding import Finding
from rules.rule import Rule, catalogue

FOLDER = Path(__file__).parent
HOME = "index.html"
FETCHED = time(2, 10, 4, tzinfo=CHINA)


@dataclass(frozen=True)
class Case:
    """One case on disk."""

    folder: Path

    @property
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
            "unit", told.get("name", "示例市财政局"), tuple(told.get("aliases", ["市财政局"])), home="http://own/"
        )
        pages = tuple(page for place in Place for page in self._pages(place))
        earlier = tuple(page for place in Place for page in self._pages(place, "before"))
        then = datetime.combine(told.get("previous", date(2013, 7, 1)), FETCHED)
        previous = tuple(replace(page, fetched=then) for place in Place for page in self._pages(place, "previous"))
        lost = tuple(_unreached(entry, self.fetched) for entry in told.get("unreached", []))
        return Snapshot(department, self.period, pages, lost, earlier=earlier, previous=previous)

    def find(self) -> list[Finding]:
        """What the rule says of the case."""
        place = Place(self.told.get("place", "own"))
        whole = self.snapshot
        other = whole.at(Place.PORTAL if place is Place.OWN else Place.OWN)
        site = whole.at(place)
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
        return [_page(place, root, path, documents, self) for path in pages]


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
        clicks=0 if path == root / HOME else case.told.get("clicks"),
        dead=tuple(
            replace(dead[url], label=text) for url, text in labels.items() if url in dead and dead[url].kind != "page"
        ),
    )


def _unreached(entry: dict[str, Any], fetched: datetime) -> Unreached:
    place = Place(entry.get("place", "own"))
    return Unreached(
        url=f"http://{place}/" + quote(entry["url"]),
        place=place,
        reason=Reason(entry["reason"]),
        label=entry.get("label", ""),
        status=entry.get("status"),
        fetched=fetched,
        depth=2,
        kind=entry.get("kind", "page"),
    )


def cases() -> list[Case]:
    """Every case of every rule."""
    return [Case(path.parent) for path in sorted(FOLDER.rglob("case.toml"))]
