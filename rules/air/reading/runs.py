"""Days told one behind the other without sentences: a strip of cards for the last days, a month in one paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from rules.air.reading.amounts import UNSAID
from rules.air.reading.areas import in_title
from rules.air.reading.days import Known
from rules.air.reading.draft import Draft
from rules.air.reading.heads import Head
from rules.air.reading.names import GRADES, primary_of
from rules.phrases import squeeze

FEWEST = 3  # days of a run
NEAR = 60  # characters before a run that may call it a forecast
GAPS = 3  # days that may be wanting in a strip whose days run into their figures
_MONTH, _DAY = r"1[0-2]|0?[1-9]", r"3[01]|[12]\d|0?[1-9]"
_GRADE = "|".join(GRADES)
_GAP = r"[\s:,、/|]*"
_ITEM = re.compile(
    rf"(?<![\d.\-/年月~至到])(?:(?P<y>20\d\d)[-/.年])?(?:(?:(?P<m>{_MONTH})月)?(?P<d>{_DAY})[日号]"
    rf"|(?P<mm>0[1-9]|1[0-2])[-/.](?P<dd>0[1-9]|[12]\d|3[01]))(?P<gap>{_GAP})(?:(?:AQI|API|指数)?{_GAP}为?)"
    rf"(?:(?P<n>\d{{1,3}}){_GAP}[(]?(?P<g>{_GRADE})|(?P<g2>{_GRADE}){_GAP}[(]?(?P<n2>\d{{1,3}})(?![\d.天%]))"
)
_FORECAST = re.compile("预报|预测|预计|未来|明[日天]|展望")
_TAIL = re.compile(r"^[\s,、;:()/|]+|[\s,、;:()/|。]+$|首要污染物:?|首污:?")
LONGEST_TAIL = 20  # characters that name primary pollutants


def runs(lines: Sequence[str], known: Known, posted: date | None) -> list[Draft]:
    """The days of a run, each with its index and grade; none where it may be a forecast, or of several areas."""
    text = "\n".join(" ".join(map(squeeze, line.split())) for line in lines)
    found = list(_ITEM.finditer(text))
    if len(found) < FEWEST or _FORECAST.search(text[max(0, found[0].start() - NEAR) : found[-1].end()]):
        return []
    heading = text[: found[0].start()].rstrip("\n").rpartition("\n")[2]
    known = known.narrowed(heading)
    days = [day for each in found if (day := _day(each, known)) is not None]
    if len(days) < len(found) or len(set(days)) < len(days) or (posted and max(days) > posted):
        return []
    if any(each["mm"] and not each["gap"] for each in found) and not _is_strip(days):
        return []
    ends = [*(each.start() for each in found[1:]), len(text)]
    return [
        _draft(each, day, in_title(heading), text[each.end() : end])
        for each, day, end in zip(found, days, ends, strict=True)
    ]


def _day(item: re.Match[str], known: Known) -> date | None:
    month = int(item["m"] or item["mm"] or known.month)
    return known.day(month, int(item["d"] or item["dd"]), int(item["y"] or 0)) if month else None


def _is_strip(days: Sequence[date]) -> bool:
    """Whether days follow each other with few gaps, as they do not where a figure was cut in the wrong place."""
    steps = {1 if one < other else -1 for one, other in pairwise(days)}
    return len(steps) == 1 and abs(days[-1] - days[0]).days < len(days) + GAPS


def _draft(item: re.Match[str], day: date, area: str, behind: str) -> Draft:
    draft = Draft(day=day, area=area, quote=squeeze(item[0]), where="文中")
    draft.take(Head("index"), item["n"] or item["n2"], UNSAID)
    draft.take(Head("grade"), item["g"] or item["g2"], UNSAID)
    named = _TAIL.sub("", _TAIL.sub("", behind.partition("\n\n")[0]))
    if named and len(named) <= LONGEST_TAIL and (primary := primary_of(named)) is not None:
        draft.primary = primary
        draft.offers.add("primary")
    return draft
