"""Figures and assessments as values, for the tests of the city's statistics."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

from checker.scheme import open_scheme
from checker.scoring import Assessment, Score, Verdict, Weighed
from crawler.period import CHINA, Period
from crawler.roster import Department
from crawler.snapshot import Citation, Place
from rules.accounts.judging.collected import Collected
from rules.finding import passed
from rules.rule import catalogue

SCHEME = open_scheme("yichun-2013", Path(), catalogue())
PERIOD = Period(2013, 7)
UNITS = {"元": Decimal("0.0001"), "万元": Decimal(1)}


def body(id, *more, parent="", name=""):
    return Department(
        id, name or f"示例市{id}局", kinds=frozenset(("budget-unit", *more)), parent=parent, home="http://x/"
    )


def figure(
    head, printed, *, unit="万元", year=2013, told_in=None, place=Place.OWN, kind="budget", read_by="text", alone=False
):
    known = unit or not Decimal(printed)
    value = Decimal(printed) * UNITS.get(unit, Decimal(1)) if known else None
    fetched = datetime(2013, 8, 1, 2, 10, tzinfo=CHINA)
    cited = Citation(f"http://{place}/{year}.htm", fetched, "0" * 64, f"{head} {printed}", place, "table 1", read_by)
    return Collected(year, told_in or year, kind, head, value, printed, unit, place, cited, alone)


def shown(total, **how):
    """A disclosure with a total alone."""
    return (figure("total", total, **how),)


def whole(abroad, reception, bought, run, **how):
    """A disclosure with every head and sums that hold."""
    parts = [Decimal(part) for part in (abroad, reception, bought, run)]
    heads = {
        "total": sum(parts),
        "abroad": abroad,
        "reception": reception,
        "vehicles": parts[2] + parts[3],
        "vehicle_purchase": bought,
        "vehicle_operation": run,
    }
    return tuple(figure(head, str(value), **how) for head, value in heads.items())


def assessed(department, *findings, rule="three-public-budget", period=PERIOD):
    found = findings or (passed(),)
    verdict = Verdict("B2-1", rule, "“三公”经费预算", tuple(map(Weighed, found)), Score())
    return Assessment(department, period, "yichun-2013", (verdict,))
