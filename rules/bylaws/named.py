"""Whether a title names one of the systems that are owed: 《伊春市政府信息公开统计制度》 and 信息公开统计工作制度（试行） are one."""

from __future__ import annotations

import re
from functools import lru_cache

from rules.phrases import squeeze

_KIND = re.compile("制度|办法|规定|机制|预案|细则|方案|规程|规则|流程|意见|规范")
_COMMON = re.compile(
    r"\([^()]{0,8}\)|政府|政务|重要|工作|信息|公开|发布|实施|试行|暂行|管理|建立|关于|印发|的|和|与|及|、|和"
)
_PLACE = re.compile("^[一-龥]{2,8}?(?:自治[州县旗]|[市县区州盟旗])(?=政府信息|政务|重要|人民政府)")
_ABOUT = re.compile("公开|信息发布|政务|政府信息")
_TELLS_OF = re.compile("学习|会议|培训|落实情况|执行情况|检查|督查|通报|汇报|解读|征求意见|年度报告|工作报告|报告$")


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """What is left of a squeezed name without the words that all such names have; "" where nothing is left."""
    return _COMMON.sub("", _KIND.sub("", _PLACE.sub("", name)))


def names(title: str, wanted: str, is_among: bool = False) -> bool:
    """Whether a squeezed title names a wanted system; `is_among` says that it stands in a column or collection of systems."""
    title, wanted = squeeze(title), squeeze(wanted)
    if wanted in title:
        return True
    if (
        not _KIND.search(title)
        or not (is_among or _ABOUT.search(title))
        or (_TELLS_OF.search(title) and not _TELLS_OF.search(wanted))
    ):
        return False
    key = core(wanted)
    return _holds(core(title), key) if key else core(title) == ""


def _holds(words: str, key: str) -> bool:
    """Whether words hold a key that is not the beginning of a body's name (统计 of 统计局)."""
    at = words.find(key)
    return at >= 0 and words[at + len(key) : at + len(key) + 1] not in ("局", "委", "处", "科")


def may_name(title: str, wanted: str) -> bool:
    """Whether a title may mean a wanted system under another name: a system of disclosure with two of its letters in a row."""
    title, key = squeeze(title), core(squeeze(wanted))
    tells = _TELLS_OF.search(title) is not None and not _TELLS_OF.search(wanted)
    if not key or tells or not _KIND.search(title) or not _ABOUT.search(title):
        return False
    return any(_holds(title, key[at : at + 2]) for at in range(len(key) - 1))
