"""The report's pages of rules: all of them, and one page for each that the month's scheme uses."""

from __future__ import annotations

from collections.abc import Iterator

from reports.site.values import Data, Leaf, Month


def rules(month: Month) -> Data:
    """Every rule of the month's scheme."""
    return {"rules": [{"id": id, "title": month.wording.rule_title(id)} for id in _used(month)]}


def rule_leaves(month: Month) -> Iterator[Leaf]:
    """A page for each rule."""
    for id in _used(month):
        yield Leaf(f"rule/{id}.html", month.wording.rule_title(id), {"id": id})


def _used(month: Month) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.rule for each in month.results.scheme.indicators))
