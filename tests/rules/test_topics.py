"""What a page is, by its title or by the lines with which its text opens: disclosures, and what only looks like one."""

from datetime import date, datetime

import pytest

from bench.pace import within
from crawler.period import CHINA
from crawler.reading.value import Link, Reading
from crawler.snapshot import Page, Place
from rules.titles import opening_title
from rules.topics import ENOUGH, is_titled, speaks_of, topics_of

WHEN = datetime(2013, 8, 1, 2, 10, 4, tzinfo=CHINA)
BUDGET, FINAL = "three-public-budget", "three-public-final"
WHOLE_BUDGET, WHOLE_FINAL = "department-budget", "department-final-accounts"
HEADS = "因公出国（境）费0万元，公务接待费2.5万元，公务用车购置及运行费4万元。"


def page(title="", text="", published=None, columns=(), links=()):
    reading = Reading("text/html", title=title, text=text, published=published, links=tuple(links))
    return Page("http://own/1", Place.OWN, WHEN, "ab", "", reading, columns=columns)


def foremost(*args, **more):
    return topics_of(page(*args, **more))[0][0]


TITLES = {
    BUDGET: """宁和市水务局2013年“三公”经费预算|宁和市水务局关于2014年“三公”经费预算的公告
        |2014年“三公”经费预算与上年比下降情况说明
        |宁和市林业局2014年三公经费预算增减变化情况说明|宁和市民政局2013年行政经费及“三公”经费预算
        |2014年部门预算安排的“三公”经费预算情况
        |宁和市档案局二〇一三年三公经费预算汇总表|宁和市妇联“三公”经费预算安排情况（2015年）
        |宁和市新闻出版局2014年三公经费预算公示
        |宁和市培训中心2014年“三公”经费及会议费、培训费预算|宁和市审计局2014年“三公”经费预算
        |宁和市建设局（本级）2014年三公经费预算|宁和市知识产权局2014年“三公”经费预算
        |宁和市市场监督管理局（知识产权局）2019年“三公”经费预算|宁和市突发事件预警信息发布中心2019年“三公”经费预算""",
    FINAL: """宁和市水务局2013年度“三公”经费决算|宁和市水务局2013年“三公”经费使用情况
        |宁和市水务局2013年三公经费预算执行情况
        |宁和市水务局2013年度“三公”经费支出情况说明|2018年度一般公共预算财政拨款“三公”经费支出决算表
        |宁和市水务局2013年上半年三公经费支出公示
        |宁和市督查室2013年度三公经费决算与预算对比情况说明|2015年部门决算公开中三公经费部分增减变化情况说明""",
    WHOLE_BUDGET: """宁和市第一中学2016年单位预算|宁和市财政局2014年预算公开
        |宁和市水务局2014年部门预算及“三公”经费预算|宁和市建设局2014年部门预算编制说明
        |宁和市审计局2014年收支预算总表|2017年宁和市文联预算公开说明|宁和市水务局2014年部门预算（草案）
        |青山镇人民政府2018年部门预算""",
    WHOLE_FINAL: """宁和市水务局2013年度部门决算|宁和市水务局2013年度部门决算和“三公”经费决算
        |宁和市水务局关于2012年决算公开的说明|宁和市人民检察院2019年度决算公开
        |宁和市审计局2014年度部门决算|宁和市水务局2018年度部门决算公开（含绩效自评）|收入支出决算总表
        |红旗街道办事处2019年度部门决算公开报告""",
    "news": """宁和市召开部门决算工作会议
        |宁和市财政局举办部门决算编制培训班|我市“三公”经费同比下降20%
        |民政局今年三公经费预算1429万 增外事接待费80万|宁和市积极推进预决算公开|宁和市水务局严控“三公”经费""",
    "other": """关于做好2014年部门预算和“三公”经费预算公开工作的通知|宁和市2014年市本级“三公”经费预算汇总情况
        |宁和市市级部门2014年“三公”经费决算
        |全市2013年三公经费决算总额情况|宁和县2015年“三公”经费决算情况说明
        |宁和市财政局关于2013年市本级三公经费汇总情况的说明|关于宁和市2013年预算执行情况和2014年预算草案的报告
        |宁和市2015年一般公共预算收支决算总表
        |宁和市2016年政府决算公开|宁和市机关公务接待费管理办法|“三公”经费名词解释
        |宁和市水务局2016年部门预算绩效自评报告|宁和市财政局关于2014年度市级部门决算批复情况的公告
        |答复:关于公开水务局2012年三公经费的申请|宁和市财政局关于市本级2017年“三公”经费预算的说明
        |宁和市水务局2016年公务接待费公示（三季度）
        |关于2013年度市本级预算执行和其他财政收支的审计工作报告|基层政务公开预算公开事项标准目录之二""",
}


@pytest.mark.parametrize(
    ("title", "topic"), [(title.strip(), topic) for topic, titles in TITLES.items() for title in titles.split("|")]
)
def test_a_title_says_what_a_page_is(title, topic):
    assert foremost(title) == topic or (topic == "other" and foremost(title) == "disclosure-catalogue")


TEXTS = [
    (
        FINAL,
        "一、2013年“三公”经费财政拨款支出决算表\n(单位:万元)\n项目\n决算数\n合计\n6.5\n"
        "因公出国(境)费\n0\n公务接待费\n2.5\n公务用车购置及运行费\n4",
    ),
    (
        BUDGET,
        "首页 > 政务公开 > 财政信息\n索引号 | 0152/2014-1 | 发布机构 | 市财政局 |\n"
        "宁和市水务局2014年“三公”经费预算\n增减情况说明\n" + HEADS,
    ),
    (BUDGET, "青山乡2017年“三公”经费财政拨款预算安排60万元，其中，" + HEADS + "较2016年预算下降5万元。"),
    (
        BUDGET,
        "关于宁和市文化局\n财政拨款“三公”经费预算2014年情况的\n说  明\n按照市财政局统一部署，现将本局情况公布如下：\n"
        + HEADS,
    ),
    (
        BUDGET,
        "部门公开表7\n一般公共预算“三公”经费支出表\n部门：宁和市少年宫   单位：万元\n"
        "2020年预算数\n合计\n6.5\n因公出国（境）费\n公务接待费\n公务用车费",
    ),
    (
        FINAL,
        "按照市政府、区政府关于政府信息公开工作的部署，现将青山镇2020年度“三公”经费决算情况公布如下：\n2020年度“三公”经费41万元，其中："
        + HEADS,
    ),
    (FINAL, "2019年度“三公”经费支出预算为44万元，2019年实际支出“三公经费”决算为22万元。" + HEADS),
    (
        FINAL,
        "2014年宁和市法院三公经费开支53万元，其中公务接待费3万元，公务用车购置及运行维护费50万元，未安排因公出国。",
    ),
    (BUDGET, "關於寧和市水務局2012年“三公經費”預算財政撥款情況的說明\n" + HEADS),
    (
        WHOLE_FINAL,
        "目 录\n第一部分 部门概况\n一、主要职能\n第二部分 2015年度部门决算表\n"
        "一、收入支出决算总表\n二、收入决算表\n三、支出决算表\n八、“三公”经费情况表",
    ),
    (
        WHOLE_BUDGET,
        "目 录\n第一部分 宁和市公路局概况\n一、主要职责\n第二部分 2017年部门预算表\n"
        "一、收支总体情况表\n二、收入总体情况表\n九、行政经费及“三公”经费预算表",
    ),
    (
        WHOLE_BUDGET,
        "一、主要职能 协商。 二、部门预算单位构成 三、部门收支概况 (一)2017年初预算收入275万元 "
        "五、“三公”经费预算情况 公务接待费2万元，公务用车费1万元。",
    ),
    (
        WHOLE_FINAL,
        "索 引 号：dyx021-/2022-1 公文目录：部门财政预决算 标  题：宁和市史志办2021年度部门决算\n目录\n第一部分 概况",
    ),
    (WHOLE_FINAL, "2023年度\n宁和市博物馆\n单位决算\n2024年10月\n目录\n第一部分 单位概况"),
    ("news", "日前，教育局在官网公布了2013年三公经费。据悉，" + HEADS + "（记者 某某）"),
    (
        "news",
        "根据国务院精神，4月11日，我区统一在政府网站公开2014年部门预算及“三公”经费预算信息。安排合计1043万元：" + HEADS,
    ),
    (
        "news",
        "关于做好2014年“三公”经费预算公开工作的通知\n市直各部门：\n请各单位于4月底前公开因公出国（境）费、公务接待费。",
    ),
    ("other", "经宁和区财政局汇总，2017年区级“三公”经费财政拨款支出1360万元，其中：" + HEADS),
    (
        "other",
        "宁和县2016年“三公”经费决算情况统计表\n单位：万元\n项目 | 决算数 |\n"
        "因公出国(境)费 | 13 |\n公务接待费 | 1679 |\n公务用车费 | 9 |",
    ),
    (
        "other",
        "宁和市水务局主要职责\n一、编制部门预算并组织实施，负责收入预算和财政拨款收支。\n"
        "二、内设机构：办公室，负责公务接待。",
    ),
    ("column-index", "\n".join(f"宁和市第{n}中学201{n}年部门预算公开 2014-03-0{n}" for n in range(1, 9))),
]


@pytest.mark.parametrize(("topic", "text"), TEXTS, ids=[f"{n}-{topic}" for n, (topic, _) in enumerate(TEXTS)])
def test_a_text_without_a_title_says_what_it_is(topic, text):
    found = foremost("", text)
    assert found == topic or {found, topic} == {"news", "other"}


def test_a_request_is_none_when_the_figures_of_the_body_follow():
    title = "宁和市水务局关于公开2013年“三公”经费预算的通知"
    assert not speaks_of(page(title, "各科室：\n请认真学习。"), BUDGET)
    assert foremost(title, "经批准，现将我局2013年“三公”经费预算公开如下：" + HEADS) == BUDGET


def test_a_county_named_in_the_title_is_no_total_when_one_body_speaks():
    title = "宁和县2017年度部门“三公”经费预算情况表"
    assert foremost(title, HEADS) == "other"
    assert foremost(title, "来源：宁和县农业园区管理局 2017-04-27\n" + HEADS) == BUDGET
    assert foremost(title, "现将我局情况公开如下。" + HEADS) == BUDGET


def test_a_table_in_which_each_body_has_its_row_is_theirs():
    rows = "".join(f"宁和县{name}局\t{n}\t0\t{n}\t0\n" for n, name in enumerate(("教育", "民政", "林业", "水务"), 5))
    title = "宁和县2015年县直部门“三公”经费预算公开表"
    assert foremost(title, "单位：万元\n部门名称\t合计\t因公出国（境）费\t公务接待费\t公务用车\n" + rows) == BUDGET


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("宁和市水务局2011年“三公经费”支出决算和2012年预算情况", (FINAL, BUDGET)),
        ("宁和市水务局2013年部门决算和“三公”经费决算", (WHOLE_FINAL, FINAL)),
        ("宁和市水务局2014年部门预决算公开", (WHOLE_FINAL, WHOLE_BUDGET)),
    ],
)
def test_a_page_that_is_two_things_is_both(title, topics):
    assert {name for name, confidence in topics_of(page(title)) if confidence >= ENOUGH} == set(topics)


def test_of_a_title_with_both_the_text_shows_which_is_foremost():
    title = "宁和市水务局2014年部门预算及“三公”经费预算"
    assert foremost(title, "单位：万元\n" + HEADS) == BUDGET
    assert foremost(title, "一、主要职责\n二、收支预算总表\n三、支出预算表\n" + HEADS) == WHOLE_BUDGET


def test_the_day_of_publication_tells_a_title_without_a_kind():
    text = "因公出国、公务接待、公务用车，单位：万元"
    assert foremost("宁和市水务局2013年“三公”经费公开", text, date(2013, 4, 2)) == BUDGET
    assert foremost("宁和市水务局2013年“三公”经费公开", text, date(2014, 9, 2)) == FINAL


def test_the_name_of_the_schedule_in_a_budget_is_none_of_final_accounts():
    text = "单位：万元\n合计\n因公出国（境）费\n公务接待费\n公务用车运行费\n12.00\n0.00\n3.00\n9.00"
    assert foremost("宁和市水务局2022年一般公共预算“三公”经费支出表", text) == BUDGET
    assert foremost("宁和市水务局2022年一般公共预算财政拨款“三公”经费支出决算表", text) == FINAL


def test_other_topics_keep_their_titles_also_when_money_is_spoken_of():
    assert (
        foremost("宁和市水务局2013年政府信息公开工作年度报告", "一、主动公开。公开部门预算、三公经费。")
        == "annual-report"
    )
    assert foremost("", "宁和市水务局2013年政府信息公开工作年度报告\n一、主动公开部门预算。") == "annual-report"
    assert foremost("12月5日空气质量日报", "空气质量指数为80") == "air-quality-daily"
    assert foremost("安全生产许可证发放情况", "预算与决算见附件") == "work-safety"


def test_a_bare_list_of_links_is_a_column():
    links = [Link(f"http://own/{n}", f"条目{n}") for n in range(12)]
    assert foremost("财政信息", "条目", links=links) == "column-index"


@pytest.mark.parametrize(
    ("label", "promises"),
    [
        ("2013年“三公”经费公开", True),
        ("宁和市水务局2013年三公经费支出情况", True),
        ("2020年“三公”经费及会议费、培训费支出决算表", True),
        ("关于做好三公经费公开工作的通知", False),
        ("公务接待费管理办法", False),
        ("全市2013年三公经费决算", False),
    ],
)
def test_the_words_of_a_link_promise_a_disclosure(label, promises):
    assert is_titled(label, FINAL) is promises


def test_an_opening_is_read_past_menus_days_and_labels():
    opened = "欢迎来到宁和市中医院\n24小时电话:0830-310\n国家胸痛中心\n2023年度宁和市中医院单位决算\n来源:中医院\n目录\n第一部分"
    assert opening_title(opened) == "2023年度宁和市中医院单位决算"
    assert (
        opening_title("监督索引号5305\n•  01525515-3/2025\n宁和市水务局\n2024年度部门决算\n目录")
        == "宁和市水务局2024年度部门决算"
    )
    assert opening_title("60.6\n0\n28.1") == ""
    assert (
        opening_title("政务公开 - 财政资金 - 部门决算\n宁和市水务局2019年度“三公”经费决算\n正文。")
        == "宁和市水务局2019年度三公经费决算"
    )


@pytest.mark.parametrize(
    "word", ["三公经费2013年", "三公>", "宁和市水务局三公经费、", "三公" + "一" * 50, "预算决算和", "三公经费\n"]
)
def test_a_page_of_a_million_letters_is_judged_at_once(word):
    with within(1):
        topics_of(page(word * 500, word * (1_000_000 // len(word))))
