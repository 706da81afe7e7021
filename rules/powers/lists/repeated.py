"""Items that a list names twice, and classes that are no more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze
from rules.powers.classes import Abolished, abolished
from rules.powers.item import Item
from rules.powers.lists.contents import MANY
from rules.powers.lists.listing import Listing, words_unread

TELLING_APART = ("basis", "clause", "office", "post", "level", "object", "class", "conditions", "other")
COPIED = 10  # one in so many names, at most, may stand in two tables of one list without these being copies


def duplicates(listed: Listing) -> Iterator[Finding]:
    """The items that one list names twice with the same class, code, basis and office, as parts of the same item."""
    for source in listed.sources:
        held = [item for item in listed.items if item.source.url == source.url]
        for first, second in _twice(held):
            cited = tuple(item.source.cite(item.name, item.where) for item in (first, second))
            say = cant_tell if words_unread(source) else failed
            note = "“{item}”在清单中重复列出"
            yield say("duplicate", *cited, note=note, subject=first.name, item=first.name)


def _twice(held: Sequence[Item]) -> list[tuple[Item, Item]]:
    groups: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in held:
        groups[_likeness(item)].append(item)
    pairs = [(group[0], group[1]) for group in groups.values() if len(group) > 1]
    within = [pair for pair in pairs if _table(pair[0]) == _table(pair[1])]
    is_copied = (len(pairs) - len(within)) * COPIED > len(held)
    return within if is_copied else pairs


def _likeness(item: Item) -> tuple[str, ...]:
    told = (item.fields.get(role, "") for role in TELLING_APART)
    return tuple(map(squeeze, (item.name, item.kind, item.code, item.parent, item.body, *told)))


def _table(item: Item) -> str:
    return re.sub(r"第\d+行$", "", item.where)


def outdated_classes(listed: Listing) -> Iterator[Finding]:
    """The items of classes that the law had done away with before the month; very many are told together."""
    gone: dict[str, list[Item]] = defaultdict(list)
    for item in listed.items:
        if abolished(item.kind, listed.site.period.first) is not None:
            gone[item.kind].append(item)
    for kind, items in gone.items():
        decision = abolished(kind, listed.site.period.first)
        if decision is not None:
            yield from _abolished(decision, list({item.name: item for item in items}.values()))


def _abolished(decision: Abolished, items: Sequence[Item]) -> Iterator[Finding]:
    note = "“{kind}”类别已由{source}取消"
    values = {"kind": decision.name, "source": decision.source.split("：")[0]}
    if len(items) > MANY:
        cited = tuple(item.source.cite(item.name, item.where) for item in items[:3])
        yield failed("abolished-class", *cited, note=note, subject=decision.name, **values)
        return
    for item in items:
        cited_item = item.source.cite(item.name, item.where)
        yield failed("abolished-class", cited_item, note=note, subject=item.name, **values)
