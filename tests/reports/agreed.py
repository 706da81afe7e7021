"""Whether a workbook's formulas, once people have filled it in, say what the program says when it has taken that in."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl

from checker.appeals import Appeal
from checker.decided import decided
from checker.rulings import Decision, Ruling
from checker.scheme import Scheme
from checker.scoring import Assessment
from reports import form
from reports.book import Book, Line
from reports.wording import Wording
from reports.workbook import write_workbook
from tests.reports import books_made as made
from tests.reports.recalculated import printed, recalculated

DECIDES = {form.FOUND: "督查员意见", form.DOUBTS: "核实结果", form.APPEALS: "答复"}


def filled(path: Path, into: Path, said: Iterable[tuple[str, str, Ruling]]) -> None:
    """Writes decisions into a workbook: sheet, the row's id, what is decided."""
    book = openpyxl.load_workbook(path)
    rows = {name: _rows(book[name]) for name in DECIDES}
    for name, id, ruling in said:
        sheet, (headings, found) = book[name], rows[name]
        words = form.CHECKED if name == form.DOUBTS else form.DECISIONS
        points = float(ruling.points) if ruling.points is not None else None
        cells = (words[ruling.decision], points, ruling.reason, ruling.by, ruling.on)
        for column, value in enumerate(cells, headings[DECIDES[name]]):
            sheet.cell(found[id], column, value)
    book.save(into)


def _rows(sheet) -> tuple[dict[str, int], dict[str, int]]:
    headings = {cell.value: cell.column for cell in sheet[1]}
    ids = {sheet.cell(row, headings[form.KEY]).value: row for row in range(2, sheet.max_row + 1)}
    return headings, ids


def compared(
    rules: Scheme, machine: tuple[Assessment, ...], chance: random.Random, folder: Path
) -> tuple[int, list[str]]:
    """How many formulas were compared after random decisions and answers to appeals, and what differs."""
    blank = made.book(rules, machine, made.untouched(rules, machine))
    appeals = tuple(_appeals(chance, blank.lines))
    words = {line.name.key: list(_said_before(chance, line)) for line in blank.lines if chance.random() < 0.2}
    before = made.book(rules, machine, decided(machine, rules, words, appeals), appeals)
    fresh = (line for line in before.lines if not words.get(line.name.key))
    rulings = [ruling for line in fresh if (ruling := made.decision(chance, line))]
    answers = [_answer(chance, each, before) for each in appeals]
    write_workbook(folder / "given.xlsx", before, Wording())
    sheets = {line.name.key: form.DOUBTS if line.doubtful else form.FOUND for line in before.lines}
    names = {line.name.key: str(line.name) for line in before.lines}
    told = [(sheets[each.finding], names[each.finding], each) for each in rulings]
    told += [(form.APPEALS, names[each.finding], each) for each in answers if each]
    filled(folder / "given.xlsx", folder / "back.xlsx", told)
    for each in (*rulings, *(answer for answer in answers if answer)):
        words.setdefault(each.finding, []).append(each)
    answered = tuple(replace(each, answer=answer) for each, answer in zip(appeals, answers, strict=True))
    after = made.book(rules, machine, decided(machine, rules, words, answered), answered)
    write_workbook(folder / "after.xlsx", after, Wording())
    return differences(recalculated(folder / "back.xlsx", folder), folder / "after.xlsx", folder / "given.xlsx")


def _said_before(chance: random.Random, line: Line) -> Iterable[Ruling]:
    """What people had decided before the workbook was written: on what the evidence was then, or at odds with each other."""
    ruling = made.decision(chance, line)
    if ruling:
        how = chance.choice(("as it is", "on other evidence", "at odds"))
        yield replace(ruling, by="赵", seen="0000" if how == "on other evidence" else ruling.seen)
        if how == "at odds":
            yield replace(ruling, by="钱", decision=Decision.CHANGED, points=line.bound / 3)


def _appeals(chance: random.Random, lines: Sequence[Line]) -> Iterable[Appeal]:
    chosen = chance.sample(list(lines), min(len(lines), 6))
    for number, line in enumerate(chosen, 1):
        yield Appeal(number, line.name.key, line.name.seen, "已公开", "某局", made.ON)


def _answer(chance: random.Random, appeal: Appeal, book: Book) -> Ruling | None:
    line = next(each for each in book.lines if each.name.key == appeal.finding)
    what = chance.choice((None, Decision.UPHELD, Decision.REVOKED, Decision.CHANGED))
    if what is None:
        return None
    points = line.bound / 2 if what is Decision.CHANGED else None
    return Ruling(appeal.finding, line.name.seen, what, points, "已核对", "领导", made.ON, "made", settles=True)


def differences(calculated: openpyxl.Workbook, after: Path, given: Path) -> tuple[int, list[str]]:
    """Every formula of the ranking and of the scores, row by row, where it says other than the program."""
    said, formulas = openpyxl.load_workbook(after, data_only=True), openpyxl.load_workbook(given)
    count, differ = 0, []
    for name in (form.RANKING, form.SCORES):
        by_id = name == form.RANKING
        theirs, ours = _lines(calculated[name], by_id), _lines(said[name], by_id)
        for id, cells in _lines(formulas[name], by_id).items():
            for column, cell in cells.items():
                if cell.data_type == "f":
                    count += 1
                    one, other = printed(theirs[id][column].value), printed(ours[id][column].value)
                    if one != other:
                        differ.append(f"{name} {id} {column}: {one} for {other} {cell.value}")
    return count, differ


def _lines(sheet, by_id: bool) -> dict:
    rows = list(sheet.iter_rows(min_row=2))
    return {(row[2].value if by_id else row[0].row): {cell.column: cell for cell in row} for row in rows}
