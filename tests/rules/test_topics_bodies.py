"""What a body holds decides where a title says nothing or is borrowed; news under the title of a document is news."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.value import Reading
from crawler.snapshot import Page, Place
from rules.topics import topics_of
from rules.topics.bodies import FORMS, GAP, SHOWN, Held, _any, _bodies, held_by
from rules.topics.telling import reads_as_news

BULLETIN = "市区空气质量污染指数:88级别:Ⅱ状况:良首要污染物:可吸入颗粒物"
HOMES = "项目名位置类型套数开工竣工安康小区建设路西廉租房2882011.62012.10"


@pytest.mark.parametrize(("body", "topic"), [(BULLETIN, "air-quality-daily"), (HOMES, "affordable-housing")])
def test_a_body_is_known_without_a_title(body, topic):
    assert held_by(body)[0].topic == topic


def test_what_must_not_stand_there_makes_it_another():
    assert all(held.topic != "air-quality-daily" for held in held_by(BULLETIN + "优良率同比上升"))


def test_a_body_of_nothing_holds_nothing():
    assert held_by("各位来宾大家上午好今天天气晴朗") == []


@pytest.mark.parametrize(
    ("lead", "is_news"),
    [
        ("4月2日,镇党委书记带领工作队入户宣讲征地补偿政策,当日签订协议31份。", True),
        ("我局开展送温暖活动,慰问贫困党员8户,受到称赞。", True),
        ("近日,市食药监局组织开展节日市场检查。", True),
        ("根据《土地管理法》,现将4月2日批准的征地补偿方案公告如下:", False),
        ("4月2日空气质量日报:AQI为44,优。", False),
        ("经市政府批准,对下列房屋实施征收。", False),
    ],
)
def test_what_somebody_did_on_a_day_is_news(lead, is_news):
    assert reads_as_news(lead, lead) is is_news


LIST = "序号|职权类型|职权名称|职权依据|责任主体\n1|行政许可|民办非企业单位成立登记|《暂行条例》第五条|社会组织科"
CHART = "发现违法行为↓立案审批↓调查取证↓告知当事人听证↓作出处罚决定↓送达↓执行↓结案归档"
ASKED = "根据《信息公开条例》，统计期限为1月1日至12月31日。主动公开78条；依申请公开0件；收费减免：无。行政复议、诉讼：无。不足：更新慢。"
CHANGED = "序号|项目名称|审批部门|处理决定|备注\n1|户外广告设置审批|城管局|下放至乡镇|\n2|暂住证核发|公安局|取消|"
SOLD = "准考证号|姓名|报考单位|笔试成绩|面试成绩|总成绩|排名\n20150101|周*|县医院|72.5|84.2|78.35|1"
MONTH = "2025年1月，二氧化硫、二氧化氮、PM10、PM2.5平均浓度分别为11、24、59、35微克/立方米，优良天数比例96.8%。"
MAIL = "来信人：张** 来信时间：2019-03-02\n内容：路灯坏了。\n处理结果：您好，经核实已安排维修。答复单位：城管局"
FORM = "申请人姓名 身份证号 工作单位 家庭人口 月收入 现住房面积 社区意见 街道意见"
ESSAY = "本文主要从权力清单的雏形谈起，以已经公布的三省为例进行研究。关键词：职权 清单"
DUTY = "县食药局依法行使行政职权：处罚类：1.对无证经营的处罚（《食品安全法》第八十四条） 许可类：1.食品流通许可 强制类：查封"


def told(title, text, column=""):
    columns = (column,) if column else ()
    reading = Reading("text/html", title=title, columns=columns, text=text)
    return topics_of(Page("http://own/1.html", Place.OWN, datetime(2026, 11, 1), "ab", title, reading, columns=columns))


@pytest.mark.parametrize(
    ("title", "column", "text", "topic"),
    [
        ("附件1", "编办", LIST, "power-list"),
        ("我局行使的职权", "机构概况", DUTY, "power-list"),
        ("行政处罚", "权力运行", CHART, "power-flowchart"),
        ("2011年度工作报告", "信息公开", ASKED, "annual-report"),
        ("县政府令第12号", "文件", CHANGED, "approval-change"),
        ("入围体检名单", "", SOLD, "personnel"),
        ("环境空气质量状况", "环境监测", MONTH, "air-quality-period"),
        ("路灯不亮", "民生热线", MAIL, "opinion-box"),
        ("通报", "环保要闻", MONTH, "air-quality-period"),
    ],
)
def test_a_weak_or_borrowed_title_yields_to_the_text(title, column, text, topic):
    assert told(title, text, column)[0][0] == topic


@pytest.mark.parametrize(
    ("title", "text", "topic"),
    [
        ("公租房申请表及填写样例", FORM, "other"),
        ("权力清单制度及其顶层设计", ESSAY, "other"),
        ("我市今年空气优良天数已达300天", "记者从市环保局获悉，" + MONTH, "news"),
        ("公租房小区送温暖", "春节前夕，住建局干部走进公租房小区，慰问困难家庭12户。", "news"),
        ("信息公开指南", "我局举办条例施行两周年宣传日活动，发放《政府信息公开指南》2000册。", "news"),
        ("未来三天空气质量预报", "预计4日：AQI 70—100，良，首要污染物PM2.5。", "other"),
        ("行政执法人员名单公示", "姓名|性别|执法证号|执法类别|所在机构\n姜*|男|0807|交通运输|一大队", "other"),
    ],
)
def test_forms_essays_and_news_are_no_documents(title, text, topic):
    assert told(title, text)[0][0] == topic


def plainly(body):
    """What `held_by` says, each sign sought by itself."""
    found = []
    for each in _bodies():
        words = [match[0] for sign in each.signs if (match := _any(sign).search(body))]
        stands = _any(each.must).search(body) and not (each.but and _any(each.but).search(body))
        if stands and len(words) >= each.need:
            found.append(Held(each.topic, len(words) - each.need, "+".join(list(dict.fromkeys(words))[:SHOWN])))
    return sorted(found, key=lambda held: -held.beyond - (held.topic in FORMS))


SIGNS = st.sampled_from(_bodies()).flatmap(
    lambda each: st.lists(st.sampled_from([word for sign in (*each.signs, each.must, each.but) for word in sign]))
)


@given(st.lists(SIGNS, max_size=3), st.sampled_from(["", "的", "12", "行"]))
def test_words_found_once_for_all_topics_are_those_that_each_finds(words, between):
    body = between.join(word.replace(GAP, "三") for each in words for word in each)
    assert held_by(body) == plainly(body)
