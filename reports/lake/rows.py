"""A month of a city as rows of the lake's tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.metadata import version

from checker.groups import group_of
from checker.indicator import Sort
from checker.ledger.cases import Case
from checker.scoring import DOUBTFUL, Assessment, Verdict, Weighed
from crawler.period import Period
from reports.docket_view import Docket, opened_on
from reports.history import Past
from reports.lake.tables import Row
from reports.standing import Standing
from reports.themes import theme_of
from reports.workspace import Workspace
from rules.finding import Outcome

PROVISIONAL = "provisional"
COUNTED = (Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED)


@dataclass(frozen=True)
class Month:
    """A month of one workspace: its results, the ledger as it stood after it, how its sites were read, what the year counts."""

    workspace: Workspace
    past: Past
    docket: Docket
    visits: tuple[Row, ...] = ()
    statistics: tuple[Row, ...] = ()
    digest: str = ""
    on: date = date.min

    @property
    def period(self) -> Period:
        """The month."""
        return self.past.period

    def tables(self) -> dict[str, list[Row]]:
        """The rows of every table, each row in the order of the table's columns but for `city`, which leads them all."""
        standings = list(self.past.standings.values())
        found: dict[str, list[Row]] = {"cities": [self._city()], "visits": list(self.visits)}
        found["statistics"] = list(self.statistics)
        found["cases"] = [_case(case, self.docket) for case in self.docket.cases]
        found["bodies"] = [_body(each.assessment) for each in standings]
        found["marks"] = [_mark(each) for each in standings]
        found["duties"] = list(_duties(each.assessment for each in standings))
        found |= {"verdicts": [], "problems": [], "doubts": []}
        for standing in standings:
            for verdict in standing.assessment.verdicts:
                key = _key(standing.assessment, verdict)
                found["verdicts"].append((*key, *_verdict(verdict)))
                found["problems"] += [(*key, *_problem(item)) for item in verdict.problems]
                found["doubts"] += [(*key, *_doubt(item)) for item in verdict.weighed if item.outcome in DOUBTFUL]
        return found

    def _city(self) -> Row:
        found = self.past.results
        bodies = len(found.machine)
        about = self.workspace.province, self.workspace.portal, found.scheme.id
        return (*about, bodies, self.on, self.digest, version("gongkai"))


def _key(assessment: Assessment, verdict: Verdict) -> Row:
    return assessment.department.id, verdict.indicator, verdict.rule, theme_of(verdict.rule).id


def _body(assessment: Assessment) -> Row:
    one = assessment.department
    return one.id, one.name, group_of(one), sorted(one.kinds), one.parent or "", one.home or ""


def _mark(standing: Standing) -> Row:
    known, one = standing.mark, standing.assessment
    outcomes = Counter(item.outcome for verdict in one.verdicts for item in verdict.weighed)
    return (
        one.department.id,
        standing.group,
        known.total,
        known.rate,
        standing.online.earned,
        standing.online.assessable,
        one.provisional or bool(known.may_veto) or known.total is None,
        bool(known.vetoes),
        bool(known.may_veto),
        standing.is_rankable,
        standing.rank,
        standing.grade.name if standing.grade else "",
        standing.problems,
        outcomes[Outcome.CANT_TELL],
        outcomes[Outcome.UNTESTED],
        standing.unassessed,
    )


def _verdict(verdict: Verdict) -> Row:
    score = verdict.score
    earned = score.earned if score.assessable else None
    about = str(verdict.sort), str(verdict.outcome)
    return (*about, score.possible, score.assessable, earned, verdict.provisional, verdict.vetoes)


def _problem(item: Weighed) -> Row:
    finding = item.finding
    return (finding.place or "", finding.problem, item.deducted, bool(item.open), item.ruling is not None)


def _doubt(item: Weighed) -> Row:
    finding = item.finding
    reason = finding.values.get("reason", "")
    known = reason if isinstance(reason, str) else ""
    return (finding.place or "", str(item.outcome), known, finding.note, finding.problem, item.doubted)


def _duties(assessments: Iterator[Assessment]) -> Iterator[Row]:
    """How many bodies of each group owed a duty, and what became of it; what only adds to a mark is no duty."""
    outcomes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    points: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
    for assessment in assessments:
        group = group_of(assessment.department)
        for verdict in assessment.verdicts:
            if verdict.sort is Sort.BONUS or verdict.outcome is Outcome.INAPPLICABLE:
                continue
            key, score = (verdict.rule, group), verdict.score
            outcomes[key].update((verdict.outcome, *([PROVISIONAL] if verdict.provisional else [])))
            added = zip(points[key], (score.possible, score.assessable, score.earned), strict=True)
            points[key] = [old + new for old, new in added]
    for (rule, group), found in sorted(outcomes.items()):
        counted = [found[outcome] for outcome in COUNTED]
        about = rule, theme_of(rule).id, group
        yield (*about, sum(counted), *counted, found[PROVISIONAL], *points[rule, group])


def _case(case: Case, docket: Docket) -> Row:
    matter = case.matter
    opened = opened_on(case)
    closed = None if case.is_open or case.ended is None else case.ended.on
    return (
        case.number,
        matter.department,
        case.indicator,
        matter.rule,
        theme_of(matter.rule).id,
        matter.place or "",
        matter.problem,
        str(case.state),
        case.is_open,
        str(case.first),
        case.months,
        case.times,
        opened,
        case.notified.on if case.notified else None,
        case.due,
        closed,
        ((closed or docket.as_of) - opened).days,
        docket.late(case),
        docket.as_of,
    )
