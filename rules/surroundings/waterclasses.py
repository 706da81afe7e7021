"""The classes of water (Ⅰ to 劣Ⅴ), and whether what a report says of one place holds together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.phrases import squeeze
from rules.surroundings.sentences import sentences
from rules.tables import tables_of

# 环办〔2011〕22号: 断面水质定性评价.
QUALITY = {1: "优", 2: "优", 3: "良好", 4: "轻度污染", 5: "中度污染", 6: "重度污染"}
DRINKABLE = 3  # GB 3838-2002: 集中式生活饮用水地表水源地适用Ⅱ、Ⅲ类
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_CLASS = re.compile("(劣于?|超|>)?(IV|V|I{1,3}|[一二三四五])类?(?:水质|水体)?")
_WORDS = "优|良好|轻度污染|中度污染|重度污染"
_SAID = re.compile(
    rf"(?:为|达到?|符合|属)(?:地表水)?((?:劣于?|超)?(?:IV|V|I{{1,3}})|劣?[一二三四五])类(?:水质|标准|水体)?,?(?:水质)?(?:状况|评价)(?:评价)?[为是属]?({_WORDS})"
)
_OVERALL = re.compile("总体|整体|同比|环比|上年|去年|上月|比例|富营养|营养状态")
_NOW = re.compile(
    "(?:本月|本期|本季度?|现状|实测|监测)?水质(?:现状)?类别|(?:本月|本期|本季度?|现状|实测|实际)(?:水质)?类别|水质现状"
)
_AIM = re.compile(
    "(?:规划|目标|功能区?|考核)(?:水质)?(?:目标|类别|要求)?类?别?|水质(?:控制)?目标(?:类别)?|(?:水)?环境功能区?类别"
)
_STATE = re.compile("水质状况|水质评价|定性评价|水质状况评价|水质定性评价|状况")
_VERDICT = re.compile("达标情况|是否达标|评价结果|达标与否|水质达标情况|达标状况")
_MET = re.compile("达标|是|合格")
_ASIDE = re.compile("总氮|单独评价|不参与|粪大肠|参考")


@dataclass(frozen=True)
class Clash:
    """Two words of one place that cannot both hold: the place, what its class is, what is said of it; sure or not."""

    place: str
    found: str
    said: str
    is_sure: bool
    words: str
    where: str = ""


def class_of(cell: str) -> int | None:
    """The class that a squeezed cell names, 6 for worse than Ⅴ; None for a range, several or none."""
    found = _CLASS.fullmatch(cell.upper().strip("()"))
    if found is None:
        return None
    number = _ROMAN[found[2]]
    return 6 if found[1] and number == 5 else None if found[1] else number


def clashes(document: Document, *, is_drinking: bool) -> Iterator[Clash]:
    """The places of a page or file whose class, state, aim and verdict contradict each other."""
    for clause in sentences(document.text):
        if not _OVERALL.search(clause):
            for found in _SAID.finditer(clause):
                number = class_of(found[1])
                if number is not None and QUALITY[number] != found[2]:
                    yield Clash(_place_before(clause[: found.start()]), found[1] + "类", found[2], True, clause)
    for table in tables_of(document):
        yield from _in_table(table, is_drinking=is_drinking)


def _place_before(words: str) -> str:
    return re.split("[,:、]", words)[-1][-20:]


def _in_table(table: Table, *, is_drinking: bool) -> Iterator[Clash]:
    for number, row in enumerate(table.rows[:4]):
        heads = [squeeze(cell) for cell in row]
        now = _column(heads, _NOW)
        others = [_column(heads, words) for words in (_AIM, _STATE, _VERDICT)]
        if now is None or all(place is None for place in others):
            continue
        for cells in table.rows[number + 1 :]:
            plain = [squeeze(cell) for cell in cells] + [""] * len(heads)
            if _ASIDE.search("".join(plain)) is None:
                yield from _in_row(plain, now, others, table, is_drinking=is_drinking)
        return


def _column(heads: list[str], words: re.Pattern[str]) -> int | None:
    places = [place for place, cell in enumerate(heads) if words.fullmatch(cell)]
    return places[0] if len({heads[place] for place in places}) == 1 else None


def _in_row(
    cells: list[str], now: int, others: list[int | None], table: Table, *, is_drinking: bool
) -> Iterator[Clash]:
    number = class_of(cells[now])
    if number is None:
        return
    aim, state, verdict = ("" if place is None else cells[place] for place in others)
    place = next((cell for cell in cells if len(cell) > 1 and not cell.isdecimal()), "")
    words = " | ".join(filter(None, cells))
    if re.fullmatch(_WORDS, state) and state != QUALITY[number]:
        yield Clash(place, cells[now], state, True, words, table.where)
    worst = class_of(aim) or (DRINKABLE if is_drinking else None)
    if worst is not None and number > worst and _MET.fullmatch(verdict):
        is_sure = number > max(worst, DRINKABLE) or not is_drinking
        yield Clash(place, cells[now], verdict, is_sure, words, table.where)
