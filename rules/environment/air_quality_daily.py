"""空气质量日报 — a bulletin on the city's air for every day.

The environment bureau publishes the index of each day on its own site and on the portal, in time, with what the
standard of that day asks for, and with numbers and words that follow from each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.air.daily.day import THERE, Diary
from rules.air.daily.diary import diary
from rules.finding import Finding, passed
from rules.rule import rule

TOPIC = "air-quality-daily"
COMPLETE = {  # by whether every day of the month is owed, and whether indexes were computed anew
    (True, False): "全月 {days} 天齐全",
    (True, True): "全月 {days} 天齐全，其中 {checked} 天的指数经重新计算相符",
    (False, False): "应当公布的 {days} 天齐全",
    (False, True): "应当公布的 {days} 天齐全，其中 {checked} 天的指数经重新计算相符",
}


@rule(
    title="空气质量日报",
    theme="air",
    duty="每天一份空气质量日报，按时公布，两处都有；指数由浓度算得出，首要污染物、级别、类别和颜色与指数相符。",
    basis="国办发〔2013〕73号（五）；HJ 633-2012 5.1；HJ 633-2026 5",
    reads=[TOPIC],
    problems={
        "missing": "全月没有空气质量日报",
        "missing-day": "缺少当日空气质量日报",
        "no-index": "空气质量日报没有指数",
        "no-field": "空气质量日报缺少要素",
        "wrong-partial": "空气质量分指数计算错误",
        "wrong-index": "空气质量指数与浓度或分指数不符",
        "wrong-primary": "首要污染物有误",
        "wrong-grade": "空气质量级别、类别或颜色与指数不符",
        "unit-slip": "污染物浓度的单位有误",
        "doubled-day": "同一天的日报相互矛盾",
        "future-day": "日报的日期在发布之后",
        "late": "日报超过公布时限",
        "frozen": "连续多日数值完全相同",
        "places-differ": "两处公布的日报不一致",
        "broken": "空气质量发布平台打不开",
    },
    hiding=("missing", "missing-day", "no-index", "broken"),
    spans=True,
    beside=("places-differ",),
)
def air_quality_daily(site: Snapshot, *, publish_within: int) -> Iterator[Finding]:
    """Every day of the month has a bulletin in time, with an index that follows from what was measured, and the words for it."""
    month = diary(site, publish_within=publish_within)
    yield from month.findings or [_passed(month)]


def _passed(month: Diary) -> Finding:
    told = [day.bulletin for day in month.days.values() if day.state == THERE and day.bulletin is not None]
    sources = list({bulletin.source.url: bulletin.source for bulletin in told}.values())
    note = COMPLETE[len(told) == len(month.days), bool(month.recomputed)]
    values = {"days": str(len(told)), "checked": str(len(month.recomputed))}
    return passed(*(source.cite() for source in sources[:3]), note=note, **values)
