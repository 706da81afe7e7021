"""Growth that sentences state: a figure, by how much it changed, and by what percentage; the three must fit (B8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rules.amounts import NUMBER, UNITS, Amount, amount, in_wan
from rules.phrases import clauses

_UNIT = r"(?:亿元|万元|千元|元)"
_MORE = "增加|增长|上升|提高|多|增"
_LESS = "减少|下降|降低|压缩|少|降|减"
_GROWTH = re.compile(
    rf"(?P<label>[一-龥“”、()]{{2,40}}?)(?:为|是|共|共计|合计|总计|安排)?[::]?(?P<this>{NUMBER})(?P<unit>{_UNIT})[,(]?"
    rf"(?:同比|(?:与|比|较)(?P<base>[^,\d]{{0,12}}(?:20\d\d年度?)?[^,\d]{{0,14}}?)(?:(?P<last>{NUMBER})(?P<last_unit>{_UNIT}))?"
    rf"(?:相比|比较)?)?,?[各均]?(?P<way>{_MORE}|{_LESS})(?:了|额|数)?(?P<change>{NUMBER})(?P<change_unit>{_UNIT})"
    rf"(?:[,、(]{{0,2}}(?:同比)?(?:{_MORE}|{_LESS}|增幅|降幅)(?:了|率|幅度)?(?:约|为)?(?P<percent>\d{{1,6}}(?:\.\d+)?)%)?"
    rf"(?:[(](?:上年|20\d\d年)[一-龥]{{0,10}}(?P<after>{NUMBER})(?P<after_unit>{_UNIT})[)])?"
)
_AMOUNT = re.compile(rf"(?:{NUMBER}){_UNIT}")
_OF_CHANGE = re.compile(rf"(?:{_MORE}|{_LESS})(?:了|额|数)?$")


@dataclass(frozen=True)
class Growth:
    """A figure, its signed change and, where stated, last year's figure and the signed percentage, of one sentence."""

    label: str
    this: Amount
    change: Amount
    last: Amount | None
    percent: Decimal | None
    quote: str
    base: str = ""

    @property
    def true_change(self) -> Decimal | None:
        """This year less last year in 万元, where the sentence gives both."""
        return None if self.last is None else in_wan(self.this, "") - in_wan(self.last, "")

    @property
    def range(self) -> tuple[Decimal, Decimal] | None:
        """The smallest and largest percentage that figure and change give within their rounding; None where last year was nothing."""
        this, change = in_wan(self.this, ""), in_wan(self.change, "")
        slack = self.change.step * UNITS[self.change.unit] / 2
        loose = slack + self.this.step * UNITS[self.this.unit] / 2
        base, gap = this - change, abs(change)
        if base - loose <= 0:
            return None
        return max(gap - slack, Decimal(0)) / (base + loose) * 100, (gap + slack) / (base - loose) * 100

    @property
    def holds(self) -> bool:
        """Whether its parts fit each other."""
        return self.adds_up and self.follows

    @property
    def adds_up(self) -> bool:
        """Whether last year and the change give this year, within rounding."""
        true = self.true_change
        figures = [each for each in (self.this, self.change, self.last) if each is not None]
        loose = sum((each.step * UNITS[each.unit] for each in figures), Decimal(0)) / 2
        return true is None or abs(true - in_wan(self.change, "")) <= loose

    @property
    def follows(self) -> bool:
        """Whether the percentage follows from the figures, within rounding and one more last digit."""
        limits = self.range
        if self.percent is None or limits is None:
            return True
        step = Decimal(1).scaleb(min(int(self.percent.as_tuple().exponent), 0))
        return limits[0] - step <= abs(self.percent) <= limits[1] + step


def growths(text: str) -> Iterator[Growth]:
    """Every growth that the sentences of a text state with figure and change, and last year's figure or a percentage."""
    for clause in clauses(text):
        for match in _GROWTH.finditer(clause) if "元" in clause else ():
            this, change = amount(match["this"] + match["unit"]), amount(match["change"] + match["change_unit"])
            last = amount(match["last"] + match["last_unit"]) if match["last"] else None
            last = amount(match["after"] + match["after_unit"]) if match["after"] else last
            if this is None or change is None or not (change.value and this.unit) or _OF_CHANGE.search(match["label"]):
                continue
            if match["percent"] or last:
                sign = -1 if match["way"] in _LESS.split("|") else 1
                signed = Amount(sign * change.value, change.unit, change.raw)
                percent = sign * Decimal(match["percent"]) if match["percent"] else None
                label = re.sub("^年度?", "", match["label"])[-30:]
                growth = Growth(label, this, signed, last, percent, match[0], match["base"] or "")
                yield next((each for each in _readings(growth, clause[: match.start("this")]) if each.holds), growth)


def _readings(growth: Growth, before: str) -> Iterator[Growth]:
    """The growth, and what it would be of each amount said before in the sentence: 总计…，其中…，比上年增加…."""
    yield growth
    for match in _AMOUNT.finditer(before):
        this = amount(match[0])
        if this is not None and this.unit and growth.last is None:
            yield replace(growth, this=this)
