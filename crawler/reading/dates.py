"""Days as officials write them: 2014-03-31, 2013/7/10, 2020年10月13日, 2023.07.28, 二〇一三年四月二日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

DIGITS = "〇零○Ｏ一二三四五六七八九"
VALUES = {"〇": 0, "零": 0, "○": 0, "Ｏ": 0, "O": 0} | {
    character: n for n, character in enumerate("一二三四五六七八九", 1)
}
NUMERIC = re.compile(
    r"(?<![\d.])((?:19|20)\d{2})\s?(?:年\s?|[-/.－—])\s?(\d{1,2})\s?(?:月\s?|[-/.－—])\s?(\d{1,2})(?!\d)\s?日?"
)
WRITTEN = re.compile(
    rf"([一二][{DIGITS}O]{{3}})\s?年\s?([一二三四五六七八九十]{{1,2}})\s?月\s?([一二三四五六七八九十]{{1,3}})\s?日"
)
WIDE = str.maketrans("０１２３４５６７８９／．：", "0123456789/.:")
MONTH_DAY = re.compile(r"^\D{0,2}(\d{1,2})[-/.月](\d{1,2})日?\D{0,2}$")
# Days that content systems write into addresses: t20140331_1.html, /2014/3/31/, /201403/31/, /2014-03-31/.
ADDRESS = (
    re.compile(r"/[tPW]0?((?:19|20)\d{2})(\d{2})(\d{2})\d*[_.]"),
    re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})/"),
    re.compile(r"/((?:19|20)\d{2})(\d{2})/?(\d{2})/"),
    re.compile(r"[/_]((?:19|20)\d{2})(\d{2})(\d{2})\d{0,12}\.[a-z]{3,5}$", re.IGNORECASE),
)
ADDRESS_YEAR = re.compile(r"/t?((?:19|20)\d{2})(?=\d{2}|[/-])")


def find(text: str) -> date | None:
    """The first day written in the text, or None."""
    return next(spans(text), (None, 0, 0))[0]


def spans(text: str) -> Iterator[tuple[date, int, int]]:
    """Every day written in the text, with its start and end, in order."""
    text = text.translate(WIDE)
    found = [(match, _numeric(match)) for match in NUMERIC.finditer(text)]
    if "年" in text:
        found += [(match, _written(match)) for match in WRITTEN.finditer(text)]
    for match, day in sorted(found, key=lambda pair: pair[0].start()):
        if day:
            yield day, match.start(), match.end()


def in_address(url: str) -> date | None:
    """The day that a content system wrote into an address, or None."""
    path = url.partition("?")[0]
    for pattern in ADDRESS:
        if (match := pattern.search(path)) and (day := _numeric(match)):
            return day
    return None


def month_and_day(text: str, url: str) -> date | None:
    """A day written without its year, which the address may tell."""
    short, year = MONTH_DAY.match(text.strip()), ADDRESS_YEAR.search(url)
    return _day(int(year[1]), int(short[1]), int(short[2])) if short and year else None


def _numeric(match: re.Match[str]) -> date | None:
    return _day(int(match[1]), int(match[2]), int(match[3]))


def _written(match: re.Match[str]) -> date | None:
    year = int("".join(str(VALUES[character]) for character in match[1]))
    return _day(year, _number(match[2]), _number(match[3]))


def _number(text: str) -> int:
    """十一 is 11, 二十 is 20, 三十一 is 31, 五 is 5."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return VALUES[ones] if len(ones) == 1 else 0
    return (VALUES[tens] if tens else 1) * 10 + (VALUES[ones] if ones else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1980 <= year < 2100 else None
    except ValueError:
        return None
