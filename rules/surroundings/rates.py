"""Rates of water that meets its standard, recomputed from the parts that a report gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import Enum
from fractions import Fraction

from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.phrases import squeeze
from rules.surroundings.sentences import sentences
from rules.tables import tables_of

_N = r"(\d+(?:\.\d+)?)"
_UNIT = "(?:万|亿)?(?:吨|立方米|方|m3|t)"
_VOLUMES = re.compile(
    rf"(?:取|供)水总?量(?:共计?|合计|总计|约?为|是|:)*{_N}({_UNIT})[^\d]{{0,16}}?达标(?:取|供)?水量(?:共计?|为|是|:)*{_N}({_UNIT})[^\d%]{{0,24}}?{_N}%"
)
_WHOLE = re.compile(
    r"(?<![\d.第])(\d{1,5})个(?=[^\d,;。]{0,24}(?:断面|水源|点位|站点|水库|监测点)|[^\d,;。]{0,8}(?:在用|市级|县级|地级))"
)
_SHARE = re.compile(
    r"(?P<lead>[^\d,;。]{0,12})(?<![\d.第])(?P<part>\d{1,5})个(?P<of>[^\d,;。]{0,24})[,(]?(?:水质|总体)?"
    rf"(?P<share>占比?|比例|达标率|所占比例)[^\d,;。]{{0,10}}(?P<rate>{_N})%"
)
_MEETING = re.compile("达标|符合|满足|合格|优良|优于|类")
_MISSING = re.compile("(?:未|不|没有|未能)(?:达标|符合|满足|合格)|超标|劣")
_THEN = re.compile("同比|环比|上年|去年|上月|上季|上升|下降|增加|减少|提高|降低|相比|较")
_ALL = re.compile("监测频?次数?|[取供]水总?量|(?:应?监测|断面|点位|水源地?)+(?:总|个)?数")
_MET = re.compile("达标(?:取|供)?水量|达标(?:次|个|断面|点位|水源)*数|合格(?:次|个)?数")
_RATE = re.compile("(?:水质|水量|取水)*(?:达标|合格)率(?:[(]?%[)]?)?")
_VERDICT = re.compile("达标情况|是否达标|评价结果|达标与否|水质达标情况|达标状况|监测结果评价")
_LESS = re.compile(r"(?:未|不)达标|超标(?!指标|项目|倍数|因子|情况)|达标率(?:均?[为达是]|:)?(?!100)\d")
_COUNTED = re.compile(r"(?<![\d.第])(\d{1,5})个")
_NOT_MET = re.compile("不达标|未达标|超标|不合格")
_FULL = re.compile(r"达标率(?:均?[为达是]|:)?100(?:\.0+)?%|(?:水源|水质|断面)地?均(?:全部)?达标")


class Verdict(Enum):
    """What recomputing says of a printed rate; cut off instead of rounded is a doubt."""

    RIGHT = "right"
    CUT = "cut"
    WRONG = "wrong"


LONGEST_LINE = 6000  # characters of one paragraph
_ORDER = tuple(Verdict)


@dataclass(frozen=True)
class Rate:
    """A printed rate with its parts as printed, and the words that say so."""

    part: Decimal
    whole: Decimal
    printed: Decimal
    verdict: Verdict
    words: str
    where: str = ""

    @property
    def exact(self) -> str:
        """The recomputed rate to two decimals more than printed."""
        step = Decimal(1).scaleb(int(self.printed.as_tuple().exponent) - 2)
        return str((self.part * 100 / self.whole).quantize(step))


def judged(part: Decimal, whole: Decimal, printed: Decimal, *, is_count: bool) -> Verdict:
    """Whether a percentage comes of its parts, either way of rounding a half allowed.

    Counts are exact; a volume stands for everything that is rounded to what is printed.
    """
    step = Fraction(Decimal(1).scaleb(int(printed.as_tuple().exponent)))
    slack = Fraction(0) if is_count or part == whole else half_step(part), Fraction(0) if is_count else half_step(whole)
    low = 100 * (Fraction(part) - slack[0]) / (Fraction(whole) + slack[1])
    high = 100 * (Fraction(part) + slack[0]) / max(Fraction(whole) - slack[1], Fraction(1, 10**6))
    if part == whole and printed == 100:
        return Verdict.RIGHT
    if low - step / 2 <= Fraction(printed) <= high + step / 2:
        return Verdict.RIGHT
    exact = part * 100 / whole
    return (
        Verdict.CUT
        if exact.quantize(Decimal(1).scaleb(int(printed.as_tuple().exponent)), ROUND_DOWN) == printed
        else Verdict.WRONG
    )


def half_step(printed: Decimal) -> Fraction:
    """Half of the last printed digit of a number, of a whole number half."""
    return Fraction(Decimal(1).scaleb(min(0, int(printed.as_tuple().exponent)))) / 2


def rates(document: Document) -> Iterator[Rate]:
    """The rates of one page or file whose parts it gives, in sentences and in rows of tables."""
    for line in document.text.splitlines():
        yield from _in_line(line) if len(line) <= LONGEST_LINE else ()
    for table in tables_of(document):
        yield from _in_table(table)


def _in_line(line: str) -> Iterator[Rate]:
    plain = squeeze(line)
    for found in _VOLUMES.finditer(plain):
        whole, unit, part, other, printed = found.groups()
        if unit == other and Decimal(whole) > 0 and not _THEN.search(found[0]):
            yield _rate(part, whole, printed, found[0], is_count=False)
    wholes: list[str] = []
    for clause in sentences(line):
        wholes += _WHOLE.findall(clause)
        for found in _SHARE.finditer(clause):
            if _THEN.search(found[0]) or not wholes:
                continue
            before = _COUNTED.findall(plain[: plain.find(found[0])])  # 国控断面9个, 达标8个: a part of a part
            tried = [
                _rate(part, whole, found["rate"], found[0], is_count=True)
                for whole in dict.fromkeys((*wholes, *before))
                if int(whole) and (part := _part(found, whole)) is not None
            ]
            yield from sorted(
                (each for each in tried if each.whole >= each.part), key=lambda each: _ORDER.index(each.verdict)
            )[:1]


def _part(found: re.Match[str], whole: str) -> str | None:
    """The part of a whole whose share is told: those that meet the standard, though the others were counted; None for no part."""
    about = found["lead"] + found["of"]
    if found["share"] != "达标率":
        return found["part"]
    if _MISSING.search(about):
        return str(max(0, int(whole) - int(found["part"])))
    return found["part"] if _MEETING.search(about) else None


def _rate(part: str, whole: str, printed: str, words: str, *, is_count: bool, where: str = "") -> Rate:
    numbers = Decimal(part), Decimal(whole), Decimal(printed)
    return Rate(*numbers, judged(*numbers, is_count=is_count), words, where)


def _in_table(table: Table) -> Iterator[Rate]:
    """The rates of rows whose table has a column for all, for what meets the standard, and for the rate."""
    for number, row in enumerate(table.rows[:4]):
        heads = [squeeze(cell) for cell in row]
        places = [[place for place, cell in enumerate(heads) if words.match(cell)] for words in (_ALL, _MET, _RATE)]
        if all(len(found) == 1 for found in places):
            columns = [found[0] for found in places]
            is_count = re.search("水量", heads[columns[0]]) is None
            for cells in table.rows[number + 1 :]:
                yield from _in_row(
                    [squeeze(cells[place]) if place < len(cells) else "" for place in columns], table, is_count=is_count
                )
            return


def _in_row(cells: list[str], table: Table, *, is_count: bool) -> Iterator[Rate]:
    values = [re.fullmatch(r"(\d+(?:\.\d+)?)%?", cell) for cell in cells]
    if all(values):
        whole, part, printed = (found[1] for found in values if found)
        if Decimal(whole) > 0 and Decimal(part) <= Decimal(whole):
            yield _rate(part, whole, printed, "|".join(cells), is_count=is_count, where=table.where)


def contradicted(document: Document) -> tuple[str, str] | None:
    """Words that say that all is met, and the row of the only table of verdicts that says otherwise; None where none does."""
    prose = squeeze("\n".join(line for line in document.text.splitlines() if not re.search("[\t|]", line)))
    full = None if _LESS.search(prose) else _FULL.search(prose)
    tables = [(table.rows, column) for table in tables_of(document) if (column := _verdicts(table)) is not None]
    if full is None or len(tables) != 1:
        return None
    rows, column = tables[0]
    bad = (row for row in rows if column < len(row) and _NOT_MET.fullmatch(squeeze(row[column])))
    row = next(bad, None)
    return None if row is None else (full[0], " | ".join(row))


def _verdicts(table: Table) -> int | None:
    for row in table.rows[:4]:
        for column, cell in enumerate(row):
            if _VERDICT.fullmatch(squeeze(cell)):
                return column
    return None
