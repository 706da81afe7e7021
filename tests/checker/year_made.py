"""Years made by hand: schemes, months, visits."""

from datetime import date
from decimal import Decimal

from checker.indicator import Indicator, Sort
from checker.matrix import Matrix
from checker.onsite import OnSite
from checker.scheme import Grade, Scheme
from checker.scoring import Assessment, Score, Verdict, Weighed
from checker.visits import SiteMark
from checker.year import Seen, Year, years
from checker.year_months import judged, weighs_alike
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place
from rules.finding import passed

JULY, DECEMBER = Period(2013, 7), Period(2013, 12)
HBJ = Department("hbj", "示例市环境保护局", kinds=frozenset(("department", "ecology")))


def cells(*weights):
    return Matrix(*map(Decimal, weights))


def matter(id="M", cycle="monthly", kinds=("ecology",), points=10, answers=()):
    worth = {answer: Decimal(value) for answer, value in answers}
    return OnSite(id, f"事项{id}", "公开栏", "有无", cycle, frozenset(kinds), points=Decimal(points), answers=worth)


def indicator(id="A", **more):
    told = {"points": Decimal(100), "applies_to": frozenset(("department",)), **more}
    return Indicator(id, f"指标{id}", "three-public-budget", places=(Place.OWN,), deduct={}, **told)


GRADES = tuple(Grade(name, Decimal(least)) for name, least in (("优秀", 90), ("良好", 80), ("合格", 60), ("不合格", 0)))


def scheme(*matters, matrix=None, **more):
    told = {"id": "city-2013", "indicators": (indicator(),), "grades": GRADES, **more}
    return Scheme(title="考核", year=2013, source="", matrix=matrix or Matrix.product(), on_site=matters, **told)


def month(department, period, earned, assessable="100", possible="100", findings=(), scheme_id="city-2013", **more):
    """A department's month with one indicator, judged to have earned so much."""
    score = Score(*map(Decimal, (earned, assessable, possible)))
    weighed = tuple(each if isinstance(each, Weighed) else Weighed(each) for each in findings or (passed(),))
    verdict = Verdict("A", "three-public-budget", "指标A", weighed, score, **{"sort": Sort.DEDUCT, **more})
    return Assessment(department, period, scheme_id, (verdict,))


def visit(
    period_or_year,
    points,
    id="M",
    department="hbj",
    first=None,
    by="王某",
    on=date(2013, 7, 30),
    possible=10,
    answer="",
):
    """A mark on site for a monthly line, or one of the year-end inspection."""
    first = first or (period_or_year.first if isinstance(period_or_year, Period) else date(period_or_year, 1, 1))
    worth = None if points is None else Decimal(points)
    key = f"onsite/{department}/{id}/{first}"
    return SiteMark(key, str(period_or_year), answer, worth, Decimal(possible), "现场", "", by, on, "f!A1")


def seen(used, *assessments, marks=(), past=DECEMBER, left=None, kept=None):
    found = {}
    for each in assessments:
        found.setdefault(each.period, {})[each.department.id] = judged(
            each, kept or used, edited=not weighs_alike(kept or used, used)
        )
    return Seen(found, past, left or {}, tuple(marks))


def year_of(used, *assessments, department="hbj", roster=(), **how) -> Year:
    return next(
        each for each in years(used, seen(used, *assessments, **how), roster) if each.department.id == department
    )
