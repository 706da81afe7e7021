"""Titles that only a script opens: their papers are there, but no address asks for them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import quote

from turbohtml import Element

from crawler.families.page import TURN, Lead, Seen, plain
from crawler.families.plain import CALLED, OPENED

MOST = 200  # of one page that are noted
TITLE, NAME, LONGEST = 10, 4, 120  # characters of a title, of a name that may be a paper's, and of a row with its title
SIGN = re.compile(r"javascript:|\bonclick\b", re.IGNORECASE)
CALL = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$.]*)\s*\(\s*(['\"]?[^()\s][^()]*)\)")
LONGEST_CALL = 400
SENDS = "__doPostBack"  # ASP.NET: the form comes back with what was asked for
TURNS = re.compile(r"\b(?:Page|Sort|Edit|Delete)\$|,\s*'t\d", re.IGNORECASE)  # or only turns, sorts and unfolds
ID = re.compile(r"\d{3}|(?=[a-f]{0,8}\d)[0-9a-f]{8}", re.IGNORECASE)  # of a paper: a tab is told by a small number
CUT_SHORT = re.compile(r"(?:\.{2,}|…)$")
PUTS_OFF = re.compile(r"\W*(?:点击|请)?(?:查看|详细|详情|阅读|浏览|打开)\w{0,4}\W*")
NO_PAPER = re.compile(
    r"tab(?!le)|tag|menu|tree|nav(?!ig)|toggle|switch|change|expand|fold|collapse|slide|hover|hide|zoom|print|close|back|log(?:in|out)|search|vote"
    r"|share|fav|home|copy|font|size|scroll|play|sort|alert|confirm|history|settimeout|eval|^(?:void|\$|jquery|document\.|this\.)",
    re.IGNORECASE,
)
TOOL = re.compile(
    r"打印|关闭|收藏|字[体号]|[大中小]\s*[大中小]|返回|登[录陆]|注[册销]|退出|分享|转发到|推荐给|微[信博]|主页|首页|[繁简]体|无障碍|关怀版|长者|语音|朗读"
    r"|手机|二维码|扫一扫|顶部|刷新|播放|验证码|点赞|评论|客服|展开|收起|搜索|检索|重置|提交|复制|视力|背景|上一|下一"
)
SHORT_TOOL = 16  # characters from which a title may speak of what else would be the name of a tool


class Scripted:
    """Any page whose links call a script in place of an address."""

    def recognises(self, page: Seen) -> bool:
        """By any such call."""
        return page.is_markup and SIGN.search(page.source) is not None

    def links(self, page: Seen) -> Iterator[Lead]:
        """A barred lead for each title that a script opens, and that says no address."""
        labels = (label for node in page.anchors if (script := _script(node)) and (label := _title(node, script)))
        for label in dict.fromkeys(islice(labels, MOST)):
            yield Lead(f"{page.url}#{quote(label)}", label, barred=True)


def _script(node: Element) -> str:
    """What a link runs in place of leading to an address."""
    href = (node.attr("href") or "").strip()
    is_script = href[:11].lower() == "javascript:"
    if href and not is_script and href[0] != "#":
        return ""
    script = f"{node.attr('onclick') or ''}\n{html.unescape(href) if is_script else ''}".strip()
    return script if len(script) <= LONGEST_CALL else ""


def _title(node: Element, script: str) -> str:
    """The title of the paper that a script opens; "" where it opens none, or one by its address."""
    call = CALL.search(script)
    if call is None or OPENED.search(script) or CALLED.search(script):
        return ""
    if TURNS.search(call[2]) if call[1] == SENDS else NO_PAPER.search(call[1]):
        return ""
    label, by_id = _words(node), call[1] == SENDS or ID.search(call[2]) is not None
    if PUTS_OFF.fullmatch(label):
        return _row(node) if by_id else ""
    if len(label) < (NAME if by_id else TITLE) or TURN.match(label):
        return ""
    return "" if len(label) < SHORT_TOOL and TOOL.search(label) else label[:LONGEST]


def _words(node: Element) -> str:
    """What a link says; its title where that is cut short."""
    said = plain(node)
    return said if said and not CUT_SHORT.search(said) else " ".join((node.attr("title") or said).split())


def _row(node: Element) -> str:
    """What stands in the row or the item of a list of which a link only says that it shows more."""
    around = node.parent
    while isinstance(around, Element) and around.tag not in ("tr", "li", "dd"):
        around = around.parent
    said = plain(around) if isinstance(around, Element) else ""
    return said if TITLE <= len(said) <= LONGEST else ""
