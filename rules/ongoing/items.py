"""The items that a place shows of a matter, and what to say where none is new."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crawler.snapshot import Page, Snapshot
from rules.dates import days
from rules.finding import Finding, cant_tell, failed
from rules.ongoing.absence import hidden, not_read, nothing
from rules.phrases import squeeze
from rules.shown import LITTLE, all_pages, broken, called, frames, is_index, leading_out, pictures, unread, whole_text
from rules.surroundings.spans import span_of
from rules.tables import data_tables
from rules.tocome import said_beside
from rules.topics import searched

MOST = 3  # pages cited of one kind
FEW = 6  # characters beside title, day and source that a page must have to say anything
_SIGNED = 160  # characters at the end of a text among which its day stands
_FURNITURE = re.compile(
    r"(?:发布|发文|公布|更新|录入)?(?:时间|日期):?|20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{1,2}:\d\d(?::\d\d)?|(?:信息|稿件|文章)?来源:[一-龥]{0,20}"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)?:?\d*次?|作者:?[一-龥]{0,4}|打印(?:本页)?|关闭(?:窗口|本页)?|字[体号]:?|[大中小]{3}|分享到?:?|[\[\]【】()|:、,]"
)
_NOTHING = re.compile(r"暂无(?:相关)?(?:内容|信息|数据|文章|记录)?|没有(?:相关)?(?:内容|信息|数据|记录)|共0条.*")


@dataclass(frozen=True)
class Item:
    """A page that tells of a matter, with the squeezed words by which it is called."""

    page: Page
    called: str

    @cached_property
    def path(self) -> str:
        """The squeezed names of its columns."""
        return squeeze(">".join(self.page.columns))

    @cached_property
    def words(self) -> str:
        """All that it says, with the words of its files."""
        return whole_text(self.page)

    @cached_property
    def day(self) -> date | None:
        """When it was published or signed, else the end of the time that its title names, as far as it says so."""
        told = self.page.published or self.page.reading.written
        span = span_of(self.called, None) if told is None else None
        return span[1] if span else told

    @cached_property
    def perhaps(self) -> date | None:
        """Its day, else the last one with which its text ends, which may be that of its signature."""
        signed = (
            day for day in days(self.page.text[-_SIGNED:], 1) if day.year > 1
        )  # a day without its year tells nothing
        return self.day or max(signed, default=None)


def items(site: Snapshot, topic: str, tells: Callable[[Page, str], bool]) -> list[Item]:
    """The pages of a place, lists aside, that `tells` takes for one of a matter by page and title; the newest first."""
    named = [(page, called(page, topic)) for page in all_pages(site)]
    found = [Item(page, title) for page, title in named if tells(page, title) and not is_index(page)]
    return sorted(found, key=lambda each: each.perhaps or date.min, reverse=True)


def months_before(last: date, months: int) -> date:
    """The first day of the month that lies so many months before that of a day."""
    year, month = divmod(last.year * 12 + last.month - 1 - months, 12)
    return date(year, month + 1, 1)


def fresh(found: Iterable[Item], last: date, months: int) -> list[Item]:
    """The items that may be of the last months: those that have no day are among them."""
    begin = months_before(last, months - 1)
    return [each for each in found if each.perhaps is None or each.perhaps >= begin]


def silent(site: Snapshot, topic: str, found: Sequence[Item], months: int) -> Finding:
    """What to say where no item of the last months is shown: none at all, none read, or only old ones."""
    if not found:
        return nothing(site, topic)
    lost = hidden(site, topic)
    if lost is not None:
        return not_read(lost, "outdated")
    for page, text, url in leading_out(site, topic):
        return cant_tell("outdated", page.cite(text), note="新的信息可能登载在其他网站，请人工查看：{url}", url=url)
    newest = found[0]
    values = {"day": str(newest.perhaps), "months": str(months), "title": newest.page.title}
    if newest.day is None:
        note = "“{title}”没有注明发布日期，不能确定近 {months} 个月是否更新"
        return cant_tell("outdated", newest.page.cite(), note=note, **values)
    note = "最近 {months} 个月没有更新，最新的是 {day} 的“{title}”"
    return failed("outdated", newest.page.cite(), *searched(site, topic)[:1], note=note, **values)


def undated(now: Sequence[Item], months: int) -> Iterator[Finding]:
    """A doubt where not one of the items of the last months has a day."""
    if now and all(each.perhaps is None for each in now):
        note = "“{title}”没有注明发布日期，不能确定近 {months} 个月是否更新"
        title = now[0].page.title
        yield cant_tell("outdated", now[0].page.cite(), note=note, title=title, months=str(months))


def files_lost(now: Iterable[Item]) -> Iterator[Finding]:
    """The files of items that do not open, each address once, named by their item."""
    told: set[str] = set()
    for each in now:
        for finding in broken(each.page, subject=each.page.title):
            if finding.evidence[0].url not in told:
                told.add(finding.evidence[0].url)
                yield finding


def says_little(item: Item) -> bool:
    """Whether a page holds nothing beside its title: neither words nor files, pictures or links that were lost."""
    page = item.page
    lines = (squeeze(line).replace(squeeze(page.title), "").replace(item.called, "") for line in page.text.splitlines())
    rest = "".join(_NOTHING.sub("", _FURNITURE.sub("", line)) for line in lines)
    return len(said_beside(rest)) < FEW and not (
        page.documents or page.dead or data_tables(page) or pictures(page) or unread(page) or frames(page)
    )


def empty_column(site: Snapshot, names: re.Pattern[str]) -> Page | None:
    """A page that is called like a column by these words and lists nothing."""
    for page in all_pages(site):
        title = squeeze(page.title)
        if len(title) <= 16 and names.search(title) and page.published is None and _lists_nothing(page):
            return page
    return None


def _lists_nothing(page: Page) -> bool:
    lines = [line for each in page.text.splitlines() if (line := squeeze(each))]
    own = {squeeze(page.title), *(squeeze(name) for name in page.columns), "首页"}
    rest = "".join(line for line in lines if line not in own and not line.startswith(("当前位置", "您的位置")))
    return len(said_beside(_NOTHING.sub("", rest))) < LITTLE and not (
        page.documents or page.tables or pictures(page) or page.dead
    )


def shown_by(now: Sequence[Item]) -> tuple[str, str]:
    """The day and the title of the newest item, in the words of a note."""
    return str(now[0].perhaps or "日期不详"), now[0].page.title
