"""The three public expenses of a page or file, joined from its tables and its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from crawler.reading.value import Table
from crawler.snapshot import Citation, Document
from rules.accounts.expense_tables import expenses
from rules.accounts.heads import NAMES, OPERATION, PURCHASE, TOTAL, VEHICLES
from rules.accounts.sentences import told
from rules.accounts.value import Change, Figure, Stated
from rules.amounts import Amount, in_wan, stated_unit
from rules.dates import years
from rules.phrases import squeeze
from rules.subject import document_year, kind_of
from rules.tables import tables_of

NOTHING = Amount(Decimal(0))
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
        return NOTHING if head in self.prose.nil | self.table.nil or self.nil else None

    def settled(self, head: str) -> Amount | None:
        """The amount of a head, where it is not stated as far as others leave no choice: no cars, neither bought nor run."""
        own = self.amount(head)
        if own is None and head in (PURCHASE, OPERATION):
            cars = self.amount(VEHICLES)
            return NOTHING if cars is not None and cars.value == 0 else None
        if own is None and head == VEHICLES:
            bought, run = self.amount(PURCHASE), self.amount(OPERATION)
            return Amount(bought.value + run.value, bought.unit) if bought and run and bought.unit == run.unit else None
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
        return {**self.prose.changes, **self.table.changes}

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
    year, kind = year or document_year(document), kind or kind_of(document)
    prose = told(document.text, year)
    table = _joined(list(_candidates(document, names, year)), year, kind) or Stated()
    if not (table.figures or prose.figures or prose.nil):
        return None
    unit = table.unit or (_unit(document) if table.figures else prose.unit or _unit(document))
    return Account(document, year, kind, unit, table, prose)


def _unit(document: Document) -> str:
    cells = " ".join(cell for table in document.tables for row in table.rows[:6] for cell in row)
    return stated_unit(document.text) or stated_unit(cells) or stated_unit(document.title)


def _candidates(document: Document, names: tuple[str, ...], year: int | None) -> Iterator[tuple[Table, Stated]]:
    for table in tables_of(document):
        stated = expenses(table, year, names)
        if stated is not None and stated.figures:
            yield table, stated


def _joined(found: list[tuple[Table, Stated]], year: int | None, kind: str) -> Stated | None:
    """The table that speaks of the year and is the fullest, with the heads of those that go on where it ends."""
    ranked = sorted(found, key=lambda each: _fitness(each[0], each[1], year, kind), reverse=True)
    best: Stated | None = None
    for table, stated in ranked:
        if best is None:
            best, fitness = stated, _fitness(table, stated, year, kind)[:2]
        elif not set(stated.figures) & set(best.figures) and _fitness(table, stated, year, kind)[:2] == fitness:
            best = replace(
                best,
                figures={**best.figures, **stated.figures},
                last={**stated.last, **best.last},
                changes={**stated.changes, **best.changes},
            )
        if best is not None:
            best = replace(best, counts={**stated.counts, **best.counts}, others={**stated.others, **best.others})
    return best


def _fitness(table: Table, stated: Stated, year: int | None, kind: str) -> tuple[bool, bool, int]:
    caption = squeeze(table.caption)
    other = WORD["final" if kind == "budget" else "budget"]
    named = years(caption)
    filled = sum(figure.amount is not None for figure in stated.figures.values())
    return not (other in caption and WORD.get(kind, "") not in caption), not named or year in named, filled


def disclosed(documents: Iterable[Document], names: tuple[str, ...], year: int | None, kind: str) -> list[Account]:
    """What a page and its files say of a year, the fullest first."""
    shown = list(documents)
    read = [found for document in shown if (found := account_of(document, names, year, kind)) is not None]
    pictures = tuple(document for document in shown if document.is_recognised)
    beside = [replace(found, beside=tuple(each for each in pictures if each != found.source)) for found in read]
    return sorted(beside, key=lambda found: (-found.filled, found.source.is_recognised, -len(found.table.figures)))
