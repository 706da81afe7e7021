"""Whether lists give what must be told of each power: whole fields that lack, and cells that are blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.snapshot import Citation, Snapshot
from rules.finding import Finding, cant_tell, failed, untested
from rules.phrases import squeeze
from rules.powers.item import Item
from rules.powers.lists.listing import Listing, words_unread
from rules.powers.lists.standards import field_name, fields_asked, given_by
from rules.topics import obstacle, pages_on

FEW, HABIT = 2, 3  # so many blanks, and more than one in so many items, are a way of writing
MANY = 20  # findings of one sort; more are told in one
CHARTS = "power-flowchart"
_SUPERVISION = re.compile(r"(?:监督|投诉|举报)[^。;]{0,16}?(?:电话|方式|信箱|邮箱|渠道|[:(]?\d{3,4}-?\d{4,8})")


def lacking(listed: Listing) -> Iterator[Finding]:
    """The fields that none of the lists gives; what cannot be seen for sure is for a person."""
    for role in _asked(listed):
        if role == "name" or any(_gives(item, role) for item in listed.items) or _given_beside(listed, role):
            continue
        name, cited = field_name(role), tuple(source.cite() for source in listed.sources[:3])
        lost = obstacle(listed.site, CHARTS) if role == "chart" else None
        if lost is not None:
            note = "可能登载流程图的页面未能打开：{reason}"
            yield untested("no-field", *cited, lost.cite(), note=note, subject=name, reason=lost.reason)
        elif _is_unread(listed):
            yield cant_tell("no-field", *cited, note="清单没有读全，没有看到“{field}”", subject=name, field=name)
        else:
            yield failed("no-field", *cited, note="清单没有列出“{field}”", subject=name, field=name)


def blank(listed: Listing) -> Iterator[Finding]:
    """The items whose cell of a field that the lists have is blank, each once; very many are told together.

    Where a good part of a column is blank, a blank may mean the same as above it: that is for a person.
    """
    asked, wholes = _asked(listed), _told_of_parts(listed)
    found: dict[str, tuple[Item, list[str]]] = {}
    for item in listed.items:
        names = [field_name(role) for role in asked if _is_blank(item, role, wholes)]
        if names:
            found.setdefault(item.name, (item, names))
    is_habit = len(found) > FEW and len(found) * HABIT > len(listed.items)
    if len(found) > MANY:
        yield _together(list(found.values()), is_habit=is_habit)
        return
    for name, (item, names) in found.items():
        cited = item.source.cite(name, item.where)
        if is_habit or _is_typed(item) or words_unread(item.source):
            note = "“{item}”的{fields}为空，可能与上一项相同或没有读全，请人工核实"
            yield cant_tell("blank-field", cited, note=note, subject=name, item=name, fields="、".join(names))
        else:
            note = "“{item}”的{fields}为空"
            yield failed("blank-field", cited, note=note, subject=name, item=name, fields="、".join(names))


def _is_typed(item: Item) -> bool:
    """Whether its row was a line of text, from which a blank cell may have been dropped."""
    return item.where.startswith("文中")


def _asked(listed: Listing) -> tuple[str, ...]:
    """The fields that the newest list must give."""
    days = [page.published for page in listed.pages if page.published]
    return fields_asked(max(days, default=None), listed.site.period.last)


def _gives(item: Item, role: str) -> bool:
    if (role == "kind" and item.kind) or (role == "office" and item.body):
        return True
    return any(item.fields.get(each, "").strip() for each in given_by(role))


def _given_beside(listed: Listing, role: str) -> bool:
    """Whether something outside the rows gives a field for all: whose list it is, how to complain, charts on other pages."""
    if role == "office":
        return any(
            _names_owner(source.title + source.label, listed.site) for source in (*listed.sources, *listed.pages)
        )
    if role == "supervision":
        texts = (each.text for page in listed.pages for each in (page, *page.documents))
        return any(_SUPERVISION.search(squeeze.__wrapped__(text)) for text in texts)
    if role == "chart":
        links = (link.text for page in listed.pages for link in page.links)
        return any("流程图" in text for text in links) or next(pages_on(listed.site, CHARTS), None) is not None
    return False


def _names_owner(title: str, site: Snapshot) -> bool:
    return any(squeeze(name) in squeeze(title) for name in site.department.names)


def _is_unread(listed: Listing) -> bool:
    return bool(listed.unread or listed.lost)


def _told_of_parts(listed: Listing) -> set[tuple[str, str]]:
    """(name, role) of what is told of an item as a whole, or of its parts: the one stands for the other."""
    told = {(item.name, role) for item in listed.items for role, text in item.fields.items() if text.strip()}
    parts = {(item.parent, role) for item in listed.items for role, text in item.fields.items() if text.strip()}
    return told | parts


def _is_blank(item: Item, role: str, told: set[tuple[str, str]]) -> bool:
    """Whether a list has a field and says nothing in it of an item, nor of its parts or the whole that it is part of."""
    held = [each for each in given_by(role) if each in item.fields]
    if not held or _gives(item, role) or role in ("name", "chart"):
        return False
    return not any((name, each) in told for each in held for name in (item.name, item.parent) if name)


def _together(found: list[tuple[Item, list[str]]], *, is_habit: bool) -> Finding:
    first, names = found[0]
    cited: list[Citation] = [item.source.cite(item.name, item.where) for item, _ in found[:3]]
    said = "、".join(item.name for item, _ in found[:3])
    values = {"count": str(len(found)), "fields": "、".join(dict.fromkeys(name for _, each in found for name in each))}
    if is_habit or _is_typed(first) or words_unread(first.source):
        note = "{count} 项职权的{fields}为空，如：{items}；可能与上一项相同或没有读全，请人工核实"
        return cant_tell("blank-field", *cited, note=note, subject=names[0], items=said, **values)
    note = "{count} 项职权的{fields}为空，如：{items}"
    return failed("blank-field", *cited, note=note, subject=names[0], items=said, **values)
