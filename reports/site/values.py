"""What the web report is made of: the values of a month, and what every page has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from crawler.snapshot import Citation
from reports.docket_view import Docket
from reports.history import Past
from reports.moves import Moves, moves
from reports.standing import Standing
from reports.stored import Results
from reports.wording import Wording

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Month:
    """A city's month on a day: its results and its ledger, the months until it, and the language to tell them in.

    `past` ends with the month itself. `copies` are the pages of the report, relative to its root and with the anchor of the quoted
    words, that show what a citation cites as it was stored; a citation without one is of a page that is not in the evidence, and
    `uncopied` says why, as a message.
    """

    city: str
    day: date
    results: Results
    docket: Docket
    wording: Wording
    past: Sequence[Past] = ()
    copies: Mapping[Citation, str] = field(default_factory=dict)
    uncopied: Mapping[Citation, str] = field(default_factory=dict)

    @cached_property
    def now(self) -> Past:
        """The month itself, as one of those that it is compared with."""
        return next((each for each in self.past if each.results is self.results), Past(self.results))

    @cached_property
    def before(self) -> Past | None:
        """The calendar month before; None when it was not checked, for a change over a gap is none to last month."""
        wanted = self.results.period.shift(-1)
        return next((each for each in self.past if each.period == wanted), None)

    @cached_property
    def moves(self) -> Moves:
        """How each department stands against the month before, as the terminal tells it."""
        return moves(self.standings.values(), self.results.scheme, self.before, self.results.period)

    @property
    def standings(self) -> Mapping[str, Standing]:
        """Where each department stands, by id, in the order of the ranking."""
        return self.now.standings


@dataclass(frozen=True)
class Leaf:
    """One page to be written: its file below the report's root with at most one folder, the title, and what is shown in it."""

    file: str
    title: str
    data: Data


@dataclass(frozen=True)
class Pages:
    """Pages of one kind: their template, the leaves of a month, the scripts that they load, and the chapter that they are under."""

    template: str
    leaves: Callable[[Month], Iterable[Leaf]]
    scripts: tuple[str, ...] = ()
    under: str = "index.html"


@dataclass(frozen=True)
class Chapter:
    """A page of the navigation; its template has the name of its file."""

    file: str
    title: str
    data: Callable[[Month], Data]
    scripts: tuple[str, ...] = ()

    @property
    def pages(self) -> Pages:
        """The kind that has this page alone."""
        return Pages(self.file, lambda month: [Leaf(self.file, self.title, self.data(month))], self.scripts, self.file)
