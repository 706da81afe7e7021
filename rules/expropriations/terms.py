"""For how long opinions on a plan were asked for, as its notice says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rules.dates import plain_days
from rules.numerals import numeral

HOUSES_FROM = date(2011, 1, 21)  # 国务院令第590号第十条：征求意见期限不得少于30日
LAND_FROM = date(2020, 1, 1)  # 《土地管理法》（2019修正）第四十七条：公告至少三十日
LEAST = 30
_STRONG = (
    "(?:征求意见|征询意见|意见征[求集询]|公众意见|反馈意见|意见反馈|提[出交][^。;]{0,10}意见"
    "|征求[^。;]{0,12}意见[。;](?=(?:征求(?:意见)?)?(?:期限?|时间|时限)))"  # the term in a sentence of its own
)
_WEAK = "(?:公示|公告)(?:期限?|时间|日期)"
_TO = (
    r"[^。;]{0,40}?(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?(?:起)?(?:[(].{0,6}[)])?"
    r"(?:至|到|止|—|-|~|–)+(?:(20\d\d)[年./-])?(?:(\d{1,2})[月./-])?(\d{1,2})日?"
)
_FOR = (
    r"(?:的)?(?:期限?|时间|时限|期间)?[^。;\d一二三四五六七八九十]{0,24}?(?:为|共|不少于|:|起)?"
    r"(\d{1,3}|[一二三四五六七八九十]{1,3})个?(日|天|工作日|自然日|日历天)"
)
_PATTERNS = {words: (re.compile(words + _TO), re.compile(words + _FOR)) for words in (_STRONG, _WEAK)}


def days_given(text: str) -> int | None:
    """The longest time that a notice gives for opinions, in days with the first and the last; None where it says none."""
    plain = plain_days(text[:20_000])
    for words, within in ((_STRONG, len(plain)), (_WEAK, 1500)):
        span, count = _PATTERNS[words]
        found = [*_spans(span, plain[:within]), *_counts(count, plain[:within])]
        if found:
            return max(found)
    return None


def _spans(pattern: re.Pattern[str], plain: str) -> Iterator[int]:
    for match in pattern.finditer(plain):
        year, month, day, last_year, last_month, last_day = (int(part) if part else None for part in match.groups())
        try:
            first = date(year or 0, month or 0, day or 0)
            last = date(last_year or year or 0, last_month or month or 0, last_day or 0)
        except ValueError:  # 2013-02-30 is no day
            continue
        if last >= first:
            yield (last - first).days + 1


def _counts(pattern: re.Pattern[str], plain: str) -> Iterator[int]:
    for match in pattern.finditer(plain):
        count = int(match[1]) if match[1].isdecimal() else numeral(match[1])
        if count is not None:
            yield int(count) * 7 // 5 + 3 if match[2] == "工作日" else int(count)
