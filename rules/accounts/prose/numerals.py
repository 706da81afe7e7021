"""Numbers in sentences: digits, or Chinese numerals as in 三十二万五千元."""

from __future__ import annotations

import re
from decimal import Decimal

from rules.amounts import Amount
from rules.numerals import numeral

SPOKEN = "[〇零一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"(?:亿元|百万元|万元|千元|元|万(?![元\d一-龥]))"
MONEY = (
    rf"(?<![\d.])(?<!\d[-~万])(?<!超过|不足|低于|高于|至多|不到)(?:[-+]?{NUMBER}{_UNIT}"
    rf"|(?<![数几]){SPOKEN}{{1,7}}万{SPOKEN}{{1,7}}元|(?<![数几]){SPOKEN}{{1,9}}(?:点{SPOKEN}{{1,4}})?{_UNIT})(?!以[上下内]|左右|多|余|/|每)"
)
_SUM = re.compile(rf"(?P<number>.+?)(?P<unit>{_UNIT})(?:整)?$")


def number(text: str) -> Decimal | None:
    """The number that digits or Chinese numerals write, with its sign."""
    plain = text.replace(",", "")
    return Decimal(plain) if re.fullmatch(r"[-+]?\d+(?:\.\d+)?", plain) else numeral(text)


def money(text: str) -> Amount | None:
    """The sum that squeezed words such as 1,234.5万元 or 三十二万五千元 write; 万 alone is 万元."""
    mixed = re.fullmatch(rf"({SPOKEN}+)万({SPOKEN}+)元", text)
    if mixed:
        high, low = numeral(mixed[1]), numeral(mixed[2])
        return None if high is None or low is None else Amount(high * 10000 + low, "元", text)
    match = _SUM.match(text)
    value = number(match["number"]) if match else None
    if match is None or value is None:
        return None
    if match["unit"] == "百万元":
        return Amount(value * 100, "万元", text)
    return Amount(value, "万元" if match["unit"] == "万" else match["unit"], text)
