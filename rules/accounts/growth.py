"""Growth that sentences state: a figure, by how much it changed, and by what percentage; the three must fit (B8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rules.amounts import NUMBER, UNITS, Amount, amount
from rules.phrases import clauses

_UNIT = r"(?:亿元|万元|千元|元)"
_MORE = "增加|增长|上升|提高|多|增"
_LESS = "减少|下降|降低|压缩|少|降|减"
_GROWTH = re.compile(
    rf"(?P<label>[一-龥“”、()]{{2,40}}?)(?:为|是|共|共计|合计|总计|安排)?[::]?(?P<this>{NUMBER})(?P<unit>{_UNIT})"
    rf"(?P<between>[,,(]?(?:其中)?[,,]?)(?:与|比|较)(?P<base>[^,,\d]{{0,12}}(?:20\d\d年)?[^,,\d]{{0,14}}?)(?:相比|比较)?[,,]?"
    rf"(?P<way>{_MORE}|{_LESS})(?:了|额|数)?(?P<change>{NUMBER})(?P<change_unit>{_UNIT})"
    rf"[,,、(]{{0,2}}(?P<again>{_MORE}|{_LESS}|增幅|降幅)(?:了|率|幅度)?(?:约|为)?(?P<percent>\d{{1,6}}(?:\.\d+)?)%"
)


@dataclass(frozen=True)
class Growth:
    """A figure, its signed change and its signed percentage, as one sentence states them."""

    label: str
    this: Amount
    change: Amount
    percent: Decimal
    quote: str

    @property
    def range(self) -> tuple[Decimal, Decimal] | None:
        """The smallest and largest percentage that figure and change give within their rounding; None where last year was nothing."""
        this, change = (each.value * UNITS[each.unit] for each in (self.this, self.change))
        slack = self.change.step * UNITS[self.change.unit] / 2
        loose = slack + self.this.step * UNITS[self.this.unit] / 2
        base, gap = this - change, abs(change)
        if base - loose <= 0:
            return None
        return max(gap - slack, Decimal(0)) / (base + loose) * 100, (gap + slack) / (base - loose) * 100

    @property
    def holds(self) -> bool:
        """Whether the percentage follows from the figures, within rounding and one more last digit."""
        limits = self.range
        step = Decimal(1).scaleb(min(int(self.percent.as_tuple().exponent), 0))
        return limits is None or limits[0] - step <= abs(self.percent) <= limits[1] + step


def growths(text: str) -> Iterator[Growth]:
    """Every growth that the sentences of a text state with figure, change and percentage."""
    for clause in clauses(text):
        for match in _GROWTH.finditer(clause) if "%" in clause else ():
            this, change = amount(match["this"] + match["unit"]), amount(match["change"] + match["change_unit"])
            sign = -1 if match["way"] in _LESS.split("|") else 1
            if this is None or change is None or not change.value:
                continue
            signed = Amount(sign * change.value, change.unit, change.raw)
            yield Growth(match["label"][-30:], this, signed, sign * Decimal(match["percent"]), match[0])
