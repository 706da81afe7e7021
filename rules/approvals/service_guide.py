"""办事指南 — what an applicant must know of each approval.

A department that approves publishes a guide for every approval of its power list, with
the elements that the rules of the year ask; the guide may stand on the service platform.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, inapplicable, passed
from rules.guides.coverage import Place, elsewhere, no_guide, without_guide
from rules.guides.guide import Guide, guides
from rules.guides.judged import cite, findings, findings_of
from rules.guides.serving import needing, served
from rules.powers.item import Item
from rules.powers.lists.listed import items
from rules.rule import rule


@rule(
    title="办事指南公开",
    duty="每项行政许可都有办事指南，写明事项、依据、条件、数量、程序、期限和全部申请材料，打得开，时限与清单一致。",
    basis="《政府信息公开条例》（2008）第十条第七项；《行政许可法》第三十条；国办发〔2013〕73号（一）；国办秘函〔2019〕19号",
    reads=["service-guide", "power-list"],
    problems={
        "missing": "审批事项没有办事指南",
        "broken": "办事指南或其附件打不开",
        "no-element": "办事指南缺少要素",
        "limit-differs": "办理期限与权力清单不一致",
    },
    against={"limit-differs": "power-list"},
)
def service_guide(site: Snapshot) -> Iterator[Finding]:
    """Every approval of the power list has a guide that opens, with the elements asked in its year."""
    day, shown, listed = site.period.last, guides(site), items(site)
    needed = needing(listed, day)
    if needed:
        yield from _by_item(site, needed, shown, day)
    elif listed:
        yield inapplicable("权力清单中没有需要办事指南的事项")
    elif shown:
        yield from _alone(shown, day)
    else:
        yield no_guide(site)


COVERAGE = "{items} 项审批：{own} 项有办事指南，{elsewhere} 项的办事指南在其他网站公布"


def _by_item(site: Snapshot, needed: list[Item], shown: list[Guide], day: date) -> Iterator[Finding]:
    place = Place.of(site, needed)
    matched = served(needed, shown)
    own = [each for each in matched if each.guides]
    links = {each.item.name: elsewhere(each.item, place) for each in matched if not each.guides}
    found = list(findings_of(own, day))
    lacking = [without_guide(each, place) for each in matched if not each.guides and not links[each.item.name]]
    if len(lacking) == len(needed) and {each.problem for each in lacking} == {"missing"} and not shown:
        yield no_guide(site)
        return
    cited = [link for link in links.values() if link is not None]
    counts = {"items": str(len(needed)), "own": str(len(own)), "elsewhere": str(len(cited))}
    evidence = (*cite([guide for each in own for guide in each.guides]), *cited[:3])
    yield from [*found, *lacking] or [passed(*evidence, note=COVERAGE, **counts)]


def _alone(shown: list[Guide], day: date) -> Iterator[Finding]:
    """What is found of guides that no list says to be needed: each by itself, and no word on those that may lack."""
    by_name: dict[str, list[Guide]] = {}
    for guide in (each for each in shown if each.parts):
        by_name.setdefault(guide.name, []).append(guide)
    for name, same in by_name.items():
        yield from findings(name, same, (), day)
    note = "有 {count} 份办事指南，但没有找到可对照的权力清单"
    yield cant_tell("missing", *cite(shown), note=note, count=str(len(shown)))
