"""What became of a department's list since last month: items gone, new, or called otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from crawler.snapshot import Citation, Page, Snapshot
from rules.phrases import squeeze
from rules.powers.changes.change import Change, What
from rules.powers.changes.wording import is_change_title, title_of
from rules.powers.item import Item
from rules.powers.lists.listed import items_of
from rules.powers.naming.names import bare
from rules.topics import pages_on

ALIKE = 0.8  # of two names, one gone and one new, that may mean the same item
CODE = 5  # characters of a code that is more than a number in a row
MANY = 10_000  # pairs of names that are compared; lists that differ more are different lists
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
    renamed = dict(_renamed(gone, come))
    left = [item for name, item in gone.items() if name not in renamed and name not in shown]
    added = [item for name, item in come.items() if name not in renamed.values()]
    if not new or (len(left) * 2 > len(old) and (len(left) > FEW or len(added) * 2 > len(new))):
        return Comparison(before[0], after[0], (), another=True)
    changes = [_change(new[other], What.ADJUSTED, old[name], new[other]) for name, other in renamed.items()]
    changes += [_change(item, What.CANCELLED, item, after[0], _renewed(before[0], after[0])) for item in left]
    changes += [_change(item, What.ADDED, before[0], item) for item in added]
    return Comparison(before[0], after[0], tuple(changes))


def _change(item: Item, what: What, before: Item | Page, after: Item | Page, since: date | None = None) -> Change:
    cited = (
        each.cite(each.title) if isinstance(each, Page) else each.source.cite(each.name) for each in (before, after)
    )
    return Change(item.name, what, None, cited=tuple(cited), since=since)


def _renamed(gone: Mapping[str, Item], come: Mapping[str, Item]) -> Iterator[tuple[str, str]]:
    """Names that are gone, each with the new one of the same code, or that is most alike."""
    left = dict(come)
    for name, item in gone.items():
        found = [other for other, new in left.items() if len(item.code) >= CODE and item.code == new.code]
        if not found and len(gone) * len(come) <= MANY:
            alike = max(left, key=lambda other: _likeness(name, other), default="")
            found = [alike] if _likeness(name, alike) >= ALIKE else []
        if found:
            del left[found[0]]
            yield name, found[0]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _renewed(before: Page, now: Page) -> date | None:
    """The day that a list bears, when it is new since last month: by then its changes were decided."""
    day = now.published
    return day if day is not None and before.fetched.date() < day <= now.fetched.date() else None


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
