"""What is found of a place's forecasts of the air: none, days without one, what they do not say or say wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crawler.snapshot import Reason, Snapshot
from rules.air.standards import possible
from rules.finding import Finding, cant_tell, failed, passed, untested
from rules.phrases import squeeze
from rules.shown import absent, all_pages, elsewhere, leading_out, lost_files, unreadable
from rules.surroundings.forecasts import OWED_FROM, TOPIC, Forecast, disagrees
from rules.topics import is_titled, obstacle, searched

AHEAD = 3  # days that a forecast covers at least
FEWEST = 5  # forecasts of a month by which a place is known to keep them
MOST = 3
_BLOCK = re.compile("空气(?:质量|污染)?(?:指数)?(?:预报|预测)")


def none(site: Snapshot) -> Finding:
    """What to say of a place without a forecast of the month."""
    hidden = next(
        (each for each in site.unreached if each.reason is Reason.OFFSITE and is_titled(each.label, TOPIC)), None
    )
    if hidden is not None:
        return elsewhere(hidden.cite(), hidden.url)
    for page in all_pages(site):
        block = _BLOCK.search(squeeze(page.text)) if page.published is None else None
        if block is not None and next(leading_out(site, TOPIC), None) is None:
            note = "页面“{title}”有“{block}”一栏，内容可能由程序载入，请人工查看"
            return cant_tell("missing", page.cite(), note=note, title=page.title, block=block[0])
    return absent(site, TOPIC)


def days_lacking(site: Snapshot, now: Sequence[Forecast]) -> Iterator[Finding]:
    """The days of the month on which no forecast was made; where few are kept, one doubt for all of them."""
    made = {each.made for each in now if each.made is not None}
    wanted = [day for day in site.period.days() if day >= OWED_FROM and day not in made]
    if not wanted:
        return
    if len(made) < FEWEST or any(each.made is None for each in now):
        cited = tuple(each.page.cite() for each in now[:MOST])
        note = "只看到 {count} 天的预报，可能只保留最新一期，请人工核实"
        yield cant_tell("missing-day", *cited, note=note, count=str(len(made)))
        return
    first = min(made)
    lost = obstacle(site, TOPIC)
    out = next(leading_out(site, TOPIC), None)
    for day in wanted:
        if lost is not None:
            note = "可能登载的页面未能打开：{reason}"
            yield untested("missing-day", lost.cite(), note=note, subject=str(day), reason=lost.reason)
        elif day < first or out is not None:
            note = "没有看到当日发布的预报，可能已不再保留或登载在其他网站，请人工核实"
            yield cant_tell("missing-day", *searched(site, TOPIC), note=note, subject=str(day))
        else:
            yield failed("missing-day", *searched(site, TOPIC), note="没有当日发布的预报", subject=str(day))


def contents(now: Sequence[Forecast]) -> Iterator[Finding]:
    """What forecasts do not say, each field once, and grades that are not those of the index beside them."""
    silent = [each for each in now if not each.tells]
    short = [each for each in now if each.tells and not _reaches(each)]
    for lacking, field in ((silent, "空气质量级别"), (short, "未来3天")):
        if lacking:
            yield _lacking(lacking, field)
    told: set[tuple[date | None, date]] = set()
    for each in now:
        for outlook in each.outlooks:
            standard = next(iter(possible(outlook.day, "AQI")), None)
            if standard is None or (each.made, outlook.day) in told or not disagrees(outlook, standard):
                continue
            told.add((each.made, outlook.day))
            note = "{day} 的预报指数是 {low}～{high}，级别却写“{words}”"
            values = {
                "day": str(outlook.day),
                "low": str(outlook.low),
                "high": str(outlook.high),
                "words": outlook.words[:40],
            }
            subject = f"{each.made} 预报 {outlook.day}"
            yield failed("wrong-grade", each.page.cite(outlook.words), note=note, subject=subject, **values)


def _reaches(forecast: Forecast) -> bool:
    """Whether it covers enough days, the day on which it was made counted when it is among them."""
    if forecast.made is None or not forecast.outlooks:
        return True
    last = max(each.day for each in forecast.outlooks)
    return len(forecast.outlooks) >= AHEAD or last >= forecast.made + timedelta(days=AHEAD - 1)


def _lacking(forecasts: Sequence[Forecast], field: str) -> Finding:
    pages = [each.page for each in forecasts]
    for page in pages:
        if (hidden := unreadable(page, "no-field")) is not None:
            return hidden
    cited = tuple(page.cite() for page in pages[:MOST])
    note = "{count} 份预报没有写明{field}，如“{title}”"
    values = {"count": str(len(pages)), "field": field, "title": pages[0].title}
    is_doubtful = any(each.is_vague or each.page.documents or lost_files(each.page) for each in forecasts)
    return (cant_tell if is_doubtful else failed)("no-field", *cited, note=note, subject=field, **values)


def shown(now: Sequence[Forecast]) -> Finding:
    """That forecasts are there."""
    cited = tuple(each.page.cite() for each in now[:MOST])
    return passed(*cited, note="本月有 {count} 份空气质量预报", count=str(len(now)))
