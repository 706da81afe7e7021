"""Results in words, as rows of tables of their own: what people would have to put together from codes otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from checker.groups import group_of
from checker.ledger.events import Kind
from checker.scoring import Verdict, Weighed
from crawler.snapshot import Reason
from reports.docket_view import Docket
from reports.docket_words import HAPPENED, STATES, UNDONE, duty, seen
from reports.history import Past
from reports.standing import Standing
from reports.statistics_words import HEADINGS
from reports.themes import parts, theme_of, theme_words
from reports.wording import OUTCOMES, PLACES, REASONS, Wording
from rules.rule import catalogue

Rows = list[tuple[Any, ...]]
# Made beside the tables of the results; a NUMERIC column takes a decimal as it is written.
TABLES: Mapping[str, str] = {
    "departments": "id TEXT PRIMARY KEY, name TEXT, [group] TEXT, kinds TEXT, parent TEXT, home TEXT, last TEXT",
    "duties": "rule TEXT PRIMARY KEY, title TEXT, topic TEXT, duty TEXT, basis TEXT",
    "problems": "rule TEXT, problem TEXT, title TEXT, PRIMARY KEY (rule, problem)",
    "marks": "period TEXT, department TEXT, name TEXT, [group] TEXT, rank INTEGER, mark NUMERIC, grade TEXT, is_provisional INTEGER,"
    " is_vetoed INTEGER, problems INTEGER, cant_tell INTEGER, untested INTEGER, unassessed NUMERIC, PRIMARY KEY (period, department)",
    "topics": "period TEXT, department TEXT, name TEXT, topic TEXT, title TEXT, earned NUMERIC, assessable NUMERIC, possible NUMERIC,"
    " problems INTEGER, untested INTEGER, PRIMARY KEY (period, department, topic)",
    "checks": "id INTEGER PRIMARY KEY, period TEXT, department TEXT, name TEXT, topic TEXT, indicator TEXT, title TEXT, rule TEXT,"
    " place TEXT, outcome TEXT, told TEXT, problem TEXT, what TEXT, subject TEXT, note TEXT, reason TEXT, deducted NUMERIC,"
    " doubted NUMERIC, ruled_by TEXT, ruled_because TEXT, url TEXT, fetched TEXT, quote TEXT",
    "ledger": "[case] INTEGER PRIMARY KEY, department TEXT, name TEXT, duty TEXT, place TEXT, what TEXT, subject TEXT, state TEXT,"
    " told TEXT, is_open INTEGER, first TEXT, last TEXT, months INTEGER, notified TEXT, due TEXT, days_over INTEGER, step TEXT,"
    " ended TEXT, seen TEXT",
    "words": "sort TEXT, code TEXT, told TEXT, PRIMARY KEY (sort, code)",
}
VIEWS: Mapping[str, str] = {
    "three_public": """SELECT f.period, f.department, d.name, f.kind, k.told, f.year, f.told_in, p.told AS place, f.unit,
 max(CASE f.head WHEN 'total' THEN CAST(f.value AS NUMERIC) END) AS total,
 max(CASE f.head WHEN 'abroad' THEN CAST(f.value AS NUMERIC) END) AS abroad,
 max(CASE f.head WHEN 'reception' THEN CAST(f.value AS NUMERIC) END) AS reception,
 max(CASE f.head WHEN 'vehicles' THEN CAST(f.value AS NUMERIC) END) AS vehicles,
 max(CASE f.head WHEN 'vehicle_purchase' THEN CAST(f.value AS NUMERIC) END) AS vehicle_purchase,
 max(CASE f.head WHEN 'vehicle_operation' THEN CAST(f.value AS NUMERIC) END) AS vehicle_operation,
 min(f.url) AS url
 FROM figures f LEFT JOIN departments d ON d.id = f.department
 LEFT JOIN words k ON k.sort = 'kind' AND k.code = f.kind LEFT JOIN words p ON p.sort = 'place' AND p.code = f.place
 GROUP BY f.period, f.department, f.kind, f.year, f.told_in, f.place, f.unit""",
    "happened": """SELECT e.number, e.[case], l.department, l.name, l.what, l.subject, e.kind, w.told, e.period,
 e.[on], e.[by], e.says, e.paper, e.due FROM events e LEFT JOIN ledger l ON l.[case] = e.[case]
 LEFT JOIN words w ON w.sort = 'event' AND w.code = e.kind""",
}
EVENTS: Mapping[str, str] = {
    **{kind: HAPPENED[kind] for kind in Kind if kind in HAPPENED},
    Kind.FOUND: "发现问题",
    Kind.REOPENED: UNDONE,
}
KINDS: Mapping[str, str] = {"budget": "预算", "final": "决算"}


def month(past: Past, wording: Wording) -> Mapping[str, Rows]:
    """The rows of one month's marks, topics and checks."""
    found: dict[str, Rows] = {"marks": [], "topics": [], "checks": []}
    for standing in past.standings.values():
        found["marks"].append(_mark(past, standing, wording))
        found["topics"] += _topics(past, standing, wording)
        for verdict in standing.assessment.verdicts:
            found["checks"] += (_check(past, standing, verdict, item, wording) for item in verdict.weighed)
    return found


def _mark(past: Past, standing: Standing, wording: Wording) -> tuple[Any, ...]:
    one, known = standing.assessment, standing.mark
    outcomes = [item.outcome for verdict in one.verdicts for item in verdict.weighed]
    return (
        str(past.period),
        one.department.id,
        one.department.name,
        wording.say(standing.group),
        standing.rank,
        _number(known.total),
        wording.say(standing.grade.name) if standing.grade else None,
        int(one.provisional or bool(known.may_veto)),
        int(bool(known.vetoes)),
        standing.problems,
        *(sum(str(outcome) == name for outcome in outcomes) for name in ("cantTell", "untested")),
        _number(standing.unassessed),
    )


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _topics(past: Past, standing: Standing, wording: Wording) -> Iterator[tuple[Any, ...]]:
    department = standing.assessment.department
    for part in parts(standing.assessment, past.results.scheme):
        outcomes = [str(item.outcome) for verdict in part.verdicts for item in verdict.weighed]
        yield (
            str(past.period),
            department.id,
            department.name,
            part.theme.id,
            theme_words(part.theme, wording),
            *map(_number, (part.score.earned, part.score.assessable, part.score.possible)),
            sum(len(verdict.problems) for verdict in part.verdicts),
            outcomes.count("untested"),
        )


def _check(past: Past, standing: Standing, verdict: Verdict, item: Weighed, wording: Wording) -> tuple[Any, ...]:
    finding, department = item.finding, standing.assessment.department
    cited = next(iter(finding.evidence), None)
    reason = finding.values.get("reason", "")
    return (
        None,
        str(past.period),
        department.id,
        department.name,
        theme_words(theme_of(verdict.rule), wording),
        verdict.indicator,
        wording.say(verdict.title),
        verdict.rule,
        wording.place(finding.place),
        str(item.outcome),
        wording.outcome(item.outcome),
        finding.problem,
        wording.problem(verdict.rule, finding.problem) if finding.problem else "",
        finding.subject,
        wording.finding(finding) if finding.note else "",
        wording.reason(reason) if isinstance(reason, str) else "",
        _number(item.deducted),
        _number(item.doubted),
        item.ruling.by if item.ruling else "",
        item.ruling.reason if item.ruling else "",
        cited.url if cited else "",
        cited.fetched.isoformat() if cited and cited.fetched else "",
        cited.quote if cited else "",
    )


def departments(months: Sequence[Past], wording: Wording) -> Rows:
    """Everyone that any month knew, as the last one did."""
    found = {each.department.id: (past, each.department) for past in months for each in past.results.assessments}
    return [
        (
            id,
            one.name,
            wording.say(group_of(one)),
            ";".join(sorted(one.kinds)),
            one.parent or "",
            one.home or "",
            str(past.period),
        )
        for id, (past, one) in found.items()
    ]


def duties(wording: Wording) -> Rows:
    """What each rule asks."""
    return [
        (id, wording.say(rule.title), theme_words(rule.theme, wording), wording.say(rule.duty), wording.say(rule.basis))
        for id, rule in catalogue().items()
    ]


def problems(wording: Wording) -> Rows:
    """What can be wrong."""
    return [(id, name, wording.say(title)) for id, rule in catalogue().items() for name, title in rule.problems.items()]


def ledger(docket: Docket, wording: Wording) -> Rows:
    """The cases as they stand."""
    return [
        (
            case.number,
            case.matter.department,
            docket.name(case.matter.department),
            duty(case, docket, wording),
            wording.place(case.matter.place),
            wording.problem(case.matter.rule, case.matter.problem),
            case.matter.subject,
            str(case.state),
            wording.say(STATES[case.state]),
            int(case.is_open),
            str(case.first),
            str(case.last),
            case.months,
            str(case.notified.on) if case.notified else None,
            str(case.due) if case.due else None,
            docket.late(case),
            case.step or None,
            None if case.is_open or case.ended is None else str(case.ended.on),
            seen(case, wording),
        )
        for case in docket.cases
    ]


def words(wording: Wording) -> Rows:
    """What the codes of the other tables mean."""
    sorts: Iterable[tuple[str, Mapping[Any, str]]] = (
        ("outcome", OUTCOMES),
        ("place", PLACES),
        ("reason", {key: REASONS[key] for key in REASONS if key in set(Reason)}),
        ("state", STATES),
        ("event", EVENTS),
        ("kind", KINDS),
        ("head", HEADINGS),
    )
    return [(sort, str(code), wording.say(told)) for sort, known in sorts for code, told in known.items()]
