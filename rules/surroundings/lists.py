"""The yearly lists of key polluters that a place shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crawler.snapshot import Page, Snapshot
from rules.dates import plain_years, year_of
from rules.shown import documents, pages_called
from rules.surroundings.classes import classes_in
from rules.surroundings.units import Unit, units

TOPIC = "key-polluters"
OWED_FROM = 2015  # 环境保护部令第31号自2015年1月1日起施行
_LIST = re.compile("名录|名单")
_NO_LIST = re.compile(
    "管理办法|管理规定|解读|征求.{0,6}意见的|依法披露|自行监测|超标|严重|处罚|自动监控|联网|安装|信息公开(?:情况|检查|表)|督查|检查|抽查|培训|会议"
    "|(?:做好|开展|报送|筛选|上报).{0,20}(?:名录|名单)|清洁生产|应急|信用|排污许可|失信|问答"
)
_PART = re.compile(
    "土壤|地下水|(?:水环境|大气环境|噪声|声环境|环境风险)(?=重点|污染)|补充|增补|新增|第[二三四五]批|调出|移出"
)
_OF_YEAR = re.compile(r"(?<!\d)(20\d\d)年度?[^。;,]{0,24}(?:名录|名单)")
LATE_MONTH = 11
_AMENDS = re.compile("调整|更新|修订|变更|补充|增补|第[二三四五]批|修改|更正")
_DRAFT = re.compile("征求意见|拟|公示|初步|草案|建议")
_PROVINCE = re.compile("全省|全区|省(?!控|重点监控|级)|自治区|全国|国家|国控")
_CITY = re.compile("[市州盟]|地区|我[市州盟]|全[市州盟]")


@dataclass(frozen=True)
class UnitList:
    """A page with a list: the year that it is for, as its title, its files or its text say, else that of its publication.

    `is_part` of one class or a supplement, `is_draft` before it was settled, `is_beyond` of a province or the country.
    """

    page: Page
    called: str
    year: int | None

    @property
    def is_part(self) -> bool:
        """Whether it lists one class only, or what came later."""
        return _PART.search(self.called) is not None

    @property
    def classes(self) -> frozenset[str]:
        """The classes that its title names."""
        return classes_in(self.called)

    @property
    def is_amended(self) -> bool:
        """Whether it changes an earlier list of the year."""
        return _AMENDS.search(self.called) is not None

    @property
    def is_draft(self) -> bool:
        """Whether it may not be settled yet."""
        return _DRAFT.search(self.called) is not None

    @property
    def is_beyond(self) -> bool:
        """Whether its title speaks of a province or of the country and of no city."""
        return _PROVINCE.search(self.called) is not None and _CITY.search(self.called) is None

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The polluters on the page and in its files; a file that repeats the page, or another file, is counted once."""
        found: list[tuple[Unit, ...]] = []
        for document in documents(self.page):
            listed = tuple(units(document))
            if listed and not any(_same(listed, other) for other in found):
                found.append(listed)
        return tuple(unit for listed in found for unit in listed)


def _same(listed: Sequence[Unit], other: Sequence[Unit]) -> bool:
    names = {unit.name for unit in other}
    return len(listed) == len(other) and sum(unit.name in names for unit in listed) * 10 >= len(listed) * 9


def unit_lists(site: Snapshot) -> list[UnitList]:
    """The lists that a place shows, the newest year first, those without a year last."""
    found = [
        UnitList(page, title, _year(page, title))
        for page, title in pages_called(site, TOPIC)
        if _LIST.search(title) and not _NO_LIST.search(title)
    ]
    return sorted(found, key=lambda each: (-(each.year or 0), each.page.published or date.max))


def _year(page: Page, title: str) -> int | None:
    """The year of a list; one that names none and came at the end of a year is taken to be for the next."""
    told = year_of(title) or max(filter(None, (year_of(each.title) for each in page.documents)), default=None)
    if told is None:
        told = max((int(found) for found in _OF_YEAR.findall(plain_years(page.text[:2000]))), default=None)
    if told is None and page.published:
        told = page.published.year + (page.published.month >= LATE_MONTH)
    return told


def due_year(last: date, publish_by: str) -> int:
    """The latest year whose list is owed by a day, when each is owed by that month and day (MM-DD; "" for the year's end)."""
    month, _, day = (publish_by or "12-31").partition("-")
    return last.year if date(last.year, int(month), int(day)) <= last else last.year - 1
