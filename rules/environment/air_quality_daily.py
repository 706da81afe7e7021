"""空气质量日报 — a bulletin on the city's air for every day.

The environment bureau publishes the index of each day on its own site and on the portal.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crawler.snapshot import Snapshot, Unreached
from rules.air.bulletin import Bulletin
from rules.dates import days
from rules.facts.air import bulletins, pictured
from rules.finding import Finding, failed, passed, untested
from rules.rule import rule
from rules.topics import is_titled, obstacle, searched

TOPIC = "air-quality-daily"


@rule(
    title="空气质量日报",
    basis="国办发〔2013〕73号（五）；HJ 633-2012 5.1",
    reads=[TOPIC],
    problems={
        "missing": "全月没有空气质量日报",
        "missing-day": "缺少当日空气质量日报",
        "no-index": "空气质量日报没有指数",
    },
)
def air_quality_daily(site: Snapshot) -> Iterator[Finding]:
    """Every day of the month has a bulletin with its index."""
    said: dict[date, Bulletin] = {}
    for bulletin in bulletins(site):
        if bulletin.day not in said or said[bulletin.day].index is None:
            said[bulletin.day] = bulletin
    if not said:
        yield _none(site)
        return
    found = [finding for day in site.period.days() for finding in _day(site, day, said.get(day))]
    sources = list({bulletin.source.url: bulletin.source for bulletin in said.values()}.values())
    yield from found or [
        passed(*(source.cite() for source in sources[:3]), note="全月 {days} 天齐全", days=str(len(said)))
    ]


def _none(site: Snapshot) -> Finding:
    lost = obstacle(site, TOPIC)
    if lost is not None:
        return untested("missing", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    return failed("missing", *searched(site, TOPIC), note="在所列栏目中没有找到")


def _day(site: Snapshot, day: date, bulletin: Bulletin | None) -> Iterator[Finding]:
    if bulletin is not None and bulletin.index is not None:
        return
    lost = _lost(site, day)
    if lost is not None and bulletin is None:
        yield untested(
            "missing-day", lost.cite(), note="当日的页面未能打开：{reason}", subject=str(day), reason=lost.reason
        )
        return
    shown = tuple(file.cite() for file in pictured(site, day))
    if bulletin is None:
        yield failed("missing-day", *searched(site, TOPIC), *shown, note="没有当日的日报", subject=str(day))
    else:
        yield failed("no-index", bulletin.source.cite(), *shown, note="没有写明指数", subject=str(day))


def _lost(site: Snapshot, day: date) -> Unreached | None:
    """An address that could not be read and may be that day's bulletin: it names the day, or no day at all."""
    for lost in site.unreached:
        named = list(days(lost.label, site.period.year))
        if not lost.reason.proves_absence and day in named and is_titled(lost.label, TOPIC):
            return lost
    other = obstacle(site, TOPIC)
    return other if other is not None and not list(days(other.label, site.period.year)) else None
