"""Notices about the assessment of building projects (环评), and the stage that each tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crawler.snapshot import Page, Snapshot
from rules.phrases import squeeze
from rules.shown import all_pages, called, is_index
from rules.surroundings.spans import span_of

TOPIC = "environmental-assessment"
ACCEPTED, PROPOSED, DECIDED = "受理公示", "拟审批公示", "审批决定公告"
STAGES = (ACCEPTED, PROPOSED, DECIDED)
_ABOUT = re.compile("环评|环境影响(?:评价|报告|登记|文件)|环境影响.{0,12}(?:公示|公告)")
_LABELS = ("项目名称", "建设地点", "建设单位")  # two of them stand in a page that is called by its project alone
_BUILDERS = re.compile(
    "第[一二三]次|首次信息|征求意见|全本|公众参与|报批前|信息公[示告](?:[(].{0,6}[)])?$|自主验收|送审[稿版]|公示稿"
)
_OTHER = re.compile(
    "规划环|规划的?环境影响|战略环|指南|流程|办法|规定|办事|解读|招标|中标|采购|询价|资质|工程师|评价机构|环评机构|培训|会议|座谈|考核|处罚|违法"
    "|改革|问答|后评价|简报|专家库|(?:加强|做好|规范|推进|推行|简化|下放|优化|开展|印发|转发|取消).{0,40}(?:通知|意见|工作|函)?$|管理的?通知|动态|备案系统|分类管理|实施(?:细则|方案)|调研|检查|整改|通知$|(?:调整|取消|下放|变更).{0,40}事项"
)
_CHECKED = re.compile("验收")
_PROPOSED = re.compile("拟(?:对|作|批|审|同意|核准|予以?|准)|审批前|批前|审查公示|审批公示|审查情况")
_DECIDED = re.compile(
    "审批决定|审批后|批后|审批意见|审批公告|审批结果|审批情况|批复|已审批|已批|批准(?:情况|公告|结果|公示|项目)|作出.{0,12}决定|审批(?:信息|项目)?(?:一览|汇总|台账|公开)|行政许可决定|审批$"
)
_ACCEPTED = re.compile("受理")
_IN_TEXT = (
    (PROPOSED, re.compile("拟(?:对|作出|批准|审批|批复|同意|核准)|拟批准的|拟审批")),
    (
        DECIDED,
        re.compile("作出(?:的)?(?:了)?.{0,24}审批决定|审批决定.{0,12}予以公告|批复如下|原则同意.{0,40}(?:报告|建设)"),
    ),
    (ACCEPTED, re.compile("(?:共|已|予以|正式)?受理.{0,40}(?:公示|公开|公告|报告)|受理(?:日期|时间)")),
)
_SERVICE = re.compile(
    "申[请报]材料|(?:受理|办理|许可|审批)条件|办理(?:流程|时限|程序)|承诺时限|收费依据|(?:设定|法律)依据"
)
_ANSWER = re.compile("的?(?:批复|审批意见|批复意见|函|决定书|审查意见)$|^关于.{2,60}的批复|批复[(].{0,20}[)]$")


@dataclass(frozen=True)
class Notice:
    """A page that tells of projects: the stages that it surely tells of, and those that some of its words may mean.

    `day` is that of publication, else the last of the time that its title names; `is_answer` when it is itself the decision on one project.
    """

    page: Page
    called: str
    stages: frozenset[str]
    perhaps: frozenset[str]

    @cached_property
    def day(self) -> date | None:
        """When it was published, as far as it says so."""
        if self.page.published is not None:
            return self.page.published
        span = span_of(self.called, None)
        return span[1] if span else None

    @property
    def is_answer(self) -> bool:
        """Whether it is the text of a decision, not a list or an announcement."""
        return _ANSWER.search(self.called) is not None and not re.search("公[示告]", self.called)


def notices(site: Snapshot) -> Iterator[Notice]:
    """The notices about assessments that a place shows, of any age; those of the builders themselves are none of them."""
    for page in all_pages(site):
        if not is_index(page) and (found := notice(page)) is not None:
            yield found


def notice(page: Page) -> Notice | None:
    """What a page tells of an assessment, or None when it is no such notice."""
    title, path = called(page, TOPIC), squeeze(">".join(page.columns))
    about = _ABOUT.search(title) is not None
    if not (about or _is_about(page)) or _BUILDERS.search(title) or _OTHER.search(title):
        return None
    if _CHECKED.search(title) and not about:
        return None
    if not re.search("公[示告]|情况|批复", title) and len(set(_SERVICE.findall(squeeze(page.text[:5000])))) > 1:
        return None  # what to bring to have a project approved
    stages = stages_in(title) or stages_in(squeeze(page.columns[-1] if page.columns else "")) or _told(page)
    if not stages and not re.search("公[示告布开]|情况|信息|一览|决定|目录|项目|报告", title):
        return None
    perhaps = stages_in(path) | _all_told(page)
    return Notice(page, title, stages, frozenset(stages | perhaps))


def _is_about(page: Page) -> bool:
    """Whether the text of a page tells of a project's assessment whatever its title."""
    text = squeeze(page.text[:3000])
    return _ABOUT.search(text) is not None and sum(label in text for label in _LABELS) > 1


def stages_in(words: str) -> frozenset[str]:
    """The stages that squeezed words of a title or a column name."""
    proposed = _PROPOSED.search(words) is not None
    rest = _PROPOSED.sub("", words)
    decided = _DECIDED.search(rest if not proposed else re.sub("审批(?:意见|决定)|批复(?:决定)?", "", rest)) is not None
    found = {PROPOSED: proposed, DECIDED: decided, ACCEPTED: _ACCEPTED.search(words) is not None}
    return frozenset(stage for stage, is_named in found.items() if is_named)


def _told(page: Page) -> frozenset[str]:
    """The stage that the text of a page tells of foremost."""
    text = squeeze(page.text[:2000])
    return frozenset(next(([stage] for stage, words in _IN_TEXT if words.search(text)), []))


def _all_told(page: Page) -> frozenset[str]:
    text = squeeze(page.text[:6000])
    return frozenset(stage for stage, words in _IN_TEXT if words.search(text))


def mentioned(site: Snapshot) -> frozenset[str]:
    """The stages that links, columns or addresses that were not read name: there may be notices behind them."""
    words = [link.text for page in all_pages(site) for link in page.links if len(link.text) < 40]
    words += [name for page in all_pages(site) for name in page.columns]
    words += [lost.label for lost in site.unreached if not lost.reason.proves_absence]
    about = {squeeze(each) for each in words}
    return frozenset().union(*(stages_in(each) for each in about if re.search("环评|环境影响|项目|公示|公告", each)))
