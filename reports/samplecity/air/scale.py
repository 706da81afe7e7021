"""How a city's air is rated: until 2013 the 空气污染指数 of three pollutants, then HJ 633-2012, from March 2026 HJ 633-2026.

Every partial index is rounded up, and the worst one counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil

SO2, NO2, PM10, CO, O3, PM25 = "SO2", "NO2", "PM10", "CO", "O3", "PM2.5"
AQI_FROM, STRICTER_FROM = date(2014, 1, 1), date(2026, 3, 1)
CLEAN = 50  # up to here no pollutant is named


@dataclass(frozen=True)
class Range:
    """A range of the index: where it ends, its level as a Roman numeral and in words, what it is called, its colour."""

    upto: int
    roman: str
    level: str
    grade: str
    colour: str = ""


@dataclass(frozen=True)
class Scale:
    """An index: its short and full name, its steps, the limits of each pollutant (µg/m³, CO mg/m³), its ranges."""

    short: str
    name: str
    steps: tuple[int, ...]
    limits: Mapping[str, tuple[int, ...]]
    ranges: tuple[Range, ...]
    is_whole: bool = False

    def range(self, index: int) -> Range:
        """The range of an index."""
        return next(each for each in self.ranges if index <= each.upto)

    def floor(self, index: int) -> int:
        """Where the range of an index begins: the end of the one below."""
        return max((each.upto for each in self.ranges if each.upto < index), default=0)

    def partial(self, item: str, concentration: Fraction) -> int:
        """The partial index of one pollutant, rounded up."""
        limits = self.limits[item]
        place = next(n for n in range(1, len(limits)) if concentration <= limits[n])
        low, high = limits[place - 1], limits[place]
        share = Fraction(self.steps[place] - self.steps[place - 1], high - low)
        return ceil(share * (concentration - low) + self.steps[place - 1])


API = Scale(
    "API",
    "空气污染指数",
    (0, 50, 100, 200, 300, 400, 500),
    {
        SO2: (0, 50, 150, 800, 1600, 2100, 2620),
        NO2: (0, 80, 120, 280, 565, 750, 940),
        PM10: (0, 50, 150, 350, 420, 500, 600),
    },
    (
        Range(50, "Ⅰ", "一级", "优"),
        Range(100, "Ⅱ", "二级", "良"),
        Range(150, "Ⅲ1", "三级", "轻微污染"),
        Range(200, "Ⅲ2", "三级", "轻度污染"),
        Range(250, "Ⅳ1", "四级", "中度污染"),
        Range(300, "Ⅳ2", "四级", "中度重污染"),
        Range(500, "Ⅴ", "五级", "重污染"),
    ),
)
AQI = Scale(
    "AQI",
    "空气质量指数",
    (0, 50, 100, 150, 200, 300, 400, 500),
    {
        SO2: (0, 50, 150, 475, 800, 1600, 2100, 2620),
        NO2: (0, 40, 80, 180, 280, 565, 750, 940),
        PM10: (0, 50, 150, 250, 350, 420, 500, 600),
        CO: (0, 2, 4, 14, 24, 36, 48, 60),
        O3: (0, 100, 160, 215, 265, 800),
        PM25: (0, 35, 75, 115, 150, 250, 350, 500),
    },
    (
        Range(50, "Ⅰ", "一级", "优", "绿色"),
        Range(100, "Ⅱ", "二级", "良", "黄色"),
        Range(150, "Ⅲ", "三级", "轻度污染", "橙色"),
        Range(200, "Ⅳ", "四级", "中度污染", "红色"),
        Range(300, "Ⅴ", "五级", "重度污染", "紫色"),
        Range(500, "Ⅵ", "六级", "严重污染", "褐红色"),
    ),
)
STRICTER = replace(
    AQI,
    limits={
        **AQI.limits,
        PM10: (0, 50, 120, 250, 350, 420, 500, 600),
        PM25: (0, 35, 60, 115, 150, 250, 350, 500),
    },
    is_whole=True,
)


def scale(day: date) -> Scale:
    """The index by which the city rates a day."""
    return API if day < AQI_FROM else AQI if day < STRICTER_FROM else STRICTER
