"""Sums in the sentences of a report: a total, then its parts (81536条，其中……2118条，……39660条)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rules.phrases import squeeze

_MEASURE = "(?:人次|[条件份人期篇项次个起批宗])"
_NUMBER = rf"(?<![\d.,第年月])(\d{{1,9}})(?![\d.%])(余|多)?({_MEASURE})"
_COUNTED = re.compile(_NUMBER)
_ANY_COUNT = re.compile(rf"[\d,.一二三四五六七八九十百千两零〇]{{1,12}}[万余多]{{0,2}}{_MEASURE}")
_AMONG = re.compile(rf"{_NUMBER}[^\d。;]{{0,6}}?[,;:(。]?(?:其中|包括|含)(?:包括|有)?[:,]?")
_ENDS = re.compile("。|其中|同比|比上年|较上年|与上年|比去年|较去年|占|累计|历年|总计|分别")
_SHARE = re.compile(r"[,(]?(?:约)?占[^,;。()]{0,12}?\d[\d.]*%[)]?")
_PERCENT = re.compile(r"占[^,;。()]{0,12}?(\d[\d.]{0,6})%")
_ASIDE = re.compile(r"\([^()]{0,120}\)")
_LAST = re.compile("^[^\\d]{0,4}其[他它余]|其[他它](?:类|信息|方式|形式|方面|情况)")
_CHANNEL = re.compile(
    "网站|网|微博|微信|公报|专栏|公开栏|报[刊纸]|日报|电视|广播|公众号|平台|查阅|媒体|渠道|发布会|显示屏|触摸屏|简报|客户端|头条|抖音|手册"
)
_ASKING = re.compile("申请|当面|信函|网[络上]|传真|邮[件寄]|现场|电话|来[信访]|窗口")
_BODY = re.compile("本级|部门|县|区|乡|镇|街道|单位|企业|直属|机关")
_ANSWERS = re.compile("答复|办结|办理|已|同意|不予|予以|部分公开|延期|按时|撤销|维持")
CLOSE = Decimal("0.05")
LONGEST = 1200  # squeezed characters of a sentence that are looked at


@dataclass(frozen=True)
class Part:
    """One part of a total: the words before its number, and the number."""

    words: str
    value: int


@dataclass(frozen=True)
class Stated:
    """A total with the parts that a sentence gives for it, and whether these claim to be all."""

    words: str
    total: int
    parts: tuple[Part, ...]
    percents: Decimal

    @property
    def summed(self) -> int:
        """What the parts give together."""
        return sum(part.value for part in self.parts)

    @property
    def claims_all(self) -> bool:
        """Whether the parts are meant to be everything: the last is the rest, their shares make the whole, or bodies by level."""
        words = [part.words for part in self.parts]
        by_body = (
            len(words) >= 3 and any("本级" in each for each in words) and all(_BODY.search(each) for each in words)
        )
        rest = _LAST.search(words[-1]) is not None
        return rest or by_body or abs(self.percents - 100) <= 1

    @property
    def is_mixed(self) -> bool:
        """Whether the parts may overlap: channels, or what was asked beside what was answered."""
        words = [part.words for part in self.parts]
        answered = sum(_ANSWERS.search(each) is not None for each in words)
        channels = any(_CHANNEL.search(each) for each in words) and not all(_ASKING.search(each) for each in words)
        return channels or 0 < answered < len(words)

    @property
    def differs(self) -> bool:
        """Whether the parts give neither the total nor reach it before others follow that count in another way."""
        sums, value = [], 0
        for part in self.parts:
            sums.append(value := value + part.value)
        return self.total not in (sums if not self.claims_all else sums[-1:])


def stated_sums(text: str) -> Iterator[Stated]:
    """The totals with parts that the sentences of a text state, each once."""
    seen: set[tuple[int, ...]] = set()
    for line in text.splitlines():
        if "其中" not in line and "包括" not in line and "含" not in line:
            continue
        plain = squeeze(line[:4000])
        for match in _AMONG.finditer(plain):
            found = None if match[2] else _stated(plain, match)
            if found is not None and (found.total, *(part.value for part in found.parts)) not in seen:
                seen.add((found.total, *(part.value for part in found.parts)))
                yield found


def _stated(plain: str, match: re.Match[str]) -> Stated | None:
    rest = plain[match.end() : match.end() + LONGEST]
    opened = plain[: match.end()].count("(") > plain[: match.end()].count(")")
    rest = rest.split(")", 1)[0] if opened and "(" not in rest.split(")", 1)[0] else _ASIDE.sub("", rest)
    percents = sum((Decimal(each.strip(".")) for each in _PERCENT.findall(rest.split("。")[0])), Decimal(0))
    bare = _SHARE.sub("", rest)
    end = _ENDS.search(bare)
    bare = bare[: end.start()] if end else bare
    parts = []
    last = 0
    for each in _COUNTED.finditer(bare):
        if each[3] != match[3] or each[2]:
            return None
        parts.append(Part(bare[last : each.start()].strip(",;、:"), int(each[1])))
        last = each.end()
    if len(parts) < 2 or len(parts) < len(_ANY_COUNT.findall(bare)):
        return None
    before = re.split("[。;,:()年]度?", plain[max(0, match.start() - 20) : match.start()])[-1]
    return Stated(before + match[0], int(match[1]), tuple(parts), percents)
