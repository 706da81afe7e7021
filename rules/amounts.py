"""Amounts of money as officials write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from rules.phrases import squeeze

UNITS = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "万元": Decimal(1), "亿元": Decimal(10000)}
DASHES = frozenset(("-", "--", "---", "—", "——", "/", "–", "一", "无", "零", "没有", "不涉及", "未发生", "未安排"))
_UNIT = r"(?:亿元|万元|千元|元)"
NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|零"
_AMOUNT = re.compile(rf"^(?:人民币)?({NUMBER})({_UNIT})?(?:整)?$")
_STATED = re.compile(rf"(?:金额|计量|货币)?单位(?:名称)?[::]?(?:人民币)?({_UNIT})|[((]({_UNIT})[))]|以({_UNIT})为单位")


@dataclass(frozen=True)
class Amount:
    """A figure as printed. `value` is in the printed unit; `unit` is "" when the cell states none."""

    value: Decimal
    unit: str = ""
    raw: str = ""

    @property
    def step(self) -> Decimal:
        """One unit of the last printed digit."""
        exponent = self.value.as_tuple().exponent
        return Decimal(1).scaleb(int(exponent)) if isinstance(exponent, int) and exponent < 0 else Decimal(1)


def amount(cell: str) -> Amount | None:
    """The amount that a cell holds: digits in any width, grouped or not, a dash or a word for nothing as 0.

    None for a blank cell and for anything that is no amount.
    """
    text = squeeze(cell).replace(",", ",").replace("．", ".")
    if text in DASHES:
        return Amount(Decimal(0), "", cell.strip())
    match = _AMOUNT.match(text)
    if match is None:
        return None
    digits = match[1].replace(",", "")
    return Amount(Decimal(0) if digits == "零" else Decimal(digits), match[2] or "", cell.strip())


def stated_unit(text: str) -> str:
    """The unit that a text states for what follows (单位：万元), or ""."""
    match = _STATED.search(squeeze(text))
    return next((group for group in match.groups() if group), "") if match else ""


def tolerance(*amounts: Amount) -> Decimal:
    """How far a printed sum may differ from its printed parts: half a last digit for each number, the sum included."""
    step = min((item.step for item in amounts), default=Decimal(1))
    return step / 2 * len(amounts)
