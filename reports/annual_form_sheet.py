"""A sheet of the form of people's figures: a row for each matter, cells to fill in, and whether they add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from checker.figures_checks import Judged, State
from checker.figures_form import Block, Form, Kind, Spot
from checker.figures_returned import MARK
from reports.annual_form_formulas import Live, Place
from reports.decision_cells import validate
from reports.formulas import tab
from reports.styles import HEAD, INPUT_COLOUR, LINE, RULE, Styles, lines_of, write_mark, write_text
from reports.wording import Wording

KEYS, TITLE, UNIT, FIRST = range(4)  # columns
IDS, TOP = 2, 4  # rows
WIDE, NARROW, CHECKED = 48, 11, 60
BOUNDS: Mapping[Kind, Mapping[str, object]] = {
    Kind.WHOLE: {"validate": "integer", "criteria": ">=", "value": 0},
    Kind.AMOUNT: {"validate": "decimal", "criteria": ">=", "value": 0},
    Kind.RATE: {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100},
    Kind.CHANGE: {"validate": "integer", "criteria": "between", "minimum": -999_999_999, "maximum": 999_999_999},
}
TOLD: Mapping[Kind, str] = {
    Kind.WHOLE: "请填 0 或正整数；没有统计的留空",
    Kind.AMOUNT: "请填 0 或正数；没有统计的留空",
    Kind.RATE: "请填 0 到 100 之间的数",
    Kind.CHANGE: "请填整数，减少的填负数",
}
SHOWN: Mapping[Kind, str] = {Kind.WHOLE: "0", Kind.AMOUNT: "0.00####", Kind.RATE: "0.##", Kind.CHANGE: "0"}


class FormStyles(Styles):
    """The formats of the form."""

    def __init__(self, book: Workbook) -> None:
        super().__init__(book)
        cell = {"border": 1, "border_color": RULE}
        self.title = self.add(bold=True, font_size=14)
        self.note = self.add(text_wrap=True, font_color="#595959")
        self.group = self.add(**cell, bold=True, bg_color="#EAF1F8", text_wrap=True)
        self.none = self.add(**cell, bg_color="#EDEDED")
        self.good = self.add(font_color="#2E7D32")
        self.bad = self.add(font_color="#C00000", bold=True)
        self.doubt = self.add(font_color="#9C5700", bold=True)
        self.indent = [self.add(**cell, text_wrap=True, align="left", indent=level) for level in range(3)]
        self.number = {
            kind: self.add(**cell, bg_color=INPUT_COLOUR, locked=False, num_format=shown, align="right")
            for kind, shown in SHOWN.items()
        }
        self.centred = self.add(
            **cell, bold=True, bg_color=HEAD, font_color="#FFFFFF", text_wrap=True, align="center", valign="vcenter"
        )


@dataclass(frozen=True)
class Sums:
    """Where a sheet says what does not add up, what is to be looked at, and its numbers; each as a range, and how many there are."""

    broken: str
    doubtful: str
    numbers: str
    counts: tuple[int, int, int]


def places_of(form: Form, wording: Wording) -> dict[Spot, Place]:
    """Where each cell of the form stands."""
    return {
        spot: (wording.say(block.title), TOP + block.rows.index(row), FIRST + block.columns.index(column))
        for block in form.blocks
        for spot, row, column in block.spots()
    }


def marked(sheet: Worksheet, row: int, name: str, columns: Mapping[int, str], styles: Styles) -> None:
    """Writes the hidden row by which the program finds a table and its columns."""
    write_text(sheet, row, KEYS, f"{MARK}:{name}", styles.hidden)
    for column, id in columns.items():
        write_text(sheet, row, column, id, styles.hidden)
    sheet.set_row(row, None, None, {"hidden": True})


def colour(sheet: Worksheet, first: int, last: int, column: int, styles: FormStyles, doubt: str = "") -> None:
    """Green where all is well, red where something is not, and brown where it only begins with a doubt."""
    cell = xl_rowcol_to_cell(first, column, col_abs=True)
    tests = [(f'LEFT({cell},1)="✓"', styles.good), (f"LEN({cell})>0", styles.bad)]
    if doubt:
        tests.insert(1, (f'LEFT({cell},{len(doubt)})="{doubt}"', styles.doubt))
    for test, style in tests:
        rule = {"type": "formula", "criteria": f"={test}", "format": style, "stop_if_true": True}
        sheet.conditional_format(first, column, last, column, rule)


@dataclass(frozen=True)
class BlockSheet:
    """Writes one block."""

    sheet: Worksheet
    block: Block
    live: Live
    values: Mapping[Spot, Decimal]
    judged: Sequence[Judged]
    styles: FormStyles
    wording: Wording

    @property
    def _check(self) -> int:
        """The column that tells whether a row adds up; three hidden ones follow: what is broken, what is doubtful, what can be judged."""
        return FIRST + len(self.block.columns)

    def write(self, title: str) -> Sums:
        """Title, header, a row for each matter. Returns where the sheet tells how it stands."""
        self._head(title)
        for at, row in enumerate(self.block.rows, TOP):
            write_text(self.sheet, at, KEYS, "" if row.head else row.id, self.styles.hidden)
            words = self.wording.say(row.title)
            style = self.styles.group if row.head else self.styles.indent[min(row.level, 2)]
            write_text(self.sheet, at, TITLE, words, style)
            write_text(self.sheet, at, UNIT, "" if row.head else self.wording.say(row.unit), self.styles.text)
            self.sheet.set_row(at, LINE * lines_of(words, WIDE - 2 * row.level) + 4)
        self._numbers()
        for at, row in enumerate(self.block.rows, TOP):
            self._verdict(at, [each for each in self.judged if each.check.at[:2] == (self.block.id, row.id)])
        self._page()
        return self._sums()

    def _head(self, title: str) -> None:
        sheet, styles, say = self.sheet, self.styles, self.wording.say
        write_text(sheet, 0, TITLE, title, styles.title)
        sheet.set_row(0, 24)
        write_text(sheet, 1, TITLE, say("只填黄色的格：没有发生的填 0，没有统计的留空。"), styles.note)
        marked(sheet, IDS, self.block.id, {FIRST + at: each.id for at, each in enumerate(self.block.columns)}, styles)
        sheet.set_column(KEYS, KEYS, 4, None, {"hidden": True})
        sheet.set_column(TITLE, TITLE, WIDE)
        sheet.set_column(UNIT, UNIT, 6)
        sheet.set_column(FIRST, self._check - 1, NARROW)
        sheet.set_column(self._check, self._check, CHECKED)
        sheet.set_column(self._check + 1, self._check + 3, 8, None, {"hidden": True})
        heads = [say("项目"), say("单位"), *(say(each.title) for each in self.block.columns), say("核对")]
        for column, words in enumerate(heads, TITLE):
            write_text(sheet, TOP - 1, column, words, styles.centred)
        sheet.set_row(TOP - 1, LINE * max(lines_of(words, NARROW) for words in heads) + 6)
        sheet.freeze_panes(TOP, FIRST)

    def _numbers(self) -> None:
        """The cells to fill in, with what was stated already; those that do not exist are grey."""
        rows: dict[tuple[int, Kind], list[int]] = {}
        for at, row in enumerate(self.block.rows, TOP):
            for letter in range(FIRST, FIRST if row.head else self._check):
                self.sheet.write_blank(at, letter, None, self.styles.none)
        for spot, row, column in self.block.spots():
            _, at, letter = self.live.places[spot]
            kind = column.kind or row.kind
            write_mark(self.sheet, at, letter, self.values.get(spot), self.styles.number[kind])
            rows.setdefault((letter, kind), []).append(at)
        for (letter, kind), those in rows.items():
            told = {"error_title": self.wording.say("填法不对"), "error_message": self.wording.say(TOLD[kind])}
            validate(self.sheet, letter, those, {**BOUNDS[kind], **told})

    def _verdict(self, at: int, told: Sequence[Judged]) -> None:
        """Whether the identities of a row hold."""
        self.sheet.write_blank(at, self._check, None, self.styles.text)
        if not told:
            return
        strict, loose = ([each for each in told if each.check.warns is warns] for warns in (False, True))
        cells = [xl_rowcol_to_cell(at, self._check + 1 + number) for number in range(3)]
        for number, those in enumerate((strict, loose)):
            formula, value = self.live.message(those)
            if formula:
                self.sheet.write_formula(at, self._check + 1 + number, formula, self.styles.hidden, value)
        formula, judged = self.live.whole(told)
        self.sheet.write_formula(at, self._check + 3, formula, self.styles.hidden, judged)
        broken = self.live.message(strict)[1] + self.live.message(loose)[1]
        formula = f'=IF({cells[0]}&{cells[1]}<>"",{cells[0]}&{cells[1]},IF({cells[2]}=1,"✓",""))'
        value = broken or ("✓" if judged else "")
        self.sheet.write_formula(at, self._check, formula, self.styles.text, value)

    def _page(self) -> None:
        last = TOP + len(self.block.rows) - 1
        colour(self.sheet, TOP, last, self._check, self.styles, self.wording.say("请核实："))
        self.sheet.protect("", {"format_columns": True, "format_rows": True})
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.print_area(0, TITLE, last, self._check)
        self.sheet.repeat_rows(TOP - 1)
        self.sheet.set_footer("&C&A  &P / &N")

    def _sums(self) -> Sums:
        last = TOP + len(self.block.rows)

        def span(first: int, to: int) -> str:
            return f"{tab(self.wording.say(self.block.title))}${xl_col_to_name(first)}${TOP + 1}:${xl_col_to_name(to)}${last}"

        broken, doubtful = (
            len({each.check.at.row for each in self._own(State.BROKEN) if each.check.warns is warns})
            for warns in (False, True)
        )
        filled = sum(spot in self.values for spot, _, _ in self.block.spots())
        ranges = (span(self._check + 1, self._check + 1), span(self._check + 2, self._check + 2))
        return Sums(*ranges, span(FIRST, self._check - 1), (broken, doubtful, filled))

    def _own(self, state: State) -> list[Judged]:
        return [each for each in self.judged if each.check.at.block == self.block.id and each.state is state]
