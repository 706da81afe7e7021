"""The city as it stands at the end of a month: what is wrong where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from crawler.period import Period
from crawler.roster import Department
from reports.samplecity.bodies import city_name, first_to_be_nil
from reports.samplecity.content import Trouble
from reports.samplecity.entries import Entry
from reports.samplecity.faults import ORIGIN, Flaw, Rota, Slot, months, rota
from reports.samplecity.powerplan import Plan, plans


@dataclass(frozen=True)
class Month:
    """The city as it stands on the third day after a month."""

    seed: int
    full: bool
    period: Period
    departments: tuple[Department, ...]
    news: int = 1

    @cached_property
    def rota(self) -> Rota:
        """The rota of faults."""
        return rota(self.seed, self.departments)

    @property
    def city(self) -> str:
        """The city's name."""
        return city_name(self.seed)

    @property
    def last(self) -> date:
        """The last day of which the sites know."""
        return self.period.last + timedelta(days=3)

    @cached_property
    def past(self) -> list[Period]:
        """Every month since the sites began, with the one that has just begun."""
        return [ORIGIN.shift(n) for n in range(months(self.period) + 2)]

    @cached_property
    def money(self) -> Mapping[bool, Mapping[Slot, Flaw]]:
        """Faults of this year's budgets (False) and of last year's final accounts (True), by place."""
        return {final: self.rota.money_flaws(self.period, final=final) for final in (False, True)}

    @cached_property
    def powers(self) -> Mapping[Slot, Plan]:
        """What every place of the approving departments shows of powers, and what is wrong with it."""
        approving = tuple(body.id for body in self.departments if "approving" in body.kinds)
        return plans(self.seed, self.rota, approving, self.period)

    @cached_property
    def troubles(self) -> Mapping[str, Trouble]:
        """Sites in trouble, by body."""
        busy = frozenset(body for (body, _), plan in self.powers.items() if plan.is_faulty)
        return self.rota.troubles(self.period, busy)

    @cached_property
    def nil(self) -> tuple[str, ...]:
        """Bodies without any such expenses."""
        return first_to_be_nil(self.seed, self.departments)

    def entry(self, slot: Slot, *, final: bool) -> Entry:
        """What a place publishes of this year's budget, or of last year's final accounts, when its day has come."""
        year = self.period.year - final
        return Entry(self.seed, slot, year, final, self.money[final].get(slot), nil=slot[0] in self.nil)

    def earlier(self, slot: Slot, *, final: bool) -> range:
        """The earlier years whose budgets, or final accounts, a place still shows."""
        first, this = (ORIGIN.year - final), self.period.year - final
        return range(first, this) if self.rota.is_kept(slot) else range(0)
