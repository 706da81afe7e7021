"""Words of the air: pollutants, grades, levels, colours, and what stands where there is none.

All texts are squeezed (rules.phrases): sub- and superscripts, full width and Roman numerals of one character have one form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.air.standards import Item

_AEROSOL = r"(?:[颗顆]粒物?|微粒物?)"
_FORMS = (
    (
        "PM2.5",
        rf"PM[-_]?2[.。·]?5|细{_AEROSOL}|可入肺{_AEROSOL}|{_AEROSOL}\(?(?:空气动力学|直径|粒径|当量)+[^\d]{{0,8}}2\.5",
    ),
    ("PM10", rf"PM[-_]?1[0O]|可吸入{_AEROSOL}|可吸人颗粒物?|{_AEROSOL}\(?(?:空气动力学|直径|粒径|当量)+[^\d]{{0,8}}10"),
    ("SO2", r"SO2|S02|二氧化硫"),
    ("NO2", r"NO2|N02|二氧化氮"),
    ("CO", r"C[O0](?![A-Za-z])(?!2(?![.\d]))|一氧化碳"),
    ("O3", r"O3|(?<![\d./-])03(?=[-_(]*(?:8|1|日最大|滑动)|$)|臭氧"),
)
POLLUTANT = re.compile("|".join(f"(?P<P{n}>{form})" for n, (_, form) in enumerate(_FORMS)), re.IGNORECASE)
_EIGHT = re.compile(r"8-?_?(?:小时|h|H|时|hr)|八小时|(?<=O3)[-_(]*8|MDA8", re.IGNORECASE)
_ONE = re.compile(r"(?<!\d)1-?_?(?:小时|h|H|时|hr)|一小时|(?<=O3)[-_(]*1(?!\d)", re.IGNORECASE)
GRADES = ("轻微污染", "轻度污染", "中度重污染", "中度污染", "重度污染", "严重污染", "重污染", "优", "良")
GRADE = re.compile(
    "|".join((*GRADES[:7], "优(?!良)", "(?<!优)良")) + "|(?:轻微|轻度|中度重|中度|重度|严重)(?=$|[,。、;()])"
)
COLOUR = re.compile("褐红|紫红|橙黄|绿|黄|橙|红|紫|褐")
_COLOURS = {"紫红": "褐红", "褐": "褐红", "橙黄": "橙"}
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IIII": 4, "IV": 4, "V": 5, "VI": 6, "l": 1, "ll": 2, "lll": 3}
_LEVEL = re.compile(
    r"(?<![A-Za-z\d.])(VI|IV|V|I{1,4}|l{1,3})(?![A-Za-z])[-(]?([12])?[)]?级?|([一二三四五六])级?[(]?([12AB])?[)]?级|(?<![\d.])([1-6])级"
)
_BARE_LEVEL = re.compile(r"(?:([1-6])|([一二三四五六]))")
NOTHING = re.compile(
    r"[-—–―─━−_~/\\·.*]+|一{1,6}|无(?:首要|超标|主要)?(?:污染物?)?|没有|不涉及|none|null|暂无|\(?无\)?", re.IGNORECASE
)
HALTED = (
    "停测|停电|断电|停运|停机|故障|检修|维修|校准|维护|缺测|无数据|数据缺失|通[讯信]中断|未监测"
    "|(?:停止|暂停)(?:监测|运行|发布)"
)
_INVALID = (
    "NA|N/A|缺失|无效|无有效数据|数据不足|未测|缺项"
    rf"|[(]?[一-龥,、]{{0,12}}(?:{HALTED})[一-龥,、。]{{0,8}}[)]?"  # 因仪器检修停测
)
INVALID = re.compile(_INVALID, re.IGNORECASE)  # why there is no value
NO_VALUE = re.compile(rf"{_INVALID}|未检出|缺|无|[-—–―─━−_/\\]+|一{{2,6}}|H|null", re.IGNORECASE)


def pollutant_of(match: re.Match[str]) -> str:
    """The pollutant that a match of POLLUTANT names."""
    return next(name for n, (name, _) in enumerate(_FORMS) if match[f"P{n}"])


def named(text: str) -> Iterator[tuple[str, int, int]]:
    """Every pollutant that a text names, with its place; a name and the sign in brackets behind it count once."""
    last, end = "", -1
    for match in POLLUTANT.finditer(text):
        name = pollutant_of(match)
        if not (name == last and re.fullmatch(r"[(（\[]?", text[end : match.start()])):
            yield name, match.start(), match.end()
        last, end = name, match.end()


def pollutants(text: str) -> tuple[str, ...]:
    """The pollutants that a text names, each once, in order."""
    return tuple(dict.fromkeys(name for name, _, _ in named(text)))


def item_of(text: str) -> Item | None:
    """The item that a head or label names, when it names one pollutant; ozone with its average, where that is said."""
    found = pollutants(text)
    if len(found) != 1:
        return None
    return with_average(found[0], text)


def with_average(pollutant: str, text: str) -> Item:
    """A pollutant with the average that a text says of it; only ozone has two in a day's bulletin."""
    if pollutant == "O3":
        if _EIGHT.search(text):
            return "O3:8h"
        if _ONE.search(text):
            return "O3:1h"
    return pollutant


def primary_of(text: str) -> tuple[str, ...] | None:
    """The pollutants that stand as the primary ones; empty for a word or sign of none, None when nothing is said."""
    if not text:
        return None
    found = pollutants(text)
    if found:
        return found
    return () if NOTHING.fullmatch(text) or text.startswith(("无", "没有")) else None


def grade_of(text: str) -> str:
    """The grade word of a text as the standards write it, or ""."""
    match = GRADE.search(text)
    if match is None:
        return ""
    return match[0] if match[0] in GRADES else match[0] + "污染"


def colour_of(text: str) -> str:
    """The colour word of a text, without 色, or ""."""
    match = COLOUR.search(text)
    return _COLOURS.get(match[0], match[0]) if match else ""


def level_of(text: str) -> tuple[int | None, str]:
    """The level (1 to 6) that a text names and its part; in a cell of levels a bare numeral is one too."""
    match = _LEVEL.search(text)
    if match is None:
        bare = _BARE_LEVEL.fullmatch(text)
        return (int(bare[1]) if bare[1] else _CHINESE[bare[2]], "") if bare else (None, "")
    roman, roman_part, chinese, chinese_part, digit = match.groups()
    if roman:
        return _ROMAN[roman], roman_part or ""
    if chinese:
        return _CHINESE[chinese], {"A": "1", "B": "2"}.get(chinese_part or "", chinese_part or "")
    return int(digit), ""
