"""页面标签 — by which machines tell what a page is.

Pages of a site of government carry labels for the site, the column and the article (国办发〔2017〕47号); before it none is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.badges.foot import OWED_FROM
from rules.badges.labels import labelled, misdated
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.rule import rule

MOST = 3  # pages named for one label


@rule(
    title="页面标签",
    duty="2017年6月8日起，网页带有站点、栏目和内容页标签（SiteName、ColumnName、ArticleTitle 等），标签的日期与页面一致。",
    basis="《政府网站发展指引》（国办发〔2017〕47号）附件《网页标签规范》",
    reads=[],
    problems={"missing": "多数页面缺少标签", "wrong-label": "标签的日期有误"},
)
def page_labels(site: Snapshot) -> Iterator[Finding]:
    """From June 2017 most pages of each kind carry its labels, and PubDate is the day printed."""
    if site.period.first < OWED_FROM:
        yield inapplicable("页面标签自2017年6月8日起要求")
        return
    if not site.pages:
        yield untested("missing", *(lost.cite() for lost in site.unreached[:1]), note="没有读到任何页面")
        return
    wrong = [*_missing(site), *_misdated(site)]
    yield from wrong or [passed(site.pages[0].cite(), note="各类页面都有标签")]


def _missing(site: Snapshot) -> Iterator[Finding]:
    for each in labelled(site):
        if each.is_missing and each.without is not None:
            values = {"kind": each.kind, "have": str(each.have), "all": str(each.all)}
            note = "{kind}标签：{all} 个页面中 {have} 个有"
            yield failed("missing", each.without.cite(), note=note, subject=each.label, **values)


def _misdated(site: Snapshot) -> Iterator[Finding]:
    for page, told, printed in misdated(site)[:MOST]:
        say = failed if not printed else cant_tell
        note = (
            "PubDate 标签写的是“{told}”，页面注明 {printed}，请人工核实"
            if printed
            else "PubDate 标签写的是“{told}”，不是日期"
        )
        yield say("wrong-label", page.cite(page.title), note=note, subject="PubDate", told=told, printed=printed)
