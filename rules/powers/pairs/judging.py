"""What is wrong with the charts of a place, each with its evidence; where doubt is left, a person is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from crawler.snapshot import Page, Place, Snapshot
from rules.finding import Finding, cant_tell, failed, untested
from rules.flowcharts import words
from rules.phrases import squeeze
from rules.powers.changes.changed import last_change, notices
from rules.powers.charts.chart import TOPIC, Chart, links_away
from rules.powers.charts.steps import is_enough, missing_steps
from rules.powers.item import Item
from rules.powers.limits import Limit, listed_limits
from rules.powers.lists.listed import items, list_pages
from rules.powers.lists.unlisted import declared
from rules.powers.naming.classwide import kind_of
from rules.powers.naming.names import bare, spelt
from rules.powers.pairs import hidden
from rules.powers.pairs.coverage import Coverage, cite, coverage
from rules.shown import lost_files, unread
from rules.topics import obstacle, searched

COVERAGE = "{items} 项职权：{own} 项有自己的流程图，{shared} 项由同类流程图覆盖"
DUE = timedelta(days=30)  # some 20 working days: 伊政办发〔2018〕8号 gives them for changes of a list and its charts


def none(site: Snapshot) -> Finding:
    """What is to be said of a place without any chart."""
    if (nothing := declared(site)) is not None:
        return nothing
    lost, away = obstacle(site, TOPIC), links_away(site)
    if lost is not None:
        return untested("no-chart", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    if away:
        return cant_tell("no-chart", away[0][0].cite(), note="流程图登载在其他网站，请人工查看：{url}", url=away[0][1])
    page = hidden.of_any(site, items(site))
    if page is not None:
        return cant_tell("no-chart", page.cite(), note=hidden.NOTE, title=page.title)
    return failed("no-chart", *searched(site, TOPIC), note="在所列栏目中没有找到")


def gaps(all_: Coverage) -> Iterator[Finding]:
    """Items without a chart: dead links, charts that were not reached or not read, charts of which only a person can say whose they are."""
    yield from _dead(all_)
    for tie in (*all_.matching.ties, *all_.missed.ties):
        note = "流程图“{name}”是不是这一事项的，需要人工核对"
        cited = (tie.item.source.cite(tie.item.name), *cite(tie.charts))
        yield cant_tell(
            "uncovered", *cited, note=note, subject=tie.item.name, name="”“".join(c.name for c in tie.charts[:3])
        )
    lost, away = obstacle(all_.site, TOPIC), links_away(all_.site)
    recognised = cite([chart for chart in all_.live if chart.recognised])
    for item in all_.missed.unmatched:
        cited = (item.source.cite(item.name), *recognised)
        if lost is not None:
            yield untested("uncovered", cited[0], note="流程图未能打开", subject=item.name)
        elif away:
            page, url = away[0]
            note = "流程图登载在其他网站，请人工查看：{url}"
            yield cant_tell("uncovered", cited[0], page.cite(), note=note, subject=item.name, url=url)
        elif all_.perhaps is not None:
            note = "“{name}”的内容没有读出，可能有这一事项的流程图"
            if all_.perhaps.read_by:
                note = "“{name}”没有写明是哪一事项的流程图，可能就是这一事项的"
            cited = (*cited, *cite([all_.perhaps]))
            yield cant_tell("uncovered", *cited, note=note, subject=item.name, name=all_.perhaps.name)
        elif (drawn := hidden.of_item(all_.site, item)) is not None:
            yield cant_tell("uncovered", cited[0], drawn.cite(), note=hidden.NOTE, subject=item.name, title=drawn.title)
        else:
            yield failed("uncovered", *cited, note=COVERAGE, subject=item.name, **all_.values)


def _dead(all_: Coverage) -> Iterator[Finding]:
    """Charts that were lost and that items needed: each item's own, and a class's once."""
    said = set()
    for pair in all_.missed.pairs:
        lost = pair.chart.lost
        subject = pair.chart.name if pair.how == "class" else pair.item.name
        if lost is None or subject in said:
            continue
        said.add(subject)
        if lost.reason.proves_absence:
            yield failed("dead-chart", lost.cite(), note="链接打不开", subject=subject)
        else:
            yield untested(
                "uncovered", pair.item.source.cite(pair.item.name), lost.cite(), note="流程图未能打开", subject=subject
            )


def orphans(all_: Coverage) -> Iterator[Finding]:
    """Charts of powers that are not in the list; for a person where the list was not read as a whole, or has none of their class."""
    lists = {item.source.cite(): None for item in all_.items if item.source.is_recognised}
    partly = any(_is_partly_read(page) for page in list_pages(all_.site))
    strays = all_.matching.strays
    named = {_power(chart): chart for chart in (*strays, *all_.matching.orphans)}
    for name, chart in named.items():
        if name in map(squeeze, all_.site.department.names):
            continue
        say = failed if chart.sure and not partly and chart not in strays else cant_tell
        yield say("orphan-chart", *cite([chart]), *lists, note="清单中没有“{name}”", subject=name, name=name)


def _is_partly_read(page: Page) -> bool:
    """Whether a page of the list has a file that was not reached, or not read as a whole."""
    whole = all(not file.reading.unread for file in page.documents)
    return not whole or unread(page) is not None or bool(lost_files(page))


def _power(chart: Chart) -> str:
    """What the power of a chart is called: 地名命名审批, of which the chart does not say whether it is a 地名命名."""
    whole, own = spelt(chart.name), bare(chart.name)
    return whole if whole == f"{own}审批" else own


def vague(all_: Coverage) -> Iterator[Finding]:
    """Pictures in which no chart was made out, where an item or a class has no other chart."""
    held = [[pair.chart for pair in pairs] for pairs in all_.own().values()] + list(all_.shared().values())
    doubtful = {id(chart): chart for shown in held if all(chart.is_vague for chart in shown) for chart in shown}
    for chart in doubtful.values():
        note = "文件“{name}”打不开，或者是空的" if chart.is_broken else "图片“{name}”中没有认清流程步骤"
        yield cant_tell("uncovered", *cite([chart]), note=note, subject=chart.name, name=chart.name)


def steps(all_: Coverage) -> Iterator[Finding]:
    """Steps that the charts of an item, or of a class, lack together."""
    for pairs in all_.own().values():
        item = pairs[0].item
        yield from _lacking([pair.chart for pair in pairs], kind_of(item), item.name)
    for kind, shown in all_.shared().items():
        yield from _lacking(shown, kind, bare(shown[0].name) or kind)


def _lacking(shown: list[Chart], kind: str, subject: str) -> Iterator[Finding]:
    each = [missing_steps(chart, kind) for chart in shown]
    lacking = [step for step in each[0] if all(step in other for other in each)]
    if lacking:
        sure = all(is_enough(chart) for chart in shown)
        say = failed if sure else cant_tell
        note = "流程图没有“{steps}”环节" if sure else "流程图上读出的环节很少，其中没有“{steps}”，请人工核对"
        yield say("no-step", *cite(shown), note=note, subject=subject, steps="”“".join(lacking))


def limits(all_: Coverage) -> Iterator[Finding]:
    """Time limits of charts that are not those of the list, the legal one with the legal one."""
    for pairs in all_.own().values():
        item, stated = pairs[0].item, listed_limits(pairs[0].item.fields)
        for chart in (pair.chart for pair in pairs):
            differing = _differing(chart, stated.legal, stated.promised)
            if differing is None:
                continue
            kind, there, here, sure = differing
            cited = (*cite([chart]), item.source.cite(item.name, item.where))
            say = failed if sure and chart.is_figured else cant_tell
            legal = kind == "legal"
            note = (
                "法定办结时限：流程图为{there}，清单为{here}"
                if legal
                else "承诺办结时限：流程图为{there}，清单为{here}"
            )
            yield say("limit-differs", *cited, note=note, subject=item.name, there=there.text, here=here.text)
            break


def _differing(chart: Chart, legal: Limit | None, promised: Limit | None) -> tuple[str, Limit, Limit, bool] | None:
    """(kind, on the chart, elsewhere, whether they surely differ) of the first limit that is not the same."""
    for kind, there, here in (("legal", chart.legal, legal), ("promised", chart.promised, promised)):
        if there is not None and here is not None and (differs := there.differs(here)) is not False:
            return kind, there, here, bool(differs)
    return None


def stale(all_: Coverage) -> Iterator[Finding]:
    """Charts older than the last change of their item, once there was time to redraw them."""
    told = notices(all_.site)
    for pairs in all_.own().values():
        item, days = pairs[0].item, [pair.chart.published for pair in pairs]
        change = last_change(item, told)
        dated = [day for day in days if day is not None]
        if change is None or len(dated) < len(days) or all_.site.period.last - change.day < DUE:
            continue
        if max(dated) < change.day:
            cited = (*cite([pair.chart for pair in pairs]), change.cited)
            note = "流程图发布于 {drawn}，事项于 {changed} 调整"
            yield failed(
                "stale-chart", *cited, note=note, subject=item.name, drawn=str(max(dated)), changed=str(change.day)
            )


def places(all_: Coverage) -> Iterator[Finding]:
    """Items whose charts on the portal and on the own site differ in steps or limits; said of the portal.

    The own site's charts are those of its own list, or of the portal's where it has none.
    """
    own = all_.site.elsewhere
    if all_.site.place is not Place.PORTAL or own is None:
        return
    there = coverage(own)
    there = there if there.items else coverage(replace(own, elsewhere=replace(all_.site, elsewhere=None)))
    others = {bare(pairs[0].item.name): pairs for pairs in there.own().values()}
    for pairs in all_.own().values():
        item, others_of = pairs[0].item, others.get(bare(pairs[0].item.name), [])
        if len(pairs) == len(others_of) == 1:
            yield from _compared(item, pairs[0].chart, others_of[0].chart)


def _compared(item: Item, here: Chart, there: Chart) -> Iterator[Finding]:
    cited = (*cite([here]), *cite([there]))
    differing = _differing(here, there.legal, there.promised)
    if differing is not None and differing[3] and here.is_figured and there.is_figured:
        kind, shown, other, _ = differing
        values = {"here": shown.text, "there": other.text}
        note = (
            "法定办结时限：门户网站的流程图为{here}，本单位网站的为{there}"
            if kind == "legal"
            else "承诺办结时限：门户网站的流程图为{here}，本单位网站的为{there}"
        )
        yield failed("places-differ", *cited, note=note, subject=item.name, **values)
    elif here.whole and there.whole and (only := _step_words(here) ^ _step_words(there)):
        note = "两处流程图的环节不同：{steps}"
        yield failed("places-differ", *cited, note=note, subject=item.name, steps="、".join(sorted(only)))


def _step_words(chart: Chart) -> set[str]:
    shown = squeeze(",".join(chart.steps))
    return {word for word in words()["steps"] if word in shown}


def serving(all_: Coverage) -> list[Chart]:
    """The charts that serve any item."""
    return list({id(pair.chart): pair.chart for pair in all_.matching.pairs}.values())


__all__ = ["gaps", "limits", "none", "orphans", "places", "serving", "stale", "steps", "vague"]
