"""A month of which nothing is said at all: not published, published in another way, or not seen by us."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawler.snapshot import Page, Unreached
from rules.air.bulletin import Elsewhere
from rules.air.daily.cut import is_long_over, is_overwritten
from rules.air.daily.day import DOUBTED, ELSEWHERE, LOST, MISSING, NOT_YET
from rules.air.daily.gaps import obstacle
from rules.air.daily.gathered import RULES, TOPIC, Gathered
from rules.air.daily.naming import named_days, named_months, names_another
from rules.air.reading.titled import on_air
from rules.dates import year_of
from rules.finding import Finding, cant_tell, failed, untested
from rules.phrases import squeeze
from rules.tables import data_tables
from rules.topics import is_mention, searched

SHORT = 400  # characters of a page that only leads elsewhere
ENTRANCE = re.compile("平台|系统|点击|进入|入口|查询|查看|发布|空气|AQI|API", re.IGNORECASE)
WORDLESS = 80  # characters beside the title: where and when it was posted, and how often it was read
SHOWN = re.compile(
    r"(?:空气|AQI|API).*(?:日报|播报|实时(?:数据)?|指数|发布|平台|系统|查询)(?:\([^()]*\))?$", re.IGNORECASE
)
WAYS = {"widget": "网页插件", "picture": "图片", "link": "链接到其他平台"}


def absent(all_: Gathered) -> tuple[str, Finding]:
    """The state of every day of a month without any bulletin, with its one finding."""
    cited = searched(all_.site, TOPIC)
    if not any(all_.is_owed(day) for day in all_.site.period.days()):
        return NOT_YET, untested("missing", *cited, note="本月的日报还没有到公布时间")
    unread = next((file for file in all_.unread if not names_another(file.title, all_.site.period)), None)
    if unread is not None:
        return LOST, untested("missing", unread.cite(), note="可能载有日报的文件未能读出")
    return (
        _shown_otherwise(all_)
        or _lost(all_)
        or _dead(all_)
        or _silent(all_)
        or _wordless(all_)
        or _fallen_off(all_)
        or (MISSING, _missing(all_))
    )


def _shown_otherwise(all_: Gathered) -> tuple[str, Finding] | None:
    """Widgets, pictures and links: one that may work is for a person to see; when all are dead, that is a problem."""
    live = next((way for way in all_.ways if not _is_unread(way.lost) and not _is_dead(way)), None)
    if live is not None:
        note = "以{way}的方式公布，未逐日核对：{url}"
        values = {"way": WAYS.get(live.way, live.way), "url": live.url}
        return ELSEWHERE, cant_tell("missing", live.source.cite(live.label), note=note, **values)
    unread = next((way.lost for way in all_.ways if way.lost is not None and _is_unread(way.lost)), None)
    if unread is not None:
        return LOST, untested("missing", unread.cite(), note="可能登载的页面未能打开：{reason}", reason=unread.reason)
    if not all_.ways:
        return None
    dead = all_.ways[0]
    cited = (dead.source.cite(dead.label), *((dead.lost.cite(),) if dead.lost else ()))
    return MISSING, failed("broken", *cited, note="空气质量的发布平台打不开：{url}", url=dead.url)


def _dead(all_: Gathered) -> tuple[str, Finding] | None:
    """A page of the air that says nothing itself and whose link to where it is said, or whose only frame, is dead."""
    dead = {lost.url: lost for lost in all_.site.unreached if lost.reason.proves_absence}
    for page in (page for page in all_.pages if on_air(page) and len(page.text) < SHORT):
        gone = (dead[link.url] for link in page.links if link.url in dead and ENTRANCE.search(squeeze(link.text)))
        lost = next(gone, None) or _frame(page, dead)
        if lost is not None:
            note = "空气质量的发布平台打不开：{url}"
            return MISSING, failed("broken", page.cite(lost.label), lost.cite(), note=note, url=lost.url)
    return None


def _frame(page: Page, dead: Mapping[str, Unreached]) -> Unreached | None:
    """The one address without words to which a page without words leads, where it is dead."""
    nameless = {link.url for link in page.links if not squeeze(link.text)}
    return dead.get(next(iter(nameless))) if len(nameless) == 1 and _words_beside(page) < WORDLESS else None


def _words_beside(page: Page) -> int:
    return len(squeeze(page.text)) - len(squeeze(page.title))


def _is_dead(way: Elsewhere) -> bool:
    return way.lost is not None and way.lost.reason.proves_absence


def _is_unread(lost: Unreached | None) -> bool:
    """Whether an address failed us; what lies on another host or needs a script was seen and not followed."""
    return (
        lost is not None
        and not lost.reason.proves_absence
        and lost.reason not in ("offsite", "needs_js", "not_visited")
    )


def _lost(all_: Gathered) -> tuple[str, Finding] | None:
    lost = obstacle(all_)
    if lost is None:
        return None
    return LOST, untested("missing", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)


def _silent(all_: Gathered) -> tuple[str, Finding] | None:
    """A page that by its title is a bulletin of the month, or was posted in it, and from which nothing was read."""
    period = all_.site.period
    for page in all_.silent:
        named = {*named_months(page.title, period), *named_days(page.title, period)}
        posted = page.published is not None and page.published in period
        whole = year_of(page.title) == period.year and bool(page.documents or data_tables(page))
        if not names_another(page.title, period) and (named or posted or whole):
            return DOUBTED, cant_tell("missing", page.cite(), note="“{title}”可能是日报，没有读出", title=page.title)
    return None


def _wordless(all_: Gathered) -> tuple[str, Finding] | None:
    """An article that by its title shows the air and has hardly a word: a script or a frame may draw it."""
    for page in all_.pages:
        title, rest = squeeze(page.title), _words_beside(page)
        shows = SHOWN.search(title) is not None and not is_mention(title) and RULES.search(title) is None
        if shows and page.published is not None and rest < WORDLESS and not names_another(page.title, all_.site.period):
            note = "“{title}”没有文字，可能由插件展示，请人工查看"
            return ELSEWHERE, cant_tell("missing", page.cite(), note=note, title=page.title)
    return None


def _fallen_off(all_: Gathered) -> tuple[str, Finding] | None:
    """A month long past, or one page for each day in turn, and only later days: bulletins may have been there before."""
    first = min(all_.chosen, key=lambda each: each.day, default=None)
    if first is None or first.day <= all_.site.period.last or not (is_long_over(all_) or is_overwritten(all_)):
        return None
    note = "所列最早的一期是 {first}，更早的可能已不再显示"
    cited = first.source.cite(first.quote, first.where)
    return DOUBTED, cant_tell("missing", cited, note=note, first=str(first.day))


def _missing(all_: Gathered) -> Finding:
    cited = searched(all_.site, TOPIC)
    before = max(
        (each for each in all_.chosen if each.day < all_.site.period.first), key=lambda each: each.day, default=None
    )
    if before is None:
        return failed("missing", *cited, note="在所列栏目中没有找到")
    last = before.source.cite(before.quote, before.where)
    return failed("missing", *cited, last, note="全月没有日报，最近一期是 {day}", day=str(before.day))
