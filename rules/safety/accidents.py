"""Accidents as a place tells of them: reports of what came of one, numbers of a month, and that there was none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crawler.snapshot import Page, Snapshot
from rules.dates import days, plain_days, year_of
from rules.ongoing.items import Item, items
from rules.phrases import squeeze
from rules.surroundings.spans import span_of

TOPIC = "accident-results"
Month = tuple[int, int]
_REPORT = re.compile(
    "事故.{0,40}(?:调查(?:处理)?(?:报告|结果|情况|结论)|处理(?:情况|结果|决定|意见|通报)|结案|责任追究|查处(?:情况|结果))|调查报告.{0,30}批复|事故.{0,6}批复"
)
_FOLLOWED = re.compile("事故.{0,40}(?:评估(?:报告)?|督办)")
_ANSWER = re.compile("批复|批准")
_REVIEW = re.compile("评估|整改(?:措施)?落实|挂牌督办|督办")
_NUMBERS = re.compile(
    "(?:安全生产|事故|伤亡).{0,16}(?:形势|月报|季报|年报|通报|情况|统计|快报|简报|分析|数据|信息)|未发生|没有发生|无.{0,8}事故|零事故"
)
_TELLS = re.compile("事故")
_OTHER = re.compile(
    "预案|演练|警示教育|防范|隐患|培训|会议|召开|条例|办法|规定|规程|问答|解读|保险|全国|全省|国务院|国家|应急管理部|安监总局|安全监管总局|救援队|宣传|知识|案例分析|举报|征求|交通事故(?:社会)?救助|医疗事故|质量事故|环境事故|食品|教训|警示"
)
_ALIEN = re.compile("警示|警钟|案例|教训")  # columns of what happened elsewhere
_NIL = re.compile(
    r"(?:未|没有|无)(?:再)?发?生?(?:过|一起|任何|各类|一般)?(?:及?以上)?(?:生产安全|安全生产)(?:责任|伤亡|亡人|死亡)?事故"
)
_NOUGHT = re.compile(r"发生(?:各类)?(?:生产安全|安全生产)事故(?:0|零)[起宗]")
_LONG = re.compile("以来|连续|累计.{0,4}天|全国|全省|我省|较大|重大|去年|同期|上年")
_COUNTED = re.compile(
    r"(?<![\d\-至—~])(\d{1,2})月份?[^。;\d]{0,16}发生(?:各类)?(?:生产安全|安全生产)事故(\d{1,4})[起宗]"
)
_MONTHS = re.compile(r"(?:(20\d\d)年)?(?<!\d)(\d{1,2})(?:[-至—~到](\d{1,2}))?月(?!\d{1,2}日)")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})[.·•・．‧-](\d{1,2})(?!\d)")
_HAPPENED = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日(?=[^。;\n]{0,120}发生)")
_PART = re.compile(r"[。;；\n]")
_WRONG_SORT = re.compile("非生产安全|不属于生产安全|自然灾害事故|非责任事故|意外事件")


@dataclass(frozen=True)
class Accidents:
    """A page about accidents."""

    item: Item

    @property
    def page(self) -> Page:
        """The page."""
        return self.item.page

    @property
    def is_report(self) -> bool:
        """Whether it tells what came of one accident."""
        return _REPORT.search(self.item.called) is not None and _REVIEW.search(self.item.called) is None

    @property
    def is_notice(self) -> bool:
        """Whether its title names one accident by its day, and it is no report of what came of it."""
        return "事故" in self.item.called and _NAMED.search(self.page.title) is not None and not self.is_report

    @property
    def is_answer(self) -> bool:
        """Whether it is only the government's answer to a report."""
        return _ANSWER.search(self.item.called) is not None

    @property
    def is_of_production(self) -> bool:
        """Whether a report calls its accident one of production, and nowhere the contrary."""
        return "生产安全" in self.item.words and _WRONG_SORT.search(self.item.words) is None

    @cached_property
    def happened(self) -> date | None:
        """The day on which the text of a report says that its accident happened, when its title names none other."""
        named = _NAMED.search(self.page.title)
        told = [next(days(found[0], 1), None) for found in _HAPPENED.finditer(plain_days(self.item.words[:6000]))]
        known = [day for day in told if day is not None and day.year > 1]
        if named is not None:
            known = [day for day in known if (day.month, day.day) == (int(named[1]), int(named[2]))]
        return known[0] if known else None

    @cached_property
    def year(self) -> int | None:
        """The year of the months that it names without one."""
        day = self.page.published
        span = span_of(self.item.called, day)
        return year_of(self.item.called) or (span[0].year if span else None) or (day.year if day else None)

    def nils(self) -> Iterator[tuple[Month, str]]:
        """The months of which it says that nothing happened, each with the sentence."""
        for part in (self.item.called, *map(squeeze, _PART.split(self.item.words[:20_000]))):
            if (_NIL.search(part) or _NOUGHT.search(part)) and not _LONG.search(part):
                yield from ((month, part) for month in self._months(part))

    def counted(self) -> Iterator[tuple[Month, str]]:
        """The single months of which it says that accidents of production happened, each with the sentence."""
        for part in map(squeeze, _PART.split(self.item.words[:20_000])):
            found = _COUNTED.search(plain_days(part))
            if found is not None and int(found[2]) and self.year and not re.search("全国|全省|去年|同期", part):
                yield (self._passed(self.year, int(found[1])), int(found[1])), part

    def _passed(self, year: int, month: int) -> int:
        """The year of a month without one: the year before where the page was published earlier in that year."""
        day = self.page.published
        return year - 1 if day is not None and (year, month) > (day.year, day.month) else year

    def _months(self, part: str) -> list[Month]:
        found = _MONTHS.search(plain_days(part)) or _MONTHS.search(plain_days(self.item.called))
        year = int(found[1]) if found and found[1] else self.year
        if found is None or year is None:
            return []
        first, last = int(found[2]), int(found[3] or found[2])
        if not found[1]:
            year = self._passed(year, last)
        return [(year, month) for month in range(first, last + 1) if 1 <= month <= 12]


def accidents(site: Snapshot) -> list[Accidents]:
    """The pages about accidents of this place's own area, the newest first."""
    return [Accidents(each) for each in items(site, TOPIC, _is_told)]


def _is_told(page: Page, title: str) -> bool:
    if (_REPORT.search(title) or _FOLLOWED.search(title)) and not re.search(
        "全国|全省|国务院|应急管理部|总局|预案|演练|会议|条例|办法|规定|解读|举报", title
    ):
        return True
    if _OTHER.search(title):
        return False
    path = squeeze(">".join(page.columns))
    if _ALIEN.search(path):
        return False
    if _TELLS.search(title) and (_NUMBERS.search(title) or "事故" in path):
        return True
    told = squeeze(page.text[:3000])
    is_about = _NUMBERS.search(title) is not None or re.search("事故|月报|形势", path) is not None
    return (
        is_about
        and re.search(
            r"事故.{0,40}\d+[起宗]|发生.{0,30}\d+[起宗].{0,20}(?:死亡|伤)|(?:未|没有|无)发?生?.{0,12}事故", told
        )
        is not None
    )
