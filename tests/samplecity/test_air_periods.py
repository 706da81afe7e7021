"""The sample city's reports on weeks and months: they add up, agree with the bulletins, and are wrong as planned."""

import re
from collections import Counter
from decimal import Decimal

from crawler.period import Period
from reports.samplecity.air.cycles import MONTH, TURNS, WEEK, differing, has, reports, turn
from reports.samplecity.air.periods import periods
from reports.samplecity.air.plan import plan
from reports.samplecity.air.truth import periodical
from reports.samplecity.shelf import Shelf

CITY = "安川市"
SEEDS, MONTHS = (1, 2, 3, 4), [Period(2012, 6).shift(n) for n in range(24)]


def told(seed, place, period):
    shelf = Shelf(seed, "hbj", f"{CITY}环境保护局", place, ("空气质量",), f"{CITY}环境保护局", False)
    return list(zip(reports(seed, "hbj", place, period), periods(shelf, period, CITY), strict=True))


def every():
    return ((seed, place, period) for seed in SEEDS for place in ("own", "portal") for period in MONTHS)


def test_what_is_in_order_adds_up():
    checked = Counter()
    for seed, place, period in every():
        for report, page in told(seed, place, period):
            total = int(re.search(r"有效监测天数(\d+)天", page.html)[1])
            parts = page.html.partition("其中")[2].partition("。")[0]
            assert (sum(map(int, re.findall(r"(\d+)天", parts))) == total) is (report.fault != "days")
            if rate := re.search(r"优良天数(\d+)天，优良率([\d.]+)%", page.html):
                right = abs(Decimal(rate[1]) * 100 / total - Decimal(rate[2])) <= Decimal("0.05")
                assert right is (report.fault not in ("rate", "month-rate"))
            checked[report.cycle, report.fault] += 1
    assert {fault for _, fault in checked} == set(TURNS)
    assert {cycle for cycle, _ in checked} == {WEEK, MONTH}


def test_weeks_tell_the_indexes_of_the_bulletins():
    days = 0
    for seed, place, period in every():
        shown = plan(seed, "hbj", place, period)
        for report, page in told(seed, place, period):
            wrong = differing(seed, "hbj", place, report) if report.fault == "dailies" else None
            for month, day, index in re.findall(r"<td>\d+年(\d+)月(\d+)日</td><td>(\d+)</td>", page.html):
                if int(month) == period.month:
                    known = shown.days[period.first.replace(day=int(day))]
                    assert (known.index == int(index)) is (wrong is None or known.day != wrong.day)
                    days += 1
    assert days > 500


def test_reports_are_posted_soon_and_the_wrong_ones_within_the_month():
    for seed, place, period in every():
        for report, _ in told(seed, place, period):
            assert 2 <= (report.posted - report.last).days <= 9
            assert not report.fault or report.posted in period


def test_both_places_differ_only_when_planned():
    for seed, period in ((seed, period) for seed in SEEDS for period in MONTHS):
        own, portal = ({r.name: p for r, p in told(seed, place, period)} for place in ("own", "portal"))
        for name in own.keys() & portal.keys():
            lines = [re.search(r"其中优\d+天，良\d+天", page.html)[0] for page in (own[name], portal[name])]
            last = period.shift(-1)
            is_planned = turn(seed, period) == "places" and name == f"{last.year}年{last.month}月"
            assert (lines[0] == lines[1]) is not is_planned


def test_the_truth_names_what_is_there_to_be_wrong():
    for seed, place, period in every():
        said = list(periodical(seed, "hbj", place, period))
        assert len({each for each in said if each[0] == "failed"}) <= 1
        assert not said or has(seed, place, WEEK) or has(seed, place, MONTH)
