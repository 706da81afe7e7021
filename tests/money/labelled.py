"""Pages about money with their truth beside them: tests/money/SET/NAME.txt (or .html, .xlsx, …) and NAME.toml.

Names that end in -held were held out: the program was first measured on them and opened them later (docs/accuracy.md).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Snapshot
from rules.finding import Finding
from rules.rule import catalogue

FOLDER = Path(__file__).parent
FETCHED = datetime(2026, 11, 1, 2, 0, 0, tzinfo=CHINA)
MONEY = ("three-public-budget", "three-public-final", "department-budget", "department-final-accounts")
RULES = {
    "three-public-budget": ("three-public-budget",),
    "three-public-final": ("three-public-final",),
    "department-budget": ("department-budget", "three-public-budget"),
    "department-final-accounts": ("department-final-accounts", "three-public-final"),
}
DIALS = {"owed_from": 1, "publish_by": "", "clicks": 9}


@dataclass(frozen=True)
class Labelled:
    """A page and its truth; figures are decimals in the printed unit."""

    path: Path
    shape: str
    form: str
    type: str
    also: tuple[str, ...] = ()
    org: str = ""
    names: tuple[str, ...] = ()
    year: int = 0
    kind: str = ""
    unit: str = ""
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    last: Mapping[str, Decimal] = field(default_factory=dict)
    planned: Mapping[str, Decimal] = field(default_factory=dict)
    changes: Mapping[str, Decimal] = field(default_factory=dict)
    counts: Mapping[str, Decimal] = field(default_factory=dict)
    others: Mapping[str, Decimal] = field(default_factory=dict)
    fault: tuple[Mapping[str, Any], ...] = ()

    @property
    def name(self) -> str:
        """Its set and file."""
        return str(self.path.relative_to(FOLDER))

    @property
    def is_held(self) -> bool:
        """Whether it is held out."""
        return self.path.stem.endswith("-held")

    @property
    def is_disclosure(self) -> bool:
        """Whether it is one of the documents about money."""
        return self.type in MONEY

    @property
    def page(self) -> Page:
        """The page as the crawler would hand it over."""
        return _page(self.path)

    def findings(self) -> list[Finding]:
        """What the rules say of the page alone, in December of the year in which it is due."""
        names = self.names or ((self.org,) if self.org else ("某单位",))
        body = Department("unit", names[0], tuple(names[1:]), home="http://own/")
        period = Period(self.year + (self.kind == "final"), 12)
        site = Snapshot(body, period, (self.page,)).at(Place.OWN)
        rules = catalogue()
        said = [finding for name in RULES[self.type] for finding in rules[name](site, **DIALS)]
        return list({(f.outcome, f.problem, f.subject): f for f in said}.values())


@cache
def _page(path: Path) -> Page:
    body = path.read_bytes()
    url = "http://own/" + quote(path.name)
    reading = read(body, url=url, name=path.name)
    document = Document(url, Place.OWN, FETCHED, sha256(body).hexdigest(), "", reading)
    return Page(**vars(document), columns=reading.columns)


@cache
def labelled() -> tuple[Labelled, ...]:
    """Every labelled page, in order of names."""
    return tuple(_labelled(path) for path in sorted(FOLDER.rglob("*.toml")))


def _labelled(toml: Path) -> Labelled:
    told = tomllib.loads(toml.read_text("utf-8"), parse_float=Decimal)
    path = next(each for each in sorted(toml.parent.glob(f"{toml.stem}.*")) if each.suffix != ".toml")
    decimals = {
        name: {key: Decimal(str(value)) for key, value in told.pop(name, {}).items()}
        for name in ("figures", "last", "planned", "changes", "counts", "others")
    }
    lists = {name: tuple(told.pop(name, ())) for name in ("also", "names", "fault")}
    known = {name: value for name, value in told.items() if name in Labelled.__dataclass_fields__}
    return Labelled(path, **decimals, **lists, **known)
