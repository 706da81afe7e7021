"""页底要素 — what a site owes its visitors at its foot.

Whoever runs a site of government names itself at the foot of its pages, says how to be reached and by which numbers the
site is registered, and leads to where mistakes are reported. The elements are those of 国办发〔2017〕47号; before it none is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Reason, Snapshot
from rules.badges.foot import OWED_FROM, Foot, foot, is_code
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.phrases import squeeze
from rules.rule import rule

WAYS = ("找错", "纠错", "标识", "备案", "网安备", "地图", "联系我们")


@rule(
    title="页底要素",
    duty="2017年6月8日起，网站页底写明主办单位、联系方式、网站标识码、ICP备案编号、公安机关备案标识，并有党政机关网站标识、“我为政府网站找错”入口和站点地图。",
    basis="《政府网站发展指引》（国办发〔2017〕47号）",
    reads=[],
    problems={
        "no-element": "页底缺少要素",
        "wrong-code": "网站标识码有误",
        "broken": "页底的链接打不开",
    },
    hiding=(),
)
def site_footer(site: Snapshot) -> Iterator[Finding]:
    """From June 2017 the foot of the home page or of its lists has every element, and its links open."""
    if site.period.first < OWED_FROM:
        yield inapplicable("页底要素自2017年6月8日起要求")
        return
    found = foot(site)
    if found is None:
        lost = site.unreached[0] if site.unreached else None
        yield untested("no-element", *([lost.cite()] if lost else []), note="首页没有读到")
        return
    wrong = [*_lacking(found), *_codes(found), *_broken(site)]
    yield from wrong or [passed(found.pages[0].cite(found.printed), note="页底要素齐全")]


def _lacking(found: Foot) -> Iterator[Finding]:
    home = found.pages[0]
    if not found.is_seen:
        yield cant_tell("no-element", home.cite(), note="页底没有读到，可能由脚本写入，请人工查看")
        return
    for name in found.lacking:
        yield failed("no-element", home.cite("主办"), note="页底没有{name}", subject=name, name=name)


def _codes(found: Foot) -> Iterator[Finding]:
    home = found.pages[0]
    if found.printed and not is_code(found.printed):
        yield failed("wrong-code", home.cite("标识码"), note="“{code}”不是10位网站标识码", code=found.printed)
        return
    for where, code in found.others:
        if found.printed and code != found.printed:
            note = "页底的标识码为 {printed}，{where}为 {code}，请人工核实"
            yield cant_tell("wrong-code", home.cite("标识码"), note=note, printed=found.printed, where=where, code=code)


def _broken(site: Snapshot) -> Iterator[Finding]:
    for lost in site.unreached:
        label = squeeze(lost.label)
        if lost.reason in (Reason.GONE, Reason.SOFT_404) and len(label) < 20 and any(word in label for word in WAYS):
            yield failed("broken", lost.cite(), note="“{label}”打不开", subject=lost.label, label=lost.label)
