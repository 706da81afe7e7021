"""The workbook's ranking (排名): marks, grades and ranks in formulas over the sheet of scores, groups apart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from checker.marks import ENOUGH, grade, rounded
from checker.matrix import ONLINE
from checker.scheme import FULL
from reports import form
from reports.book import TOP, Book, Owner
from reports.formulas import quoted, tab
from reports.styles import HEAD, POINTS, RULE, Column, Styles, header, write_text
from reports.wording import DASH, Wording, plain

COLUMNS = (
    ("名次", 7),
    ("组别", 14),
    ("单位编号", 10),
    ("单位", 30),
    ("成绩", 9),
    ("等次", 9),
    ("状态", 7),
    ("网上得分/70", 10),
    ("应得", 8),
    ("不能评定", 8),
    ("可评", 8),
    ("扣分", 8),
    ("得分", 8),
    ("加分", 7),
    ("否决", 6),
    ("待定的条数", 7),
)
RANK, GROUP, ID, NAME, MARK, GRADE, STATE, OF_70 = range(8)
RANKED = len(COLUMNS)  # hidden: 1 where enough could be assessed for a rank
# Our columns and those of the sheet of scores that they show.
SHOWN = ((8, "J"), (9, "N"), (10, "O"), (11, "M"), (12, "P"), (13, "T"), (14, "Q"), (15, "V"))


class Ranking:
    """Writes the sheet."""

    def __init__(self, sheet: Worksheet, book: Book, wording: Wording, styles: Styles) -> None:
        self._sheet, self._book, self._wording, self._styles = sheet, book, wording, styles
        base = {"border": 1, "border_color": RULE, "valign": "vcenter"}
        first = {**base, "top": 2, "top_color": HEAD}
        self._formats = {
            is_first: {
                "text": styles.add(**given, text_wrap=True),
                "mark": styles.add(**given, num_format=POINTS),
                "online": styles.add(**given, num_format="0.00"),
                "main": styles.add(**given, num_format="0.00", bold=True),
                "count": styles.add(**given, num_format="0"),
                "middle": styles.add(**given, align="center"),
            }
            for is_first, given in ((False, base), (True, first))
        }

    def write(self) -> None:
        """Writes everyone, group after group, each begun by a stronger line."""
        rank = "名次" if self._book.whole else "名次（全市，导出时）"
        names = [rank, *(words for words, _ in COLUMNS[1:])]
        shown = [Column(self._wording.say(words), wide) for words, (_, wide) in zip(names, COLUMNS, strict=True)]
        header(self._sheet, self._styles, shown, len(self._book.owners), hidden=1, frozen=4)
        write_text(self._sheet, 0, RANKED, self._wording.say("可排名"), self._styles.hidden)
        group = None
        for row, owner in enumerate(self._book.ranked, TOP):
            self._row(row, owner, self._formats[group is not None and owner.standing.group != group])
            group = owner.standing.group
        self._colour()

    def _row(self, row: int, owner: Owner, formats: dict[str, Format]) -> None:
        standing, department = owner.standing, owner.department
        for column, text in (
            (GROUP, self._wording.say(standing.group)),
            (ID, department.id),
            (NAME, plain(department.name)),
        ):
            write_text(self._sheet, row - 1, column, text, formats["text"])
        marked = owner.mark.total is not None
        self._live(row, MARK, f"={self._at(owner, 'U')}", _or_dash(owner.mark.total), formats["main"])
        assessable = self._at(owner, "R")
        enough = f"=IF(OR($O{row}>0,AND({assessable}>0,ROUND({assessable},10)>={ENOUGH * FULL})),1,0)"
        self._live(row, RANKED, enough, Decimal(int(standing.is_rankable)), self._styles.hidden)
        self._rank(row, standing.rank, formats["middle"])
        self._live(row, GRADE, self._grade(row), self._graded(owner), formats["middle"])
        state = self._wording.say("暂定")
        self._live(
            row,
            STATE,
            f'=IF(P{row}>0,{quoted(state)},"")',
            state if standing.assessment.provisional else "",
            formats["middle"],
        )
        online = rounded(owner.mark.online.earned) if marked else DASH
        self._live(row, OF_70, self._online(row, owner), online, formats["online"])
        for (column, source), value in zip(SHOWN, _values(owner), strict=True):
            self._live(row, column, f"={self._at(owner, source)}", value, formats["mark" if column < 14 else "count"])

    def _rank(self, row: int, rank: int | None, style: Format) -> None:
        """One more than those of the group whose printed mark is better; where not everyone is here, as it was."""
        told = DASH if rank is None else Decimal(rank)
        if not self._book.whole:
            if isinstance(told, str):
                write_text(self._sheet, row - 1, RANK, told, style)
            else:
                self._sheet.write_number(row - 1, RANK, int(told), style)
            return
        last = max(len(self._book.owners), 1) + 1
        groups, ranked, marks = (f"${letter}${TOP}:${letter}${last}" for letter in "BQE")
        better = f'COUNTIFS({groups},$B{row},{ranked},1,{marks},">"&$E{row})'
        self._live(row, RANK, f"=IF($Q{row}=1,1+{better},{quoted(DASH)})", told, style)

    def _grade(self, row: int) -> str:
        """The first grade whose least mark is reached; the last one when vetoed, none without a rank."""
        grades = len(self._book.scheme.grades)
        about = tab(self._wording.say(form.ABOUT))
        names = [f"{about}$H${TOP + number}" for number in range(grades)]
        leasts = [f"{about}$I${TOP + number}" for number in range(grades)]
        found = names[-1]
        for name, least in reversed(list(zip(names[:-1], leasts[:-1], strict=True))):
            found = f"IF($E{row}>={least},{name},{found})"
        return f"=IF($O{row}>0,{names[-1]},IF($Q{row}=1,{found},{quoted(DASH)}))"

    def _graded(self, owner: Owner) -> str:
        vetoed = bool(owner.mark.vetoes)
        found = grade(owner.mark.total, self._book.scheme, vetoed=vetoed)
        return self._wording.say(found.name) if found and (vetoed or owner.standing.is_rankable) else DASH

    def _online(self, row: int, owner: Owner) -> str:
        """Out of the year's 70 online points."""
        earned, assessable = self._at(owner, "S"), self._at(owner, "R")
        share = f"{ONLINE}/{FULL}"
        points = f"ROUND(ROUND(MIN(({earned}+$N{row}*{assessable}/{FULL})*{share},{assessable}*{share}),10),2)"
        return f"=IF($O{row}>0,0,IF({assessable}=0,{quoted(DASH)},{points}))"

    def _at(self, owner: Owner, column: str) -> str:
        """A department's cell on the sheet of scores; fixed, so that the ranking can be sorted."""
        return f"{tab(self._wording.say(form.SCORES))}${column}${owner.row}"

    def _live(self, row: int, column: int, formula: str, value: Decimal | str, style: Format) -> None:
        self._sheet.write_formula(row - 1, column, formula, style, value if isinstance(value, str) else float(value))

    def _colour(self) -> None:
        """What is provisional, and the vetoes, catch the eye."""
        last = max(len(self._book.owners), 1)
        doubt = self._styles.add(font_color="#9C5700", bg_color="#FFEB9C")
        bad = self._styles.add(font_color="#9C0006", bg_color="#FFC7CE")
        self._sheet.conditional_format(
            1, STATE, last, STATE, {"type": "cell", "criteria": "!=", "value": '""', "format": doubt}
        )
        self._sheet.conditional_format(1, 14, last, 14, {"type": "cell", "criteria": ">", "value": 0, "format": bad})


def _or_dash(value: Decimal | None) -> Decimal | str:
    return DASH if value is None else value


def _values(owner: Owner) -> Iterator[Decimal]:
    """What the columns of `SHOWN` have now."""
    raw = owner.standing.assessment.score
    yield from (raw.possible, raw.possible - raw.assessable, raw.assessable, raw.assessable - raw.earned, raw.earned)
    yield owner.mark.bonus
    yield Decimal(sum(held.vetoes for held in owner.held))
    yield Decimal(sum(line.open for line in owner.lines))
