"""The report's page of all rules that the month's scheme uses: prices, and how the departments stand by each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.indicator import Indicator, Sort
from checker.scheme import Scheme
from checker.scoring import ZERO, Assessment, Verdict
from reports.rulebooks_words import SORTS, figure
from reports.site.rule_page import rule_data
from reports.site.rule_verdicts import GROUPS, standing_of
from reports.site.values import Data, Leaf, Month
from reports.themes import by_theme, theme_words
from reports.wording import Wording


def rules(month: Month) -> Data:
    """Every rule of the month's scheme, by topic."""
    wording, scheme = month.wording, month.results.scheme
    grouped = by_theme(_used(scheme))
    rows = [
        {**_row(id, month), "topic": theme.id, "topic_words": theme_words(theme, wording)}
        for theme, ids in grouped.items()
        for id in ids
    ]
    return {
        "rules": rows,
        "topics": [{"id": theme.id, "words": theme_words(theme, wording)} for theme in grouped],
        "scheme": wording.say("{title}（{id}）", title=wording.say(scheme.title), id=scheme.id)
        if scheme.title
        else scheme.id,
        "source": wording.say(scheme.source),
    }


def rule_leaves(month: Month) -> Iterator[Leaf]:
    """A page for each rule."""
    for id in _used(month.results.scheme):
        yield Leaf(f"rule/{id}.html", month.wording.rule_title(id), rule_data(id, month))


def _used(scheme: Scheme) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.rule for each in scheme.indicators))


def _row(id: str, month: Month) -> Data:
    wording = month.wording
    indicators = [each for each in month.results.scheme.indicators if each.rule == id]
    found = month.now.by_rule.get(id, ())
    number = Counter(standing_of(verdicts) for _, verdicts in found)
    return {
        "id": id,
        "title": wording.rule_title(id),
        "indicators": wording.listed(each.id for each in indicators),
        "points": wording.listed(dict.fromkeys(_points(each, wording) for each in indicators)),
        "most": str(max((each.points for each in indicators if each.sort is not Sort.VETO), default=ZERO)),
        "counts": {name: number[name] for name in GROUPS},
        "lost": wording.mark(_lost(found)) if number["failed"] else "",
        "chosen": " ".join(name for name in ("failed", "doubtful") if number[name]),
    }


def _points(indicator: Indicator, wording: Wording) -> str:
    """What an indicator is worth; a veto is worth no points."""
    if indicator.sort is Sort.DEDUCT:
        return figure(indicator.points)
    kind = wording.say(SORTS[indicator.sort])
    return kind if indicator.sort is Sort.VETO else f"{kind} {figure(indicator.points)}"


def _lost(found: Sequence[tuple[Assessment, Sequence[Verdict]]]) -> Decimal:
    verdicts = (verdict for _, those in found for verdict in those if verdict.sort is Sort.DEDUCT)
    return sum((item.deducted for verdict in verdicts for item in verdict.weighed), ZERO)
