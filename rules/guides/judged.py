"""What is found of the guides of an item: elements that are not there, words that say too little, files that do not open, limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from crawler.snapshot import Citation
from rules.finding import Finding, cant_tell, failed, untested
from rules.guides.contents import State, said, state, vague
from rules.guides.guide import Guide
from rules.guides.serving import Served, kind_of
from rules.guides.times import differing
from rules.guides.wording import CORE, rule_set
from rules.institutions.found import is_wordless
from rules.powers.item import Item

FEWEST = 3  # headings known, below which a missing one may only not be recognised
MOST = 3  # citations of one finding


@dataclass(frozen=True)
class Missing:
    """The elements that are asked of a guide and not there: for sure, and perhaps, by the names that their rule has for them."""

    surely: tuple[str, ...]
    perhaps: tuple[str, ...]


def missing(guides: Sequence[Guide], kind: str, day: date) -> Missing:
    """The elements that guides which serve one item do not show."""
    rules = rule_set(kind, day)
    surely: list[str] = []
    perhaps: list[str] = []
    blank = all(not guide.parts and is_wordless(guide.page) for guide in guides)
    roles = {role for guide in guides for role in guide.roles} & set(CORE)
    for name, role in rules.elements(kind).items() if rules else ():
        found = state(role, guides)
        if found in (State.THERE, State.PICTURE):
            continue
        late = role == "hours" and any(said("limit", guide) for guide in guides)
        few = (found is State.DOUBTFUL or len(roles) < FEWEST) and not blank
        unsure = few or late or bool(rules and rules.is_doubtful(name, kind))
        (perhaps if unsure else surely).append(name)
    return Missing(tuple(surely), tuple(perhaps))


def findings_of(matched: Sequence[Served], day: date) -> Iterator[Finding]:
    """What is wrong with the guides of the items that have any: once where the same guides serve several items."""
    by_guides: dict[tuple[int, ...], list[Served]] = {}
    told: set[str] = set()
    for each in matched:
        by_guides.setdefault(tuple(map(id, each.guides)), []).append(each)
    for same in by_guides.values():
        guides, items = same[0].guides, [each.item for each in same]
        for found in findings(items[0].name if len(items) == 1 else guides[0].name, guides, items, day):
            lost = found.evidence[0].url if found.problem == "broken" else ""
            if lost not in told:
                yield found
            told |= {lost} - {""}


def findings(name: str, guides: Sequence[Guide], items: Sequence[Item], day: date) -> Iterator[Finding]:
    """What is wrong with the guides of one item, of several that they serve, or of none where there is no list."""
    kind = kind_of(items[0].kind, items[0].name) if items else kind_of(_said_kind(guides), name)
    gaps = missing(guides, kind, day)
    cited = cite(guides)
    if gaps.surely:
        subject = _subject(name, gaps.surely)
        yield failed("no-element", *cited, note=LACKS, subject=subject, elements="、".join(gaps.surely))
    if gaps.perhaps:
        subject = _subject(name, gaps.perhaps)
        yield cant_tell("no-element", *cited, note=UNSEEN, subject=subject, elements="、".join(gaps.perhaps))
    yield from _too_vague(name, guides, kind, day)
    yield from _dead(name, guides)
    for item in items:
        yield from _limits(item, guides)


LACKS = "办事指南没有写明：{elements}"
UNSEEN = "办事指南中没有找到这些要素的标题或内容，可能在正文、图片或附件中：{elements}"


def _said_kind(guides: Sequence[Guide]) -> str:
    return next((part.content for guide in guides for part in guide.under("kind") if part.content), "")


def _subject(name: str, elements: Sequence[str]) -> str:
    return f"{name}：{elements[0]}" if len(elements) == 1 else name


def cite(guides: Sequence[Guide]) -> tuple[Citation, ...]:
    """Citations of the first guides, each file once."""
    found = {(guide.source.url, guide.name): guide.source.cite(_shown(guide)) for guide in guides}
    return tuple(found.values())[:MOST]


def _shown(guide: Guide) -> str:
    """Words that stand in the text of a guide as they are."""
    words = [part.before or part.heading for part in guide.parts] if not guide.is_alone else []
    return next((word for word in words if word in guide.source.text), guide.source.title)


def _too_vague(name: str, guides: Sequence[Guide], kind: str, day: date) -> Iterator[Finding]:
    rules = rule_set(kind, day)
    for guide in guides if rules and rules.vague else ():
        if words := vague(guide):
            note = "办理材料写得不明确：“{words}”"
            yield cant_tell("no-element", guide.source.cite(words), note=note, subject=f"{name}：办理材料", words=words)
            return


def _dead(name: str, guides: Sequence[Guide]) -> Iterator[Finding]:
    for lost in {lost.url: lost for guide in guides for lost in guide.page.dead}.values():
        if lost.kind == "picture" and not re.search("流程|程序", lost.label):  # most pictures only dress a page
            continue
        if lost.reason.proves_absence:
            yield failed("broken", lost.cite(), note="附件“{file}”打不开", subject=name, file=lost.label or lost.url)
        else:
            note = "附件“{file}”未能打开：{reason}"
            yield untested(
                "broken", lost.cite(), note=note, subject=name, file=lost.label or lost.url, reason=lost.reason
            )


def _limits(item: Item, guides: Sequence[Guide]) -> Iterator[Finding]:
    for limit, shown, listed in differing(guides, item.fields):
        cited = (*cite(guides), item.source.cite(item.name, item.where))
        note = "{limit}在办事指南中是 {shown}，在权力清单中是 {listed}"
        yield failed("limit-differs", *cited, note=note, subject=item.name, limit=limit, shown=shown, listed=listed)
        return
