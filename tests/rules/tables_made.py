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
