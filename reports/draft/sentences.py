"""Sentences of the draft: each number from a stored value with the cell where it stands; what is not known is left blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from checker.figures_checks import plain
from checker.figures_form import Block, Spot
from reports.annual_book import Plan
from reports.annual_tables import Name, numbers, spot_name

BLANK = "＿＿（待填：{what}）"
STATISTICS, WORK, ALL = "statistics", "work", "all"
LEVELS = (
    ("city", "市政府本级"),
    ("departments", "市政府各部门"),
    ("counties", "县（市）区局"),
    ("enterprises", "市级公共企事业单位"),
)


class Style(StrEnum):
    """What a paragraph is."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    NOTE = "note"


@dataclass(frozen=True)
class Piece:
    """Some words: with `at` they are a number and the cell where it stands; `is_blank` words are to be filled in."""

    words: str
    at: str = ""
    is_blank: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the draft."""

    style: Style
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Printed:
    """A table of people's figures as the report prints it; `at` are the cells where the numbers stand."""

    block: Block
    columns: tuple[str, ...]
    at: str


Part = Paragraph | Printed
Words = list[str | Piece]
Said = str | Piece | Sequence[str | Piece]


class Teller:
    """Tells numbers by their names."""

    def __init__(self, plan: Plan) -> None:
        self._plan, self.annual = plan, plan.annual
        self._counted = numbers(plan.tables)

    def counted(self, *name: str, what: str = "") -> Piece:
        """A number that was counted on the web, or a blank where nobody could look."""
        value = self._counted.get(name)
        return self._piece(name, None if value is None else Decimal(value), what)

    def value(self, *name: str) -> Decimal:
        """The value of a counted number; 0 where there is none."""
        return Decimal(self._counted.get(name) or 0)

    def known(self, block: str, row: str, column: str = ALL) -> Decimal | None:
        """What people state; None where they do not."""
        return self.annual.figure(Spot(block, row, column))

    def stated(self, block: str, row: str, column: str = ALL, what: str = "") -> Piece:
        """A figure that people state, or a blank that says what is to be filled in."""
        spot = Spot(block, row, column)
        if spot not in self.annual.form.rows:
            return blank(what)
        return self._piece(spot_name(spot), self.annual.figure(spot), what or self.annual.form.name(spot))

    def of(self, block: str, row: str, column: str, before: str, after: str) -> Words:
        """Words around a figure that people state; nothing where they do not state it."""
        if self.known(block, row, column) is None:
            return []
        told = self.stated(block, row, column)
        if after.startswith("%"):
            told, after = replace(told, words=f"{told.words}%"), after.removeprefix("%")
        return [before, told, after]

    def printed(self, block: Block, columns: Sequence[str]) -> Printed:
        """A block as a table, with the cells from the first to the last."""
        spots = [spot for spot, _, column in block.spots() if column.id in columns]
        first, last = (self._plan.reference(spot_name(spot)) for spot in (spots[0], spots[-1]))
        return Printed(block, tuple(columns), f"{first}:{last.rpartition('-')[2]}")

    def _piece(self, name: Name, value: Decimal | None, what: str) -> Piece:
        return blank(what) if value is None else Piece(plain(value), self._plan.reference(name))


def blank(what: str) -> Piece:
    """What a person must fill in."""
    return Piece(BLANK.format(what=what), is_blank=True)


def paragraph(*said: Said, style: Style = Style.BODY) -> Paragraph:
    """A paragraph of words, numbers, and lists of both."""
    return Paragraph(style, tuple(_pieces(said)))


def heading(words: str) -> Paragraph:
    """A heading."""
    return paragraph(words, style=Style.HEADING)


def note(*said: Said) -> Paragraph:
    """A remark for whoever writes the report; it goes before it is published."""
    return paragraph(*said, style=Style.NOTE)


def listed(parts: Iterable[Sequence[str | Piece]], mark: str = "，") -> Words:
    """Parts of a sentence, those that say nothing left out, with a mark between them."""
    found: Words = []
    for part in parts:
        if part:
            found += [mark, *part] if found else [*part]
    return found


def _pieces(said: Iterable[Said]) -> Iterator[Piece]:
    for each in said:
        if isinstance(each, Piece):
            yield each
        elif isinstance(each, str):
            yield Piece(each)
        else:
            yield from _pieces(each)
