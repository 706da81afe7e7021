"""What a document is about: the year, the kind, whose it is."""

from datetime import date, datetime

import pytest

from crawler.period import CHINA
from crawler.reading.value import Reading, Table
from crawler.snapshot import Document, Place
from rules.bodies import is_body, is_place, means, named
from rules.subject import document_year, kind_of, organisation, whose

WHEN = datetime(2013, 8, 1, 2, 10, 4, tzinfo=CHINA)
NAMES = ("宁和市交通运输局", "市交通运输局", "市交通局")


def document(title="", text="", published=None, issuer="", tables=()):
    reading = Reading("text/html", title=title, text=text, published=published, issuer=issuer, tables=tables)
    return Document("http://own/1", Place.OWN, WHEN, "ab", "", reading)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("宁和市水务局2013年度部门决算", 2013),
        ("宁和市水务局二○一三年部门预算", 2013),
        ("宁和市水务局二O一四年部门预算", 2014),
        ("宁和市水务局２０１３年“三公”经费预算", 2013),
        ("宁和市水务局2014年公开2013年决算", 2013),
        ("宁和市水务局2013部门预算", 2013),
        ("水务局13年度三公经费预算", 2013),
        ("“三公”经费预算2014年情况", 2014),
        ("2014年“三公”经费预算与2013年预算对比说明", 2014),
    ],
)
def test_the_year_of_a_title(title, year):
    assert document_year(document(title)) == year


def test_a_title_of_two_years_has_one_for_each_kind():
    both = document("宁和市水务局2013年部门决算和2014年部门预算")
    assert (document_year(both, "final"), document_year(both, "budget")) == (2013, 2014)


@pytest.mark.parametrize(
    ("title", "text", "day", "year"),
    [
        ("宁和市水务局2018年部门决算公开", "2017年度收入总计100万元。", date(2018, 9, 20), 2017),
        ("宁和市水务局2018年部门决算公开", "收入总计100万元。", date(2018, 9, 20), 2017),
        ("宁和市水务局2018年部门决算公开", "2018年度部门决算收入总计100万元。", date(2018, 12, 31), 2018),
        ("宁和市水务局2018年部门决算公开", "2017年度收入总计100万元。", date(2019, 9, 20), 2018),
        ("宁和市水务局2018年上半年三公经费决算", "支出3万元。", date(2018, 8, 20), 2018),
    ],
)
def test_final_accounts_that_appear_in_the_year_of_their_title_are_those_of_the_year_before(title, text, day, year):
    assert document_year(document(title, text, day), "final") == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "“三公”经费情况\n根据《党政机关条例》（2007年），我局成立于2004年3月。\n2013年“三公”经费预算为5万元，比2012年减少。",
            2013,
        ),
        ("“三公”经费预算表\n发布日期：2014年9月29日\n2013年度“三公”经费预算数", 2013),
        (
            "2010年“三公经费”财政拨款决算数\n2011年“三公经费”财政拨款预算数\n公务接待费安排3万元，因公出国安排1万元",
            2011,
        ),
    ],
)
def test_the_year_of_a_text(text, year):
    assert document_year(document("", text), "budget") == year


def test_a_caption_names_the_year_and_publication_comes_last():
    assert document_year(document("三公经费决算", tables=(Table((("项目",),), "2013年度决算表"),))) == 2013
    assert document_year(document("三公经费预算", published=date(2014, 3, 1))) == 2014
    assert document_year(document("三公经费决算", published=date(2014, 9, 1))) == 2013


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("2014年部门预算", "上年决算数5万元，2013年决算数", "budget"),
        ("2013年三公经费", "年初预算为5万元，支出决算为4万元，完成预算的80%", "final"),
        ("2013年三公经费", "预算安排5万元，比2012年决算数减少1万元", "budget"),
        ("2013年三公经费支出情况", "公务接待费2万元", "final"),
        ("2018年一般公共预算“三公”经费支出表", "2018年预算数", "budget"),
    ],
)
def test_the_kind_is_stated_or_shown(title, text, kind):
    assert kind_of(document(title, text)) == kind


@pytest.mark.parametrize(
    ("title", "text", "body"),
    [
        ("关于公布宁和市机关事务管理局2013年三公经费预算的公告", "", "宁和市机关事务管理局"),
        ("2018年宁和市委党校决算公开", "", "宁和市委党校"),
        ("宁和市人民政府行政服务中心2021年部门决算", "", "宁和市人民政府行政服务中心"),
        ("宁和县2015年度移民局“三公”经费决算", "", "宁和县移民局"),
        ("2013年三公经费预算（宁和市水务局）", "", "宁和市水务局"),
        ("收支总表", "收支总表\n部门名称：宁和市第一中学  单位：万元", "宁和市第一中学"),
        ("", "一、2013年“三公”经费决算表\n6.5\n宁和县政协办2013年度“三公”经费决算为6.5万元。", "宁和县政协办"),
        ("", "目录\n第一部分 宁和市公路局概况\n一、主要职责", "宁和市公路局"),
        ("2013年三公经费预算", "公务接待费2万元。\n宁和市水务局\n2013年4月2日", "宁和市水务局"),
        ("2013年三公经费预算", "根据市财政局的要求，现将我局情况公布如下", "宁和市林业局"),
        ("宁和市公安局交通警察支队2013年决算", "", "宁和市公安局交通警察支队"),
    ],
)
def test_the_body_of_a_document(title, text, body):
    assert organisation(document(title, text, issuer="宁和市林业局")) == body


@pytest.mark.parametrize(
    ("title", "text", "answer"),
    [
        ("宁和市交通运输局2013年部门预算", "", "own"),
        ("市交通运输局（本级）2013年部门预算", "", "own"),
        ("宁和市交通局2013年部门预算", "", "own"),
        ("宁和市交通运输局机关2013年部门预算", "", "own"),
        ("宁和市交通运输局公路管理处2013年部门预算", "", "other"),
        ("宁和市青山区交通运输局2013年部门预算", "", "other"),
        ("桂水市交通运输局2013年部门预算", "", "other"),
        ("宁和市林业局2013年部门预算", "", "other"),
        ("宁和市2013年市本级三公经费汇总", "", "whole"),
        ("2013年部门预算", "现将我局2013年部门预算公开如下", ""),
        ("2013年部门预算", "填报单位：市交通运输局", "own"),
        ("宁和市交通运输委员会2013年部门预算", "", ""),
        ("宁和市交通运输委员会2013年部门预算", "现将宁和市交通运输局2013年部门预算公开如下", "own"),
        ("运输局2013年部门预算", "", ""),
        ("2013年部门预算", "公务接待费2万元。\n宁和市林业局\n2013年4月2日", "other"),
    ],
)
def test_whose_document_it_is(title, text, answer):
    assert whose(document(title, text), NAMES) == answer


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("市人社局", "宁和市人力资源和社会保障局"),
        ("宁和市卫计委", "宁和市卫生和计划生育委员会"),
        ("宁和市政府办", "宁和市人民政府办公室"),
        ("宁和市委组织部", "中共宁和市委组织部"),
        ("宁和市残联", "宁和市残疾人联合会"),
        ("共青团宁和市委", "共青团宁和市委员会"),
        ("宁和环保局", "宁和市环境保护局"),
        ("楚江州农业局", "楚江彝族自治州农业局"),
        ("宁和市市场监督管理局", "市市场监督管理局"),
        ("市城管局", "宁和市城市管理局"),
    ],
)
def test_a_body_is_known_by_its_short_name(short, full):
    assert means(short, [full])


def test_a_subordinate_body_is_another():
    assert not means("市财政监督检查局", ["宁和市财政局"])
    assert not means("县交通局", ["宁和市交通运输局"])


def test_a_place_is_no_body():
    assert is_place("宁和市")
    assert is_place("宁和县人民政府")
    assert not is_place("青山镇人民政府")
    assert not is_body("全市")
    assert named("宁和市2013年三公经费决算") == ""
