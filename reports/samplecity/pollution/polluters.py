"""The city's key polluters and what was measured at them in a month or a quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from crawler.period import Period
from reports.samplecity.dice import dice, number

WATER, GAS, PLANT = "废水", "废气", "污水处理厂"
KINDS = (WATER, GAS, PLANT)
# kind: what is measured there, with its limit, what is usual at the most, and its decimals
MEASURED: Mapping[str, tuple[tuple[str, Decimal, int], ...]] = {
    WATER: (("化学需氧量", Decimal(100), 0), ("氨氮", Decimal(15), 2), ("悬浮物", Decimal(70), 0)),
    GAS: (("二氧化硫", Decimal(400), 0), ("氮氧化物", Decimal(200), 0), ("烟尘", Decimal(50), 1)),
    PLANT: (("化学需氧量", Decimal(60), 0), ("氨氮", Decimal(8), 2), ("总磷", Decimal(1), 2)),
}
POINTS = {WATER: "总排口", GAS: "1#锅炉烟囱", PLANT: "出水口"}
NAMES: Mapping[str, tuple[str, ...]] = {
    WATER: ("{city}林海纸业有限公司", "{city}鑫源淀粉有限责任公司", "{city}北方啤酒有限公司", "{city}长青木业有限公司"),
    GAS: ("{city}热电有限公司", "{city}西林钢铁有限公司", "{city}浩良水泥有限责任公司", "{city}华兴供热有限公司"),
    PLANT: ("{city}污水处理厂", "南坪区污水处理厂", "石桥镇污水处理厂"),
}
PLACES = ("南坪区", "北坪区", "石桥区", "青岗区")


@dataclass(frozen=True, order=True)
class Term:
    """The months that a report is about: a quarter until 2013, a month from 2014."""

    year: int
    first: int
    last: int

    @classmethod
    def of(cls, month: Period) -> Term:
        """The one in which a month lies."""
        first = month.month if month.year >= 2014 else (month.month - 1) // 3 * 3 + 1
        return cls(month.year, first, first if month.year >= 2014 else first + 2)

    @property
    def end(self) -> Period:
        """Its last month."""
        return Period(self.year, self.last)

    def before(self) -> Term:
        """The one before."""
        return Term.of(Period(self.year, self.first).shift(-1))

    def __str__(self) -> str:
        if self.first == self.last:
            return f"{self.year}年{self.first}月"
        return f"{self.year}年第{'一二三四'[self.last // 3 - 1]}季度"


@dataclass(frozen=True)
class Result:
    """One pollutant at one enterprise: what was found, its limit, and what is said of it; `value` None where nothing was measured."""

    enterprise: str
    kind: str
    place: str
    point: str
    day: date
    pollutant: str
    value: Decimal | None
    limit: Decimal | None
    verdict: str
    multiple: str = "—"
    reason: str = "—"

    @property
    def is_over(self) -> bool:
        """Whether the limit is exceeded."""
        return self.value is not None and self.limit is not None and self.value > self.limit


def results(seed: int, city: str, term: Term) -> tuple[Result, ...]:
    """Everything measured in a term: one enterprise stands still, one exceeds a limit, the same ones in each term."""
    names = [(kind, name.format(city=city)) for kind in KINDS for name in NAMES[kind]]
    chance = dice(seed, "polluters", term)
    still, over = dice(seed, "polluters").sample([name for kind, name in names if kind != PLANT], 2)
    found: list[Result] = []
    for kind, name in names:
        each = _measured(seed, term, kind, name)
        if name == still:
            each = [replace(each[0], value=None, pollutant="—", verdict="未监测", reason="停产检修")]
        if name == over:
            each[0] = _exceeding(each[0], MEASURED[kind][0][1], chance.randrange(105, 240))
        found += each
    return tuple(found)


def _measured(seed: int, term: Term, kind: str, name: str) -> list[Result]:
    chance = dice(seed, "polluter", name, term)
    place = PLACES[number(seed, name) % len(PLACES)]
    day = date(term.year, term.first, 5) + timedelta(days=chance.randrange(18))
    found = []
    for pollutant, limit, decimals in MEASURED[kind]:
        value = (limit * chance.randrange(20, 92) / 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        found.append(Result(name, kind, place, POINTS[kind], day, pollutant, value, limit, "达标"))
    return found


def _exceeding(result: Result, limit: Decimal, percent: int) -> Result:
    value = (limit * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)
    return replace(result, value=value, verdict="超标", multiple=str(multiple(value, limit)))


def multiple(value: Decimal, limit: Decimal) -> Decimal:
    """By how many times a value exceeds its limit, with two decimals."""
    return ((value - limit) / limit).quantize(Decimal("0.01"), ROUND_HALF_UP)
