"""空气质量预报 — what the air will be like.

From March 2026 the environment bureau tells every day, before eight in the evening, what the
city's air will be like on the next three days at least.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, inapplicable
from rules.rule import rule
from rules.surroundings import foreseen
from rules.surroundings.forecasts import OWED_FROM, TOPIC, forecasts


@rule(
    title="空气质量预报",
    theme="air",
    duty="2026年3月起每天20时前公布此后至少三天的空气质量预报，写明级别，级别与指数相符。",
    basis="HJ 633-2026 5.2.3",
    reads=[TOPIC],
    problems={
        "missing": "没有空气质量预报",
        "missing-day": "缺少当日发布的空气质量预报",
        "no-field": "空气质量预报缺少要素",
        "wrong-grade": "预报的级别与指数不符",
    },
    hiding=("missing", "missing-day"),
    lasting=("missing-day",),
    spans=("missing-day", "no-field", "wrong-grade"),
    anchored=("no-field",),
)
def air_forecast(site: Snapshot) -> Iterator[Finding]:
    """Every day has a forecast for three days at least, with grades that are those of its index."""
    if site.period.last < OWED_FROM:
        yield inapplicable("空气质量预报自2026年3月1日起应每日公布")
        return
    now = [each for each in forecasts(site) if each.made is None or each.made in site.period]
    if not now:
        yield foreseen.none(site)
        return
    yield from [*foreseen.days_lacking(site, now), *foreseen.contents(now)] or [foreseen.shown(now)]
