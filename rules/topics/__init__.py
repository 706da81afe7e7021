"""Which pages speak of what, and which are only news of it: `topics_of` decides, `reasons_of` says why.

A title decides, the column path, the form and the content support it. A page whose
title or text tells of a meeting, a request to others, a rule or a trend only mentions its topic.
"""

from rules.topics.asked import (
    MONEY_TOPICS,
    is_titled,
    may_hold,
    may_list,
    obstacle,
    pages_on,
    place_name,
    searched,
    speaks_of,
    unseen,
)
from rules.topics.genres import NEWS_COLUMN, is_mention
from rules.topics.topic import Topic, column_words, promising_words, title_words, topics
from rules.topics.weighed import reasons_of, topics_of
from rules.topics.weights import ENOUGH, Confidences, Reason

__all__ = [
    "ENOUGH",
    "MONEY_TOPICS",
    "NEWS_COLUMN",
    "Confidences",
    "Reason",
    "Topic",
    "column_words",
    "is_mention",
    "is_titled",
    "may_hold",
    "may_list",
    "obstacle",
    "pages_on",
    "place_name",
    "promising_words",
    "reasons_of",
    "searched",
    "speaks_of",
    "title_words",
    "topics",
    "topics_of",
    "unseen",
]
