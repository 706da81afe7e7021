"""价格行政执法信息 — who broke the rules of prices and fees, and what followed.

The body that enforces prices keeps a table of its cases: what each was about, when it happened and was
closed, the facts, the grounds and the outcome. One page for each case is as good.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding
from rules.ongoing.items import files_lost, fresh, undated
from rules.prices import told
from rules.prices.cases import TOPIC, price_cases
from rules.rule import rule


@rule(
    title="价格行政执法信息",
    theme="prices",
    duty="及时公布价格行政执法案件，写明涉案内容、发生时间、结案时间、违法违规事实、处罚依据和处理结果；没有案件的，作出说明。",
    basis="国办发〔2013〕73号（七）；《中华人民共和国政府信息公开条例》（2019年）第二十条第（六）项",
    reads=[TOPIC],
    problems={
        "missing": "没有公开价格行政执法信息",
        "outdated": "价格行政执法信息长期没有更新",
        "broken": "价格行政执法信息或其附件打不开",
        "empty": "价格行政执法信息没有内容",
        "picture": "价格行政执法信息只有图片",
        "no-field": "价格行政执法信息缺少要素",
        "blank-field": "案件的要素没有填写",
        "wrong-order": "结案时间早于发生时间",
    },
    spans=("broken", "empty", "picture", "no-field", "blank-field", "wrong-order"),
    anchored=("broken", "empty", "no-field", "blank-field", "wrong-order"),
)
def price_enforcement(site: Snapshot, *, quiet_months: int) -> Iterator[Finding]:
    """Cases of the last months are shown with matter, days, facts, grounds and outcome, or their absence is declared."""
    found = price_cases(site)
    recent = fresh([each.item for each in found], site.period.last, quiet_months)
    if not recent:
        yield told.quiet(site, found, quiet_months)
        return
    urls = {each.page.url for each in recent}
    now = [each for each in found if each.page.url in urls]
    wrong = [*undated(recent, quiet_months), *files_lost(recent), *told.faults(now)]
    yield from wrong or [told.shown(now)]
