"""What a bulletin of one day's air states, in the form of the public contract."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from crawler.period import Period
from crawler.snapshot import Document
from rules.air.bulletin import Bulletin, Measured
from rules.air.reading import of_document
from rules.air.reading.areas import city_of, in_title, root
from rules.air.reading.days import Known
from rules.air.reading.titled import title_days
from rules.air.standards import possible
from rules.dates import years
from rules.phrases import squeeze


def facts(document: Document) -> dict[str, object] | None:
    """The facts of contracts.md for a bulletin about one day; None when it is about none, or several and its title names none."""
    place = in_title(squeeze(document.title))
    period = Period.containing(document.published or document.reading.written or _year_named(document))
    found = _of_day(of_document(document, period, city_of((document.issuer,)) or root(place)), document, period)
    if found is None:
        return None
    kinds = {each.index for each in possible(found.day)}
    return {
        "date": found.day.isoformat(),
        "place": found.area or place or None,
        "index": found.printed or None if found.index is None else str(found.index),
        "index_kind": found.kind or (kinds.pop() if len(kinds) == 1 else None),
        "primary_pollutant": "、".join(found.primary) or None if found.primary else None,
        "grade": found.grade or None,
        "values": {item.replace(":", "_"): _value(each) for item, each in found.measured.items() if each.printed},
    }


def _year_named(document: Document) -> date:
    """A day of the first year that the title or the text names, else the day on which it was fetched."""
    named = years(document.title) or years(document.text)
    return date(named[0], 7, 1) if named else document.fetched.date()


def _of_day(found: list[Bulletin], document: Document, period: Period) -> Bulletin | None:
    """The bulletin of the one day, of the whole city where there are several areas."""
    days = {each.day for each in found}
    named = title_days(document.title, Known(period.last))
    if len(days) > 1 and len(named) == 1:
        days &= set(named)
    if len(days) != 1:
        return None
    whole = [each for each in found if each.day in days and each.is_whole]
    return whole[0] if whole else None


def _value(each: Measured) -> str:
    """A concentration in µg/m³, of CO in mg/m³, without noughts at its end; as printed where it is no number."""
    if each.value is None:
        return each.printed
    small = not each.unit and each.value < 1 and "." in each.printed and not each.item.startswith("CO")
    value = each.value * 1000 if small else each.value  # without a unit, 0.066 can only be mg/m³
    return str(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize())
