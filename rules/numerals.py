"""Chinese numerals in sums of money: 三万, 十二点五, 叁佰, 二〇."""

from __future__ import annotations

import re
from decimal import Decimal

_FORMAL = str.maketrans("〇○壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億两兩", "零零一二二三三四五六六七八九十百千万亿二二")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}
_WHOLE = re.compile(r"[零一二三四五六七八九十百千万亿]{1,16}")


def numeral(text: str) -> Decimal | None:
    """The value of a number in Chinese numerals, plain or formal, with 点 for the point; None for anything else."""
    whole, point, part = text.translate(_FORMAL).partition("点")
    if not _WHOLE.fullmatch(whole) or (point and not (part and all(digit in _DIGITS for digit in part))):
        return None
    value = _whole(whole)
    if value is None:
        return None
    return Decimal(f"{value}.{''.join(str(_DIGITS[digit]) for digit in part)}") if point else Decimal(value)


def _whole(text: str) -> int | None:
    for mark, factor in (("亿", 10**8), ("万", 10**4)):
        high, found, low = text.partition(mark)
        if found:
            above, below = _below(high), _whole(low) if low else 0
            return None if above is None or below is None else above * factor + below
    return _below(text)


def _below(text: str) -> int | None:
    """A number under ten thousand: 三百二十一, 十二, 三千零五, or digits in a row (一二五)."""
    if not text or any(letter in "万亿" for letter in text):
        return None
    if not any(letter in _TENS for letter in text):
        return int("".join(str(_DIGITS[letter]) for letter in text))
    total, digit, last = 0, None, 10**4
    for letter in text:
        if letter in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[letter]
            continue
        factor = _TENS[letter]
        if factor >= last or digit == 0 or (digit is None and total):
            return None
        total, digit, last = total + (1 if digit is None else digit) * factor, None, factor
    return total + (digit or 0)
