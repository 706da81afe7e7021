"""Accounts of many bodies on one page of the portal, or elsewhere behind its links: a doubt for whom they name, a gap for the rest."""

import io
import zipfile
from datetime import datetime

import pytest

from crawler.attribution import Names
from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Snapshot
from crawler.visited import Whose
from reports.samplecity.documents import Paper, docx, xls
from rules.finding import Outcome
from rules.recalled import SHARED
from rules.rule import catalogue

TAKEN = datetime(2013, 8, 1, tzinfo=CHINA)
JTJ = Department("jtj", "铁山市交通局", ("市交通局",), home="http://jtj/")
DIALS = {"owed_from": 4, "publish_by": "", "clicks": 3}
PLAIN = (
    "<html><title>{0}</title><body><p>首页 &gt; 财政信息</p><h1>{0}</h1><p>发布时间：2013-03-20</p>{1}</body></html>"
)
HEADED = "<p>一、铁山市水务局{0}年部门预算</p><p>收入预算286万元。</p><p>二、铁山市{1}{0}年部门预算</p><p>收入预算90万元。</p>"
THREE, WHOLE = "three-public-budget", "department-budget"
JOINT, TABLED = "2013年部门预算公开（第一批）", "2013年市直部门三公经费预算公开"
ROWS = "<table><tr><th>单位<th>公务接待费（万元）</tr><tr><td>市粮食局<td>3.2</tr><tr><td>{}<td>5.8</tr></table>"
FURNITURE = "<a href=http://jtj/>市交通局</a>"


def page(title, body, *labels, number=1, clicks=2):
    url = f"http://portal/{number}.html"
    files = tuple(
        Document(f"http://portal/{each}.xls", Place.PORTAL, TAKEN, "", each, read(b"", url=f"http://portal/{each}.xls"))
        for each in labels
    )
    reading = read(PLAIN.format(title, body).encode(), url=url)
    return Page(url, Place.PORTAL, TAKEN, "", "", reading, documents=files, clicks=clicks)


def found(rule, *commons, pages=()):
    home = page("中国铁山", "<a href=/1.html>财政信息</a>", number=0, clicks=0)
    seen = Snapshot(JTJ, Period(2013, 7), pages, commons=(home, *commons), place=Place.PORTAL)
    (finding,) = catalogue()[rule](seen, **DIALS)
    return finding.outcome, finding.problem


@pytest.mark.parametrize("rule", [THREE, WHOLE])
@pytest.mark.parametrize(
    "shown",
    [
        page(JOINT, HEADED.format(2013, "交通局")),
        page(JOINT, "<p>见附件。</p>", "市粮食局.xls", "市交通局.xls"),
        page(JOINT, "<p><a href=/a/9.html>市粮食局</a> <a href=/a/8.html>市交通局</a></p>"),
        page("财政公开", "<a href=http://jtj/y.html>市交通局2013年部门预算及三公经费预算</a>"),
    ],
)
def test_a_part_in_what_many_show_together_is_left_to_a_person(rule, shown):
    assert found(rule, shown) == (Outcome.CANT_TELL, "missing")


@pytest.mark.parametrize("rule", [THREE, WHOLE])
@pytest.mark.parametrize(
    "shown",
    [
        page(JOINT, HEADED.format(2013, "司法局")),
        page(JOINT.replace("2013", "2012"), HEADED.format(2012, "交通局")),
        page(JOINT, "<p>见附件。</p>", "市粮食局.xls", "市司法局.xls"),
        page(JOINT, "<p>市粮食局、市司法局的见附件，请市交通局抓紧报送。</p>", "市粮食局.xls"),
        page(JOINT, FURNITURE, "市粮食局.xls"),
        page("财政公开", "<a href=http://jtj/y.html>市交通局2012年部门预算及三公经费预算</a>"),
        page("财政公开", "<a href=http://slj/y.html>市水利局2013年部门预算及三公经费预算</a>"),
        page("2013年财政预算报告", "<p>交通支出预算286万元。</p>"),
    ],
)
def test_what_names_others_another_year_or_only_in_passing_leaves_the_gap(rule, shown):
    assert found(rule, shown) == (Outcome.FAILED, "missing")


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("铁山市交通局2013年部门预算及“三公”经费预算", Outcome.CANT_TELL),
        ("2013年部门预算和“三公”经费预算公开", Outcome.CANT_TELL),
        ("2012年部门预算和“三公”经费预算公开", Outcome.FAILED),
        ("铁山市水务局2013年部门预算及“三公”经费预算", Outcome.FAILED),
        ("铁山市2013年市级预算和“三公”经费预算", Outcome.FAILED),
    ],
)
@pytest.mark.parametrize("rule", [THREE, WHOLE])
def test_what_its_own_site_leads_to_elsewhere_is_left_to_a_person(rule, words, outcome):
    reading = read(PLAIN.format("财政信息", f"<a href=http://portal/1.html>{words}</a>").encode(), url="http://jtj/cz/")
    own = Page("http://jtj/cz/", Place.OWN, TAKEN, "", "", reading, clicks=1)
    (finding,) = catalogue()[rule](Snapshot(JTJ, Period(2013, 7), (own,), place=Place.OWN), **DIALS)
    assert (finding.outcome, finding.problem) == (outcome, "missing")


def test_three_expenses_shown_together_are_no_whole_budget():
    shown = page(TABLED, ROWS.format("市交通局"))
    assert found(THREE, shown) == (Outcome.CANT_TELL, "missing")
    assert found(WHOLE, shown) == (Outcome.FAILED, "missing")
    assert found(THREE, page(TABLED, ROWS.format("市司法局"))) == (Outcome.FAILED, "missing")


def test_a_page_of_many_given_to_the_first_that_it_names_is_still_of_many():
    shown = page(TABLED, "<p>现予公开：</p><p><a href=/f/1.xls>市交通局</a></p><p>市粮食局</p>")
    assert found(THREE, pages=(shown,)) == (Outcome.CANT_TELL, "missing")


def test_a_link_that_stands_on_every_page_is_no_part():
    beside = [page("要闻", "<a href=/dept/3.html>市交通局</a>", number=n) for n in (5, 6, 7)]
    assert found(WHOLE, page(JOINT, "<a href=/dept/3.html>市交通局</a>"), *beside) == (Outcome.FAILED, "missing")


def zipped(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(f"2013年部门预算/{name}.docx", docx(Paper(name, ("收入预算286万元。",))))
    return out.getvalue()


def book(name):
    rows = (("单位名称", "公务接待费"), ("市粮食局", "3.2"), (name, "5.8"))
    return xls(Paper("2013年市直部门三公经费预算", ("单位：万元", rows)))


def with_file(name, body):
    url = f"http://portal/{name}"
    file = Document(url, Place.PORTAL, TAKEN, "", name, read(body, url=url, name=name))
    shown = page("2013年市直部门预算公开", "<p>见附件。</p>")
    return Page(shown.url, shown.place, TAKEN, "", "", shown.reading, documents=(file,), clicks=2)


@pytest.mark.parametrize(("who", "outcome"), [("市交通局", Outcome.CANT_TELL), ("市司法局", Outcome.FAILED)])
def test_a_part_within_an_archive_or_a_workbook_of_many_is_left_to_a_person(who, outcome):
    packed = zipped("市粮食局2013年部门预算", f"{who}2013年部门预算")
    assert found(WHOLE, with_file("a.zip", packed)) == (outcome, "missing")
    assert found(THREE, with_file("三公经费.xls", book(who))) == (outcome, "missing")


@pytest.mark.parametrize(
    ("title", "common"),
    [
        ("2013年市直部门“三公”经费预算汇总表", True),
        ("铁山市市级各部门2013年度部门决算公开", True),
        ("2013年市本级预算单位部门预算", True),
        ("铁山市水务局2013年部门预算", False),
        ("市直机关工委2013年部门预算", False),
        ("关于做好市直部门档案工作的通知", False),
    ],
)
def test_what_one_body_publishes_of_the_money_of_all_is_common_to_all(title, common):
    whose = Whose(Names([JTJ]), {}, SHARED)
    assert whose.is_common(page(title, "").reading, title) is common
