"""Sentences that two places print alike but for a number: means, indexes and whatever else a report says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from rules.air.period.spans import plain
from rules.air.period.value import Report
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze

PROBLEM = "places-differ"
_NUMBER = re.compile(  # that of a date or of a range belongs to the words
    r"(?<![A-Za-z\d.])(?<!\d[-—~至])\d{1,4}(?:\.\d{1,3})?(?![\d.年月日时期号周]|[-—~至]+\d)"
)
_COUNTS = re.compile(r"\d(?:天|%|[μuµ]g|mg|微克|毫克|个?百分点)|指数[为是:]?\d")
_NAMES_ITSELF = re.compile(r"发布|来源|浏览|点击|时间|编号|第\d+期")
SHORTEST = 8  # characters of a sentence that is taken for the same


def sentences_differ(report: Report, other: Report) -> Iterator[Finding]:
    """A finding for the first sentence that both reports have, once each, with other numbers."""
    mine, theirs = _sentences(report), _sentences(other)
    for words, here in mine.items():
        there = theirs.get(words)
        apart = there is not None and next(
            (pair for pair in zip(_numbers(here), _numbers(there), strict=True) if _differ(*pair)), None
        )
        if there is None or not apart:
            continue
        tell = cant_tell if report.is_recognised or other.is_recognised else failed
        values = {"here": apart[0], "there": apart[1], "words": here[:60]}
        note = "“{words}”：政府门户网站是 {here}，本单位网站是 {there}"
        yield tell(
            PROBLEM, report.source.cite(here), other.source.cite(there), note=note, subject=report.name, **values
        )
        return


def _sentences(report: Report) -> Mapping[str, str]:
    """By its words without numbers, each sentence that counts something; none that stands there twice."""
    lines = (line for source in report.sources for line in source.text.splitlines()[1:] if "\t" not in line)
    found = [each.strip() for line in lines for each in re.split("[。；;]", line)]
    said = [each for each in found if _COUNTS.search(plain(each)) and not _NAMES_ITSELF.search(squeeze(each))]
    words = [_words(each) for each in said]
    once = Counter(words)
    return {key: each for key, each in zip(words, said, strict=True) if once[key] == 1 and len(key) >= SHORTEST}


def _words(sentence: str) -> str:
    return _NUMBER.sub("#", plain(sentence))


def _numbers(sentence: str) -> list[str]:
    return _NUMBER.findall(plain(sentence))


def _differ(here: str, there: str) -> bool:
    """Whether two printed numbers cannot be the same one, rounded."""
    one, two = Decimal(here), Decimal(there)
    steps = [Decimal(1).scaleb(int(each.as_tuple().exponent)) for each in (one, two)]
    return abs(one - two) > (max(steps) / 2 if steps[0] != steps[1] else 0)
