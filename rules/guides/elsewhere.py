"""Guides that a place only leads to: on the government-service platform (政务服务网) or on the department's other place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.reading.value import Link
from crawler.snapshot import Citation, Page, Reason, Snapshot, Unreached
from rules.guides.guide import GUIDING
from rules.guides.serving import is_named
from rules.phrases import squeeze
from rules.powers.item import Item
from rules.powers.naming.names import bare

_GUIDE = re.compile(
    r"(?:查看|点击|进入|更多|在线|网上)*(?:办事|服务|办理|审批)?(?:指南|须知)(?:详情|查看|入口)?|(?:在线|网上|我要|立即)(?:办理|申报|申请|办事)|办事指南.{0,12}"
)
_PLATFORM = re.compile(
    "政务服务|网上办事|在线办事|办事大厅|审批大厅|行政服务中心|网上审批|一网通办|办事服务|行政审批|行政许可|办事指南"
)
_ABOUT = re.compile("办事|审批|许可|服务|权力|职权|指南|权责")
Leaving = tuple[tuple[Page, str], ...]  # the words of links to other hosts, each with a page that has it


@lru_cache(maxsize=50_000)
def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _leaving(page: Page) -> Iterator[Link]:
    """The links of a page that lead to another host."""
    own = _host(page.url)
    return (link for link in page.links if _host(link.url) not in ("", own))


def leaving(pages: Iterable[Page]) -> Leaving:
    """The links of pages that lead to another host, each wording once."""
    found: dict[str, Page] = {}
    for page in pages:
        for link in _leaving(page):
            found.setdefault(link.text, page)
    return tuple((page, text) for text, page in found.items())


def linked(item: Item, links: Leaving) -> Citation | None:
    """A link to another host that names an item, or None."""
    return next((page.cite(text) for page, text in links if is_named(item, text)), None)


def in_common(item: Item, commons: Iterable[Page]) -> Citation | None:
    """A page of the portal's service hall that names no body and guides to an item, or None."""
    name = bare(item.name)
    for page in commons:
        title = squeeze(page.title)
        if name in title and GUIDING.search(title + ">".join(map(squeeze, page.columns))) and is_named(item, title):
            return page.cite(page.title)
    return None


def list_links(pages: Sequence[Page], items: Sequence[Item]) -> Citation | None:
    """The links by which a list leads from its rows to the guides of all its items elsewhere, or None."""
    sources = {item.source.url for item in items}
    for page in pages:
        found = [link for link in _leaving(page) if _GUIDE.fullmatch(squeeze(link.text))]
        if page.url in sources and len({link.url for link in found}) >= len(items):
            return page.cite(found[0].text)
    return None


def platform(site: Snapshot) -> Citation | None:
    """A link by which a place may lead to all guides elsewhere: from a page about services, and not on every page as well."""
    home = site.department.home.rstrip("/")
    first = (page for page in site.pages if page.clicks == 0 or page.url.rstrip("/") == home)
    everywhere = {link.url for page in first for link in page.links}
    for page in site.pages:
        about = _ABOUT.search(squeeze(page.title + ">".join(page.columns))) is not None
        for link in _leaving(page):
            text = squeeze(link.text)
            if GUIDING.search(text) or (about and link.url not in everywhere and _PLATFORM.search(text)):
                return page.cite(link.text)
    gone = (lost for lost in site.unreached if lost.reason is Reason.OFFSITE and _PLATFORM.search(squeeze(lost.label)))
    return next((lost.cite() for lost in gone), None)


def lost_guides(item: Item, site: Snapshot) -> list[Unreached]:
    """The links to an item's guide that led nowhere."""
    return [lost for lost in site.unreached if _promises(lost) and is_named(item, lost.label)]


def _promises(lost: Unreached) -> bool:
    """Whether the link or the column that it stands in speaks of guides, and not of charts."""
    label = squeeze(lost.label)
    if "流程图" in label or not label:
        return False
    return GUIDING.search(label) is not None or any(GUIDING.search(squeeze(column)) for column in lost.columns)
