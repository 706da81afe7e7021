"""The inspectors' workbooks of a month, or of the year-end inspection: one for all, for each inspector, or for each department."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.appeals import Appeal
from checker.decisions import Decisions
from checker.visits import Disagreement, SiteMark, standing_marks
from crawler.period import Period
from reports.air_days import Calendar
from reports.air_seen import calendars
from reports.book import Book
from reports.docket_view import Docket, docket_of
from reports.inspectors import FILES, Inspector, inspectors_file, read_inspectors
from reports.layout import Layout
from reports.onsite_sheet import tasks
from reports.session import Session, Usage
from reports.standing import standings
from reports.stored import Results
from reports.wording import plain
from reports.workbook import write_workbook
from reports.workspace import Workspace

ALL, INSPECTOR, DEPARTMENT = "all", "inspector", "department"
LONGEST_NAME = 20


@dataclass(frozen=True)
class Part:
    """A part of the city that gets a workbook of its own: `departments` by id, None for everyone."""

    name: str  # what its file is called by
    scope: str
    departments: frozenset[str] | None = None


@dataclass(frozen=True)
class Kept:
    """What is kept of a month beside its results."""

    marks: Mapping[str, SiteMark | Disagreement]
    appeals: Sequence[Appeal] = ()
    docket: Docket | None = None
    air: Sequence[Calendar] = ()


def export(session: Session, workspace: Workspace, results: Results) -> None:
    """Writes the workbooks, to --output or below var/export.

    Raises Refusal for faults in the file of inspectors, Usage when there is nothing that could be written.
    """
    per, year_end = getattr(session.options, "per", ALL), getattr(session.options, "year_end", False)
    year = results.scheme.year_ended(results.period)
    stage = str(year) if year_end else str(results.period)
    if year_end and not any(list(each.year_end(year)) for each in results.scheme.on_site):
        raise Usage("考核方案“{scheme}”没有年终实地检查的事项", scheme=results.scheme.id)
    parts = list(_parts(session, workspace, results, per))
    kept = _kept(workspace, results, stage, session.today, year_end=year_end)
    stem = f"gongkai-{stage}-year-end" if year_end else f"gongkai-{stage}"
    folder = workspace.var / "export"
    for part in parts:
        if per == ALL:
            path = Path(session.options.output) if session.options.output else folder / f"{stem}.xlsx"
        else:
            inside = Path(session.options.output) if session.options.output else folder / f"{stem}-{per}"
            path = inside / f"{stem}-{part.name}.xlsx"
            if inside.exists() and not inside.is_dir():
                raise Usage("{path} 不是目录，几个表格要写到目录里", path=str(inside))
        path.parent.mkdir(parents=True, exist_ok=True)
        write_workbook(path, _book(session, workspace, results, kept, part, stage), session.wording)
        session.say("已写出 {path}", path=str(path))


def _parts(session: Session, workspace: Workspace, results: Results, per: str) -> Iterator[Part]:
    """Whose workbooks are written; tells of departments that no inspector has."""
    departments = [each.department for each in results.assessments]
    if per == ALL:
        yield Part("", session.wording.say("全部"))
    elif per == DEPARTMENT:
        yield from (Part(each.id, each.id, frozenset((each.id,))) for each in departments)
    else:
        found = read_inspectors(inspectors_file(workspace.folder), workspace.roster())
        if not found:
            raise Usage("没有督查员的名单：请在工作区中放入 {file}，表头为“督查员,单位编号”", file=FILES[0])
        theirs = {id for each in found for id in each.departments}
        without = [each.id for each in departments if each.id not in theirs]
        if without:
            session.complain("没有督查员的单位：{ids}", ids=without)
        for number, each in enumerate(found, 1):
            yield Part(_file_name(number, each), plain(each.name), frozenset(each.departments))


def _file_name(number: int, inspector: Inspector) -> str:
    """A file's name of the inspector's number and of what no file system could misread in the name."""
    safe = re.sub(r"[^0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff]", "", inspector.name)[:LONGEST_NAME]
    return f"inspector-{number:02}-{safe}".rstrip("-")


def _kept(workspace: Workspace, results: Results, stage: str, day: date, *, year_end: bool) -> Kept:
    path = workspace.var / "gongkai.sqlite"
    with closing(Decisions(path)) as decisions:
        marks = standing_marks(decisions.site_marks([stage]))
        if year_end:
            return Kept(marks)
        appeals = [each for each in decisions.appeals(results.period) if each.answer is None]
    found = docket_of(workspace, day, results.period)
    about = results.scheme, results.assessments, results.period
    return Kept(marks, appeals, found, calendars(workspace.var / "archive", workspace.portal, *about))


def _book(session: Session, workspace: Workspace, results: Results, kept: Kept, part: Part, stage: str) -> Book:
    """One workbook's content: the rows of its departments alone, with ranks among all."""

    def is_theirs(id: str) -> bool:
        return part.departments is None or id in part.departments

    appeals: dict[str, list[Appeal]] = {}
    for each in kept.appeals:
        appeals.setdefault(each.finding, []).append(each)
    conflicts = {each.rulings[0].finding: each for each in results.decided.conflicts}
    machine = {each.department.id: each for each in results.machine}
    everyone = standings(results.assessments, results.scheme)
    theirs = [each for each in everyone if is_theirs(each.assessment.department.id)]
    groups = {each.assessment.department.id: each.group for each in theirs}
    found = [
        (each.department, groups[each.department.id]) for each in results.assessments if is_theirs(each.department.id)
    ]
    when: Period | int = results.period if stage == str(results.period) else int(stage)
    return Book(
        stage=stage,
        period=results.period,
        scheme=results.scheme,
        city=workspace.city,
        on=session.today,
        scope=part.scope,
        whole=part.departments is None,
        owners=Layout(results.scheme, machine, appeals, conflicts).owners(theirs),
        tasks=tuple(tasks(found, results.scheme, when, kept.marks)),
        docket=kept.docket.only(lambda case: is_theirs(case.matter.department)) if kept.docket else None,
        appeals=tuple(each for each in kept.appeals if is_theirs(each.finding.split("/")[1])),
        air=tuple(each for each in kept.air if is_theirs(each.department.id)),
    )
