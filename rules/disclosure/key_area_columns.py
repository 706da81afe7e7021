"""重点领域信息公开栏目 — the columns of the areas that matter most to people.

The portal of a government has a column for each key area; which they are its scheme says. A column may have another
name, stand within the catalogue, or hold no more than a statement that there was nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crawler.snapshot import Snapshot
from rules.finding import Finding, failed, inapplicable, passed
from rules.institutions.areas import Shown, areas, shown
from rules.institutions.covered import judged
from rules.rule import rule

OWED_FROM = date(2013, 7, 1)  # 国办发〔2013〕73号


@rule(
    title="重点领域信息公开栏目",
    duty="2013年7月起政府门户网站为每个重点领域设置栏目，有内容，一年内有更新。",
    basis="国办发〔2013〕73号；《政府信息公开条例》（国务院令第492号）第十条、第十五条",
    reads=["own-catalogue"],
    problems={
        "missing": "没有重点领域信息公开栏目",
        "no-column": "缺少重点领域栏目",
        "empty": "重点领域栏目没有内容",
        "broken": "重点领域栏目打不开",
        "outdated": "重点领域栏目一年没有更新",
    },
    hiding=("missing", "no-column", "empty", "broken"),
)
def key_area_columns(site: Snapshot, *, areas: str) -> Iterator[Finding]:
    """Each area of the scheme has a column that opens, holds something, and was added to within a year."""
    if site.period.last < OWED_FROM:
        yield inapplicable("国办发〔2013〕73号自2013年7月起施行")
        return
    seen = _seen(site, areas)
    wrong = [finding for each in seen if (finding := judged(site, each)) is not None]
    if (
        wrong
        and len(wrong) == len(seen)
        and all(each.problem == "no-column" and each.outcome == "failed" for each in wrong)
    ):
        yield failed("missing", *wrong[0].evidence, note="所列 {count} 个重点领域都没有栏目", count=str(len(seen)))
        return
    note = "{count} 个重点领域都有栏目，有内容"
    yield from wrong or [passed(*(each.first.cite() for each in seen[:12]), note=note, count=str(len(seen)))]


def _seen(site: Snapshot, listed: str) -> list[Shown]:
    return [shown(site, area) for area in areas(listed)]
