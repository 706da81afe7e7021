"""Yearly reports: sound tables never fail, a changed cell is always found, whatever the form in which the table comes."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.period import CHINA
from crawler.reading import read
from crawler.snapshot import Page, Place
from rules.facts.annual_report import facts
from rules.phrases import squeeze
from rules.reports_yearly.declared import declared
from rules.reports_yearly.disputes import disputes_in
from rules.reports_yearly.offered import Report, owner_of
from rules.reports_yearly.prose import stated_sums
from rules.reports_yearly.requests import requests_in
from rules.reports_yearly.sums import wrong_sums
from tests.rules import reports_made as made
from tests.tries import tries

SEEN = datetime(2024, 2, 1, 2, 10, tzinfo=CHINA)
FEW = st.integers(0, 40)
SIX = st.lists(FEW, min_size=6, max_size=6)


def page(body: str) -> Page:
    html = f"<html><head><meta charset='utf-8'><title>某局年度报告</title></head><body><h1>某局年度报告</h1>{body}</body></html>"
    reading = read(html.encode(), url="http://own/a.html", name="a.html")
    return Page("http://own/a.html", Place.OWN, SEEN, "0", "", reading)


def report(body: str) -> Report:
    shown = page(body)
    return Report(shown, (shown,), "某局年度报告", 2023, "")


def wrong(body: str) -> list[tuple[str, str]]:
    return [(str(each.outcome), each.subject) for each in wrong_sums(report(body))]


@st.composite
def sound_requests(draw: st.DrawFn) -> tuple[int, list[list[int]]]:
    year = draw(st.sampled_from((2019, 2020, 2021, 2023)))
    cells = [draw(SIX) for _ in made.results(year)]
    left = draw(SIX)
    done = [sum(row[at] for row in cells) for at in range(6)]
    old = [draw(st.integers(0, done[at] + left[at])) for at in range(6)]
    return year, made.requests(year, cells, old, left)


WRITERS = (made.requests_html, made.requests_lines)


@tries(10)
@given(sound_requests(), st.sampled_from(WRITERS))
def test_a_sound_table_three_is_read_whole_and_has_no_fault(table, write):
    year, numbers = table
    body = write(year, numbers)
    seen = requests_in(page(body))
    assert seen is not None
    assert len(seen.rows) == len(made.labels(year))
    assert seen.results is not None
    assert wrong(body) == []


@tries(20)
@given(sound_requests(), st.sampled_from(WRITERS), st.data())
def test_a_changed_cell_of_table_three_is_found(table, write, data):
    year, numbers = table
    row = data.draw(st.integers(0, len(numbers) - 1))
    column = data.draw(st.integers(0, 6))
    numbers[row][column] += data.draw(st.sampled_from((1, 3, 10, 100)))
    found = wrong(write(year, numbers))
    assert found
    assert all(outcome == "failed" for outcome, _ in found)
    assert len(found) <= 2


@tries(12)
@given(st.lists(st.lists(FEW, min_size=4, max_size=4), min_size=3, max_size=3), st.data(), st.booleans())
def test_table_four_is_read_and_a_changed_cell_found(cells, data, lined):
    numbers = made.disputes(cells)
    write = made.disputes_lines if lined else made.disputes_html
    assert wrong(write(numbers)) == []
    seen = disputes_in(page(write(numbers)))
    assert seen is not None
    assert [[int(value or 0) for value in values] for values in seen.groups.values()] == numbers
    numbers[data.draw(st.integers(0, 2))][data.draw(st.integers(0, 4))] += 2
    assert [outcome for outcome, _ in wrong(write(numbers))] == ["failed"]


PARTS = {"asked": 4, "done": 2, "answered": 7, "refused": 6, "reviews": 3, "lawsuits": 3, "people": 2}


@tries(12)
@given(
    st.fixed_dictionaries({name: st.lists(FEW, min_size=n, max_size=n) for name, n in PARTS.items()}),
    st.data(),
    st.booleans(),
)
def test_the_table_of_statistics_is_read_and_a_changed_row_found(parts, data, lined):
    values = made.statistics(parts)
    write = made.statistics_lines if lined else made.statistics_html
    assert wrong(write(values)) == []
    key = data.draw(st.sampled_from([key for key in sorted(values) if key.split()[0] in PARTS]))
    values[key] += 1
    assert wrong(write(values))


def test_blanks_are_no_noughts_and_no_faults_until_the_rest_exceeds():
    year = 2021
    cells: list[list[object]] = [
        [*row] for row in made.requests(year, [[1] * 6] * len(made.results(year)), [0] * 6, [0] * 6)
    ]
    for row in cells:
        row[1:6] = [""] * 5
    assert wrong(made.requests_html(year, cells)) == []
    cells[2][0], cells[2][6] = 9, 6
    assert wrong(made.requests_html(year, cells))


def test_a_table_that_was_read_in_the_wrong_columns_is_a_doubt():
    year = 2021
    numbers = made.requests(year, [[at, 2, 3, 4, 5, 6] for at in range(len(made.results(year)))], [0] * 6, [0] * 6)
    turned = [[row[6], *row[:6]] for row in numbers]
    assert wrong(made.requests_html(year, turned)) == [("cantTell", "表三")]


LEVELS = "其中市政府本级公开2118条，市政府各部门公开39660条，县（市）区局公开35179条，市级公共企事业单位公开4579条。"
SUMS = {
    f"2013年，全市主动公开政府信息81536条，{LEVELS}": [],
    f"2013年，全市主动公开政府信息81546条，{LEVELS}": ["failed"],
    "2013年主动公开政府信息303条。其中，机构职能类信息107条，占总数的35%；规划计划类信息17条；业务动态类信息114条。": [],
    "共主动公开政府信息339条。其中，政务动态类信息112条，占33.04%；统计信息146条，占43.07%；其它类信息81条，占23.89%。": [],
    "共主动公开政府信息339条。其中，政务动态类信息112条，占33.04%；统计信息140条，占43.07%；其它类信息81条，占23.89%。": ["failed"],
    "主动公开信息100条，其中网站公开100条，公报公开20条，其他方式公开5条。": ["cantTell"],
    "受理申请10件，其中当面申请5件，网络申请5件，已答复10件。": [],
    "受理咨询372人次，其中现场咨询331人次，电话咨询61人次。": ["cantTell"],
    "主动公开信息1,234条，其中政策类1,000条，其他类234条。": [],
    "主动公开信息300余条，其中政策类100条，其他类100条。": [],
    "共公开信息59条（其中，领导信息1条，规划计划1条，法规公文2条，工作进展等48条，其它信息7条）。另公开图片20条。": [],
}  # fmt: skip


@pytest.mark.parametrize("text", SUMS)
def test_sums_in_sentences(text):
    assert [outcome for outcome, _ in wrong(f"<p>{text}</p>")] == SUMS[text]


def test_long_sentences_are_read_in_time():
    assert list(stated_sums("其中" * 200_000 + "公开1条，" * 200_000)) == []


BOTH, NEITHER, ONLY = [], ["行政复议", "行政诉讼"], ["行政诉讼"]
SAID = {
    "四、因信息公开申请行政复议、提起行政诉讼的情况\n2013年所有信息公开都没有发生行政复议、行政诉讼的情况。": BOTH,
    "六、行政复议和行政诉讼情况\n2010年，未产生针对我局政府信息公开的行政复议与行政诉讼。": BOTH,
    "四、复议、诉讼和申诉情况\n我镇没有发生针对本单位有关政府信息公开事务的行政复议案、行政诉讼案和有关的申诉案。": BOTH,
    "五、因政府信息公开申请行政复议、提起行政诉讼的情况：无。\n六、存在的问题": BOTH,
    "五、因政府信息公开申请行政复议、提起行政诉讼的情况\n无\n六、存在的问题": BOTH,
    "五、因政府信息公开申请行政复议、提起行政诉讼的情况\n2014年度我局未发生此类情况。\n六、存在的问题": BOTH,
    "五、申请行政复议、提起行政诉讼情况\n行政复议3件，维持3件；行政诉讼1件，驳回。": BOTH,
    "信息公开类行政复议7件，诉讼9件，均获维持": BOTH,
    "（四）复议诉讼情况。2012年无复议、诉讼案件发生。": BOTH,
    "四、没有发生因政府信息公开引起的复议和诉讼\n五、问题": BOTH,
    "四、行政复议、诉讼情况\n（一）行政复议情况。全年0件。\n（二）行政诉讼情况。全年0件。\n五、问题": BOTH,
    "四、行政复议和行政诉讼数量\n（一）行政复议数量：0件。\n（二）行政诉讼数量：0件。": BOTH,
    "4.行政复议、行政诉讼情况：我局在政府信息公开工作中，没有被提起行政复议和诉讼的情况。": BOTH,
    "五、行政复议、提起行政诉讼情况\n2013年，全市没有发生政府信息公开行政复议。\n六、存在的主要问题\n没有大的问题": ONLY,
    "五、行政复议、提起行政诉讼情况2013年，全市没有发生政府信息公开行政复议。\n六、存在的主要问题": ONLY,
    "四、行政复议、诉讼情况\n（一）行政复议情况。全年0件。\n五、问题": ONLY,
    "本报告由概述、主动公开、因政府信息公开申请行政复议、提起行政诉讼的情况组成。\n一、概述\n没有收费。": NEITHER,
    "四、因政府信息公开申请行政复议、提起行政诉讼的情况\n五、存在问题\n无": NEITHER,
    "四、行政复议、行政诉讼情况\n进一步加强行政复议、诉讼应对工作。": NEITHER,
}


@pytest.mark.parametrize("text", SAID)
def test_declarations_of_reviews_and_lawsuits(text):
    shown = page("".join(f"<p>{line}</p>" for line in text.splitlines()))
    assert declared([shown]).lacking == SAID[text]


OWNERS = {
    "2013年伊春市政府信息公开工作报告": "伊春市",
    "2013年度伊春市人民政府信息公开工作年度报告": "伊春市人民政府",
    "市财政局关于2012年度政府信息公开工作的年度报告": "市财政局",
    "政府信息公开工作年度报告（2021年度）": "",
    "2016年度信息公开年报": "",
    "2021年漳平市人民政府办公室政府信息公开年度报告": "漳平市人民政府办公室",
    "关于公布贺州市2009年度政府信息公开工作年度报告的通知": "贺州市",
}


@pytest.mark.parametrize("title", OWNERS)
def test_whose_report_a_title_announces(title):
    assert owner_of(squeeze(title)) == OWNERS[title]


def told(title: str, body: str) -> dict[str, object]:
    html = f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    return (
        facts(Page("http://own/a.html", Place.OWN, SEEN, "0", "", read(html.encode(), url="http://own/a.html"))) or {}
    )


def test_the_facts_of_prose():
    body = """<p>全年主动公开政府信息三百一十二条，其中通过网站公开二百八十条。</p><p>未收到政府信息公开申请。</p>
    <p>没有发生行政复议；行政诉讼1件，已驳回。</p>"""
    seen = told("2013年示例市财政局政府信息公开工作年度报告", body)
    assert (seen["org"], seen["year"], seen["proactive"], seen["requests"]) == ("示例市财政局", 2013, "312", "0")
    assert (seen["lawsuits"], seen["carried_over"]) == ("1", None)


def test_the_facts_of_the_tables():
    cells = [[1, 0, 0, 0, 0, 0]] * len(made.results(2021))
    body = made.requests_html(2021, made.requests(2021, cells, [2, 0, 0, 0, 0, 0], [5, 0, 0, 0, 0, 0]))
    body += made.disputes_lines(made.disputes([[1, 0, 0, 1], [0, 0, 0, 0], [2, 0, 0, 0]]))
    seen = told("政府信息公开工作年度报告（2021年度）", "<p>收到申请若干。</p>" + body)
    count = len(cells)
    assert [seen[key] for key in ("requests", "carried_over", "handled", "carried_forward", "reviews", "lawsuits")] == [
        str(count + 5 - 2), "2", str(count), "5", "2", "2",
    ]  # fmt: skip
    assert seen["year"] == 2021


def test_the_facts_of_the_table_of_statistics():
    values = made.statistics({name: [1] * n for name, n in PARTS.items()})
    seen = told("示例市2015年政府信息公开工作年度报告", made.statistics_html(values))
    assert (seen["org"], seen["proactive"], seen["requests"], seen["reviews"], seen["lawsuits"]) == (
        "示例市",
        "120",
        "4",
        "3",
        "3",
    )
