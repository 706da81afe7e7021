"""The posted explanation (情况说明) that stands in for what a rule found missing in a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.snapshot import Citation, Snapshot
from rules.explanations.matter import Match, Matter
from rules.explanations.statements import Statement, statements
from rules.explanations.timing import in_time
from rules.finding import Finding
from rules.rule import Rule


@dataclass(frozen=True)
class Posted:
    """An explanation: where it stands, what it is called, and whether it surely is one, of this matter and time."""

    cited: Citation
    title: str
    is_sure: bool


def explanation(
    site: Snapshot, rule: Rule, finding: Finding, dials: Mapping[str, Any], told: Sequence[Statement] | None = None
) -> Posted | None:
    """What a place says itself of why nothing stands where a finding misses something; the surest, None where it says nothing.

    It says of the matter that nothing happened or that there is nothing to publish, in the time judged. What promises to publish
    later, tells of another matter, is news, or explains figures is none. `told` are the statements of the place, where known.
    """
    matter = Matter.of(rule, finding)
    found = [
        (match, each)
        for each in (statements(site) if told is None else told)
        if (match := _match(site, matter, each, finding, dials))
    ]
    if not found:
        return None
    match, best = max(found, key=lambda each: each[0])
    return Posted(best.cite(), best.title, match is Match.YES)


def _match(site: Snapshot, matter: Matter, statement: Statement, finding: Finding, dials: Mapping[str, Any]) -> Match:
    if statement.is_other or statement.promises or not matter.may_explain(statement):
        return Match.NO
    about = matter.stated(statement) if statement.nils else _unread(matter, statement)
    if not about:
        return Match.NO
    match = min(about, in_time(site, statement, finding, dials))
    return min(match, Match.PERHAPS) if _is_doubtful(statement, matter) else match


def _unread(matter: Matter, statement: Statement) -> Match:
    """What could not be read and is called an explanation may be one."""
    is_called = "说明" in statement.title or "零报告" in statement.title
    return min(matter.called(statement), Match.PERHAPS) if is_called and statement.is_unread else Match.NO


def _is_doubtful(statement: Statement, matter: Matter) -> bool:
    document = statement.document
    if (
        document is None
        or document.is_recognised
        or statement.is_common
        or statement.withholds
        or statement.is_of_money
    ):
        return True
    whole = [nil for nil in statement.nils if not nil.is_part]
    return not any(matter.meant(nil, statement) for nil in whole) or (
        statement.is_unread and not statement.text.strip()
    )
