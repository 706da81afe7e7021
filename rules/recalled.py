"""What rules ask of months before: the money of the year before, and the lists of powers of the month before."""

from __future__ import annotations

from crawler.recall import Recall
from rules.accounts.offers import TOPICS
from rules.topics import column_words, title_words

LISTS = ("power-list",)


def recalled() -> Recall:
    """The words of links behind which these stand."""
    money = title_words(name for names in TOPICS.values() for name in names)
    return Recall(year=money, month=tuple(dict.fromkeys((*title_words(LISTS), *column_words(LISTS)))))
