"""A year's rulebook (考核方案) as data, refused with every fault in one message when it does not fit the rules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from checker.fit import faults
from checker.indicator import Indicator, Sort, indicator
from checker.ledger.steps import Step
from checker.matrix import Matrix
from checker.onsite import OnSite, on_site
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from rules.rule import Rule

FULL = Decimal(100)
GRADES: Mapping[str, int] = {
    "优秀": 90,
    "良好": 80,
    "合格": 60,
    "不合格": 0,
}  # 岳公开办发〔2017〕2号, and most that are known


class Sharing(StrEnum):
    """Where the points of what does not apply to a department go.

    SCALE: all that applies is worth more, by the same factor (the 4/3 of 国办秘函〔2019〕19号). SPREAD: they stay with their
    group as long as anything of it applies, so that the groups weigh the same for everyone.
    """

    SCALE = "scale"
    SPREAD = "spread"


@dataclass(frozen=True)
class Grade:
    """A grade (等次) and the lowest mark that earns it."""

    name: str
    at_least: Decimal


@dataclass(frozen=True)
class Scheme:
    """A year's rulebook: the only home of numbers, and of what inspectors look at on site.

    `bonus_above` is the mark out of 100 that must be exceeded before bonuses count, `at_most` the highest mark with them.
    `year_end_crawl` is the month whose check counts as the year-end one. `escalation` is what follows, step by step, when a
    problem is not put right in time. `text` is the file as written.
    """

    id: str
    title: str
    year: int
    source: str
    matrix: Matrix
    indicators: tuple[Indicator, ...]
    on_site: tuple[OnSite, ...] = ()
    sharing: Sharing = Sharing.SCALE
    grades: tuple[Grade, ...] = ()
    bonus_above: Decimal = Decimal(0)
    at_most: Decimal = FULL
    year_end_crawl: Period | None = None
    escalation: tuple[Step, ...] = ()
    stated: frozenset[str] = frozenset()
    unverified: frozenset[str] = frozenset()
    text: str = field(default="", repr=False, compare=False)

    @property
    def year_end_period(self) -> Period:
        """The month whose check is the year-end one: the scheme's own, else the year's December."""
        return self.year_end_crawl or Period(self.year, 12)

    def of_year(self, year: int) -> Scheme:
        """The same rulebook for another year than its own, the year-end check as many months later."""
        later = self.year_end_crawl.shift(12 * (year - self.year)) if self.year_end_crawl else None
        return replace(self, year=year, year_end_crawl=later)

    def year_ended(self, period: Period) -> int:
        """The year whose end an inspection in a month is of: that of which the month is the year-end check, else the month's own."""
        before = period.year - 1
        return before if self.of_year(before).year_end_period == period else period.year

    def indicator(self, id: str) -> Indicator:
        """The indicator of that id. Raises KeyError."""
        return {each.id: each for each in self.indicators}[id]

    def group_points(self) -> dict[str, Decimal]:
        """The points that each group carries for those to whom all of it applies."""
        points: dict[str, Decimal] = {}
        for each in self.indicators:
            if each.sort is Sort.DEDUCT:
                points[each.group] = points.get(each.group, Decimal(0)) + each.points
        return points


def open_scheme(name: str, folder: Path, catalogue: Mapping[str, Rule], named_in: str = "gongkai.toml") -> Scheme:
    """The scheme of that name: the workspace's own in `folder`, else a built-in one.

    `named_in` is the file that names it; "" for a name from the command line.
    Raises Refusal when there is none, or when the workspace's own does not fit the rules; a built-in one does, as tests see to.
    """
    values = {"name": name, "known": built_in_schemes()}
    if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
        raise Refusal(Fault("考核方案名“{name}”不合规", "名称只用字母、数字和连字符", named_in, None, values))
    own, built_in = folder / f"{name}.toml", resources.files("checker") / "schemes" / f"{name}.toml"
    source = own if own.is_file() else built_in
    if not source.is_file():
        remedy = "可用的内置方案：{known}；自己的方案放进 schemes/"
        raise Refusal(Fault("没有考核方案“{name}”", remedy, named_in, None, values))
    try:
        text = source.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        values = {"error": str(error)}
        remedy = "请按提示位置改正，存为 UTF-8"
        raise Refusal(Fault("不是合格的 TOML：{error}", remedy, f"{name}.toml", None, values)) from None
    return read_scheme(text, f"{name}.toml", catalogue) if source is own else kept_scheme(text, name)


def built_in_schemes() -> list[str]:
    """Names of the schemes that come with the program."""
    files = (resources.files("checker") / "schemes").iterdir()
    return sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml"))


def read_scheme(text: str, file: str, catalogue: Mapping[str, Rule]) -> Scheme:
    """The scheme written in a TOML text. Raises Refusal with every fault that it has."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:  # besides: numbers too long, brackets too deep
        fault = Fault("不是合格的 TOML：{error}", "请按提示位置改正", file, None, {"error": str(error)})
        raise Refusal(fault) from None
    found = list(faults(text, data, file, catalogue))
    if found:
        raise Refusal(*found)
    return _scheme(data, file.removesuffix(".toml"), text)


@lru_cache(16)
def kept_scheme(text: str, id: str) -> Scheme:
    """The scheme by which a past month was judged, as it was kept with the results: what the rules are now does not matter to it."""
    return _scheme(tomllib.loads(text, parse_float=Decimal), id, text)


def _scheme(data: Mapping[str, Any], id: str, text: str) -> Scheme:
    grades = (Grade(name, Decimal(least)) for name, least in data.get("grades", GRADES).items())
    year_end = data.get("year_end_crawl")
    return Scheme(
        id=id,
        title=data["title"],
        year=data["year"],
        source=data.get("source", ""),
        matrix=Matrix.of(data.get("matrix", {})),
        indicators=tuple(indicator(entry) for entry in data["indicator"]),
        on_site=tuple(on_site(entry) for entry in data.get("on_site", [])),
        sharing=Sharing(data.get("inapplicable", Sharing.SCALE)),
        grades=tuple(sorted(grades, key=lambda grade: -grade.at_least)),
        bonus_above=Decimal(data.get("bonus_above", 0)),
        at_most=Decimal(data.get("at_most", FULL)),
        year_end_crawl=Period.parse(year_end) if year_end else None,
        escalation=tuple(Step(each["step"], each["after"]) for each in data.get("escalation", ())),
        stated=frozenset(data.get("stated", ())),
        unverified=frozenset(data.get("unverified", ())),
        text=text,
    )
