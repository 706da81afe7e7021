"""The standards for the safety of food that a place shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.snapshot import Page, Snapshot
from rules.finding import Finding, Outcome, failed, passed
from rules.ongoing.absence import nothing
from rules.ongoing.items import MOST, Item, empty_column, items, says_little
from rules.ongoing.unseen import unseen
from rules.phrases import squeeze

TOPIC = "food-standards"
_STANDARD = re.compile(
    r"食品[^。]{0,16}(?<!公开)标准|食品[^。]{0,12}(?:限量|通则|卫生规范|标签)|企业标准.{0,6}备案|备案.{0,12}企业标准|(?:GB|DB\d*S?)/?T?\s*\d{3,5}|国家标准|地方标准"
)
_FOOD = re.compile("食品|餐饮|食用|酒|乳|饮料|调味|肉|保健|添加剂|农药残留|兽药残留|粮|油脂")
_OTHER = re.compile(
    "抽检|抽查|检查|处罚|基层政务公开|公开标准|标准化(?:建设|试点|创建|良好)|裁量|达标|培训|会议|招标|采购|经费|不符合|标准厨房|(?:评定|评分|评审|验收|评价|考核|等级|创建)标准|量化分级|标准时间|跟踪评价|工作的?(?:通知|方案|总结|要点|意见)|收费标准|补助标准|工资"
)
_COLUMN = re.compile("(?:食品)?(?:安全)?标准(?:信息|公开|查询|备案)?$")


def standards(site: Snapshot) -> list[Item]:
    """The pages with standards for food, filings of standards by enterprises, and announcements of new ones."""
    return items(site, TOPIC, _tells)


def _tells(page: Page, title: str) -> bool:
    if _OTHER.search(title):
        return False
    column = squeeze(page.columns[-1]) if page.columns else ""
    if _COLUMN.search(column) and "公开标准" not in column:
        return True
    return _STANDARD.search(title) is not None and _FOOD.search(title + column + squeeze(page.text[:600])) is not None


def not_shown(site: Snapshot) -> Finding:
    """What to say where no standard is shown: an empty column, elsewhere, not read, or not there."""
    verdict = nothing(site, TOPIC)
    page = empty_column(site, re.compile("食品(?:安全)?标准")) if verdict.problem == "missing" else None
    if page is not None and verdict.outcome is Outcome.FAILED:
        return failed("empty", page.cite(page.title), note="“{title}”栏目没有内容", title=page.title)
    return verdict


def empties(found: Sequence[Item]) -> Iterator[Finding]:
    """What to say where every page with a standard holds nothing, or nothing that was read."""
    if any(not says_little(each) and unseen(each.page, "empty") is None for each in found):
        return
    doubt = next((one for each in found if (one := unseen(each.page, "empty")) is not None), None)
    if doubt is not None:
        yield doubt
    elif not any(each.page.dead for each in found):
        title = found[0].page.title
        yield failed("empty", found[0].page.cite(), note="“{title}”没有内容", title=title)


def shown(found: Sequence[Item]) -> Finding:
    """That standards are shown."""
    cited = tuple(each.page.cite() for each in found[:MOST])
    note = "公开 {count} 份食品安全标准信息，如“{title}”"
    return passed(*cited, note=note, count=str(len(found)), title=found[0].page.title)
