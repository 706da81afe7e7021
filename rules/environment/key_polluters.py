"""重点排污单位名录 — the yearly list of key polluters.

Until the end of March the environment bureau of a city publishes which polluters are watched
most closely that year, and why: as 重点排污单位 from 2015, as 环境监管重点单位 from 2023.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.dates import MonthDay
from rules.finding import Finding, inapplicable
from rules.rule import rule
from rules.surroundings import listed
from rules.surroundings.lists import OWED_FROM, TOPIC, UnitList, due_year, unit_lists


@rule(
    title="重点排污单位名录",
    theme="pollution",
    duty="2015年起每年3月底前公布当年的重点排污单位名录，写明类别，单位数与所写相符。",
    basis="《企业事业单位环境信息公开办法》（环境保护部令第31号）第七条；环办监测〔2017〕86号第二条；《环境监管重点单位名录管理办法》（生态环境部令第27号）",
    reads=[TOPIC],
    problems={
        "missing": "没有公开重点排污单位名录",
        "outdated": "只有往年的重点排污单位名录",
        "broken": "名录或其附件打不开",
        "empty": "名录没有内容",
        "no-field": "名录缺少要素",
        "wrong-count": "名录的单位数与写明的不符",
        "late": "超过时限才公开名录",
    },
    spans=True,
)
def key_polluters(site: Snapshot, *, publish_by: MonthDay) -> Iterator[Finding]:
    """The list of the year is shown by its day, opens, names the classes, and holds as many as it says."""
    lists, due = unit_lists(site), due_year(site.period.last, publish_by)
    if due < OWED_FROM and not any((each.year or 0) >= OWED_FROM for each in lists):
        yield inapplicable("重点排污单位名录自2015年起由设区的市公布，尚未到期")
        return
    now = listed.current(lists, max(due, OWED_FROM))
    if not now:
        yield listed.not_current(site, lists, due)
        return
    yield from _found(now, due, publish_by) or [listed.shown(now)]


def _found(now: list[UnitList], due: int, publish_by: str) -> list[Finding]:
    doubt = listed.doubtful(now)
    found = [doubt] if doubt else []
    for each in now:
        found += [] if each.is_beyond else listed.contents(each)
    owed = [each for each in now if each.year == due]
    return [*found, *listed.late(owed, due, publish_by)]
