"""Where a place shows a matter: pages called by it or behind a link that is, pages that show nothing, and lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from crawler.reading.value import Link
from crawler.snapshot import Page, Reason, Snapshot, Unreached
from rules.finding import Finding, Outcome, cant_tell, failed, untested
from rules.leading import leading
from rules.phrases import squeeze
from rules.remembered import remembered
from rules.shown import LITTLE, absent, all_pages, frames, is_index, opening, pictures
from rules.tables import data_tables
from rules.tocome import said_beside
from rules.topics import obstacle, topics

LONGEST_LABEL = 40  # squeezed characters of a link that names a page
SHORT = 8  # squeezed characters of a menu's name
SAMPLE, FEWEST = 40, 4  # pages by which the menu of a site is known, and how many must share a link of it
OPENING = 6  # lines of its own in which a page may be called
FEWEST_LETTERS = 6  # with which a page says anything
MOST = 100_000  # characters of a page that are looked through for words of its own
CUT = (Reason.BUDGET, Reason.TRAP, Reason.NOT_VISITED)
_FURNITURE = re.compile(
    "位置:|^首页>|版权所有|主办单位|承办单位|技术支持|ICP备|公网安备|网站标识码|^共\\d*[条页]|^暂无|没有(?:相关|找到|任何)|浏览次数"
    "|^(?:监督)?(?:索引号|信息索取号|索取号|名称|标题|文号|主题|体裁|信息分类|组配分类|主题分类|公开(?:方式|范围|形式|目录|时限|日期)|有效性|关键词|主题词"
    "|(?:发布|发文|公开|制发)(?:机构|机关|单位|字号|日期)|(?:生成|成文|生效|废止)日期)[^:]{0,6}:"
    "|发布(?:日期|时间):|^字[号体]|^打印|^分享|^来源:|设为首页|加入收藏|正在建设|建设中|栏目更新中"
)
_TURN = re.compile(
    "^(?:上|下|前|后)一?[页篇条]|^(?:尾|末|首)页|^返回|^更多|^打印|^关闭|^加入收藏|^设为首页|^网站地图|^联系我们|^站点地图|ICP备|公网安备"
)
_BETWEEN = re.compile(r"[\s|｜·>»]+")
_DATE = re.compile(r"[\[(]?20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?[\])]?")


@dataclass(frozen=True)
class Found:
    """The pages of a place about one matter: those that tell something, those that are blank, and those that only list others."""

    pages: tuple[Page, ...]
    blank: tuple[Page, ...]
    lists: tuple[Page, ...]

    @property
    def any(self) -> tuple[Page, ...]:
        """All of them."""
        return (*self.pages, *self.lists, *self.blank)


def found(site: Snapshot, topic: str) -> Found:
    """What a place shows of a topic, each page once."""
    led = led_to(site, topic)
    about = [page for page in all_pages(site) if page.url in led or _calls_itself(page, topic)]
    about = about or list(_as_files(site, topic))
    common = menu(site) if about else frozenset()
    blank = tuple(page for page in about if is_blank(page, common))
    lists = tuple(page for page in about if page not in blank and is_index(page) and not page.reading.unread)
    return Found(tuple(page for page in about if page not in blank and page not in lists), blank, lists)


def _as_files(site: Snapshot, topic: str) -> Iterator[Page]:
    """The files that hang on pages of another name and are called by a topic, each as a page of its own."""
    wanted = topics()[topic]
    for page in site.pages:
        for file in page.documents:
            if wanted.titled(squeeze(file.label or file.title)):
                near, columns = None if page.clicks is None else page.clicks + 1, (*page.columns, page.title)
                yield Page(
                    file.url, file.place, file.fetched, file.sha256, file.label, file.reading, columns, clicks=near
                )


def led_to(site: Snapshot, topic: str) -> frozenset[str]:
    """The addresses behind links that are called by a topic; links of a page to itself or to the home page are none."""
    home = {page.url for page in site.pages if page.clicks == 0}
    return frozenset(url for page, text, url in links_called(site, topic) if url != page.url and url not in home)


def links_called(site: Snapshot, topic: str) -> Iterator[tuple[Page, str, str]]:
    """The links that are called by a topic: the page that has it, its words, its address."""
    wanted = topics()[topic]
    for page, link in leading(site, lambda words: len(words) <= LONGEST_LABEL and wanted.titled(words)):
        yield page, link.text, link.url


@remembered
def own_words(page: Page) -> str:
    """The squeezed lines of a page that are its own: without its title, links, the way to it, days and the foot."""
    title, links = squeeze(page.title), {squeeze(link.text) for link in page.links}
    lines = (
        line
        for each in page.text[:MOST].splitlines()
        if not _leads(_DATE.sub("", each), links) and (line := _DATE.sub("", squeeze(each)))
    )
    return "\n".join(line for line in lines if line != title and not _FURNITURE.search(line))


def _leads(line: str, links: set[str]) -> bool:
    """Whether a line has nothing but links."""
    return all(squeeze(part) in links for part in _BETWEEN.split(line) if part) or squeeze(line) in links


def _calls_itself(page: Page, topic: str) -> bool:
    """Whether a page is called by a topic in its title, or in the first lines that are its own."""
    wanted = topics()[topic]
    if wanted.titled(squeeze(page.title)):
        return True
    is_opened_so = page.clicks != 0 and wanted.titled(opening(page))
    head = own_words(page).split("\n", OPENING)[:OPENING] if is_opened_so else ()
    return any(len(line) <= LONGEST_LABEL and wanted.titled(line) for line in head)


def is_blank(page: Page, common: frozenset[str] = frozenset()) -> bool:
    """Whether a page was read and shows nothing: no text of its own, no list, table, file or picture. `common` is the menu."""
    return _holds_text_alone(page) and len(own_words(page)) < LITTLE and not entries(page, common)


def is_wordless(page: Page) -> bool:
    """Whether a page was read and, a list aside, shows no word but that something will come: no table, file or picture either."""
    return _holds_text_alone(page) and not frames(page) and len(said_beside(own_words(page))) < FEWEST_LETTERS


def _holds_text_alone(page: Page) -> bool:
    return not (page.documents or page.dead or page.reading.unread or data_tables(page) or pictures(page))


def entries(page: Page, common: frozenset[str]) -> tuple[Link, ...]:
    """The links of a page that are its own: named like a title or a column, no part of the menu nor of the way to it."""
    above = {squeeze(name) for name in page.columns}
    return tuple(
        link
        for link in page.links
        if link.url not in common
        and link.url != page.url
        and len(text := squeeze(link.text)) >= 4
        and text not in above
        and not _TURN.search(text)
    )


def menu(site: Snapshot) -> frozenset[str]:
    """The addresses to which much of a site leads: short names on its home page, and what many pages of it share."""
    found = {
        link.url for page in site.pages if page.clicks == 0 for link in page.links if len(squeeze(link.text)) <= SHORT
    }
    pages = site.pages[:: max(1, len(site.pages) // SAMPLE)]
    shared = Counter(url for page in pages for url in {link.url for link in page.links})
    found |= {url for url, times in shared.items() if times >= FEWEST and times * 10 >= len(pages) * 4}
    return frozenset(found | {page.url for page in site.pages if page.clicks == 0})


def within(site: Snapshot, pages: Iterable[Page], problem: str, subject: str = "") -> Finding | None:
    """A doubt where one of some pages without words of its own may show those of another within itself."""
    common, read = menu(site), {page.url: page for page in site.pages}
    for page in pages:
        for url in frames(page):
            if url not in common and not (url in read and _shows_nothing(read[url], common)):
                note = "“{title}”的内容可能在嵌入的网页里，请人工查看：{url}"
                return cant_tell(problem, page.cite(), note=note, subject=subject, title=page.title, url=url)
    return None


def _shows_nothing(page: Page, common: frozenset[str]) -> bool:
    return is_blank(page, common) and not frames(page)


def nowhere(site: Snapshot, topic: str) -> Finding:
    """What to say where a topic was not found; a visit that was cut short accuses nobody of it."""
    verdict = absent(site, topic)
    if verdict.outcome is Outcome.FAILED and verdict.problem == "missing" and (lost := cut_short(site)) is not None:
        note = "网站没有读完（{reason}），可能登载在未读的页面"
        return untested("missing", lost.cite(), note=note, reason=lost.reason)
    return verdict


def cut_short(site: Snapshot) -> Unreached | None:
    """The first address that was left because the visit ended; None for a visit that went on to its end."""
    return next((lost for lost in site.unreached if lost.reason in CUT and lost.kind == "page"), None)


def emptiness(site: Snapshot, blank: tuple[Page, ...], topic: str, problem: str = "empty") -> Finding:
    """What to say where only blank pages stand for a topic."""
    lost = obstacle(site, topic) or cut_short(site)
    cited = tuple(page.cite() for page in blank[:3])
    if (doubt := within(site, blank, problem)) is not None:
        return doubt
    if lost is not None:
        note = "“{title}”没有内容，可能登载的页面未能打开：{reason}"
        return untested(problem, *cited, lost.cite(), note=note, title=blank[0].title, reason=lost.reason)
    return failed(problem, *cited, note="“{title}”没有内容", title=blank[0].title)


def months_before(last: date, months: int) -> date:
    """The last day of the month that many months before the one that a day ends."""
    count = last.year * 12 + last.month - 1 - months + 1
    first_after = date(count // 12, count % 12 + 1, 1)
    return date.fromordinal(first_after.toordinal() - 1)
