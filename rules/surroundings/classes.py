"""The classes of key polluters, by the part of nature that they burden."""

from __future__ import annotations

import re

# 环办监测〔2017〕86号第二条: 水、大气、土壤、声、其他；生态环境部令第27号第二条: 水、地下水、大气、噪声、土壤、环境风险.
_CLASSES = (
    ("水", "水环境|废水|涉水|水污染|水重点|^水$"),
    ("大气", "大气|废气|涉气|^气$"),
    ("土壤", "土壤"),
    ("噪声", "噪声|声环境|^声$"),
    ("环境风险", "环境风险|风险管控"),
    ("其他", "其他|其它"),
    ("污水处理厂", "污水(?:集中)?处理"),
    ("危险废物", "危险废物|危废|固体废物|固废"),
    ("重金属", "重金属"),
    ("畜禽养殖", "畜禽|养殖"),
)
_PATTERNS = tuple((name, re.compile(words)) for name, words in _CLASSES)
_GROUND = "地下水"
_LAW = re.compile("(?:大气|水|土壤|噪声|环境噪声|固体废物)污染(?:环境)?防治(?:法|行动计划|条例)|地下水管理条例")


def classes_in(words: str) -> frozenset[str]:
    """The classes that squeezed words name; 地下水 is no 水, and the name of a law is no class."""
    bare = _LAW.sub("", words)
    rest = bare.replace(_GROUND, "")
    found = {name for name, pattern in _PATTERNS if pattern.search(rest)}
    return frozenset(found | ({_GROUND} if rest != bare else set()))


def classes_of(cell: str) -> frozenset[str]:
    """The classes that a cell lists, as whole names or as single characters between commas (水、气)."""
    return frozenset().union(*(classes_in(part) for part in re.split("[、,;/和及+]", cell)))
