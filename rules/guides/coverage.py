"""Whether each approval of a list has a guide: on this place, elsewhere, lost, perhaps under another name, or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.snapshot import Citation, Document, Page, Reason, Snapshot
from rules.finding import Finding, cant_tell, failed, untested
from rules.guides.elsewhere import Leaving, in_common, leaving, linked, list_links, lost_guides, platform
from rules.guides.guide import is_titled
from rules.guides.judged import cite
from rules.guides.serving import Served, is_named
from rules.phrases import squeeze
from rules.powers.item import Item
from rules.powers.lists.unlisted import declared
from rules.shown import unread
from rules.topics import obstacle, searched

TOPIC = "service-guide"
_CHARTS = re.compile("流程(?:示意)?图(?!.*(?:指南|须知))")
SEALED = "“{title}”的内容无法读取（{doubt}），请人工查看"


@dataclass(frozen=True)
class Sealed:
    """A file of which words could not be read, and why; `items` are those that its page names, none for a page of all."""

    document: Document
    doubt: str
    items: frozenset[str]


@dataclass(frozen=True)
class Place:
    """What is the same for all items of a place: where a guide may be that is not seen."""

    site: Snapshot
    by_list: Citation | None
    platform: Citation | None
    leaving: Leaving = ()
    sealed: tuple[Sealed, ...] = ()

    @classmethod
    def of(cls, site: Snapshot, needed: Sequence[Item]) -> Place:
        """What a place shows of guides elsewhere."""
        return cls(
            site,
            list_links(site.pages, needed),
            platform(site),
            leaving(site.pages),
            tuple(_sealed(site.pages, needed)),
        )


def elsewhere(item: Item, place: Place) -> Citation | None:
    """The link by which an item's guide is published elsewhere, or None."""
    offsite = (lost.cite() for lost in lost_guides(item, place.site) if lost.reason is Reason.OFFSITE)
    own = linked(item, place.leaving) or place.by_list
    return own or in_common(item, place.site.commons) or next(offsite, None)


def without_guide(each: Served, place: Place) -> Finding:
    """What is to be said of an item for which no guide was found, on the place or linked from it."""
    item, site = each.item, place.site
    listed = item.source.cite(item.name, item.where)
    lost = lost_guides(item, site)
    gone = next((one for one in lost if one.reason.proves_absence), None)
    if gone is not None:
        return failed("broken", gone.cite(), listed, note="办事指南的链接打不开", subject=item.name)
    barred = next(iter(lost), None) or obstacle(site, TOPIC)
    if each.perhaps:
        note = "没有找到同名的办事指南，可能是“{name}”"
        return cant_tell(
            "missing", *cite(each.perhaps), listed, note=note, subject=item.name, name=each.perhaps[0].name
        )
    if barred is not None:
        note = "可能登载的页面未能打开：{reason}"
        return untested("missing", barred.cite(), listed, note=note, subject=item.name, reason=barred.reason)
    sealed = next((each for each in place.sealed if not each.items or item.name in each.items), None)
    if sealed is not None:
        values = {"title": sealed.document.title, "doubt": sealed.doubt}
        return untested("missing", sealed.document.cite(), listed, note=SEALED, subject=item.name, **values)
    if place.platform is not None:
        note = "办事指南可能在所链接的办事平台公布"
        return cant_tell("missing", place.platform, listed, note=note, subject=item.name)
    note = "没有找到这个事项的办事指南"
    return failed("missing", listed, *searched(site, TOPIC), note=note, subject=item.name)


def _sealed(pages: Iterable[Page], needed: Sequence[Item] = ()) -> Iterator[Sealed]:
    """The files of pages of guides of which words could not be read; those of pages of charts are none."""
    for page in pages:
        if is_titled(page) and not _CHARTS.search(squeeze(page.title)) and (hidden := unread(page)) is not None:
            items = frozenset(item.name for item in needed if is_named(item, page.title))
            yield Sealed(*hidden, items)


def no_guide(site: Snapshot) -> Finding:
    """What is to be said of a place without any guide."""
    if (nothing := declared(site)) is not None:
        return nothing
    lost = obstacle(site, TOPIC)
    if lost is not None:
        return untested("missing", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    sealed = next(_sealed(site.pages), None)
    if sealed is not None:
        return untested("missing", sealed.document.cite(), note=SEALED, title=sealed.document.title, doubt=sealed.doubt)
    linked_to = platform(site)
    if linked_to is not None:
        return cant_tell("missing", linked_to, note="办事指南可能在所链接的办事平台公布")
    return failed("missing", *searched(site, TOPIC), note="在所列栏目中没有找到办事指南")
