"""Whether the bulletins of a place say what those of their time must say: index, primary pollutant, grade, concentrations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rules.air.bulletin import Bulletin
from rules.air.daily.gathered import Gathered, says
from rules.air.daily.numbers import cited
from rules.air.daily.printed import basis
from rules.air.daily.statement import Statement
from rules.air.daily.units import settled
from rules.air.index import CLEAN, EXCESS, index, pollutant
from rules.air.reading.names import INVALID
from rules.air.standards import Standard, possible
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze

PRIMARY, VALUES, PARTS = "首要污染物", "污染物浓度", 3  # so many pollutants shown: the others are owed as well
MANY = 8  # numbers of a page from which nothing was read: its form is not known
GRADES = {"API": "空气质量级别", "AQI": "空气质量类别"}
INDEX = re.compile(
    "指数|AQI|API", re.IGNORECASE
)  # where such words stand in a source, the field may be there, not understood
_UNVALUED = re.compile(r"(?:指数|AQI)[^。;；\n]{0,30}?(?<![A-Za-z])NA(?![A-Za-z])")
STATED = re.compile(r"(?:指数|AQI|API)[^\d首级类优良PSNCO]{0,12}?\d{1,3}(?![\d月年/.-])", re.IGNORECASE)
FIRST = re.compile("首要|首污|主要污染")
POLLUTANT = re.compile(  # named where no concentration is shown, it may be the primary one
    r"首要|首污|主要污染|颗粒|PM(?:10|2)|二氧化|一氧化碳|臭氧|SO2|NO2|O3", re.IGNORECASE
)
RATED = re.compile("优|良|级|轻度|中度|重度|严重")
MEASURED = re.compile(r"浓度|毫克|微克|[mμu]g/m", re.IGNORECASE)
NAMED = {
    "SO2": re.compile("SO2|二氧化硫", re.IGNORECASE),
    "NO2": re.compile("NO2|二氧化氮", re.IGNORECASE),
    "PM10": re.compile("PM10|可吸入", re.IGNORECASE),
    "PM2.5": re.compile(r"PM2\.?5|细颗粒|细粒子", re.IGNORECASE),
    "CO": re.compile("CO(?!D|2(?!4))|一氧化碳", re.IGNORECASE),
    "O3": re.compile("O3|臭氧", re.IGNORECASE),
}


def lacking(all_: Gathered, statements: Sequence[Statement]) -> Iterator[Finding]:
    """A finding for each field that no bulletin of the place has, a doubt where its words stand there and were not understood.

    A primary pollutant is asked for only where an index is above 50. A place that shows no concentration at all is a doubt,
    one that shows those of some pollutants lacks the others that the standard asks for.
    """
    told = [each.bulletin for each in statements if says(each.bulletin)]
    if not told:
        return
    standard, shut = statements[0].standard, bool(all_.unread) or any(way.way == "picture" for way in all_.ways)
    if not any(each.index is not None or each.printed or "index" in each.offers for each in told):
        yield _none(told, INDEX, standard.name, shut)
    bad = any((each.index or 0) > CLEAN for each in told)
    if bad and not any(each.primary is not None or "primary" in each.offers for each in told):
        shown = any(each.measured for each in told)
        yield _none(told, FIRST if shown else POLLUTANT, PRIMARY, shut)
    if not any(each.grade or each.level is not None or each.offers & {"grade", "level"} for each in told):
        yield _none(told, RATED, GRADES[standard.index], shut)
    if standard.index == "AQI" and statements[0].is_sure:
        yield from _concentrations(told, standard, shut)


def _none(told: Sequence[Bulletin], words: re.Pattern[str], name: str, shut: bool) -> Finding:
    near = next((each for each in told if words.search(squeeze(each.source.text))), None)
    if near is None and not shut:
        cited_ = (cited(each) for each in told[:3])
        return failed("no-field", *cited_, note="全月的日报都没有{name}", subject=name, name=name)
    return cant_tell("no-field", cited(near or told[0]), note="全月的日报都没有读到{name}", subject=name, name=name)


def _concentrations(told: Sequence[Bulletin], standard: Standard, shut: bool) -> Iterator[Finding]:
    """What is lacking of concentrations; the old index came without, and nothing is asked of it."""
    if any("values" in each.offers and not each.measured for each in told):
        return
    shown = {pollutant(item) for each in told for item in each.measured}
    absent = [name for item in standard.asked if (name := pollutant(item)) not in shown]
    if len(shown) >= PARTS:
        for name in absent:
            elsewhere = {
                each.source.url for each in told if name in (each.primary or ())
            }  # named there as the primary one
            yield _none([each for each in told if each.source.url not in elsewhere] or told, NAMED[name], name, shut)
    elif absent:
        near = any(MEASURED.search(squeeze(each.source.text)) for each in told)
        note = "全月的日报都没有读到污染物浓度（{basis}）" if near else "全月的日报都没有污染物浓度（{basis}）"
        cited_ = (cited(each) for each in told[:3])
        yield cant_tell("no-field", *cited_, note=note, subject=VALUES, basis=basis(standard))


def without_index(all_: Gathered, bulletins: Sequence[Bulletin]) -> Finding | None:
    """The finding for a day whose bulletins state no index; None where the standard lets it be NA (HJ 633-2026 5.3.1).

    In the place's pictures or in files that were not read it may stand all the same.
    """
    first, day = bulletins[0], str(bulletins[0].day)
    source = first.source
    printed = squeeze(first.printed)
    said = printed == "/" or INVALID.fullmatch(printed) or (not printed and _UNVALUED.search(source.text))
    if said and not _is_complete(first):
        if _may_be_invalid(first):
            return None
        note = "指数公布为“{printed}”，请核对是否数据不足"
        return cant_tell("no-index", cited(first), note=note, subject=day, printed=first.printed or "NA")
    files = [*all_.unread, *(way.source for way in all_.ways if way.way == "picture")]
    holder = next((page for page in all_.pages if page.url == source.url), None)
    beside = {file.url for file in holder.documents} if holder is not None else set()
    numbers = len(re.findall(r"\d+", source.text)) - len(re.findall(r"\d+", source.title))
    unread = not says(first) and numbers > MANY
    if len(all_.told_by(source)) == 1 and (unread or STATED.search(source.text)):
        return cant_tell("no-index", cited(first), note="文字中似有指数，没有读出", subject=day)
    if any(file.url in beside or file.url == source.url for file in files) or any(
        file.is_recognised for file in (holder.documents if holder is not None else ())
    ):
        return cant_tell("no-index", cited(first), note="文字中没有写明指数，页上的图片或附件没有读出", subject=day)
    return failed("no-index", cited(first), note="没有写明指数", subject=day)


def _is_complete(bulletin: Bulletin) -> bool:
    """Whether every pollutant that the standard asks for has a value, so that nothing keeps the index from being made."""
    known = {pollutant(item) for item in bulletin.concentrations()}
    return all(pollutant(item) in known for item in possible(bulletin.day)[0].asked)


def _may_be_invalid(bulletin: Bulletin) -> bool:
    """Whether the standard lets the index be NA: a pollutant has no valid value, and none of the others exceeds the standard."""
    standard = possible(bulletin.day)[0]
    found = index(standard, settled(bulletin, standard, known=True).bulletin.concentrations())
    return standard.by_hour is not None and not _is_complete(bulletin) and (found is None or found.value <= EXCESS)
