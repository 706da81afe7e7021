"""Numbers of accidents that a text gives in all and by class, and whether they agree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rules.phrases import squeeze

_CLASS = (
    "工矿商贸|商贸制造业|农林牧渔业|采矿业|建筑业|建筑施工|交通运输(?:和仓储业|业)?|道路交通|道路运输|消防火灾|火灾|水上交通|农业机械|农机|铁路交通|铁路运输|民航"
    "|渔业船舶|非煤矿山|金属与?非金属矿山|煤矿|危险化学品|烟花爆竹|特种设备|冶金|化工|其他行业"
)
_WITHIN = re.compile(
    "建筑|煤矿|矿山|采矿|危险化学品|烟花爆竹|特种设备|冶金|化工|商贸制造"
)  # of 工矿商贸 where that is counted
_OF_CLASS = re.compile(rf"({_CLASS})[^。;\d]{{0,24}}?(?:发生)?[^。;\d]{{0,10}}?(\d{{1,5}})[起宗]")
_NONE = re.compile(rf"(?:未|没有|无)发?生?[^。;\d]{{0,8}}({_CLASS})|({_CLASS})[^。;\d]{{0,16}}(?:未|没有|无)发生")
_TOTAL = re.compile(
    r"(?:各类)?(?:生产安全|安全生产|生产经营性|伤亡)?事故(?:总数)?(?:[(][^()]{0,24}[)])?(?:共|为)?(\d{1,5})[起宗]"
)
_SPAN = re.compile(r"\d{1,2}(?:[-至—~到]\d{1,2})?月|[一二三四1-4]季度|上半年|全年|本月")
_PART = re.compile(r"[。;；\n]")
_AGAINST = re.compile("去年|上年|同期|指标|全国|全省|其中|较大|重大|占|另据|另外|此外")
_OF_WORK = re.compile("(?:生产安全|安全生产|生产经营性)事故")
_BESIDE = re.compile(
    "火灾|道路|交通|铁路|农"
)  # of which only those in the course of work count among accidents of production


@dataclass(frozen=True)
class WrongTally:
    """A total with the sum of its classes, and the sentence of the total; `is_sure` when the classes are more than the total."""

    words: str
    total: int
    summed: int
    is_sure: bool


def wrong_tallies(text: str) -> Iterator[WrongTally]:
    """The totals of a text that the classes given for the same span cannot add up to."""
    totals: dict[str, set[tuple[int, str]]] = defaultdict(set)
    classes: dict[str, dict[str, int]] = defaultdict(dict)
    mixed = False
    span = ""
    for part in map(squeeze, _PART.split(text[:50_000])):
        told = _SPAN.search(part)
        span = told[0] if told else span
        mixed = mixed or "其中" in part
        words = _AGAINST.split(part)[0]
        counts = dict(_OF_CLASS.findall(words)) | {one or other: "0" for one, other in _NONE.findall(words)}
        for name, value in counts.items():
            classes[span].setdefault(name, int(value))
        total = _TOTAL.search(words)
        if total is not None and not counts:
            totals[span].add((int(total[1]), part))
    for key, found in totals.items():
        if len(found) == 1:
            ((total_of, words_of),) = found
            yield from _compared(total_of, words_of, classes[key], is_mixed=mixed)


def _compared(total: int, words: str, classes: dict[str, int], *, is_mixed: bool) -> Iterator[WrongTally]:
    if "工矿商贸" in classes:
        classes = {name: value for name, value in classes.items() if not _WITHIN.search(name)}
    summed = sum(classes.values())
    has_rest = any(name.startswith("其他") for name in classes)
    is_of_work = _OF_WORK.search(words) is not None
    if is_of_work and summed > total:
        classes = {name: value for name, value in classes.items() if "火灾" not in name}
        summed = sum(classes.values())
    if len(classes) < 2 or summed == total or (summed < total and not has_rest):
        return
    yield WrongTally(
        words,
        total,
        summed,
        is_sure=summed > total and not is_mixed and not (is_of_work and any(map(_BESIDE.search, classes))),
    )
