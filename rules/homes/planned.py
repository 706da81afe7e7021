"""What is found of the plan for a year's affordable housing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, failed, passed
from rules.homes.plans import TOPIC, Plan, mentions
from rules.homes.words import BUILT
from rules.ongoing.absence import hidden, not_read, nothing
from rules.ongoing.fields import is_whole
from rules.ongoing.items import says_little
from rules.ongoing.unseen import unseen
from rules.shown import broken

_TYPES = re.compile(
    "公租房|公共租赁|廉租|经济适用|经适房|限价|棚户区|棚改|安置|人才|租赁住房|保租房|共有产权|配售|老旧小区|危旧房|垦区|林区|矿区|城中村"
)
_DONE = re.compile("建成|竣工|完工|交付|续建|入住|分配")


def not_current(site: Snapshot, found: Sequence[Plan], due: int) -> Finding:
    """What to say where no plan of the year that is owed is shown."""
    lost = hidden(site, TOPIC)
    told = next(mentions(site, due), None) if lost is None else None
    if told is not None:
        note = "只在“{title}”中提到，没有看到计划本身，请人工核实"
        problem = "outdated" if found else "missing"
        return cant_tell(problem, told.cite(), note=note, title=told.title)
    if not found:
        return nothing(site, TOPIC)
    if lost is not None:
        return not_read(lost, "outdated")
    undated = next((each for each in found if each.year is None), None)
    if undated is not None:
        note = "“{title}”没有写明是哪一年的计划，请人工核实"
        return cant_tell("outdated", undated.page.cite(), note=note, title=undated.page.title)
    newest = max(found, key=lambda each: each.year or 0)
    note = "最新的是 {year} 年的计划，应已公开 {due} 年的"
    return failed("outdated", newest.page.cite(), note=note, year=str(newest.year), due=str(due))


def doubtful(now: Sequence[Plan]) -> Finding | None:
    """A doubt where the plan of the year is only told of in news, or is that of the whole province."""
    if any(not each.is_beyond and not each.is_reported for each in now):
        return None
    note = "只在“{title}”中提到，没有看到本市（县）的计划，请人工核实"
    return cant_tell("missing", now[0].cite(), note=note, title=now[0].page.title)


def contents(now: Sequence[Plan]) -> Iterator[Finding]:
    """What is wrong with what the plans of a year hold: one that is whole is enough."""
    told = [each for each in now if not lacking(each)]
    if told:
        return
    first = now[0]
    lost = list(broken(first.page))
    if lost:
        yield from lost
        return
    hidden_in = unseen(first.page, "picture")
    if hidden_in is not None:
        yield hidden_in
    elif says_little(first.item):
        yield failed("empty", first.page.cite(), note="“{title}”没有内容", title=first.page.title)
    else:
        yield from _fields(first)


def lacking(plan: Plan) -> list[str]:
    """The fields that a plan does not tell, in the order of the duty; none of a plan to build nothing."""
    if plan.is_nil:
        return []
    words = plan.words
    told = {
        "住房类型": _TYPES.search(words),
        "套数": plan.counts,
        "开工目标": BUILT.search(words),
        "基本建成目标": _DONE.search(words),
    }
    return [name for name, seen in told.items() if not seen]


def _fields(plan: Plan) -> Iterator[Finding]:
    """The fields lacking; that no home is to be finished in a year is possible, so its lack is a doubt."""
    for name in lacking(plan):
        values = {"title": plan.page.title, "name": name}
        if name == "基本建成目标" or plan.is_passage or not is_whole(plan.page):
            note = "“{title}”没有写明{name}，请人工核实"
            yield cant_tell("no-field", plan.cite(), note=note, subject=name, **values)
        else:
            yield failed("no-field", plan.cite(), note="“{title}”没有写明{name}", subject=name, **values)


def shown(now: Sequence[Plan]) -> Finding:
    """That the plan of the year is shown, or that there is none to be carried out."""
    best = next((each for each in now if not lacking(each)), now[0])
    note = "{year} 年没有新建任务，已作说明" if best.is_nil and not best.counts else "已公开 {year} 年计划：“{title}”"
    return passed(best.cite(), note=note, year=str(best.year), title=best.page.title)
