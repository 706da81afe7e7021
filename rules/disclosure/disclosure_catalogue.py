"""政府信息公开目录 — the list of what a body has published.

Each entry of the catalogue has an index, a name and the day on which the information was made; its text opens,
and new entries are added as new information is made.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, inapplicable
from rules.institutions import catalogued
from rules.institutions.entries import catalogue
from rules.institutions.fields import DAY, INDEX
from rules.institutions.owed import owed
from rules.institutions.stated import states
from rules.rule import rule

TOPIC = "own-catalogue"


@rule(
    title="政府信息公开目录",
    duty="2008年5月起公布公开目录，每条有索引号、名称、生成日期，正文能打开，并及时更新。",
    basis="《政府信息公开条例》（国务院令第492号）第十八条、第十九条；《政府信息公开条例》（国务院令第711号）第十二条",
    reads=[TOPIC],
    problems={
        "missing": "没有公开目录",
        "broken": "公开目录打不开",
        "empty": "公开目录没有条目",
        "no-field": "目录条目缺少要素",
        "blank-field": "目录条目的要素空白",
        "no-text": "目录条目没有正文或打不开",
        "outdated": "公开目录没有新增条目",
    },
    hiding=("missing", "broken", "empty"),
    anchored=("no-text", "blank-field"),
)
def disclosure_catalogue(site: Snapshot, *, quiet_months: int) -> Iterator[Finding]:
    """The catalogue opens, its entries tell index and day, their texts open, and there are new ones."""
    if owed("guide", site.period.last) is None:
        yield inapplicable("《政府信息公开条例》自2008年5月1日起施行")
        return
    shown = catalogue(site, TOPIC, INDEX)
    if not shown.entries:
        yield catalogued.without(site, shown, TOPIC)
        return
    wrong = [
        *catalogued.lacking("索引号", states(shown.entries, INDEX), shown.about.any),
        *catalogued.lacking("生成日期", states(shown.entries, DAY)),
        *catalogued.textless(shown.entries),
        *catalogued.quiet(site, shown, TOPIC, quiet_months),
    ]
    yield from wrong or [catalogued.listed(shown)]
