"""Talks, letters, powers and charts of a year, each once, with where they are shown."""

from dataclasses import replace
from datetime import date

from checker.counted.tallies import tallies
from checker.counted.telling import looked_for, told
from checker.counted.told import Line, What
from crawler.period import Period
from crawler.snapshot import Citation, Place, Reason, Unreached, Visited
from tests.checker.counted_made import CZJ, OFFICE, page, snapshot

JUNE, JULY, AUGUST = (Period(2013, month) for month in (6, 7, 8))
PORTAL = "http://portal"


def line(what, title, day=date(2013, 7, 2), *, department="czj", place=Place.OWN, url="", **more):
    cited = Citation(url or f"http://x/{title}", None, "ab" * 32, title, place)
    return Line(what, department, place, title, day, cited, **more)


def of(what, *months, looked=None):
    """The tally of what July, August … told."""
    told = {JULY.shift(n): lines for n, lines in enumerate(months)}
    sites = {month: {(each.what, each.department, each.place) for each in lines} for month, lines in told.items()}
    return tallies(2013, told, looked or sites)[what]


def talk(title, day=date(2013, 7, 2)):
    return line(What.INTERVIEW, title, day, department="", place=Place.PORTAL)


def test_a_talk_that_several_months_show_is_one():
    assert of(What.INTERVIEW, [talk("局长谈救助")], [talk("局长谈救助"), talk("局长谈就业")]).met == 2


def test_its_announcement_and_its_record_are_one_talk():
    assert of(What.INTERVIEW, [talk("【预告】在线访谈：局长谈救助"), talk("在线访谈：局长谈救助（文字实录）")]).met == 1


def test_talks_of_other_years_and_without_a_day_are_none_of_the_year():
    assert of(What.INTERVIEW, [talk("局长谈救助", date(2012, 7, 2)), talk("局长谈就业", None)]).met == 0


def test_a_letter_is_answered_when_any_month_shows_the_answer():
    first = line(What.REPLY, "路灯不亮", is_met=False)
    found = of(What.REPLY, [first, line(What.REPLY, "噪声", is_met=False)], [replace(first, is_met=True)])
    assert (found.met, found.open) == (1, 1)


def test_what_was_not_clear_is_neither_answered_nor_open():
    found = of(What.REPLY, [line(What.REPLY, "路灯不亮", is_met=False, is_sure=False)])
    assert (found.met, found.open, found.unsure) == (0, 0, 1)


def test_powers_stand_as_the_last_month_that_looked_shows_them():
    before = [line(What.POWER, "许可甲"), line(What.POWER, "许可乙", is_met=False)]
    after = [line(What.POWER, "许可甲"), line(What.POWER, "许可丙")]
    found = of(What.POWER, before, after)
    assert (len(found.lines), found.met) == (2, 2)
    unread = {JULY: [(What.POWER, "czj", Place.OWN)]}  # in August the site could not be read
    assert of(What.POWER, before, [], looked=unread).open == 1


def test_a_power_with_a_chart_on_either_site_has_one():
    own, there = line(What.POWER, "许可甲", is_met=False), line(What.POWER, "许可甲", place=Place.PORTAL)
    found = of(What.POWER, [own, there])
    assert (found.met, found.open, found.at(Place.OWN).open) == (1, 1, 1)
    assert [each.place for each in found.either().lines] == [Place.PORTAL]


def test_powers_of_two_bodies_are_two():
    assert (
        len(of(What.POWER, [line(What.POWER, "许可甲"), line(What.POWER, "许可甲", department="mzj")]).either().lines)
        == 2
    )


def test_where_nobody_looked_nothing_is_known():
    assert of(What.INTERVIEW, []).looked == 0
    assert of(What.INTERVIEW, [talk("局长谈救助")]).looked == 1


LETTER = """关于路灯不亮的来信
来信时间：2013-06-03
来信内容：请问路灯何时修复？
回复单位：市财政局
回复时间：2013-06-08
回复内容：您好，已经联系维修单位，三日内修复。"""


def test_letters_of_a_site_are_read_as_their_rule_reads_them():
    answered = replace(page("关于路灯不亮的来信", LETTER, date(2013, 6, 3)), columns=("首页", "局长信箱"))
    waiting = LETTER.split("回复单位", maxsplit=1)[0] + "回复状态：未回复"
    unanswered = replace(page("关于噪声的来信", waiting, date(2013, 6, 3)), columns=("首页", "局长信箱"))
    lines = list(told(snapshot(CZJ, answered, unanswered)))
    assert [(each.what, each.day, each.is_met, each.is_sure) for each in lines] == [
        (What.REPLY, date(2013, 6, 8), True, True),
        (What.REPLY, date(2013, 6, 3), False, True),
    ]
    assert all(each.cited.url and each.cited.sha256 for each in lines)


def test_talks_are_those_of_the_whole_portal():
    shown = replace(
        page("在线访谈：民政局局长谈救助", "主持人：欢迎。", date(2013, 6, 3), site=PORTAL),
        columns=("首页", "在线访谈"),
    )
    site = snapshot(OFFICE, whole=Visited((shown,), ()))
    assert [(each.what, each.department, each.title) for each in told(site)] == [
        (What.INTERVIEW, "", "在线访谈：民政局局长谈救助")
    ]
    assert (What.INTERVIEW, "", Place.PORTAL) in set(looked_for(site))


def test_a_site_that_could_not_be_read_was_not_looked_at():
    lost = Unreached("http://czj/", Place.OWN, Reason.TIMEOUT)
    site = snapshot(CZJ, page("关于路灯不亮的来信", LETTER), unreached=(lost,))
    assert list(told(site)) == list(looked_for(site)) == []
