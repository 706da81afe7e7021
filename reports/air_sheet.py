"""The workbook's air calendar (空气日历): the days of a month one below the other, both places beside each other, on one page."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.air_colours import colour, ink
from reports.air_days import RULE, SOUND, Calendar, Cell, Column, rest_of
from reports.air_words import STATES, WEEKDAYS, level, primary, together
from reports.styles import FONT, LINE, write_text
from reports.wording import Wording, plain, width
from rules.air.daily.day import MISSING, THERE
from rules.finding import Finding, Outcome

DAYS = (("日期", 10), ("星期", 6))
EACH = (("指数", 6), ("级别", 11), ("首要污染物", 12), ("发布日期", 10), ("问题", 32))  # of each place
TITLE, PLACES, HEADS, FIRST = range(4)  # rows
NAME = 31  # characters that a sheet's name may have
MOST_LINES = 4


def sheet_names(found: Sequence[Calendar], wording: Wording) -> list[str]:
    """A name for the sheet of each department: only the title when there is one, else with the department's id or a number."""
    title = wording.say("空气日历")
    if len(found) == 1:
        return [title]
    names: list[str] = []
    for number, each in enumerate(found, 1):
        name = f"{title} {each.department.id}"
        names.append(name if len(name) <= NAME else f"{title} {number}")
    return names


class _Formats:
    """The formats of such a sheet; one for each colour, made when it is first asked for."""

    def __init__(self, book: Workbook) -> None:
        base = {"font_name": FONT, "font_size": 9, "valign": "vcenter"}
        self._book, self._cell = book, {**base, "border": 1, "border_color": "#D9D9D9", "align": "center"}
        self._colours: dict[str, Format] = {}
        self.title = book.add_format({**base, "bold": True, "font_size": 14})
        self.head = book.add_format({**self._cell, "bold": True, "bg_color": "#E7EEF7", "text_wrap": True})
        self.cell = book.add_format(self._cell)
        self.rest = book.add_format({**self._cell, "bg_color": "#F2F2F2"})
        self.text = book.add_format({**self._cell, "align": "left", "text_wrap": True})
        self.bad = book.add_format({**self._cell, "bold": True, "font_color": "#C00000"})
        self.doubt = book.add_format({**self._cell, "font_color": "#9C5700"})
        self.note = book.add_format({**base, "text_wrap": False})

    def on(self, ground: str) -> Format:
        """The format of a cell of that colour."""
        if ground not in self._colours:
            more = {"bg_color": ground, "font_color": ink(ground)} if ground else {}
            self._colours[ground] = self._book.add_format({**self._cell, **more})
        return self._colours[ground]


def air_sheet(book: Workbook, sheet: Worksheet, found: Calendar, wording: Wording) -> None:
    """Writes a department's month: index and grade in the grade's colour, pollutant, day of posting, problems."""
    formats, say = _Formats(book), wording.say
    name = plain(found.department.name)
    title = say("{name}　{period}　空气质量日历", name=name, period=str(found.period))
    sheet.write_string(TITLE, 0, title, formats.title)
    sheet.set_row(TITLE, 2 * LINE)
    _heads(sheet, found, wording, formats)
    for row, day in enumerate(found.period.days(), FIRST):
        rest = formats.rest if day.isoweekday() > 5 else formats.cell
        sheet.write_string(row, 0, wording.day(day), rest)
        sheet.write_string(row, 1, say(WEEKDAYS[day.weekday()]), rest)
        lines = [_cells(sheet, row, at, column, wording, formats) for at, column in enumerate(found.columns)]
        sheet.set_row(row, LINE * min(max(lines, default=1), MOST_LINES))
    last = FIRST + found.period.last.day
    for row, line in enumerate(_notes(found, wording), last):
        write_text(sheet, row, 0, line, formats.note)
    sheet.freeze_panes(FIRST, len(DAYS))
    sheet.protect("", {"format_columns": True, "format_rows": True})


def one_page(sheet: Worksheet) -> None:
    """Sets the page so that the month is one sheet of A4."""
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()


def _heads(sheet: Worksheet, found: Calendar, wording: Wording, formats: _Formats) -> None:
    for column, (words, wide) in enumerate(DAYS):
        sheet.set_column(column, column, wide)
        sheet.merge_range(PLACES, column, HEADS, column, wording.say(words), formats.head)
    for at, each in enumerate(found.columns):
        left = len(DAYS) + at * len(EACH)
        place = wording.place(each.place)
        if each.area:
            place = wording.say("{place}（按“{area}”的日报）", place=place, area=plain(each.area))
        sheet.merge_range(PLACES, left, PLACES, left + len(EACH) - 1, "", formats.head)
        write_text(sheet, PLACES, left, place, formats.head)
        for column, (words, wide) in enumerate(EACH, left):
            sheet.set_column(column, column, wide)
            sheet.write_string(HEADS, column, wording.say(words), formats.head)


def _cells(sheet: Worksheet, row: int, at: int, column: Column, wording: Wording, formats: _Formats) -> int:
    """Writes a day of a place; returns how many lines its problems take."""
    cell, left = column.cells[row - FIRST], len(DAYS) + at * len(EACH)
    bulletin, ground = cell.bulletin, formats.on(colour(*cell.rated) if cell.rated else "")
    if bulletin is None or bulletin.index is None:
        words, _, _ = STATES[cell.state]
        sheet.write_string(row, left, wording.say(words), formats.bad if cell.state == MISSING else formats.doubt)
    else:
        sheet.write_number(row, left, bulletin.index, ground)
    grade = plain(bulletin.grade) or level(bulletin) if bulletin else ""
    write_text(sheet, row, left + 1, wording.say(grade), ground)
    write_text(sheet, row, left + 2, primary(bulletin, wording) if bulletin else "", formats.cell)
    posted = wording.day(bulletin.posted) if bulletin and bulletin.posted else ""
    write_text(sheet, row, left + 3, posted, formats.cell)
    told = wording.joined(_problems(cell, wording))
    write_text(sheet, row, left + 4, told, formats.text)
    return -(-max(width(told), 1) // (EACH[-1][1] - 1))


def _problems(cell: Cell, wording: Wording) -> list[str]:
    """What was found of a day in few words; how it was found stands in the sheet of findings."""
    found = [each for each in cell.findings if each.outcome not in SOUND]
    return list(dict.fromkeys(_problem(each, wording) for each in found))


def _problem(finding: Finding, wording: Wording) -> str:
    words = wording.problem(RULE, finding.problem) if finding.problem else ""
    rest = plain(rest_of(finding))
    told = wording.say("{problem}：{subject}", problem=words, subject=rest) if rest and words else words
    if finding.outcome is Outcome.FAILED:
        return told
    return wording.say("{outcome}：{problem}", outcome=wording.outcome(finding.outcome), problem=told)


def _notes(found: Calendar, wording: Wording) -> list[str]:
    """Below the days: counts, what concerns no day, and the words that stand for days without an index."""
    lines = []
    for column in found.columns:
        place, given = wording.place(column.place), str(len(column.of(THERE)))
        parts = [wording.say("{place}：{given}/{days} 天有指数", place=place, given=given, days=str(len(column.cells)))]
        for state, (words, _, _) in STATES.items():
            if days := column.of(state):
                told = {"words": wording.say(words), "count": str(len(days)), "which": together(days, wording)}
                parts.append(wording.say("{words} {count} 天（{which}）", **told))
        parts += [_problem(each, wording) for each in column.findings if each.outcome not in SOUND]
        lines.append("　".join(parts))
    return lines
