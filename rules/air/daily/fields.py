"""Whether the bulletins of a place say what those of their time must say: index, primary pollutant, grade, concentrations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rules.air.bulletin import Bulletin
from rules.air.daily.gathered import Gathered
from rules.air.daily.numbers import cited
from rules.air.daily.statement import Statement
from rules.air.index import CLEAN, pollutant
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze

PRIMARY, GRADE, VALUES = "首要污染物", "空气质量级别", "污染物浓度"
NEAR = {  # where such words stand in a source, the field may be there and was not understood
    "index": re.compile("指数|AQI|API", re.IGNORECASE),
    PRIMARY: re.compile("首要|主要污染"),
    GRADE: re.compile("优|良|级|污染(?!指数|物|源)"),
    VALUES: re.compile(r"浓度|毫克|微克|[mμu]g/m", re.IGNORECASE),
}


def lacking(all_: Gathered, statements: Sequence[Statement]) -> Iterator[Finding]:
    """A finding for each field that no bulletin of the place has, a doubt for concentrations and for what may be hidden.

    A primary pollutant is asked for only where an index is above 50.
    """
    told = [each.bulletin for each in statements]
    if not told:
        return
    standard = statements[0].standard
    if not any(each.index is not None or each.printed or "index" in each.offers for each in told):
        yield _none(told, "index", standard.name)
    bad = any((each.index or 0) > CLEAN for each in told)
    if bad and not any(each.primary is not None or "primary" in each.offers for each in told):
        yield _none(told, PRIMARY, PRIMARY)
    if not any(each.grade or each.level is not None or each.offers & {"grade", "level"} for each in told):
        yield _none(told, GRADE, GRADE)
    if standard.index == "AQI":
        yield from _concentrations(told, statements[0])


def _none(told: Sequence[Bulletin], field: str, name: str) -> Finding:
    near = next((each for each in told if NEAR[field].search(squeeze(each.source.text))), None)
    if near is None:
        return failed(
            "no-field", *(cited(each) for each in told[:3]), note="全月的日报都没有{name}", subject=name, name=name
        )
    return cant_tell("no-field", cited(near), note="全月的日报都没有读到{name}", subject=name, name=name)


def _concentrations(told: Sequence[Bulletin], first: Statement) -> Iterator[Finding]:
    shown = {pollutant(item) for each in told for item in each.measured}
    absent = [name for item in first.standard.asked if (name := pollutant(item)) not in shown]
    if not absent or any("values" in each.offers and not each.measured for each in told):
        return
    note = "全月的日报都没有 {absent} 的浓度和分指数（{basis}）"
    values = {"absent": "、".join(absent), "basis": first.standard.source}
    yield cant_tell("no-field", *(cited(each) for each in told[:3]), note=note, subject=VALUES, **values)


def without_index(all_: Gathered, bulletins: Sequence[Bulletin]) -> Finding | None:
    """The finding for a day whose bulletins state no index; None where the standard lets it be NA.

    In the place's pictures or in files that were not read it may stand all the same.
    """
    first, day = bulletins[0], str(bulletins[0].day)
    source = first.source
    absent = squeeze(first.printed).upper() in ("NA", "N/A", "/", "缺测", "无效", "-", "—", "——", "--")
    values = first.concentrations()
    if absent and (not values or any(each.is_stated and each.value is None for each in first.measured.values())):
        note = "指数公布为“{printed}”，请核对是否数据不足"
        return cant_tell("no-index", cited(first), note=note, subject=day, printed=first.printed)
    files = [*all_.unread, *(way.source for way in all_.ways if way.way == "picture")]
    holder = next((page for page in all_.pages if page.url == source.url), None)
    beside = {file.url for file in holder.documents} if holder is not None else set()
    if any(file.url in beside or file.url == source.url for file in files) or any(
        file.is_recognised for file in (holder.documents if holder is not None else ())
    ):
        return cant_tell("no-index", cited(first), note="文字中没有写明指数，页上的图片或附件没有读出", subject=day)
    return failed("no-index", cited(first), note="没有写明指数", subject=day)
