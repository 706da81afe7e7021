"""Columns that say only that there is nothing to put into them: a department's own word, or a system's placeholder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from crawler.snapshot import Page
from rules.explanations.nil import nils
from rules.phrases import squeeze
from rules.sites.emptiness import FOOT, MOST_LINES, PLACE
from rules.sites.layout import Layout

LONGEST = 200  # characters of a line that only says this
BARE = re.compile(r"(?:无|不涉及|不适用|无此[类项])[。.]?")
FREE = re.compile(
    r"(?:.{2,20}(?:局|委|办|厅|院|中心|单位|部门|机关))?(?:一律|均|都|目前|暂)?不(?:收费|收取[^,]{0,8}费用?)[。.!]?"
)
SAID_BY = re.compile(
    r"(?:我|本|全)(?:局|委|办|厅|院|校|镇|乡|中心|单位|部门|机关|公司|所|站|处|街道|系统)|[本当今全]年|[本当]季|20\d\d年"
)
FILLER = re.compile(
    r"任何|相关|有关|此[类项]|该[类项]|这类|其他|其它|符合|条件|指定|对应|可|找到|检索到?|查询?到?|搜索到?|更多|最新|您|要|的|了|啊|哦|呢|[。.!~]"
)
NAMELESS = re.compile(  # what a system calls whatever a list may hold
    r"(?:内容|信息|数据|记录|文章|资料|新闻|文件|文档|公告|通知|公示|动态|更新|发布|显示|展示|附件|图片|照片|视频|评论|留言|回复|结果|栏目|分类|页面|列表|条目"
    r"|权限|访问|查看|操作|登录|开通|设置|添加|上传|插件|上一[篇页条]|下一[篇页条]|篇|页|条)*"
)
OF_SITE = re.compile("网站|本站|浏览器|版权|转载|责任|脚本|[Ff]lash|链接")


class Word(Enum):
    """Whose word it is that a column needs nothing: the department's own, or anybody's."""

    OWN = "own"
    ANYBODYS = "anybody's"


def told(page: Page, place: Layout) -> tuple[Word, str] | None:
    """Whose word it is that there is nothing to put into a column, and its line; None where its page says no such thing.

    A statement of a matter (无下属单位) is its own; what a system writes into any empty list (暂无内容) is no word at all.
    """
    shown = [each for each in (*place.home, *place.site.pages) if each in place.home or place.entries(each)]
    found: list[tuple[Word, str]] = []
    for each in page.text.splitlines()[:MOST_LINES]:
        line = squeeze(each)
        word = _word(line) if 0 < len(line) <= LONGEST else None
        if word is not None and not _is_furniture(line, page, shown):
            found.append((word, line))
    return min(found, key=lambda each: each[0] is not Word.OWN, default=None)


def _word(line: str) -> Word | None:
    if FOOT.search(line) or PLACE.search(line) or OF_SITE.search(line):
        return None
    if FREE.fullmatch(line):
        return Word.OWN
    if BARE.fullmatch(line):
        return Word.ANYBODYS
    objects = [FILLER.sub("", nil.object) for nil in nils(line) if not nil.is_part]
    if not objects:
        return None
    is_matter = not all(map(NAMELESS.fullmatch, objects))
    is_said = SAID_BY.search(line) is not None
    if is_matter and (is_said or not line.startswith("暂")):
        return Word.OWN
    return Word.ANYBODYS if is_matter or is_said else None


def _is_furniture(line: str, page: Page, shown: Sequence[Page]) -> bool:
    """Whether pages that do show something say it, too."""
    return any(line in map(squeeze, each.text.splitlines()[:MOST_LINES]) for each in shown if each is not page)
