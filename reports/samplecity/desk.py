"""Who publishes: one body in a month, with its shelves, and the faults that come by turns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from crawler.period import Period
from crawler.roster import Department
from reports.samplecity.content import Article, Attachment
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import FORMATS, Paper, Rows, html
from reports.samplecity.episodes import ORIGIN, months
from reports.samplecity.shelf import Shelf

Said = tuple[str, str, str]  # outcome, problem, subject
FORMS = ("page", "page", "page", "xls", "xlsx", "pdf", "docx", "docx", "xlsx")
FIRST = Period(2013, 4)  # when the first faults may stand


@dataclass(frozen=True)
class Turns:
    """The faults of one rule in their order, "" for a month of rest, and the first month in which one may stand."""

    rule: str
    kinds: tuple[str, ...]
    begun: Period = FIRST


@dataclass(frozen=True)
class Desk:
    """One body in a month; `base` is its site, without a column. Where it is `flat`, everything lies in one column;
    `only` names the one rule whose faults stand, where not all do.
    """

    body: Department
    period: Period
    city: str
    base: Shelf
    area: tuple[str, ...]
    faultless: bool = False
    flat: bool = False
    only: str = ""

    @property
    def seed(self) -> int:
        """The city's seed."""
        return self.base.seed

    @property
    def org(self) -> str:
        """The body's name as people say it."""
        return self.body.aliases[0] if self.body.aliases else self.body.name

    @property
    def last(self) -> date:
        """The last day of which the sites know."""
        return self.period.last + timedelta(days=3)

    def chance(self, *what: object) -> Random:
        """A random source for something of this body."""
        return dice(self.seed, self.body.id, *what)

    def column(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The column that has one of these names, chosen once for ever."""
        return self.area if self.flat else (*self.area, names[number(self.seed, self.body.id, *names) % len(names)])

    def shelf(self, names: tuple[str, ...]) -> Shelf:
        """The body's shelf in the column of one of these names."""
        return replace(self.base, column=self.column(names))

    def fault(self, turns: Turns) -> str:
        """What is wrong in this month, "" for nothing."""
        if self.faultless or self.period < turns.begun or self.only not in ("", turns.rule):
            return ""
        return turns.kinds[(months(self.period) + number(self.seed, self.body.id, turns.rule)) % len(turns.kinds)]

    def back(self, count: int) -> Iterator[Period]:
        """This month and those before it, the newest first, as far as the sites go back."""
        return (month for n in range(count) if (month := self.period.shift(-n)) >= ORIGIN)

    def years(self, *, since: int = ORIGIN.year) -> range:
        """The years from one on to that of the month."""
        return range(since, self.period.year + 1)


def form(desk: Desk, what: str) -> str:
    """In which form a body publishes something: on the page, or in a file of one kind, for ever."""
    return FORMS[number(desk.seed, desk.body.id, what, "form") % len(FORMS)]


def posted(
    shelf: Shelf, title: str, day: date, blocks: tuple[str | Rows, ...], how: str = "page", *, lost: bool = False
) -> Article:
    """A page that holds the blocks, or an opening line and a file with them; `lost` files open for nobody."""
    if how == "page" and not lost:
        return shelf.article(title, html(Paper("", blocks)), day)
    suffix, media_type, made = FORMATS["xls" if how == "page" else how]
    body = None if lost else made(Paper(title, blocks))
    file = Attachment(f"P{number(title, *shelf.slot, day):010}{suffix}", f"{title}{suffix}", media_type, body)
    return shelf.article(title, html(Paper("", ("现予公布，详见附件。",))), day, (file,))


def turned(table: Rows, *, cards: bool) -> tuple[Rows, ...]:
    """The table as it is, or for each row a card with the heads at the left."""
    return tuple(tuple(zip(table[0], row, strict=True)) for row in table[1:]) if cards else (table,)


def without(table: Rows, head: str) -> Rows:
    """The table without a column."""
    cut = table[0].index(head)
    return tuple((*row[:cut], *row[cut + 1 :]) for row in table)


def blanked(table: Rows, head: str, row: int = 1) -> Rows:
    """The table with one cell left empty."""
    cut = table[0].index(head)
    return tuple((*r[:cut], "", *r[cut + 1 :]) if n == row else r for n, r in enumerate(table))
