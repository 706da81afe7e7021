"""What a body holds decides where a title says nothing; news under the title of a document is news."""

import pytest

from rules.topics.bodies import held_by
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
