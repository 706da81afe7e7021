"""政府信息公开指南 — where the public learns how to get what a body holds.

Every body publishes a guide that tells how its information is ordered, whom to ask, where, when and by which number,
how to apply, and where to complain; what it tells is what its other pages say.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, inapplicable
from rules.institutions import guidance
from rules.institutions.agreement import disagreements
from rules.institutions.guides import guides
from rules.institutions.owed import owed
from rules.rule import rule


@rule(
    title="政府信息公开指南",
    duty="2008年5月起公布公开指南，写明机构名称、办公地址、办公时间、联系电话、传真、网上联系方式、申请渠道和监督投诉，与其他页面一致。",
    basis="《政府信息公开条例》（国务院令第492号）第十九条；《政府信息公开条例》（国务院令第711号）第十二条",
    reads=["own-guide"],
    problems={
        "missing": "没有公开指南",
        "broken": "公开指南或其附件打不开",
        "empty": "公开指南没有内容",
        "no-element": "公开指南缺少要素",
        "placeholder": "公开指南的联系方式没有填写",
        "differs": "公开指南的联系方式与其他页面不一致",
    },
    hiding=("missing", "broken", "empty", "no-element", "placeholder"),
)
def disclosure_guide(site: Snapshot) -> Iterator[Finding]:
    """The guide opens and tells whom to ask, where, when, how to apply and to complain, as the other pages do."""
    due = owed("guide", site.period.last)
    if due is None:
        yield inapplicable("《政府信息公开条例》自2008年5月1日起施行")
        return
    seen = guides(site)
    if seen.own is None:
        yield guidance.without(site, seen, due)
        return
    wrong = [*guidance.contents(site, seen.own, due), *disagreements(site, seen.own)]
    yield from wrong or [guidance.shown(seen.own, due)]
