"""The steps that a chart of a class of power must show, and which of them one lacks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rules.phrases import squeeze
from rules.powers.charts.chart import Chart
from rules.powers.naming.names import core

FEWEST = 3  # steps that a chart must show before anything can be missed on it
ENOUGH = 4  # and before it is missed for sure: fewer may be all that could be read of a longer chart
_SUMMARY = re.compile("简易|当场")
_GENERAL = re.compile("一般程序|普通程序|听证")
_REFERS = re.compile(
    "详见|见附|见下|见右|参照|同上|另附|点击|[接转续]下[一页图]|[接承]上页|下页|续[图表页]|[(]续"
)  # the rest stands elsewhere


@dataclass(frozen=True)
class Minimum:
    """What charts of some classes show at least: each step with the words for it, any one of which is enough."""

    name: str
    classes: tuple[str, ...]
    steps: Mapping[str, tuple[str, ...]]
    source: str


@cache
def minimums() -> tuple[Minimum, ...]:
    """Every minimum of steps.toml."""
    data = tomllib.loads((resources.files("rules.powers.charts") / "steps.toml").read_text("utf-8"))
    return tuple(
        Minimum(name, tuple(entry["classes"]), {step: tuple(w) for step, w in entry["steps"].items()}, entry["source"])
        for name, entry in data.items()
    )


def minimum_for(kind: str, name: str) -> Minimum | None:
    """The minimum of a class of power; of a penalty that is decided on the spot (简易程序, 当场) a shorter one."""
    summary = kind == "行政处罚" and _SUMMARY.search(squeeze(name)) and not _GENERAL.search(squeeze(name))
    return next((each for each in minimums() if (each.name == "summary" if summary else kind in each.classes)), None)


def missing_steps(chart: Chart, kind: str) -> tuple[str, ...]:
    """The steps that a chart lacks for a power of this class; () where it lacks none, or was not read as a whole.

    Words count wherever they stand on the chart but in its name. A chart that shows hardly any of its class's steps is
    laid out in a way that is not understood here, and lacks none for sure.
    """
    text = squeeze(chart.text)
    shown = text.replace(core(chart.name), "") if len(core(chart.name)) > 3 else text
    if not chart.whole or len(chart.steps) < FEWEST or _REFERS.search(text):
        return ()
    least = minimum_for(kind, chart.name + _procedure(chart))
    if least is None:
        return ()
    lacking = tuple(step for step, words in least.steps.items() if not any(word in shown for word in words))
    return lacking if 2 * len(lacking) <= len(least.steps) else ()


def is_enough(chart: Chart) -> bool:
    """Whether so many steps were read of a chart that one which is not among them is surely not on it."""
    return chart.whole and len(chart.steps) >= ENOUGH


def _procedure(chart: Chart) -> str:
    """That a chart without 告知 and 听证 of its own decides on the spot, where a box says so."""
    first = squeeze("".join(chart.steps))
    return "当场" if "当场处罚" in first or "简易程序" in first else ""
