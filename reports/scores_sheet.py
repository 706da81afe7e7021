"""The workbook's arithmetic (计分): problem by problem, place by place, department by department, in formulas that follow decisions.

Each rounds to ten places, so that what a spreadsheet's numbers lose on the way never shows in a mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from checker.indicator import Sort
from checker.marks import group_scores
from checker.scheme import FULL, Sharing
from checker.scoring import ZERO, Score
from reports.book import Book, Held, Owner, Problem
from reports.formulas import COSTS, HOLDS, MAY_COST, OPEN, OWNER, PROBLEM, Ruled, doubts_sheet, found_sheet, quoted
from reports.styles import BAND, POINTS, RULE, Column, Styles, header, write_text
from reports.wording import DASH, Wording, plain

COLUMNS = (
    ("层次", 6),
    ("单位编号", 8),
    ("单位", 16),
    ("指标", 7),
    ("内容", 26),
    ("性质", 6),
    ("位置", 11),
    ("单价", 7),
    ("最多扣", 7),
    ("应得", 8),
    ("认定的合计", 8),
    ("待核实的合计", 8),
    ("扣分", 8),
    ("不能评定", 8),
    ("可评", 8),
    ("得分", 8),
    ("成立的条数或否决", 8),
    ("百分制可评", 8),
    ("百分制得分", 8),
    ("加分", 7),
    ("成绩", 8),
    ("待定的条数", 7),
)
LEVEL, ID, NAME, INDICATOR, WHAT, SORT, PLACE, EACH, MOST, DUE = range(10)
ASKED, IN_DOUBT, LOST, DOUBT, ASSESSABLE, EARNED, COUNT, OF_100, EARNED_100, BONUS, MARK, WAITING = range(10, 22)
GROUP = len(COLUMNS)  # hidden: the row of its group, by which a department's group is summed
SORTS = {Sort.DEDUCT: "扣分", Sort.VETO: "单项否决", Sort.BONUS: "加分"}
OWNERS, GROUPS, PLACES, PROBLEMS = "单位", "分组", "指标", "问题"


@dataclass(frozen=True)
class _Row:
    """One row, numbered as formulas do, in one style."""

    sheet: Worksheet
    number: int
    style: Format
    counts: Format

    def fixed(self, column: int, value: Decimal) -> None:
        """Writes a number."""
        self.sheet.write_number(self.number - 1, column, float(value), self._style(column))

    def live(self, column: int, formula: str, value: Decimal | str) -> None:
        """Writes a formula with the value that it has now; what is always nothing is no formula."""
        if formula == "=0":
            self.fixed(column, ZERO)
        else:
            cached = value if isinstance(value, str) else float(value)
            self.sheet.write_formula(self.number - 1, column, formula, self._style(column), cached)

    def _style(self, column: int) -> Format:
        return self.counts if column in (COUNT, WAITING) else self.style


class Scores:
    """Writes the sheet."""

    def __init__(self, sheet: Worksheet, book: Book, wording: Wording, styles: Styles) -> None:
        self._sheet, self._book, self._wording = sheet, book, wording
        self._ruled: tuple[Ruled, ...] = (found_sheet(book), doubts_sheet(book))
        cell = {"border": 1, "border_color": RULE, "valign": "vcenter"}
        bold = {**cell, "bold": True, "bg_color": BAND}
        self._text, self._mark = styles.add(**cell, text_wrap=True), styles.add(**cell, num_format=POINTS)
        self._owner_text, self._owner_mark = styles.add(**bold, text_wrap=True), styles.add(**bold, num_format=POINTS)
        self._count, self._owner_count = styles.add(**cell, num_format="0"), styles.add(**bold, num_format="0")
        self._faint = styles.add(**cell, text_wrap=True, font_color="#595959", indent=1)
        self._styles = styles

    def write(self) -> None:
        """Writes every department's part."""
        shown = [Column(self._wording.say(words), wide) for words, wide in COLUMNS]
        rows = self._book.owners[-1].last - 1 if self._book.owners else 0
        header(self._sheet, self._styles, shown, rows, hidden=1, frozen=5)
        write_text(self._sheet, 0, GROUP, self._wording.say("分组行"), self._styles.hidden)
        for owner in self._book.owners:
            self._owner(owner)
            for held in owner.held:
                self._held(owner, held)

    def _owner(self, owner: Owner) -> None:
        row = self._row(owner.row, OWNERS, owner, "", "")
        self._raw(row, owner, owner.standing.assessment.score, SORT, quoted(self._say(SORTS[Sort.DEDUCT])))
        self._out_of_100(row, owner)
        vetoes = any(each.vetoes for each in self._book.scheme.indicators)
        count = self._sum(owner, COUNT, LEVEL, quoted(self._say(PLACES))) if vetoes else "=0"
        row.live(COUNT, count, Decimal(sum(held.vetoes for held in owner.held)))
        row.live(BONUS, self._bonus(owner), owner.mark.bonus)
        row.live(MARK, self._total(row.number), DASH if owner.mark.total is None else owner.mark.total)
        waiting = "+".join(
            f"SUMIFS({each.whole(OPEN, self._wording)},{each.whole(OWNER, self._wording)},{row.number})"
            for each in self._ruled
        )
        row.live(WAITING, f"={waiting}", Decimal(sum(line.open for line in owner.lines)))

    def _raw(self, row: _Row, owner: Owner, score: Score, by: int, key: str) -> None:
        """The scheme's own points: sums over the rows of the department that have that key."""
        for column, value in (
            (DUE, score.possible),
            (LOST, score.assessable - score.earned),
            (DOUBT, score.possible - score.assessable),
            (ASSESSABLE, score.assessable),
            (EARNED, score.earned),
        ):
            row.live(column, self._sum(owner, column, by, key), value)

    def _out_of_100(self, row: _Row, owner: Owner) -> None:
        """Out of 100: what does not apply leaves its points to all the rest, or to its own group."""
        score, at = owner.mark.score, row.number
        scaled = self._book.scheme.sharing is Sharing.SCALE
        groups = [] if scaled else list(self._groups(owner))
        for column, source, value in ((OF_100, ASSESSABLE, score.assessable), (EARNED_100, EARNED, score.earned)):
            if scaled:
                formula = f"=IF(J{at}=0,0,{_letter(source)}{at}*{FULL}/J{at})"
            else:
                formula = f"=SUM({_letter(column)}{groups[0]}:{_letter(column)}{groups[-1]})" if groups else "=0"
            row.live(column, formula, value)

    def _groups(self, owner: Owner) -> Iterator[int]:
        """Writes a row for each group that keeps its points, and tells its number."""
        scheme = self._book.scheme
        weights, scores = scheme.group_points(), group_scores(owner.standing.assessment, scheme)
        alive = sum((weights[group] for group in owner.groups), ZERO)
        for group, number in owner.groups.items():
            row = self._row(number, GROUPS, owner, "", group)
            self._raw(row, owner, scores[group], GROUP, str(number))
            weighed = scores[group].out_of(FULL * weights[group] / alive)
            share = f"{FULL}*{weights[group]}/{alive}/J{number}"
            row.live(OF_100, f"=O{number}*{share}", weighed.assessable)
            row.live(EARNED_100, f"=P{number}*{share}", weighed.earned)
            yield number

    def _sum(self, owner: Owner, column: int, by: int, key: str) -> str:
        """The sum over a department's own rows that have that key."""
        first, last = owner.row + 1, max(owner.last, owner.row + 1)
        what, where = (f"${letter}${first}:${letter}${last}" for letter in (_letter(column), _letter(by)))
        return f"=ROUND(SUMIFS({what},{where},{key}),10)"

    def _bonus(self, owner: Owner) -> str:
        scheme, row = self._book.scheme, owner.row
        if not any(each.sort is Sort.BONUS for each in scheme.indicators):
            return "=0"
        total = self._sum(owner, EARNED, SORT, quoted(self._say(SORTS[Sort.BONUS]))).removeprefix("=")
        if scheme.bonus_above:
            total = f"IF(ROUND(ROUND(S{row}/R{row}*{FULL},10),2)>{scheme.bonus_above},{total},0)"
        return f"=IF(Q{row}>0,0,IF(R{row}=0,0,{total}))"

    def _total(self, row: int) -> str:
        mark = f"ROUND(ROUND(MIN(S{row}/R{row}*{FULL}+T{row},{self._book.scheme.at_most}),10),2)"
        return f"=IF(Q{row}>0,0,IF(R{row}=0,{quoted(DASH)},{mark}))"

    def _held(self, owner: Owner, held: Held) -> None:
        """An indicator in one place, and its problems."""
        indicator, at = held.indicator, held.row
        row = self._row(at, PLACES, owner, indicator.id, self._say(indicator.title), held, SORTS[indicator.sort])
        row.fixed(MOST, held.limit)
        row.fixed(DUE, held.share)
        first, last = at + 1, at + len(held.problems)
        lost, doubt = (
            f"=ROUND(MIN(I{at},SUM(M{first}:M{last})),10)",
            f"=ROUND(MIN(I{at}-M{at},SUM(N{first}:N{last})),10)",
        )
        row.live(LOST, lost if held.problems else "=0", held.lost)
        row.live(DOUBT, doubt if held.problems else "=0", held.doubt)
        row.live(ASSESSABLE, f"=ROUND(J{at}-N{at},10)", held.share - held.doubt)
        row.live(EARNED, f"=ROUND(J{at}-N{at}-M{at},10)", held.share - held.doubt - held.lost)
        if indicator.vetoes:
            row.live(COUNT, _vetoes(held), Decimal(held.vetoes))
        if indicator.sort is Sort.DEDUCT and indicator.group in owner.groups:
            self._sheet.write_number(at - 1, GROUP, owner.groups[indicator.group], self._styles.hidden)
        for problem in held.problems:
            self._problem(owner, held, problem)

    def _problem(self, owner: Owner, held: Held, problem: Problem) -> None:
        rule, at = held.indicator.rule, problem.row
        words = self._wording.problem(rule, problem.name) if problem.name else self._say("整项不能评定")
        row = self._row(at, PROBLEMS, owner, held.indicator.id, words, held)
        row.fixed(EACH, problem.each)
        row.fixed(MOST, problem.at_most)
        row.live(ASKED, self._summed(problem, COSTS), problem.asked)
        row.live(IN_DOUBT, self._summed(problem, MAY_COST), problem.in_doubt)
        row.live(LOST, f"=MIN(I{at},K{at})", problem.lost)
        row.live(DOUBT, f"=ROUND(MIN(I{at},K{at}+L{at})-M{at},10)", problem.doubt)
        if held.indicator.vetoes:
            row.live(COUNT, self._summed(problem, HOLDS), Decimal(problem.count))

    def _summed(self, problem: Problem, which: int) -> str:
        """The sum over a problem's findings, on the sheets on which it has some."""
        kinds = {line.doubtful for line in problem.lines} - ({False} if which == MAY_COST else set())
        sheets = [each for each, doubtful in zip(self._ruled, (False, True), strict=True) if doubtful in kinds]
        sums = [
            f"SUMIFS({each.whole(which, self._wording)},{each.whole(PROBLEM, self._wording)},{problem.row})"
            for each in sheets
        ]
        return f"=ROUND({'+'.join(sums)},10)" if sums else "=0"

    def _row(
        self, number: int, level: str, owner: Owner, indicator: str, what: str, held: Held | None = None, sort: str = ""
    ) -> _Row:
        """A row with its texts written and its numbers empty."""
        bold = level in (OWNERS, GROUPS)
        text, style = (self._owner_text, self._owner_mark) if bold else (self._text, self._mark)
        cells = (level, owner.department.id, owner.department.name, indicator, what, sort)
        for column, words in enumerate(cells):
            told = self._say(words) if column in (LEVEL, SORT) else plain(words)
            write_text(
                self._sheet, number - 1, column, told, self._faint if level == PROBLEMS and column == WHAT else text
            )
        write_text(self._sheet, number - 1, PLACE, self._wording.place(held.place) if held else "", text)
        for column in range(EACH, len(COLUMNS)):
            self._sheet.write_blank(number - 1, column, None, style)
        return _Row(self._sheet, number, style, self._owner_count if bold else self._count)

    def _say(self, words: str) -> str:
        return self._wording.say(words)


def _vetoes(held: Held) -> str:
    """The formula of 1 where so many findings of the problems that veto hold."""
    rows = {each.name: f"Q{each.row}" for each in held.problems}
    counts = (
        ("+".join(rows[name] for name in sorted(veto.problems) if name in rows), veto) for veto in held.indicator.vetoes
    )
    reached = [f"{count}>={veto.count}" for count, veto in counts if count]
    return f"=IF(OR({','.join(reached)}),1,0)" if reached else "=0"


def _letter(column: int) -> str:
    return chr(ord("A") + column)
