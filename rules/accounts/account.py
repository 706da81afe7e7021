"""The three public expenses of a page or file, joined from its tables and its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from crawler.reading.value import Table
from crawler.snapshot import Citation, Document
from rules.accounts.heads import ABROAD, NAMES, OPERATION, PARTS, PURCHASE, RECEPTION, TOTAL, VEHICLES
from rules.accounts.once import Once
from rules.accounts.prose.sentences import told
from rules.accounts.tables.expense_tables import expenses
from rules.accounts.value import Change, Figure, Stated
from rules.amounts import Amount, in_wan, stated_unit, tolerance
from rules.dates import years
from rules.phrases import squeeze
from rules.subject import document_year, kind_of
from rules.tables import tables_of

TYPED = "文中"  # with which the places of tables begin that are typed as text
NOTHING = Amount(Decimal(0))
_COUNTED = {ABROAD: ("groups", "persons"), RECEPTION: ("batches", "guests"), PURCHASE: ("bought",)}
_MONEY = re.compile(r"\d(亿元|万元|千元|元)")
WORD = {"budget": "预算", "final": "决算"}


@dataclass(frozen=True)
class Account:
    """What one page or file says of the three public expenses of a year; `kind` is budget or final.

    `table` is what its table states, `prose` what its sentences do. `beside` are the other files of its entry in which
    words were recognised.
    """

    source: Document
    year: int | None
    kind: str
    unit: str
    table: Stated = field(default_factory=Stated)
    prose: Stated = field(default_factory=Stated)
    beside: tuple[Document, ...] = ()

    def cited(self, *words: str) -> tuple[Citation, ...]:
        """The source, once for each of the words, and the pictures beside it that may say what it does not."""
        own = tuple(self.source.cite(word) for word in dict.fromkeys(words or ("",)))
        return (*own, *(file.cite() for file in self.beside))

    @property
    def nil(self) -> bool:
        """Whether it declares that there are no such expenses at all."""
        return TOTAL in self.prose.nil | self.table.nil

    def figure(self, head: str) -> Figure | None:
        """The head as the table prints it, else as the sentences do; None when neither lists it."""
        printed = self.table.figures.get(head)
        if printed is None or printed.amount is None:
            return self.prose.figures.get(head) or printed
        return printed

    def amount(self, head: str) -> Amount | None:
        """The amount of a head as printed; a declared nil is 0, None when it is not stated or left blank."""
        figure = self.figure(head)
        if figure is not None and figure.amount is not None:
            return figure.amount
        nil = self.prose.nil | self.table.nil
        part = head in (PURCHASE, OPERATION) and VEHICLES in nil  # of no cars at all neither part is said by itself
        declared = (head in nil and not part) or (self.nil and head in NAMES)
        return NOTHING if declared or self._counts_none(head) else None

    def _counts_none(self, head: str) -> bool:
        """Whether what is counted of a head is printed as none: no groups, no cars bought, no batches."""
        counted = [
            figure.amount for name in _COUNTED.get(head, ()) if (figure := self.counts.get(name)) and figure.amount
        ]
        return bool(counted) and all(not each.value for each in counted)

    def settled(self, head: str) -> Amount | None:
        """The amount of a head, where it is not stated as far as others leave no choice: no cars, neither bought nor run."""
        own = self.amount(head)
        if own is None and head in (PURCHASE, OPERATION):
            cars, other = self.amount(VEHICLES), self.amount(OPERATION if head == PURCHASE else PURCHASE)
            is_none = cars is not None and (not cars.value or (other is not None and other.value == cars.value))
            return NOTHING if is_none else None
        if own is None and head == VEHICLES:
            bought, run = self.amount(PURCHASE), self.amount(OPERATION)
            units = {each.unit for each in (bought, run) if each and each.value}
            known = bought is not None and run is not None and len(units) < 2
            return Amount(bought.value + run.value, next(iter(units), "")) if known and bought and run else None
        return own

    def wan(self, head: str) -> Decimal | None:
        """The amount of a head in 万元; None when it is not known, or no unit is."""
        found = self.settled(head)
        if found is None or not (found.unit or self.unit or found.value == 0):
            return None
        return in_wan(found, self.unit)

    @property
    def filled(self) -> int:
        """How many heads carry a figure."""
        return sum((figure := self.figure(head)) is not None and figure.amount is not None for head in NAMES)

    @property
    def is_hollow(self) -> bool:
        """Whether it gives no figure and declares nothing."""
        return not self.filled and not self.prose.nil | self.table.nil

    @property
    def last(self) -> Mapping[str, Figure]:
        """Last year's figures."""
        return {**self.prose.last, **self.table.last}

    @property
    def changes(self) -> Mapping[str, Change]:
        """The changes against last year, as stated."""
        heads = {**self.prose.changes, **self.table.changes}
        return {head: _merged(self.table.changes.get(head), self.prose.changes.get(head)) for head in heads}

    @property
    def counts(self) -> Mapping[str, Figure]:
        """Groups, persons, cars, batches, guests."""
        return {**self.prose.counts, **self.table.counts}

    @property
    def others(self) -> Mapping[str, Figure]:
        """What meetings and training cost."""
        return {**self.prose.others, **self.table.others}


def account_of(
    document: Document, names: tuple[str, ...] = (), year: int | None = None, kind: str = ""
) -> Account | None:
    """The disclosure in a page or file, or None when it lists no head and declares nothing.

    `names` are the body's names: they choose its row in a table of many bodies. `year` and `kind` are what it is about
    when something else, such as the page that it hangs on, says so.
    """
    return _account_of(Once.of(document), names, year, kind)


@lru_cache(maxsize=512)
def _account_of(once: Once, names: tuple[str, ...], year: int | None, kind: str) -> Account | None:
    document = once.document
    year, kind = year or document_year(document), kind or kind_of(document)
    prose = told(document.text, year, kind)
    table = _joined(list(_candidates(document, names, year)), year, kind, prose) or Stated()
    table = table if _is_credible(table, prose) else Stated()
    if not (table.figures or prose.figures or prose.nil):
        return None
    unit = table.unit or (_unit(document) if table.figures else prose.unit or _unit(document))
    return Account(document, year, kind, unit, table, prose)


def _merged(first: Change | None, second: Change | None) -> Change:
    """A change of two places, what the first does not state taken from the second."""
    one, other = first or Change(), second or Change()
    return Change(
        one.amount or other.amount,
        one.percent if one.percent is not None else other.percent,
        one.same or other.same,
        one.quote or other.quote,
    )


def _is_numbering(stated: Stated) -> bool:
    """Whether the figures only count the rows (行次 1 2 3 …)."""
    values = sorted(figure.amount.value for figure in stated.figures.values() if figure.amount is not None)
    return len(values) >= 4 and values == [values[0] + step for step in range(len(values))]


def _is_credible(table: Stated, prose: Stated) -> bool:
    """Whether a table typed as text was put together rightly, where the sentences tell otherwise.

    Cells lose their places when blanks are dropped: a table that differs from the sentences in several heads, and whose
    own sums do not hold, was misread.
    """
    if _is_numbering(table):
        return False
    if not any(figure.where.startswith(TYPED) for figure in table.figures.values()):
        return True
    both = [
        (figure.amount, prose.figures[head].amount) for head, figure in table.figures.items() if head in prose.figures
    ]
    apart = sum(one is not None and other is not None and one.value != other.value for one, other in both)
    return apart < 2 or _adds_up(table)


def _adds_up(stated: Stated) -> bool:
    total, *parts = (stated.figures.get(head, Figure(None)).amount for head in (TOTAL, *PARTS))
    known = [part for part in parts if part is not None]
    if total is None or len(known) < 2:
        return False
    return abs(total.value - sum((part.value for part in known), Decimal(0))) <= tolerance(total, *known)


def _unit(document: Document) -> str:
    cells = " ".join(cell for table in document.tables for row in table.rows[:6] for cell in row)
    used = _MONEY.search(squeeze(document.text))
    stated = stated_unit(document.text) or stated_unit(cells) or stated_unit(document.title)
    return stated or (used[1] if used else "")


def _candidates(document: Document, names: tuple[str, ...], year: int | None) -> Iterator[tuple[Table, Stated]]:
    for table in tables_of(document):
        stated = expenses(table, year, names)
        if stated is not None and (stated.figures or stated.counts or stated.others):
            yield table, stated


def _joined(found: list[tuple[Table, Stated]], year: int | None, kind: str, prose: Stated) -> Stated | None:
    """The table that speaks of the year, of the body of which the sentences speak, and is the fullest, with the heads of
    those that go on where it ends."""
    ranked = sorted(
        found, key=lambda each: (*_fitness(each[0], year, kind), _alike(each[1], prose), _filled(each[1])), reverse=True
    )
    best = next((stated for _, stated in ranked if stated.figures), None)
    if best is None:
        return Stated(counts=_all(each.counts for _, each in ranked), others=_all(each.others for _, each in ranked))
    fitness = next(_fitness(table, year, kind) for table, stated in ranked if stated is best)
    for table, stated in ranked:
        if (
            stated is not best
            and not set(stated.figures) & set(best.figures)
            and _fitness(table, year, kind) == fitness
        ):
            best = replace(
                best,
                figures={**best.figures, **stated.figures},
                last={**stated.last, **best.last},
                changes={**stated.changes, **best.changes},
            )
    others = [best, *(each for _, each in ranked)]
    return replace(best, counts=_all(each.counts for each in others), others=_all(each.others for each in others))


def _all(stated: Iterable[Mapping[str, Figure]]) -> dict[str, Figure]:
    """What several tables state together, the first first."""
    found: dict[str, Figure] = {}
    for each in stated:
        found = {**each, **found}
    return found


def _fitness(table: Table, year: int | None, kind: str) -> tuple[bool, bool]:
    caption = squeeze(table.caption)
    other = WORD["final" if kind == "budget" else "budget"]
    named = years(caption)
    return not (other in caption and WORD.get(kind, "") not in caption), not named or year in named


def _alike(stated: Stated, prose: Stated) -> int:
    """How many heads a table and the sentences give the same figure for."""
    pairs = (
        (figure.amount, prose.figures[head].amount) for head, figure in stated.figures.items() if head in prose.figures
    )
    return sum(one is not None and other is not None and one.value == other.value for one, other in pairs)


def _filled(stated: Stated) -> int:
    return sum(figure.amount is not None for figure in stated.figures.values())


def disclosed(documents: Iterable[Document], names: tuple[str, ...], year: int | None, kind: str) -> list[Account]:
    """What a page and its files say of a year, the fullest first."""
    shown = list(documents)
    read = [found for document in shown if (found := account_of(document, names, year, kind)) is not None]
    stated = next((unit for document in shown if (unit := stated_unit(document.text))), "")
    read = [found if found.unit else replace(found, unit=stated) for found in read]  # above a file, or in the other one
    pictures = tuple(document for document in shown if document.is_recognised)
    beside = [replace(found, beside=tuple(each for each in pictures if each != found.source)) for found in read]
    return sorted(beside, key=lambda found: (-found.filled, found.source.is_recognised, -len(found.table.figures)))
