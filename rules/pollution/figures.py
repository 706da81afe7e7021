"""What was measured, what was allowed, and how the two compare: in exact decimals, and only where that is sure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from rules.phrases import squeeze

_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_POWER = re.compile(rf"({_NUMBER})(?:[×xX*]10(?:\^|\*\*)?|[eE][+]?0?)([1-9])(?!\d)")
_CODES = re.compile(
    r"(?:GB|DB|HJ|CJ|YC|NY)[/TZ]*\d+(?:[./]\d+)?(?:[-—–]+(?:19|20)\d\d)?|表\d+|第?[一二三四123]级(?:标准)?[A-Da-d]?(?:标准)?",
    re.IGNORECASE,
)
_UNITS = re.compile(
    r"(?:毫克|微克|[mμun]?g|个|mpn|cfu|kg)/(?:升|立方米|标立方米|100ml|l|ml|nm3|m3|h)|无量纲|稀释倍数|倍|度|级|%",
    re.IGNORECASE,
)
_BELOW = re.compile(
    rf"(?:[<＜]|小于|低于|未检出[(]?[<]?)({_NUMBER})[)]?|({_NUMBER})[lL](?:[(].*[)])?|({_NUMBER})[(]?ND[)]?|ND[(<]*({_NUMBER})[)]?"
)
_NOTHING = re.compile(r"(?:未检出|未检测出|检不出|ND|n\.d\.?|<检出限|低于检出限|低于检测限|L)", re.IGNORECASE)
_RANGE = re.compile(rf"[(]?({_NUMBER})[)]?(?:[-—–~～至]+|--)({_NUMBER})")
_UP_TO = re.compile(rf"(?:[≤<≦]=?|不大于|不高于|不超过|小于等于?)?({_NUMBER})")
_AT_LEAST = re.compile(rf"(?:[≥>≧]=?|不小于|不低于|大于等于?)({_NUMBER})")
_EITHER = re.compile(rf"[≤<]?({_NUMBER})(?:[(/][≤<]?({_NUMBER})[)]?)")
ENDLESS = Decimal("1e30")


@dataclass(frozen=True)
class Measured:
    """A measured figure: it lies between `low` and `high`, both included; they are alike for a plain number."""

    low: Decimal
    high: Decimal

    @property
    def is_plain(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


@dataclass(frozen=True)
class Limit:
    """What is allowed: from `low` to `high`. `lenient` is the highest that any reading of the cell allows: 5(8) is 5 or 8."""

    low: Decimal
    high: Decimal
    lenient: Decimal


def measured(cell: str) -> Measured | None:
    """The figure of a cell; None for what is none, such as 停产, a dash or two numbers without a sign between them.

    What was not detected lies between nothing and its limit of detection; where that is not told it counts as nothing.
    """
    text = _plain(cell)
    if _NOTHING.fullmatch(text):
        return Measured(Decimal(0), Decimal(0))
    if found := _BELOW.fullmatch(text):
        top = _decimal(next(filter(None, found.groups())))
        return Measured(Decimal(0), top)
    if found := _RANGE.fullmatch(text):
        low, high = _decimal(found[1]), _decimal(found[2])
        return Measured(low, high) if low <= high else None
    if found := re.fullmatch(rf"[>≥]({_NUMBER})", text):
        return Measured(_decimal(found[1]), ENDLESS)
    return Measured(_decimal(text), _decimal(text)) if re.fullmatch(_NUMBER, text) else None


def limit(cell: str) -> Limit | None:
    """What a cell allows: up to a number, at least one, or within a range; None where that cannot be told."""
    text = _plain(_CODES.sub("", squeeze(cell)))
    if found := _RANGE.fullmatch(text):
        low, high = _decimal(found[1]), _decimal(found[2])
        return Limit(low, high, high) if low < high else None
    if found := _AT_LEAST.fullmatch(text):
        return Limit(_decimal(found[1]), ENDLESS, ENDLESS)
    if found := _EITHER.fullmatch(text):
        tops = sorted((_decimal(found[1]), _decimal(found[2])))
        return Limit(Decimal(0), tops[0], tops[1])
    found = _UP_TO.fullmatch(text)
    top = _decimal(found[1]) if found else None
    return Limit(Decimal(0), top, top) if top is not None and top > 0 else None


def is_over(figure: Measured, allowed: Limit) -> bool | None:
    """Whether a figure surely is outside of what is allowed, or surely within; None where neither is sure."""
    if figure.low > allowed.lenient or figure.high < allowed.low:
        return True
    if figure.low >= allowed.low and figure.high <= allowed.high:
        return False
    if figure.is_plain or allowed.low == 0:
        return None
    return True if figure.high > allowed.lenient and figure.high < ENDLESS else None


def multiple(cell: str) -> Decimal | None:
    """The multiple that a cell prints (1.5, 1.5倍, 0.35), as printed; None for a dash, a blank or anything else."""
    found = re.fullmatch(rf"(?:超标)?({_NUMBER})倍?", _plain(cell, keep="倍"))
    return Decimal(found[1].replace(",", "")) if found else None


def exact_multiple(figure: Measured, allowed: Limit) -> Decimal | None:
    """By how many times its limit a figure is over it: (C - L) / L; None where that is not one number."""
    one_limit = allowed.low == 0 and allowed.high == allowed.lenient and 0 < allowed.high < ENDLESS
    if not figure.is_plain or not one_limit or figure.high <= allowed.high:
        return None
    return (figure.high - allowed.high) / allowed.high


def step_of(printed: Decimal) -> Decimal:
    """One unit of the last printed digit."""
    exponent = printed.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)


def _plain(cell: str, keep: str = "") -> str:
    """A squeezed cell without units and with powers of ten written out."""
    text = squeeze(cell).replace("³", "3").rstrip("。.,;*#")
    text = _POWER.sub(lambda match: format(_decimal(match[1]).scaleb(int(match[2])), "f"), text)
    return text if keep else _UNITS.sub("", text).strip(":")


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))
