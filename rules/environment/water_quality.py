"""水质信息 — what flows, and what is drunk.

The environment bureau of a city tells of the quality of its water, from 2016 at least once a
quarter of that which is drunk; what rates and classes it gives must follow from its own numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding
from rules.rule import rule
from rules.surroundings import watered
from rules.surroundings.waterreports import TOPIC, due_quarter, recent, reports


@rule(
    title="水质信息",
    theme="pollution",
    duty="2016年起按季度公布饮用水水源、供水和用户水龙头的水质，写明结果，达标率和类别与数据相符。",
    basis="国办发〔2013〕73号（五）；国发〔2015〕17号（二十四）；环办〔2011〕22号",
    reads=[TOPIC],
    problems={
        "missing": "没有公开饮用水水质信息",
        "outdated": "没有公开最近一季的饮用水水质信息",
        "broken": "水质信息或其附件打不开",
        "no-field": "水质信息缺少要素",
        "wrong-rate": "水质达标率与数字不符",
        "wrong-class": "水质类别与评价不符",
    },
    hiding=("missing", "broken"),
    spans=True,
    anchored=("broken", "no-field", "wrong-rate", "wrong-class"),
)
def water_quality(site: Snapshot, *, publish_within: int) -> Iterator[Finding]:
    """From 2016 each quarter has a report on water to drink, its file opens, and its rates and classes hold."""
    found, last = reports(site), site.period.last
    absence = watered.presence(site, found, due_quarter(last, publish_within))
    wrong = [*([absence] if absence else []), *watered.contents(recent(found, last))]
    yield from wrong or [watered.shown(found)]
