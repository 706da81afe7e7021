"""Bulletins of a day's air made as the standard of their day asks for, and a place that shows them."""

from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from crawler.period import CHINA, Period
from crawler.reading.value import Reading
from crawler.roster import Department
from crawler.snapshot import Page, Place, Snapshot
from rules.air.bulletin import Bulletin, Measured
from rules.air.daily.diary import judged
from rules.air.daily.gathered import sorted_out
from rules.air.index import index, partial
from rules.air.standards import possible

BUREAU = Department("hbj", "示例市环境保护局", ("市环保局",), home="http://own/")
OFFERS = frozenset({"index", "primary", "level", "grade", "values"})
MOST = {"SO2": 900, "NO2": 350, "PM10": 520, "PM2.5": 300, "O3:8h": 320, "O3:1h": 380}
MONTHS = {"API": Period(2011, 9), "HJ 633-2012": Period(2018, 4), "HJ 633-2026": Period(2026, 6)}


def page(url, title, text="", published=None, place=Place.OWN, fetched=None, **more):
    reading = Reading("text/html", title=title, text=text or title, published=published, **more)
    return Page(
        f"http://{place}/{url}", place, fetched or datetime(2030, 1, 2, 3, tzinfo=CHINA), "0" * 64, title, reading
    )


def said(day, values, *, form=(), place=Place.OWN, **more):
    """The bulletin that the standard of a day asks for, for concentrations as printed (µg/m³, of CO mg/m³).

    `form` chooses what it shows beside the index: partials, values, primary, level, grade, colour, mg, kind.
    """
    standard = possible(day)[0]
    right = index(standard, {item: Decimal(value) for item, value in values.items()})
    grade = standard.grade(right.value)
    source = page(
        f"{day}.html",
        f"{day}空气质量日报",
        f"{day} {right.value} {grade.words[0]} 浓度",
        day + timedelta(days=1),
        place,
    )
    unit = "mg" if "mg" in form else "µg"
    measured = {
        item: Measured(
            item,
            printed(item, value, unit) if "values" in form else "",
            Decimal(value) if "values" in form else None,
            "mg" if item.startswith("CO") else unit,
            partial(standard, item, Decimal(value)) if "partials" in form else None,
        )
        for item, value in values.items()
    }
    return Bulletin(
        day,
        source,
        right.value,
        str(right.value),
        standard.index if "kind" in form else "",
        primary=right.primary if "primary" in form or right.value > 50 else None,
        level=grade.level if "level" in form else None,
        sub=grade.sub if "level" in form else "",
        grade="" if "level" in form and "grade" not in form else grade.words[0],
        colour=grade.colour + "色" if "colour" in form and grade.colour else "",
        measured=measured if {"values", "partials"} & set(form) else {},
        posted=day + timedelta(days=1),
        offers=OFFERS,
        quote=str(right.value),
        **more,
    )


def printed(item, value, unit):
    return value if unit == "µg" or item.startswith("CO") else str(Decimal(value).scaleb(-3))


@st.composite
def days(draw, standard=None, items=None):
    """The concentrations of one day, none the same as another's by intention."""
    found = {}
    for item in items or standard.asked:
        if item.startswith("CO"):
            found[item] = str(Decimal(draw(st.integers(1, 300))).scaleb(-1))
        else:
            found[item] = str(draw(st.integers(1, MOST[item])))
    return found


FORMS = st.sets(st.sampled_from(["values", "partials", "primary", "level", "grade", "colour", "mg", "kind"]))


@st.composite
def months(draw, need=()):
    """A month of right bulletins of any standard in one form."""
    period = MONTHS[draw(st.sampled_from(sorted(MONTHS)))]
    standard = possible(period.first)[0]
    items = list(standard.asked) + draw(
        st.sampled_from([[], [i for i in standard.daily if i.endswith("1h") and i in MOST]])
    )
    form = draw(FORMS) | set(need)
    return period, [said(day, draw(days(items=items)), form=form) for day in period.days()]


def found(period, bulletins, ways=(), unread=(), other=None, **more):
    """The diary of a place that shows these bulletins, beside `other`, what is shown on the bureau's own site."""
    month = site(period, bulletins, **more)
    there = sorted_out(site(period, other), other) if other is not None else None
    return judged(sorted_out(month, bulletins, ways, unread), there)


def site(period, bulletins, unreached=(), pages=(), place=Place.OWN):
    sources = tuple({each.source.url: each.source for each in bulletins}.values())
    return Snapshot(BUREAU, period, (*sources, *pages), tuple(unreached), place=place)


def failures(diary):
    return {(f.problem, f.subject) for f in diary.findings if f.outcome == "failed"}
