"""What a scheme has inspectors look for where no crawler comes: in a newspaper, on a board, at a counter (实地事项)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crawler.period import Period
from crawler.roster import KINDS

CYCLES: Mapping[str, int] = {"weekly": 0, "monthly": 1, "quarterly": 3, "yearly": 12}  # in months
TEXTS = ("title", "where", "asks")  # that every matter says
KEYS = frozenset(("id", *TEXTS, "applies_to", "cycle", "source"))
Complaint = tuple[str, str, dict[str, str]]  # what, remedy, values


@dataclass(frozen=True)
class Span:
    """The days of one cycle: what is owed once in each."""

    first: date
    last: date


@dataclass(frozen=True)
class OnSite:
    """A duty that only a person can check: `where` it is owed and what the inspector `asks`; once in each `cycle`."""

    id: str
    title: str
    where: str
    asks: str
    cycle: str
    applies_to: frozenset[str]
    source: str = ""

    def binds(self, kinds: frozenset[str]) -> bool:
        """Whether a department of these kinds owes this."""
        return bool(self.applies_to & kinds)

    def spans(self, period: Period) -> Iterator[Span]:
        """The cycles that end in a month, in order: every Monday to Sunday, the month, or the quarter or year that it closes.

        So each cycle belongs to one month, the one in which it can first be looked at as a whole.
        """
        if self.cycle == "weekly":
            yield from (Span(day - timedelta(6), day) for day in period.days() if day.isoweekday() == 7)
        elif period.month % CYCLES[self.cycle] == 0:
            yield Span(period.shift(1 - CYCLES[self.cycle]).first, period.last)

    def key(self, department: str, span: Span) -> str:
        """What names a department's line for ever."""
        return f"onsite/{department}/{self.id}/{span.first}"


def on_site(entry: Mapping[str, Any]) -> OnSite:
    """The matter that a scheme writes as a table, in which there are no faults."""
    return OnSite(
        id=entry["id"],
        title=entry["title"],
        where=entry["where"],
        asks=entry["asks"],
        cycle=entry["cycle"],
        applies_to=frozenset(entry["applies_to"]),
        source=entry.get("source", ""),
    )


def on_site_faults(entry: Mapping[str, Any]) -> Iterator[Complaint]:
    """What is wrong with such a table: what, remedy, and the values of both."""
    for key in sorted(set(entry) - KEYS):
        yield "不认识的项“{key}”", "请删除或改正拼写", {"key": key}
    for key in TEXTS:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            yield "缺少“{key}”或不是文字", "请写明事项名称 title、登载处 where 和查什么 asks", {"key": key}
    if entry.get("cycle") not in tuple(CYCLES):
        yield "周期 cycle 不对", "可用的周期：{known}", {"known": " ".join(CYCLES)}
    kinds = entry.get("applies_to")
    if not isinstance(kinds, list) or not kinds or not set(map(str, kinds)) <= KINDS:
        yield "适用类别 applies_to 不对", "可用的类别：{known}", {"known": " ".join(sorted(KINDS))}
    if not isinstance(entry.get("source", ""), str):
        yield "“{key}”应是文字", "请写明依据，或删去", {"key": "source"}
