"""What is wrong with the papers about powers at a place in a month, and about which items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from crawler.period import Period
from reports.samplecity.dice import dice
from reports.samplecity.duties import PENALTY, former
from reports.samplecity.faults import Fault, Flaw, Rota, Slot, has_limits
from reports.samplecity.guides import LOST
from reports.samplecity.register import Power
from reports.samplecity.standing import PLACES, Lapse, Standing, lapses, standing, still, touched

ABOLISHED_FROM = Period(2015, 6)  # 国发〔2015〕27号
GROWN_FROM = Period(2015, 4)
EIGHT_FROM = Period(2019, 5)
FIELDS = ("依据", "编码", "监督方式")  # the latter since 中办发〔2015〕21号
MOVING = ("missing", "broken", "places-differ")  # faults of a list which hide whether it has followed a change


@dataclass(frozen=True)
class Plan:
    """What a place shows of a department's powers, and what is wrong with it."""

    seed: int
    slot: Slot
    standing: Standing
    lapses: tuple[Lapse, ...] = ()
    listed: Fault | None = None
    charted: Fault | None = None
    guided: Fault | None = None

    @property
    def is_faulty(self) -> bool:
        """Whether anything is wrong, or was late."""
        return bool(self.lapses or self.listed or self.charted or self.guided)


def plans(seed: int, rota: Rota, approving: tuple[str, ...], period: Period) -> Mapping[Slot, Plan]:
    """The plan of every place of the approving departments."""
    return {(body, place): _Desk(seed, rota, body, place, period).plan() for body in approving for place in PLACES}


@dataclass(frozen=True)
class _Desk:
    """Who plans for one place in a month."""

    seed: int
    rota: Rota
    body: str
    place: str
    period: Period

    @property
    def slot(self) -> Slot:
        return self.body, self.place

    def plan(self) -> Plan:
        if self.rota.is_still(self.body):
            unlisted = self.rota.list_flaws(self.period).get(self.slot)
            return Plan(self.seed, self.slot, still(self.seed, self.body), listed=Fault(unlisted) if unlisted else None)
        shown = standing(self.seed, self.body, self.place, self.period)
        late = tuple(each for each in lapses(self.seed, self.body, self.period) if each.is_at(self.place))
        made = Plan(self.seed, self.slot, shown, late)
        made = replace(made, listed=self._listed(made))
        made = replace(made, charted=self._charted(made))
        return replace(made, guided=self._guided(made))

    def _chance(self, flaw: Flaw) -> Random:
        return dice(self.seed, self.slot, flaw.kind, flaw.episode, "items")

    def _steady(self, made: Plan, *, approvals: bool = False, penalties: bool = True) -> list[str]:
        """The items that no change is about, and no fault of the list."""
        moved = touched(self.seed, self.body, self.period)
        taken = made.listed.about if made.listed else ()
        held = (power for power in made.standing.listed.powers if _is_asked(power, approvals, penalties))
        return [power.name for power in held if power.name not in moved and power.name not in taken]

    def _listed(self, made: Plan) -> Fault | None:
        flaw = self.rota.list_flaws(self.period).get(self.slot)
        if flaw is None or (flaw.kind in MOVING and self._is_moving(made)):
            return None
        if flaw.kind == "abolished-class" and self.period < ABOLISHED_FROM:
            return None
        names = self._steady(made, approvals=flaw.kind == "abolished-class")
        if flaw.kind == "places-differ":
            kinds = {power.name: power.kind for power in made.standing.listed.powers}
            names = [name for name in names if kinds[name] == PENALTY]
        if flaw.kind == "no-field":
            names = list(FIELDS if self.period >= GROWN_FROM else FIELDS[:1])
        if flaw.kind in ("missing", "broken"):
            return Fault(flaw)
        return Fault(flaw, tuple(self._chance(flaw).sample(names, 1))) if names else None

    def _is_moving(self, made: Plan) -> bool:
        return any(lapse.kind == "list" and self.period < lapse.end for lapse in made.lapses)

    def _charted(self, made: Plan) -> Fault | None:
        flaw = self.rota.chart_flaws(self.period).get(self.slot)
        if flaw is None:
            return None
        chance = self._chance(flaw)
        if flaw.kind == "no-chart":
            return Fault(flaw)
        if flaw.kind == "orphan-chart":
            return Fault(flaw, (chance.choice(former(self.body)),))
        names = self._steady(made, approvals=flaw.kind in ("no-step", "limit-differs"), penalties=False)
        if flaw.kind == "limit-differs" and made.listed and made.listed.kind in MOVING:
            return None
        several = 1 + (flaw.kind == "uncovered" and chance.random() < 0.4)
        return Fault(flaw, tuple(chance.sample(names, several))) if len(names) >= several else None

    def _guided(self, made: Plan) -> Fault | None:
        flaw = self.rota.guide_flaws(self.period).get(self.slot)
        if flaw is None or flaw.kind == "none":
            return Fault(flaw) if flaw else None
        if flaw.kind == "limit-differs" and (not has_limits(self.seed, self.slot) or made.listed):
            flaw = replace(flaw, kind="missing")
        chance, names = self._chance(flaw), self._steady(made, approvals=True)
        if not names:
            return None
        name = chance.choice(names)
        if flaw.kind == "no-element":
            elements = [element for element in LOST if LOST[element] or self.period < EIGHT_FROM]
            name += f"：{chance.choice(elements)}"
        return Fault(flaw, (name,))


def _is_asked(power: Power, approvals: bool, penalties: bool) -> bool:
    return power.is_approval if approvals else penalties or power.kind != PENALTY
