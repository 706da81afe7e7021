"""What rules ask of a month beside a department's own pages: months before, and decisions that concern all departments."""

from __future__ import annotations

from crawler.recall import Recall
from rules.accounts.offers import TOPICS
from rules.topics import column_words, title_words

LISTS = ("power-list",)
SHARED = (
    "审批项目",
    "审批事项",
    "审批等事项",
    "许可事项",
    "许可项目",
    "权力事项",
    "职权事项",
)  # in titles of decisions


def recalled() -> Recall:
    """The words of links behind which the money of the year before and the lists of powers of the month before stand."""
    money = title_words(name for names in TOPICS.values() for name in names)
    return Recall(year=money, month=tuple(dict.fromkeys((*title_words(LISTS), *column_words(LISTS)))))
