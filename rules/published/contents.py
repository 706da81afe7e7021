"""What the items of a matter hold: files that open, words, and the fields that are owed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.snapshot import Page
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze
from rules.published.items import LONGEST, Item
from rules.records import Field, Records, records
from rules.shown import broken, documents, lost_files, refers_to_file, unread, unreadable
from rules.tables import data_tables
from rules.tocome import said_beside

MOST = 3  # pages cited for one lack
SHORT = 300  # characters of a page that only sends its reader to a file
LEAST = 12  # characters beside title and dates with which a page says something
FEWEST = 2  # fields that must be seen before a missing one is sure: else the text may stand in a picture

_ABOUT_PAGE = re.compile(
    r"[【(\[]?(?:(?:发布|公开|更新)?(?:时间|日期)|发布机构|(?:信息|文章|稿件)?来源|作者|浏览(?:次数|量)?|阅读(?:次数|量)?"
    r"|点击(?:次数|量|率)?|字[号体]|索引号|名称|标题|文号|(?:您?的?当前)?位置)[:|]"
    r"|20\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?.{0,40}$|[【(\[]?(?:打印|关闭|分享|首页|上一篇|下一篇|返回)"
)


@dataclass(frozen=True)
class Asked:
    """A field that is owed: how its label is called, and words by which running text tells it."""

    field: Field
    words: re.Pattern[str]

    @property
    def name(self) -> str:
        return self.field.name


def asked(name: str, labels: str, words: str, but: str = "") -> Asked:
    """A field with the words of its label, and those in running text, each separated by |."""
    return Asked(Field(name, tuple(labels.split("|")), tuple(but.split("|")) if but else ()), re.compile(words))


def tables(item: Item, fields: Iterable[Asked]) -> list[Records]:
    """The records on a page and in its files that have room for two of these fields or more."""
    owed = [each.field for each in fields]
    return [
        found for document in documents(item.page) if len(document.text) <= LONGEST for found in records(document, owed)
    ]


def lacking(item: Item, fields: Sequence[Asked], fewest: int = FEWEST) -> tuple[str, ...]:
    """The fields that neither labels nor words of an item tell; none where not all of it was read, or hardly any is told."""
    if not item.is_read:
        return ()
    heads = {name for each in tables(item, fields) for name in each.heads}
    there = {each.name for each in fields if each.name in heads or each.words.search(item.text)}
    if len(there) < fewest:
        return ()
    return tuple(each.name for each in fields if each.name not in there)


def fields_lacking(now: Iterable[Item], fields: Sequence[Asked], fewest: int = FEWEST) -> Iterator[Finding]:
    """A finding for each field that some items do not have, with the first of these."""
    found: dict[str, list[Page]] = {}
    for item in now:
        for name in lacking(item, fields, fewest):
            found.setdefault(name, []).append(item.page)
    for name, pages in found.items():
        cited = tuple(page.cite() for page in pages[:MOST])
        values = {"count": str(len(pages)), "name": name, "title": pages[0].title}
        yield failed("no-field", *cited, note="{count} 份信息没有写明{name}，如“{title}”", subject=name, **values)


def opened(now: Iterable[Item]) -> Iterator[Finding]:
    """The files of items that do not open, and items that hold nothing or cannot be read; each address once."""
    told: set[str] = set()
    for item in now:
        for finding in (*broken(item.page, subject=item.page.title), *empty(item)):
            if finding.evidence[0].url not in told:
                told.add(finding.evidence[0].url)
                yield finding


def empty(item: Item) -> Iterator[Finding]:
    """A finding where an item shows hardly a word beside its title: nothing, or nothing that could be read."""
    page = item.page
    if lost_files(page):
        return
    hidden = unreadable(page, "empty")
    is_short = len(item.text) < SHORT and unread(page) is not None
    if not is_short and (_says_something(page) or any(document.text.strip() for document in page.documents)):
        return
    if hidden is not None:
        yield hidden
    elif refers_to_file(page):
        note = "“{title}”提到附件，但没有找到，请人工查看"
        yield cant_tell("empty", page.cite(), note=note, subject=page.title, title=page.title)
    elif not page.documents:
        yield failed("empty", page.cite(), note="“{title}”没有内容", subject=page.title, title=page.title)


def _says_something(page: Page) -> bool:
    title = squeeze(page.title)
    lines = [squeeze(line) for line in page.text.splitlines()]
    own = [line for line in lines if line and line != title and not (len(line) < 80 and _ABOUT_PAGE.match(line))]
    return sum(len(said_beside(line)) for line in own) >= LEAST or bool(data_tables(page))
