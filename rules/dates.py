"""Days and years as officials write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rules.numerals import numeral
from rules.phrases import squeeze

MonthDay = str  # MM-DD, a day of whatever year; "" for none
_DIGITS = str.maketrans("〇○◯零OoΟО一二三四五六七八九", "00000000123456789")
_CHINESE_YEAR = re.compile(r"[二一][〇○◯零0OoΟО一二三四五六七八九]{3}(?=年)")
_CHINESE_DAY = re.compile(
    r"(?<![一二三四五六七八九十])([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})(?=日))?"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|-\d{4}年|年度)")
_CHINESE_END = re.compile(r"(?<=日[至到、和—~-])[一二三四五六七八九十]{1,3}(?=日)")
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_FULL = re.compile(r"(?<!\d)(20\d{2}|19\d{2})[年./-](\d{1,2})[月./-](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d{2})([01]\d)([0-3]\d)(?!\d)")
_CLOCK = re.compile(
    r"(?<=\d)[^\S\n]+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)"
)  # without the blank it would be part of the day
_SHORT = re.compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})(?:日|(?!\d))")


def plain_years(text: str) -> str:
    """Squeezed text with years in Chinese numerals (二〇一三年) turned into digits."""
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), squeeze(text))


def plain_days(text: str) -> str:
    """The same with months and days in Chinese numerals (二〇一三年六月十二日) turned into digits, too."""

    def digits(match: re.Match[str]) -> str:
        month, day = numeral(match[1]), numeral(match[2] or "")
        return f"{month or match[1]}月{day or match[2] or ''}"

    plain = _CHINESE_DAY.sub(digits, plain_years(text))
    return _CHINESE_END.sub(lambda match: str(numeral(match[0]) or match[0]), plain)


def years(text: str) -> list[int]:
    """The years that a text names as such (2013年, 2013年度, 二〇一三年), in order."""
    return [int(match[1]) for match in _YEAR.finditer(plain_years(text))]


def year_of(title: str) -> int | None:
    """The year that a title speaks of: named with 年, else a bare four-digit number."""
    named = years(title)
    if named:
        return named[0]
    bare = _BARE_YEAR.search(squeeze(title))
    return int(bare[1]) if bare else None


def without_clock(text: str) -> str:
    """A text without the hours that stand behind its days."""
    return _CLOCK.sub(" ", text) if ":" in text or "：" in text else text


def days(text: str, year: int) -> Iterator[date]:
    """The days that a text names, in order; a day without a year is taken to be in `year`."""
    plain = plain_days(without_clock(text))
    found: list[tuple[int, date]] = []
    for pattern in (_FULL, _COMPACT):
        for match in pattern.finditer(plain):
            found += _at(match.start(), int(match[1]), int(match[2]), int(match[3]))
    for match in _SHORT.finditer(plain):
        found += _at(match.start(), year, int(match[1]), int(match[2]))
    yield from dict.fromkeys(day for _, day in sorted(found))


def _at(position: int, year: int, month: int, day: int) -> list[tuple[int, date]]:
    try:
        return [(position, date(year, month, day))]
    except ValueError:  # 2013-13-45 is no day
        return []
