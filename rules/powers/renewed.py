"""What became of a department's list since last month: items gone, new, or called otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from crawler.snapshot import Citation, Page, Snapshot
from rules.phrases import squeeze
from rules.powers.change import Change, What
from rules.powers.item import Item
from rules.powers.listed import items_of
from rules.powers.names import bare
from rules.powers.wording import is_change_title, title_of
from rules.topics import pages_on

ALIKE = 0.8  # of two names, one gone and one new, that may mean the same item
FEW = 4  # items that may go at once however short a list is


Listed = tuple[Page, tuple[Item, ...]]


@dataclass(frozen=True)
class Comparison:
    """Two states of one list. `another` says that it is hardly the same list: most of it went, or came new."""

    before: Page
    now: Page
    changes: tuple[Change, ...]
    another: bool = False

    @property
    def cited(self) -> tuple[Citation, Citation]:
        """The list as it was and as it is."""
        return self.before.cite(self.before.title), self.now.cite(self.now.title)


def lists(site: Snapshot) -> Iterator[Listed]:
    """The lists of powers that a place shows, with their items; a notice of changes is none."""
    for page in pages_on(site, "power-list"):
        listed = () if is_change_title(title_of(page)) else tuple(items_of(page))
        if listed:
            yield page, listed


def unread_lists(site: Snapshot) -> Iterator[Page]:
    """The pages of a place that may be lists of powers, of which something could not be read and no item was."""
    shown = {page.url for page, _ in lists(site)}
    for page in pages_on(site, "power-list"):
        if page.url not in shown and not is_change_title(title_of(page)) and not _is_whole(page):
            yield page


def compared(site: Snapshot, now: Sequence[Listed]) -> Iterator[Comparison]:
    """Every list of a place that was read whole last month and this month, at the same address or under the same title."""
    past = replace(site, pages=tuple(page for page in site.previous if page.place is site.place), unreached=())
    shown = "\n".join(_words(page) for page, _ in now)
    for page, items in lists(past):
        after = [(other, own) for other, own in now if other.url == page.url]
        after = after or [(other, own) for other, own in now if _called(other) == _called(page)]
        if len(after) == 1 and _is_whole(page) and _is_whole(after[0][0]):
            yield _compare((page, items), after[0], shown)


def _compare(before: Listed, after: Listed, shown: str) -> Comparison:
    old, new = _named(before[1]), _named(after[1])
    gone = {name: item for name, item in old.items() if name not in new}
    come = {name: item for name, item in new.items() if name not in old}
    another = (len(gone) * 2 > len(old) and (len(gone) > FEW or len(come) * 2 > len(new))) or not new
    if another:
        return Comparison(before[0], after[0], (), another=True)
    return Comparison(before[0], after[0], tuple(_changes(gone, come, shown, before[0], after[0])))


def _changes(gone: dict[str, Item], come: dict[str, Item], shown: str, before: Page, now: Page) -> Iterator[Change]:
    left = dict(come)
    for name, item in gone.items():
        renamed = next((other for other, new in left.items() if _is_renamed(name, item, other, new)), None)
        cited = (item.source.cite(item.name),)
        if renamed is None and name in shown:
            continue
        if renamed is None:
            yield Change(
                item.name, What.CANCELLED, None, cited=(*cited, now.cite(now.title)), since=_renewed(before, now)
            )
        else:
            new = left.pop(renamed)
            yield Change(new.name, What.ADJUSTED, None, cited=(*cited, new.source.cite(new.name)))
    for item in left.values():
        yield Change(item.name, What.ADDED, None, cited=(before.cite(before.title), item.source.cite(item.name)))


def _renewed(before: Page, now: Page) -> date | None:
    """The day that a list bears, when it is new since last month: by then its changes were decided."""
    day = now.published
    return day if day is not None and before.fetched.date() < day <= now.fetched.date() else None


def _is_renamed(name: str, item: Item, other: str, new: Item) -> bool:
    if item.code and item.code == new.code:
        return True
    return SequenceMatcher(None, name, other).ratio() >= ALIKE


def _named(items: tuple[Item, ...]) -> dict[str, Item]:
    return {name: item for item in items if (name := bare(item.name))}


def _words(page: Page) -> str:
    """Everything that a list and its files say, squeezed: an item that still stands there is not gone."""
    cells = (
        cell for document in (page, *page.documents) for table in document.tables for row in table.rows for cell in row
    )
    return squeeze("\n".join([*(document.text for document in (page, *page.documents)), *cells]))


def _called(page: Page) -> str:
    """A title without its year or edition."""
    return re.sub(r"[(]?(?:19|20)\d\d年?(?:版|度)?[)]?", "", title_of(page))


def _is_whole(page: Page) -> bool:
    """Whether all of a list could be read, and as text."""
    documents = (page, *page.documents)
    return not page.dead and not any(document.reading.unread or document.is_recognised for document in documents)
