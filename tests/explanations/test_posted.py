"""A posted explanation is told from promises, news, figures, other matters and other times."""

from dataclasses import replace
from datetime import date

import pytest

from crawler.snapshot import Place, Reason
from rules.explanations.posted import explanation
from tests.explanations.posting import Shows, attached, link, missing

QUIET = {"quiet_months": 6}


def told(shows, rule, dials=None, problem="missing", subject="", site=None, **values):
    """What stands in for what is missing: "yes", "perhaps" or "no"."""
    known, finding = missing(rule, problem, subject, **values)
    posted = explanation(shows.site if site is None else site, known, finding, dials or {})
    return "no" if posted is None else "yes" if posted.is_sure else "perhaps"


LONG = "全年未作出行政处罚决定。" + "本年度主动公开政府信息若干条，工作有序推进。" * 40
PENALTIES = ("信息公开", "行政处罚")
YES = [
    (
        "关于2013年上半年无行政处罚情况的说明",
        "2013年上半年，我局未作出行政处罚决定，特此说明。",
        "2013-07-05",
        (),
        "enforcement-results",
    ),
    (
        "情况说明",
        "2013年第二季度，没有行政处罚案件。\n市环保局\n2013年7月2日",
        "2013-07-02",
        PENALTIES,
        "enforcement-results",
    ),
    ("情况说明", "截至目前，本单位暂无此类信息，特此说明。", "2013-06-28", PENALTIES, "enforcement-results"),
    ("7月份行政处罚信息零报告", "", "2013-07-31", (), "enforcement-results"),
    ("2013年7月无行政处罚案件", "本月无行政处罚案件。", "2013-07-30", PENALTIES, "enforcement-results"),
    (
        "行政处罚情况说明",
        "经核实，我局今年以来未产生行政处罚信息，今后如有将及时公开。",
        "2013-05-20",
        (),
        "enforcement-results",
    ),
    ("关于行政处罚栏目的说明", "此栏目无更新内容。", "2013-07-10", (), "enforcement-results"),
    ("行政处罚", "本栏目说明：2013年1至7月，我局无此类事项。", "2013-07-25", (), "enforcement-results"),
    ("示例市环境保护局关于2013年第二季度未发生行政处罚的情况说明", "", "2013-07-03", (), "enforcement-results"),
    ("行政处罚公示说明", "2013年上半年我局行政处罚案件0件，特此说明。", "2013-07-05", (), "enforcement-results"),
    ("情况说明", "我局不具有行政处罚职能，不涉及此项信息，特此说明。", "2013-03-05", PENALTIES, "enforcement-results"),
    ("關於2013年上半年無行政處罰情況的說明", "", "2013-07-05", (), "enforcement-results"),
    ("关于二〇一三年度上半年无行政处罚案件的说明", "特此说明", "", (), "enforcement-results"),
    (
        "关于2013年上半年无土地征收项目的说明",
        "上半年我市未实施土地征收，故无征地补偿信息。",
        "2013-07-01",
        (),
        "land-expropriation",
    ),
    ("情况说明", "2013年度本辖区没有征地拆迁项目。", "2013-06-01", ("征地拆迁",), "land-expropriation"),
    ("关于暂无招投标信息的情况说明", "目前我局无招标项目，特此说明。", "2013-07-20", (), "bidding-stages"),
    ("关于2013年没有行政事业性收费的说明", "我单位无行政事业性收费项目，特此说明。", "2013-02-01", (), "fee-list"),
    ("收费目录说明", "我局2013年不收取任何行政事业性收费。", "2013-02-01", (), "fee-list"),
    ("关于我市2013年上半年未发生生产安全事故的说明", "", "2013-07-04", (), "accident-results"),
    (
        "关于近期无规范性文件的说明",
        "我局近期未制定规范性文件，待出台后及时公开。",
        "2013-07-04",
        (),
        "document-catalogue",
    ),
    (
        "关于2013年无保障性住房建设项目的情况说明",
        "2013年我县没有保障性住房建设任务。",
        "2013-04-04",
        (),
        "housing-projects",
    ),
    ("环评信息情况说明", "2013年我局未受理建设项目环评，特此说明。", "2013-07-01", (), "environmental-assessment"),
    (
        "关于没有价格执法案件的说明",
        "2013年1-6月份，我局未立案查处价格违法案件。",
        "2013-07-05",
        (),
        "price-enforcement",
    ),
    ("无锡市示例局关于2013年上半年无行政处罚案件的说明", "", "2013-07-05", (), "enforcement-results"),
    ("招生信息说明", "我单位没有招生工作，不涉及招生信息。", "2013-04-05", (), "school-admissions"),
    (
        "关于2013年未收到政策解读材料的说明",
        "2013年我局未出台规范性文件，无政策解读内容。",
        "2013-04-05",
        ("政策解读",),
        "interpretation",
    ),
    (
        "情况说明",
        "根据统计，2013年第二季度我局无行政强制、行政处罚事项。",
        "2013-07-05",
        PENALTIES,
        "enforcement-results",
    ),
    ("情况说明", "暂无行政处罚信息，特此说明。", "2013-07-05", PENALTIES, "enforcement-results"),
    ("示例市环保局2013年第二季度行政处罚情况（无）", "", "2013-07-05", (), "enforcement-results"),
    ("2013年第二季度行政处罚情况", "行政处罚信息：无", "2013-07-05", (), "enforcement-results"),
    ("2013年第二季度行政处罚情况", "无。", "2013-07-05", (), "enforcement-results"),
    ("情况说明", "经核实我局2013年上半年暂未作出行政处罚决定。", "2013-07-05", PENALTIES, "enforcement-results"),
    (
        "保障性住房情况说明",
        "2013年我县没有保障性住房建设任务，往年开工的住房正在建设。",
        "2013-04-04",
        (),
        "housing-projects",
    ),
    ("关于2013年无招标投标信用信息的说明", "2013年我局未产生不良行为记录。", "2013-07-05", (), "bidding-credit"),
]


@pytest.mark.parametrize(("title", "text", "day", "columns", "rule"), YES, ids=[each[0] + each[1][:12] for each in YES])
def test_a_statement_that_there_is_nothing_stands_in_for_what_is_missing(title, text, day, columns, rule):
    dials = QUIET if rule in ("enforcement-results", "price-enforcement") else {}
    assert told(Shows(title, text, day, columns), rule, dials) == "yes"


NO = [
    ("情况说明", "行政处罚信息正在整理中，将于近期公开。", "2013-07-05", PENALTIES, "enforcement-results"),
    ("关于行政处罚栏目的说明", "本栏目暂无内容，正在建设中，敬请期待。", "2013-07-05", (), "enforcement-results"),
    (
        "关于暂无行政处罚信息的说明",
        "因网站改版，相关信息正在录入，将于8月底前公布。",
        "2013-07-05",
        (),
        "enforcement-results",
    ),
    ("关于2011年无行政处罚的说明", "2011年我局无行政处罚案件。", "2011-12-30", PENALTIES, "enforcement-results"),
    ("情况说明", "本单位暂无此类信息，特此说明。", "2012-03-01", PENALTIES, "enforcement-results"),
    ("关于2013年8月无行政处罚的说明", "", "", PENALTIES, "enforcement-results"),
    ("情况说明", "2013年第二季度我局未发生行政强制，特此说明。", "2013-07-05", PENALTIES, "enforcement-results"),
    ("关于2013年上半年无规范性文件的说明", "特此说明。", "2013-07-05", PENALTIES, "enforcement-results"),
    (
        "关于对无证经营行政处罚的情况说明",
        "我局对三家无证经营单位作出处罚。",
        "2013-07-05",
        PENALTIES,
        "enforcement-results",
    ),
    ("关于未开展自行监测企业行政处罚的公告", "对以下企业作出处罚。", "2013-07-05", PENALTIES, "enforcement-results"),
    ("未批先建项目行政处罚情况说明", "某公司未批先建，罚款五万元。", "2013-07-05", PENALTIES, "enforcement-results"),
    (
        "我局召开行政处罚案件评审会",
        "会议要求做到无错案，上半年无行政处罚败诉案件。",
        "2013-07-05",
        ("工作动态",),
        "enforcement-results",
    ),
    ("上半年我市无行政处罚复议案件", "上半年工作成效明显。", "2013-07-05", ("新闻动态",), "enforcement-results"),
    (
        "关于某某建材有限公司无行政处罚的证明",
        "该公司近三年无行政处罚记录，特此证明。",
        "2013-07-05",
        (),
        "enforcement-results",
    ),
    ("2012年政府信息公开工作年度报告", LONG, "2013-03-05", (), "enforcement-results"),
    (
        "关于三公经费增减情况的说明",
        "2013年因公出国（境）费减少，无新购公务用车。",
        "2013-04-05",
        ("三公经费",),
        "three-public-budget",
    ),
    ("2013年部门预算编制情况说明", "我单位无政府性基金预算。", "2013-04-05", ("财政信息",), "department-budget"),
    ("收费目录清单动态调整情况说明", "停止征收水资源费，无新增收费项目。", "2013-04-05", (), "fee-list"),
    (
        "关于网友反映行政处罚问题的情况说明",
        "经查，我局没有对该店作出行政处罚。",
        "2013-07-05",
        (),
        "enforcement-results",
    ),
    (
        "2013年预算单位未公开政府采购安排情况说明",
        "事先不确定采购单位，所以未公开政府采购安排情况。",
        "2013-07-05",
        (),
        "bidding-stages",
    ),
    ("情况说明", "因工作人员变动，我局信息未及时更新，敬请谅解。", "2013-07-05", PENALTIES, "enforcement-results"),
    ("无障碍设施建设情况说明", "全市无障碍设施建设情况如下。", "2013-07-05", ("保障性住房",), "housing-projects"),
    (
        "关于栏目整改情况的说明",
        "检查发现部分栏目无更新，我委已完成整改，做到无空白栏目。",
        "2013-07-05",
        PENALTIES,
        "enforcement-results",
    ),
    ("投标须知", "投标人无行政处罚记录，没有不良行为。", "2013-07-05", (), "enforcement-results"),
    ("行政处罚裁量说明", "违法行为轻微，没有造成危害后果的，不予行政处罚。", "2013-07-05", (), "enforcement-results"),
    ("情况说明", "", "2013-07-05", PENALTIES, "enforcement-results"),
    ("行政处罚", "", "2013-07-05", (), "enforcement-results"),
    ("征地信息公开自查情况说明", "未发生因征地引起的行政复议和诉讼。", "2013-07-05", (), "land-expropriation"),
    ("部门预算情况说明", "我单位无政府性基金预算。", "2013-04-05", ("财政信息",), "department-budget"),
    ("关于暂无行政处罚信息的说明", "该栏目正在建设中，敬请期待。", "2013-07-05", (), "enforcement-results"),
    ("行政处罚", "暂无内容", "", (), "enforcement-results"),
    ("行政处罚", "对不起，该栏目下暂无相关信息！", "", ("信息公开",), "enforcement-results"),
    ("情况说明", "如无行政处罚案件，各单位应当报送零报告。", "2013-07-05", PENALTIES, "enforcement-results"),
    (
        "三环路路灯工程招标公告",
        "投标人近三年无行政处罚记录。特此公告。",
        "2013-07-05",
        (),
        "enforcement-results",
    ),
    (
        "三环路路灯工程中标公告",
        "评标工作已结束，公示期内无异议，特此公告。",
        "2013-07-05",
        (),
        "bidding-stages",
    ),
    (
        "行政处罚决定书公告",
        "当事人此前无行政处罚记录，没有造成危害后果，特此公告。",
        "2013-07-05",
        (),
        "enforcement-results",
    ),
    ("关于2014年无行政处罚的说明", "", "2014-01-05", (), "enforcement-results"),
]


@pytest.mark.parametrize(("title", "text", "day", "columns", "rule"), NO, ids=[each[0] + each[1][:12] for each in NO])
def test_what_promises_reports_or_speaks_of_another_matter_or_time_is_none(title, text, day, columns, rule):
    dials = QUIET if rule in ("enforcement-results", "price-enforcement") else {}
    assert told(Shows(title, text, day, columns), rule, dials) == "no"


PERHAPS = [
    ("情况说明", "本单位无此类信息。", "", PENALTIES, "enforcement-results"),
    ("关于无行政处罚信息的说明", "", "", (), "enforcement-results"),
    (
        "栏目说明",
        "若当月未公布信息，则表明当月无行政处罚案件，特此说明。",
        "2011-01-05",
        PENALTIES,
        "enforcement-results",
    ),
    ("关于2013年未发生重大行政处罚案件的说明", "我局未作出大额行政处罚。", "2013-07-05", (), "enforcement-results"),
    ("情况说明", "除简易程序外，我局无其他行政处罚案件。", "2013-07-05", PENALTIES, "enforcement-results"),
    ("关于无行政处罚信息的说明", "行政处罚涉及国家秘密的，不予公开。", "2013-07-05", (), "enforcement-results"),
    ("关于2013年无行政处罚案件的说明", "我局行政处罚统一在信用平台公示。", "2013-07-05", (), "enforcement-results"),
    ("关于2012年度无征地拆迁项目的说明", "", "2013-01-10", (), "land-expropriation"),
    ("2013年1月未发生生产安全事故情况说明", "", "2013-02-01", (), "accident-results"),
    ("2013年6月煤矿安全生产情况", "6月份，全市煤矿未发生生产安全事故。", "2013-07-05", (), "accident-results"),
    ("部门决算情况说明", "我单位为新成立单位，无2012年度决算。", "2013-04-05", (), "department-final-accounts"),
    ("情况说明", "本栏目无更新内容。", "2013-07-05", ("行政处罚", "执法依据"), "enforcement-results"),
    ("行政处罚情况说明", "上半年我局没有发现违法排污行为。", "2013-07-05", (), "enforcement-results"),
]


@pytest.mark.parametrize(
    ("title", "text", "day", "columns", "rule"), PERHAPS, ids=[each[0] + each[1][:12] for each in PERHAPS]
)
def test_what_may_be_one_is_left_to_a_person(title, text, day, columns, rule):
    dials = QUIET if rule == "enforcement-results" else {}
    assert told(Shows(title, text, day, columns), rule, dials) == "perhaps"


NIL_TITLE = "关于2013年上半年无行政处罚情况的说明"
EMPTY = Shows("行政处罚", columns=("信息公开",))


def test_a_file_says_it_as_well_as_a_page():
    shows = Shows("附件下载", columns=PENALTIES)
    file = attached(NIL_TITLE, "2013年上半年，我局没有行政处罚案件。", shows.when, date(2013, 7, 5))
    site = shows.also(pages=(replace(shows.page, documents=(file,)),))
    assert told(shows, "enforcement-results", QUIET, site=site) == "yes"
    scanned = attached("行政处罚情况说明", "", shows.when, date(2013, 7, 5))
    site = shows.also(pages=(replace(shows.page, documents=(scanned,)),))
    assert told(shows, "enforcement-results", QUIET, site=site) == "perhaps"


def test_words_recognised_in_a_picture_are_left_to_a_person():
    shows = Shows("附件下载", columns=PENALTIES)
    file = attached(NIL_TITLE, "我局没有行政处罚案件。", shows.when, date(2013, 7, 5), read_by="ocr")
    site = shows.also(pages=(replace(shows.page, documents=(file,)),))
    assert told(shows, "enforcement-results", QUIET, site=site) == "perhaps"


@pytest.mark.parametrize(
    ("label", "reason", "answer"),
    [
        (NIL_TITLE, Reason.TIMEOUT, "perhaps"),
        ("行政处罚情况说明", Reason.TIMEOUT, "perhaps"),
        (NIL_TITLE, Reason.GONE, "no"),
        ("关于2011年无行政处罚情况的说明", Reason.TIMEOUT, "no"),
        ("关于2013年上半年无规范性文件的说明", Reason.TIMEOUT, "no"),
        ("三公经费增减情况说明", Reason.TIMEOUT, "no"),
    ],
)
def test_a_link_to_one_that_was_not_read_is_a_doubt_unless_the_site_says_that_nothing_is_there(label, reason, answer):
    site = EMPTY.also(unreached=(link(label, reason, *PENALTIES),))
    assert told(EMPTY, "enforcement-results", QUIET, site=site) == answer


def test_what_stands_among_the_pages_of_no_body_is_left_to_a_person():
    shows = Shows(NIL_TITLE, "我局没有行政处罚案件。", "2013-07-05", place=Place.PORTAL)
    site = shows.also(pages=(replace(EMPTY, place=Place.PORTAL).page,), commons=(shows.page,))
    assert told(shows, "enforcement-results", QUIET, site=site) == "perhaps"


@pytest.mark.parametrize(
    ("title", "text", "rule", "problem", "subject", "answer"),
    [
        ("关于2013年无中标公示的说明", "", "bidding-stages", "no-stage", "中标公示", "yes"),
        ("关于2013年无招投标信息的说明", "", "bidding-stages", "no-stage", "中标公示", "yes"),
        ("关于2013年无政府采购询价项目的说明", "", "bidding-stages", "no-stage", "中标公示", "perhaps"),
        ("关于2013年无行政强制的说明", "", "bidding-stages", "no-stage", "中标公示", "no"),
        ("关于2013年上半年未发生生产安全事故的说明", "", "work-safety", "no-kind", "事故信息", "yes"),
        ("关于2013年上半年无事故信息的说明", "", "work-safety", "no-kind", "事故信息", "yes"),
        ("关于2013年上半年未发生生产安全事故的说明", "", "work-safety", "missing", "", "no"),
        ("关于2013年上半年未发生生产安全事故的说明", "", "work-safety", "no-kind", "规划计划", "no"),
        ("关于2013年上半年无安全生产信息的说明", "", "work-safety", "no-kind", "规划计划", "yes"),
        ("关于2013年上半年无食品安全监管信息的说明", "", "food-supervision", "missing", "", "yes"),
        ("关于2013年上半年无食品安全行政处罚案件的说明", "", "food-supervision", "missing", "", "no"),
        ("关于“领导讲话”栏目暂无内容的说明", "2013年暂无领导讲话。", "empty-columns", "empty", "领导讲话", "yes"),
        ("关于“人事任免”栏目暂无内容的说明", "2013年暂无人事任免。", "empty-columns", "empty", "领导讲话", "no"),
        ("情况说明", "本栏目2013年无更新内容。", "empty-columns", "empty", "领导讲话", "no"),
        ("关于2013年无征地拆迁信息的说明", "", "key-area-columns", "empty", "征地拆迁", "yes"),
        ("关于2013年无房屋征收项目的说明", "", "key-area-columns", "empty", "征地拆迁", "perhaps"),
        ("关于2013年无政府采购的说明", "", "key-area-columns", "empty", "征地拆迁", "no"),
        ("关于2013年7月无空气质量日报的说明", "", "air-quality-daily", "missing-day", "2013-07-14", "yes"),
        ("关于2013年6月无空气质量日报的说明", "", "air-quality-daily", "missing-day", "2013-07-14", "no"),
        ("关于近期无空气质量日报的说明", "", "air-quality-daily", "missing-day", "2013-07-14", "perhaps"),
    ],
)
def test_a_stage_a_kind_a_column_an_area_and_a_day_are_explained_by_their_names(
    title, text, rule, problem, subject, answer
):
    assert told(Shows(title, text, "2013-07-20"), rule, problem=problem, subject=subject) == answer


@pytest.mark.parametrize(
    ("period", "day", "title", "months", "answer"),
    [
        ("2013-07", "2013-02-05", "情况说明", 6, "yes"),
        ("2013-07", "2012-12-05", "情况说明", 6, "no"),
        ("2013-07", "2013-02-05", "情况说明", 3, "no"),
        ("2013-02", "2012-11-20", "情况说明", 6, "yes"),
        ("2013-02", "2012-11-20", "情况说明", None, "perhaps"),
        ("2013-02", "2012-11-20", "2012年无行政处罚情况说明", None, "perhaps"),
        ("2013-12", "2012-11-20", "情况说明", None, "no"),
        ("2013-07", "2013-07-30", "2013年8月无行政处罚情况说明", None, "no"),
        ("2013-12", "2012-11-20", "2012年无行政处罚情况说明", None, "no"),
        ("2013-12", "2013-04-03", "2013年第一季度无行政处罚情况说明", None, "perhaps"),
        ("2013-12", "2013-04-03", "2013年无行政处罚情况说明", None, "yes"),
        ("2013-07", "2013-09-03", "2013年第二季度无行政处罚情况说明", 6, "perhaps"),
        ("2013-07", "", "2013年第二季度无行政处罚情况说明", 6, "yes"),
        ("2013-07", "", "2012年第二季度无行政处罚情况说明", 6, "no"),
    ],
)
def test_it_must_be_of_the_time_that_is_judged(period, day, title, months, answer):
    shows = Shows(title, "我局没有行政处罚案件。", day, PENALTIES, period)
    assert told(shows, "enforcement-results", {} if months is None else {"quiet_months": months}) == answer


def test_the_year_that_a_finding_says_is_owed_is_the_one_to_explain():
    shows = Shows("关于2012年无教育收费的说明", "2012年我局无教育收费。", "2013-02-05")
    assert told(shows, "education-finances", problem="outdated", due="2012") == "yes"
    assert told(shows, "education-finances", problem="outdated", due="2013") == "perhaps"


def test_the_surest_of_several_is_the_one_that_counts():
    shows = Shows(NIL_TITLE, "我局没有行政处罚案件。", "2013-07-05")
    old = Shows("关于无行政处罚信息的说明")
    pages = (replace(old.page, url="http://own/o.html"), shows.page)
    assert told(shows, "enforcement-results", QUIET, site=shows.also(pages=pages)) == "yes"
