"""Real gaps that the sample city knows to make: one fault at a time on a site on which all else is right, and what it is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from unittest.mock import patch

from bench.proofs.fair.scenes import Scene, Served, Stand
from bench.proofs.fair.sound import PERIOD, Sound, departments, month, nothing_wrong, trimmed
from reports.samplecity import owed, sites
from reports.samplecity.content import SiteContent
from reports.samplecity.desk import Desk, Turns
from reports.samplecity.dice import number
from reports.samplecity.episodes import ALL, DEPARTMENT, SORTS, THREE, Flaw, Slot
from reports.samplecity.faults import GUIDES, LISTS, POWERS, _places
from reports.samplecity.layout import FLAT, Layout
from reports.samplecity.powerplan import Plan, plans
from reports.samplecity.powertruth import SAID as OF_POWERS
from reports.samplecity.truth import ABOUT, OWED_FROM, _said

OWN = owed.OWN
ALIKE = {
    "outdated": frozenset(("outdated", "missing"))
}  # where a site shows no papers of earlier years, nothing is there
WHOLE = "missing outdated broken late deep".split()  # faults of a paper, whatever it holds
PARTS = {DEPARTMENT: "sums empty-table no-table".split()}
PARTS[THREE] = (
    "mismatch cars incomplete empty no-unit wrong-change unexplained text-differs last-year-differs template no-counts "
    "contradiction".split()
)


@dataclass(frozen=True)
class _Poor(Sound):
    """A month in which one thing is wrong with the papers on money of one place."""

    slot: Slot = ("", "")
    flaw: Flaw | None = None
    final: bool = False

    @cached_property
    def money(self) -> dict[bool, dict[Slot, Flaw]]:  # type: ignore[override]
        """The flaw of the place."""
        return {self.final: {self.slot: self.flaw} if self.flaw else {}, not self.final: {}}


class _Rota:
    """One flaw of the papers on powers."""

    def __init__(self, slot: Slot, matter: str, flaw: Flaw) -> None:
        self._slot, self._matter, self._flaw = slot, matter, flaw

    def is_still(self, body: str) -> bool:
        return False

    def _of(self, matter: str) -> Mapping[Slot, Flaw]:
        return {self._slot: self._flaw} if matter == self._matter else {}

    def list_flaws(self, period: object) -> Mapping[Slot, Flaw]:
        return self._of("list")

    def chart_flaws(self, period: object) -> Mapping[Slot, Flaw]:
        return self._of("chart")

    def guide_flaws(self, period: object) -> Mapping[Slot, Flaw]:
        return self._of("guide")


@dataclass(frozen=True)
class _Powerless(Sound):
    """A month in which one thing is wrong with the papers on powers of one place."""

    slot: Slot = ("", "")
    matter: str = ""
    flaw: Flaw | None = None

    @cached_property
    def powers(self) -> Mapping[Slot, Plan]:  # type: ignore[override]
        """The plan with the flaw."""
        assert self.flaw is not None
        return plans(self.seed, _Rota(self.slot, self.matter, self.flaw), (self.slot[0],), self.period)  # type: ignore[arg-type]


def matters(stands: list[Stand]) -> Iterator[Scene]:
    """Every fault of every matter that bodies owe, on their own sites."""
    for stand in stands:
        body, known = stand[0], departments()[stand[0]]
        for area in owed.areas(known, OWN) if stand[2] == OWN else ():
            for turns in area.turns:
                for kind in dict.fromkeys(filter(None, turns.kinds)):
                    yield from _matter(stand, body, turns, kind)


def _matter(stand: Stand, body: str, turns: Turns, kind: str) -> Iterator[Scene]:
    def fault(self: Desk, asked: Turns) -> str:
        return kind if asked.rule == turns.rule else ""

    with nothing_wrong(), patch.object(Desk, "fault", fault):
        desk = sites.own_desk(month(), departments()[body], Layout.of(month().seed, body))
        told = [said for said in owed.wrongs(desk, turns.rule) if said[0] == "failed"]
        content = sites._own(month(), departments()[body]) if told else None
    for _, problem, subject in told[:1]:
        assert content is not None
        if kind == "missing" and problem == "no-kind":  # of all kinds nothing is there
            problem, subject = "missing", ""
        yield _scene(stand, content, f"{turns.rule} {kind}", turns.rule, problem, subject)


def money(stands: list[Stand]) -> Iterator[Scene]:
    """Every fault of budgets and final accounts that can stand in papers of their year, each where it can be seen."""
    owing = [stand for stand in stands if stand[2] == OWN and "budget-unit" in departments()[stand[0]].kinds]
    known = _places(month().seed, month().departments)
    count = 0
    for rule, (final, part) in ABOUT.items():
        year = PERIOD.year - final
        sorts = {each.kind: each for each in SORTS[final] if each.part in (part, ALL)}
        for kind, sort in sorts.items():
            if kind not in (*WHOLE, *PARTS[part]) or not sort.since <= year <= sort.until:
                continue
            able = [stand for stand in owing if known.takes(sort, (stand[0], OWN), year, final=final)]
            able = [stand for stand in able if kind != "deep" or stand[1] not in FLAT]
            for stand in able[count % len(able) : count % len(able) + 1] if able else ():
                count += 1
                yield from _paper(stand, rule, Flaw(kind, 1, sort.part))


def _paper(stand: Stand, rule: str, flaw: Flaw) -> Iterator[Scene]:
    """The scene of a fault in the papers of one place."""
    final, part = ABOUT[rule]
    slot, base = (stand[0], OWN), month()
    poor = _Poor(base.seed, base.full, base.period, base.departments, slot=slot, flaw=flaw, final=final)
    with nothing_wrong():
        entry = poor.entry(slot, final=final)
        every = _said(poor, entry, part, owed=PERIOD.month >= OWED_FROM[final])
        told = [said for said in every if said[0] == "failed"]
        content = sites._own(poor, departments()[stand[0]]) if told else None
    for _, problem, subject in told[:1]:
        assert content is not None
        yield _scene(stand, content, f"{rule} {flaw.kind}", rule, problem, subject)


def powers(stands: list[Stand]) -> Iterator[Scene]:
    """Every fault of lists, charts and guides."""
    acting = [stand for stand in stands if stand[2] == OWN and "approving" in departments()[stand[0]].kinds]
    count = 0
    for matter, kinds in (("list", LISTS), ("chart", POWERS), ("guide", GUIDES)):
        for kind in dict.fromkeys(each for each in kinds if each != "places-differ"):
            for _ in range(2):
                stand = acting[count % len(acting)]
                count += 1
                base, slot = month(), (stand[0], OWN)
                flawed = (base.seed, base.full, base.period, base.departments)
                bare = _Powerless(*flawed, slot=slot, matter=matter, flaw=Flaw(kind, 1))
                with nothing_wrong():
                    plan = bare.powers[slot]
                    told = [
                        (rule, said)
                        for rule, says in OF_POWERS.items()
                        for said in says(plan, None, PERIOD)
                        if said[0] == "failed"
                    ]
                    content = sites._own(bare, departments()[stand[0]]) if told else None
                for rule, (_, problem, subject) in told[:1]:
                    assert content is not None
                    yield _scene(stand, content, f"{rule} {kind}", rule, problem, subject)


def _scene(stand: Stand, content: SiteContent, name: str, rule: str, problem: str, subject: str) -> Scene:
    seed = number(month().seed, stand[0], stand[1])
    shown = trimmed(replace(content, system=stand[1], prefix="", extra={}, seed=seed))
    site = Served(stand, shown)
    return Scene(
        f"{name}, {' '.join(stand)}",
        own=site,
        target=(rule, OWN),
        problems=ALIKE.get(problem, frozenset((problem,))),
        subject=subject,
    )
