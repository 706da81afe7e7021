"""The standards by which a city's air is rated, by date: API, HJ 633-2012, HJ 633-2026 (standards.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

Item = (
    str  # a pollutant, after a colon its average where a table has several: "PM2.5", "CO", "O3:8h", "O3:1h", "SO2:1h"
)
ROMAN = ("", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ")
MOST = 500  # where every index ends


@dataclass(frozen=True)
class Grade:
    """A range of the index up to `upto`: its level (1 to 6; `sub` the part of it), words and colour.

    `loose` are words that some cities use of it and that are no fault; `colour` is "" where the standard has none.
    """

    upto: int
    level: int
    sub: str
    words: tuple[str, ...]
    loose: tuple[str, ...]
    colour: str


@dataclass(frozen=True, eq=False)
class Standard:
    """How concentrations become an index. Limits are in µg/m³, of CO in mg/m³; the last limits belong to the last steps that they reach.

    `daily` are the items from which the index of a day is made, `asked` those that a bulletin must show; `rounds` says that
    concentrations are rounded before (half to even: whole µg/m³, CO to one decimal); `by_hour` is the hour of the next day by
    which a bulletin is owed, None where the standard names none; `beyond` what stands for a concentration above the last limit.
    """

    id: str
    index: str
    name: str
    source: str
    first: date
    last: date
    steps: tuple[int, ...]
    limits: Mapping[Item, tuple[int, ...]]
    grades: tuple[Grade, ...]
    daily: tuple[Item, ...]
    asked: tuple[Item, ...]
    rounds: bool = False
    by_hour: int | None = None
    beyond: Mapping[Item, int] = field(default_factory=dict)
    exceeding: bool = False

    def grade(self, index: int) -> Grade:
        """The grade of an index; what lies above the last range belongs to it."""
        return next((grade for grade in self.grades if index <= grade.upto), self.grades[-1])

    def holds(self, day: date) -> bool:
        """Whether a bulletin of that day may follow it."""
        return self.first <= day <= self.last


@cache
def standards() -> tuple[Standard, ...]:
    """Every standard, the oldest first."""
    data = tomllib.loads((resources.files("rules.air") / "standards.toml").read_text("utf-8"))
    return tuple(_standard(entry) for entry in data["standard"])


def possible(day: date, kind: str = "") -> tuple[Standard, ...]:
    """The standards that a bulletin of that day may follow, the newest first; `kind` API or AQI leaves only those of that index.

    From 2012 to 2015 there are two: a city followed the old one until it changed over.
    """
    return tuple(each for each in reversed(standards()) if each.holds(day) and kind in ("", each.index))


def _standard(entry: Mapping[str, Any]) -> Standard:
    return Standard(
        id=entry["id"],
        index=entry["index"],
        name=entry["name"],
        source=entry["source"],
        first=entry["from"],
        last=entry.get("until", date.max),
        steps=tuple(entry["steps"]),
        limits={item: tuple(limits) for item, limits in entry["limits"].items()},
        grades=tuple(_grade(grade) for grade in entry["grade"]),
        daily=tuple(entry["daily"]),
        asked=tuple(entry["asked"]),
        rounds=entry.get("rounds", False),
        by_hour=entry.get("by_hour"),
        beyond=entry.get("beyond", {}),
        exceeding=entry.get("exceeding", False),
    )


def _grade(entry: Mapping[str, Any]) -> Grade:
    words, loose = tuple(entry["words"]), tuple(entry.get("loose", ()))
    return Grade(entry["upto"], entry["level"], entry.get("sub", ""), words, loose, entry.get("colour", ""))
