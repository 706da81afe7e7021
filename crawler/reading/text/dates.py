"""Days as officials write them: 2014-03-31, 2013/7/10, 2020年10月13日, 2023.07.28, 二〇一三年四月二日, 2014年三月5日, Apr 2, 2013."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

# 〇 is written in many ways, and comes as ? where a page once lost it; 廿 is no year's digit.
ZEROS = "〇零○◯Ｏo0O?？"
DIGITS = f"{ZEROS}一二三四五六七八九"
VALUES = dict.fromkeys(ZEROS, 0) | {character: n for n, character in enumerate("一二三四五六七八九", 1)}
NUMERIC = re.compile(
    r"(1(?<![\d.].)9\d{2}|2(?<![\d.].)0\d{2})\s?(?:年\s?|[-/.－—])\s?(\d{1,2})\s?(?:月\s?|[-/.－—])\s?(\d{1,2})(?!\d)\s?日?"
)
WRITTEN = re.compile(
    rf"(一[{DIGITS}]{{3}}|二[{DIGITS}]{{3}}|1(?<!\d.)9\d\d|2(?<!\d.)0\d\d)\s?年\s?([一二三四五六七八九十]{{1,2}}|\d{{1,2}})\s?月\s?"
    r"([一二三四五六七八九十]{1,3}|\d{1,2})\s?日"
)
MONTHS = {name: n for n, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
MONTH = f"({'|'.join(MONTHS)})"
ENGLISH = (
    re.compile(rf"\b{MONTH}[a-z]{{0,6}}\.? (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:19|20)\d{{2}})(?!\d)"),
    re.compile(rf"\b(\d{{1,2}}) {MONTH}[a-z]{{0,6}}\.?,? ((?:19|20)\d{{2}})(?!\d)"),
    re.compile(
        rf"\b{MONTH} (\d{{1,2}}) \d{{2}}[:：]\d{{2}}[:：]\d{{2}} [A-Z]{{3,4}} ((?:19|20)\d{{2}})(?!\d)"
    ),  # as Java prints
)
ZONE = re.compile(r"T(\d{2})[:：](\d{2})(?:[:：]\d{2}(?:\.\d{1,9})?)?(?:(Z)|([+-]\d{2})[:：]?(\d{2}))")
SHANGHAI = timezone(timedelta(hours=8))
WIDE = str.maketrans("０１２３４５６７８９／．", "0123456789/.")
IS_WIDE = re.compile("[０-９／．]")
HINT = re.compile("年|1[9９]|１[9９]|2[0０]|２[0０]")  # without one of these a text says no day
MONTH_DAY = re.compile(r"^\D{0,2}(\d{1,2})[-/.月](\d{1,2})日?(?!\d)")
TWO_DIGITS = re.compile(r"^\D{0,2}(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
# Days that content systems write into addresses: t20140331_1.html, /2014/3/31/, /201403/31/, /2014-03-31/, /2014/0331/.
ADDRESS = (
    re.compile(r"/[tPW]0?((?:19|20)\d{2})(\d{2})(\d{2})\d*[_.]"),
    re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})/"),
    re.compile(r"/((?:19|20)\d{2})/?(\d{2})/?(\d{2})/"),
    re.compile(r"[/_]((?:19|20)\d{2})(\d{2})(\d{2})\d{0,12}\.[a-z]{3,5}$", re.IGNORECASE),
)
ADDRESS_MONTH = re.compile(r"/t?((?:19|20)\d{2})[/-]?(\d{1,2})(?=\d{2}_|/|-)")


def find(text: str) -> date | None:
    """The first day written in the text, or None."""
    return next(spans(text), (None, 0, 0))[0]


def spans(text: str) -> Iterator[tuple[date, int, int]]:
    """Every day written in the text, with its start and end, in order. A time with its zone counts as in Shanghai."""
    if not HINT.search(text):
        return
    if IS_WIDE.search(text):
        text = text.translate(WIDE)
    found = [(match.start(), match.end(), _numeric(match, text)) for match in NUMERIC.finditer(text)]
    if "年" in text:
        found += [
            (match.start(), match.end(), _written(match)) for match in WRITTEN.finditer(text) if _has_words(match)
        ]
    if not found and len(text) <= 300:
        found = [(*match.span(), _english(match)) for pattern in ENGLISH for match in pattern.finditer(text)]
    for start, end, day in sorted(found, key=lambda each: each[:2]):
        if day:
            yield day, start, end


def in_address(url: str) -> date | None:
    """The day that a content system wrote into an address, or None."""
    path = url.partition("?")[0]
    for pattern in ADDRESS:
        if (match := pattern.search(path)) and (day := _day(int(match[1]), int(match[2]), int(match[3]))):
            return day
    return None


def month_and_day(text: str, url: str) -> date | None:
    """A day written without its year, where the address tells year and month and they agree within a month."""
    short, told = MONTH_DAY.match(text.strip()), ADDRESS_MONTH.search(url)
    if not short or not told or abs(int(short[1]) - int(told[2])) > 1:
        return None
    return _day(int(told[1]), int(short[1]), int(short[2]))


def short_year(text: str) -> date | None:
    """A day with a year of two digits, as 13-04-02; only after a label is that a day at all."""
    match = TWO_DIGITS.match(text.strip().translate(WIDE))
    return _day(2000 + int(match[1]), int(match[2]), int(match[3])) if match else None


def from_epoch(digits: str) -> date | None:
    """The day in Shanghai of a count of seconds (10 digits) or milliseconds (13) since 1970, or None."""
    if not digits.isdecimal() or len(digits) not in (10, 13):
        return None
    return datetime.fromtimestamp(int(digits[:10]), SHANGHAI).date()


def _numeric(match: re.Match[str], text: str) -> date | None:
    day = _day(int(match[1]), int(match[2]), int(match[3]))
    zone = ZONE.match(text, match.end()) if day and text[match.end() : match.end() + 1] == "T" else None
    return _in_shanghai(day, zone) if day and zone else day


def _in_shanghai(day: date, zone: re.Match[str]) -> date:
    hour, minute = int(zone[1]), int(zone[2])
    if hour > 23 or minute > 59:
        return day
    offset = timedelta() if zone[3] else timedelta(hours=int(zone[4]), minutes=int(zone[4][0] + zone[5]))
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - offset
    return moment.astimezone(SHANGHAI).date()


def _english(match: re.Match[str]) -> date | None:
    first, second, year = match.groups()
    month, day = (first, second) if first in MONTHS else (second, first)
    return _day(int(year), MONTHS[month], int(day))


def _has_words(match: re.Match[str]) -> bool:
    """Whether any of its numbers is in Chinese; a day in figures alone is found as such."""
    return not all(map(str.isdecimal, match.groups()))


def _written(match: re.Match[str]) -> date | None:
    year = int("".join(str(VALUES.get(character, character)) for character in match[1]))
    return _day(year, _number(match[2]), _number(match[3]))


def _number(text: str) -> int:
    """十一 is 11, 二十 is 20, 三十一 is 31, 五 and 5 are 5."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return VALUES[ones] if len(ones) == 1 else 0
    return (VALUES[tens] if tens else 1) * 10 + (VALUES[ones] if ones else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1980 <= year < 2100 else None
    except ValueError:
        return None
