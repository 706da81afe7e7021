"""What a body plans to spend and spends in a year: the three public expenses, what they are counted by, and all the rest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reports.samplecity.dice import dice

TOTAL, ABROAD, RECEPTION, CARS, BOUGHT, RUN = "total", "abroad", "reception", "cars", "bought", "run"
ORDER = (TOTAL, ABROAD, RECEPTION, CARS, BOUGHT, RUN)
HEADS = {
    TOTAL: "合计",
    ABROAD: "因公出国（境）费",
    RECEPTION: "公务接待费",
    CARS: "公务用车购置及运行维护费",
    BOUGHT: "公务用车购置费",
    RUN: "公务用车运行维护费",
}
# The years of papers from which more is asked of them; the last two differ between budgets and final accounts.
SPLIT_FROM, REASONS_FROM, COUNTS_FROM = 2014, 2014, 2016
LATE_FROM = {False: 2015, True: 2014}
PICTURE_FROM = {False: 2017, True: 2016}


@dataclass(frozen=True)
class Figures:
    """The three public expenses of a year, in hundredths of 万元."""

    abroad: int
    reception: int
    bought: int
    run: int

    @property
    def cars(self) -> int:
        """Cars bought and run."""
        return self.bought + self.run

    @property
    def total(self) -> int:
        """All three."""
        return self.abroad + self.reception + self.cars

    def by_head(self) -> dict[str, int | None]:
        """Each head's figure and the total."""
        return {head: getattr(self, head) for head in ORDER}


NOTHING = Figures(0, 0, 0, 0)


@lru_cache(maxsize=4096)
def figures(seed: int, body: str, year: int) -> Figures:
    """What a body planned for a year: a little more or less than usual; most plan no travel abroad and buy no car."""
    usual, chance = dice(seed, body, "usual"), dice(seed, body, year, "figures")
    reception, run = usual.randrange(80, 2600), usual.randrange(300, 9000)
    abroad = chance.choice((0, 0, chance.randrange(100, 1200, 5)))
    bought = chance.choice((0, 0, chance.randrange(1200, 3600, 10)))
    return Figures(abroad, reception * chance.randrange(75, 112) // 100, bought, run * chance.randrange(80, 110) // 100)


@lru_cache(maxsize=4096)
def spent(seed: int, body: str, year: int) -> Figures:
    """What a body spent in a year: no head more than was planned."""
    plan, chance = figures(seed, body, year), dice(seed, body, year, "spent")
    return Figures(
        plan.abroad * chance.randrange(60, 101) // 100,
        plan.reception * chance.randrange(55, 99) // 100,
        plan.bought * chance.randrange(90, 101) // 100,
        plan.run * chance.randrange(70, 101) // 100,
    )


@dataclass(frozen=True)
class Counts:
    """What was paid for: groups and persons abroad, cars bought and held, batches and guests received."""

    groups: int = 0
    persons: int = 0
    bought: int = 0
    held: int = 0
    batches: int = 0
    guests: int = 0


@lru_cache(maxsize=4096)
def counts(seed: int, body: str, year: int) -> Counts:
    """What a body's three public expenses of a year paid for."""
    paid, chance = spent(seed, body, year), dice(seed, body, year, "counts")
    groups = chance.randrange(1, 3) if paid.abroad else 0
    batches = paid.reception // 90 + 1
    return Counts(
        groups,
        groups * chance.randrange(1, 4),
        1 + (paid.bought > 2400) if paid.bought else 0,
        2 + paid.run // 300,
        batches,
        batches * chance.randrange(5, 13),
    )


@dataclass(frozen=True)
class Accounts:
    """Income and expenditure of a year, in hundredths of 万元.

    `granted` is the general budget's appropriation, `fund` that of government funds and what it pays for,
    `other` income that is spent on projects; `before` and `after` are carried over the turns of the year.
    """

    personnel: int
    public: int
    project: int
    other: int
    fund: int
    before: int
    after: int

    @property
    def basic(self) -> int:
        """Personnel and office."""
        return self.personnel + self.public

    @property
    def general(self) -> int:
        """What the general budget pays."""
        return self.basic + self.project - self.other

    @property
    def granted(self) -> int:
        """What the general budget gives this year."""
        return self.general + self.after - self.before

    @property
    def income(self) -> int:
        """This year's income."""
        return self.granted + self.fund + self.other

    @property
    def expenditure(self) -> int:
        """This year's expenditure."""
        return self.basic + self.project + self.fund


@lru_cache(maxsize=4096)
def planned_accounts(seed: int, body: str, year: int) -> Accounts:
    """A body's budget of a year: nothing is carried over."""
    usual, chance = dice(seed, body, "accounts"), dice(seed, body, year, "accounts")
    plan = figures(seed, body, year)
    personnel = usual.randrange(24000, 90000) * chance.randrange(95, 112) // 100
    public = plan.reception + plan.run + usual.randrange(2000, 12000)
    project = plan.abroad + plan.bought + chance.randrange(5000, 40000)
    fund = chance.choice((0, 0, 0, chance.randrange(2000, 9000)))
    return Accounts(personnel, public, project, chance.choice((0, 0, chance.randrange(100, 3000))), fund, 0, 0)


@lru_cache(maxsize=4096)
def final_accounts(seed: int, body: str, year: int) -> Accounts:
    """What became of it; what is left over is where the next year begins."""
    plan, chance = planned_accounts(seed, body, year), dice(seed, body, year, "final accounts")
    paid, meant = spent(seed, body, year), figures(seed, body, year)
    rest = plan.public - meant.reception - meant.run
    return Accounts(
        plan.personnel * chance.randrange(97, 104) // 100,
        paid.reception + paid.run + rest,
        plan.project - meant.abroad - meant.bought + paid.abroad + paid.bought,
        plan.other,
        plan.fund,
        _left(seed, body, year - 1),
        _left(seed, body, year),
    )


def _left(seed: int, body: str, year: int) -> int:
    return dice(seed, body, year, "left").choice((0, dice(seed, body, year, "rest").randrange(100, 4000)))
