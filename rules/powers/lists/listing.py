"""What a place lists of a department's powers: its current lists, and what of them could not be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from crawler.reading.doubts import FORMATS, HASHES, UNCOMPUTED, leaves_unread
from crawler.snapshot import Document, Page, Snapshot, Unreached
from rules.dates import year_of
from rules.phrases import squeeze
from rules.powers.classes import class_in
from rules.powers.item import Item
from rules.powers.lists.listed import TOPIC, list_pages, own_items
from rules.topics import may_hold, may_list, topics, unseen

_OTHER_PAGE = re.compile("流程|结果|办结|办理情况|受理情况|统计|[0-9一二三四五六七八九十]月|季度|动态|会议|情况公示")
_OTHER_FILE = re.compile("流程|指南|申请[表书]|申报表|表格|样[表本]|承诺书|须知|示意图")
FEWEST = 3  # items in a list that another may have replaced
SHARED = 2  # one in so many of its names must stand in the newer list


@dataclass(frozen=True)
class Listing:
    """The lists of one place: pages with the department's items on them, `bare` those that are called lists and show none."""

    site: Snapshot
    held: tuple[tuple[Page, tuple[Item, ...]], ...]
    bare: tuple[Page, ...]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items, in the order of the pages."""
        return tuple(item for _, items in self.held for item in items)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages that list powers."""
        return tuple(page for page, _ in self.held)

    @property
    def sources(self) -> tuple[Document, ...]:
        """The documents in which the items stand, each once."""
        return tuple({item.source.url: item.source for item in self.items}.values())

    @cached_property
    def unread(self) -> tuple[Document, ...]:
        """The files and pages of the lists of which words could not be read; pictures beside a list are none of it."""
        of_lists = (each for page in self.pages for each in (page, *page.documents) if not _is_picture(each))
        of_bare = (each for page in self.bare for each in (page, *page.documents))
        return tuple(each for each in (*of_lists, *of_bare) if words_unread(each))

    @cached_property
    def lost(self) -> tuple[Unreached, ...]:
        """The files of lists whose links led nowhere; charts, guides and forms to fill in are none of them."""
        dead = (lost for page in (*self.pages, *self.bare) for lost in page.dead)
        return tuple(lost for lost in dead if lost.kind != "picture" and not _OTHER_FILE.search(squeeze(lost.label)))

    @cached_property
    def hidden(self) -> tuple[Unreached, ...]:
        """The addresses of the place that were not read and may hold a list, or a part of one."""
        lists = {page.url for page in (*self.pages, *self.bare)}
        lost = (each for each in unseen(self.site) if not each.reason.proves_absence and each.kind != "picture")
        return tuple(each for each in lost if each.seen_on in lists or _is_in_column(each) or self._may_hold(each))

    def _may_hold(self, lost: Unreached) -> bool:
        return may_hold(lost, TOPIC) or may_list(self.site, lost, TOPIC)


def _is_in_column(lost: Unreached) -> bool:
    path = squeeze(">".join(lost.columns))
    return bool(class_in(lost.label)) or any(word in path for word in topics()[TOPIC].columns)


def words_unread(document: Document) -> str:
    """The first doubt with which words of a document may not have been read, or ""; how its numbers look is no matter."""
    doubts = (doubt for doubt in document.reading.doubts if leaves_unread(doubt))
    return next((doubt for doubt in doubts if doubt not in (FORMATS, UNCOMPUTED, HASHES)), "")


def _is_picture(document: Document) -> bool:
    return document.reading.media_type.startswith("image/")


def listing(site: Snapshot) -> Listing:
    """The current lists of a place; lists of earlier years that newer ones replaced are left out."""
    pages = [(page, tuple(own_items(page, site))) for page in list_pages(site)]
    held = [each for each in pages if each[1]]
    current = tuple(each for each in held if not any(_replaces(other, each) for other in held))
    bare = tuple(page for page, items in pages if not items and not _OTHER_PAGE.search(page.title))
    return Listing(site, current, bare)


def _replaces(other: tuple[Page, Sequence[Item]], old: tuple[Page, Sequence[Item]]) -> bool:
    """Whether a list is of a later year than another and names at least half of what that one does."""
    when, before = _year(other[0]), _year(old[0])
    if when is None or before is None or when <= before or min(len(other[1]), len(old[1])) < FEWEST:
        return False
    names = {squeeze(item.name) for item in other[1]}
    return sum(squeeze(item.name) in names for item in old[1]) * SHARED >= len(old[1])


def _year(page: Page) -> int | None:
    return year_of(page.title) or (page.published.year if page.published else None)
