"""Whether what was found before is put right: each open case looked at again in what was read this month.

A rule that judges what belongs to a month, a quarter or a year is asked of the time in which the case was found, since this
month's judgement says nothing of it; any other is asked as it is. An address that a case cites and that could not be read this time
leaves it open, whatever the rule says; so does a page that was kept of an earlier visit and is not at hand to compare with again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from checker.assess import judge
from checker.grounds import Shown
from checker.indicator import Indicator, Sort
from checker.ledger.cases import Case
from checker.ledger.events import Kind, Matter
from checker.ledger.looks import Look, is_same, look, worst
from checker.scheme import Scheme
from crawler.health import hindrance
from crawler.period import Period
from crawler.snapshot import Place, Snapshot, Unreached
from rules.finding import Finding
from rules.rule import Rule

Asked = Callable[[Indicator, Period], Sequence[Finding]]


def relooks(
    snapshot: Snapshot, scheme: Scheme, catalogue: Mapping[str, Rule], cases: Iterable[Case]
) -> dict[Matter, Look]:
    """What one department's month says of its open cases; nothing of those whose rule the scheme does not ask of it."""
    found: dict[Matter, Look] = {}
    told: dict[tuple[str, Place, Period], Sequence[Finding]] = {}
    shown = Shown(snapshot)
    for case in cases:
        rule = catalogue.get(case.matter.rule)
        matter = replace(case.matter, department=snapshot.department.id)
        for said in _looks(_Known(shown, scheme, catalogue, told), rule, case, matter) if rule else ():
            others = [found[matter]] if matter in found else []  # of bodies that were merged
            found[matter] = worst([*others, said]) or said
    return found


@dataclass(frozen=True)
class _Known:
    """What all cases of a department's month are asked of: what is shown, by which scheme and rules, and what was found already."""

    shown: Shown
    scheme: Scheme
    catalogue: Mapping[str, Rule]
    told: dict[tuple[str, Place, Period], Sequence[Finding]]

    def asked(self, rule: str, place: Place | None) -> list[Indicator]:
        """The indicators that ask a rule of the department in a place, but for what only adds to a mark."""
        kinds = self.shown.snapshot.department.kinds
        asking = (each for each in self.scheme.indicators if each.rule == rule and each.sort is not Sort.BONUS)
        return [each for each in asking if place in each.places and each.binds(kinds)]


def _looks(known: _Known, rule: Rule, case: Case, matter: Matter) -> Iterator[Look]:
    place, snapshot = matter.place, known.shown.snapshot
    asked = known.asked(rule.id, place)
    if place is None or not asked:
        return
    lost = _unread(snapshot, place, case)
    if lost is not None:
        yield replace(lost, indicator=asked[0].id)
        return
    asking = _Asking(known, rule, case, matter)
    if (found := worst(asking.of(each) for each in asked)) is not None:
        blind = _blind(snapshot, place, case) if found.kind in (Kind.RECTIFIED, Kind.UNSEEN) else None
        yield found if blind is None else replace(found, kind=Kind.UNKNOWN, evidence=(blind.cite(),))


@dataclass(frozen=True)
class _Asking:
    """What a rule is asked about one case."""

    known: _Known
    rule: Rule
    case: Case
    matter: Matter

    @property
    def shown(self) -> Shown:
        """What the department's month shows."""
        return self.known.shown

    def of(self, indicator: Indicator) -> Look:
        """What is said of all the months that are to be asked of."""
        now = self.shown.snapshot.period
        months = _months(self.case) if self.matter.problem in self.rule.spans else [now]
        said = [self._in(indicator, each) for each in months]
        judged = [each for each in said if not _is_idle(each)]
        if not judged and now not in months:
            # Papers put up before they are owed are judged in the months in which they are: they may be gone.
            said = [each for each in (self._in(indicator, now),) if each.kind is Kind.UNSEEN] or said
        return worst(judged or said) or said[0]

    def _in(self, indicator: Indicator, period: Period) -> Look:
        """What is said of one month."""
        matter, now = self.matter, self.shown.snapshot.period
        place = matter.place or indicator.places[0]
        said = look(
            matter, self.rule, self._findings(self.rule, indicator, place, period), self.shown.grounds(self.case)
        )
        if said.kind is Kind.FOUND and period < now and self._is_past(indicator, place, period):
            said = replace(said, kind=Kind.UNSEEN)
        other = Place.PORTAL if place is Place.OWN else Place.OWN
        if said.kind is Kind.RECTIFIED and matter.problem in self.rule.beside and other in indicator.places:
            findings = self._findings(self.rule, indicator, other, period)
            beside = look(replace(matter, place=other), self.rule, findings)
            said = beside if beside.kind in (Kind.UNKNOWN, Kind.UNSEEN) else said
        if said.kind is Kind.RECTIFIED and (against := self._against(place, period)) is not None:
            said = against
        return replace(said, indicator=indicator.id, of=None if period == now else period)

    def _against(self, place: Place, period: Period) -> Look | None:
        """Why what the case was compared with cannot be seen in its place; None when it can, or when nothing is."""
        rule = self.known.catalogue.get(self.rule.against.get(self.matter.problem, ""))
        if rule is None:
            return None
        whole = Matter(self.matter.department, rule.id, place, "", "")
        found = (self._findings(rule, each, place, period) for each in self.known.asked(rule.id, place))
        looks = (look(whole, rule, findings) for findings in found)
        return next((said for said in looks if said.kind in (Kind.UNKNOWN, Kind.UNSEEN)), None)

    def _is_past(self, indicator: Indicator, place: Place, period: Period) -> bool:
        """Whether the place shows nothing so old any more: nothing of the month before either, in which it was not found.

        Who keeps bulletins for two months has taken June's away by September; whether July's were put up meanwhile nobody can see.
        """
        months = period.shift(-1), self.shown.snapshot.period.shift(-1)
        if self.matter.problem not in self.rule.hiding or self.matter.subject or period == months[1]:
            return False
        found = (self._findings(self.rule, indicator, place, of) for of in months)
        gone, lately = ([is_same(each, self.matter) for each in those] for those in found)
        return any(gone) and not any(lately)

    def _findings(self, rule: Rule, indicator: Indicator, place: Place, period: Period) -> Sequence[Finding]:
        key, told = (indicator.id, place, period), self.known.told
        if key not in told:
            told[key] = judge(rule, indicator, replace(self.shown.snapshot, period=period), place)
        return told[key]


def _is_idle(said: Look) -> bool:
    """Whether nothing was judged, since nothing was owed."""
    return said.kind is Kind.UNKNOWN and not said.evidence


def _months(case: Case) -> list[Period]:
    """The months in whose own checks a case was found since it was opened last, not those in which it was found to stand still."""
    own = {e.period for e, _ in case.history if e.kind is Kind.FOUND and e.of is None and e.period >= case.since}
    return sorted(own or {case.since, case.last})


def _blind(snapshot: Snapshot, place: Place, case: Case) -> Unreached | None:
    """Why the other place, beside which a case was found, could not be judged this time; None when it could, or there is none."""
    others = {each.place for each in case.seen.evidence} - {place}
    return next((lost for each in sorted(others) if (lost := hindrance(snapshot.at(each))) is not None), None)


def _unread(snapshot: Snapshot, place: Place, case: Case) -> Look | None:
    """What of a case's evidence could not be read this time, None when all could, or is said by the site to be gone."""
    cited = {each.url for each in case.seen.evidence}
    visited = snapshot.whole.unreached if snapshot.whole is not None and place is Place.PORTAL else ()
    for lost in (*snapshot.unreached, *visited):
        if lost.place is place and lost.url in cited and not lost.reason.proves_absence:
            return Look(Kind.UNKNOWN, (lost.cite(),))
    return None
