"""A year as values, for the tests of the annual report's statistics: counts that were never crawled, and the seed's figures."""

from datetime import date, datetime
from decimal import Decimal

from checker.counted.told import Line, Owed, Share, Shown, Standing, Tally, What
from checker.counted.value import Count, Counted, DayFrom, Gap, Item, Level, Looked, Seen
from checker.figures_form import Spot, form_for
from checker.figures_kept import Stated
from checker.year_counts import YearCounts
from crawler.period import CHINA, Period
from crawler.roster import Department
from crawler.snapshot import Citation, Place, Reason
from reports.annual_year import Annual

YEAR = 2013
SEEN = datetime(2013, 8, 1, 2, 10, tzinfo=CHINA)
DIGEST = "ab" * 32
KINDS = {
    Level.CITY: "office",
    Level.DEPARTMENTS: "department",
    Level.COUNTIES: "county",
    Level.ENTERPRISES: "enterprise",
}
BODIES = {
    level: Department(f"b{at}", f"示例市{at}局", kinds=frozenset((KINDS[level],)), home=f"http://b{at}.example/")
    for at, level in enumerate(Level)
}
EVIL = '=HYPERLINK("http://x","点击")'


def piece(number, level, month, title="关于公开的通知"):
    """A piece of information that two channels show."""
    body, period = BODIES[level], Period(YEAR, month)
    seen = tuple(
        Seen(
            Item(
                body.id,
                place,
                f"http://{place}.example/{number}.htm",
                title,
                date(YEAR, month, 9),
                DayFrom.PAGE,
                "",
                body.id,
                "",
                "t",
                100,
                "",
                (),
                True,
                False,
                f"{number:064x}",
                SEEN,
            ),
            (period,),
        )
        for place in Place
    )
    return Counted(seen, body.id, level, period)


def count(numbers, gaps=(), months=12):
    """A year's pieces, of each level so many, spread over the months."""
    pieces = [
        piece(at * 100_000 + n, level, n % 12 + 1, EVIL if n == 0 else "关于公开的通知")
        for at, (level, number) in enumerate(numbers.items())
        for n in range(number)
    ]
    missing = tuple(Period(YEAR, month) for month in range(months + 1, 13))
    return Count(YEAR, tuple(pieces), gaps=tuple(gaps), missing=missing)


def cited(number=1, place=Place.OWN):
    return Citation(f"http://{place}.example/{number}.htm", SEEN, DIGEST, "预算", place)


def share(rule, year, departments, units, missing=0, unchecked=0):
    """Who published it: departments and units, of each of which the last ones did not, or could not be looked at."""
    rows = []
    for kind, number in (("department", departments), ("subordinate", units)):
        for n in range(number):
            standing = Standing.PUBLISHED
            if n >= number - unchecked:
                standing = Standing.UNCHECKED
            elif n >= number - unchecked - missing:
                standing = Standing.NOT_PUBLISHED
            body = Department(f"{kind}{n}", f"示例市{kind}{n}", kinds=frozenset((kind,)))
            shown = {place: Shown(standing, Period(YEAR, 12), (cited(n, place),)) for place in Place}
            rows.append(Owed(body, shown))
    return Share(rule, year, tuple(rows))


def tally(what, met, open_=0, unsure=0, looked=9):
    states = [(True, True)] * met + [(False, True)] * open_ + [(False, False)] * unsure
    lines = [
        Line(what, "b1", Place.OWN, f"第{n}件", date(YEAR, n % 12 + 1, 5), cited(n), *state)
        for n, state in enumerate(states)
    ]
    return Tally(what, YEAR, tuple(lines), looked)


def counts(numbers, *, gaps=(), full=True, months=12):
    shares = (
        share("three-public-budget", YEAR, 59, 31),
        share("department-budget", YEAR, 59, 31) if full else share("department-budget", YEAR, 59, 31, 2, 1),
    )
    tallies = {
        What.INTERVIEW: tally(What.INTERVIEW, 6),
        What.REPLY: tally(What.REPLY, 40, 2, 1),
        What.POWER: tally(What.POWER, 30, 5, 4),
        What.CHART: tally(What.CHART, 28),
    }
    bodies = {each.id: each for each in BODIES.values()}
    return YearCounts(YEAR, count(numbers, gaps, months), shares, tallies, bodies)


SMALL = {Level.CITY: 14, Level.DEPARTMENTS: 30, Level.COUNTIES: 25, Level.ENTERPRISES: 3}
GAPS = (
    Gap(Looked(Period(YEAR, 3), "b1", Place.OWN, Reason.TIMEOUT), Period(YEAR, 4)),
    Gap(Looked(Period(YEAR, 12), "", Place.PORTAL, Reason.NOT_VISITED)),
)
SEED = {
    "statistics": {
        "published": {
            "city": 2118,
            "departments": 39660,
            "counties": 35179,
            "enterprises": 4579,
            "all": 81536,
        },
        "asked": {"departments": 8, "counties": 2, "all": 10},
        "answered": {"departments": 8, "counties": 2, "all": 10},
        "reviews": {"all": 0},
        "fees": {"all": 0},
    },
    "work": {
        name: {"all": value}
        for name, value in {
            "visits": 2660,
            "visits-archives": 785,
            "visits-library": 1875,
            "interview-issues": 6,
            "interview-visitors": 1532,
            "interview-questions": 121,
            "tv-issues": 48,
            "tv-minutes": 720,
            "radio-issues": 20,
            "calls": 332,
            "calls-answered": 250,
            "calls-later": 50,
            "calls-rate": 90,
            "systems-new": 3,
            "charged": 0,
        }.items()
    },
}


def values(told):
    """Figures by their cells."""
    return {
        Spot(block, row, column): Decimal(value)
        for block, rows in told.items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }


def stated(told=SEED, year=YEAR):
    form = form_for(year)
    return Stated(
        year, form.digest, DIGEST, "填报.xlsx", "王小明", date(year + 1, 2, 8), date(year + 1, 2, 10), values(told)
    )


def annual(numbers=SMALL, *, people=SEED, gaps=(), full=True, year=YEAR, months=12):
    """The year of a small city with the seed's figures."""
    return Annual(
        year,
        "示例市",
        date(year + 1, 2, 10),
        tuple(Period(year, month) for month in range(1, months + 1)),
        counts(numbers, gaps=gaps, full=full, months=months),
        form_for(year),
        stated(people, year) if people else None,
    )
