"""The workbook's form of the inspection on site (实地检查): a line for each department, matter and time that it is owed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from checker.scheme import Scheme
from checker.visits import Disagreement, SiteMark
from crawler.period import Period
from crawler.roster import Department
from reports import form
from reports.about_sheet import Answers, answers
from reports.book import TOP, Book, Task
from reports.decision_cells import bound_days, choose, validate, write_input
from reports.styles import Styles, cut, header, write_day, write_mark, write_row, write_text
from reports.wording import Wording, plain

COLUMNS = form.ON_SITE_COLUMNS
FULL, ANSWER, POINTS = (form.at(COLUMNS, words) for words in ("满分", "结果", "得分"))
SEEN, NOTE, BY, KEY = (form.at(COLUMNS, words) for words in ("日期、版面或地点", "情况", "姓名", form.KEY))
ON = form.at(COLUMNS, "日期")


def tasks(
    departments: Iterable[tuple[Department, str]],
    scheme: Scheme,
    stage: Period | int,
    marks: Mapping[str, SiteMark | Disagreement],
) -> Iterator[Task]:
    """What each department owes on site in a month, or for a year, in the order of the departments, of the scheme and of the days.

    `departments` come with the group in which they compete.
    """
    for department, group in departments:
        for matter in scheme.on_site:
            if matter.binds(department.kinds):
                spans = matter.year_end(stage) if isinstance(stage, int) else matter.spans(stage)
                for span in spans:
                    yield Task(group, department, matter, span, marks.get(matter.key(department.id, span)))


def onsite(sheet: Worksheet, book: Book, wording: Wording, styles: Styles) -> None:
    """A line for each task with cells to fill in; what an answer is worth is told by a formula."""
    shown = form.columns(COLUMNS, wording)
    header(sheet, styles, shown, len(book.tasks), frozen=3, printed=len(shown) - 1)
    lists = answers(book)
    rows: dict[str, list[int]] = {}
    for row, task in enumerate(book.tasks, 1):
        write_row(sheet, row, _cells(task, wording), shown, styles.text)
        write_mark(sheet, row, FULL, task.matter.points, styles.mark)
        _write_mark(sheet, row, task, lists.get(task.matter.id), wording, styles)
        write_text(sheet, row, KEY, task.key, styles.key)
        rows.setdefault(task.matter.id if task.matter.answers else "", []).append(row)
    for matter, those in rows.items():
        source = lists[matter].choices(wording) if matter else [wording.say(form.UNSEEN)]
        choose(sheet, ANSWER, those, source, wording)
    _bound(sheet, book, rows.get("", []), wording)


def _bound(sheet: Worksheet, book: Book, rows: list[int], wording: Wording) -> None:
    """Points between 0 and the full ones where no answer decides, and days."""
    if rows:
        bounds = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": f"=${xl_col_to_name(FULL)}{rows[0] - 1 + TOP}",
            "error_title": wording.say("得分超出范围"),
            "error_message": wording.say("请填 0 到满分之间的数；没有打分的留空，不要填 0"),
        }
        validate(sheet, POINTS, rows, bounds)
    bound_days(sheet, ON, len(book.tasks), book, wording)


def _write_mark(
    sheet: Worksheet, row: int, task: Task, listed: Answers | None, wording: Wording, styles: Styles
) -> None:
    mark = task.mark if isinstance(task.mark, SiteMark) else None
    write_input(sheet, row, ANSWER, wording.say(mark.answer) if mark and mark.answer else "", styles)
    points = mark.points if mark else None
    if listed is None:
        write_mark(sheet, row, POINTS, points, styles.input_mark)
    else:
        cell = f"${xl_col_to_name(ANSWER)}{row - 1 + TOP}"
        value: Decimal | None = task.matter.answers.get(mark.answer) if mark else None
        sheet.write_formula(
            row, POINTS, listed.worth(cell, wording), styles.mark, "" if value is None else float(value)
        )
    for column, text in (
        (SEEN, mark.seen if mark else ""),
        (NOTE, mark.note if mark else ""),
        (BY, mark.by if mark else ""),
    ):
        write_input(sheet, row, column, plain(text), styles)
    write_day(sheet, row, ON, mark.on if mark else None, styles.input_day)
    if isinstance(task.mark, Disagreement):
        told = [wording.say("{by}：{words}", by=plain(each.by), words=_said(each, wording)) for each in task.mark.marks]
        told.insert(0, wording.say("督查员打分不一，都没有计入："))
        sheet.write_comment(
            row, ANSWER, cut("\n".join(told)[:1000]), {"author": "gongkai", "x_scale": 2, "font_size": 9}
        )


def _said(mark: SiteMark, wording: Wording) -> str:
    answer = wording.say(mark.answer) if mark.answer else ""
    return answer or wording.mark(mark.points)


def _cells(task: Task, wording: Wording) -> list[str]:
    matter = task.matter
    texts = (matter.title, matter.where, matter.asks, matter.source)
    title, where, asks, source = (wording.say(plain(text)) if text else "" for text in texts)
    about = [task.department.id, wording.say(task.group), plain(task.department.name)]
    return [*about, title, where, form.days(task.span, wording), asks, source]
