"""Items of lists beside the names of charts, and which of these belong together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from tests.powers.samples import FOLDER

SIGNS = {"=>": "own", "~>": "class", "?>": "person"}


@dataclass(frozen=True)
class Line:
    """One item, how it is served (own, class, person or none), and by which charts."""

    name: str
    kind: str
    code: str
    how: str
    charts: tuple[str, ...]


@dataclass(frozen=True)
class Pairing:
    """A list and the charts beside it. Orphans serve no item, office charts no power; `open` ones only a person can place."""

    name: str
    lines: tuple[Line, ...]
    orphans: tuple[str, ...]
    office: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def charts(self) -> tuple[str, ...]:
        """The names of all charts, each once, in the order of the description."""
        paired = [chart for line in self.lines for chart in line.charts]
        return tuple(dict.fromkeys((*paired, *self.orphans, *self.office, *self.open)))


def _line(text: str) -> Line:
    sign = next(sign for sign in SIGNS if f" {sign} " in text)
    item, _, charts = text.partition(f" {sign} ")
    name, kind, code = item.split("|")
    named = tuple(each.strip() for each in charts.split(" ; "))
    if named == ("-",):
        return Line(name, kind, code, "none", ())
    return Line(name, kind, code, SIGNS[sign], named)


def pairings() -> Iterator[Pairing]:
    """Every pairing."""
    for told in tomllib.loads((FOLDER / "pairs.toml").read_text("utf-8"))["pairing"]:
        lines = tuple(_line(text) for text in told["pairs"].strip().splitlines())
        yield Pairing(told["name"], lines, *(tuple(told.get(key, [])) for key in ("orphans", "office", "open")))
