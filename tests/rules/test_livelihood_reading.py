"""Names of projects, terms for opinions and days of decisions, as notices write them."""

from datetime import date

import pytest

from rules.expropriations.naming import place_of, project_of
from rules.expropriations.terms import days_given
from rules.fees.reliefs import national_years
from rules.published.items import months_before
from rules.tenders import naming


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("征求意见期限为2019年4月16日至2019年5月15日止。", 30),
        ("征求意见期限：2014年3月1日至3月15日。", 15),
        ("公开征求意见，期限为三十日。", 30),
        ("请于公告期内提出意见。公告期限：2022年4月1日—2022年4月10日。", 10),
        ("征求意见时间为20个工作日，自公布之日起计算。", 31),
        ("公众意见征集时间二○一三年七月一日至七月三十日", 30),
        ("评估结果公示3日。征求意见期限为30日。", 30),
        ("本方案自公布之日起施行。", None),
    ],
)
def test_the_time_for_opinions_counts_both_ends(text, given):
    assert days_given(text) == given


@pytest.mark.parametrize(
    ("title", "other"),
    [
        (
            "示例市人民政府关于青年路片区旧城改造项目国有土地上房屋征收决定的公告",
            "青年路片区旧城改造项目房屋征收补偿方案（征求意见稿）",
        ),
        (
            "关于示例市2013年度第三批次城市建设用地征收土地公告",
            "示例市2013年度第三批次城市建设用地征地补偿安置方案公告",
        ),
        ("示例县北环路征地补偿款发放情况公示", "示例县北环路土地征收公告"),
    ],
)
def test_notices_of_one_project_share_its_name(title, other):
    one, another = project_of(title), project_of(other)
    assert one
    assert one in another or another in one


def test_a_title_that_names_no_project_gives_the_village():
    assert project_of("征收土地公告（2015年第5号）") == ""
    assert place_of("经批准，征收高平镇三合村集体土地1.2公顷") == "高平镇三合村"


def test_notices_of_one_tender_share_its_name_or_number():
    call = naming.project_of("示例市育才路改造工程施工招标公告(第二次)")
    assert naming.are_one(call, naming.project_of("关于示例市育才路改造工程中标候选人公示"))
    assert naming.numbers("项目编号：SZC2016-031") & naming.numbers("关于SZC2016-031号项目的更正公告")
    assert not naming.are_one("办公楼", "办公楼维修")


def test_months_are_counted_back_over_the_turn_of_a_year():
    assert months_before(date(2014, 2, 28), 3) == date(2013, 11, 28)
    assert months_before(date(2013, 12, 31), 12) == date(2012, 12, 28)


def test_years_of_national_relief_are_data():
    assert {2013, 2017} <= national_years()
    assert 2024 not in national_years()
