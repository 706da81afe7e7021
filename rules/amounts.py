"""Amounts of money as officials write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from rules.numerals import numeral
from rules.phrases import squeeze

UNITS = {
    "元": Decimal("0.0001"),
    "百元": Decimal("0.01"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "亿元": Decimal(10000),
}
DASHES = frozenset(("-", "--", "---", "—", "——", "/", "–", "一", "无", "零", "没有", "不涉及", "未发生", "未安排"))
_DASH = re.compile(r"[-—–―─━−]{1,6}|[/\\]{1,2}|[〇○]")
_NOTHING = re.compile(
    r"(?:本年|今年|本单位|本部门)?(?:(?:无|没有)(?:此项|该项|相关)?|(?:未|不)(?:安排|涉及|发生|列支|产生))(?:支出|预算|费用|经费|安排|计划|发生)?"
)
_UNIT = r"(?:百万元|亿元|万元|千元|百元|元)"
NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|零"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?"
_ABOUT = r"(?:人民币|大约|约为|约|共计|[¥￥])*"
_AMOUNT = re.compile(rf"{_ABOUT}([-+−]?)([(]?)([-+−]?)({_DIGITS})([)]?)({_UNIT}|[万亿](?!元))?([)]?)整?[。;,.]?")
_WORDS = re.compile(rf"{_ABOUT}([^\d\s]{{1,24}}?)(亿元|万元|元)整?")
_BRACKETED = re.compile(rf"[(]({_UNIT})[)]$")
_STATED = re.compile(
    rf"(?:金额|计量|货币)?单位(?:名称)?[:(为是均]{{0,3}}(?:人民币|[个辆人台次]、|批次?、)*[)]?[:]?({_UNIT})"
    rf"|[(](?:人民币)?({_UNIT})[)]|以({_UNIT})为单位"
)
_APART = re.compile(r"\d\s+\d")


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
    """The amount that a cell holds: digits in any width, grouped or not, Chinese numerals with a unit.

    Brackets around it mean less than nothing; a dash or a word for nothing is 0. None for a blank cell, for two numbers
    in one cell, for a percentage and for anything else that is no amount.
    """
    raw = cell.strip()
    text = _BRACKETED.sub(r"\1", squeeze(raw))
    if not text or len(text) > 40 or text in UNITS:
        return None
    if text in DASHES or _DASH.fullmatch(text) or _NOTHING.fullmatch(text):
        return Amount(Decimal(0), "", raw)
    match = _AMOUNT.fullmatch(text)
    if match is None or not match[4]:
        return _in_words(text, raw)
    before, opened, inside, digits, closed, unit, after = match.groups()
    if bool(opened) != (bool(closed) != bool(after)) or (closed and after) or not _is_one_number(raw):
        return None
    value = Decimal(digits.replace(",", ""))
    less = (before or inside) in ("-", "−") or bool(opened)
    return Amount(-value if less and value else value, _full(unit or ""), raw)


def _is_one_number(raw: str) -> bool:
    """Whether a cell that holds only digits holds one number: no gap between digits, no ①, ² or ½ taken for a digit."""
    odd = (letter for letter in raw if unicodedata.category(letter) in ("Nd", "Nl", "No"))
    return not _APART.search(raw) and all(letter in "0123456789０１２３４５６７８９" for letter in odd)


def _full(unit: str) -> str:
    return unit if not unit or unit.endswith("元") else unit + "元"


def _in_words(text: str, raw: str) -> Amount | None:
    match = _WORDS.fullmatch(text)
    value = numeral(match[1]) if match else None
    return Amount(value, match[2], raw) if match and value is not None else None


def stated_unit(text: str) -> str:
    """The unit that a text states for what follows (单位：万元), or ""."""
    match = _STATED.search(squeeze(text))
    return next((group for group in match.groups() if group), "") if match else ""


def in_wan(item: Amount, unit: str) -> Decimal:
    """The value of an amount in 万元, by its own unit, else by `unit`; as printed when neither is known."""
    return item.value * UNITS.get(item.unit or unit, Decimal(1))


def tolerance(*amounts: Amount) -> Decimal:
    """How far a printed sum may differ from its printed parts: half a last digit for each number, the sum included."""
    step = min((item.step for item in amounts), default=Decimal(1))
    return step / 2 * len(amounts)
