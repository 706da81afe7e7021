"""By which standards a bulletin may have been made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from rules.air.bulletin import Bulletin
from rules.air.standards import Standard, possible

OLD_WORDS, NEW_WORDS = ("轻微污染", "中度重污染"), ("严重污染",)
NEW_ITEMS = ("PM2.5", "O3:8h", "CO")


def shown_kind(bulletin: Bulletin) -> str:
    """API or AQI by what only one of them has: pollutants, levels, words, colours; "" when nothing tells, or both."""
    old = bool(bulletin.sub) or bulletin.grade in OLD_WORDS
    new = any(item in bulletin.measured and bulletin.measured[item].is_stated for item in NEW_ITEMS)
    new = new or bulletin.grade in NEW_WORDS or bulletin.level == 6 or any(p == "PM2.5" for p in bulletin.primary or ())
    return "" if old == new else "API" if old else "AQI"


def usual_kind(bulletins: Iterable[Bulletin]) -> str:
    """The index that a place publishes, where all its bulletins that tell say the same; else ""."""
    told = {bulletin.kind or shown_kind(bulletin) for bulletin in bulletins} - {""}
    return told.pop() if len(told) == 1 else ""


def candidates(bulletin: Bulletin, usual: str = "") -> tuple[Standard, ...]:
    """The standards that may hold for a bulletin, the likeliest first; never empty for a day since 2000.

    What it calls its index counts, unless what it shows contradicts; what the place usually publishes where neither tells.
    The day whose hours were measured may still have had another standard than the day that names the bulletin.
    """
    shown = shown_kind(bulletin)
    contradicts = bulletin.kind != "" and shown not in ("", bulletin.kind)
    kind = "" if contradicts else bulletin.kind or shown or usual
    found = {each.id: each for day in _days(bulletin) for each in possible(day, kind) or possible(day)}
    return tuple(found.values())


def _days(bulletin: Bulletin) -> tuple[date, ...]:
    before = bulletin.day - timedelta(days=1)
    return (bulletin.day, bulletin.covers or before) if bulletin.covers or _starts(bulletin.day) else (bulletin.day,)


def _starts(day: date) -> bool:
    return any(each.first == day for each in possible(day))
