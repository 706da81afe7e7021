"""乡镇网站链接 — a county's site leads to those of its townships.

Townships, streets and forest farms have sites or pages of their own, and the county's site links to them. What lies on other
hosts is not visited: of such links only the existence is seen. A county may have no townships' sites, which is left to a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.snapshot import Snapshot
from rules.finding import Finding, failed, passed, untested
from rules.hearing.townless import TOPIC, townless
from rules.hearing.towns import Town, towns, way_back
from rules.rule import rule


@rule(
    title="乡镇网站链接",
    duty="2014年起，县（市、区）网站设乡镇、街道、林场所网站的链接，打得开；与县网站同在一处的乡镇网站能返回县网站。其他网站上的只看有无链接。",
    basis="2014年政务公开工作安排（乡镇网站建设及网页链接）",
    reads=[TOPIC],
    problems={
        "missing": "没有乡镇网站的链接",
        "broken": "乡镇网站的链接打不开",
        "no-way-back": "乡镇网站没有返回县网站的链接",
    },
    anchored=("broken", "no-way-back"),
)
def township_links(site: Snapshot) -> Iterator[Finding]:
    """The county's site links to its townships' sites, and what of them lies on the same host opens and leads back."""
    found = towns(site)
    if not found:
        yield townless(site)
        return
    findings = [*_dead(found), *_without_return(found, site)]
    untried = sum(town.is_untried for town in found)
    if findings:
        yield from findings
    else:
        cited = [town.seen_on.cite(town.name) for town in found[:3]]
        note = "有{number}个乡镇（街道、场所）的链接"
        if untried:
            note = "有{number}个乡镇（街道、场所）的链接，其中{untried}个在其他网站，没有访问"
        yield passed(*cited, note=note, number=str(len(found)), untried=str(untried))


def _dead(found: Sequence[Town]) -> Iterator[Finding]:
    for town in found:
        if town.lost is None or town.is_untried:
            continue
        if town.lost.reason.proves_absence:
            yield failed(
                "broken",
                town.lost.cite(),
                note="“{name}”的链接打不开：{url}",
                subject=town.name,
                name=town.name,
                url=town.url,
            )
        else:
            note = "“{name}”的链接未能打开：{reason}"
            yield untested(
                "broken", town.lost.cite(), note=note, subject=town.name, name=town.name, reason=town.lost.reason
            )


def _without_return(found: Sequence[Town], site: Snapshot) -> Iterator[Finding]:
    for town in found:
        if town.page is not None and way_back(town, site) is False:
            note = "“{name}”的网站没有返回县网站的链接"
            yield failed("no-way-back", town.page.cite(), note=note, subject=town.name, name=town.name)
