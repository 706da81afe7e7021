"""Which part of a page is its text: without menus, heads and feet, but never without content."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.reading.pages import flow, labels, lines
from crawler.reading.pages.flow import Block, Flow

CHROME_TAGS = frozenset(("nav", "header", "footer", "aside"))
CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navi|daohang|dh|menu|topmenu|header|head|top|banner|footer|foot|bottom|copyright|copy|sidebar|sidemenu|"
    r"leftnav|leftmenu|left_nav|friendlink|yqlj|share|search|login)\d{0,2}(?=$|[\s_-])"
)
END = re.compile(
    r"版权所有|I[Cc][Pp]备|i[Cc][Pp]备|公网安备|网站标识码|分辨率|最佳浏览|Copyright|copyright|All [Rr]ights [Rr]eserved|"
    r"all [Rr]ights [Rr]eserved"
)
CONTACT = re.compile(
    r"主办\S{0,4}[:：]|承办\S{0,4}[:：]|协办\S{0,4}[:：]|技术(?:支持|维护)\S{0,4}[:：]|网站维护\S{0,4}[:：]|邮(?:编|政编码)\S{0,4}[:：]|"
    r"人民政府主办|访问量|访客|浏览器|网站地图|联系我们"
)
AFTER = re.compile(
    r"^\W{0,3}(?:上一?[篇条页则]|下一?[篇条页则]|相关(?:文章|链接|新闻|信息|阅读|稿件|资讯|内容|文档)|延伸阅读|网友评论|友情链接|"
    r"(?:热点|热门|推荐|最新)(?:信息|文章|新闻|阅读|推荐|资讯|关注|动态|公告)|您可能(?:还)?(?:对|喜欢)|猜你喜欢|扫一扫|频道总排行|版权所有|分享到)"
)
BUTTON = re.compile(
    r"打印(?:本页|本文|此文|此页)?|关闭(?:窗口|本页|页面)?|收藏(?:本页)?|发表评论|告诉好友|顶一下|字体|字号|分享(?:到|至)?|纠错"
)
BESIDE = re.compile(r"大|中|小|微信|微博|返回(?:顶部|列表)?|[\s\W]")
TOOL_LENGTH = 40
MENU_SHARE = 0.6  # a block of chrome is a menu when most of it is links
FOOT_LENGTH = 600  # a longer block with a copyright line holds more than a foot
MOST = 0.9  # the part that holds nearly all prose is the article; the rest is not worth the risk
ATTACHED = re.compile(r"附件|附表|下载|\.(?:docx?|xlsx?|pdf|zip|rar|wps|et|ofd|jpg)\b", re.IGNORECASE)
LISTED = 3  # links in a row, each in a line of its own
LIST_HEADING = 8  # characters
OUTWEIGHED = 3  # times
ENOUGH = 60  # characters of prose below which a page is a list or a menu, and is kept whole


@dataclass(frozen=True)
class Content:
    """The numbers of the lines that are the main text, and whether anything marked them off from the page's furniture."""

    numbers: tuple[int, ...]
    block: Block | None
    start: int
    end: int


def content(page: Flow, heading: int) -> Content:
    """The main text: from the heading, if it is known, to what follows an article, in the smallest block with nearly all prose.

    Without a heading the whole page counts. Menus, heads and feet are left out in any case.
    """
    start, end = _span(page, heading)
    if not page.blocks:
        return Content(tuple(range(len(page.lines))), None, start, end)
    dropped = _chrome(page)
    prose = _prose(page, dropped, start, end)
    best = 0
    if prose[0] >= ENOUGH:
        for index, block in enumerate(page.blocks):
            if prose[index] >= MOST * prose[0] and block.last > block.first and block.parent in (best, -1):
                best = index
    block = page.blocks[best]
    if best and heading >= 0:
        end = max(end, _with_contact(page, end, block.last))
    skipped = {line for index in dropped for line in range(page.blocks[index].first, page.blocks[index].last)}
    inside = range(
        max(block.first, start) if heading < 0 or prose[0] < ENOUGH else start, min(block.last, end, len(page.lines))
    )
    kept = [n for n in inside if n not in skipped and not is_tool(page.lines[n])]
    return Content(tuple(kept or range(len(page.lines))), block, start, end)


def _with_contact(page: Flow, end: int, last: int) -> int:
    """The end of an article whose last lines are an address or a code, which look like a foot but stand in its own block."""
    return last if all(CONTACT.search(line) and not END.search(line) for line in page.lines[end:last]) else end


def is_tool(line: str) -> bool:
    """Whether a line is only buttons: 打印, 关闭, sizes of letters."""
    if len(line) > TOOL_LENGTH:
        return False
    rest, buttons = BUTTON.subn("", line)
    return buttons > 0 and not BESIDE.sub("", rest)


def only_pictures(page: Flow, main: Content) -> bool:
    """Whether the article is its pictures: under the heading and the line of its date there is no text before the end."""
    if not main.start and any(page.items):
        return False
    if not any(main.start <= picture.line <= main.end for picture in page.pictures):
        return False
    rest = [
        page.lines[n] for n in main.numbers
        if n > main.start and not page.linked[n] and not lines.FOOT.search(page.lines[n]) and not labels.in_line(page.lines[n])
        and not lines.is_info(page, n)
    ]  # fmt: skip
    return sum(map(len, rest)) < 20


def _span(page: Flow, heading: int) -> tuple[int, int]:
    """From the heading to the foot, or to the first mark of what follows an article that has less prose behind it.

    A heading with far more prose before it than behind it is another one's, and marks nothing.
    """
    weights = [0 if page.items[n] else len(line) - page.linked[n] for n, line in enumerate(page.lines)]
    behind = sum(weights[max(heading, 0) :])
    if heading < 0 or sum(weights) - behind > OUTWEIGHED * behind:
        return 0, len(page.lines)
    foot = _foot(page, heading, weights)
    before, behind = 0, sum(weights[heading:foot])
    for index in range(heading, foot):
        if index > heading and behind <= before and AFTER.match(page.lines[index]):
            return heading, index
        before += weights[index]
        behind -= weights[index]
    return heading, _without_list(page, heading, foot, before)


def _without_list(page: Flow, heading: int, end: int, prose: int) -> int:
    """Where a list of other articles at the end begins, with its heading; files that an article brings along stay."""
    first = end
    while first - 1 > heading and lines.is_item(page, first - 1) and not ATTACHED.search(page.lines[first - 1]):
        first -= 1
    if end - first < LISTED or prose < ENOUGH:
        return end
    above = page.lines[first - 1]
    return (
        first - 1
        if first - 1 > heading and len(above) <= LIST_HEADING and not above.endswith(("。", "：", ":"))
        else first
    )


def _foot(page: Flow, start: int, weights: Sequence[int]) -> int:
    """Where the foot begins: from the page's end upward, its telling lines and those of contact just above them."""
    first, size = len(page.lines), 0
    for index in range(len(page.lines) - 1, start, -1):
        line = page.lines[index]
        size += weights[index]
        if size > FOOT_LENGTH:
            break
        if END.search(line) or (first == index + 1 and CONTACT.search(line) and not lines.has_info(line)):
            first = index
    return first


def _chrome(page: Flow) -> set[int]:
    """Blocks that are menus, heads or feet by their tag, name or words, and that hold little else."""
    whole = page.blocks[0].prose + page.blocks[0].linked
    half = len(page.lines) // 2
    feet = [n for n in range(half, len(page.lines)) if lines.FOOT.search(page.lines[n])]
    found: set[int] = set()
    for index, block in enumerate(page.blocks):
        size = block.prose + block.linked
        if not size or size >= MOST * whole or block.tag in ("body", "html") or block.last <= block.first:
            continue
        if (block.linked > MENU_SHARE * size and _is_named(block)) or _is_foot(block, feet):
            found.add(index)
    return found


def _is_named(block: Block) -> bool:
    return block.tag in CHROME_TAGS or bool(CHROME.search(flow.called(block)))


def _is_foot(block: Block, feet: Sequence[int]) -> bool:
    """A short block in the last half of the page that begins with a line of a foot, or is named one and has such a line."""
    if not feet or block.last <= feet[0] or block.prose + block.linked > FOOT_LENGTH:
        return False
    at = bisect_left(feet, block.first)
    if at == len(feet) or feet[at] >= block.last:
        return False
    return feet[at] == block.first or _is_named(block)


def _prose(page: Flow, dropped: set[int], start: int, end: int) -> Sequence[int]:
    """Each block's prose without that of the dropped blocks in it, and of those that stand outside the lines."""
    gone, lost = bytearray(len(page.blocks)), [0] * len(page.blocks)
    for index, block in enumerate(page.blocks):
        if block.parent >= 0 and gone[block.parent]:
            gone[index] = 1
        elif index in dropped or block.last <= start or block.first >= end:
            gone[index], lost[index] = 1, block.prose
    for index in range(len(page.blocks) - 1, 0, -1):
        if (parent := page.blocks[index].parent) >= 0:
            lost[parent] += lost[index]
    return [block.prose - less for block, less in zip(page.blocks, lost, strict=True)]
