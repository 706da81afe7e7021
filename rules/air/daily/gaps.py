"""Days of which nothing is said: whether that is the place's fault, ours, or for a person to see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from crawler.snapshot import Citation, Document, Unreached
from rules.air.daily.cut import may_be_cut, may_be_shifted
from rules.air.daily.day import DOUBTED, ELSEWHERE, LOST, MISSING, NOT_YET
from rules.air.daily.gathered import TOPIC, Gathered
from rules.air.daily.halts import halt
from rules.air.daily.mentions import cell_of
from rules.air.daily.naming import named_days, names_another
from rules.dates import days
from rules.finding import Finding, cant_tell, failed, untested
from rules.topics import is_titled, may_hold, searched

Gap = tuple[str, Finding | None]
ONE = timedelta(days=1)
FEW = 2  # of a month with fewer days than one in so many, other ways of showing the air may be the main one
SOON = 2  # so many days after its day, a page without a day in its title may be that day's


def gap(all_: Gathered, day: date) -> Gap:
    """The state of a day without a bulletin, with its finding; none for a day that was not owed yet."""
    if not all_.is_owed(day):
        return NOT_YET, None
    for look in REASONS:
        found = look(all_, day)
        if found is not None:
            return found
    dead = next(
        (lost.cite() for lost in all_.site.unreached if lost.reason.proves_absence and _promises(all_, lost, day)), None
    )
    cited = (*((dead,) if dead else ()), *searched(all_.site, TOPIC), *_neighbours(all_, day))
    note = "列表上有当日的日报，但链接打不开" if dead else "没有当日的日报"
    return MISSING, failed("missing-day", *cited, note=note, subject=str(day))


def obstacle(all_: Gathered, day: date | None = None) -> Unreached | None:
    """An address that could not be read and may hold the bulletin of a day, or of the month: it names it, or no day at all."""
    for lost in all_.site.unreached:
        if lost.reason.proves_absence:
            continue
        if day is not None and _promises(all_, lost, day):
            return lost
        if may_hold(lost, TOPIC) and not names_another(lost.label, all_.site.period, day):
            return lost
    return None


def _promises(all_: Gathered, lost: Unreached, day: date) -> bool:
    return day in days(lost.label, all_.site.period.year) and is_titled(lost.label, TOPIC)


def _lost(all_: Gathered, day: date) -> Gap | None:
    lost = obstacle(all_, day)
    if lost is None:
        return None
    note = "当日的页面未能打开：{reason}"
    return LOST, untested("missing-day", lost.cite(), note=note, subject=str(day), reason=lost.reason)


def _shut(all_: Gathered, day: date) -> Gap | None:
    """A file that could not be read and names the day, or none."""
    file = next((each for each in all_.unread if _may_tell(all_, each, day)), None)
    if file is None:
        return None
    return LOST, untested("missing-day", file.cite(), note="可能载有当日日报的文件未能读出", subject=str(day))


def _may_tell(all_: Gathered, file: Document, day: date) -> bool:
    holders = [page for page in all_.pages if any(each.url == file.url for each in page.documents)]
    return not any(names_another(each.title, all_.site.period, day) for each in (file, *holders))


def _other_areas(all_: Gathered, day: date) -> Gap | None:
    found = [each for each in all_.others if each.day == day]
    if not found:
        return None
    areas = "、".join(dict.fromkeys(each.area for each in found if each.area)) or "其他区域"
    cited = found[0].source.cite(found[0].quote, found[0].where)
    return DOUBTED, cant_tell("missing-day", cited, note="当日只有{areas}的数据", subject=str(day), areas=areas)


def _pictured(all_: Gathered, day: date) -> Gap | None:
    heard = {each.source.url for each in all_.chosen}
    for way in all_.ways:
        if way.way == "picture" and way.source.url not in heard and _is_of(all_, way.source, day):
            note = "当日的页面只有图片，没有读出文字：{url}"
            return ELSEWHERE, cant_tell("missing-day", way.source.cite(), note=note, subject=str(day), url=way.url)
    return None


def _silent(all_: Gathered, day: date) -> Gap | None:
    page = next((each for each in all_.silent if _is_of(all_, each, day)), None)
    if page is None:
        return None
    return DOUBTED, cant_tell(
        "missing-day", page.cite(), note="“{title}”可能是当日的日报，没有读出", subject=str(day), title=page.title
    )


def _is_of(all_: Gathered, document: Document, day: date) -> bool:
    """Whether a page names the day; or names none and was posted soon after it, or names the whole month."""
    named = named_days(document.title, all_.site.period)
    if named or names_another(document.title, all_.site.period, day):
        return day in named
    posted = document.published
    whole = f"{day.month}月" in document.title
    return whole or (posted is not None and timedelta() <= posted - day <= timedelta(days=SOON))


def _misnamed(all_: Gathered, day: date) -> Gap | None:
    """A neighbour told twice, once posted when this day's would have been; or a month or year that is not that of its posting."""
    for bulletin in all_.chosen:
        lag = bulletin.posted - day if bulletin.posted is not None else all_.usual_lag
        near = abs(bulletin.day - day) == ONE and lag == all_.usual_lag and _is_double(all_, bulletin.day)
        soon = bulletin.posted is not None and timedelta() <= bulletin.posted - day <= timedelta(days=SOON)
        far = bulletin.posted is not None and abs(bulletin.posted - bulletin.day) > timedelta(days=20)
        if near or (soon and far and bulletin.day.day == day.day):
            note = "没有当日的日报，但有一份写的是 {other}，可能是日期写错"
            cited = bulletin.source.cite(bulletin.quote, bulletin.where)
            return DOUBTED, cant_tell("missing-day", cited, note=note, subject=str(day), other=str(bulletin.day))
    return None


def _is_double(all_: Gathered, day: date) -> bool:
    told = all_.by_day[day]
    return len({each.index for each in told}) > 1 and len({each.source.url for each in told}) > 1


def _shifted(all_: Gathered, day: date) -> Gap | None:
    other = may_be_shifted(all_, day)
    if other is None:
        return None
    note = "没有当日的日报；日报可能按发布日期署名，{other} 的一份可能就是"
    cited = other.source.cite(other.quote, other.where)
    return DOUBTED, cant_tell("missing-day", cited, note=note, subject=str(day), other=str(other.day))


def _covered(all_: Gathered, day: date) -> Gap | None:
    """A bulletin that is named by another day and says that it was measured on this one."""
    covering = (each for each in all_.chosen if each.covers == day)
    other = next((each for each in covering if day in all_.mentioned(each.source)), None)
    if other is None:
        return None
    note = "没有以当日署名的日报；署名 {other} 的一份写的监测时段是当日"
    cited = other.source.cite(other.quote, other.where)
    return DOUBTED, cant_tell("missing-day", cited, note=note, subject=str(day), other=str(other.day))


def _cut(all_: Gathered, day: date) -> Gap | None:
    first = may_be_cut(all_, day)
    if first is None:
        return None
    note = "所列最早的一期是 {first}，更早的可能已不再显示"
    cited = first.source.cite(first.quote, first.where)
    return DOUBTED, cant_tell("missing-day", cited, note=note, subject=str(day), first=str(first.day))


def _elsewhere(all_: Gathered, day: date) -> Gap | None:
    """Another way of showing the air that is bound to no day, where it may be the main one."""
    way = next((each for each in all_.ways if not named_days(each.source.title, all_.site.period)), None)
    if way is None or len({each.day for each in all_.month}) * FEW >= all_.site.period.last.day:
        return None
    note = "没有当日的日报；本站另以其他方式展示空气质量：{url}"
    return ELSEWHERE, cant_tell("missing-day", way.source.cite(), note=note, subject=str(day), url=way.url)


def _mentioned(all_: Gathered, day: date) -> Gap | None:
    """A line of a source about several days that names this one, or a cell that may: it was perhaps not understood."""
    for source in all_.collections:
        line = all_.mentioned(source).get(day, "") or _cell(all_, source, day)
        if not line and day in named_days(source.title, all_.site.period):
            line = source.title
        if line:
            note = "“{line}”可能说的是当日，没有读出"
            cited = source.cite(line)
            return DOUBTED, cant_tell("missing-day", cited, note=note, subject=str(day), line=line[:60])
    return None


def _halted(all_: Gathered, day: date) -> Gap | None:
    """A sentence that says why nothing was measured on that day."""
    found = halt(all_, day)
    if found is None:
        return None
    source, line = found
    note = "“{line}”可能说的是当日，没有读出"
    return DOUBTED, cant_tell("missing-day", source.cite(line), note=note, subject=str(day), line=line[:60])


def _cell(all_: Gathered, source: Document, day: date) -> str:
    """A cell that may be the day's, where fewer than half of the month's days were read from its source."""
    period = all_.site.period
    return "" if len(all_.told_by(source)) * 2 >= period.last.day else cell_of(source, day, period)


def _recognised(all_: Gathered, day: date) -> Gap | None:
    if not all_.is_recognised:
        return None
    source = next(each.source for each in all_.month if each.source.is_recognised)
    note = "日报识别自图片，没有读到当日的"
    return DOUBTED, cant_tell("missing-day", source.cite(), note=note, subject=str(day))


REASONS: tuple[Callable[[Gathered, date], Gap | None], ...] = (
    _lost,
    _pictured,
    _shut,
    _other_areas,
    _silent,
    _mentioned,
    _halted,
    _misnamed,
    _shifted,
    _covered,
    _cut,
    _elsewhere,
    _recognised,
)


def _neighbours(all_: Gathered, day: date) -> tuple[Citation, ...]:
    """The bulletins of the days before and after."""
    near = (all_.by_day.get(day + timedelta(days=step), ()) for step in (-1, 1))
    return tuple(each[0].source.cite(each[0].quote, each[0].where) for each in near if each)
