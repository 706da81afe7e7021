"""What a scheme has inspectors look for where no crawler comes: in a newspaper, on a board, at a counter (实地事项)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from checker.indicator import Standing, number, numbers
from checker.returns_form import UNSEEN
from checker.returns_words import folded
from crawler.period import Period
from crawler.roster import KINDS

YEAR_END = "year-end"
CYCLES: Mapping[str, int] = {"weekly": 0, "monthly": 1, "quarterly": 3, "yearly": 12, YEAR_END: 12}  # in months
TEXTS = ("title", "where", "asks")  # that every matter says
KEYS = frozenset(("id", *TEXTS, "applies_to", "cycle", "source", "points", "answers", "stated", "unverified"))
Complaint = tuple[str, str, Mapping[str, Sequence[str]]]  # what, remedy, values


@dataclass(frozen=True)
class Span:
    """The days of one cycle: what is owed once in each."""

    first: date
    last: date


@dataclass(frozen=True)
class OnSite:
    """A duty that only a person can check: `where` it is owed and what the inspector `asks`; once in each `cycle`.

    It is marked with one of its `answers`, each worth its points, or, where there are none, with a number from 0 to `points`.
    What is owed at the year's end belongs to the year-end inspection, all else to the months.
    """

    id: str
    title: str
    where: str
    asks: str
    cycle: str
    applies_to: frozenset[str]
    source: str = ""
    points: Decimal = Decimal(0)
    answers: Mapping[str, Decimal] = field(default_factory=dict)
    stated: frozenset[str] = frozenset()
    unverified: frozenset[str] = frozenset()

    def binds(self, kinds: frozenset[str]) -> bool:
        """Whether a department of these kinds owes this."""
        return bool(self.applies_to & kinds)

    def standing(self, name: str) -> Standing:
        """How sure a number is."""
        if name in self.stated:
            return Standing.STATED
        return Standing.UNVERIFIED if name in self.unverified else Standing.PROPOSED

    def spans(self, period: Period) -> Iterator[Span]:
        """The cycles that end in a month, in order: every Monday to Sunday, the month, or the quarter or year that it closes.

        So each cycle belongs to one month, the one in which it can first be looked at as a whole. Of what is owed at the year's
        end there are none: `year_end` gives its days.
        """
        if self.cycle == "weekly":
            yield from (Span(day - timedelta(6), day) for day in period.days() if day.isoweekday() == 7)
        elif self.cycle != YEAR_END and period.month % CYCLES[self.cycle] == 0:
            yield Span(period.shift(1 - CYCLES[self.cycle]).first, period.last)

    def year_end(self, year: int) -> Iterator[Span]:
        """The year, where the matter is one of the year-end inspection."""
        if self.cycle == YEAR_END:
            yield Span(date(year, 1, 1), date(year, 12, 31))

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
        points=Decimal(entry["points"]),
        answers=MappingProxyType({answer: Decimal(worth) for answer, worth in entry.get("answers", {}).items()}),
        stated=frozenset(entry.get("stated", ())),
        unverified=frozenset(entry.get("unverified", ())),
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
    yield from _mark_faults(entry)
    yield from standing_faults(entry)


def _mark_faults(entry: Mapping[str, Any]) -> Iterator[Complaint]:
    points, answers = number(entry.get("points")), entry.get("answers", {})
    if points is None or points <= 0:
        yield "分值 points 应是正数", "请写正数，例如 points = 10", {}
        return
    worths = [number(worth) for worth in answers.values()] if isinstance(answers, dict) else [None]
    if any(worth is None or not 0 <= worth <= points for worth in worths) or (answers and points not in worths):
        remedy = "每个答案写一个分数，从 0 到 {points}，最好的答案得满分；按分数打分的删去这一项"
        yield "可选的答案 answers 不对", remedy, {"points": str(points)}
    met = {folded(UNSEEN)}
    for answer in answers if isinstance(answers, dict) else ():
        if not folded(answer) or folded(answer) in met:
            remedy = "答案不能空白，也不能只有空格、大小写或全角半角不同；“{unseen}”不用写，每项都可以选"
            yield "答案“{answer}”认不出来", remedy, {"answer": answer, "unseen": UNSEEN}
        met.add(folded(answer))


def standing_faults(entry: Mapping[str, Any]) -> Iterator[Complaint]:
    """What is wrong with the names of the numbers that are stated, or unverified."""
    known = numbers(entry)
    for key in ("stated", "unverified"):
        given = entry.get(key, [])
        wrong = [str(name) for name in given if str(name) not in known] if isinstance(given, list) else [str(given)]
        if wrong:
            values = {"key": key, "names": " ".join(wrong), "known": " ".join(known)}
            yield "“{key}”中没有这样的数：{names}", "可写的有：{known}", values
    both = [set(map(str, entry[key])) for key in ("stated", "unverified") if isinstance(entry.get(key), list)]
    if len(both) == 2 and both[0] & both[1]:
        values = {"names": " ".join(sorted(map(str, both[0] & both[1])))}
        yield "同一个数不能既是明文又未核实：{names}", "请从 stated 或 unverified 中删去", values
