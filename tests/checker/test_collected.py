"""What the city's table takes from one body's pages: every year and kind, in 万元, with where it stands."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from crawler.period import CHINA, Period
from crawler.reading.value import Reading, Table
from crawler.roster import Department
from crawler.snapshot import Page, Place, Snapshot
from rules.accounts.judging.collected import ALONE, collected

CZJ = Department("czj", "示例市财政局", ("市财政局",), home="http://own/")
HEADS = ("合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行维护费", "公务用车购置费", "公务用车运行维护费")


def page(title, rows, *, unit="万元", place=Place.OWN, published=date(2013, 3, 1), read_by="text"):
    table = Table((("项目", "金额"), *zip(HEADS, rows, strict=False)), f"{title} 单位：{unit}" if unit else title)
    reading = Reading("text/html", title=title, text=title, published=published, tables=(table,), read_by=read_by)
    when = datetime(2013, 8, 1, 2, 10, 4, tzinfo=CHINA)
    columns = ("首页", "财政信息", "三公经费")
    return Page(f"http://{place}/{title}.htm", place, when, "ab" * 32, "", reading, columns=columns)


def found(*pages, **more):
    return collected(Snapshot(CZJ, Period(2013, 11), pages, **more))


def values(figures, **wanted):
    chosen = [each for each in figures if all(getattr(each, name) == value for name, value in wanted.items())]
    return {each.head: each.value for each in chosen}


BUDGET = "示例市财政局2013年“三公”经费预算"
FINAL = "示例市财政局2012年“三公”经费决算"


def test_each_head_in_wan_with_what_was_printed():
    figures = found(page(BUDGET, ("833900", "0", "213600", "620300"), unit="元"))
    assert values(figures) == {
        "total": Decimal("83.39"),
        "abroad": 0,
        "reception": Decimal("21.36"),
        "vehicles": Decimal("62.03"),
    }
    total = next(each for each in figures if each.head == "total")
    assert (total.printed, total.unit, total.year, total.told_in, total.kind) == ("833900", "元", 2013, 2013, "budget")
    assert (total.place, total.cited.url, total.cited.sha256) == (Place.OWN, f"http://own/{BUDGET}.htm", "ab" * 32)
    assert "833900" in total.cited.quote


def test_budgets_and_accounts_of_every_year_in_both_places():
    figures = found(
        page(BUDGET, ("10", "1", "2", "7")),
        page(BUDGET, ("11", "1", "2", "8"), place=Place.PORTAL),
        page(FINAL, ("9", "1", "2", "6")),
        page("示例市财政局2012年“三公”经费预算", ("8", "1", "2", "5"), published=date(2012, 3, 1)),
    )
    assert values(figures, kind="budget", year=2013, place=Place.OWN)["total"] == 10
    assert values(figures, kind="budget", year=2013, place=Place.PORTAL)["total"] == 11
    assert values(figures, kind="final", year=2012)["total"] == 9
    assert values(figures, kind="budget", year=2012)["total"] == 8


def test_the_fullest_of_several_documents_speaks_alone():
    fuller = page(f"{BUDGET}表", ("10", "1", "2", "7"))
    figures = found(page(BUDGET, ("99", "", "99", "")), fuller)
    assert {each.cited.url for each in figures} == {fuller.url}


def test_without_a_unit_there_is_no_value_but_a_nil():
    figures = found(page(BUDGET, ("82.23", "0", "10.17", "72.06"), unit=""))
    assert (values(figures)["total"], values(figures)["abroad"]) == (None, 0)
    assert next(each for each in figures if each.head == "total").printed == "82.23"


def test_a_blank_is_no_figure():
    assert "abroad" not in values(found(page(BUDGET, ("9", "", "2", "7"))))


def test_a_declared_nil_is_nil_under_every_head():
    text = "经核实，2013年度本单位无“三公”经费预算支出，特此说明。"
    reading = Reading("text/html", title=BUDGET, text=f"{BUDGET}\n{text}", published=date(2013, 3, 1))
    figures = found(replace(page(BUDGET, ()), reading=reading))
    assert values(figures) == dict.fromkeys(values(figures), Decimal(0))
    assert {"total", "abroad", "reception", "vehicles"} <= set(values(figures))
    assert text in {each.cited.quote for each in figures}


def test_last_years_figures_beside_are_told_in_this_year():
    rows = (("项目", "2012年预算数", "2013年预算数"), ("合计", "12", "10"), ("因公出国（境）费", "1", "0"))
    rows += (("公务接待费", "4", "3"), ("公务用车购置及运行维护费", "7", "7"))
    reading = Reading(
        "text/html",
        title=BUDGET,
        text=BUDGET,
        published=date(2013, 3, 1),
        tables=(Table(rows, f"{BUDGET} 单位：万元"),),
    )
    figures = found(replace(page(BUDGET, ()), reading=reading))
    assert values(figures, year=2013) == {"total": 10, "abroad": 0, "reception": 3, "vehicles": 7}
    assert values(figures, year=2012) == {"total": 12, "abroad": 1, "reception": 4, "vehicles": 7}
    assert {each.told_in for each in figures} == {2013}


def test_what_was_kept_of_the_year_before_is_taken_too():
    before = page("示例市财政局2012年“三公”经费预算", ("8", "1", "2", "5"), published=date(2012, 3, 1))
    figures = found(page(BUDGET, ("10", "1", "2", "7")), earlier=(before, replace(before, place=Place.PORTAL)))
    assert values(figures, year=2012, told_in=2012, place=Place.OWN)["total"] == 8
    assert values(figures, year=2012, told_in=2012, place=Place.PORTAL)["total"] == 8
    only = found(page(BUDGET, ("10", "1", "2", "7")), earlier=(before,))
    assert values(only, year=2012, place=Place.PORTAL) == {}


@pytest.mark.parametrize(
    ("title", "alone"),
    [
        ("示例市教育局（本级）2013年“三公”经费预算", True),
        ("示例市教育局本级2013年部门预算", True),
        ("示例市教育局机关2013年三公经费预算", True),
        ("示例市本级2013年三公经费预算", False),
        ("示例市财政局关于2013年市本级预算", False),
        ("示例市教育局2013年三公经费预算", False),
        ("示例市人民政府办公室机关事务管理局2013年三公经费预算", False),
        ("示例市人民政府办公厅机关服务中心2013年预算", False),
    ],
)
def test_whether_a_title_leaves_the_units_out(title, alone):
    assert bool(ALONE.search(title)) is alone


def test_no_page_no_figure():
    assert found() == ()
    assert found(page("示例市财政局召开预算工作会议", ("1", "2"))) == ()
