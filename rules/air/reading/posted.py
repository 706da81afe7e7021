"""When a bulletin was posted: the day that the page states, and the hour where one stands beside it."""

from __future__ import annotations

import re
from datetime import date, time

from crawler.snapshot import Document

NEAR = 400  # characters of a text in which the hour of posting stands
_STAMP = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?[\sT]*([01]?\d|2[0-3])(?::|时|点|：)([0-5]\d)")


def hour_posted(document: Document, posted: date) -> time | None:
    """The hour that stands beside the day of posting, in the document's card or under its title; None where there is none."""
    said = [value for label, value in document.reading.metadata if re.search("发布|日期|时间|[Dd]ate|[Tt]ime", label)]
    for text in (*said, document.text[:NEAR]):
        for match in _STAMP.finditer(text):
            if (int(match[1]), int(match[2]), int(match[3])) == (posted.year, posted.month, posted.day):
                hour = time(int(match[4]), int(match[5]))
                return hour if hour != time(0, 0) else None
    return None
