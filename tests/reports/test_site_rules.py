"""The pages of rules: every price of the scheme, an example of each problem, and how the departments stand."""

from datetime import date

import lxml.html
import pytest

from checker.decided import Decided
from checker.indicator import Sort
from checker.scheme import open_scheme
from reports.docket_view import Docket
from reports.rulebooks_words import figure
from reports.site import written
from reports.site.rule_page import rule_data
from reports.site.rules_page import rule_leaves, rules
from reports.site.values import Month
from reports.stored import Results
from reports.wording import Wording
from rules.examples import examples
from rules.finding import failed, passed, untested
from rules.rule import catalogue
from rules.workdays import Calendar
from tests.reports.judged import JULY, city, judge
from tests.reports.ruled import month_of, said, shown


def of_scheme(scheme, language="zh"):
    """A month of nobody, under a scheme."""
    docket = Docket("市", date(2013, 8, 5), None, (), {}, frozenset(), frozenset(), Calendar({}))
    return Month("市", date(2013, 8, 5), Results(JULY, scheme, (), Decided(())), docket, Wording(language))


@pytest.fixture(scope="module")
def scheme(tmp_path_factory):
    return open_scheme("yichun-2013", tmp_path_factory.mktemp("none"), catalogue())


def test_every_rule_of_the_scheme_has_a_row_under_its_topic_and_a_page(scheme):
    month = of_scheme(scheme)
    used = {each.rule for each in scheme.indicators}
    rows = rules(month)["rules"]
    assert [each["id"] for each in rows] == list(dict.fromkeys(each["id"] for each in rows))
    assert {each["id"] for each in rows} == used == {leaf.file[5:-5] for leaf in rule_leaves(month)}
    assert {each["topic"] for each in rows} == {catalogue()[id].theme.id for id in used}


def test_every_price_of_the_scheme_stands_in_the_page_of_its_rule(scheme):
    month = of_scheme(scheme)
    for indicator in scheme.indicators:
        told = rule_data(indicator.rule, month)
        (card,) = (each for each in told["indicators"] if each["id"] == indicator.id)
        assert indicator.sort is Sort.VETO or card["points"].startswith(figure(indicator.points))
        assert len(card["dials"]) == len(indicator.dials)
        prices = {
            each["name"]: price
            for each in told["problems"]
            for price in each["prices"]
            if price["indicator"] == indicator.id
        }
        assert set(prices) == set(indicator.deduct)
        for name, cost in indicator.deduct.items():
            assert figure(cost.each) in prices[name]["price"]
            assert figure(cost.at_most) in prices[name]["price"]


def test_every_problem_that_a_rule_can_name_is_told_with_an_example(scheme):
    month = of_scheme(scheme)
    for id in {each.rule for each in scheme.indicators}:
        told = {each["name"]: each for each in rule_data(id, month)["problems"]}
        assert set(told) >= set(catalogue()[id].problems)
        for name in catalogue()[id].problems:
            assert (told[name]["example"] is not None) == ((id, name) in examples())
            assert told[name]["words"] == catalogue()[id].problems[name]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_a_rule_says_the_duty_the_law_and_how_it_decides(scheme, language):
    month = of_scheme(scheme, language)
    page = shown(month, "rule.html", "rule/air-quality-daily.html")
    rule = catalogue()["air-quality-daily"]
    assert len(page.xpath("//tr[starts-with(@id, 'p-')]")) == len(rule.problems)
    lead = said(page.xpath("//p[@class='lead']")[0])
    assert lead == "".join((rule.duty if language == "zh" else rule.statement.split("\n\n")[0]).split())
    if language == "zh":
        basis = said(page.xpath("//dl[@class='facts']/dd")[0])
        assert basis == "国办发〔2013〕73号（五）；HJ633-20125.1"
        assert "“连续多日数值完全相同”只提请人核实" in said(page)
        assert "不算缺失" in said(page.xpath("//section[@aria-labelledby='decides']")[0])


def test_a_rule_tells_who_fails_it_and_who_could_not_be_judged_apart(tmp_path):
    folder = city(tmp_path / "w", (failed("missing-day", subject="2013-07-09"),))
    page = shown(month_of(folder), "rule.html", "rule/air-quality-daily.html")
    (row,) = page.xpath("//table[@id='stands']/tbody/tr")
    assert row.get("class") == "bad"
    assert row.xpath(".//a/@href") == ["../department/hbj.html#i-C1-1"]
    assert "缺少当日空气质量日报：2013-07-09" in said(row)
    assert page.xpath("//details//a/@href") == ["../department/czj.html#i-C1-1"]
    judge(folder, (untested("", note="服务器出错"),))
    page = shown(month_of(folder), "rule.html", "rule/air-quality-daily.html")
    (row,) = page.xpath("//table[@id='stands']/tbody/tr")
    assert row.get("class") == "doubt"
    assert "服务器出错" in said(row)
    numbers = [said(each) for each in page.xpath("//ul[@class='numbers']//strong")]
    assert numbers == ["0", "1", "1", "0"]
    assert "服务器出错1处" in said(page.xpath("//section[@aria-labelledby='decides']")[0])


def test_the_list_counts_each_department_once_by_its_gravest_result(tmp_path):
    own = (failed("missing-day", subject="2013-07-09"), untested("", note="服务器出错"), passed())
    page = shown(month_of(city(tmp_path / "w", own)), "rules.html", "rules.html")
    rows = {
        each.xpath(".//a/@href")[0]: [said(cell) for cell in each.xpath("td")]
        for each in page.xpath("//table[@id='rules']/tbody/tr")
    }
    assert rows["rule/air-quality-daily.html"][3:6] == ["1", "—", "1"]
    assert rows["rule/foreign-content.html"][3:6] == ["—", "—", "—"]
    chosen = {each.get("data-has") for each in page.xpath("//table[@id='rules']/tbody/tr")}
    assert chosen == {"failed", ""}


def test_a_rule_that_this_version_no_longer_knows_still_has_its_page(scheme, monkeypatch):
    month = of_scheme(scheme)
    left = {id: rule for id, rule in catalogue().items() if id != "air-quality-daily"}
    monkeypatch.setattr("reports.site.rule_page.catalogue", lambda: left)
    monkeypatch.setattr("reports.wording.named", left.get)
    told = rule_data("air-quality-daily", month)
    assert told["duty"] == []
    kind = next(each for each in written.PAGES if each.template == "rule.html")
    leaf = next(each for each in kind.leaves(month) if each.file == "rule/air-quality-daily.html")
    page = lxml.html.fromstring(written._page(kind, leaf, month))
    assert "missing-day" in said(page)
