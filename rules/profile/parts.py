"""The parts of what a body tells of itself, and where on its site each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.snapshot import Document, Page, Reason, Snapshot, Unreached
from rules.leading import leading
from rules.phrases import squeeze
from rules.shown import all_pages, documents, frames, pictures
from rules.tocome import said_beside

ENOUGH = 20  # characters beside its title that a part must say
HEADING = 24  # characters of a line that may be a heading
LEAST = 6  # letters beside its title with which an article, or a line behind its label, says anything
LEADERS = "领导信息"
NAME = 2  # letters of the name of a leader
LINES = 400  # lines of a page that are looked at


@dataclass(frozen=True)
class Part:
    """One part: its name, and the words of which one stands in its title, column, heading or link."""

    name: str
    words: re.Pattern[str]


PARTS = (
    Part(
        "机构职能",
        re.compile(
            "(?:机构|主要|部门|工作|本局|单位|职能)?(?:职能|职责)(?:职责|职能)?|三定(?:方案|规定)|(?:机构|单位|部门|局情|本局|本委)(?:概况|简介|介绍|概览|简况)"
        ),
    ),
    Part(
        "内设机构",
        re.compile(
            "(?:内设|内部)(?:机构|科室|处室|部门)|科室(?:设置|职[责能]|介绍|一览|信息|名单)|处室|机构(?:设置|信息|概况|一览)|(?:职能|机关|业务)科室"
            "|下属(?:机构|单位)|直属单位|组织(?:机构|架构)|部门设置|^科室$"
        ),
    ),
    Part(
        LEADERS,
        re.compile(
            "领导(?:信息|之窗|介绍|简介|分工|班子|成员|简历|团队|集体|风采|名单|名录|概况|一览)"
            "|(?:[局委办院党政部厅队]|现任|分管|单位|中心|机构)领导(?!小组)|(?:^[市县区旗镇乡]?|政府)领导$"
            "|班子(?:成员|分工)|(?:主要|机构)负责人|^(?:单位|部门|本机关)?负责人(?:姓名|信息)?$|(?:局长|主任|[县区旗镇乡]长)(?:简介|简历|专栏|之窗)"
        ),
    ),
)
_ABOUT_PAGE = re.compile(  # lines that say nothing but where, when and by whom a page was put up
    "^(?:发布|更新|成文|公布)?(?:时间|日期):|^(?:信息|文章|稿件)?来源:|浏览(?:次数|量)|点击(?:次数|数|量)|阅读(?:次数|量)|^[上下]一?[篇条页]:?"
    "|^(?:您?现?的?(?:当前|现在|所在|所处)?的?)?位置|^首页>"
)
_LABEL_END = re.compile(r"[:：\t]")
_CARD = re.compile(  # labels of what stands in one line: before such a one, a label alone was left empty
    "(?:机构名称|机构职能|主要职能|内设机构|(?:机构|单位)?负责人|(?:办公|通[讯信]|联系|单位)?地址|(?:办公|联系)?电话|办公时间|邮编|传真)[:]"
)
LONGEST_ABOUT = 100  # characters of such a line
_DAY = re.compile(r"[\[(]?(?:20\d\d[-./年])?\d{1,2}[-./月]\d{1,2}日?(?:\d\d?:\d\d(?::\d\d)?)?[\])]?$")
_OFFICE = re.compile(
    "[局部厅司区县市镇乡旗盟州所处科股队社团厂园场]长(?!期|远|江|城)|主任|书记|组长|巡视员|调研员|总(?:工程|会计|经济|规划|农艺|畜牧|统计)师|政委(?!员)|政治委员(?!会)"
    "|会长|站长|台长|院长|校长|馆长|行长|理事长|董事长|秘书长|检察长|参谋长|经理|主席|教导员|指导员|督学|党组成员|党委委员|负责人(?:姓名)?:[一-龥]{2}"
)
_RANK = re.compile("[副正代]|常务|党[委组]|待定|暂缺|空缺|姓名|职务|分工|简历|领导|成员|信息|班子")
_OF_ELSE = re.compile(
    "领导(?:小组|活动|讲话|批示|信箱|调研|干部|到|赴|深入|带队|带领|检查|走访|慰问|看望|出席|参加|率|视察|督导|接待|走[上进访]|听取|召开|关心|[对与就为向]|作出|参观|会见|主持|做客|前往|莅临)|编办|方案的通知|事业单位.{0,10}招聘"
)


@dataclass(frozen=True)
class Held:
    """What a place holds of a part: the pages that tell it, those that hold nothing, and links that lead elsewhere or nowhere."""

    part: Part
    told: tuple[Page, ...]
    hollow: tuple[Page, ...]
    lost: tuple[Unreached, ...]
    outside: tuple[tuple[Page, str, str], ...]


def held(site: Snapshot, part: Part) -> Held:
    """What a place holds of one part."""
    pages = [page for page in all_pages(site) if _is_called(page, part)]
    gone = (each.url for each in site.unreached if each.reason.proves_absence)
    hollow = frozenset((*gone, *(page.url for page in all_pages(site) if _is_hollow(page))))
    told = [page for page in pages if _tells(page, part, hollow)] or [
        page for page in all_pages(site) if _heads(page, part) or _labels(page, part) or _leads_to_file(page, part)
    ]
    lost = tuple(each for each in site.unreached if names(each.label, part))
    return Held(part, tuple(told), tuple(page for page in pages if page not in told), lost, tuple(_outside(site, part)))


def names(words: str, part: Part) -> bool:
    """Whether the words of a title or link name a part."""
    return _is_meant(squeeze(words), part)


def _is_meant(text: str, part: Part) -> bool:
    return len(text) <= HEADING and part.words.search(text) is not None and _OF_ELSE.search(text) is None


def _is_called(page: Page, part: Part) -> bool:
    return names(page.title, part) or (bool(page.columns) and names(page.columns[-1], part))


def _tells(page: Page, part: Part, hollow: frozenset[str]) -> bool:
    """Whether a page says something besides its own name: text, a file, a picture, or links to more.

    Links to pages that hold nothing themselves, or are gone (`hollow`, by address), are nothing.
    """
    blank = {squeeze(link.text) for link in page.links if link.url in hollow}
    said = sum(len(line) for line in _own_lines(page) if line not in blank and _DAY.sub("", line) not in blank)
    links = sum(1 for link in page.links if 1 < len(squeeze(link.text)) < HEADING and link.url not in hollow)
    if part.name == LEADERS and said >= LEAST and _names_somebody(page):
        return True
    return said >= ENOUGH or bool(page.documents) or bool(pictures(page)) or (said > 0 and links > 3)


def _names_somebody(page: Page) -> bool:
    """Whether a page that says little says an office and, besides offices, as much as a name has letters."""
    text = "".join(_own_lines(page))
    return _OFFICE.search(text) is not None and len(re.findall("[一-龥]", _RANK.sub("", _OFFICE.sub("", text)))) >= NAME


def _own_lines(page: Page) -> Iterator[str]:
    """The squeezed lines of a page that are not its title, not about it, and do not only say that something will come."""
    title = squeeze(page.title)
    for each in page.text.splitlines()[:LINES]:
        line = squeeze(each)
        if line != title and _says(line):
            yield line


def _says(line: str) -> bool:
    """Whether a squeezed line says something of its own."""
    about = len(line) <= LONGEST_ABOUT and _ABOUT_PAGE.search(line) is not None
    return not about and said_beside(line) != ""


def _is_hollow(page: Page) -> bool:
    """Whether an article holds nothing: no words, no files, pictures or tables, and nothing that was lost or not read."""
    held = page.documents or page.dead or page.tables or pictures(page) or page.reading.unread or frames(page)
    return page.published is not None and not held and sum(map(len, _own_lines(page))) < LEAST


def _heads(page: Page, part: Part) -> bool:
    """Whether a page has a part under a heading of its own, with something behind it."""
    for document in documents(page):
        lines = [squeeze(line) for line in document.text.splitlines()[:LINES]]
        links = {squeeze(link.text) for link in document.reading.links}
        for number, line in enumerate(lines):
            below = (each for each in lines[number + 1 : number + 6] if _says(each))
            behind = sum(len(each) for each in below if _DAY.sub("", each) not in links)
            if line.endswith(":") and _CARD.match("".join(lines[number + 1 : number + 2])):
                continue
            if (
                line not in links
                and _says(line)
                and _is_heading(line)
                and names(_bare(line), part)
                and behind >= ENOUGH
            ):
                return True
    return False


def _labels(page: Page, part: Part) -> bool:
    """Whether a page about the body has a part behind a label, in the same line or row."""
    if not any(_is_called(page, each) for each in PARTS):
        return False
    least = NAME if part.name == LEADERS else LEAST
    links = {squeeze(link.text) for link in page.links}  # with a day behind it, a link is a line of a list
    for line in (line for document in documents(page) for line in document.text.splitlines()[:LINES]):
        label, _, rest = _LABEL_END.sub(":", line, count=1).partition(":")
        bare, said = _bare(squeeze(label)), _DAY.sub("", squeeze(rest))
        if bare in links or not (_is_heading(bare) and names(bare, part)):
            continue
        if len(said_beside(said)) >= least and _says(squeeze(line)):
            return True
    return False


def _leads_to_file(page: Page, part: Part) -> bool:
    """Whether a file called by a part hangs on a page and says something, or what it says could not be read."""
    held = (file for file in page.documents if names(file.label, part))
    return any(file.reading.unread or len(squeeze(file.text)) >= ENOUGH for file in held)


def _is_heading(line: str) -> bool:
    return 2 <= len(line) <= HEADING and not re.search("[,。;]", line)


def _bare(line: str) -> str:
    return re.sub(r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.]|[:：]$", "", line)


def _outside(site: Snapshot, part: Part) -> Iterator[tuple[Page, str, str]]:
    for page, link in leading(site, lambda words: _is_meant(words, part)):
        if urlsplit(link.url).hostname not in (urlsplit(page.url).hostname, None, ""):
            yield page, link.text, link.url


def people(document: Document) -> int:
    """How many leaders a text names, each with an office: a name of two to four characters beside it."""
    text = squeeze(document.text[:8000])
    return len(_OFFICE.findall(text))


def unsure(lost: Unreached) -> bool:
    """Whether an address that was not read may hold something."""
    return not lost.reason.proves_absence and lost.reason is not Reason.OFFSITE
