"""Links that call a script in place of an address: where the script goes if that is told, else titles that no address asks for."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from urllib.parse import quote

from turbohtml import Element

from crawler.families.functions import Functions
from crawler.families.hidden import LEAVES
from crawler.families.page import TURN, Kind, Lead, Seen, kind_of, plain
from crawler.families.plain import ADDRESS, CALLED, OPENED

MOST = 200  # of one page that are noted
MOST_BOUND = 100  # elements of one page whose clicks are looked at
TITLE, NAME, LONGEST = 10, 4, 120  # characters of a title, of a name that may be a paper's, and of a row with its title
SIGN = re.compile(r"javascript:|\bon(?:click|dblclick|mouse(?:down|up))\b", re.IGNORECASE)
EVENTS = ("onclick", "ondblclick", "onmousedown", "onmouseup")
CLICKED = ", ".join(f"[{event}]" for event in EVENTS)
SHOWN = re.compile(  # a frame or a window of the page that is given an address
    r"(?:\.src\s*=|\.attr\(\s*['\"]src['\"]\s*,|\b(?:content|url|href)\s*:)\s*(['\"])([^'\"\s<>]+)\1(?!\s*\+)"
)
CALL = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$.]*)\s*\(\s*(['\"]?[^()\s][^()]*)?\)")
LONGEST_CALL = 400
SENDS = "__doPostBack"  # ASP.NET: the form comes back with what was asked for
TURNS = re.compile(r"\b(?:Page|Sort|Edit|Delete)\$|,\s*'t\d", re.IGNORECASE)  # or only turns, sorts and unfolds
ID = re.compile(r"\d{3}|(?=[a-f]{0,8}\d)[0-9a-f]{8}", re.IGNORECASE)  # of a paper: a tab is told by a small number
ITSELF = re.compile(r"\b(?:this|event|arguments)\b|[#.$]")  # what a script does to the page that is there
ELEMENT = re.compile(r"\bid\s*=\s*[\"']?([\w-]{1,60})", re.IGNORECASE)
NUMBERED = re.compile(r"(.*?)(\d{1,3})")
CUT_SHORT = re.compile(r"(?:\.{2,}|…)$")
PUTS_OFF = re.compile(r"\W*(?:点击|请)?(?:查看|详细|详情|阅读|浏览|打开)\w{0,4}\W*")
MORE = re.compile(
    r"\W*(?:(?:点击|继续|加载|显示|查看|下拉){1,3}更多(?:信息|内容|数据)?|更多加载|load more)\W*", re.IGNORECASE
)
NO_PAPER = re.compile(
    r"tab(?!le)|tag|menu|tree|nav(?!ig)|toggle|switch|change|expand|fold|collapse|slide|hover|hide|zoom|print|close|back|log(?:in|out)|search|vote"
    r"|share|fav|home|copy|font|size|scroll|play|sort|alert|confirm|history|settimeout|eval|^(?:void|\$|jquery|document\.|this\.)",
    re.IGNORECASE,
)
SHOWS = re.compile(
    r"pic|img|image|show|focus|code|large|big|view|preview|zoom|next|prev|left|right", re.IGNORECASE
)  # a picture
TOOL = re.compile(
    r"打印|关闭|收藏|字[体号]|[大中小]\s*[大中小]|返回|登[录陆]|注[册销]|退出|分享|转发到|推荐给|微[信博]|主页|首页|[繁简]体|无障碍|关怀版|长者|语音|朗读"
    r"|手机|二维码|扫一扫|顶部|刷新|播放|验证码|点赞|评论|客服|展开|收起|搜索|检索|查询|重置|提交|复制|视力|背景|上一|下一"
)
CARRIES = ", ".join(
    f"a[data-{name}]" for name in "id code cid key channel column node lmid catid".split()
)  # for a script
SHORT_TOOL = 16  # characters from which a title may speak of what else would be the name of a tool


class Scripted:
    """Any page whose links call a script in place of an address."""

    def recognises(self, page: Seen) -> bool:
        """By any such call."""
        return page.is_markup and SIGN.search(page.source) is not None

    def links(self, page: Seen) -> Iterator[Lead]:
        """Where the page's own functions go; a barred lead for each title that a script opens, and that says no address."""
        calls = _Calls(page)
        barred: dict[str, None] = {}
        for node, script in calls.all:
            if found := calls.address(node, script):
                words = _words(node)[:300]
                yield from () if LEAVES.search(words) else page.lead(found, words)
            elif label := calls.title(node, script):
                barred[label] = None
            elif CALL.search(script) and MORE.fullmatch(_words(node)):
                yield Lead(f"{page.url}#more", page.title, pager=True, barred=True)
            elif node.tag == "img" and calls.leads_somewhere(script) and not _words(node):
                yield Lead(f"{page.url}#menu", barred=True)
        for node in page.tree.select(CARRIES) if "data-" in page.source else ():
            if not has_address(node) and len(label := _words(node)) >= NAME and not is_tool(label):
                barred[label[:LONGEST]] = None
        for label in islice(barred, MOST):
            yield Lead(f"{page.url}#{quote(label)}", label, barred=True)


class _Calls:
    """The calls of one page, and what they are worth."""

    def __init__(self, page: Seen) -> None:
        self._page, self._functions = page, Functions(page)

    @property
    def all(self) -> Iterator[tuple[Element, str]]:
        """The elements that run something in place of leading to an address, with what they run."""
        for node in self._page.anchors:
            if script := _script(node):
                yield node, script
        for node in self._page.tree.select(CLICKED)[:MOST_BOUND]:
            script = next(filter(None, map(node.attr, EVENTS)), "")
            if node.tag not in ("a", "body", "html", "area") and len(script) <= LONGEST_CALL:
                yield node, script

    def address(self, node: Element, script: str) -> str:
        """The address to which a function of the page goes that is called; "" for none, or one that every page's links say."""
        if direct := OPENED.search(script) or CALLED.search(script):
            return "" if node.tag == "a" or node.attr("onclick") else direct[2]
        if (shown := SHOWN.search(script)) and ADDRESS.match(shown[2]) and kind_of(shown[2]) is Kind.PAGE:
            return shown[2]
        found = (self._functions.address(call[1], call[2] or "") for call in CALL.finditer(script))
        return next(filter(None, found), "")

    def title(self, node: Element, script: str) -> str:
        """The title of the paper that a script opens; "" where it opens none, or one by its address."""
        call = CALL.search(script)
        if call is None or OPENED.search(script) or CALLED.search(script):
            return ""
        brings, told = self._functions.fetches(call[1]), call[2] or ""
        if call[1] == SENDS:
            if TURNS.search(told):
                return ""
        elif not brings and (NO_PAPER.search(call[1]) or not told):
            return ""
        label, by_id = _words(node), call[1] == SENDS or ID.search(told) is not None
        if PUTS_OFF.fullmatch(label):
            return _row(node) if by_id else ""
        is_name = by_id or brings or not self._shows(told)
        if len(label) < (NAME if is_name else TITLE) or TURN.match(label) or MORE.fullmatch(label):
            return ""
        is_whole = node.tag != "a" and len(label) > LONGEST  # not a title, but all that a box of the page holds
        return "" if is_whole or is_tool(label) else label[:LONGEST]

    def leads_somewhere(self, script: str) -> bool:
        """Whether a script that a picture runs seems to open something, and not what the page shows."""
        call = CALL.search(script)
        told = (call and call[2]) or ""
        if call is None or not told or OPENED.search(script) or CALLED.search(script):
            return False
        return not (NO_PAPER.search(call[1]) or SHOWS.search(call[1]) or self._shows(told))

    def _shows(self, told: str) -> bool:
        """Whether a call seems to show a part of the page that is there: it names the page, itself, or one of its elements."""
        if ITSELF.search(told):
            return True
        names = [each.strip("'\" ") for each in told.split(",")]
        return any(each in self._elements for each in names) or any(each in self._numbers for each in names)

    @cached_property
    def _elements(self) -> frozenset[str]:
        return frozenset(ELEMENT.findall(self._page.source))

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """The numbers of elements that are called alike but for these: what the tabs of a page show."""
        parts = [match.groups() for each in self._elements if (match := NUMBERED.fullmatch(each))]
        stems = Counter(stem for stem, _ in parts)
        return frozenset(number for stem, number in parts if stems[stem] > 1)


def is_tool(label: str) -> bool:
    """Whether the words of a link name a tool of the page and no paper."""
    return len(label) < SHORT_TOOL and TOOL.search(label) is not None


def has_address(node: Element) -> bool:
    """Whether a link leads to an address, or what holds it or stands in it does."""
    href = (node.attr("href") or "").strip()
    return bool(href and href[:11].lower() != "javascript:" and href[0] != "#") or any(
        map(has_address, node.find_all("a") if node.tag != "a" else ())
    )


def _script(node: Element) -> str:
    """What a link runs in place of leading to an address."""
    href = (node.attr("href") or "").strip()
    is_script = href[:11].lower() == "javascript:"
    if href and not is_script and href[0] != "#":
        return ""
    script = f"{node.attr('onclick') or ''}\n{html.unescape(href) if is_script else ''}".strip()
    return script if len(script) <= LONGEST_CALL else ""


def _words(node: Element) -> str:
    """What a link or a button says; its title where that is cut short."""
    said = plain(node) or node.attr("value") or node.attr("alt") or ""
    return said if said and not CUT_SHORT.search(said) else " ".join((node.attr("title") or said).split())


def _row(node: Element) -> str:
    """What stands in the row or the item of a list of which a link only says that it shows more."""
    around = node.parent
    while isinstance(around, Element) and around.tag not in ("tr", "li", "dd"):
        around = around.parent
    said = plain(around) if isinstance(around, Element) else ""
    return said if TITLE <= len(said) <= LONGEST else ""
