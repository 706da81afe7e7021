"""The report's pages of topics: all topics beside all departments, and one page for each."""

from __future__ import annotations

from collections.abc import Iterator

from reports.site.values import Data, Leaf, Month
from reports.themes import theme_words, themes_of


def topics(month: Month) -> Data:
    """Every topic of the month's scheme."""
    found = themes_of(month.results.scheme)
    return {"topics": [{"id": each.id, "words": theme_words(each, month.wording)} for each in found]}


def topic_leaves(month: Month) -> Iterator[Leaf]:
    """A page for each topic."""
    for theme in themes_of(month.results.scheme):
        yield Leaf(f"topic/{theme.id}.html", theme_words(theme, month.wording), {})
