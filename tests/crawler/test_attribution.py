"""Whose page is it? Names by the longest that stands by itself, never a namesake of another place."""

from datetime import datetime

import pytest

from crawler.attribution import Names, is_others, portal_owner, portal_places
from crawler.period import CHINA
from crawler.reading.value import Reading
from crawler.roster import Department
from crawler.snapshot import Page, Place

CZJ = Department("czj", "示例市财政局", ("市财政局", "财政局"), home="http://czj/")
JYJ = Department("jyj", "示例市教育局", ("市教育局", "教育局"), home="http://jyj/")
ZKB = Department("zkb", "示例市教育局招生考试办公室", parent="jyj")
WJJ = Department("wjj", "示例市物价局", ("财政局分局",), portal="http://portal/xxgk/wjj/index.html")
ALL = (CZJ, JYJ, ZKB, WJJ)
NAMES = Names(ALL)


def page(title="", issuer="", columns=(), text="", url="http://portal/a/1.html") -> Page:
    reading = Reading("text/html", title=title, issuer=issuer, text=text)
    return Page(url, Place.PORTAL, datetime(2013, 8, 1, tzinfo=CHINA), "", "", reading, columns=columns)


@pytest.mark.parametrize(
    ("told", "owner"),
    [
        (page("示例市财政局2013年部门预算"), "czj"),
        (page("市财政局关于公开预算的公告"), "czj"),
        (page("示例市教育局招生考试办公室2013年“三公”经费预算"), "zkb"),
        (page("2013年市财政局部门预算"), "czj"),
        (page("2012年度示例市财政局政府信息公开年度报告"), "czj"),
        (page("关于公布2013年上半年教育局收费目录的通知"), "jyj"),
        (page("二〇一三年市财政局部门预算"), "czj"),
        (page("二零一三年度教育局部门预算"), "jyj"),
        (page("2013年铁力市财政局部门预算"), ""),
        (page("2013年省教育局部门预算"), ""),
        (page("近三年教育局部门预算"), ""),
        (page("2013年部门预算", issuer="市教育局"), "jyj"),
        (page("2013年部门预算", columns=("部门信息公开目录", "示例市财政局")), "czj"),
        (page("2013年部门预算", columns=("首页", "部门信息公开", "财政局", "法定主动公开内容")), "czj"),
        (page("2013年部门预算", columns=("财政局", "教育局", "财政信息")), "jyj"),
        (page("2013年部门预算", columns=("部门信息公开", "财政信息")), ""),
        (page("2013年部门预算", text="单位名称：示例市教育局\n预算如下"), "jyj"),
        (page("2013年部门预算", text="单位：示例市教育局。2013年市财政局批复我局预算如下"), "jyj"),
        (page("2013年部门预算", text="2013年教育局收支总表"), "jyj"),
        (page("2013年部门预算", text="示例市教育局、示例市财政局联合发文"), ""),
        (page("2013年部门预算", url="http://portal/xxgk/wjj/201304/2.html"), "wjj"),
        (page("铁力市财政局2013年部门预算"), ""),
        (page("友好区教育局2013年部门预算"), ""),
        (page("要闻"), ""),
    ],
)
def test_a_portal_page_is_given_to_whom_it_names(told, owner):
    assert portal_owner(told, NAMES, portal_places(ALL)) == owner


def test_a_list_of_several_bodies_is_not_the_first_ones():
    row = "{}\t关于开展年检的通知\t示财发〔2013〕2号\t示例市{}\t2013-02-01"
    listed = "\n".join(
        [
            "1\t示例市教育局关于招生的公告\t无\t2013-02-02",
            *(row.format(n, who) for n, who in enumerate(("财政局", "教育局"))),
        ]
    )
    assert portal_owner(page("公文目录", text=listed), NAMES, portal_places(ALL)) == ""
    assert (
        portal_owner(page("公文目录", text=row.format(1, "教育局") + "\n单位：示例市教育局"), NAMES, portal_places(ALL))
        == "jyj"
    )


def test_an_alias_of_two_bodies_names_neither():
    names = Names((CZJ, Department("other", "另一局", ("财政局",))))
    assert names.named("财政局2013年预算") == []


RSJ = Department("rsj", "铁山市人力资源和社会保障局", ("市人社局",))
WJ = Department("wj", "铁山市物价监督管理局", ("物价局",))
GSJ = Department("gsj", "铁山市国家税务局", ("市国税局",))
TYG = Department("tyg", "铁山市体育馆")
ZFB = Department("zfb", "铁山市人民政府办公室", ("市政府办公室", "市政府办"))
YHJ = Department("yhj", "友好区物价局", ("友好物价局",))
CITY = (RSJ, WJ, GSJ, TYG, ZFB, YHJ)


@pytest.mark.parametrize(
    ("title", "owner"),
    [
        ("铁山市人社局2013年部门预算", "rsj"),
        ("人社局2013年部门预算", "rsj"),
        ("人力资源和社会保障局2013年部门预算", "rsj"),
        ("市人力资源和社会保障局2013年部门预算", "rsj"),
        ("2013年物价监督管理局部门预算", "wj"),
        ("市物价局关于规范停车收费的通知", "wj"),
        ("铁山市物价局关于规范停车收费的通知", "wj"),
        ("铁山市国税局办税指南", "gsj"),
        ("铁山市政府办2013年部门预算", "zfb"),
        ("友好区物价局2013年部门预算", "yhj"),
        ("铁力市人社局2013年部门预算", ""),
        ("铁力市物价监督管理局2013年部门预算", ""),
        ("黑龙江省人社局关于印发办法的通知", ""),
        ("友好区人社局2013年部门预算", ""),
        ("国家税务局公告2013年第5号", ""),
        ("国家物价监督管理局公告", ""),
        ("体育馆开放信息公示", ""),
        ("人民政府办公室关于放假的通知", ""),
    ],
)
def test_a_body_is_named_with_its_city_or_without_though_the_roster_has_it_otherwise(title, owner):
    assert portal_owner(page(title), Names(CITY), {}) == owner


def test_what_two_bodies_would_be_called_without_their_city_names_neither():
    names = Names((WJ, Department("fgw", "铁山市发展和改革委员会", ("市物价局",))))
    assert names.named("物价局2013年预算") == ["wj"]
    assert names.named("铁山市物价局2013年预算") == []
    assert Names((Department("a", "铁山市物价局"), Department("b", "友好区物价局"))).named("物价局2013年预算") == []


def test_whose_page_on_an_own_site_it_is_only_a_name_of_the_roster_says():
    assert not is_others(page("物价监督管理局来我局调研"), RSJ, Names(CITY), {each.id: each for each in CITY})
    assert is_others(page("物价局2013年预算"), RSJ, Names(CITY), {each.id: each for each in CITY})


def test_a_units_document_on_its_parents_site_is_not_the_parents():
    departments = {each.id: each for each in ALL}
    assert is_others(page("示例市教育局招生考试办公室2013年预算"), JYJ, NAMES, departments)
    assert is_others(page("2013年预算", issuer="示例市教育局招生考试办公室"), JYJ, NAMES, departments)
    assert not is_others(page("示例市教育局2013年预算"), JYJ, NAMES, departments)
    assert not is_others(page("2013年预算", issuer="示例市财政局"), JYJ, NAMES, departments)


def placed(**columns):
    return [Department(id, id, portal=url) for id, url in columns.items()]


@pytest.mark.parametrize(
    ("columns", "url", "owner"),
    [
        ({"a": "http://portal/xxgk/a"}, "http://portal/xxgk/a/1.html", "a"),
        ({"a": "http://portal/xxgk/a"}, "http://portal/xxgk/b/1.html", ""),
        ({"a": "http://portal/a/"}, "https://www.portal/a/1.html", "a"),
        ({"a": "http://Portal/a/"}, "http://portal/a/1.html", "a"),
        ({"a": "http://portal/x/a.html", "b": "http://portal/x/b.html"}, "http://portal/x/a.html", "a"),
        ({"a": "http://portal/x/a.html", "b": "http://portal/x/b.html"}, "http://portal/x/3.html", ""),
        ({"a": "http://portal/list.jsp?unit=3"}, "http://portal/list.jsp?unit=3&page=2", "a"),
        ({"a": "http://portal/list.jsp?unit=3"}, "http://portal/list.jsp?unit=31", ""),
    ],
)
def test_a_place_on_the_portal_is_no_larger_than_it_was_written(columns, url, owner):
    departments = placed(**columns)
    assert portal_owner(page("要闻", url=url), Names(departments), portal_places(departments)) == owner
