"""What is said of a day, label by label, as a place prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reports.samplecity.air.days import Day
from reports.samplecity.air.manner import Manner
from reports.samplecity.air.scale import CO
from reports.samplecity.documents import Rows

MICRO, MILLI = "微克/立方米", "毫克/立方米"


@dataclass(frozen=True)
class Words:
    """A day as a place prints it; `blank` without its index, `bare` without its pollutant, `slipped` in the other unit."""

    told: Day
    how: Manner
    city: str
    blank: bool = False
    bare: bool = False
    slipped: bool = False

    @property
    def is_old(self) -> bool:
        """Whether it is an API."""
        return self.told.scale.short == "API"

    @property
    def index(self) -> str:
        """The index."""
        return "" if self.blank else "NA" if self.told.index is None else str(self.told.index)

    @property
    def primary(self) -> str:
        """The pollutant that decides."""
        if self.told.index is None:
            return "NA"
        return "、".join(self.how.names[item] for item in self.told.primary) or self.how.none

    @property
    def level(self) -> str:
        """The level in Roman or Chinese numerals."""
        return self.told.roman if self.how.roman else self.told.level

    @property
    def when(self) -> str:
        """The day in full."""
        return f"{self.told.day.year}年{self.told.day.month}月{self.told.day.day}日"

    def pairs(self) -> list[tuple[str, str]]:
        """(label, text) of everything but concentrations."""
        index = "污染指数" if self.is_old else "AQI指数"
        found = [("首要污染物", self.primary), (index, self.index), ("级别", self.level), ("状况", self.told.grade)]
        return found[self.bare :]

    def concentrations(self) -> Iterator[tuple[str, str]]:
        """(name of the pollutant, concentration) of each."""
        return ((self.how.names[item], self.printed(item)) for item in self.told.values)

    def printed(self, item: str) -> str:
        """The concentration of a pollutant without its unit."""
        value = self.told.values[item]
        if value is None:
            return "NA"
        if item == CO:
            return str(value)
        shown = value if self.how.tenths else value.quantize(Decimal(1), ROUND_HALF_UP)
        return f"{shown / 1000:f}" if self.how.milli != self.slipped else str(shown)

    def unit(self, item: str) -> str:
        """The unit that is said to be a pollutant's."""
        return MILLI if item == CO or self.how.milli else MICRO

    def units(self) -> str:
        """The units of a table of all pollutants."""
        unit = MILLI if self.how.milli else MICRO
        return unit if self.is_old or self.how.milli else f"{unit}，CO为{MILLI}"

    def table(self) -> Rows:
        """Pollutants with their concentrations, and their partial indexes where the place shows them."""
        head = ("污染物", f"浓度（{self.units()}）", "分指数")
        rows = [
            (name, value, str(self.told.partials.get(item, "NA")))
            for item, (name, value) in zip(self.told.values, self.concentrations(), strict=True)
        ]
        return tuple(row if self.how.is_parted else row[:2] for row in (head, *rows))

    def sentence(self) -> str:
        """Everything in prose."""
        name = f"{self.told.scale.name}（{self.told.scale.short}）"
        index = f"{name}为{self.index}，" if self.index else ""
        primary = "无首要污染物，" if not self.told.primary else f"首要污染物为{self.primary}，"
        grades = f"空气质量级别为{self.level}级，空气质量状况{self.told.grade}。".replace("级级", "级")
        if self.told.index is None:
            primary = "首要污染物为NA，"
            grades = "空气质量级别为NA，空气质量状况NA。"
        return f"{self.when}，{self.city}城区{index}{'' if self.bare else primary}{grades}{self.measured()}"

    def measured(self) -> str:
        """The concentrations in prose."""
        if not self.how.valued:
            return ""
        parts = zip(self.told.values, self.concentrations(), strict=True)
        return f"其中{'，'.join(_amount(name, value, self.unit(item)) for item, (name, value) in parts)}。"


def _amount(name: str, value: str, unit: str) -> str:
    return f"{name}浓度为{value}" + (unit if value != "NA" else "")
