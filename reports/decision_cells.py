"""The cells in which inspectors decide on a finding: filled with what they have said already, and bounded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from xlsxwriter.worksheet import Worksheet

from checker.rulings import Decision, Ruling
from reports import form
from reports.book import Book, Line
from reports.formulas import BOUND, COSTS, HOLDS, MAY_COST, OPEN, OWNER, POINTS, PROBLEM, TAKEN, RowFormulas, Ruled
from reports.styles import Styles, cut, write_day, write_mark, write_text
from reports.wording import Wording, plain
from rules.finding import Outcome


def write_decision(sheet: Worksheet, row: int, column: int, words: str, ruling: Ruling | None, styles: Styles) -> None:
    """Writes the five cells of a decision, blank where there is none."""
    points = (ruling.points or Decimal(0)) if ruling and ruling.decision is Decision.CHANGED else None
    write_input(sheet, row, column, words, styles)
    write_mark(sheet, row, column + 1, points if words else None, styles.input_mark)
    write_input(sheet, row, column + 2, plain(ruling.reason) if ruling and words else "", styles)
    write_input(sheet, row, column + 3, plain(ruling.by) if ruling and words else "", styles)
    write_day(sheet, row, column + 4, ruling.on if ruling and words else None, styles.input_day)


def write_input(sheet: Worksheet, row: int, column: int, text: str, styles: Styles) -> None:
    """Writes a cell that people fill in."""
    if text:
        write_text(sheet, row, column, text, styles.input)
    else:
        sheet.write_blank(row, column, None, styles.input)


def said(line: Line, wording: Wording) -> str:
    """The word of the decision that counts on a finding, as its sheet has it; nothing where there is none."""
    ruling = line.item.ruling
    if ruling is None:
        return ""
    if line.doubtful:
        return wording.say(form.CHECKED[ruling.decision]) if ruling.decision in form.CHECKED else ""
    return wording.say(form.DECISIONS.get(ruling.decision, form.DECISIONS[Decision.UPHELD]))


def bound_decisions(
    sheet: Worksheet,
    column: int,
    choices: Mapping[tuple[str, ...], Sequence[int]],
    most: str,
    book: Book,
    wording: Wording,
) -> None:
    """Sets what the cells of decisions take: one of the words, points up to those in the column `most`, a day.

    `choices` has the rows in which the words may be chosen.
    """
    last = max((row for rows in choices.values() for row in rows), default=1)
    for words, rows in choices.items():
        choose(sheet, column, rows or [1], [wording.say(word) for word in words], wording)
    bounds = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": f"=${most}2",
        "error_title": wording.say("扣分超出范围"),
        "error_message": wording.say("只有“改为”才填；从 0 到这个问题最多可扣的分"),
    }
    sheet.data_validation(1, column + 1, last, column + 1, bounds)
    bound_days(sheet, column + 4, last, book, wording)


def bound_days(sheet: Worksheet, column: int, last: int, book: Book, wording: Wording) -> None:
    """Sets that a column takes days from the period's beginning on."""
    first = date(int(book.stage), 1, 1) if book.year_end else book.period.first
    dates = {
        "validate": "date",
        "criteria": ">=",
        "value": first,
        "error_title": wording.say("不是日期"),
        "error_message": wording.say("请填写日期，例如 {day}", day=str(book.on)),
    }
    sheet.data_validation(1, column, max(last, 1), column, dates)


def choose(sheet: Worksheet, column: int, rows: Sequence[int], source: Sequence[str] | str, wording: Wording) -> None:
    """Sets a drop-down list for some rows of a column: words of our own, or a range that holds others'."""
    told = {"error_title": wording.say("请从列表中选择"), "error_message": wording.say("请从下拉列表中选择一项")}
    validate(sheet, column, rows, {"validate": "list", "source": source, **told})


def validate(sheet: Worksheet, column: int, rows: Sequence[int], options: Mapping[str, Any]) -> None:
    """Sets what some rows of a column take; formulas among the options speak of the first of the rows."""
    ranges = [[first, column, last, column] for first, last in _runs(rows)]
    sheet.data_validation(*ranges[0], {**options, "other_cells": ranges} if len(ranges) > 1 else dict(options))


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows that follow each other, as first and last."""
    for _, run in groupby(enumerate(sorted(rows)), lambda pair: pair[1] - pair[0]):
        found = [row for _, row in run]
        yield found[0], found[-1]


def write_formulas(sheet: Worksheet, row: int, ruled: Ruled, formulas: RowFormulas, styles: Styles) -> None:
    """Writes a finding's hidden cells: where it is summed, and what it costs as decided, each with its value now."""
    line, first = formulas.line, len(ruled.columns)
    waiting = any(each.answer is None for each in line.appeals)
    for which, number in ((PROBLEM, line.problem), (OWNER, line.owner), (BOUND, line.bound)):
        sheet.write_number(row, first + which, float(number), styles.hidden)
    if waiting:
        told = said(line, formulas.wording)
        sheet.write_formula(row, first + TAKEN, formulas.taken(), styles.hidden, told)
        ruling = line.item.ruling
        points = (ruling.points or 0) if ruling and ruling.decision is Decision.CHANGED else ""
        sheet.write_formula(
            row, first + POINTS, formulas.points(), styles.hidden, float(points) if points != "" else ""
        )
    live = (
        (HOLDS, formulas.holds(), int(line.item.outcome is Outcome.FAILED)),
        (COSTS, formulas.costs(), float(line.costs)),
        (MAY_COST, formulas.may_cost(), float(line.may_cost)),
        (OPEN, formulas.open(), int(line.open)),
    )
    for which, formula, value in live:
        if formula == f"={value}":
            sheet.write_number(row, first + which, value, styles.hidden)
        else:
            sheet.write_formula(row, first + which, formula, styles.hidden, value)


def tell_open(sheet: Worksheet, row: int, column: int, line: Line, wording: Wording) -> None:
    """A note on the cell of a decision that is not as simple as it looks: people disagree, evidence changed, an appeal waits."""
    told = []
    if line.conflict:
        words = {**form.CHECKED, **form.DECISIONS}
        told = [
            wording.say("{by}：{words}", by=plain(each.by), words=wording.say(words[each.decision]))
            for each in line.conflict.rulings
        ]
        told.insert(0, wording.say("督查员意见不一，都没有计入："))
    if "changed" in line.item.open:
        told.append(wording.say("证据在填写意见之后变了：请重新查看，仍这样认为的把日期改为今天"))
    if "appeal" in line.item.open:
        told.append(wording.say("单位已申诉，见“申诉”表"))
    if told:
        sheet.write_comment(
            row, column, cut("\n".join(told)[:1000]), {"author": "gongkai", "x_scale": 2, "font_size": 9}
        )
