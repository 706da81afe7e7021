"""Gathers the numbers of one span and one area as a text goes on; another span, area or value begins a new tally."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from rules.air.period.labels import BADS, DAYS, GOOD, HEAVY, VALID, grade_word
from rules.air.period.value import Share, Span, Tally
from rules.air.standards import possible

AQI_BAD = frozenset(("轻度污染", "中度污染", "重度污染", "严重污染"))
API_BAD = frozenset(("轻微污染", "轻度污染", "中度污染", "中度重污染", "重污染"))
LEVELS_BAD = frozenset(("三级", "四级", "五级"))


@dataclass
class Gathering:
    """The tally that is being told, and those that are done."""

    _tally: Tally | None = None
    _done: list[Tally] = field(default_factory=list)

    def at(self, span: Span, area: str, named: bool) -> None:
        """Says of what the next number speaks."""
        now = self._tally
        if now is None or (now.span, now.area) != (span, area):
            self._begin(Tally(span, area, is_named=named, is_average=area.startswith("各")))

    def count(self, label: str, number: int, quote: str, share: Share | None = None) -> None:
        """Adds a number of days, with the share that stands behind it."""
        kind = kind_of(label)
        if kind == "heavy":
            return
        word = grade_word(label) if kind == "grade" else ""
        if word == "重污染" and all(each.index == "AQI" for each in possible(self._last())):
            return  # 重度 and 严重 together, since 2016
        if word:
            self._add("by_grade", word, number, quote)
        else:
            self._set(kind, number, quote)
        if share is not None:
            self.rate(label, share, quote) if kind == "good" else self.share(word or kind, share, quote)

    def rate(self, label: str, share: Share, quote: str, mean: bool = False) -> None:
        """Adds the share of good days, or of the others."""
        if kind_of(label) != "good":
            self.share("bad", share, quote)
            return
        self._set("rate", share, quote)
        if mean and self._tally is not None:
            self._tally = replace(self._tally, is_average=True)

    def share(self, word: str, share: Share, quote: str) -> None:
        """Adds the share of a grade."""
        self._add("shares", word, share, quote)

    def index(self, numbers: tuple[int, ...], grade: str, quote: str) -> None:
        """Adds what is said of the index of the whole span, with the grade that is named beside it."""
        self._set("index", numbers, quote)
        if self._tally is not None and grade:
            self._tally = replace(self._tally, grade=grade)

    def none_bad(self, quote: str) -> None:
        """Adds that no day was worse than 良."""
        tally = self._tally
        if tally is not None and not any(tally.by_grade.get(word) for word in AQI_BAD | API_BAD):
            self._tally = replace(
                tally, by_grade={**dict.fromkeys(AQI_BAD, 0), **tally.by_grade}, quotes=_with(tally, quote)
            )

    def done(self) -> list[Tally]:
        """All tallies that say anything."""
        self._begin(None)
        return self._done

    def _begin(self, tally: Tally | None) -> None:
        if self._tally is not None and self._tally.says_anything:
            self._done.append(replace(self._tally, is_listed=is_listed(self._tally)))
        self._tally = tally

    def _afresh(self, tally: Tally) -> Tally:
        fresh = Tally(tally.span, tally.area, is_named=tally.is_named, is_average=tally.area.startswith("各"))
        self._begin(fresh)
        return fresh

    def _set(self, name: str, value: object, quote: str) -> None:
        tally = self._tally
        if tally is not None:
            told = tally if getattr(tally, name) in (None, (), value) else self._afresh(tally)
            self._tally = replace(told, quotes=_with(told, quote), **{name: value})  # type: ignore[arg-type]

    def _add(self, name: str, word: str, value: object, quote: str) -> None:
        tally = self._tally
        if tally is not None:
            told = tally if getattr(tally, name).get(word, value) == value else self._afresh(tally)
            every = {**getattr(told, name), word: value}
            self._tally = replace(told, quotes=_with(told, quote), **{name: every})  # type: ignore[arg-type]

    def _last(self) -> date:
        return self._tally.span.last if self._tally else date.max


def _with(tally: Tally, quote: str) -> tuple[str, ...]:
    return tally.quotes if quote in tally.quotes else (*tally.quotes, quote)


def kind_of(label: str) -> str:
    """What a label in a sentence counts."""
    for pattern, kind in (
        (VALID, "valid"),
        (HEAVY, "heavy"),
        (rf"{GOOD}|优良|良好(?=天数)", "good"),
        (DAYS, "days"),
        (BADS, "bad"),
    ):
        if re.match(pattern, label):
            return kind
    return "grade"


def is_listed(tally: Tally) -> bool:
    """Whether the grades are told to the end: 优, 良 and every one above them."""
    told = set(tally.by_grade)
    return {"优", "良"} <= told and any(all_bad <= told for all_bad in (AQI_BAD, API_BAD, LEVELS_BAD))
