"""Levels, months, what bears no day, and what could not be looked at."""

from dataclasses import replace
from datetime import date

import pytest

from checker.counted.counting import count, level_of
from checker.counted.value import DayFrom, Level, Seen
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place, Reason, Unreached
from tests.checker.counted_made import (
    BODIES,
    CITY,
    CZJ,
    JULY,
    OFFICE,
    PROSE,
    collected,
    counted,
    item,
    looked,
    page,
    reading,
    seen,
    snapshot,
)  # fmt: skip

TITLE = "关于低收入家庭救助的通知"
JUNE, AUGUST = JULY.shift(-1), JULY.shift(1)


@pytest.mark.parametrize(
    ("id", "level"),
    [
        ("", Level.CITY),
        ("zfb", Level.CITY),
        ("czj", Level.DEPARTMENTS),
        ("fly", Level.DEPARTMENTS),
        ("tlx", Level.COUNTIES),
        ("lhz", Level.COUNTIES),
        ("gsgs", Level.ENTERPRISES),
        ("unknown", Level.DEPARTMENTS),
    ],
)
def test_the_level_of_a_body(id, level):
    assert level_of(id, BODIES) is level


def test_the_level_of_a_countys_department_is_the_countys():
    bodies = {**BODIES, "jy": Department("jy", "铁岭县教育局", kinds=frozenset(("department",)), parent="tlx")}
    assert level_of("jy", bodies) is Level.COUNTIES


def test_a_units_level_is_no_more_the_citys_own_than_it_is_the_offices():
    bodies = {**BODIES, "jyc": Department("jyc", "市政府接待处", kinds=frozenset(("subordinate",)), parent="zfb")}
    assert level_of("jyc", bodies) is Level.DEPARTMENTS


def test_bodies_that_stand_above_each_other_end_nothing():
    bodies = {"a": Department("a", "甲", parent="b"), "b": Department("b", "乙", parent="a")}
    assert level_of("a", bodies) is Level.DEPARTMENTS


def test_it_counts_in_the_month_of_its_day_whenever_it_was_seen():
    found = count(2013, seen(item(day=date(2013, 2, 28))), looked("czj"), BODIES)
    assert [each.period for each in found.pieces] == [Period(2013, 2)]
    assert found.numbers[Level.DEPARTMENTS, Period(2013, 2)] == 1


def test_what_was_published_in_other_years_is_told_apart():
    every = seen(
        *(
            item(f"{TITLE}{day.year}", PROSE * (day.year - 2010), day)
            for day in (date(2012, 12, 31), date(2013, 1, 1), date(2014, 1, 2))
        )
    )
    found = count(2013, every, looked("czj"), BODIES)
    assert (len(found.before), found.total, len(found.after)) == (1, 1, 1)


def test_what_was_published_in_december_and_shown_again_in_january_is_last_years():
    every = seen(item(day=date(2012, 12, 30)), item(day=date(2013, 1, 4), place=Place.PORTAL))
    assert count(2013, every, looked("czj"), BODIES).total == 0


def test_what_bears_no_day_and_stood_there_at_the_first_look_is_of_no_year():
    found = count(2013, seen(item(day=None)), looked("czj"), BODIES)
    assert (found.total, len(found.undated)) == (0, 1)


def test_what_bears_no_day_counts_in_the_month_in_which_it_appeared_on_a_site_that_was_looked_at_before():
    shown = [Seen(item(day=None), (AUGUST,))]
    found = count(2013, shown, [*looked("czj"), *looked("czj", period=AUGUST)], BODIES)
    assert [(each.period, each.is_first_seen) for each in found.pieces] == [(AUGUST, True)]
    assert found.first_seen == 1


def test_it_did_not_appear_where_the_site_could_not_be_read_before():
    shown = [Seen(item(day=None), (AUGUST,))]
    before = looked("czj", reason=Reason.TIMEOUT)
    assert count(2013, shown, [*before, *looked("czj", period=AUGUST)], BODIES).total == 0


def test_what_was_signed_in_the_year_was_published_in_it():
    """Not before it was signed, not after it was seen."""
    signed = replace(item(day=date(2013, 3, 5)), day_from=DayFrom.SIGNED)
    assert [each.period for each in count(2013, seen(signed), looked("czj"), BODIES).pieces] == [Period(2013, 3)]
    older = replace(item(day=date(2012, 3, 5)), day_from=DayFrom.SIGNED)
    assert len(count(2013, seen(older), looked("czj"), BODIES).undated) == 1


def test_a_former_bodys_pieces_are_its_heirs():
    heir = replace(CZJ, id="czs", former=("czj",))
    bodies = {"czs": heir, "zfb": OFFICE}
    assert [each.body for each in count(2013, seen(item()), looked("czj"), bodies).pieces] == ["czs"]


def test_a_month_that_was_not_checked_makes_the_total_a_minimum():
    found = count(2013, seen(item()), looked("czj"), BODIES)
    assert found.is_minimum
    assert [each.month for each in found.missing] == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]
    whole = [each for month in range(1, 13) for each in looked("czj", period=Period(2013, month))]
    assert not count(2013, seen(item()), whole, BODIES).is_minimum


def test_a_site_that_could_not_be_read_is_told_with_the_next_month_in_which_it_could():
    every = [
        *looked("czj", period=JUNE, reason=Reason.RESET),
        *looked("czj", period=JULY, reason=Reason.DNS),
        *looked("czj", period=AUGUST),
    ]
    found = count(2013, seen(item()), every, BODIES)
    assert [(each.looked.period, each.looked.reason, each.later) for each in found.gaps] == [
        (JUNE, Reason.RESET, AUGUST),
        (JULY, Reason.DNS, AUGUST),
    ]


def test_a_site_whose_first_page_was_not_read_is_a_gap_and_one_left_for_lack_of_time_too():
    lost = [
        Unreached("http://czj/", Place.OWN, Reason.TIMEOUT),
        Unreached("http://czj/old", Place.OWN, Reason.BUDGET, depth=3),
    ]
    for each in lost:
        found = collected(snapshot(CZJ, page(TITLE, PROSE), unreached=(each,)))
        assert [(one.department, one.reason) for one in found.looked] == [("czj", each.reason), ("", "")]


def test_an_undated_article_has_the_day_that_the_list_prints_beside_it():
    article = page(TITLE, PROSE, None, name="a")
    names = [TITLE, "关于防汛工作的通知", "关于值班工作的通知", "关于档案工作的通知"]
    lines = "\n".join(f"{name} 2013-07-0{n}" for n, name in enumerate(names, 4))
    links = [(f"http://czj/{'a' if name == TITLE else name}.html", name) for name in names]
    listing = page("通知", lines, None, links=links)
    items = collected(snapshot(CZJ, listing, article)).items
    assert [(each.title, each.day, each.day_from) for each in items] == [(TITLE, date(2013, 7, 4), DayFrom.LIST)]


@pytest.mark.parametrize(
    "left",
    [
        replace(page("示例市财政局", PROSE), clicks=0),
        page("通知", "一二三四五六七\n" * 12, links=[(f"http://czj/{n}", "一二三四五六七") for n in range(12)]),
        page("机构职能", PROSE, None),
        page("", "", None),
    ],
    ids=["home page", "list", "undated page that no list shows", "empty page"],
)
def test_what_is_no_piece_of_information(left):
    assert collected(snapshot(CZJ, left)).items == ()


def test_an_attachment_counts_with_its_page():
    one = page(TITLE, PROSE)
    assert (
        collected(snapshot(CZJ, replace(one, documents=(replace(page("附件", PROSE), label="附件"),)))).items[0].title
        == TITLE
    )
    assert counted(snapshot(CZJ, one)).total == 1


def test_what_another_body_published_on_a_departments_site_is_counted_as_its():
    theirs = page("示例市民政局关于低收入家庭救助的通知", PROSE, issuer="示例市民政局")
    found = counted(snapshot(CZJ, others=(theirs,)))
    assert [each.body for each in found.pieces] == ["mzj"]


def test_a_page_of_the_portal_that_names_nobody_is_the_citys_own_and_taken_once():
    common = page(TITLE, PROSE, site="http://portal")
    found = counted(*(snapshot(body, commons=(common,)) for body in CITY))
    assert [(each.body, each.level) for each in found.pieces] == [("", Level.CITY)]


def test_what_the_portal_gives_to_a_body_is_no_common_page_though_it_concerns_all():
    common = page(TITLE, PROSE, site="http://portal")
    found = counted(snapshot(OFFICE, commons=(common,)), snapshot(CZJ, common))
    assert [each.body for each in found.pieces] == ["czj"]


def test_a_countys_page_on_the_portal_is_the_countys():
    shown = page("铁岭县开展救助工作", PROSE, site="http://portal", issuer="铁岭县人民政府")
    assert [each.level for each in counted(snapshot(OFFICE, shown)).pieces] == [Level.COUNTIES]


def test_who_issued_it_is_told_as_the_page_tells_it():
    assert reading(TITLE, PROSE).issuer == ""
    assert counted(snapshot(CZJ, page(TITLE, PROSE, issuer="示例日报"))).pieces[0].item.issuer == "示例日报"
