"""Words recognised in pictures: they may fulfil a duty, and whoever finds a fault with them cites them."""

from datetime import date, datetime

import pytest

from crawler.period import CHINA, Period
from crawler.reading.value import Box, Reading, Table
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Snapshot
from rules.facts import facts_of
from rules.facts.powers import facts
from rules.finding import Outcome
from rules.rule import catalogue

JULY = Period(2013, 7)
WHEN = datetime(2013, 8, 1, 2, 10, 4, tzinfo=CHINA)
STEPS = ("申请", "受理", "审查", "决定", "送达")
DIALS = {
    "three-public-budget": {"owed_from": 5, "publish_by": "", "clicks": 3},
    "air-quality-daily": {"publish_within": 1},
}


def boxes(*texts, confidence="0.99", framed=True):
    return tuple(Box(text, 0, 10 * n, 50, 10 * n + 8, 1, confidence, framed) for n, text in enumerate(texts))


def picture(label, text="", read_by="ocr", **more):
    reading = Reading("image/png", text=text, read_by=read_by, confidence="0.99", **more)
    return Document(f"http://own/{label}.png", Place.OWN, WHEN, "cd", label, reading)


def page(title, text="", columns=(), documents=(), published=date(2013, 3, 1), tables=()):
    reading = Reading("text/html", title=title, text=text, published=published, tables=tables)
    return Page(f"http://own/{title}", Place.OWN, WHEN, "ab", "", reading, columns=columns, documents=tuple(documents))


def found(rule, *pages):
    site = Snapshot(Department("czj", "示例市财政局", home="http://own/"), JULY, pages).at(Place.OWN)
    return list(catalogue()[rule](site, **DIALS.get(rule, {})))


def rests_on(finding):
    return {cited.read_by for cited in finding.evidence}


POWERS = Table(
    (("序号", "职权名称", "职权类型"), ("1", "会计代理记账许可", "行政许可"), ("2", "政府采购处罚", "行政处罚"))
)


def list_page(**more):
    return page("示例市财政局行政职权清单", "职权清单", ("首页", "权力清单"), tables=(POWERS,), **more)


def chart_page(*documents):
    return page("行政许可流程图", "", ("首页", "流程图"), documents)


CLASSES = (page("行政处罚流程图", "立案→调查→告知→决定→送达→执行", ("首页", "流程图")),)


def test_a_recognised_chart_with_its_steps_serves_its_item():
    chart = picture("会计代理记账许可流程图", "\n".join(STEPS), boxes=boxes(*STEPS))
    (finding,) = found("power-flowchart", list_page(), chart_page(chart), *CLASSES)
    assert finding.outcome is Outcome.PASSED
    assert chart.url in {cited.url for cited in finding.evidence}


@pytest.mark.parametrize(
    "seen", [boxes("春节慰问", framed=False), boxes(*STEPS, confidence="0.61")], ids=["no steps", "unsure"]
)
def test_a_picture_without_sure_steps_is_left_to_a_person(seen):
    chart = picture("会计代理记账许可流程图", "\n".join(box.text for box in seen), boxes=seen)
    (finding,) = found("power-flowchart", list_page(), chart_page(chart), *CLASSES)
    assert (finding.outcome, finding.problem) == (Outcome.CANT_TELL, "uncovered")


def test_a_picture_that_nobody_recognised_is_a_chart_as_before():
    chart = picture("会计代理记账许可流程图", read_by="text", doubts=("image_only",))
    (finding,) = found("power-flowchart", list_page(), chart_page(chart), *CLASSES)
    assert finding.outcome is Outcome.PASSED


def test_an_item_without_a_chart_cites_the_charts_whose_names_were_only_recognised():
    text = "会汁代理记账许可流程图\n" + "\n".join(STEPS)
    chart = picture("附件1", text, boxes=boxes(*STEPS))
    where = page("职权流程图", "", ("首页", "流程图"), [chart])
    gaps = [each for each in found("power-flowchart", list_page(), where) if each.problem == "uncovered"]
    assert gaps
    assert all("ocr" in rests_on(each) for each in gaps)


def test_a_chart_named_by_its_link_is_not_renamed_by_what_was_recognised():
    chart = picture("会计代理记账许可流程图", "会汁代埋记帐许叮流程图\n" + "\n".join(STEPS), boxes=boxes(*STEPS))
    assert [each.outcome for each in found("power-flowchart", list_page(), chart_page(chart), *CLASSES)] == [
        Outcome.PASSED
    ]


def test_an_orphan_of_a_recognised_list_cites_the_list():
    scan = picture("权力清单扫描件", "职权名称", tables=(POWERS,))
    listing = page("示例市财政局行政职权清单", "见附件", ("首页", "权力清单"), [scan])
    text = page("烟花爆竹经营许可流程图", "申请→受理→审查→决定→送达", ("首页", "流程图"))
    orphans = [each for each in found("power-flowchart", listing, text) if each.problem == "orphan-chart"]
    assert orphans
    assert all("ocr" in rests_on(each) for each in orphans)


def test_an_empty_budget_cites_the_picture_in_which_no_figure_was_recognised():
    scan = picture("2013年三公经费预算表", "三公经费预算表 单位：万元")
    (finding,) = found("three-public-budget", page("示例市财政局2013年“三公”经费预算", "详见附件", documents=[scan]))
    assert finding.outcome is Outcome.FAILED
    assert finding.problem == "empty"
    assert rests_on(finding) == {"text", "ocr"}


def test_a_head_that_the_page_lacks_cites_the_picture_beside_it():
    scan = picture("2013年三公经费预算表", "公务接待费预算为2.50万元")
    told = "因公出国（境）费预算为1.00万元，公务接待费预算为2.50万元，三公经费合计3.50万元。"
    findings = found("three-public-budget", page("示例市财政局2013年“三公”经费预算", told, documents=[scan]))
    assert [(each.outcome, each.problem) for each in findings] == [(Outcome.FAILED, "incomplete")]
    assert rests_on(findings[0]) == {"text", "ocr"}


def test_figures_of_a_picture_are_cited_as_recognised():
    rows = (
        ("项目", "预算数（万元）"),
        ("合计", "9"),
        ("因公出国（境）费", "1"),
        ("公务接待费", "2"),
        ("公务用车购置及运行费", "3"),
    )
    scan = picture("2013年三公经费预算表", "三公经费预算表", tables=(Table(rows),))
    findings = found("three-public-budget", page("示例市财政局2013年“三公”经费预算", "详见附件", documents=[scan]))
    assert [(each.outcome, each.problem) for each in findings] == [(Outcome.FAILED, "mismatch")]
    assert rests_on(findings[0]) == {"ocr"}


def test_a_day_whose_index_may_stand_in_a_picture_is_for_a_person():
    scan = picture("日报", "空气质量指数看不清")
    days = [
        page(
            f"7月{day}日空气质量日报",
            f"空气质量指数为{50 + day}",
            ("首页", "空气质量日报"),
            published=date(2013, 7, day),
        )
        for day in range(1, 32)
        if day != 15
    ]
    last = page("7月15日空气质量日报", "见图", ("首页", "空气质量日报"), [scan], published=date(2013, 7, 15))
    findings = found("air-quality-daily", *days, last)
    assert [(each.subject, str(each.outcome)) for each in findings if each.problem == "no-index"] == [
        ("2013-07-15", "cantTell")
    ]
    findings = found("air-quality-daily", *days)
    assert [str(each.outcome) for each in findings if each.problem == "missing-day"] == ["failed"]


def test_the_steps_of_a_chart_are_its_framed_words_in_their_order():
    seen = (*boxes("行政许可流程图", "是", framed=False), *boxes("申请人提出申请", "窗口受理", "送达"))
    chart = picture("行政许可流程图", "\n".join(box.text for box in seen), boxes=seen)
    assert facts(chart) == {"item": "行政许可", "nodes": ["申请人提出申请", "窗口受理", "送达"], "read_by": "ocr"}
    assert facts_of(chart)["flowchart"]["read_by"] == "ocr"


def test_the_words_of_a_link_go_before_a_title_that_was_recognised():
    assert picture("附件：决算表", title="决算麦").title == "附件：决算表"
    assert picture("", title="决算表").title == "决算表"
