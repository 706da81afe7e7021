"""The report's search: a page, and the index that it reads, as a script, for a page on disk may not fetch."""

from __future__ import annotations

import json
from collections.abc import Iterator

from reports.site.department_page import department_leaves
from reports.site.rules_page import rule_leaves
from reports.site.topics_page import topic_leaves
from reports.site.values import Data, Month


def search(month: Month) -> Data:
    """Nothing but the words of the page: all results come from the index."""
    return {}


def search_index(month: Month) -> str:
    """A script that holds what can be found: each with its kind, address in the report, title and words."""
    return f"window.gongkaiIndex = {json.dumps(list(_entries(month)), ensure_ascii=False)};\n"


def _entries(month: Month) -> Iterator[Data]:
    for kind, leaves in (("单位", department_leaves), ("领域", topic_leaves), ("规则", rule_leaves)):
        for leaf in leaves(month):
            yield {"id": leaf.file, "kind": month.wording.say(kind), "title": leaf.title, "words": ""}
