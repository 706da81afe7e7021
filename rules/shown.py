"""The pages of a place that are called by a matter, and what to say where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from crawler.reading.doubts import FORMATS, HASHES, UNCOMPUTED, leaves_unread
from crawler.reading.value import Table
from crawler.snapshot import Citation, Document, Page, Reason, Snapshot, Unreached
from rules.adorning import adorns
from rules.finding import Finding, cant_tell, failed, untested
from rules.leading import leading
from rules.phrases import squeeze
from rules.remembered import remembered
from rules.tables import data_tables
from rules.titles import opening_title
from rules.topics import obstacle, searched, speaks_of, topics

_HARMLESS = (FORMATS, UNCOMPUTED, HASHES)  # how numbers look; every word was read
LITTLE = 30  # characters beside its title that an undated page must have to hold anything
_BODY = re.compile(
    "(?:局|部|厅|网|委|委员会|研究院|检验所|检测所|中心|协会|政府|学院|公司|办公室)(?:网站|官网|门户|首页)?$"
)
LEAST_CUT = 8  # characters that a list leaves of a longer title
_DATE = re.compile(
    r"[\[(]?20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?[\])]?|[\[(]\d{1,2}[-./]\d{1,2}[\])]|(?:(?<![\d.\-/])|(?<=[.]{2}))\d{1,2}-\d{1,2}$"
)
_LIST_HEAD = re.compile("(?:(?:信息|文章)?标题)?(?:(?:发布|公开|更新)?(?:日期|时间))?")
_PAGER = re.compile(
    r"(?:您?的?(?:现在|当前|所在)?的?位置)[:>].{0,80}|共\d+[条页篇].{0,30}"
    r"|(?:第?\d+/\d+页?|首页|上一?页|下一?页|尾页|末页|更多|[>|\d])+"
)
_ATTACHED = re.compile(
    "附件|附表|附[:]|详见|见附|[如见]下图|点击(?:查看|下载)|[.](?:pdf|docx?|xlsx?|zip|rar|wps)", re.IGNORECASE
)
_FIRST = re.compile(r"/?(?:(?:index|default|main)\.\w+)?", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_ICON = re.compile("二维码|扫一扫|微信|微博|标志|图标|logo|分享|打印|返回|首页|关闭", re.IGNORECASE)


def called(page: Page, topic: str) -> str:
    """The squeezed title of a page, or that with which its text opens where only that one has words of the topic."""
    wanted, title = topics()[topic], squeeze(page.title)
    if wanted.titled(title):
        return title
    return opening(page) if wanted.titled(opening(page)) else title


@remembered
def opening(page: Page) -> str:
    """The squeezed title with which the text of a page opens; "" for none."""
    return squeeze(opening_title(page.text))


def all_pages(site: Snapshot) -> tuple[Page, ...]:
    """The pages of a place, with those of the portal that name no body."""
    return (*site.pages, *site.commons)


def home_pages(site: Snapshot) -> tuple[Page, ...]:
    """The first page of a place, from which every other one is reached, with the frames that it is made of."""
    return tuple(page for page in site.pages if page.clicks == 0)


def home_page(site: Snapshot) -> Page | None:
    """The first page of a place; None where it was not read."""
    return next(iter(home_pages(site)), None)


def pages_called(site: Snapshot, topic: str) -> Iterator[tuple[Page, str]]:
    """The pages whose title has words of a topic, each with that title; lists of links are none of them."""
    for page in all_pages(site):
        title = called(page, topic)
        if topics()[topic].titled(title) and not is_index(page):
            yield page, title


@remembered
def is_index(page: Page) -> bool:
    """Whether a page only lists links to others, or shows nothing yet: undated, without other tables, files and pictures."""
    if page.published is not None or page.documents:
        return False
    links = words_of_links(page)
    if not all(_is_list(table, links) for table in data_tables(page)):
        return False
    names = {"", squeeze(page.title), *map(squeeze, page.columns)}
    told = (_DATE.sub("", squeeze(each)) for each in page.text.splitlines())
    lines = [line for line in told if line not in names and not _PAGER.fullmatch(line)]
    if sum(map(len, lines)) < LITTLE and not lost_files(page):
        return not pictures(page)
    listed = sum(is_link(line, links) for line in lines)
    return speaks_of(page, "column-index") or listed * 10 >= len(lines) * 6


def _is_list(table: Table, links: set[str]) -> bool:
    """Whether every row of a table is a link with its day, but for one row of their heads."""
    rows = [[text for cell in row if (text := _DATE.sub("", squeeze(cell)))] for row in table.rows]
    told = [row for row in rows if not _LIST_HEAD.fullmatch("".join(row))]
    return bool(told) and all(len(row) == 1 and row[0] in links for row in told)


def words_of_links(page: Page) -> set[str]:
    """The squeezed words of all links of a page."""
    return {squeeze(link.text) for link in page.links if link.text.strip()}


def is_link(line: str, links: set[str]) -> bool:
    """Whether a line of a list is the words of a link, perhaps cut off by dots and with its day behind it."""
    bare = _DATE.sub("", squeeze(line))
    return bare in links or _is_cut(bare, links)


def _is_cut(line: str, links: set[str]) -> bool:
    """Whether a line is the beginning of a longer link, cut off by dots."""
    begun = line.rstrip(".…")
    return len(begun) >= LEAST_CUT and begun != line and any(link.startswith(begun) for link in links)


def documents(page: Page) -> tuple[Document, ...]:
    """A page and the files on it, without pictures that were not read."""
    return (page, *(each for each in page.documents if each.text or not _is_picture(each)))


def whole_text(page: Page) -> str:
    """The squeezed words of a page, of the files on it and of what is stated about it."""
    stated = (value for _, value in page.reading.metadata)
    return squeeze("\n".join((page.title, *(each.text for each in documents(page)), *stated)))


def refers_to_file(page: Page) -> bool:
    """Whether a page sends its reader to a file or a table that was not found on it."""
    return not page.documents and _ATTACHED.search(squeeze(page.text)) is not None


def unread(page: Page) -> tuple[Document, str] | None:
    """The first file of a page, or the page itself, of which words could not be read, and why; pictures aside."""
    for each in (page, *page.documents):
        doubt = next((name for name in each.reading.doubts if leaves_unread(name) and name not in _HARMLESS), "")
        if doubt and not _is_picture(each):
            return each, doubt
    return None


def pictures(page: Page) -> list[str]:
    """The addresses of the pictures that may hold what a page says: all but those that were read or only dress it."""
    read = {each.url for each in page.documents if each.text}
    shown = (each for each in page.images if not (each.aside or each.url in read or adorns(each.url)))
    return [image.url for image in shown if not _ICON.search(image.text)]


def frames(page: Page) -> list[str]:
    """The addresses of what a page may show within itself: links that lead to no first page and have no words that it shows.

    Such are those of frames, which have none or the name by which a program calls them.
    """
    return [
        link.url
        for link in page.links
        if not _FIRST.fullmatch(urlsplit(link.url).path)
        and (not link.text.strip() or (_NAME.fullmatch(link.text.strip()) and link.text.strip() not in page.text))
    ]


def _is_picture(document: Document) -> bool:
    return document.reading.media_type.startswith("image/")


def lost_files(page: Page) -> list[Unreached]:
    """The files of a page whose links led nowhere; pictures aside."""
    return [lost for lost in page.dead if lost.kind != "picture"]


def broken(page: Page, subject: str = "") -> Iterator[Finding]:
    """A finding for each file of a page that does not open."""
    for lost in lost_files(page):
        label = lost.label or lost.url
        if lost.reason.proves_absence:
            yield failed("broken", lost.cite(), note="附件“{label}”打不开", subject=subject, label=label)
        elif lost.reason is not Reason.OFFSITE:
            note = "附件“{label}”未能打开：{reason}"
            yield untested("broken", lost.cite(), note=note, subject=subject, label=label, reason=lost.reason)


def unreadable(page: Page, problem: str) -> Finding | None:
    """Why nothing can be said of what a page holds: a file or the page itself that was not read, or only a picture."""
    if (found := unread(page)) is not None:
        document, doubt = found
        note = "“{title}”的内容无法读取（{doubt}），请人工查看"
        return untested(problem, document.cite(), note=note, title=document.title, doubt=doubt)
    if pictures(page):
        note = "“{title}”的内容可能在图片里，请人工查看"
        return untested(problem, page.cite(), note=note, title=page.title)
    return None


def absent(site: Snapshot, topic: str) -> Finding:
    """What to say of a place where no page is called by a topic: elsewhere, not read, dead, or not there."""
    titled = [lost for lost in site.unreached if topics()[topic].titled(squeeze(lost.label))]
    offsite = [(e.cite(), e.url) for e in titled if e.reason is Reason.OFFSITE and not names_body(e.label)]
    for cited, url in offsite or [(page.cite(text), url) for page, text, url in leading_out(site, topic)]:
        return elsewhere(cited, url)
    return next(_lost(titled), None) or _hindered(site, topic) or _not_found(site, topic)


def elsewhere(cited: Citation, url: str) -> Finding:
    """That what is owed stands on another site, which is left to a person."""
    return cant_tell("missing", cited, note="登载在其他网站，请人工查看：{url}", url=url)


def _lost(titled: Iterable[Unreached]) -> Iterator[Finding]:
    for lost in sorted(titled, key=lambda each: each.reason.proves_absence):
        if lost.reason.proves_absence:
            yield failed("broken", lost.cite(), note="链接“{label}”打不开", label=lost.label or lost.url)
        else:
            note = "可能登载的页面未能打开：{reason}"
            yield untested("missing", lost.cite(), note=note, reason=lost.reason)


def _hindered(site: Snapshot, topic: str) -> Finding | None:
    lost = obstacle(site, topic)
    note = "可能登载的页面未能打开：{reason}"
    return None if lost is None else untested("missing", lost.cite(), note=note, reason=lost.reason)


def _not_found(site: Snapshot, topic: str) -> Finding:
    return failed("missing", *searched(site, topic), note="在所列栏目中没有找到")


def leading_out(site: Snapshot, topic: str) -> Iterator[tuple[Page, str, str]]:
    """Links to other hosts whose words promise a topic and do not only name a body: the page, the words, the address."""
    for page, link in leading(site, topics()[topic].titled):
        if not names_body(link.text) and urlsplit(link.url).hostname not in (urlsplit(page.url).hostname, None, ""):
            yield page, link.text, link.url


def names_body(words: str) -> bool:
    """Whether the words of a link only name a body or a site."""
    return _BODY.search(squeeze(words)) is not None


def within_year(day: date, last: date) -> bool:
    """Whether a day lies less than twelve months before another, or after it."""
    return day > last.replace(year=last.year - 1, day=min(last.day, 28))
