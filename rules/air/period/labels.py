"""The words by which reports call the numbers of days: 有效监测天数, 优良天数, Ⅱ级（良）, 超标天数, 优良率."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rules.phrases import squeeze

Kind = Literal["valid", "days", "good", "bad", "grade", "heavy", "rate", "bad-rate", "index", ""]
LEVELS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6} | dict(
    zip("一二三四五六123456", (1, 2, 3, 4, 5, 6) * 2, strict=True)
)
NAMED = ("", "优", "良", "三级", "四级", "五级", "六级")
PARTS = {"III1": "轻微污染", "III2": "轻度污染", "IV1": "中度污染", "IV2": "中度重污染"}  # of the old index
OF_LEVEL = {"三级": "轻微污染 轻度污染", "四级": "中度污染 中度重污染", "五级": "重污染 重度污染", "六级": "严重污染"}
HEAVIEST = "重度及以上污染"
BAD = (
    "轻微污染",
    "轻度污染",
    "中度污染",
    "中度重污染",
    "重度污染",
    "重污染",
    "严重污染",
    "三级",
    "四级",
    "五级",
    "六级",
    HEAVIEST,
)
_LEVEL = r"(?:VI|IV|V|III|II|I|[一二三四五六])(?:[12]|\([12]\))?级?"
_LEVELED = r"(?:VI|IV|V|III|II|I|[一二三四五六])(?:[12]|\([12]\))?级"
_WORD = r"(?:轻微污染|轻度污染|中度重污染|中度污染|重度污染|严重污染|重污染|轻微|轻度|中度|重度|严重|优级|优秀|优|良好|良级|良)"
_ALSO = r"(?:及|或|和|\(含\)|含)?(?:其)?(?:以上|好于[二2I]{1,2}级|优于[二2I]{1,2}级)"
GOOD = (
    rf"(?:优、?良(?:以上)?|优和良|(?:一级?|I级?)[、和及至](?:二级|II级)|达标|合格|[二2]级(?:\(?良\)?)?{_ALSO}|II级?(?:\(?良好?\)?)?{_ALSO}|良好?{_ALSO}"
    r"|(?:达到或)?(?:好于|优于)(?:国家)?(?:II|[二2])级(?:标准)?|达到?(?:国家)?(?:II|[二2])级(?:标准)?以上)"
)
BADS = r"(?:超标|未达标|不达标|(?:轻度|轻微|III?级?|三级)(?:污染)?(?:及|和)?以上(?:污染)?|(?<![轻微中重度严重])污染)"
HEAVY = r"(?:(?:重度|中度|重)(?:污染)?(?:及|和)?以上(?:污染)?)"
VALID = r"(?:监测有效|有效(?:监测|自动监测|日报|数据|采样)?)"
DAYS = r"(?:(?:自动|累计|总|共计?|合计)*监测|日报|统计|评价|考核|实际监测)"
GRADE = rf"(?:{_LEVELED}[(,、]?{_WORD}\)?|{_WORD}[(]{_LEVEL}[)]|{_WORD}|{_LEVELED})"
POLLUTANT = r"(?:颗粒物|PM10|PM2\.5|SO2|NO2|O3|O3-8h|CO|二氧化硫|二氧化氮|臭氧|一氧化碳|污染物)\)?的?"


@dataclass(frozen=True)
class Label:
    """What a number counts: its kind, and for a grade its word."""

    kind: Kind
    word: str = ""


def grade_word(text: str) -> str:
    """The word of the grade that a text names, 优 to 严重污染; 三级 to 六级 where only the level is named; "" for none."""
    found = re.search(_WORD, text)
    if found is not None:
        word = found[0]
        if word[0] in "优良":
            return word[0]
        return word if word.endswith("污染") else word + "污染"
    level = re.search(_LEVELED, text)
    return _of_level(level[0]) if level else ""


def _of_level(level: str) -> str:
    bare = re.sub(r"[()级]", "", level)
    return PARTS.get(bare, NAMED[LEVELS[re.sub(r"[12]$", "", bare) or bare]])


_CELLS: tuple[tuple[str, Kind], ...] = (
    (rf"{VALID}(?:总)?(?:天数|日数|天)?", "valid"),
    (rf"{DAYS}(?:总)?(?:天数|日数|天)|总天数|天数合计|合计天数", "days"),
    (rf"(?:空气质量|AQI)?{GOOD}(?:天|日)?(?:数)?(?:占)?(?:率|比例|比率|占比)", "rate"),
    (rf"(?:空气质量)?{GOOD}(?:级)?(?:天气)?(?:的)?(?:天数|日数|天)(?:\(.{{0,12}}\))?|优良", "good"),
    (rf"{BADS}(?:天数?)?(?:率|比例)", "bad-rate"),
    (rf"(?:空气)?{BADS}(?:天数|日数|天)", "bad"),
    (rf"{HEAVY}(?:天数|日数|天)?", "heavy"),
    (rf"{GRADE}(?:天气)?(?:的)?(?:天数|日数|天)?(?:所占)?(?:比例|占比|比率)?", "grade"),
)
_UNIT = re.compile(r"[(/]?(?:天数?|日数?|d|%|单位:天|比例|占比|百分比|比率)[)]?|\((?:天|%|d)\)")


def cell_label(cell: str) -> Label | None:
    """What the numbers under or beside a cell count; None when it is no such label."""
    text = squeeze(cell).replace("‰", "")
    bare = re.sub(r"[(\[]?(?:单位:)?(?:天|%|d)[)\]]?$|/(?:天|%|d)$", "", text)
    bare = re.sub(r"\(?(?:AQI|API)?:?[≤<>≥]?\d{1,3}(?:[-~—至]\d{1,3})?\)?$", "", bare)
    for pattern, kind in _CELLS:
        if re.fullmatch(pattern, bare):
            return _labelled(kind, bare)
    return None


def bare_level(cell: str) -> Label | None:
    """The grade that a cell names by its level alone (Ⅲ1), where the header says that these are levels."""
    match = re.fullmatch(r"(?:VI|IV|V|III|II|I)(?:[12]|\([12]\))?", squeeze(cell))
    return Label("grade", _of_level(match[0])) if match else None


def _labelled(kind: Kind, text: str) -> Label:
    if kind == "heavy" and text.startswith("重"):
        return Label("grade", HEAVIEST)
    return Label(kind, grade_word(text) if kind == "grade" else "")


def cell_unit(cell: str) -> str:
    """天 or % when a cell of a header is about days or shares, else ""."""
    text = squeeze(cell)
    if re.search(r"%|比例|占比|百分比|比率|率$", text):
        return "%"
    return "天" if re.search(r"天|日数", text) else ""
