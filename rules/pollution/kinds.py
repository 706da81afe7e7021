"""The kinds of polluters that reports tell apart, and the names of enterprises."""

from __future__ import annotations

import re

from rules.phrases import squeeze, unnumbered

_WORDS = (
    (re.compile("(?:城镇|集中式?)?(?:污水)?(?:集中)?处理(?:厂|设施)|污水厂"), "污水处理厂"),
    (re.compile("废水|水环境|水污染|(?<![污供排])水重点"), "废水"),
    (re.compile("废气|大气"), "废气"),
    (re.compile("重金属"), "重金属"),
    (re.compile("畜禽|养殖"), "畜禽养殖"),
    (re.compile("危险废物|危废"), "危险废物"),
    (re.compile("土壤"), "土壤"),
    (re.compile("噪声|声环境"), "噪声"),
    (re.compile("其[他它]"), "其他"),
)
_BODY = (
    "(?:公司|集团|总?厂|厂区|中心|医院|电[站厂]|矿|矿业|场|站|所|合作社|酒店|学校|大学|基地|工业园|园区|局|水务|分部|"
    "车间|煤业|热电|纸业|药业|化工|酒业)"
)
_ENDED = re.compile(rf"{_BODY}(?:[(][^()]{{1,24}}[)])?$")
_IN_TITLE = re.compile(
    r"(?:^|[\d年月份季度关于:对])((?![\d年月])[一-龥()]{2,30}?(?:有限责?任?公司|公司|总厂|处理厂|水厂|[^工]厂|集团|矿))"
)
_ASIDE = re.compile(r"[(].*?[)]")


def kind_in(words: str) -> str:
    """The kind of polluters that words name, or "" where they name none or several."""
    text = squeeze(words)
    found = []
    for pattern, kind in _WORDS:
        if pattern.search(text):
            found.append(kind)
            text = pattern.sub("", text)
    return found[0] if len(found) == 1 else ""


def name_of(cell: str) -> str:
    """The name of an enterprise as a cell gives it: squeezed, without a number before it."""
    text = unnumbered(cell)
    return re.sub(r"^\d{1,3}(?=[一-龥]{3})", "", text).strip(":;,.。、*#")


def is_name(words: str) -> bool:
    """Whether squeezed words end like the name of an enterprise."""
    return _ENDED.search(words) is not None and len(words) <= 60


def named_in_title(title: str) -> str:
    """The enterprise that a title is about, or ""."""
    found = _IN_TITLE.search(squeeze(title))
    return found[1] if found else ""


def same_name(name: str) -> str:
    """The part of a name that stays the same however it is written: without brackets, places before it and legal form."""
    text = _ASIDE.sub("", squeeze(name)).replace("有限责任公司", "有限公司")
    return re.sub("^[一-龥]{2,6}?(?:省|市|县|区)", "", text) or text
