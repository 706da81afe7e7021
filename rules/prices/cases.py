"""The cases of price enforcement that a place shows: tables of many, a page for each, or that there was none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.snapshot import Page, Snapshot
from rules.ongoing.fields import Room, room
from rules.ongoing.items import Item, items
from rules.phrases import squeeze
from rules.records import Field
from rules.shown import all_pages
from rules.tables import data_tables

TOPIC = "price-cases"
CASE, BEGUN, CLOSED, FACTS, BASIS, RESULT = "涉案内容", "发生时间", "结案时间", "违法违规事实", "处罚依据", "处理结果"


def _field(name: str, words: str, but: str = "") -> Field:
    return Field(name, tuple(words.split()), tuple(but.split()))


FIELDS = (
    _field(
        BEGUN,
        "发生 发案 案发 立案 违法时间 违规时间 违价时间 时段 违法期间 违规期间 检查时间 检查日期 受理时间 查处时间"
        " 查出时间 发现时间 发现日期",
        "发生地 事实 情况 结果",
    ),
    _field(
        CLOSED,
        "结案 处罚日 处罚时间 决定日期 决定时间 处理时间 处理日期 办结 完毕 下达时间 下达日期 决定书日期 执行日期"
        " 送达时间 送达日期 作出时间 作出日期",
        "结案情况 结案方式 是否",
    ),
    _field(FACTS, "事实 违法行为 违规行为 违法情况 违规情况 问题 案情 违法内容 违纪", "时间 日期 整改"),
    _field(BASIS, "依据 条款 适用法律"),
    _field(
        RESULT,
        "处理结果 处罚结果 处理情况 处罚情况 处罚决定 处理决定 处罚内容 处罚种类 处理意见 罚款 罚没 制裁 处罚金额 行政处罚 结果 结案情况",
        "文号 日期 时间 决定书 机关 部门 对象 依据 编号 权力 事项",
    ),
    _field(
        CASE,
        "涉案 案由 案件 当事人 被处罚 相对人 单位名称 企业名称 违法单位 违法企业 处罚对象 被检查 单位 名称",
        "文号 编号 机关 执法单位 执法部门 处罚部门 来源 承办 主管 金额单位 案件数",
    ),
)
PRICE = re.compile("价格|物价|明码标价|哄抬|涨价|乱收费|违规收费|收费[^。]{0,12}(?:案|处罚|违)|多收|价监")
_DONE = re.compile(
    "处罚|(?<![方提档答教草备立预议个])案(?!例选编)|查处|执法(?:结果|一览|情况|信息|公示)|曝光|检查(?:结果|处理)|一览表|处理(?:结果|情况|决定)"
)
_OTHER = re.compile(
    "预算|决算|流程|依据$|清单|目录|办法|规定(?!.{0,8}案)|条例|办事|指南|年报|年度报告|会议|培训|提醒|告诫|解读|解答|说法|问答|裁量|基准|招聘|监测|听证|成本|认定|鉴证|鉴定|认证|评估|征求"
    "|(?:开展|做好|加强|部署).{0,30}(?:通知|方案|意见|工作)|方案$|宣传|标准的(?:通知|批复)|职权|权力|制度|案卷"
)
_SUMMED = re.compile("(?:执法|检查|处罚|查处|监管).{0,12}(?:统计|汇总|情况|通报|总结|数据)")
_NIL = re.compile(
    "(?:无|没有|未(?:发生|查处|有|作出|办理|接到|受理|立案))(?:发生|查处|作出|办理|立案|实施|产生|有|任何|此类|相关|新的?|价格|涉价|收费|物价|明码标价"
    "|市场|行政|违法|违规|乱收费|举报|执法|检查|一般|重大|的|[、和及或])*(?:案件|处罚(?!结果|决定书|文书|权)|违法行为|违法案|价格违法)"
)
_AFAR = re.compile("国家发展改革委|国家发改委|全国|省发展?改|省物价局.{0,6}(?:公布|曝光|通报)")
_NUMBER = re.compile("文号|决定书|文书")
_ANY_DAY = re.compile("(?:案件)?(?:日期|时间|年月日?)(?:[(].*[)])?")


@dataclass(frozen=True)
class Shown:
    """A page about cases, and what its tables have room for."""

    item: Item
    room: Room

    @property
    def page(self) -> Page:
        """The page."""
        return self.item.page

    @property
    def is_nil(self) -> bool:
        """Whether it only says that there was no case."""
        return not self.room.has_table and _NIL.search(self.item.called + self.item.words[:600]) is not None

    @property
    def is_credit_form(self) -> bool:
        """Whether its table is the form of the credit system, with the number of each decision and no day of the act."""
        return any(len(cell) < 20 and _NUMBER.search(cell) for cell in self._heads)

    @property
    def has_any_day(self) -> bool:
        """Whether its table has days and does not say of what."""
        return any(_ANY_DAY.fullmatch(cell) for cell in self._heads)

    @property
    def _heads(self) -> list[str]:
        tables = (table for each in (self.page, *self.page.documents) for table in each.tables)
        return [squeeze(cell) for table in tables for row in table.rows[:3] for cell in row]


def price_cases(site: Snapshot) -> list[Shown]:
    """The pages that tell of cases of prices, the newest first."""
    own = re.search("物价|价格", squeeze(site.department.name)) is not None
    urls = {page.url for page in site.pages} if own else set()

    def tells(page: Page, title: str) -> bool:
        if _OTHER.search(title) or _AFAR.search(title) or _is_catalogue(page):
            return False
        path = squeeze(">".join(page.columns))
        about = PRICE.search(title + path) is not None or page.url in urls
        if _SUMMED.search(title) and data_tables(page) and not room(page, FIELDS).has_table:
            return False  # numbers of cases, not cases
        if PRICE.search(title) and (_DONE.search(title) or re.search("处罚|案件|执法|曝光", path)):
            return True
        told = about or PRICE.search(squeeze(page.text[:3000])) is not None
        if not told or not (_DONE.search(title) or re.search("处罚|案件|价格.{0,6}执法|价格监督检查", path)):
            return False
        return len(room(page, FIELDS).names) > 2 or _is_decision(page, title)

    return [Shown(each, room(each.page, FIELDS)) for each in items(site, TOPIC, tells)]


def _is_catalogue(page: Page) -> bool:
    """Whether a page is a catalogue of papers, each with its index, which leads to cases and is none."""
    return any(_lists_indexes(table.rows) and len(page.links) > len(table.rows) // 2 for table in page.tables)


def _lists_indexes(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table has a head for indexes and several below it; a table of what is stated about one page has none."""
    for number, row in enumerate(rows[:3]):
        for column, cell in enumerate(row):
            if squeeze(cell).rstrip(":") == "索引号":
                below = [each[column] for each in rows[number + 1 :] if column < len(each)]
                return len(below) > 1 and all(re.search(r"\d", each) for each in below)
    return False


def _is_decision(page: Page, title: str) -> bool:
    text = squeeze(page.text[:5000])
    return "处罚" in title and PRICE.search(text) is not None and re.search("当事人|经查|罚款|没收", text) is not None


def summaries(site: Snapshot) -> Iterator[Page]:
    """The pages that sum up the enforcement of prices without telling of single cases."""
    for page in all_pages(site):
        title = squeeze(page.title)
        if PRICE.search(title) and _SUMMED.search(title) and not _OTHER.search(title):
            yield page


def other_penalties(site: Snapshot) -> Iterator[Page]:
    """The pages about penalties of any kind, among which those for prices may stand."""
    for page in all_pages(site):
        if re.search("处罚|双公示|执法公示", squeeze(page.title)):
            yield page
