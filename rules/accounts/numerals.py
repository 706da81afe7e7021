"""Numbers in sentences: digits, or Chinese numerals as in 三十二万五千元."""

from __future__ import annotations

import re
from decimal import Decimal

from rules.amounts import Amount

_DIGITS = dict(
    zip("〇零○一二两三四五六七八九壹贰叁肆伍陆柒捌玖", (0, 0, 0, 1, 2, 2, *range(3, 10), *range(1, 10)), strict=True)
)
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SPOKEN = "[〇零一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"(?:亿元|百万元|万元|千元|元|万(?![元\d一-龥]))"
MONEY = (
    rf"(?<![\d.])(?<!\d[-~万])(?<!超过|不足|低于|高于|至多|不到)(?:[-+]?{NUMBER}{_UNIT}"
    rf"|(?<![数几]){SPOKEN}{{1,7}}万{SPOKEN}{{1,7}}元|(?<![数几]){SPOKEN}{{1,9}}(?:点{SPOKEN}{{1,4}})?{_UNIT})(?!以[上下内]|左右|多|余|/|每)"
)
_SUM = re.compile(rf"(?P<number>.+?)(?P<unit>{_UNIT})(?:整)?$")


def spoken(text: str) -> Decimal | None:
    """The number that Chinese numerals write (三十二, 一百零五, 十二点五, 二〇一三); None when they write none."""
    whole, _, part = text.partition("点")
    if not re.fullmatch(f"{SPOKEN}+", whole) or not re.fullmatch(f"{SPOKEN}*", part):
        return None
    value = Decimal(_counted(whole) if set(whole) & set(_TENS) else "".join(str(_DIGITS[each]) for each in whole))
    decimals = "".join(str(_DIGITS.get(each, 0)) for each in part)
    return value + (Decimal(f"0.{decimals}") if decimals else 0)


def _counted(text: str) -> int:
    total = digit = 0
    for each in text:
        if each in _TENS:
            total += (digit if digit or total else 1) * _TENS[each]
            digit = 0
        else:
            digit = _DIGITS[each]
    return total + digit


def number(text: str) -> Decimal | None:
    """The number that digits or Chinese numerals write, with its sign."""
    plain = text.replace(",", "")
    return Decimal(plain) if re.fullmatch(r"[-+]?\d+(?:\.\d+)?", plain) else spoken(text)


def money(text: str) -> Amount | None:
    """The sum that squeezed words such as 1,234.5万元 or 三十二万五千元 write; 万 alone is 万元."""
    mixed = re.fullmatch(rf"({SPOKEN}+)万({SPOKEN}+)元", text)
    if mixed:
        high, low = spoken(mixed[1]), spoken(mixed[2])
        return None if high is None or low is None else Amount(high * 10000 + low, "元", text)
    match = _SUM.match(text)
    value = number(match["number"]) if match else None
    if match is None or value is None:
        return None
    if match["unit"] == "百万元":
        return Amount(value * 100, "万元", text)
    return Amount(value, "万元" if match["unit"] == "万" else match["unit"], text)
