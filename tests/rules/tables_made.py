"""Tables of the three public expenses made up, and set in every form in which pages set them, with what each must give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from hypothesis import strategies as st

HEADS = {
    "total": "合计",
    "abroad": "因公出国（境）费",
    "reception": "公务接待费",
    "vehicles": "公务用车购置及运行维护费",
    "vehicle_purchase": "其中：公务用车购置费",
    "vehicle_operation": "公务用车运行维护费",
}
COLUMNS = {
    ("预算数",): {"figures": 0},
    ("2013年预算数",): {"figures": 0},
    ("2012年决算数", "2013年预算数"): {"figures": 1},
    ("2012年", "2013年", "增减额"): {"last": 0, "figures": 1, "changes": 2},
    ("年初预算数", "决算数"): {"planned": 0, "figures": 1},
    ("上年决算数", "本年预算数", "本年决算数"): {"last": 0, "planned": 1, "figures": 2},
    ("合计", "财政拨款", "其他资金"): {"figures": 0},
}
Rows = list[list[str]]

cells = st.one_of(
    st.sampled_from(["", "", "0", "0.00", "—", "1", "2", "3", "10"]),
    st.integers(0, 99_999).map(lambda number: f"{number / 100:.2f}"),
    st.integers(1000, 9_999_999).map(lambda number: f"{number:,}"),
)


@dataclass(frozen=True)
class Made:
    """A table: its header, its rows of a label and cells, and which column holds what."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    def lines(self) -> Rows:
        """Header and rows as cells."""
        return [["项目", *self.header], *[[HEADS[head], *cells] for head, cells in self.rows]]

    def truth(self, what: str) -> dict[str, str]:
        """The cell of each head in the column that holds figures, last year's and so on."""
        column = COLUMNS[self.header].get(what)
        return {head: cells[column] for head, cells in self.rows} if column is not None else {}


@st.composite
def made(draw: st.DrawFn) -> Made:
    """Any listed table: some heads in some order under some columns."""
    header = draw(st.sampled_from(list(COLUMNS)))
    heads = draw(
        st.sampled_from(
            [list(HEADS), list(HEADS)[:4], [*list(HEADS)[1:], "total"], ["abroad", "vehicles", "reception"]]
        )
    )
    rows = [(head, tuple(draw(cells) for _ in header)) for head in heads]
    return Made(header, tuple(rows))


def _joined(rows: Rows, text: Callable[[list[str]], str]) -> str:
    return "\n".join(map(text, rows))


def closed_pipes(rows: Rows) -> str:
    """a | b |"""
    return _joined(rows, lambda row: " | ".join(row) + " |")


def framed_pipes(rows: Rows) -> str:
    """| a | b |"""
    return _joined(rows, lambda row: "| " + " | ".join(row) + " |")


def markdown(rows: Rows) -> str:
    """| a | b | with a rule under the header."""
    first, *rest = framed_pipes(rows).split("\n")
    return "\n".join([first, "|" + " --- |" * len(rows[0]), *rest])


def open_pipes(rows: Rows) -> str:
    """a | b"""
    return _joined(rows, " | ".join)


def tabs(rows: Rows) -> str:
    """Cells between tabs."""
    return _joined(rows, "\t".join)


def tabs_stripped(rows: Rows) -> str:
    """Cells between tabs, blank ones dropped."""
    return _joined(rows, lambda row: "\t".join(filter(None, row)))


def gaps(rows: Rows) -> str:
    """Wide spaces, blank cells dropped."""
    return _joined(rows, lambda row: "    ".join(filter(None, row)))


def spaces(rows: Rows) -> str:
    """Single spaces, blank cells dropped."""
    return _joined(rows, lambda row: " ".join(filter(None, row)))


def spaced_blanks(rows: Rows) -> str:
    """Single spaces, a blank cell being a space of its own."""
    return _joined(rows, lambda row: " ".join(cell or " " for cell in row))


def fixed(rows: Rows) -> str:
    """Columns of fixed width, numbers to the right."""
    return _joined(
        rows, lambda row: _padded(row[0], 32) + "".join(_padded(cell, 18, left=True) for cell in row[1:]).rstrip()
    )


def _padded(text: str, width: int, left: bool = False) -> str:
    space = " " * max(2, width - sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text))
    return space + text if left else text + space


def one_a_line(rows: Rows) -> str:
    """A cell a line, blank ones dropped."""
    return "\n".join(cell for row in rows for cell in row if cell)


def divided(rows: Rows) -> str:
    """A cell a line, empty lines between, a blank cell a line of one space."""
    return "\n\n".join(cell or " " for row in rows for cell in row)


def doubled(rows: Rows) -> str:
    """A cell a line, empty lines between, blank cells dropped."""
    return "\n\n".join(cell for row in rows for cell in row if cell)


def piped_cells(rows: Rows) -> str:
    """A cell a line, each closed by a pipe."""
    return "\n".join(f"{cell} |".strip() for row in rows for cell in row)


def lone_pipes(rows: Rows) -> str:
    """A cell a line, each followed by a line with a pipe."""
    return "\n".join(f"{cell}\n|" if cell else "|" for row in rows for cell in row)


def framed_cells(rows: Rows) -> str:
    """Rows that begin with a pipe and whose cells each stand on a line with a pipe behind it."""
    return "\n".join("|\n" + "\n".join(f"{cell} |".strip() for cell in row) for row in rows)


def framed_lone_pipes(rows: Rows) -> str:
    """Rows that begin with a pipe, every pipe on a line of its own."""
    return "\n".join("|\n" + "\n".join(f"{cell}\n|" if cell else "|" for cell in row) for row in rows)


FORMS: Sequence[Callable[[Rows], str]] = (
    closed_pipes,
    framed_pipes,
    markdown,
    open_pipes,
    tabs,
    tabs_stripped,
    gaps,
    spaces,
    spaced_blanks,
    fixed,
    one_a_line,
    divided,
    doubled,
    piped_cells,
    lone_pipes,
    framed_cells,
    framed_lone_pipes,
)


def pages(table: Made) -> Iterator[tuple[str, str]]:
    """The table in each form, below a title and a unit and above a sentence."""
    for form in FORMS:
        body = form(table.lines())
        lines = (
            "示例市交通局2013年“三公”经费公开表",
            "单位：万元",
            body,
            "注：“三公”经费包括因公出国（境）费、公务用车购置及运行费。",
        )
        yield form.__name__, ("\n\n" if form in (divided, doubled) else "\n").join(lines)


CARS = ("小计", "公务用车购置费", "公务用车运行费")
ACROSS = ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_operation", "reception")
BLOCKS = {
    (): {"figures": 0},
    ("预算数", "决算数"): {"planned": 0, "figures": 1},
    ("2012年决算数", "2013年决算数"): {"last": 0, "figures": 1},
}


@dataclass(frozen=True)
class MadeAcross:
    """A table with heads along its header: one row of numbers, for each block of columns."""

    blocks: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    label: str
    is_numbered: bool

    def truth(self, what: str) -> dict[str, str]:
        """The cell of each head in the block that holds figures, last year's and so on."""
        block = BLOCKS[self.blocks].get(what)
        return dict(zip(ACROSS, self.cells[block], strict=True)) if block is not None else {}

    @property
    def numbers(self) -> list[str]:
        """The row of numbers."""
        return [cell for block in self.cells for cell in block]

    @property
    def header(self) -> Rows:
        """The lines of the header, each label once."""
        first = ["合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"] * len(self.cells)
        lines = [list(self.blocks), first, list(CARS) * len(self.cells)]
        lines = [line for line in lines if line]
        return [["单位名称", *lines[0]], *lines[1:]] if self.label else lines

    def rows(self) -> Rows:
        """The rows below the header."""
        body = [[self.label, *self.numbers]] if self.label else [self.numbers]
        numbering = [["栏次"] if self.label else [], [str(at) for at in range(1, len(self.numbers) + 1)]]
        return [[*numbering[0], *numbering[1]], *body] if self.is_numbered else body


@st.composite
def made_across(draw: st.DrawFn) -> MadeAcross:
    """Any such table; blanks only where what is there adds up."""
    blocks = draw(st.sampled_from(list(BLOCKS)))
    rows = []
    for _ in range(max(1, len(blocks))):
        abroad, bought, run, guests = (draw(st.integers(0, 9999)) for _ in range(4))
        adding = (abroad + bought + run + guests, abroad, bought + run, bought, run, guests)
        sure = [f"{number / 100:.2f}" for number in adding]
        dropped = draw(st.sets(st.integers(0, 5), max_size=3))
        kept = tuple("" if at in dropped and not adding[at] else text for at, text in enumerate(sure))
        rows.append(kept if draw(st.booleans()) else tuple(draw(cells.filter(bool)) for _ in ACROSS))
    return MadeAcross(blocks, tuple(rows), draw(st.sampled_from(["", "示例市交通局"])), draw(st.booleans()))


def spans_dropped(table: MadeAcross) -> str:
    """Rows between pipes; cells that span rows or columns stand once, rows are filled up behind."""
    rows = [*table.header, *table.rows()]
    width = max(map(len, rows)) + 2
    return "\n".join(" | ".join(row) + " | " + "|" * (width - len(row)) for row in rows)


def levels_in_lines(table: MadeAcross) -> str:
    """A cell a line, the header level by level, blank cells dropped."""
    return "\n".join(cell for row in [*table.header, *table.rows()] for cell in row if cell)


def in_turn_in_lines(table: MadeAcross) -> str:
    """A cell a line, the cars' parts behind the cars, blank cells dropped."""
    block = ["合计", "因公出国（境）费", "公务用车购置及运行费", *CARS, "公务接待费"]
    header = [*(["单位名称"] if table.label else []), *table.blocks, *block * len(table.cells)]
    return "\n".join(cell for cell in [*header, *[cell for row in table.rows() for cell in row]] if cell)


def levels_divided(table: MadeAcross) -> str:
    """A cell a line with empty lines between, a blank cell a line of one space."""
    return "\n\n".join(cell or " " for row in [*table.header, *table.rows()] for cell in row)


def levels_in_rows(table: MadeAcross) -> str:
    """Rows with single spaces, blank cells dropped."""
    return "\n".join(" ".join(filter(None, row)) for row in [*table.header, *table.rows()])


def levels_framed(table: MadeAcross) -> str:
    """Rows that begin with a pipe, a cell a line."""
    return "\n".join("|\n" + "\n".join(f"{cell} |".strip() for cell in row) for row in [*table.header, *table.rows()])


FORMS_ACROSS: Sequence[Callable[[MadeAcross], str]] = (
    spans_dropped,
    levels_in_lines,
    in_turn_in_lines,
    levels_divided,
    levels_in_rows,
    levels_framed,
)


def pages_across(table: MadeAcross) -> Iterator[tuple[str, str]]:
    """The table in each form, below a title and a unit and above a sentence."""
    for form in FORMS_ACROSS:
        lines = (
            "示例市交通局2013年“三公”经费公开表",
            "单位：万元",
            form(table),
            "注：“三公”经费包括因公出国（境）费、公务用车购置及运行费。",
        )
        yield form.__name__, ("\n\n" if form is levels_divided else "\n").join(lines)
