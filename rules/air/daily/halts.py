"""What a place says itself of days on which its stations stood still: in a note below a table, or in a notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from crawler.period import Period
from crawler.snapshot import Document
from rules.air.daily.gathered import Gathered
from rules.air.daily.naming import MOST, named_days, named_months, names_another
from rules.air.reading.names import HALTED
from rules.phrases import squeeze

LONGEST = 200  # squeezed characters of a sentence
_HALTED = re.compile(HALTED)
_ABOUT = re.compile("空气|大气|自动站|监测|AQI|API|日报")
_BARE = re.compile(r"(?<![\d月年/.-])(3[01]|[12]\d|0?[1-9])日")
_SENTENCE = re.compile(r"[。;；\n]")


def halt(all_: Gathered, day: date) -> tuple[Document, str] | None:
    """Where it is said that nothing was measured or published on a day, and the words; None where nothing is."""
    sources = {each.url: each for each in (*all_.pages, *(told.source for told in all_.month))}
    for source in sources.values():
        for said in _sentences(source):
            if day in _days(source, said, all_.site.period):
                return source, said
    return None


def _sentences(source: Document) -> Iterator[str]:
    """The sentences of a source about the air that say that something stood still."""
    if not _HALTED.search(source.text):
        return
    for part in _SENTENCE.split(source.text):
        said = squeeze(part)
        if len(said) <= LONGEST and _HALTED.search(said) and _ABOUT.search(said + squeeze(source.title)):
            yield part.strip()


def _days(source: Document, said: str, period: Period) -> tuple[date, ...]:
    """The days of a period that a sentence names; bare numbers are days of the month that its source is named after."""
    named = named_days(said, period)
    posted = source.published
    if named:
        is_near = posted is None or abs(posted - named[0]) <= timedelta(days=MOST)
        return named if re.search(r"20\d\d", said) or is_near else ()
    if period not in named_months(source.title, period) or names_another(source.title, period):
        return ()
    found = (int(each) for each in _BARE.findall(squeeze(said)))
    return tuple(date(period.year, period.month, each) for each in found if each <= period.last.day)
