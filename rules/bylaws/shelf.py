"""What a place shows of its systems of disclosure, and what is found of each that is owed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.snapshot import Document, Page, Reason, Snapshot
from rules.bylaws.named import may_name, names
from rules.finding import Finding, cant_tell, failed, passed, untested
from rules.phrases import squeeze
from rules.shown import absent, all_pages, broken, called, is_index, leading_out, lost_files, refers_to_file, unreadable
from rules.topics import obstacle, searched, topics

TOPIC = "disclosure-systems"
_NEWS = re.compile("建立|建成|出台|召开|举办|开展")  # tells of systems, is none
LITTLE = 60  # squeezed characters that a system has at least beside its title
HEADING = 50  # squeezed characters of a line in a collection that may be the name of a system


@dataclass(frozen=True)
class Shown:
    """A system that a place shows: the page, the words that name it, and the file or text that holds it."""

    page: Page
    title: str
    document: Document


def shown(site: Snapshot, wanted: str) -> Shown | None:
    """Where a place shows a system: a page or file of that name first, else a heading in a collection of them."""
    collected: Shown | None = None
    for page in all_pages(site):
        among = _is_among(page)
        title = called(page, TOPIC)
        if not is_index(page) and not _is_news(title) and names(title, wanted, among):
            return Shown(page, title, page)
        for each in page.documents:
            if names(each.label, wanted, among) or names(each.title, wanted, among):
                return Shown(page, each.label or each.title, each)
        if collected is None and (among or "制度" in title) and not is_index(page):
            collected = next(_headed(page, wanted), None)
    return collected


def _is_news(title: str) -> bool:
    """Whether a title, or the sentence with which a text opens, tells of systems; a notice 关于建立 one holds it."""
    return "关于" not in title and (title.endswith("。") or _NEWS.search(title) is not None)


def _is_among(page: Page) -> bool:
    return any(word in squeeze(column) for column in page.columns for word in topics()[TOPIC].columns)


def _headed(page: Page, wanted: str) -> Iterator[Shown]:
    for document in (page, *page.documents):
        for line in document.text.splitlines():
            if (
                len(line) < HEADING * 2
                and len(plain := squeeze(line)) < HEADING
                and not _is_news(plain)
                and names(plain, wanted, is_among=True)
            ):
                yield Shown(page, plain, document)


def any_shown(site: Snapshot) -> Page | None:
    """A page that is a system of disclosure, of whatever name."""
    topic = topics()[TOPIC]
    named = ((page, called(page, TOPIC)) for page in all_pages(site) if not is_index(page))
    return next((page for page, title in named if topic.titled(title) and not _is_news(title)), None)


def judged(site: Snapshot, wanted: Sequence[str]) -> Iterator[Finding]:
    """Everything that is lacking of the systems that are owed, or that they are there."""
    found = {name: each for name in wanted if (each := shown(site, name)) is not None}
    if not found and any_shown(site) is None:
        yield absent(site, TOPIC)
        return
    lacking = [_lacking(site, name) for name in wanted if name not in found]
    wrong = [finding for name, each in found.items() for finding in _contents(name, each)]
    yield from [*lacking, *wrong] or [_in_order(site, found)]


def _contents(name: str, each: Shown) -> Iterator[Finding]:
    """What is wrong with a system that is shown: its file does not open, or nothing stands in it."""
    yield from broken(each.page, name)
    if len(squeeze(each.document.text)) >= len(squeeze(each.title)) + LITTLE or lost_files(each.page):
        return
    hidden = unreadable(each.page, "empty")
    if hidden is not None:
        yield untested("empty", *hidden.evidence, note=hidden.note, subject=name, **hidden.values)
    elif refers_to_file(each.page) or each.page.documents:
        note = "“{title}”的内容没有读到，请人工查看"
        yield cant_tell("empty", each.page.cite(), note=note, subject=name, title=each.title)
    else:
        yield failed("empty", each.page.cite(), note="“{title}”没有内容", subject=name, title=each.title)


def _lacking(site: Snapshot, name: str) -> Finding:
    """What to say of a system that was not seen: elsewhere, dead, not read, under another name, or not there."""
    for lost in site.unreached:
        if not names(squeeze(lost.label), name):
            continue
        if lost.reason.proves_absence:
            return failed("broken", lost.cite(), note="链接“{label}”打不开", subject=name, label=lost.label)
        if lost.reason is Reason.OFFSITE:
            note = "登载在其他网站，请人工查看：{url}"
            return cant_tell("no-system", lost.cite(), note=note, subject=name, url=lost.url)
    for page, text, url in leading_out(site, TOPIC):
        if names(text, name):
            return cant_tell(
                "no-system", page.cite(text), note="登载在其他网站，请人工查看：{url}", subject=name, url=url
            )
    hindered = obstacle(site, TOPIC)
    if hindered is not None:
        note = "可能登载的页面未能打开：{reason}"
        return untested("no-system", hindered.cite(), note=note, subject=name, reason=hindered.reason)
    like = next((page for page in all_pages(site) if may_name(called(page, TOPIC), name)), None)
    if like is not None:
        note = "没有看到《{name}》，“{title}”可能就是，请人工核实"
        return cant_tell("no-system", like.cite(), note=note, subject=name, name=name, title=like.title)
    return failed("no-system", *searched(site, TOPIC), note="没有找到《{name}》", subject=name, name=name)


def _in_order(site: Snapshot, found: dict[str, Shown]) -> Finding:
    pages = {each.page.url: each.page for each in found.values()}
    first = any_shown(site)
    cited = [page.cite() for page in pages.values()][:3] or ([first.cite()] if first else [])
    if not found and first:
        return passed(*cited, note="公开了“{title}”", title=first.title)
    return passed(*cited, note="列明的 {count} 项公开制度都已公开", count=str(len(found)))
