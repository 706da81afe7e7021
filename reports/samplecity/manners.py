"""How a body likes to print its figures: units, labels, zeros, last year beside, sentences below."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reports.samplecity.dice import dice
from reports.samplecity.money import REASONS_FROM, SPLIT_FROM

LABELS = (
    (
        "合计",
        "因公出国（境）费",
        "公务接待费",
        "公务用车购置及运行维护费",
        "其中：公务用车购置费",
        "公务用车运行维护费",
    ),
    (
        "总计",
        "1、因公出国(境)费用",
        "2、公务接待费",
        "3、公务用车购置及运行费",
        "（1）公务用车购置费",
        "（2）公务用车运行费",
    ),
    (
        "“三公”经费合计",
        "一、因公出国（境）费用",
        "二、公务接待费用",
        "三、公务用车购置及运行维护费",
        "其中：购置费",
        "运行维护费",
    ),
    ("小计", "因公出国(境)经费", "公务接待经费", "公务用车费", "公务用车购置", "公务用车运行维护"),
)


@dataclass(frozen=True)
class Manner:
    """How a body prints figures.

    `compared` prints last year's beside, `changed` the difference and its percentage too, `planned` the budget
    beside final accounts; `narrated` tells all of it again in sentences.
    """

    unit: str = "万元"
    labels: int = 0
    zero: str = "0"
    grouped: bool = False
    wide: bool = False
    split: bool = True
    total_last: bool = False
    off_by_one: bool = False
    compared: bool = False
    changed: bool = False
    planned: bool = False
    narrated: bool = False
    long: bool = False


@lru_cache(maxsize=4096)
def manner(seed: int, body: str, place: str, year: int, *, final: bool) -> Manner:
    """How a body prints its budget, or its final accounts, of a year in a place."""
    what = seed, body, place, year, final
    chance, compared = dice(*what, "manner"), _is_compared(*what)
    changed = compared and dice(*what, "changed").random() < 0.5
    return Manner(
        unit=_unit(*what),
        labels=chance.randrange(len(LABELS)),
        zero=chance.choice(("0", "0.00", "—", "0" if compared else "", "0")),
        grouped=chance.random() < 0.6,
        wide=chance.random() < 0.08 and not changed,
        split=year >= SPLIT_FROM or chance.random() < 0.5,
        total_last=chance.random() < 0.35,
        off_by_one=_is_rounded(seed, body, year, final),
        compared=compared,
        changed=changed,
        planned=final and not compared and chance.random() < 0.4,
        narrated=chance.random() < (1 if compared and year >= REASONS_FROM else 0.25),
        long=chance.random() < 0.2,
    )


def _unit(*what: object) -> str:
    return dice(*what, "unit").choice(("万元", "万元", "万元", "元"))


def _is_compared(*what: object) -> bool:
    return dice(*what, "compared").random() < 0.3


def _is_rounded(seed: int, body: str, year: int, final: bool) -> bool:
    """Whether a body's total is off by what rounding explains: in both places, where neither 元 nor a comparison shows it."""
    for place in ("own", "portal", "parent"):
        if _unit(seed, body, place, year, final) == "元":
            return False
        if any(_is_compared(seed, body, place, each, final) for each in (year, year + 1)):
            return False
    return dice(seed, body, year, final, "rounded").random() < 0.3
