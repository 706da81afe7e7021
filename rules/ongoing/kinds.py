"""Kinds of information that a matter has, and which of them a place never shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.snapshot import Citation, Page, Reason, Snapshot, Unreached
from rules.finding import Finding, cant_tell, failed, untested
from rules.ongoing.absence import hidden
from rules.ongoing.items import Item, empty_column, says_little
from rules.phrases import squeeze
from rules.shown import all_pages, names_body
from rules.spoken import is_spoken
from rules.topics import searched

LONGEST_NAME = 14  # squeezed characters of the name of a column


@dataclass(frozen=True)
class Kind:
    """One kind: its name in the duty, words of which one stands in a title, and words in the name of a column or a link to one.

    `texts`, when given, are words of a text that may tell of it under another title; not `by_news` is what news cannot show.
    `but` are words of titles that are of another kind wherever they do not stand in its column.
    """

    name: str
    titles: re.Pattern[str]
    columns: re.Pattern[str]
    texts: re.Pattern[str] | None = None
    by_news: bool = True
    but: re.Pattern[str] | None = None

    def is_shown(self, item: Item) -> bool:
        """Whether an item is of this kind by its title or by the column in which it stands."""
        if not self.by_news and is_spoken(item.page):
            return False
        return self.is_named(item)

    def is_named(self, item: Item) -> bool:
        """Whether the title or the column of an item has its words, though news may only speak of it."""
        if self.columns.search(item.path):
            return True
        is_other = self.but is not None and self.but.search(item.called) is not None
        return not is_other and self.titles.search(item.called) is not None

    def may_be_told(self, item: Item) -> bool:
        """Whether words of its text may tell of this kind."""
        return self.texts is not None and self.texts.search(item.words) is not None


def kinds_lacking(
    site: Snapshot, topic: str, found: Sequence[Item], kinds: Sequence[Kind], problem: str = "no-kind"
) -> Iterator[Finding]:
    """A finding for each kind of which no item is shown, however old: not read, elsewhere, dead, empty, or lacking."""
    for kind in kinds:
        if not any(kind.is_shown(each) and not says_little(each) for each in found):
            yield _of_column(site, kind, problem) or _of_place(site, topic, found, kind, problem)


def _of_column(site: Snapshot, kind: Kind, problem: str) -> Finding | None:
    """What a link to the column of a kind tells: dead, not read, or leading elsewhere."""
    lost = [each for each in site.unreached if _leads_to(each, kind)]
    for each in sorted(lost, key=lambda one: one.reason.proves_absence):
        if each.reason is Reason.OFFSITE:
            return _elsewhere(each.cite(), each.url, kind, problem)
        if not each.reason.proves_absence:
            note = "可能登载“{kind}”的页面未能打开：{reason}"
            return untested(problem, each.cite(), note=note, subject=kind.name, kind=kind.name, reason=each.reason)
        note = "“{kind}”的栏目“{label}”打不开"
        label = each.label or each.url
        return failed("broken", each.cite(), note=note, subject=kind.name, kind=kind.name, label=label)
    for page, text, url in _leading_out(site, kind):
        return _elsewhere(page.cite(text), url, kind, problem)
    return None


def _leads_to(lost: Unreached, kind: Kind) -> bool:
    words = squeeze(lost.label)
    is_column = len(words) <= LONGEST_NAME and kind.columns.search(words) is not None
    return is_column or (not lost.reason.proves_absence and kind.titles.search(words) is not None)


def _leading_out(site: Snapshot, kind: Kind) -> Iterator[tuple[Page, str, str]]:
    for page in all_pages(site):
        host = urlsplit(page.url).hostname
        for link in page.links:
            words = squeeze(link.text)
            is_named = len(words) <= LONGEST_NAME and kind.columns.search(words) is not None and not names_body(words)
            if is_named and urlsplit(link.url).hostname not in (host, None, ""):
                yield page, link.text, link.url


def _elsewhere(cited: Citation, url: str, kind: Kind, problem: str) -> Finding:
    note = "“{kind}”可能登载在其他网站，请人工查看：{url}"
    return cant_tell(problem, cited, note=note, subject=kind.name, kind=kind.name, url=url)


def _listed(site: Snapshot, kind: Kind) -> Page | None:
    """A page that is called like the column of a kind and lists something."""
    for page in all_pages(site):
        title = squeeze(page.title)
        if (
            len(title) <= LONGEST_NAME
            and kind.columns.search(title)
            and not names_body(title)
            and page.published is None
        ):
            return page
    return None


def _of_place(site: Snapshot, topic: str, found: Sequence[Item], kind: Kind, problem: str) -> Finding:
    values = {"kind": kind.name}
    lost = hidden(site, topic)
    if lost is not None:
        note = "可能登载“{kind}”的页面未能打开：{reason}"
        return untested(problem, lost.cite(), note=note, subject=kind.name, reason=lost.reason, **values)
    if (page := empty_column(site, kind.columns)) is not None:
        return failed("empty", page.cite(page.title), note="“{kind}”栏目没有内容", subject=kind.name, **values)
    if (page := _listed(site, kind)) is not None:
        note = "“{title}”栏目列有条目，内容没有读到，请人工核实"
        return cant_tell(problem, page.cite(page.title), note=note, subject=kind.name, title=page.title)
    little = next((each for each in found if kind.is_shown(each)), None)
    if little is not None:
        note = "“{kind}”只有没有内容的页面“{title}”"
        return failed("empty", little.page.cite(), note=note, subject=kind.name, title=little.page.title, **values)
    told = next((each for each in found if kind.is_named(each) or kind.may_be_told(each)), None)
    if told is not None:
        note = "没有单独的“{kind}”一类信息，“{title}”中有所提及，请人工核实"
        return cant_tell(problem, told.page.cite(), note=note, subject=kind.name, title=told.page.title, **values)
    cited = (*searched(site, topic), *(each.page.cite() for each in found[:1]))
    return failed(problem, *cited, note="没有看到“{kind}”一类的信息", subject=kind.name, **values)
