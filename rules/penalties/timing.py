"""How long after a decision a penalty was published, where both days are printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from crawler.snapshot import Snapshot
from rules.dates import days
from rules.finding import Finding, cant_tell, failed
from rules.penalties.fields import TIME, owed
from rules.phrases import squeeze
from rules.published.contents import tables
from rules.published.items import Item
from rules.surroundings.spans import span_of
from rules.workdays import OFFICIAL

SHORTER_FROM = date(2018, 12, 5)  # 国办发〔2018〕118号：处罚决定自作出之日起7个工作日内公开（成文日期，未核对）
TERMS = ((SHORTER_FROM, 7), (date(2008, 5, 1), 20))  # 《政府信息公开条例》（2008）第十八条：20个工作日
MOVED = 5  # items posted on one day are rather an old site moved than penalties published late
GATHERED = 10  # workdays more after which even a list of a month or a quarter is surely late
_DECIDED = re.compile("(?:处罚|决定|作出)[^:：]{0,10}(?:日期|时间)[:：]([^,。;]{6,20})")


def late(site: Snapshot, now: Sequence[Item]) -> Iterator[Finding]:
    """A finding for each item of which even the newest decision was older, when it was posted, than the law allows."""
    posted = Counter(each.page.published for each in now)
    for item in now:
        published, decided = item.page.published, newest_decision(item)
        term = next((term for first, term in TERMS if decided is not None and decided >= first), None)
        if published is None or decided is None or term is None or _was_shown(site, item):
            continue
        over = OFFICIAL.is_over(decided, published, term)
        if over is False:
            continue
        values = {"decided": str(decided), "published": str(published), "term": str(term), "title": item.page.title}
        cited, subject = item.page.cite(), item.page.title
        if over is None:
            note = "“{title}”{decided} 作出，{published} 公开；{year} 年的节假日安排未知，算不出是否超过 {term} 个工作日，请人工核实"
            year = str(OFFICIAL.unknown(decided, published))
            yield cant_tell("late", cited, note=note, subject=subject, year=year, **values)
        elif posted[published] >= MOVED:
            note = "“{title}”{decided} 作出，{published} 登载，当日登载多份，可能是网站迁移，请人工核实"
            yield cant_tell("late", cited, note=note, subject=subject, **values)
        elif _is_list(item) and _is_explained(item, decided, published, term):
            note = "“{title}”汇总登载多件，最近的 {decided} 作出，{published} 公开；各件可能已经逐件公开过，请人工核实"
            yield cant_tell("late", cited, note=note, subject=subject, **values)
        else:
            note = "“{title}”{decided} 作出，{published} 才公开，超过 {term} 个工作日"
            yield failed("late", cited, note=note, subject=subject, **values)


def newest_decision(item: Item) -> date | None:
    """The newest day on which a penalty of an item was decided, as far as it is labelled so; never after its posting."""
    posted = item.page.published
    if posted is None or not item.is_read:
        return None
    values = [row.told(TIME.name) for listed in tables(item, owed(item.day)) for row in listed.rows]
    values += _DECIDED.findall(squeeze(item.page.text[:20_000])) if not any(values) else []
    signed = item.page.reading.written
    if not any(values) and signed is not None and signed <= posted and "决定书" in item.called:
        return signed
    found = [day for value in values for day in days(value, posted.year)]
    if not found or any(day > posted for day in found) or sum(bool(value) for value in values) > len(found):
        return None
    return max(found)


def _is_explained(item: Item, decided: date, published: date, term: int) -> bool:
    """Whether a list was posted soon after its newest decision, or in time after the month or quarter that its title names."""
    if not OFFICIAL.is_over(decided, published, term + GATHERED):
        return True
    span = span_of(item.called, published)
    is_of_span = span is not None and span[0] <= decided <= span[1]
    return span is not None and is_of_span and OFFICIAL.is_over(span[1], published, term) is False


def _is_list(item: Item) -> bool:
    """Whether it gathers several penalties, each of which may have been told of by itself before."""
    return sum(len(listed.rows) for listed in tables(item, owed(item.day))) > 1


def _was_shown(site: Snapshot, item: Item) -> bool:
    """Whether the other place, or what was kept before, shows the same page with an earlier day."""
    others = site.elsewhere.pages if site.elsewhere is not None else ()
    title, posted = squeeze(item.page.title), item.page.published
    return any(
        squeeze(page.title) == title and page.published is not None and posted is not None and page.published < posted
        for page in (*others, *site.earlier, *site.previous)
    )
