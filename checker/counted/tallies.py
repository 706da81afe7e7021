"""The talks, answers, powers and charts of a year, each once, out of the lines of its months."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from checker.counted.told import Line, Tally, What
from checker.counted.words import core
from crawler.period import Period
from crawler.scope import address_key
from crawler.snapshot import Place
from rules.hearing import held
from rules.interaction.interviews import WORDS

Told = Mapping[Period, Sequence[Line]]
LookedFor = Mapping[Period, Iterable[tuple[What, str, Place]]]
LASTING = frozenset((What.INTERVIEW, What.REPLY))  # what happened once and stays so, whether or not it is still shown


def tallies(year: int, told: Told, looked: LookedFor) -> dict[What, Tally]:
    """The tallies of a year: of what happens all that any month shows, of what stands there the last month of each site."""
    months = {period: lines for period, lines in sorted(told.items()) if period.year == year}
    sites = {what: {site[1:] for each in looked.values() for site in each if site[0] is what} for what in What}
    return {
        what: Tally(
            what,
            year,
            tuple(_happened(what, year, months) if what in LASTING else _standing(what, months, looked)),
            len(sites[what]),
        )
        for what in What
    }


def _happened(what: What, year: int, months: Told) -> Iterable[Line]:
    """The talks held and the letters answered in a year, each once; an announcement and the record of a talk are one.

    A letter is answered when any month shows the answer.
    """
    found: dict[Hashable, Line] = {}
    for lines in months.values():
        for each in lines:
            if each.what is what and each.day is not None and each.day.year == year:
                key = _talk(each) if what is What.INTERVIEW else _letter(each)
                known = found.get(key)
                found[key] = each if known is None or (each.is_met and not known.is_met) else known
    return found.values()


def _talk(line: Line) -> Hashable:
    return held.core(line.title, WORDS) or line.cited.url


def _letter(line: Line) -> Hashable:
    return line.department, address_key(line.cited.url), core(line.title)


def _standing(what: What, months: Told, looked: LookedFor) -> Iterable[Line]:
    """What each site shows in the last month in which it was looked at."""
    last = {site[1:]: period for period in sorted(months) for site in looked.get(period, ()) if site[0] is what}
    found: dict[Hashable, Line] = {}
    for period, lines in months.items():
        for each in lines:
            if each.what is what and last.get((each.department, each.place)) == period:
                found.setdefault(
                    (each.department, each.place, core(each.title), each.cited.url if what is What.CHART else ""), each
                )
    return found.values()
