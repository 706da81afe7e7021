"""What a sentence states of a day's air: indexes, primary pollutants, grades, concentrations, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.air.bulletin import Measured
from rules.air.reading.amounts import MG, NUMBER, UG, UNIT, in_usual, spoken
from rules.air.reading.names import GRADES, colour_of, level_of, named, primary_of, with_average
from rules.air.standards import Item

_NAME = r"(?:(?:环境)?空气)?(?:质量|污染)指数|(?<![A-Za-z])(?:AQI|API)(?![A-Za-z])"
_VALUE_WORDS = r"(?:日均|平均|均)?(?:数?值|指标|数)?(?:分别|均)?(?:约)?(?:为|是|:|达到|达|=|,|等于|在)?"
INDEX = re.compile(
    rf"(?:{_NAME})(?:[(（/][^()（）\d]{{0,16}}[)）]?)?(?:{_NAME}|指数)?{_VALUE_WORDS}(?P<n>\d{{1,3}})(?P<rest>(?:\.\d+)?(?:[-~～—–至到]+\d{{1,3}})?)"
    r"(?!\d|%|[天个位类次项]|日(?![均报])|微克|毫克|[μu]g|mg|小时|月\d|年|点位)"
)
_NOT_INDEX = re.compile(r"(?:分|综合|单项|[较比]|同比|环比|平均|累计)[^,。;\n]{0,6}$|IAQI$")
PRIMARY = re.compile(
    r"(?:首要(?:空气)?污染(?:物|因子)|首要?污物?(?!染)|首要污染(?=[为是:]))(?:[(][^)]{0,12}[)])?(?:名称)?(?:均)?(?:为|是|:|,|=|-+>)?(?P<p>[^,。;\n]{0,60})"
)
EXCEEDING = re.compile(r"超标污染物(?:为|是|:|,)?(?P<p>[^,。;\n]{0,60})")
_NONE_BEFORE = re.compile(r"(?:无|没有|未出现|不存在)$")
GRADE = re.compile(
    r"轻微污染|轻度污染|中度重污染|中度污染|重度污染|严重污染|(?<![度微])重污染|(?<![良])优(?![良于先化势美质异秀惠])|(?<![优改])良(?![好性])"
)
LEVEL = re.compile(
    r"(?<![A-Za-z])(?:VI|IV|V|I{1,4})(?![A-Za-z])[-(]?[12]?[)]?级?(?!标准)|[一二三四五六][(]?[12AB]?[)]?级(?!标准|以[上下])|(?<=[级别等为:])[1-6]级(?!标准)"
    r"|(?<=级别为)(?:[一二三四五六]|[1-6])级?|(?<=级别:)(?:[一二三四五六]|[1-6])级?"
)
_BETWEEN = (
    r"(?:[)）]|[(（][^()（）]{0,20}[)）])?"
    r"(?:的|日|最大|滑动|平均|均|浓度|质量|监测|数|值|含量|每立方米|为|是|:|=|24小时|8小时|1小时|小时|约|各点|当日)*"
)
VALUE = re.compile(
    rf"{_BETWEEN}(?P<n>{NUMBER}|[零一二三四五六七八九十百]+点[零一二三四五六七八九]+)(?P<u>{MG}|{UG}|毫克|微克)?(?![\d%天时小h])",
    re.IGNORECASE,
)
PARTIAL = re.compile(
    r"(?:[)）]|[(（][^()（）]{0,20}[)）])?(?:的)?(?:空气)?(?:质量|污染)?(?:分指数|指数|IAQI|API|AQI)(?:[(（]IAQI[)）])?(?:为|是|:|=)?(?P<n>\d{1,3})(?![\d.%]|[-~])"
)
_SIGN = re.compile(
    r"(?:[(（][A-Za-z0-9.\-_]{2,8}[)）])?(?:[-_ ]?(?:8|1|24)-?_?(?:小时|hr?|H)(?![A-Za-z])(?:[(（][A-Za-z0-9.\-_]{2,8}[)）])?)?"
)
_AREA_LINE = re.compile(rf"(?P<a>[一-龥]{{2,10}})[:,]?(?P<n>\d{{1,3}})[(,]?(?:{'|'.join(GRADES)})[)]?(?=$|[\n,;。首])")
_BEHIND = re.compile(
    r"[,;、(（]?(?:其)?(?:空气质量|污染)?(?:分指数|IAQI)(?:[(（]IAQI[)）])?(?:为|是|:|=)?(?P<n>\d{1,3})(?![\d.%]|[-~])"
)
_AND = r"(?:、|,|和|及|与|/|;)"
LISTED = re.compile(
    rf"(?P<w>[^\d。;\n]{{0,20}}?)(?P<list>{NUMBER}(?:{MG}|{UG})?(?:{_AND}{NUMBER}(?:{MG}|{UG})?)+)(?P<u>{MG}|{UG})?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """One statement at its place: `kind` is index, primary, exceeding, level, grade, colour, value, partial or area."""

    kind: str
    start: int
    end: int
    text: str = ""
    number: int | None = None
    names: tuple[str, ...] | None = None
    sub: str = ""
    measured: Measured | None = None
    letters: str = ""
    area: str = ""


def said(text: str) -> list[Said]:
    """Everything that a squeezed sentence states, in order."""
    values = list(_values(text))
    taken = {place for each in values for place in range(each.start + 1, each.end)}
    indexes = [each for each in _indexes(text) if each.start not in taken]
    indexes += list(_short(text)) if not indexes else []
    primary = [*_named(text, "primary", PRIMARY), *_named(text, "exceeding", EXCEEDING)]
    return sorted([*values, *indexes, *primary, *_grades(text)], key=lambda each: each.start)


def _indexes(text: str) -> Iterator[Said]:
    for match in INDEX.finditer(text):
        if _NOT_INDEX.search(text[max(0, match.start() - 10) : match.start()]):
            continue
        rest = match["rest"]
        whole = not rest or re.fullmatch(r"\.0+", rest)
        letters = (
            "AQI" if "AQI" in match[0] else "API" if "API" in match[0] else "AQI" if "质量指数" in match[0] else "API"
        )
        yield Said("index", *match.span(), match["n"] + rest, int(match["n"]) if whole else None, letters=letters)


def _short(text: str) -> Iterator[Said]:
    """The index of a line that holds no more than an area, a figure and its grade (伊春区:63(良))."""
    match = _AREA_LINE.match(text)
    if match:
        yield Said("index", match.start("n"), match.end("n"), match["n"], int(match["n"]), area=match["a"])


def _named(text: str, kind: str, pattern: re.Pattern[str]) -> Iterator[Said]:
    for match in pattern.finditer(text):
        if _NONE_BEFORE.search(text[max(0, match.start() - 6) : match.start()]):
            yield Said(kind, *match.span(), names=())
            continue
        phrase = match["p"]
        names = primary_of(phrase) if phrase else None
        if names is None and match.end() < len(text) and text[match.end()] == ",":
            names = primary_of(re.split("[,。;\n]", text[match.end() + 1 : match.end() + 60])[0])
        yield Said(kind, *match.span(), phrase, names=names)


def _grades(text: str) -> Iterator[Said]:
    for match in LEVEL.finditer(text):
        level, sub = level_of(match[0])
        if level is not None:
            yield Said("level", *match.span(), match[0], level, sub=sub)
    for match in GRADE.finditer(text):
        if match[0] in GRADES and not re.match(r"[为:]?\d+天|率|等级", text[match.end() : match.end() + 8]):
            yield Said("grade", *match.span(), match[0])
    for match in re.finditer(r"(?:颜色|色标|色)(?:为|是|:)?(.{1,4})", text):
        if (colour := colour_of(match[1])) and "褐" not in match[1][:0]:
            yield Said("colour", *match.span(), colour)


def _values(text: str) -> Iterator[Said]:
    """Concentrations and partial indexes, each behind its pollutant, or several behind several."""
    places = list(named(text))
    at = 0
    while at < len(places):
        run = _run(text, places, at)
        found = list(_listed(text, run)) if len(run) > 1 else []
        yield from found
        for name, start, end in run if not found else ():
            yield from _one(text, name, start, _past_sign(text, end))
        at += len(run)


def _past_sign(text: str, end: int) -> int:
    """The end of a pollutant's name together with its sign in brackets and its average behind it (臭氧(O3)8小时, O3_8h)."""
    match = _SIGN.match(text, end)
    return match.end() if match else end


def _run(text: str, places: list[tuple[str, int, int]], at: int) -> list[tuple[str, int, int]]:
    """Pollutants named one after the other with nothing between but marks: SO2、NO2和PM10."""
    run = [places[at]]
    for each in places[at + 1 :]:
        between = text[run[-1][2] : each[1]]
        if not re.fullmatch(rf"(?:[(（][^()（）]{{0,12}}[)）]?)?(?:日均浓度|浓度|日均值)?{_AND}(?:以及)?", between):
            break
        run.append(each)
    return run


def _listed(text: str, run: list[tuple[str, int, int]]) -> Iterator[Said]:
    match = LISTED.match(text, run[-1][2])
    if match is None:
        return
    numbers = re.findall(rf"({NUMBER})({MG}|{UG})?", match["list"], re.IGNORECASE)
    if len(numbers) != len(run):
        return
    is_partial = "指数" in match["w"]
    shared = match["u"] or numbers[-1][1]
    for (name, start, _), (number, unit) in zip(run, numbers, strict=True):
        yield _stated(with_average(name, match["w"]), start, match.end(), number, unit or shared or "", is_partial)


def _one(text: str, name: str, start: int, end: int) -> Iterator[Said]:
    match = PARTIAL.match(text, end)
    if match:
        yield _stated(with_average(name, text[start:end]), start, match.end(), match["n"], "", True)
        return
    match = VALUE.match(text, end)
    between = text[start : match.start("n")] if match else ""
    if match and (match["u"] or re.search("浓度|值|:|为|=|均", between)):
        item = with_average(name, text[start : match.start("n")])
        yield _stated(item, start, match.end(), match["n"], match["u"] or "", False)
        if behind := _BEHIND.match(text, match.end()):
            yield _stated(item, start, behind.end(), behind["n"], "", True)


def _stated(item: Item, start: int, end: int, number: str, unit: str, is_partial: bool) -> Said:
    if is_partial:
        return Said(
            "partial", start, end, number, measured=Measured(item, partial=int(number) if number.isdecimal() else None)
        )
    exact = spoken(number)
    sign = UNIT.search(unit)
    unit = "" if not unit else "mg" if unit.startswith(("毫", "m")) or (sign and sign["mg"]) else "µg"
    value = None if exact is None else in_usual(item, exact, unit)
    return Said("value", start, end, number, measured=Measured(item, number, value, unit))
