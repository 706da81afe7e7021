"""The sample city's polluters: results, verdicts and rates agree where nothing is wrong, and every fault is in what is told."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from crawler.period import Period
from reports.samplecity.city import City
from reports.samplecity.pollution.plan import TURNS, plan, posted
from reports.samplecity.pollution.polluters import Term, multiple, results
from reports.samplecity.pollution.reports import reports
from reports.samplecity.pollution.truth import compliance, monitoring
from reports.samplecity.shelf import Shelf

CITY = "安川市"
MONTHS = [Period(2012, 8).shift(n) for n in range(60)]


def pages(seed, period):
    shelf = Shelf(seed, "hbj", f"{CITY}环境保护局", "own", ("污染源监测",), f"{CITY}环境保护局", False)
    return list(reports(shelf, period, CITY))


def test_terms_are_quarters_until_2013_and_then_months():
    assert [str(Term.of(Period(*month))) for month in ((2013, 12), (2014, 1))] == ["2013年第四季度", "2014年1月"]
    assert Term.of(Period(2014, 1)).before() == Term(2013, 10, 12)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_results_are_judged_by_their_limits(seed):
    for month in MONTHS[::5]:
        found = results(seed, CITY, Term.of(month))
        assert sum(result.is_over for result in found) == 1
        assert sum(result.value is None for result in found) == 1
        for result in found:
            assert result.verdict == ("超标" if result.is_over else "未监测" if result.value is None else "达标")
            if result.is_over:
                assert Decimal(result.multiple) == multiple(result.value, result.limit) > 0


def test_reports_come_in_the_middle_of_the_month_that_follows():
    for month in MONTHS:
        this = plan(1, "hbj", month)
        assert all(posted(1, term) <= month.last for term in this.terms)
        assert all(14 <= posted(1, term).day <= 18 for term in this.terms)
        if this.fault not in ("missing", "outdated"):
            assert this.terms[0].end in (month.shift(-n) for n in range(1, 5))


def test_a_report_that_is_in_order_adds_up():
    checked = 0
    for month in MONTHS:
        if plan(1, "hbj", month).fault:
            continue
        for page in pages(1, month):
            if found := re.search(r"企业共(\d+)家，其中废水企业(\d+)家、废气企业(\d+)家、污水处理厂(\d+)家", page.html):
                whole, *parts = map(int, found.groups())
                assert whole == sum(parts)
            for measured, met, rate in re.findall(r"<td>(\d+)</td><td>(\d+)</td><td>([\d.]+)%</td>", page.html):
                assert abs(Decimal(met) * 100 / Decimal(measured) - Decimal(rate)) <= Decimal("0.05")
                checked += 1
    assert checked > 40


def test_faults_are_in_what_is_told():
    seen = Counter()
    for month in MONTHS:
        this, shown = plan(2, "hbj", month), pages(2, month)
        words = "".join(page.title + page.html for page in shown[:2])
        seen[this.fault] += 1
        if this.fault in ("missing", "outdated"):
            assert not any(str(term) in words for term in (Term.of(month.shift(-1)),) if term.end < month)
            assert bool(shown) is (this.fault == "outdated")
        if this.fault == "broken":
            assert [file.body for page in shown[:3] for file in page.attachments][:1] == [None]
        if this.fault == "wrong-count":
            whole, *parts = map(
                int, re.search(r"共(\d+)家，其中废水企业(\d+)家、废气企业(\d+)家、污水处理厂(\d+)家", words).groups()
            )
            assert whole != sum(parts)
        if this.fault == "contradiction":
            assert "达标率均为100%" in words
            assert any(result.is_over for result in results(2, CITY, this.terms[0]))
    assert set(seen) == set(TURNS)


def test_the_truth_names_every_fault_of_the_rota():
    said = {name for month in MONTHS for tell in (monitoring, compliance) for _, name, _ in tell(2, "hbj", CITY, month)}
    assert said == set(TURNS) - {""}


def test_they_stand_on_the_bodys_own_site_only():
    sites = {site.key: site for site in City(1).content(Period(2013, 7))}
    named = [key for key, site in sites.items() for a in site.articles if "季度" in a.title and "监督性监测" in a.title]
    assert set(named) == {"hbj"}
