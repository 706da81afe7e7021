"""Rates of limits kept (达标率), as tables and sentences state them with the parts that they are reckoned from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from rules.phrases import squeeze
from rules.pollution.counting import MET, OVER, STOPPED, UNMEASURED, Counted, Sentence
from rules.pollution.figures import step_of
from rules.pollution.monitored import Monitored, Sheet

_RATE = re.compile(r"达标率(?:均|分别|全部)?(?:为|达到?了?|是|:|在)?((?:\d++(?:\.\d++)?+%?[、,和及]*+)+)%")
_PERCENT = re.compile(r"\d+(?:\.\d+)?")
_COUNT = re.compile(r"(\d{1,5})(?:家|次|个|座|家次|项次|厂次)?")
_AVERAGE = re.compile("综合达标率|平均达标率")


@dataclass(frozen=True)
class Rate:
    """A rate as printed, in percent, and the pairs of numbers (kept, measured) that it may be reckoned from."""

    printed: Decimal
    pairs: tuple[tuple[int, int], ...]
    is_average: bool = False
    words: str = ""

    @property
    def agrees(self) -> bool:
        """Whether it is what one of the pairs gives, rounded to its own digits."""
        return any(
            abs(Fraction(self.printed) - _percent(*pair)) <= Fraction(step_of(self.printed)) / 2 for pair in self.pairs
        )

    @property
    def is_cut(self) -> bool:
        """Whether it is what one of the pairs gives, with its last digits cut off."""
        cut = (_decimal(_percent(*pair)).quantize(step_of(self.printed), rounding=ROUND_DOWN) for pair in self.pairs)
        return any(self.printed == each for each in cut)

    @property
    def exact(self) -> str:
        """The rate that the nearest pair gives, to its own digits."""
        step = min(step_of(self.printed), Decimal("0.1"))
        return str(_decimal(_percent(*self.pairs[-1])).quantize(step))


def _percent(met: int, measured: int) -> Fraction:
    return Fraction(100 * met, measured)


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def count_in(cell: str) -> int | None:
    """The number of enterprises or samples that a cell holds; None for a dash or anything else."""
    found = _COUNT.fullmatch(squeeze(cell).replace(",", ""))
    return int(found[1]) if found else None


def percent_in(cell: str, head_has_sign: bool = True) -> Decimal | None:
    """The percentage that a cell holds; None for a dash, which says that nothing was measured."""
    text = squeeze(cell)
    found = re.fullmatch(r"(\d+(?:\.\d+)?)%?", text)
    return Decimal(found[1]) if found and (head_has_sign or text.endswith("%")) else None


def rate_of_row(row: Monitored, name: str) -> Rate | None:
    """The rate of a row of a table with its parts; None where the row does not give both."""
    cells = row.cells
    printed, measured = percent_in(cells.get("rate", "")), count_in(cells.get("measured_count", ""))
    met, over = count_in(cells.get("met_count", "")), count_in(cells.get("over_count", ""))
    if printed is None or not measured or (met is None and over is None):
        return None
    kept = met if met is not None else measured - (over or 0)
    if not 0 <= kept <= measured:
        return None
    is_fraction = printed <= 1 and "%" not in cells["rate"] and "." in cells["rate"] and kept * 50 > measured
    value = printed * 100 if is_fraction else printed
    return Rate(value, ((kept, measured),), "total" in cells or "综合" in cells.get("group", ""), name)


def rates_in(sentence: Sentence) -> Iterator[Rate]:
    """The rates of a sentence with the counts that stand before each; rates without their parts are left out."""
    start = 0
    for match in _RATE.finditer(sentence.text):
        printed = [Decimal(each) for each in _PERCENT.findall(match[1])]
        before = [each for each in sentence.counts if start <= each.at < match.start()]
        earlier = [each for each in sentence.counts if each.at < start]
        start = match.end()
        is_average = _AVERAGE.search(sentence.text[max(0, match.start() - 4) : match.end()]) is not None
        for value, pairs in _paired(printed, before, earlier):
            yield Rate(value, pairs, is_average, sentence.text[:80])


Pairs = tuple[tuple[int, int], ...]


def _paired(
    printed: Sequence[Decimal], before: Sequence[Counted], earlier: Sequence[Counted]
) -> Iterator[tuple[Decimal, Pairs]]:
    """Each printed rate with the pairs of kept and measured that it may come from; what stopped or was not measured is out."""
    parts = [each for each in before if each.state in (MET, OVER)]
    wholes = [each for each in before if each.state not in (MET, OVER, UNMEASURED, STOPPED)]
    if len(printed) > 1:
        if len(wholes) + len(parts) == len(printed) + 1 and len(parts) <= len(printed):
            total, rest = before[0], before[1:]
            yield from (
                (value, ((each.number, total.number),))
                for value, each in zip(printed, rest, strict=True)
                if each.number <= total.number
            )
        return
    if not parts or not (wholes or earlier) or len({each.state for each in parts}) < len(parts):
        return
    met, over = (next((each for each in parts if each.state == state), None) for state in (MET, OVER))
    out = sum(each.number for each in before if each.state in (STOPPED, UNMEASURED))
    pairs = []
    for whole in (*earlier, *wholes):
        for measured in dict.fromkeys((whole.number, whole.number - out)):
            kept = met.number if met else measured - (over.number if over else 0)
            if 0 <= kept <= measured and measured and whole.by_times == (met or over or whole).by_times:
                pairs.append((kept, measured))
    if pairs and wholes:
        yield printed[0], tuple(pairs)


def whole_rates(text: str) -> bool:
    """Whether words say that all limits were kept."""
    return (
        re.search(
            r"达标率(?:均|全部|都)?(?:为|达到?|是)?100(?:\.0+)?%|(?:均|全部|都)(?:能)?(?:稳定)?(?:实现)?达标|各项[^。]{0,12}均(?:符合|达到)",
            text,
        )
        is not None
    )


def is_of_rates(sheet: Sheet) -> bool:
    """Whether a table gives rates of limits kept, or the counts of them."""
    return "rate" in sheet.roles or {"measured_count", "met_count"} <= sheet.roles
