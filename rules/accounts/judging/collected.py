"""The figures of the three public expenses that one body shows, as a table of the whole city needs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from crawler.snapshot import Citation, Place, Snapshot
from rules.accounts.account import Account
from rules.accounts.heads import NAMES, TOTAL
from rules.accounts.offers import TOPICS, earlier, offered
from rules.accounts.prose.nil import declarations
from rules.accounts.value import Figure
from rules.amounts import Amount, in_wan
from rules.phrases import squeeze

Rank = tuple[int, bool]
ALONE = re.compile(
    r"(?<![省市县区旗州盟镇乡])本级|(?:局|委|厅|办|会|院|室)机关(?!服务|事务)"
)  # 市本级 is a level of government


@dataclass(frozen=True)
class Collected:
    """One figure of a disclosure.

    `year` is the year that the figure is about, `told_in` the year of the document: the one after where it is printed
    there for comparison. `value` is in 万元, None where nothing states a unit; `printed` is the figure as it stands
    there, in `unit`. `alone` when the document says that it leaves out the body's units (本级).
    """

    year: int
    told_in: int
    kind: str
    head: str
    value: Decimal | None
    printed: str
    unit: str
    place: Place
    cited: Citation
    alone: bool = False


def collected(snapshot: Snapshot) -> tuple[Collected, ...]:
    """Every figure of every year's budget and final accounts in both places, and those of the year before that were kept.

    Of several documents about the same year in one place the fullest speaks.
    """
    found: dict[tuple[Place, str, int], tuple[Rank, Account]] = {}
    for place in Place:
        for rank, read in _accounts(snapshot.at(place)):
            key = (place, read.kind, read.year or 0)
            if read.year and not read.is_hollow and (key not in found or rank > found[key][0]):
                found[key] = rank, read
    return tuple(figure for (place, _, _), (_, read) in found.items() for figure in _figures(read, place))


def _accounts(site: Snapshot) -> Iterator[tuple[Rank, Account]]:
    """What a place shows now, then what was kept of it a year before; the fuller and the one of its own title rank higher."""
    for kind in TOPICS:
        for offer in (*offered(site, kind), *earlier(site, kind)):
            own = offer.is_titled("three-public-budget", "three-public-final")
            yield from (((read.filled, own), read) for read in offer.read)


def _figures(read: Account, place: Place) -> Iterator[Collected]:
    year = read.year or 0
    for head in NAMES:
        amount = read.settled(head)
        if amount is not None:
            yield _figure(read, place, year, head, amount, read.figure(head))
    for head, figure in read.last.items():
        if head in NAMES and figure.amount is not None:
            yield _figure(read, place, year - 1, head, figure.amount, figure)


def _figure(read: Account, place: Place, year: int, head: str, amount: Amount, figure: Figure | None) -> Collected:
    unit = amount.unit or read.unit
    value = in_wan(amount, read.unit) if unit or amount.value == 0 else None
    printed = amount.raw or f"{amount.value:f}"
    quote = (figure.quote if figure else "") or _declaration(read, head) or amount.raw
    cited = read.source.cite(quote, figure.where if figure else "")
    alone = ALONE.search(squeeze(read.source.title)) is not None
    return Collected(year, read.year or 0, read.kind, head, value, printed, unit, place, cited, alone)


def _declaration(read: Account, head: str) -> str:
    """The line that declares a head to be nothing, or ""."""
    said = declarations(read.source.text, read.year)
    clause = next((clause for heads, clause in said if heads & {head, TOTAL}), "")
    lines = (line.strip() for line in read.source.text.splitlines())
    return next((line for line in lines if clause and clause in squeeze(line)), clause)
