"""How a place tells of the air in a year: in which form, with which names and signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.samplecity.air.scale import AQI_FROM, CO, NO2, O3, PM10, PM25, SO2
from reports.samplecity.dice import dice

PAGES = ("sheet", "parts", "columns", "stations", "told", "titled", "keyed", "weekend")
GROWING = ("month", "month-xls", "month-xlsx", "lines")
BARE = ("told", "titled", "keyed", "lines")  # whose API is told without what was measured
PARTED = ("parts", "columns")
FRIDAY = 4
TITLES = (
    "{city}{year}年{month}月{day}日空气质量日报",
    "{month}月{day}日环境空气质量日报",
    "{city}城市空气环境质量日报（{year}年{month}月{day}日）",
    "{year}-{month:02}-{day:02}空气质量日报",
    "{city}区环境空气质量日报 {year}.{month}.{day}",
)
DAYS = (
    "{0.year}年{0.month}月{0.day}日",
    "{0.month}月{0.day}日",
    "{0:%Y-%m-%d}",
    "{0.year}/{0.month}/{0.day}",
    "{0.day}日",
)
NAMES: tuple[Mapping[str, str], ...] = (
    {
        SO2: "二氧化硫",
        NO2: "二氧化氮",
        PM10: "可吸入颗粒物",
        CO: "一氧化碳",
        O3: "臭氧8小时",
        PM25: "细颗粒物",
    },
    {SO2: "SO2", NO2: "NO2", PM10: "PM10", CO: "CO", O3: "O3-8h", PM25: "PM2.5"},
    {
        SO2: "二氧化硫（SO2）",
        NO2: "二氧化氮（NO2）",
        PM10: "可吸入颗粒物（PM10）",
        CO: "一氧化碳（CO）",
        O3: "臭氧（O3）日最大8小时滑动平均",
        PM25: "细颗粒物（PM2.5）",
    },
)


@dataclass(frozen=True)
class Manner:
    """How a place tells of the air.

    `none` stands where no pollutant is to be named; `valued` tells concentrations, `milli` in mg/m³, `tenths` as they were
    measured, else in whole µg/m³; `timed` writes the hour of publication into the text where it matters.
    """

    form: str
    title: str
    day: str
    names: Mapping[str, str]
    none: str
    milli: bool
    tenths: bool
    valued: bool
    roman: bool
    timed: bool

    @property
    def is_paged(self) -> bool:
        """Whether each day has a page."""
        return self.form in PAGES

    @property
    def is_parted(self) -> bool:
        """Whether partial indexes are told."""
        return self.form in PARTED

    def together(self, day: date) -> bool:
        """Whether a day is told with its neighbours on one page: from Friday to Sunday."""
        return self.form == "weekend" and day.weekday() >= FRIDAY


def manner(seed: int, body: str, place: str, day: date, *, paged: bool) -> Manner:
    """How a place tells of the days of a year and era."""
    chance, old = dice(seed, body, place, "air manner", day.year), day < AQI_FROM
    form = chance.choice(PAGES if paged else (*PAGES, *GROWING, *GROWING))
    form = "month" if form == "lines" and not old else form
    always = form in PARTED or form == "stations" or not old
    return Manner(
        form=form,
        title=chance.choice(TITLES),
        day=chance.choice(DAYS),
        names=chance.choice(NAMES),
        none=chance.choice(("—", "————", "无", "/", "-")),
        milli=chance.random() < 0.25,
        tenths=chance.random() < 0.5,
        valued=always or (form not in BARE and chance.random() < 0.6),
        roman=chance.random() < 0.6,
        timed=chance.random() < 0.5,
    )
