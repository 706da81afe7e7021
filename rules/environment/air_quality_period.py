"""空气质量周报、月报、季报 — what the air of a week, a month or a quarter was like.

What is published adds up, agrees with the daily bulletins and stands in both places; where a report is owed online, it is
there in time. A weekly report that is owed in a newspaper is a matter for inspectors on site.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.air.period.judgement import judged
from rules.air.reading import bulletins
from rules.finding import Finding
from rules.rule import rule

TOPIC = "air-quality-period"


@rule(
    title="空气质量周报、月报、季报",
    theme="air",
    duty="应在网上公布的周报、月报、季报按时公布；各级别天数相加相符，优良率算得对，与同期日报和另一处一致。",
    basis="国办发〔2013〕73号（五）；HJ 633-2012 5.1.5；HJ 663-2013",
    reads=[TOPIC],
    problems={
        "missing": "没有公布应公布的空气质量报告",
        "broken": "空气质量报告打不开",
        "no-field": "空气质量报告没有数据",
        "wrong-days": "各级别天数相加不符",
        "wrong-rate": "优良率与天数不符",
        "wrong-grade": "级别与指数不符",
        "wrong-change": "变化幅度与两期数值不符",
        "dailies-differ": "与同日日报不一致",
        "places-differ": "两处公布的报告不一致",
        "late": "超过公布时限",
    },
    hiding=("missing", "broken", "no-field"),
    spans=True,
    anchored=("no-field", "wrong-days", "wrong-rate", "wrong-grade", "wrong-change", "dailies-differ", "places-differ"),
)
def air_quality_period(site: Snapshot, *, owed: str, publish_within: int) -> Iterator[Finding]:
    """Reports on weeks, months and quarters add up, agree with the dailies, and are there in time where they are owed."""
    yield from judged(site, bulletins, owed=owed, publish_within=publish_within)
