"""The list of one place compared with that of the other, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze
from rules.powers.classes import class_in
from rules.powers.item import Item
from rules.powers.lists.contents import MANY
from rules.powers.lists.listing import Listing, listing
from rules.powers.naming.names import bare

ALIKE = 0.84  # of two names that mean one item
WHOLE_CLASS = 3  # items of a class of which a list has none: that may stand on a page of its own
MOST_PAIRS = 60_000  # of names that are compared letter by letter
SHORT_CODE, FEWEST_LETTERS = 4, 4  # shorter codes and names say too little


def differences(listed: Listing) -> Iterator[Finding]:
    """The items that the other place lists and this one does not; for a person where the lists may not be about the same."""
    other = listing(listed.site.elsewhere) if listed.site.elsewhere is not None else None
    if other is None or not other.items:
        return
    here, there = _wholes(listed.items), _wholes(other.items)
    absent = _absent(there, listed.items)
    if not absent:
        return
    doubt = _doubt(listed, other) or _scope(listed, here, there, absent)
    if doubt:
        yield _told(absent, listed, doubt)
    elif len(absent) > MANY:
        yield _told(absent, listed, "")
    else:
        for item in absent:
            cited = (item.source.cite(item.name, item.where), listed.sources[0].cite())
            note = "另一处的清单有“{item}”，这里没有"
            yield failed("places-differ", *cited, note=note, subject=item.name, item=item.name)


def _told(absent: Sequence[Item], listed: Listing, doubt: str) -> Finding:
    """All differences in one finding."""
    cited = (absent[0].source.cite(absent[0].name, absent[0].where), listed.sources[0].cite())
    said = "、".join(item.name for item in absent[:3])
    if doubt:
        note = "另一处的清单有 {count} 项这里没有，如：{items}；{doubt}，请人工核实"
        return cant_tell("places-differ", *cited, note=note, count=str(len(absent)), items=said, doubt=doubt)
    note = "另一处的清单有 {count} 项这里没有，如：{items}"
    return failed("places-differ", *cited, note=note, count=str(len(absent)), items=said)


def _wholes(items: Sequence[Item]) -> list[Item]:
    """The items that are no parts of others, each name once."""
    return list({bare(item.name): item for item in items if not item.parent}.values())


def _absent(there: Sequence[Item], here: Sequence[Item]) -> list[Item]:
    """The items of one list that another does not name, neither as a whole nor as a part, nor in like words."""
    names = {bare(name) for item in here for name in (item.name, item.parent) if name}
    codes = {item.code for item in here if len(item.code) > SHORT_CODE}
    left = [item for item in there if bare(item.name) not in names and item.code not in codes]
    theirs = {bare(item.name) for item in there}
    free = sorted(name for name in names if name not in theirs)
    if len(left) * len(free) > MOST_PAIRS:
        return left
    return [item for item in left if not _has_like(bare(item.name), free)]


def _has_like(name: str, others: Sequence[str]) -> bool:
    """Whether one of other names is all but the same: contained, or with few characters changed."""
    compared = SequenceMatcher(None, "", name, autojunk=False)
    for other in others:
        if min(len(name), len(other)) >= FEWEST_LETTERS and (name in other or other in name):
            return True
        compared.set_seq1(other)
        if min(compared.real_quick_ratio(), compared.quick_ratio()) >= ALIKE and compared.ratio() >= ALIKE:
            return True
    return False


def _doubt(listed: Listing, other: Listing) -> str:
    """Why the two lists may not have been read whole, or ""."""
    for each in (listed, other):
        if each.unread or each.lost or each.hidden:
            return "清单没有读全"
    return ""


def _scope(listed: Listing, here: Sequence[Item], there: Sequence[Item], absent: Sequence[Item]) -> str:
    """Why the two lists may not be about the same powers, or "": titles for one class, a whole class more, little in common."""
    if (len(there) - len(absent)) * 2 < min(len(here), len(there)):
        return "两处的清单相同的事项不多"
    own = {squeeze(item.kind) for item in here if item.kind}
    foreign = bool(own) and all(item.kind and squeeze(item.kind) not in own for item in absent)
    titled = all(class_in(page.title) or "审批" in page.title for page in listed.pages)
    return "两处的清单职权类型不同" if foreign and (titled or len(absent) >= WHOLE_CLASS) else ""
