"""The figures of a “三公”经费 disclosure, read from tables, text tables or sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from crawler.reading.value import Table
from crawler.snapshot import Citation, Document
from rules.accounts.expense_tables import expenses
from rules.accounts.heads import NAMES, TOTAL
from rules.accounts.sentences import declared_nil, narrated
from rules.accounts.value import Figure
from rules.amounts import Amount, amount, stated_unit
from rules.subject import document_year, kind_of, organisation
from rules.tables import tables_of


@dataclass(frozen=True)
class ThreePublic:
    """What one page or file says; `nil` when it declares that there are no such expenses at all.

    `beside` are the other files of its entry in which words were recognised.
    """

    source: Document
    year: int | None
    kind: str
    unit: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    nil: bool = False
    beside: tuple[Document, ...] = ()

    def cited(self, words: str = "") -> tuple[Citation, ...]:
        """The source, and the pictures beside it whose recognised words may say what it does not."""
        return (self.source.cite(words), *(file.cite() for file in self.beside))

    def amount(self, head: str) -> Amount | None:
        """The amount of a head as printed; a declared nil is 0, None when it is not stated or left blank."""
        figure = self.figures.get(head)
        if figure is not None and figure.amount is not None:
            return figure.amount
        return Amount(Decimal(0)) if self.nil else None

    @property
    def filled(self) -> int:
        """How many heads carry a figure."""
        return sum(figure.amount is not None for figure in self.figures.values())

    def value(self, head: str) -> Decimal | None:
        """The figure of a head in its printed unit, as `amount` has it."""
        found = self.amount(head)
        return None if found is None else found.value


def three_public(document: Document, names: tuple[str, ...] = (), year: int | None = None) -> ThreePublic | None:
    """The disclosure in a page or file, or None when it lists no head and declares nothing.

    `names` are the body's names: they choose its row in a table of many bodies.
    `year` is the year it is about when something else, such as the page that it
    hangs on, says so.
    """
    year = year or document_year(document)
    read = [
        (stated.figures, stated.unit or _unit(table, document))
        for table in tables_of(document)
        if (stated := expenses(table, year, names))
    ]
    nils = declared_nil(document.text)
    figures: Mapping[str, Figure]
    if read:
        figures, unit = max(read, key=lambda item: sum(figure.amount is not None for figure in item[0].values()))
    else:
        figures = {head: Figure(value) for head, value in narrated(document.text).items()}
        unit = _narrated_unit(figures) or stated_unit(document.text)
    if not figures and not nils:
        return None
    declared = _with_declared(figures, nils)
    return ThreePublic(document, year, kind_of(document), unit, declared, nil=TOTAL in nils)


def _unit(table: Table, document: Document) -> str:
    """The unit of a table: stated above it, in its header, in its cells, else anywhere in the document."""
    cells = [cell for row in table.rows for cell in row]
    own = next((found.unit for cell in cells if (found := amount(cell)) and found.unit), "")
    stated = stated_unit(table.caption) or stated_unit(" ".join(cells[:40])) or own or stated_unit(" ".join(cells))
    return stated or stated_unit(document.text) or stated_unit(document.title)


def _narrated_unit(figures: Mapping[str, Figure]) -> str:
    return next((figure.amount.unit for figure in figures.values() if figure.amount and figure.amount.unit), "")


def _with_declared(figures: Mapping[str, Figure], nils: frozenset[str]) -> dict[str, Figure]:
    """Figures with blanks filled by what the text declares to be nothing."""
    filled = dict(figures)
    for head in nils - {TOTAL}:
        figure = filled.get(head)
        if figure is None or figure.amount is None:
            filled[head] = replace(figure or Figure(None), amount=Amount(Decimal(0)))
    return filled


def facts(document: Document) -> dict[str, object] | None:
    """The facts of contracts.md: figures as decimal strings, null when not stated."""
    read = three_public(document)
    if read is None:
        return None
    values = {head: read.value(head) for head in NAMES}
    stated = {head: None if value is None else str(value) for head, value in values.items()}
    return {"org": organisation(document), "year": read.year, "kind": read.kind, "unit": read.unit or None, **stated}


def disclosed(documents: Iterable[Document], names: tuple[str, ...], year: int | None) -> list[ThreePublic]:
    """What a page and its files say of a year, the fullest first."""
    shown = list(documents)
    read = [found for document in shown if (found := three_public(document, names, year)) is not None]
    pictures = tuple(document for document in shown if document.is_recognised)
    beside = [replace(found, beside=tuple(each for each in pictures if each != found.source)) for found in read]
    return sorted(beside, key=lambda found: (-found.filled, found.source.is_recognised, -len(found.figures)))
