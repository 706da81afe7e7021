"""取消和免征的收费 — which administrative fees are no longer taken this year.

Each year the city tells which administrative fees were cancelled or waived, by notices of its own
or by those of the province and the ministry.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.fees.reliefs import TOPIC, due_year, of_year, reliefs, silent, wrong_fields
from rules.finding import Finding, passed
from rules.published import contents
from rules.rule import rule
from rules.spoken import is_spoken, only_spoken


@rule(
    title="取消和免征的行政事业性收费",
    theme="prices",
    basis="《政府信息公开条例》（2008）第十条第五项，（2019）第二十条第八项；国办发〔2013〕73号（七）",
    duty="公开本年度取消和免征的行政事业性收费及执行时间。",
    reads=[TOPIC],
    problems={
        "missing": "没有公开当年取消和免征的行政事业性收费",
        "outdated": "只有往年取消和免征的收费",
        "broken": "取消和免征收费的信息或其附件打不开",
        "empty": "取消和免征收费的信息没有内容",
        "no-field": "取消和免征收费的信息缺少要素",
    },
    spans=True,
    anchored=("broken", "empty", "no-field"),
)
def fee_relief(site: Snapshot, *, owed_from: int) -> Iterator[Finding]:
    """A notice of this year, or of last year until this year's is owed, tells which fees are no longer taken and from when."""
    found, due = reliefs(site), due_year(site.period.last, owed_from)
    now = [each for year in range(due, site.period.last.year + 1) for each in of_year(found, year)]
    now = list(dict.fromkeys(now))
    if not now:
        yield silent(site, found, due)
        return
    if all(is_spoken(each.page) for each in now):
        yield only_spoken([each.page for each in now])
        return
    cited = tuple(each.page.cite() for each in now[: contents.MOST])
    wrong = [*contents.opened(now), *wrong_fields(now)]
    yield from wrong or [
        passed(*cited, note="已公开 {year} 年以来取消和免征收费的信息 {count} 份", year=str(due), count=str(len(now)))
    ]
