"""What is asked for first: each principle alone, and how early a whole city's evidence is met."""

from itertools import pairwise

import pytest

from bench.reach import Breadth, Line, Promising, city_lines, crawl, least
from crawler.families import Kind, Lead
from crawler.period import Period
from crawler.promise import AMONG, COLUMN, EARLIER, HINTED, HOP, LISTED, NAMED, PATIENCE, REST, SAMPLE, TURN, Order
from reports.samplecity.city import City

HOME = "http://www.example.gov.cn"
JULY = Period(2013, 7)
WORDS = ("三公", "预算", "三公经费", "部门预算", "流程图", "空气", "日报", "环境保护", "公告", "月")


@pytest.fixture
def order():
    return Order(WORDS, JULY)


def page(label, path="/news/201306/12345.html", **more):
    return Lead(HOME + path, label, **more)


def band(order, lead, context="市财政局", around="list"):
    """The band of an address: the promise that the first of its kind would get."""
    return -(-order.promise(lead, context, around) // 1000) * 1000


def test_the_bands_from_best_to_least(order):
    found = [
        band(order, page("", hop=True)),
        band(order, page("2013年部门预算")),
        band(order, page("", pager=True), "三公经费", "money"),
        band(order, page("工作动态", "/gzdt/"), around=""),
        band(order, page("有关情况的说明"), "三公经费", "money"),
        band(order, page("", pager=True)),
        band(order, page("2012年部门预算")),
        band(order, page("关于停水有关事项的公告")),
        band(order, page("", "/list_3.html", pager=True)),
        band(order, page("局领导到社区走访慰问")),
    ]
    assert found == [HOP, NAMED, LISTED, COLUMN, AMONG, SAMPLE, EARLIER, HINTED, TURN, REST]
    assert all(a > b for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("label", "named"),
    [
        ("采矿许可证核发流程图", True),  # a longer word says enough
        ("“三公”经费2013年预算", True),  # so do two short ones
        ("三公、三公、三公", False),  # the same one twice does not
        ("7月份工作小结", False),  # a single character says nothing
        ("市环境保护局召开工作会议", False),  # the name of a body is no topic
        ("环境保护", True),
    ],
)
def test_words_in_a_label(order, label, named):
    assert (band(order, page(label)) == NAMED) is named


def test_without_words_every_column_still_goes_before_what_hangs_in_it():
    order = Order((), JULY)
    assert band(order, page("财政信息", "/czxx/")) > band(order, page("2013年部门预算"))


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("部门预算", NAMED),
        ("2013年部门预算", NAMED),
        ("2014年部门预算", NAMED),
        ("2012年度部门预算", EARLIER),
        ("二〇一二年部门预算", EARLIER),
        ("流程图（2012年版）", NAMED),  # an edition stays in force
        ("2013年7月2日空气日报", NAMED),
        ("2013-07-02空气日报", NAMED),
        ("7月2日空气日报", NAMED),
        ("2013年6月30日空气日报", EARLIER),
        ("6月30日空气日报", EARLIER),
        ("2012-07-02空气日报", EARLIER),
    ],
)
def test_what_speaks_of_an_earlier_time_waits(order, label, found):
    assert band(order, page(label)) == found


def test_files_and_pictures_are_worth_what_their_page_is(order):
    file = page("附件1", "/files/1.doc", kind=Kind.DOCUMENT)
    picture = page("", "/files/1.png", kind=Kind.PICTURE)
    assert band(order, file, "2013年部门预算") == NAMED
    assert band(order, picture, "采矿许可证核发流程图", "chart") == NAMED
    assert band(order, file, "职工运动会", "sports") == REST


def test_sections_take_turns(order):
    many = [order.promise(page("部门预算"), "", "first") for _ in range(3)]
    late = order.promise(page("部门预算"), "", "second")
    assert many == [NAMED, NAMED - 1, NAMED - 2]
    assert late == NAMED


def test_ten_thousand_of_a_section_stay_in_their_band(order):
    assert min(order.promise(page("部门预算"), "", "one") for _ in range(10_000)) > LISTED


def test_the_files_of_a_page_come_before_the_next_page(order):
    budgets = [page("部门预算", f"/{n}.html") for n in range(3)]
    promises = [order.promise(lead, "", "list") for lead in budgets]
    inside = order.section(budgets[0], "list")
    assert order.promise(page("附件", "/1.doc", kind=Kind.DOCUMENT), "部门预算", inside) > promises[1]


def test_a_further_page_belongs_to_its_list_and_every_other_page_to_itself(order):
    assert order.section(page("", "/list_2.html", pager=True), "list") == "list"
    assert order.section(page("", "/left.html", hop=True), "") == ""
    assert order.section(page("财政信息", "/czxx/"), "") == "example.gov.cn:/czxx/"
    assert order.section(page("财政信息", "/gkmlpt/api/all/7?page=1", pager=True), "") != ""


def test_the_words_of_a_list_hold_on_its_further_pages(order):
    assert band(order, page("情况说明一"), "三公经费", "money") == AMONG
    assert band(order, page("有关单位的情况说明"), "", "money") == AMONG


def test_a_list_that_leads_nowhere_sinks_and_one_that_leads_there_rises(order):
    turn = page("", "/list_2.html", pager=True)
    assert [band(order, turn, "部门动态", "news") for _ in range(2)] == [SAMPLE, TURN]
    rise = order.saw("news", True)
    assert (rise.low, rise.high, rise.by) == (TURN - 1000, TURN, LISTED - TURN)
    assert band(order, turn, "部门动态", "news") == LISTED
    moves = [order.saw("news", False) for _ in range(PATIENCE + 1)]
    assert moves[:-2] == [None] * (PATIENCE - 1)
    assert (moves[-2].high, moves[-2].by) == (LISTED, TURN - LISTED)
    assert moves[-1] is None
    assert band(order, turn, "部门动态", "news") == TURN


def test_a_list_named_with_the_words_is_followed_until_it_leads_nowhere(order):
    turn = page("", "/list_2.html", pager=True)
    assert [band(order, turn, "三公经费", "money") for _ in range(3)] == [LISTED] * 3
    for _ in range(PATIENCE):
        order.saw("money", False)
    assert band(order, turn, "三公经费", "money") == TURN


@pytest.mark.parametrize(
    ("label", "path", "around", "found"),
    [
        ("通知通告栏目汇总信息", "/tzgg/index.html", "list", COLUMN),  # by its address
        ("机构设置", "/12.htm", "list", COLUMN),  # by a short name
        ("机构设置", "/channel/123456.htm", "", COLUMN),  # in the home page's menu even with a number
        ("节水工作安排", "/201306/123456.htm", "list", REST),  # elsewhere a number is an article's
        ("节水工作安排情况通报", "/sgjf/201306/1.htm", "list", HINTED),  # a folder that abbreviates a column's name
        ("", "/", "list", REST),
    ],
)
def test_columns_are_known_by_address_or_name(order, label, path, around, found):
    assert band(order, page(label, path), around=around) == found


def test_turns_are_taken_up_after_a_pause(order):
    known = [("list", order.promise(page("部门预算"), "", "list")) for _ in range(3)]
    again = Order(WORDS, JULY)
    again.resume(known)
    assert again.promise(page("部门预算"), "", "list") == NAMED - 3


def test_the_least_is_the_evidence_and_the_ways_to_it():
    ways = {"home": ["a", "b"], "a": ["more"], "b": ["x", "y"], "more": ["y"], "x": ["deep"]}
    assert least("home", ways, {"y", "x"}) == 4
    assert least("home", ways, {"home"}) == 1


@pytest.fixture(scope="module")
def met():
    """What is measured of the portal and some sites of a small city with four times the usual news."""
    return [line for *_, line in city_lines(City(8, news=4), JULY, 6)]


def test_a_citys_evidence_is_complete_within_half_of_breadth_first(met):
    line = sum(met, Line())
    assert line.unreachable == 0
    assert line.order[-1] * 2 <= line.breadth[-1]  # a small city of which more than a third is papers that are owed
    assert line.least <= line.order[-1]


def test_nothing_is_left_out():
    """The same addresses are asked for, in whatever order."""

    class Asked:
        home, words = f"{HOME}/", WORDS

        def ask(self, key, url):
            from bench.reach import Met

            number = int(url.rpartition("/")[2] or 0)
            below = [n for n in (2 * number + 1, 2 * number + 2) if n < 200]
            found = tuple(page(("部门预算", "新闻", "")[n % 3], f"/{n}", pager=n % 3 == 2) for n in below)
            return Met(True, "市财政局", found)

        def promising(self, text):
            return False

    assert set(crawl(Asked(), Promising(WORDS, JULY))) == set(crawl(Asked(), Breadth(WORDS, JULY)))
    assert len(crawl(Asked(), Promising(WORDS, JULY))) == 200
