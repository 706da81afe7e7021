"""招投标信用信息 — how those who bid for public works, and their people, have behaved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crawler.snapshot import Snapshot
from rules.finding import Finding, inapplicable, passed
from rules.published import contents, presence
from rules.published.items import recent
from rules.rule import rule
from rules.tenders.credit import TOPIC, credits_of, wrong_fields

OWED_FROM = date(2010, 1, 1)  # 中办发〔2009〕27号：工程建设领域项目信息公开和诚信体系建设（未核对）


@rule(
    title="招投标单位和从业人员信用信息",
    theme="bidding",
    basis=(
        "中办发〔2009〕27号（工程建设领域项目信息公开和诚信体系建设）；"
        "《招标投标违法行为记录公告暂行办法》（发改法规〔2008〕1531号）；国办发〔2017〕97号"
    ),
    duty="公开招投标单位及从业人员的信用信息，写明单位名称和信用情况，并及时更新。",
    reads=[TOPIC],
    problems={
        "missing": "没有公开招投标信用信息",
        "outdated": "长期没有公开新的招投标信用信息",
        "broken": "招投标信用信息或其附件打不开",
        "empty": "招投标信用信息没有内容",
        "no-field": "招投标信用信息缺少要素",
    },
    spans=("broken", "empty", "no-field"),
    anchored=("broken", "empty", "no-field"),
)
def bidding_credit(site: Snapshot, *, quiet_months: int) -> Iterator[Finding]:
    """The credit of bidders and of the people who work for them is published, goes on, opens, and says of whom and what."""
    if site.period.last < OWED_FROM:
        yield inapplicable("工程建设领域信用信息自2010年起公开")
        return
    found = credits_of(site)
    now = recent(found, site.period.last, quiet_months)
    if not found:
        yield presence.missing(site, TOPIC)
        return
    if not now:
        yield presence.quiet(site, TOPIC, found, "最新的是 {day}；此后可能没有新的信用信息，请人工核实")
        return
    wrong = [*contents.opened(now), *wrong_fields(now)]
    cited = tuple(each.page.cite() for each in now[: contents.MOST])
    yield from wrong or [passed(*cited, note="已公开招投标信用信息 {count} 份", count=str(len(now)))]
