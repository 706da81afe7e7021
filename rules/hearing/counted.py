"""Whether as much was held in a year as is owed: sure only when both the least and the most that can be counted say so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crawler.snapshot import Reason
from rules.finding import Finding, Outcome, cant_tell, failed, passed, untested
from rules.hearing.held import MONTHS, Held, Matter, Window, distinct
from rules.hearing.ways import hides_links, ways
from rules.published.presence import linked_out, missing
from rules.shown import elsewhere, home_pages
from rules.topics import searched

SHOWN = 3


@dataclass(frozen=True)
class Owed:
    """What is counted: its topic, its name in Chinese, how many a year, the time, the words that titles of one thing differ in.

    `undated` is what it is called where no days are told.
    """

    topic: str
    name: str
    per_year: int
    time: Window
    words: re.Pattern[str]
    undated: str = "too-few"

    def due(self, since: date) -> int:
        """How many are owed for the part of the time after a day."""
        return self.per_year * min(MONTHS, self.time.months(since)) // MONTHS


def count(matter: Matter, owed: Owed) -> Finding:
    """What to say of how often something was held."""
    if not matter.held:
        return _none(matter, owed)
    dated = [each for each in matter.held if each.day is not None and owed.time.holds(each.day)]
    least, due = len(distinct(dated, owed.words)), owed.due(owed.time.first)
    values = {
        "name": owed.name,
        "first": str(owed.time.first),
        "last": str(owed.time.last),
        "number": str(least),
        "due": str(due),
    }
    if least >= due:
        cited = [each.cited for each in (dated or list(matter.held))[:SHOWN]]
        return passed(*cited, note="{first}至{last}有{name}{number}次，应不少于{due}次", **values)
    return _hindered(matter, owed, dated, values) or _fewer(matter, owed, dated, values)


def _hindered(matter: Matter, owed: Owed, dated: Sequence[Held], values: Mapping[str, str]) -> Finding | None:
    """What stands in the way of counting: lists not read, other sites, scripts."""
    lost, out = matter.unread(owed.time.first), linked_out(matter.site, owed.topic)
    cited = [each.cited for each in (dated or matter.held)[:SHOWN]]
    if lost is not None:
        note = "{first}至{last}看到{name}{number}次，列表没有读全：{reason}"
        return untested("too-few", lost.cite(), note=note, reason=lost.reason, **values)
    if out is not None:
        note = "{first}至{last}看到{name}{number}次，另有登载在其他网站的，请人工查看：{url}"
        return cant_tell("too-few", out[0], note=note, url=out[1], **values)
    if matter.may_hold_more:
        note = "{first}至{last}看到{name}{number}次，应不少于{due}次，列表可能没有读全，请人工核实"
        return cant_tell("too-few", *cited, note=note, **values)
    return None


def _fewer(matter: Matter, owed: Owed, dated: Sequence[Held], values: Mapping[str, str]) -> Finding:
    """What to say of fewer than are owed: sure only where nothing undated, merged or lately begun could make up for it."""
    undated = [each for each in matter.held if each.day is None]
    cited = [each.cited for each in (dated or matter.held)[:SHOWN]]
    most, due = len(dated) + len(undated), owed.due(owed.time.first)
    if undated and (most >= due or not dated):
        note = "{name}有{undated}条没有注明时间，如“{title}”，请人工查看"
        return cant_tell(
            owed.undated, undated[0].cited, note=note, title=undated[0].title, undated=str(len(undated)), **values
        )
    if most >= due or most >= owed.due(_begun(matter)):
        note = "{first}至{last}{name}约{number}次，应不少于{due}次，可能开设不满一年或合并计数，请人工核实"
        return cant_tell("too-few", *cited, note=note, **values)
    return failed("too-few", *cited, note="{first}至{last}看到{name}{number}次，应不少于{due}次", **values)


def _begun(matter: Matter) -> date:
    """The day of the first thing held that can be seen."""
    found: list[Held] = [each for each in matter.held if each.day is not None]
    return min((each.day for each in found if each.day is not None), default=date.min)


def _none(matter: Matter, owed: Owed) -> Finding:
    """What to say where nothing was held: no column, or one that lists nothing."""
    site, page = matter.site, next(iter((*(column.page for column in matter.columns), *matter.pages)), None)
    if (lost := matter.unread(owed.time.first)) is not None:
        return untested("missing", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    found = missing(site, owed.topic)
    if found.outcome is not Outcome.FAILED or found.problem != "missing":
        return found
    if page is None:
        return _unlinked(matter, owed) or found
    note = "栏目“{title}”打开后没有看到{name}，请人工查看"
    return cant_tell("missing", page.cite(), note=note, title=page.title, name=owed.name)


def _unlinked(matter: Matter, owed: Owed) -> Finding | None:
    """What stands in the way of saying that there is no column: a link that was not followed, links without words."""
    site, home = matter.site, home_pages(matter.site)
    way = next((way for way in ways(site, home, matter.named) if not way.is_dead), None)
    if way is not None and way.leads_out:
        return elsewhere(way.seen_on.cite(way.words), way.url)
    if way is not None and way.page is None:
        reason = way.lost.reason if way.lost is not None else Reason.NOT_VISITED
        return untested("missing", way.cite(), note="可能登载的页面未能打开：{reason}", reason=reason)
    if not home or hides_links(site, home):
        note = "没有看到{name}，可能在图片或脚本里，请人工查看"
        return cant_tell("missing", *searched(site, owed.topic), note=note, name=owed.name)
    return None
