"""The notices about tenders that a place shows, and the stages that each tells of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from crawler.snapshot import Page, Snapshot
from rules.phrases import squeeze
from rules.published.items import NEWS, Item, items
from rules.shown import all_pages, documents
from rules.tables import tables_of
from rules.tenders.naming import numbers, project_of

TOPIC = "tenders"
PROJECT, CONDITIONS, PROCESS, RESULT = "项目", "条件", "过程", "结果"
COLUMNS = (
    "(?:招标|采购|中标|成交|交易|变更|更正|竞价|比选)[^>]{0,6}公[示告]|(?:中标|成交|采购|交易)结果|中标候选人|答疑澄清"
)
STAGES = (PROJECT, CONDITIONS, PROCESS, RESULT)
_DONE = re.compile(
    "中标(?!候选|人?公示前)|成交|中选|(?:招标|采购|比选|询价|谈判|磋商|交易|拍卖|出让)[^,。]{0,8}结果|结果(?:公[示告]|公布|公开)"
    "|定标|合同(?:公告|公示|公开)|流标|废标|终止|中止|失败|作废|竞得"
)
_UNDER_WAY = re.compile(
    "候选|澄清|变更|更正|答疑|补遗|补充(?:公告|通知)|延期|延长|修改|开标|评标|资格预审结果|预审结果|入围|抽取|招标控制价|最高限价"
    "|拦标价|控制价|异议"
)
_CALLED = re.compile(
    "招标|采购|竞争性|询价|磋商|谈判|单一来源|资格预审|比选|遴选|交易公告|出让公告|拍卖公告|挂牌公告|竞价|竞拍|发包|政府投资项目|邀请函|投标邀请"
)
_NOTICE = re.compile(
    "公[示告布开]|通知|书|记录|情况|结果|信息|文件|函|邀请|计划|意向|一览|表|答疑|澄清|补遗|招标$|中标$"
)
_NOT = re.compile(
    "办法|条例|规定|细则|制度|指南|流程|解读|问答|示范文本|专家(?:库|名单|征集)|代理机构(?:名单|考核|备案|信用)|信用|诚信"
    "|不良行为|黑名单|投诉处理|处罚|违法|检查|整治|治理|改革|招聘|(?:加强|规范|做好|推进|进一步|开展|印发).{0,40}(?:通知|意见"
    "|方案)|目录(?:及|和)?限额|限额标准|集中采购目录|资格考试|招商|年度报告|统计|分析"
)
_REVIEWED = re.compile("(?:中标|成交|中选|结果)[^,。]{0,8}公示")  # open to objections before it is final
_REVIEWERS = re.compile("评[标审](?:委员会|专家|小组|结果|情况|得分)|(?:谈判|磋商|询价)小组|评委")
_CONDITIONS = re.compile(
    "资格(?:要求|条件|审查|后审|预审)|投标人(?:须|应|必须|资格)|供应商(?:资格|应|须|的?条件)|投标条件|报名条件|竞买人(?:资格|范围"
    "|条件)|申请人(?:资格|条件|的?资格)|资质(?:要求|条件|等级)|企业资质|合格(?:的)?(?:投标人|供应商)|供应商要求|准入条件|具[备有][^,。;]{0,24}资质|第二十二条|投标资格"
)

_AWARD_HEAD = re.compile("(?:中标|成交|中选)(?:人|单位|企业|供应商|商|金额|价格?|候选人)?(?:名称)?(?:[(].{1,6}[)])?")


@dataclass(frozen=True)
class Notice(Item):
    """A notice about a tender: what its title says of its stage, and the project that it is about."""

    @cached_property
    def stages(self) -> frozenset[str]:
        """The stages that it tells of; an announcement tells the project, and the conditions where it names some."""
        found = _stages(self.called) or _stages(_column(self))
        if RESULT in found and _REVIEWERS.search(self.text[:30_000]):
            found.add(PROCESS)
        if PROJECT in found and _CONDITIONS.search(self.text[:30_000]):
            found.add(CONDITIONS)
        return frozenset(found)

    @property
    def is_call(self) -> bool:
        """Whether it calls for bids; plans and intentions do not yet."""
        return PROJECT in self.stages and re.search("意向|计划|单一来源", self.called) is None

    @property
    def is_void(self) -> bool:
        """Whether it says that nobody won."""
        return re.search("流标|废标|终止|中止|失败|作废", self.called) is not None

    @cached_property
    def project(self) -> str:
        """The name of its project, without what the notice is."""
        return project_of(self.called)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of projects that it names."""
        return numbers(self.called + "\n" + self.page.text[:20_000])


def _stages(words: str) -> set[str]:
    found = {RESULT} if _DONE.search(words) else set()
    if _UNDER_WAY.search(words):
        found.add(PROCESS)
    if found == {RESULT} and _REVIEWED.search(words):
        found.add(PROCESS)
    if not found and _CALLED.search(words):
        found.add(PROJECT)
    return found


def _column(item: Item) -> str:
    return squeeze(item.page.columns[-1]) if item.page.columns else ""


def notices(site: Snapshot) -> list[Notice]:
    """The notices about tenders that a place shows, the newest first."""
    return [Notice(each.page, each.called) for each in items(site, TOPIC, _is_notice, COLUMNS)]


def _is_notice(item: Item) -> bool:
    title = item.called
    if _NOT.search(title):
        return False
    if not _stages(title):
        return re.search(COLUMNS, _column(item)) is not None and NEWS.search(title) is None
    return _NOTICE.search(title) is not None and (
        NEWS.search(title) is None or re.search("公[示告]$", title) is not None
    )


def promised(pages: tuple[Page, ...]) -> frozenset[str]:
    """The stages of which links speak, wherever they lead."""
    words = {link.text for page in pages for link in page.links if len(link.text) < 60}
    found = {PROCESS for each in words if _UNDER_WAY.search(each)} | {RESULT for each in words if _DONE.search(each)}
    return frozenset(found)


def listed_only(site: Snapshot) -> Page | None:
    """A page that tells of awards only in a table or a file, under a title that names none; None where there is none."""
    for page in all_pages(site):
        heads = (
            squeeze(cell)
            for each in documents(page)
            for table in tables_of(each)
            for row in table.rows[:4]
            for cell in row
        )
        if any(_AWARD_HEAD.fullmatch(head) for head in heads):
            return page
    return None
