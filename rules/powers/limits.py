"""Time limits of powers: what the law allows (法定办结时限) and what the office promises (承诺办结时限).

《行政许可法》第四十二条: a decision within 20 days, by 第八十二条 working days; lists and charts write both 日 and 工作日, so what
is written is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from rules.phrases import squeeze

WORKDAY, DAY = "workday", "day"
MONTH = 30  # days: so do the lists count that write 60日 for 两个月
_DIGITS = {**{digit: value for value, digit in enumerate("零一二三四五六七八九")}, "两": 2, "〇": 0}
_NUMBER = r"\d{1,3}(?!\d)|[零〇一二两三四五六七八九十百]{1,5}"
_SPAN = re.compile(
    rf"(?<![\d月年第~至.—-])(?P<number>{_NUMBER})(?P<half>个?半)?个?(?P<unit>工作日|日历日|自然日|工作天|月|天|日(?!期|常|前?[一-龥]?月))(?:以?内)?"
    r"|(?P<once>即办件|即办|即时办[结理]|即时|当场办[结理]|当场|当日办结|当天办结|立等可取|随到随办)"
)
_LEGAL = "法定(?:办[结理])?(?:时限|期限|时间|工作日)?|法律(?:法规)?规定(?:的)?(?:办[结理])?(?:时限|期限)|依法规定(?:时限|期限)"
_PROMISED = (
    "(?:公开|对外|服务|本局|我局|中心)?承诺(?:办[结理])?(?:时限|期限|时间|工作日)?|实际办[结理](?:时限|期限|时间)"
)
_KIND = re.compile(f"(?P<legal>{_LEGAL})|(?P<promised>{_PROMISED})")
_FAR = 14  # characters between the words for a limit and its days


@dataclass(frozen=True)
class Limit:
    """A time limit: `days` of a `unit` ("workday" for 工作日, "day" for 日, 天 and months), 0 for at once; `text` as written."""

    days: int
    unit: str
    text: str = ""

    def differs(self, other: Limit) -> bool | None:
        """Whether two limits are not the same; None where they count in different units, so that only people can tell."""
        if self.days == other.days and (self.unit == other.unit or not self.days):
            return False
        if self.unit != other.unit and self.days and other.days:
            return None
        return None if self.days + other.days == 1 else True  # within one working day is at once for some


@dataclass(frozen=True)
class Limits:
    """The limits that a text states; None for one that it does not state."""

    legal: Limit | None = None
    promised: Limit | None = None


def limit_of(text: str) -> Limit | None:
    """The one limit that a cell or a few words state; None where they state none, or several."""
    found = list(dict.fromkeys((limit.days, limit.unit) for limit in _limits(squeeze(text)[:400])))
    return next(_limits(squeeze(text)[:400])) if len(found) == 1 else None


def limits_in(text: str) -> Limits:
    """The legal and the promised limit that a title, a box or a note names as such; one that it names twice, and twice
    differently, is not known."""
    plain = squeeze(text)
    found: dict[str, dict[tuple[int, str], Limit]] = {"legal": {}, "promised": {}}
    marks = list(_KIND.finditer(plain))
    for mark, after in zip_longest(marks, marks[1:]):
        end = min(mark.end() + 60, after.start() if after else len(plain))
        said = _SPAN.search(plain[mark.end() : end])
        if said is not None and said.start() <= _FAR and not re.search("[。;]", plain[mark.end() :][: said.start()]):
            limit = _limit(said)
            found[mark.lastgroup or ""].setdefault((limit.days, limit.unit), limit)
    one = {kind: next(iter(each.values())) if len(each) == 1 else None for kind, each in found.items()}
    return Limits(one["legal"], one["promised"])


def listed_limits(fields: Mapping[str, str]) -> Limits:
    """The limits in the columns of a list: one each, or one column for both (法定20个工作日/承诺10个工作日)."""
    legal, promised = fields.get("legal", ""), fields.get("promised", "")
    both = limits_in("。".join(dict.fromkeys((legal, promised, fields.get("limit", "")))))
    if legal and squeeze(legal) == squeeze(promised) and (both.legal or both.promised):
        return both
    return Limits(_column(legal, both.legal), _column(promised, both.promised))


def _column(text: str, named: Limit | None) -> Limit | None:
    return named or (limit_of(text) if text and not _KIND.search(squeeze(text)) else None)


def _limits(plain: str) -> Iterator[Limit]:
    yield from map(_limit, _SPAN.finditer(plain))


def _limit(said: re.Match[str]) -> Limit:
    if said["once"]:
        return Limit(0, WORKDAY, said[0])
    number = _number(said["number"])
    if said["unit"] == "月":
        return Limit(number * MONTH + (MONTH // 2 if said["half"] else 0), DAY, said[0])
    return Limit(number, WORKDAY if said["unit"].startswith("工作") else DAY, said[0])


def _number(text: str) -> int:
    """A number below a thousand, in figures or in Chinese: 二十, 十五, 两百."""
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for letter in text:
        if letter in "十百":
            total += (digit or 1) * (10 if letter == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[letter]
    return total + digit


def first_of(each: Iterable[Limits]) -> Limits:
    """The limits of several texts: of each kind the one that all state which state any."""
    found: dict[str, dict[tuple[int, str], Limit]] = {"legal": {}, "promised": {}}
    for limits in each:
        for kind, limit in (("legal", limits.legal), ("promised", limits.promised)):
            if limit is not None:
                found[kind].setdefault((limit.days, limit.unit), limit)
    one = {kind: next(iter(same.values())) if len(same) == 1 else None for kind, same in found.items()}
    return Limits(one["legal"], one["promised"])
