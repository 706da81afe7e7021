"""The form of what only people know for the annual report, as a spreadsheet with live checks (填报表).

Column A and one row of each sheet are hidden: they hold the ids by which the program finds the cells again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from checker.figures_checks import judged
from checker.figures_form import Block, Form, Spot
from checker.figures_returned import BY, ON, SIGNED, STAMP
from reports.annual_form_formulas import Live
from reports.annual_form_sheet import IDS, KEYS, BlockSheet, FormStyles, Sums, colour, marked, places_of
from reports.formulas import quoted
from reports.styles import LINE, lines_of, write_day, write_text
from reports.whole import workbook
from reports.wording import Wording, plain

TOP, LABEL, VALUE, WIDE = IDS + 1, 1, 2, 80
SURE: Mapping[str, str] = {
    "stated": "（取自实际的年度报告）",
    "read": "（与公开的同一格式对过，没有与原件逐字核对）",
    "unverified": "（没有与原件核对，以原件为准）",
}
HOW = (
    "只填黄色的格。没有发生的填 0；没有统计的留空，留空不当作 0。",
    "“核对”一列随填随算：✓ 为相符，否则写明哪两个数不等。有不等的，程序不读入；“请核实”的只是提醒。",
    "合计与其各项都要填：合计不由各项算出，以便互相核对。",
    "金额可以有小数，其他都填整数；解决率填 90，不填 0.9。",
    "填好后存盘，运行：gongkai statistics --year {year} --figures 文件名",
    "要改已经读入的数字：改好后再读入一次，以后一次为准，以前的仍保存。",
)


@dataclass(frozen=True)
class Blank:
    """What a form is written with: for whom, and what people stated already, in this year and in the one before."""

    form: Form
    city: str
    values: Mapping[Spot, Decimal] = field(default_factory=dict)
    last: Mapping[Spot, Decimal] = field(default_factory=dict)
    by: str = ""
    on: date | None = None


def write_form(path: Path, blank: Blank, wording: Wording) -> None:
    """Writes the form whole or not at all. Raises OSError."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with workbook(path, options) as book:
        book.set_calc_mode("auto")
        styles = FormStyles(book)
        cover = book.add_worksheet(wording.say("填报说明"))
        sums = []
        live = Live(blank.form, places_of(blank.form, wording), blank.last, wording)
        told = judged(blank.form, blank.values, blank.last or None)
        for block in blank.form.blocks:
            sheet = book.add_worksheet(wording.say(block.title))
            about = f"{plain(blank.city)} {blank.form.year} {wording.say(block.about)}"
            sums.append(BlockSheet(sheet, block, live, blank.values, told, styles, wording).write(about))
        _Cover(cover, blank, styles, wording).write(sums)
        _stamp(book.add_worksheet(wording.say("版本")), blank, styles, wording)


@dataclass(frozen=True)
class _Cover:
    """The first sheet: what the form is, how it is filled in, by whom, and whether it adds up."""

    sheet: Worksheet
    blank: Blank
    styles: FormStyles
    wording: Wording

    def write(self, sums: Sequence[Sums]) -> None:
        """Title, who and when, how it stands, how it is done."""
        say, sheet, styles = self.wording.say, self.sheet, self.styles
        sheet.set_column(KEYS, KEYS, 4, None, {"hidden": True})
        sheet.set_column(LABEL, LABEL, 16)
        sheet.set_column(VALUE, VALUE, WIDE)
        year = str(self.blank.form.year)
        what = "{city}{year}年政府信息公开年度报告：需要填报的数字"
        write_text(sheet, 0, LABEL, say(what, city=plain(self.blank.city), year=year), styles.title)
        sheet.set_row(0, 24)
        self._signed()
        self._state(TOP + 2, sums)
        lines = [say(each, year=year) if "{" in each else say(each) for each in HOW]
        for row, line in enumerate([*lines, *map(self._source, self.blank.form.blocks)], TOP + 4):
            write_text(sheet, row, VALUE, line, styles.note)
            sheet.set_row(row, LINE * lines_of(line, WIDE) + 4)
        write_text(sheet, TOP + 4, LABEL, say("怎样填"), styles.note)
        write_text(sheet, TOP + 4 + len(lines), LABEL, say("依据"), styles.note)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)

    def _signed(self) -> None:
        """The cells for who fills it in, and when."""
        sheet, styles = self.sheet, self.styles
        marked(sheet, IDS, SIGNED, {VALUE: "value"}, styles)
        for row, (key, label) in enumerate(((BY, "填报人"), (ON, "填报日期")), TOP):
            write_text(sheet, row, KEYS, key, styles.hidden)
            write_text(sheet, row, LABEL, self.wording.say(label), styles.input_head)
        if self.blank.by:
            write_text(sheet, TOP, VALUE, plain(self.blank.by), styles.input)
        else:
            sheet.write_blank(TOP, VALUE, None, styles.input)
        write_day(sheet, TOP + 1, VALUE, self.blank.on, styles.input_day)

    def _state(self, row: int, sums: Sequence[Sums]) -> None:
        """Whether all adds up, as a formula over the sheets."""
        say, sheet = self.wording.say, self.sheet
        write_text(sheet, row, LABEL, say("核对"), self.styles.head)
        broken = "+".join(f"SUMPRODUCT(--(LEN({each.broken})>0))" for each in sums)
        doubtful = "+".join(f"SUMPRODUCT(--(LEN({each.doubtful})>0))" for each in sums)
        given = "+".join(f"COUNT({each.numbers})" for each in sums)
        empty, good = say("还没有填"), say("✓ 已填的都相符")
        before, after = say("有 "), say(" 行不符，见各表的“核对”一列")
        asks, rest = say("请核实："), say(" 行与常情不合，见各表的“核对”一列；可以读入")
        wrong, unsure, filled = (sum(each.counts[at] for each in sums) for at in range(3))
        value = f"{before}{wrong}{after}" if wrong else f"{asks}{unsure}{rest}" if unsure else good
        formula = (
            f"=IF({given}=0,{quoted(empty)},IF({broken}>0,{quoted(before)}&({broken})&{quoted(after)},"
            f"IF({doubtful}>0,{quoted(asks)}&({doubtful})&{quoted(rest)},{quoted(good)})))"
        )
        sheet.write_formula(row, VALUE, formula, self.styles.text, value if filled else empty)
        colour(sheet, row, row, VALUE, self.styles, asks)

    def _source(self, block: Block) -> str:
        say = self.wording.say
        values = {"sheet": say(block.title), "source": say(block.source), "sure": say(SURE[block.sure])}
        return say("“{sheet}”：{source}{sure}", **values)


def _stamp(sheet: Worksheet, blank: Blank, styles: FormStyles, wording: Wording) -> None:
    """What the file is, for the program that reads it back."""
    sheet.set_column(KEYS, KEYS, 4, None, {"hidden": True})
    sheet.set_column(LABEL, VALUE, 24)
    marked(sheet, 0, STAMP, {VALUE: "value"}, styles)
    stamp = (("year", "年度", str(blank.form.year)), ("city", "城市", blank.city), ("form", "式样", blank.form.digest))
    for row, (key, label, value) in enumerate(stamp, 1):
        write_text(sheet, row, KEYS, key, styles.hidden)
        write_text(sheet, row, LABEL, wording.say(label), styles.head)
        write_text(sheet, row, VALUE, plain(value), styles.text)
    sheet.protect("")
