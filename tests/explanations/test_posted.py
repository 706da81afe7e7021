"""A posted explanation is told from promises, news, figures, other matters and other times."""

import pytest

from rules.explanations.posted import explanation
from tests.explanations.posting import Shows, missing

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
    ("情况说明", "如无行政处罚案件，各单位应当报送零报告。", "2013-07-05", PENALTIES, "enforcement-results"),
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
    ("行政处罚情况说明", "上半年我局没有发现违法排污行为。", "2013-07-05", (), "enforcement-results"),
]


@pytest.mark.parametrize(
    ("title", "text", "day", "columns", "rule"), PERHAPS, ids=[each[0] + each[1][:12] for each in PERHAPS]
)
def test_what_may_be_one_is_left_to_a_person(title, text, day, columns, rule):
    dials = QUIET if rule == "enforcement-results" else {}
    assert told(Shows(title, text, day, columns), rule, dials) == "perhaps"
