"""How many polluters a notice says that its list has: in all, in entries (家次), by class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.phrases import clauses
from rules.surroundings.classes import classes_in

_COUNT = re.compile(r"([^\d]{0,40}?)(?<![\d.])(\d{1,5})(家次|家|户|个)(?![月年]|工作日|方面|类|县|区|乡|镇|行业|问题)")
_OTHER = re.compile(
    "减少|增加|新增|去年|上年|往年|相比|同比|调出|调入|移出|移除|剔除|退出|关停|停产|注销|不再|更名|超标|处罚|整改|检查|抽查|完成|安装|联网|其余|达标|[县区旗镇乡](?!域|内|行政)|较|比"
)
_LISTED = re.compile("单位|企业|名录|名单|污染源|排污|监管|管控")
MOST = 20  # statements of one text
_WHOLE = re.compile("分别|分为|按.{0,16}分(?:成|为)|由.{0,80}组成|[一二三四五六七八2-8]个?类")


@dataclass(frozen=True)
class Count:
    """One number of a sentence: of polluters, or of entries where one polluter has several; `classes` is empty for all."""

    value: int
    is_entries: bool
    classes: frozenset[str]
    words: str


@dataclass(frozen=True)
class Statement:
    """What one sentence says: the totals and the counts by class; `is_whole` when it says that the classes are all there are."""

    totals: tuple[Count, ...]
    parts: tuple[Count, ...]
    is_whole: bool
    words: str


def statements(text: str, year: int | None) -> list[Statement]:
    """What the sentences of a text say of how many there are; sentences about other years and about changes are left out."""
    found = (_statement(clause, year) for clause in clauses(text))
    return [each for each in found if each is not None][:MOST]


def _statement(clause: str, year: int | None) -> Statement | None:
    if len(clause) > 600 or _names_other_year(clause, year):
        return None
    counts = list(_counts(clause))
    if not _LISTED.search(clause) and sum(bool(count.classes) for count in counts) < 2:
        return None
    totals = tuple(count for count in counts if not count.classes)
    parts = tuple(count for count in counts if len(count.classes) == 1)
    if any(re.search("等(?:共计?)?\\d", count.words) for count in counts):  # 污水处理厂等69家: a class, or all of them
        return None
    if not counts or len(totals) + len(parts) < len(counts):  # a number of several classes at once
        return None
    kinds = [kind for count in parts for kind in count.classes]
    if len(kinds) > len(set(kinds)):
        return None
    return Statement(totals, parts, bool(_WHOLE.search(clause)), clause)


def _names_other_year(clause: str, year: int | None) -> bool:
    return any(int(found) != year for found in re.findall(r"(?<!\d)(20\d\d)年", clause)) if year else False


def _counts(clause: str) -> Iterator[Count]:
    """The numbers of a sentence, each with the words before it since the last one."""
    for found in _COUNT.finditer(clause):
        before, value, unit = found.groups()
        if _OTHER.search(before) or re.search("第$|[〔\\[(]$", before):
            continue
        kinds = classes_in(before)
        if unit == "个" and not _LISTED.search(before + clause[found.end() : found.end() + 12]):
            continue
        yield Count(int(value), unit == "家次", kinds, before + value + unit)
