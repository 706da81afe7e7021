"""What differs between two rulebooks: what was added, what was left out, and every number and word that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from checker.scheme import Scheme
from crawler.snapshot import Place
from reports import rulebooks_words as words
from reports.lines import Wrapped
from reports.rulebooks_values import WHOLE, Fact, facts
from reports.wording import DASH, Wording

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
SIGNS: Mapping[str, tuple[str, str]] = {ADDED: ("＋", "新增"), REMOVED: ("－", "取消"), CHANGED: ("≠", "改动")}


@dataclass(frozen=True)
class Difference:
    """What one fact was and is; None where there was or is none."""

    name: str
    before: Fact | None
    after: Fact | None


@dataclass(frozen=True)
class Differing:
    """An indicator, a matter or the scheme as a whole that differs, with every fact that does."""

    subject: str
    how: str
    title: str
    rule: str
    differences: tuple[Difference, ...]


def compared(before: Scheme, after: Scheme) -> list[Differing]:
    """All that differs: the whole first, then what is left out, added and changed, each in its own scheme's order."""
    old, new = _by_subject(before), _by_subject(after)
    subjects = list(dict.fromkeys((*old, *new)))
    found = [_differing(subject, old.get(subject), new.get(subject)) for subject in subjects]
    order = {REMOVED: 0, ADDED: 1, CHANGED: 2}
    differing = [each for each in found if each.differences]
    return sorted(differing, key=lambda each: (each.subject != WHOLE, order[each.how]))


def _by_subject(scheme: Scheme) -> dict[str, dict[str, Fact]]:
    found: dict[str, dict[str, Fact]] = {}
    for fact in facts(scheme):
        found.setdefault(fact.subject, {})[fact.name] = fact
    return found


def _differing(subject: str, old: Mapping[str, Fact] | None, new: Mapping[str, Fact] | None) -> Differing:
    shown = new or old or {}
    how = CHANGED if old and new else ADDED if new else REMOVED
    names = dict.fromkeys((*(old or {}), *(new or {})))
    pairs = [Difference(name, (old or {}).get(name), (new or {}).get(name)) for name in names]
    differences = tuple(each for each in pairs if _said(each.before) != _said(each.after))
    rule = shown["rule"].value if "rule" in shown else ""
    return Differing(subject, how, shown["title"].value, rule, differences)


def _said(fact: Fact | None) -> tuple[Any, ...] | None:
    return None if fact is None else (fact.value, fact.standing)


def show_compared(before: Scheme, after: Scheme, wording: Wording) -> RenderableType:
    """All differences, for people."""
    found = compared(before, after)
    heading = wording.say(
        "{before} → {after}：{number} 处不同", before=before.id, after=after.id, number=str(len(found))
    )
    parts: list[RenderableType] = [Text(heading, style="bold")]
    for how in (CHANGED, REMOVED, ADDED):
        members = [each for each in found if each.how == how]
        if members:
            sign, word = SIGNS[how]
            told = wording.say("{number} 项", number=str(len(members)))
            parts.append(Text(f"\n{sign} {wording.say(word)}　{told}", style="bold"))
        for each in members:
            parts.append(Padding(_lines(each, wording), (0, 0, 0, 2)))
    if not found:
        parts.append(Text(wording.say("两个方案没有不同")))
    return Group(*parts)


def _lines(each: Differing, wording: Wording) -> RenderableType:
    title = wording.say("全方案") if each.subject == WHOLE else f"{each.subject}　{words.own(each.title, wording)}"
    if each.how != CHANGED:
        return Wrapped(Text(f"{title}　{_outline(each, wording)}"))
    lines = (Padding(Wrapped(Text(told)), (0, 0, 0, 2)) for told in _changes(each, wording))
    return Group(Wrapped(Text(title, style="bold")), *lines)


def _outline(each: Differing, wording: Wording) -> str:
    """Of what is whole new, or gone: its points, and who owes it."""
    told = {one.name: one.after or one.before for one in each.differences}
    shown = [(name, told[name]) for name in ("sort", "points", "applies_to") if name in told]
    return "　".join(f"{_named(name, each.rule, wording)} {_worded(fact, each.rule, wording)}" for name, fact in shown)


def _changes(each: Differing, wording: Wording) -> Iterator[str]:
    for one in each.differences:
        if one.name == "source":
            told = wording.say("文字有改动")
            yield wording.say("{what}：{told}", what=_named(one.name, each.rule, wording), told=told)
            continue
        before, after = (_worded(fact, each.rule, wording) for fact in (one.before, one.after))
        yield wording.say("{what}：{told}", what=_named(one.name, each.rule, wording), told=f"{before} → {after}")


def _named(name: str, rule: str, wording: Wording) -> str:
    """The name of a fact in words: the problem that is priced, the dial that is set, the cell of the matrix."""
    kind, _, part = name.partition(".")
    label = wording.say(words.TEXT_WORDS.get(kind, kind))
    if kind in ("deduct", "explained"):
        return f"{label}·{wording.problem(rule, part)}"
    if kind == "dials":
        return f"{label}·{wording.say(words.DIAL_WORDS.get(part, part))} {part}"
    if kind == "matrix":
        return f"{label}·{wording.say(words.CELLS[part])}"
    return f"{label}·{words.own(part, wording)}" if part else label


def _worded(fact: Fact | None, rule: str, wording: Wording) -> str:
    """What a fact says, in words; a dash where it says nothing."""
    if fact is None or not fact.value:
        return DASH
    value = _in_words(fact.name, fact.value, wording)
    return value if fact.standing is None else words.sure(value, fact.standing, wording)


def _in_words(name: str, value: str, wording: Wording) -> str:
    if name == "applies_to":
        return words.kinds(value.split(), wording)
    known: Mapping[str, Mapping[Any, str]] = {
        "sort": words.SORTS,
        "cycle": words.CYCLE_WORDS,
        "inapplicable": words.SHARINGS,
    }
    if name in known:
        return wording.say(known[name].get(value, value))
    if name == "places":
        return wording.listed(wording.place(Place(word)) for word in value.split())
    if name.startswith("deduct.") and " <= " in value:
        each, most = value.split(" <= ")
        return wording.say("每处 {each}、至多 {most}", each=each, most=most)
    return words.own(value, wording)


def compared_values(before: Scheme, after: Scheme) -> dict[str, Any]:
    """All differences as JSON."""
    return {"before": before.id, "after": after.id, "differences": [_value(each) for each in compared(before, after)]}


def _value(each: Differing) -> dict[str, Any]:
    return {
        "subject": each.subject,
        "how": each.how,
        "title": each.title,
        "changes": {one.name: {"before": _plain(one.before), "after": _plain(one.after)} for one in each.differences},
    }


def _plain(fact: Fact | None) -> Any:
    if fact is None:
        return None
    return fact.value if fact.standing is None else {"value": fact.value, "standing": str(fact.standing)}
