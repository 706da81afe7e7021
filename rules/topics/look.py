"""What is looked at of a page, once for all topics: what it is called, its column path, its words, lines and cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rules.bodies import is_body
from rules.phrases import squeeze
from rules.topics.lexicon import pairs_of

WINDOW = 3000  # characters of a text that are looked at
_LINE, _CELL = "\x1e", "\x1f"
_STOPS = re.compile("[,。:;]")
_SPLIT = re.compile("[\x1e\x1f|:]")
_ASIDE = re.compile(r"\([^()]{0,40}\)")
_SAYS_NOTHING = re.compile(
    "(?:欢迎.{0,20}|首页|网站首页|正文|详细(?:信息|内容)?|信息(?:详情|正文|浏览|公开)|政府信息公开(?:平台|专栏|网)?|政务公开|内容"
    "|文章(?:内容|正文|详情)?|无标题(?:文档|页)?|untitled.*|(?:工作|部门|政务|行业|业务|图片|最新)(?:动态|新闻|信息|资讯)|(?:查看|阅读)(?:文章|全文)|变更情况|.{0,20}(?:门户网站?|官网|网站|信息网|政府网|政务网))"
    "|(?:通知|公告|公示|通告)+(?:[(〔\\[].{0,14})?(?:第?\\d+号)?|.{2,14}人民政府|附件[\\d一二三四五]*(?:\\.\\w+)?",
    re.IGNORECASE,
)
_SENTENCE = re.compile("[。;|]|,.*,|:.{12}|^[(]?[一1][)、.]|^第一条")
_DOES = re.compile("召开|举行|举办|关于|公开|的|开展|参加|通过|成立|推出|到|在|为|让|走")
_REST = re.compile("(?:工作)?(?:年度)?(?:报告|公告|公示|通告|目录|指南|说明|情况说明|一览表)")
_FURNITURE = re.compile(
    r"^(?:发布|来源|索引号|发文|日期|时间|作者|浏览|点击|字号|字体|[【\[(]?字|当前位置|您(?:的|现在|当前|所在)|首页|信息来源|稿源|文号"
    r"|主题|公开(?:方式|形式|时限|范围|日期)|成文|生成日期|名称|标题|分享|打印|责任编辑|编辑|阅读|更新|站内搜索|热门)"
    r"|^(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?.{0,30}$"
)
_DATED = re.compile(
    r"^[\[(【]?(?:发布|发表|更新|录入|信息)?(?:日期|时间|来源)[:]|^[\[(]?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}:\d\d(?::"
    r"\d\d)?)?(?:$|来源|作者|点击|[(\[【]|浏览|发布|.{0,12}(?:点击|浏览|阅读))|^(?:作者|来源|稿件来源|信息来源|文章来源):"
)
_TURN = re.compile(
    r"^[\[【(]?(?:主持人|网友|嘉宾|记者|[^:\]】]{2,10}(?:局长|主任|书记|科长|处长|院长|市长|县长))[^:]{0,14}[\]】):]"
)
_DAY_BEHIND = re.compile(
    r"[\[(]?(?:(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/]\d{1,2})(?:\d\d:\d\d(?::\d\d)?)?[\])]?$"
)
_DAY_BEFORE = re.compile(r"^[·•◆>\[(]*(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])]?")
_DAY_ENDS, _DAY_BEGINS = frozenset("0123456789日])"), frozenset("0123456789[·•◆>(")
_ASKED = re.compile(
    "(?:来信|写信|信件|留言|咨询|投诉|提问|问题|诉求|网友|网民|建议)(?:时间|内容|标题|主题|人|编号|日期)?[:\x1f]|[?]\x1e"
)
_ANSWERED = re.compile("(?:答复|回复|反馈|办理|处理)(?:内容|时间|单位|部门|结果|情况|意见|日期|如下)?[:\x1f]")
_BESIDE = re.compile(
    r"上一?页|下一?页|[尾末]页|共\d+[页条篇]|第\d+/?\d*页|\d+/\d+页|每页|页次|转到|跳转|共\d+条|^(?:序号|标题|名称|编号)"
)
_TITLES = re.compile(
    "(?:公告|公示|通告|通知|通报|报告|情况|名单|表|目录|清单|结果|信息|决定书?|公报|年报|报|说明|方案|计划|批复|意见|办法|规定|解读"
    "|图解|预算|决算|会议|检查|活动|公开|工作)(?:[(][^()]{1,12}[)])?$"
)


@dataclass(frozen=True)
class Look:
    """A page as it is looked at; all words are squeezed.

    `name` is its title, or that with which its text opens where the title says nothing; `last` is its innermost column.
    It `is_titled` when its own title is what it is called.
    """

    name: str
    path: str
    last: str
    parts: str
    labels: tuple[str, ...] = ()
    is_titled: bool = True

    @cached_property
    def body(self) -> str:
        """The words of the text without its line ends."""
        return self.parts.replace(_LINE, "").replace(_CELL, "")

    @cached_property
    def pairs(self) -> set[str]:
        """Each two letters that stand side by side in the body."""
        return pairs_of(self.body)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text that say anything."""
        return [line for line in self.parts.split(_LINE) if line.strip("|\x1f")]

    @cached_property
    def cells(self) -> set[str]:
        """What stands in cells, between bars or before colons, without what is said in brackets."""
        return {_ASIDE.sub("", cell) for cell in _SPLIT.split(self.parts) if len(cell) < 40}

    @cached_property
    def lead(self) -> str:
        """The sentence with which the text itself begins, behind title and metadata."""
        for line in self.lines[:25]:
            if len(line) >= 16 and line != self.name and not _FURNITURE.match(line) and _STOPS.search(line):
                return line[:160]
        return ""

    @cached_property
    def links(self) -> frozenset[str]:
        """The words of the links to other pages."""
        return frozenset(squeeze.__wrapped__(_LINE.join(self.labels)).split(_LINE)) - {""}

    @cached_property
    def turns(self) -> int:
        """How many lines begin with the name of somebody who speaks."""
        return sum(_TURN.match(line) is not None for line in self.lines)

    @cached_property
    def is_talk(self) -> bool:
        """Whether several people speak in turn, as in an interview."""
        return any(word in self.parts for word in ("主持人", "嘉宾", "访谈")) and self.turns >= 2

    @cached_property
    def is_dialogue(self) -> bool:
        """Whether questions are answered one after another by nobody in particular."""
        return self.parts.count("问:") >= 2 and self.parts.count("答:") >= 2 and not self.is_talk

    @property
    def is_tabled(self) -> bool:
        """Whether rows of cells stand in the text."""
        return self.parts.count(_CELL) >= 4 or self.parts.count("|") >= 6

    @cached_property
    def is_letter(self) -> bool:
        """Whether a question or complaint stands under its label, and the answer under another."""
        if not ("复" in self.parts or "理" in self.parts) or self.is_talk:
            return False
        return _ANSWERED.search(self.parts) is not None and _ASKED.search(self.parts) is not None

    @cached_property
    def listed(self) -> bool:
        """Whether most lines are titles of other pages: links, or titles with a day."""
        lines = [line for line in self.lines[:80] if line != self.name]
        if sum(map(self._is_listed, lines[:12])) < 3:
            return False
        told = sum(map(self._is_listed, lines))
        besides = sum(_BESIDE.search(line) is not None or _DATED.match(line) is not None for line in lines)
        return told * 10 >= (len(lines) - besides) * 6

    def _is_listed(self, line: str) -> bool:
        if line in self.links:
            return True
        if len(line) > 90 or not (line[-1] in _DAY_ENDS or line[0] in _DAY_BEGINS):
            return False
        bare = _DAY_BEHIND.sub("", line)
        bare = _DAY_BEFORE.sub("", line) if bare == line else bare
        if bare != line and (bare.endswith("...") or any(cell in self.links for cell in line.split(_CELL))):
            return True
        return bare in self.links or (bare != line and 3 < len(bare) < 70 and _TITLES.search(bare) is not None)


def looked_at(title: str, columns: Iterable[str], text: str, labels: tuple[str, ...] = ()) -> Look:
    """What is looked at of a page with this title and text, and these words of links to other pages."""
    parts = squeeze.__wrapped__(text[:WINDOW].replace("\n", _LINE).replace("\t", _CELL))
    path = [squeeze(column) for column in columns]
    own = squeeze(title)
    name = _name(own, path, parts, text)
    return Look(name, ">".join(path), path[-1] if path else "", parts, labels, own == name)


def _name(title: str, path: list[str], parts: str, text: str) -> str:
    """What a page is called: its title, or what stands above its day where that says nothing; a bare word with its column."""
    nothing = says_nothing(title)
    if nothing or title in path:
        found = _headed(parts) or (_opening(text) if nothing else "")
        title = found or ("" if nothing else title)
    if title and len(title) <= 4 and path and path[-1] != title:
        return path[-1] + title
    return title + _continued(title, parts)


def _continued(title: str, parts: str) -> str:
    """The rest of a title that the text goes on with, such as 年度报告 below 某局信息公开工作."""
    for line in parts[:200].split(_LINE)[:3]:
        if line and line not in title and title not in line:
            return line if _REST.fullmatch(line) else ""
    return ""


def _opening(text: str) -> str:
    """The title with which a text opens, behind menus and metadata; a row of heads, a label or a sentence is none."""
    for line in text[:1500].splitlines()[:20]:
        plain = squeeze(line).strip("|-—_=#")
        if len(plain) < 3 or _FURNITURE.match(plain) or ">" in plain or says_nothing(plain):
            continue
        words = line.replace("|", " ").split()
        is_row = len(words) >= 4 and len(words) * 1.5 < sum(map(len, words)) < len(words) * 9
        return "" if is_row or len(plain) > 70 or _SENTENCE.search(plain) else plain
    return ""


def _headed(parts: str) -> str:
    """The line above the first that states day and source."""
    before = ""
    for line in parts[:1500].split(_LINE):
        line = line.strip("|\x1f")
        if _DATED.match(line):
            return "" if not 3 < len(before) <= 80 or _SENTENCE.search(before) or says_nothing(before) else before
        before = line.rpartition(_CELL)[2] or before
    return ""


def says_nothing(title: str) -> bool:
    """Whether a title is none of a page's own: a site's, a body's, that of any page, or empty."""
    return (
        not title
        or _SAYS_NOTHING.fullmatch(title) is not None
        or (len(title) < 24 and is_body(title) and not _DOES.search(title))
    )
