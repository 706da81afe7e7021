"""The parts of what a body tells of itself, and where on its site each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.snapshot import Document, Page, Reason, Snapshot, Unreached
from rules.leading import leading
from rules.phrases import squeeze
from rules.shown import all_pages, documents, pictures

ENOUGH = 20  # characters beside its title that a part must say
HEADING = 24  # characters of a line that may be a heading
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
            "(?:机构|主要|部门|工作|本局|单位|职能)?(?:职能|职责)(?:职责|职能)?|三定(?:方案|规定)|(?:机构|单位|部门|局情|本局|本委)(?:概况|简介|介绍)"
        ),
    ),
    Part(
        "内设机构",
        re.compile(
            "内设(?:机构|科室|处室)|科室(?:设置|职责|介绍)|处室|机构(?:设置|信息|概况)|职能科室|下属(?:机构|单位)|直属单位"
        ),
    ),
    Part(
        "领导信息",
        re.compile(
            "领导(?:信息|之窗|介绍|简介|分工|班子|成员|简历|团队)|[局委办院党政部厅]领导(?!小组)|班子成员|主要负责人|(?:局长|主任)(?:简介|简历)"
        ),
    ),
)
_TO_COME = re.compile("^[^。]{0,12}(?:建设|完善|更新|整理)(?:之)?中(?!心)|^[^。]{0,8}敬请期待|^[上下]一?[篇条][:]")
_OF_ELSE = re.compile(
    "领导(?:小组|活动|讲话|批示|信箱|调研|干部|到|赴|深入|带队|带领|检查|走访|慰问|看望|出席|参加|率队|视察|督导|接待)|编办|方案的通知|事业单位.{0,10}招聘"
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
    told = [page for page in pages if _tells(page, part)] or [page for page in all_pages(site) if _heads(page, part)]
    lost = tuple(each for each in site.unreached if names(each.label, part))
    return Held(part, tuple(told), tuple(page for page in pages if page not in told), lost, tuple(_outside(site, part)))


def names(words: str, part: Part) -> bool:
    """Whether the words of a title or link name a part."""
    return _is_meant(squeeze(words), part)


def _is_meant(text: str, part: Part) -> bool:
    return len(text) <= HEADING and part.words.search(text) is not None and _OF_ELSE.search(text) is None


def _is_called(page: Page, part: Part) -> bool:
    return names(page.title, part) or (bool(page.columns) and names(page.columns[-1], part))


def _tells(page: Page, part: Part) -> bool:
    """Whether a page says something besides its own name: text, a file, a picture, or links to more."""
    title = squeeze(page.title)
    lines = (squeeze(line) for line in page.text.splitlines()[:LINES])
    said = sum(len(text) for text in lines if text not in ("", title) and not _TO_COME.search(text))
    links = sum(1 for link in page.links if 1 < len(squeeze(link.text)) < HEADING)
    return said >= ENOUGH or bool(page.documents) or bool(pictures(page)) or (said > 0 and links > 3)


def _heads(page: Page, part: Part) -> bool:
    """Whether a page has a part under a heading of its own, with something behind it."""
    for document in documents(page):
        lines = [squeeze(line) for line in document.text.splitlines()[:LINES]]
        links = {squeeze(link.text) for link in document.reading.links}
        for number, line in enumerate(lines):
            behind = sum(map(len, lines[number + 1 : number + 6]))
            if line not in links and _is_heading(line) and names(_bare(line), part) and behind >= ENOUGH:
                return True
    return False


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
    return len(re.findall("(?:局长|主任|书记|组长|调研员|总工程师|会长|站长|台长|院长|校长|馆长|行长|经理)", text))


def unsure(lost: Unreached) -> bool:
    """Whether an address that was not read may hold something."""
    return not lost.reason.proves_absence and lost.reason is not Reason.OFFSITE
