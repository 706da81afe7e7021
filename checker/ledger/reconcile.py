"""What a month's check adds to the ledger: new cases, and what it says of those that are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from checker.indicator import Sort
from checker.ledger.cases import Case
from checker.ledger.events import LOOKS, Event, Kind, Matter
from checker.ledger.looks import Look, look, worst
from checker.scoring import DOUBTFUL, Assessment, Verdict, Weighed
from crawler.period import Period
from rules.finding import Outcome
from rules.rule import Rule

Relooks = Mapping[Matter, Look]
UNRULED = Look(Kind.UNKNOWN)


@dataclass(frozen=True)
class News:
    """What a check says of a case: of a known one by its number, of a new one by its matter alone."""

    matter: Matter
    look: Look
    case: int | None = None


@dataclass(frozen=True)
class Reconciled:
    """What is to be added: looks, and the cases that pass to another department, each with its id."""

    news: tuple[News, ...] = ()
    transfers: tuple[tuple[int, str], ...] = field(default=())


def reconcile(
    period: Period,
    assessments: Sequence[Assessment],
    relooks: Relooks,
    cases: Iterable[Case],
    catalogue: Mapping[str, Rule],
    later: Mapping[Matter, int] = MappingProxyType({}),
) -> Reconciled:
    """What a month adds, as people decided on it; nothing where the ledger says the same of this month already.

    `relooks` are looks at cases that were open before, asked anew of what they were found in; `cases` those of which anything is
    told up to this month, `later` the numbers of those of which only later months have told. A case follows the rule, whatever
    the number of its indicator is, and the body that has taken its department's place.
    """
    month = _Month(period, assessments)
    transfers, known = [], list[tuple[Matter, Case]]()
    for case in cases:
        heir = month.heirs.get(case.matter.department)
        if heir:
            transfers.append((case.number, heir))
            case = replace(case, matter=replace(case.matter, department=heir))
        known.append((case.matter, case))  # where bodies were merged, several cases may be about the same by now
    told = {matter for matter, _ in known}
    news = [News(matter, found, later.get(matter)) for matter, found in month.failed.items() if matter not in told]
    for matter, case in known:
        said = month.look(matter, case, relooks.get(matter), catalogue)
        if said is not None and _is_news(case, said, period) and _is_asked(case, said, period):
            news.append(News(matter, said, case.number))
    return Reconciled(tuple(news), tuple(transfers))


def _is_news(case: Case, said: Look, period: Period) -> bool:
    before = [event for event, _ in case.history if event.period == period and event.kind in LOOKS]
    return not before or (before[-1].kind, before[-1].open) != (said.kind, said.open)


def _is_asked(case: Case, said: Look, period: Period) -> bool:
    """Whether a look says anything: it found the case, or the case was open before, or this month itself told of it."""
    return said.kind is Kind.FOUND or case.is_open or any(event.period == period for event in _looks(case))


def _looks(case: Case) -> Iterator[Event]:
    return (event for event, _ in case.history if event.kind in LOOKS)


class _Month:
    """A month's findings by what they are about."""

    def __init__(self, period: Period, assessments: Sequence[Assessment]) -> None:
        self.period = period
        self.heirs = {
            former: each.department.id
            for each in assessments
            for former in each.department.former
            if former != each.department.id
        }
        self.failed: dict[Matter, Look] = {}
        self._items: dict[tuple[str, str], list[tuple[Verdict, Weighed]]] = {}
        self._departments = {each.department.id for each in assessments}
        for assessment, verdict, item in _items(assessments):
            self._items.setdefault((assessment.department.id, verdict.rule), []).append((verdict, item))
            if item.outcome is Outcome.FAILED and item.finding.problem:
                matter = _matter(assessment, verdict, item)
                self.failed.setdefault(matter, _found(verdict, item))

    def look(self, matter: Matter, case: Case, relook: Look | None, catalogue: Mapping[str, Rule]) -> Look | None:
        """What the month says of a case; None when its department was not judged.

        Not known where the month was judged before anybody knew of an earlier case, and its own judgement says nothing of it.
        """
        if matter.department not in self._departments:
            return None
        if matter in self.failed:
            return self.failed[matter]
        items = [pair for pair in self._items.get((matter.department, matter.rule), ()) if _is_at(pair[1], matter)]
        if ruled := [pair for pair in items if _is_ruled(pair[1], matter)]:
            verdict, item = ruled[0]
            kind = Kind.WITHDRAWN if item.outcome is Outcome.PASSED else Kind.UNKNOWN
            return Look(kind, item.finding.evidence, verdict.indicator, item.open)
        before = [event for event in _looks(case) if event.period < self.period]
        if before and before[-1].kind is Kind.WITHDRAWN:  # since it was looked at again, people ruled that it was none
            return Look(Kind.WITHDRAWN, before[-1].evidence, before[-1].indicator)
        if relook is not None:
            return relook
        rule = catalogue.get(matter.rule)
        if rule is None or not items or (before and matter.problem in rule.spans | rule.anchored):
            return UNRULED
        indicators: dict[str, list[Weighed]] = {}
        for verdict, item in items:
            indicators.setdefault(verdict.indicator, []).append(item)
        said = [
            replace(look(matter, rule, [each.finding for each in found]), indicator=indicator)
            for indicator, found in indicators.items()
        ]
        return worst(said)


def _items(assessments: Iterable[Assessment]) -> Iterator[tuple[Assessment, Verdict, Weighed]]:
    """The findings of all indicators that ask for something; what only adds to a mark is no problem when it is not there."""
    for assessment in assessments:
        for verdict in assessment.verdicts:
            if verdict.sort is not Sort.BONUS:
                yield from ((assessment, verdict, item) for item in verdict.weighed)


def _matter(assessment: Assessment, verdict: Verdict, item: Weighed) -> Matter:
    finding = item.finding
    return Matter(assessment.department.id, verdict.rule, finding.place, finding.problem, finding.subject)


def _found(verdict: Verdict, item: Weighed) -> Look:
    return Look(Kind.FOUND, item.finding.evidence, verdict.indicator, item.open)


def _is_at(item: Weighed, matter: Matter) -> bool:
    return item.finding.place == matter.place


def _is_ruled(item: Weighed, matter: Matter) -> bool:
    """Whether people decided on what the check found of a case, or have yet to agree."""
    finding = item.finding
    is_it = finding.problem == matter.problem and finding.subject == matter.subject
    return is_it and (item.ruling is not None or bool(item.open)) and finding.outcome in (Outcome.FAILED, *DOUBTFUL)
