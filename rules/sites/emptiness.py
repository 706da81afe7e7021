"""Whether the page of a column holds anything: entries, words of its own, files, pictures, a way on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from crawler.reading import doubts
from crawler.scope import address_key
from crawler.snapshot import MOST_ALIKE, Page, Reason
from rules.phrases import squeeze
from rules.sites.columns import Column, columns, path_of
from rules.sites.days import CLOCK, FULL
from rules.sites.entries import says_more, turns
from rules.sites.layout import Layout

LITTLE = 10  # characters that a page may have to itself and still say nothing
SIBLINGS = 6  # pages beside it among which it is sought what they all have
BUILDING = re.compile(
    r"(?:正在|栏目|网站|页面)?.{0,4}(?:建设|完善|筹建|制作|整理|更新)(?:之)?中(?![心])|敬请期待|under construction",
    re.IGNORECASE,
)
NOTHING = re.compile(
    r"(?:对不起|抱歉|很遗憾)?[,，]?(?:该|本|此|当前)?(?:栏目|分类|类别|频道|页面|列表)?(?:下|中|内)?(?:暂时?|还|尚)?(?:没有|无)(?:任何|相关|符合条件的)?"
    r"(?:内容|信息|数据|记录|文章|资料|新闻|文件)(?:发布|显示)?[!。~]?"
)
NO_RECORDS = re.compile(r"[共总有]计?\s?0\s?[条篇](?:记录|信息|数据)?|(?:记录|信息)(?:总?数|共)?[:：]\s?0(?!\d)")
FOOT = re.compile(
    r"主办|承办|协办|版权所有|备案|备\d{6,}|公网安备|标识码|技术支持|访问量|浏览量?:|点击数|访客|分辨率|copyright|all rights",
    re.IGNORECASE,
)
PLACE = re.compile(r"位置|首页.{0,3}[>»›→\-/]|[>»›→].{0,30}[>»›→]")
TOOL = re.compile(
    r"打印(?:本页)?|关闭(?:窗口|本页)?|返回(?:首页|顶部|上[一页级]*)?|收藏|分享到?|字[体号]:?[大中小 ]*|搜索|检索|更多|首页|设为首页"
    r"|加入收藏|[共第每到]\d*[页条篇]|上一页|下一页|末页|尾页|跳转|转到|标题|发布(?:日期|时间)|序号|日期|时间|文号|索引号|\d+/\d+"
)
UNSURE = frozenset((doubts.LIMIT, doubts.CUT, doubts.PICTURE, doubts.GARBLED))
LONGEST_FOOT, MOST_LINES = 160, 500
SHORTEST = 3  # characters of the name of a column below
PAGER = 4  # digits of a pager


def is_empty(page: Page, name: str, place: Layout) -> bool:
    """Whether the page of a column with this name holds nothing, nor says any page that it stands in this column."""
    if any(url != page.url for url in _named(place).get(squeeze(name.rpartition(">")[2]), ())):
        return False
    if any(url != page.url for url in _folders(place).get(_folder(page.url), ())):
        return False
    building = is_building(page, place)
    if _is_unsure(page, building) or page.documents or page.dead or _has_rows(page):
        return False
    if page.url in _scripted(place):
        return False
    column = _column_of(page, place)
    if (column is not None and (column.entries or column.unread)) or _parents(place).get(page.url):
        return False
    beside = siblings(page, place)
    pictures = {image.url for each in (*beside, *place.home) for image in each.images}
    if any(image.url not in pictures for image in page.images) and beside and not building:
        return False
    return not any(_leads_on(page, place, (*beside, *place.home))) and len(own_words(page, place, beside)) < LITTLE


def _is_unsure(page: Page, building: bool) -> bool:
    """Whether not all of a page was read; a picture beside the words that it is being built hides nothing."""
    found = UNSURE.intersection(page.reading.doubts)
    return bool(found - {doubts.PICTURE} if building else found)


def _has_rows(page: Page) -> bool:
    """Whether a page shows a table, unless it says itself that its list has no records and the table is but a head."""
    tables = page.reading.tables
    return any(len(table.rows) > 1 for table in tables) if NO_RECORDS.search(page.text[-2_000:]) else bool(tables)


def is_building(page: Page, place: Layout) -> bool:
    """Whether a page that holds nothing says itself that it is still to be made."""
    said = f"{page.title} {_words_left(page, place, siblings(page, place))}"
    return BUILDING.search(said) is not None


def says_nothing(page: Page) -> bool:
    """Whether a page says that there is nothing."""
    return NO_RECORDS.search(page.text[-2_000:]) is not None or any(
        NOTHING.fullmatch(squeeze(line)) for line in page.text.splitlines()[:200]
    )


def is_comparable(page: Page, place: Layout) -> bool:
    """Whether other pages made by the same hand show their entries outright, so that no script writes those of this one."""
    return any(url != page.url for url in _showing(place).get(_form(page.url), ()))


@lru_cache(maxsize=2)
def _showing(place: Layout) -> Mapping[str, Sequence[str]]:
    """The columns' pages that show more than one entry outright, by the form of their addresses."""
    found: dict[str, list[str]] = {}
    for column in columns(place.site):
        if len(place.entries(column.page)) > 1:
            found.setdefault(_form(column.page.url), []).append(column.page.url)
    return found


@lru_cache(maxsize=2)
def _scripted(place: Layout) -> frozenset[str]:
    """The pages of which a script would fill a part, or opens what no other pages have too."""
    lost = [each for each in place.site.unreached if each.reason is Reason.NEEDS_JS]
    opened = Counter(each.label for each in lost if "#" in each.url)
    return frozenset(each.seen_on for each in lost if opened[each.label] < MOST_ALIKE)


def own_words(page: Page, place: Layout, beside: Sequence[Page]) -> str:
    """What a page says that is not said beside it: no menu, no path, no foot, not its name, and not that it is empty."""
    return BUILDING.sub("", _words_left(page, place, beside))


def _words_left(page: Page, place: Layout, beside: Sequence[Page]) -> str:
    said = {squeeze(line) for each in (*beside, *place.home) for line in each.text.splitlines()[:MOST_LINES]}
    links = {squeeze(link.text) for link in page.links}
    names = {squeeze(page.title), *map(squeeze, page.columns), squeeze(place.site.department.name)}
    left: list[str] = []
    for each in page.text.splitlines()[:MOST_LINES]:
        line = squeeze(each)
        if line in said or line in links or line in names or NOTHING.fullmatch(line) or PLACE.search(line[:200]):
            continue
        if (len(line) <= LONGEST_FOOT and FOOT.search(line)) or CLOCK.search(line[:60]):
            continue
        rest = re.sub(r"[\W_]", "", TOOL.sub("", FULL.sub("", line)))
        left.append("" if rest.isdigit() and len(rest) <= PAGER else rest)
    return "".join(left)


def siblings(page: Page, place: Layout) -> tuple[Page, ...]:
    """Other columns' pages, those under the same column first: what they have too is no content of this one."""
    near = [other for other in _below(place).get(path_of(page)[:-1], ()) if other is not page]
    others = (column.page for column in columns(place.site)[: 2 * SIBLINGS] if column.page is not page)
    return tuple({other.url: other for other in (*near[:SIBLINGS], *others)}.values())[:SIBLINGS]


@lru_cache(maxsize=2)
def _below(place: Layout) -> Mapping[tuple[str, ...], Sequence[Page]]:
    """The pages of columns by what stands above them."""
    found: dict[tuple[str, ...], list[Page]] = {}
    for column in columns(place.site):
        found.setdefault(path_of(column.page)[:-1], []).append(column.page)
    return found


def _said_beside(beside: Sequence[Page]) -> set[str]:
    """The words of links that half of some pages have, or more."""
    found = Counter(text for each in beside for text in {squeeze(link.text) for link in each.links})
    return {text for text, count in found.items() if count * 2 >= len(beside)}


def _leads_on(page: Page, place: Layout, beside: Sequence[Page]) -> Iterator[bool]:
    """For each link whether it is the page's own and leads to more: by its address, or by words that no page beside it has.

    The columns of a platform are told apart behind the # of one address only, so that what leads to them looks like the menu.
    """
    common = {link.url for each in beside for link in each.links}
    said = _said_beside(beside) | {squeeze(page.title)}
    menu = {address_key(way.url) for way in place.menu} | {address_key(place.hosts.home)}
    for link in page.links:
        text, key = squeeze(link.text), address_key(link.url)
        is_common = link.url in common or link.url in place.furniture or key in menu
        if key == address_key(page.url) or (
            is_common and (text in said or len(text) < SHORTEST or TOOL.fullmatch(text))
        ):
            continue
        yield not (turns(link.text) or says_more(link.text)) or (not text and not is_common)


@lru_cache(maxsize=2)
def _named(place: Layout) -> Mapping[str, Sequence[str]]:
    """The addresses of articles by the names of the columns in which they say that they stand."""
    found: dict[str, list[str]] = {}
    for page in place.site.pages:
        for each in () if place.is_list(page) else page.columns:
            found.setdefault(squeeze(each), []).append(page.url)
    return found


@lru_cache(maxsize=2)
def _folders(place: Layout) -> Mapping[str, Sequence[str]]:
    """The addresses of articles by all the folders in which they lie, the whole site's apart."""
    found: dict[str, list[str]] = {}
    for page in place.site.pages:
        folder = "" if place.is_list(page) else _folder(page.url)
        while folder:
            found.setdefault(folder, []).append(page.url)
            folder = _folder(folder.rstrip("/"))
    return found


def _folder(url: str) -> str:
    """The folder in which an address lies, without its host; "" for that of the whole site."""
    return (
        url.partition("://")[2].partition("?")[0].partition("/")[2].rpartition("/")[0]
        if "://" in url
        else url.rpartition("/")[0]
    )


@lru_cache(maxsize=2)
def _parents(place: Layout) -> dict[str, bool]:
    """The pages of columns below which others lie, by address."""
    above = {path[:n] for path in map(path_of, place.site.pages) for n in range(1, len(path))}
    return {page.url: True for page in place.site.pages if path_of(page) in above and place.is_list(page)}


def _column_of(page: Page, place: Layout) -> Column | None:
    return _by_page(place).get(page.url)


@lru_cache(maxsize=2)
def _by_page(place: Layout) -> dict[str, Column]:
    return {page.url: column for column in columns(place.site) for page in column.pages}


def _form(url: str) -> str:
    """What the addresses of one system's columns have in common: how the last part is written."""
    path = url.partition("://")[2].partition("/")[2].partition("?")[0]
    return re.sub(r"[a-z0-9]+", "0", path.rpartition("/")[2].lower())
