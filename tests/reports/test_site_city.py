"""The city's pages of the web report: what is compared, what is a gap, what could not be assessed and never looks like a failure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import lxml.html
import pytest

from checker.indicator import Sort
from checker.scheme import kept_scheme
from checker.scoring import Score
from checker.store import Store
from crawler.roster import Department
from reports.docket_view import docket_of
from reports.history import Past, past_of
from reports.marks import rate_words
from reports.site import search_page, written
from reports.site.cells import BANDS, Grid, cell
from reports.site.compared import changes, small_percent, whole_percent
from reports.site.distribution import distribution
from reports.site.index_page import index
from reports.site.summary import extremes
from reports.site.topics_page import topic_leaves, topics
from reports.site.trend import calendar, open_after, trend
from reports.site.unchecked import why
from reports.site.values import Month
from reports.standing import standings
from reports.stored import results_of
from reports.themes import parts, theme_of
from reports.wording import DASH, Wording
from reports.workspace import read
from rules.finding import inapplicable, passed, untested
from tests.reports.dockets import told
from tests.reports.judged import DAYS, JULY, SCHEME, assessed, cited, city, judge

MAY, JUNE = JULY.shift(-2), JULY.shift(-1)
ZH = Wording("zh")
UNSEEN = (untested("", cited("", digest=""), note="网站未能检测：{reason}", reason="timeout"),)
AIR = theme_of("air-quality-daily")
HOSTILE = "<script>alert(1)</script>“局”&amp;{period}%s</table>\u202e"


def month_of(folder, period=JULY, language="zh"):
    """The month of a workspace, as the command line has it."""
    workspace = read(folder)
    docket = docket_of(workspace, date(2013, 8, 5), period)
    return Month(
        "市", date(2013, 8, 5), results_of(workspace, period), docket, Wording(language), past_of(workspace, period)
    )


def kept(folder, period, assessments, scheme=SCHEME):
    """Keeps a month that was judged elsewhere."""
    store = Store(folder / "var" / "gongkai.sqlite")
    store.save(period, [replace(each, period=period) for each in assessments], kept_scheme(scheme, "s"))
    store.close()


def many(marks, period=JULY):
    """As many departments, each with so many days missing; None for one that could not be looked at."""
    bodies = [Department(f"d{at}", f"第{at}局", kinds=frozenset({"department"})) for at in range(len(marks))]
    found = [UNSEEN if days is None else DAYS[:days] or (passed(),) for days in marks]
    told = []
    for body, own in zip(bodies, found, strict=True):
        if own is UNSEEN:
            told.append(unseen(assessed(body, own, period)))
        else:
            told.append(assessed(body, own, period))
    return told


def unseen(assessment):
    """The same, of which nothing at all could be looked at."""
    verdict = assessment.verdicts[0]
    return replace(
        assessment, verdicts=(replace(verdict, weighed=verdict.weighed[:1], score=Score(possible=Decimal(20))),)
    )


@pytest.fixture
def folder(tmp_path):
    return city(tmp_path / "w")


def page(template, month):
    """The first page of a kind, written and read again."""
    kind = next(each for each in written.PAGES if each.template == template)
    return lxml.html.fromstring(written._page(kind, next(iter(kind.leaves(month))), month))


def test_a_month_is_compared_with_the_calendar_month_before_and_no_other(folder):
    judge(folder, (passed(),), MAY)
    assert month_of(folder).before is None
    assert list(changes(month_of(folder))) == []
    judge(folder, (passed(),), JUNE)
    fallen = {now.assessment.department.id: by for now, _, by in changes(month_of(folder))}
    assert fallen["czj"] == 0
    assert fallen["hbj"] < 0


def test_who_could_hardly_be_assessed_is_compared_with_nobody(folder):
    kept(folder, JUNE, many([0, 0]))
    kept(folder, JULY, many([0, None]))
    month = month_of(folder)
    assert [now.assessment.department.id for now, _, _ in changes(month)] == ["d0"]
    data = index(month)
    row = data["ranking"][0]["rows"][1]
    assert (row["rank"], row["mark"]["words"], row["problems"], row["change"], row["is_ranked"]) == (
        DASH,
        DASH,
        DASH,
        None,
        False,
    )
    assert data["distribution"]["apart"] == 1


def test_a_city_of_which_nothing_could_be_assessed_has_no_mark_and_no_zero(folder):
    kept(folder, JULY, many([None, None]))
    month = month_of(folder)
    data = index(month)
    counts = {each["words"]: each["count"] for each in data["numbers"]}
    assert counts["平均成绩"] == counts["本月问题"] == DASH
    assert counts["未能检测或待核实"] == 2
    assert data["distribution"] is None
    assert data["extremes"] == []
    total = topics(month)["totals"][0]
    assert (total["rate"], total["failing"], total["problems"], total["open"]) == (DASH, DASH, DASH, "100 %")
    assert "0" not in [
        text.strip() for text in page("topics.html", month).xpath("//table[@id='city']//tbody/tr[1]/td/text()")
    ]


def test_months_without_results_are_gaps(folder):
    judge(folder, (passed(),), MAY)
    month = month_of(folder)
    assert [(str(period), past is not None) for period, past in calendar(month.past)] == [
        ("2013-05", True),
        ("2013-06", False),
        ("2013-07", True),
    ]
    rows = trend(month)["rows"]
    nothing = {"words": DASH, "value": ""}
    assert [rows[1][key] for key in ("mean", "problems", "cases", "open")] == [nothing] * 4
    assert trend(month)["gaps"]
    (leaf, *_) = topic_leaves(month)
    assert [row["rate"]["value"] != "" for row in leaf.data["trend"]] == [True, False, True]


def test_one_month_has_no_trend_and_says_so(folder):
    month = month_of(folder)
    assert trend(month) is None
    assert "只有这一个月的结果" in page("index.html", month).text_content()
    assert page("index.html", month).xpath("//table[@data-chart='line']") == []


def test_another_scheme_is_told_and_topics_are_not_compared_across_it(folder):
    kept(folder, JUNE, many([0, 0]), SCHEME.replace("points = 20", "points = 30"))
    kept(folder, JULY, many([0, 1]))
    month = month_of(folder)
    assert index(month)["other_scheme"]
    assert [row["mark"] for row in trend(month)["rows"]] == ["", "考核方案有变"]
    assert not topics(month)["has_change"]
    assert list(changes(month)) == []  # as on the terminal
    assert [row["change"] for group in index(month)["ranking"] for row in group["rows"]] == [None, None]


def test_a_scheme_of_which_only_words_changed_is_no_other(folder):
    kept(folder, JUNE, many([0, 1]), SCHEME.replace('title = "S"', 'title = "T"'))
    kept(folder, JULY, many([0, 0]))
    assert not index(month_of(folder))["other_scheme"]
    assert [by > 0 for _, _, by in changes(month_of(folder))] == [False, True]


def test_a_body_is_compared_with_the_one_it_took_the_place_of(folder):
    kept(folder, JUNE, many([0, 1]))
    heirs = [
        replace(each.department, id=f"n{each.department.id}", former=(each.department.id,)) for each in many([0, 0])
    ]
    kept(folder, JULY, [replace(each, department=heir) for each, heir in zip(many([0, 0]), heirs, strict=True)])
    assert [now.assessment.department.id for now, _, by in changes(month_of(folder)) if by > 0] == ["nd1"]


def test_what_would_only_have_added_to_a_mark_is_nobodys_problem(folder):
    bonus = SCHEME.replace("points = 20", 'points = 20\nsort = "bonus"')
    found = [replace(each, verdicts=(replace(each.verdicts[0], sort=Sort.BONUS),)) for each in many([1, 0])]
    kept(folder, JULY, found, bonus)
    month = month_of(folder)
    data = index(month)
    assert [each["count"] for each in data["numbers"] if each["words"] == "本月问题"] in ([0], [DASH])
    assert data["problems"] == []
    assert [each.problems for each in month.standings.values()] == [0, 0]
    assert Grid(month.now).owed(AIR) == {}
    assert not [each for each in search_page._entries(month) if each.kind == "failed"]


def test_of_equals_at_the_end_of_a_list_is_told_how_many_are_left_out(folder):
    kept(folder, JULY, many([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]))
    best, last = extremes(month_of(folder))
    assert (len(best["rows"]), best["equals"]) == (5, 4)
    assert [each["mark"] for each in last["rows"]][:4] == [last["rows"][0]["mark"]] * 4
    assert last["equals"] == 8


def test_a_final_mark_that_fell_from_a_provisional_one_is_not_called_provisional(folder):
    unsure = [assessed(each.department, UNSEEN, JUNE) for each in many([0])]
    kept(folder, JUNE, [*unsure, *many([0, 0])[1:]])
    kept(folder, JULY, many([1, 0]))
    fallen = extremes(month_of(folder))[-1]["rows"][0]
    assert (fallen["provisional"], fallen["was_provisional"]) == (False, True)


def test_a_mean_of_which_some_marks_are_provisional_says_so(folder):
    kept(folder, JUNE, many([0, 0]))
    kept(folder, JULY, [assessed(each.department, UNSEEN, JULY) for each in many([0])] + many([0, 0])[1:])
    said = [index(month_of(folder, period))["numbers"][1]["words"] for period in (JUNE, JULY)]
    assert said == ["平均成绩", "平均成绩（有暂定的）"]


def test_cases_that_were_open_by_a_month_are_counted_as_of_it_and_not_before_the_ledger(tmp_path):
    workspace = read(told(tmp_path / "w"))
    for until in (JULY, JULY.shift(1)):
        then = docket_of(workspace, date(2013, 12, 31), until)
        assert open_after(docket_of(workspace, date(2013, 12, 31)), until) == sum(case.is_open for case in then.cases)
    docket = docket_of(workspace, date(2013, 12, 31))
    assert open_after(docket, JUNE) is None
    assert open_after(docket, docket.until.shift(1)) is None


def shown(*found):
    """How the cell of a topic is shown in which this was found on the own site, and all is well on the portal."""
    assessment = assessed(Department("d", "局", kinds=frozenset({"department"})), found)
    scheme = kept_scheme(SCHEME, "s")
    return cell(parts(assessment, scheme)[0], ZH)


def test_cells_are_numbers_or_hatched_or_blank_and_never_a_failure_for_what_could_not_be_assessed():
    assert shown(passed()) == {"tone": "h5", "words": "100", "value": "1.000000", "told": ""}
    assert shown(*DAYS[:1])["words"] == "95"
    half = shown(*UNSEEN)
    assert (half["tone"], half["words"], half["told"]) == ("h5 partly", "100", "另有 50 % 未评")
    assert cell(None, ZH) == {"tone": "blank", "words": "", "value": "", "told": ""}


def test_what_is_not_owed_is_blank_and_what_could_not_be_assessed_at_all_is_hatched(folder):
    nothing = assessed(Department("d9", "局", kinds=frozenset({"department"})), (inapplicable("不适用"),))
    verdict = nothing.verdicts[0]
    nothing = replace(nothing, verdicts=(replace(verdict, weighed=verdict.weighed[:1], score=Score()),))
    kept(folder, JULY, [*many([None]), nothing])
    rows = {row["id"]: row for row in topics(month_of(folder))["rows"]}
    assert (rows["d0"]["cells"][0]["tone"], rows["d0"]["cells"][0]["value"]) == ("open", "")
    assert rows["d9"]["cells"][0]["tone"] == "blank"
    cells = page("topics.html", month_of(folder)).xpath("//table[@id='heat']//tr[@data-names]/td[2]")
    assert [(each.get("class"), each.text_content()) for each in cells] == [("h open", "未评"), ("h blank", "")]


@pytest.mark.parametrize(
    ("rate", "words"),
    [("1", "100"), ("0.9999", "99"), ("0.001", "1"), ("0", "0"), ("0.5", "50")],
)
def test_rates_are_never_rounded_to_all_or_nothing(rate, words):
    assert whole_percent(Decimal(rate)) == words
    assert whole_percent(None) == DASH


def test_shares_are_never_rounded_to_all_or_nothing():
    assert [small_percent(Decimal(each)) for each in ("0", "0.001", "0.5", "0.999", "1")] == [
        "0 %",
        "<1 %",
        "50 %",
        ">99 %",
        "100 %",
    ]
    assert small_percent(None) == DASH
    assert rate_words(Score(Decimal("99.99"), Decimal(100), Decimal(100)), ZH) == "99.9 %"
    assert rate_words(Score(Decimal("89.06"), Decimal(100), Decimal(100)), ZH) == "89.1 %"
    assert rate_words(Score(possible=Decimal(3)), ZH) == DASH


def test_reasons_are_grouped_by_what_they_have_in_common():
    first, second = (untested("", note="{total} 万元：{reason}", total=total, reason="timeout") for total in ("3", "4"))
    assert why(first, ZH) == why(second, ZH) == "… 万元：超时"


def test_steps_of_marks_end_with_the_lowest_and_tell_provisional_marks_apart():
    scheme = kept_scheme(SCHEME, "s")
    found = standings(many([0, 0, 1, None]), scheme)
    told = distribution(found, scheme, ZH)
    assert [(row["words"], row["final"], row["provisional"]) for row in told["rows"]] == [
        ("100 分", 2, 0),
        ("95–99.99", 1, 0),
    ]
    assert told["apart"] == 1


def test_names_from_outside_are_text_on_every_page_of_the_city(folder):
    bodies = [
        replace(each, department=replace(each.department, name=HOSTILE, aliases=(HOSTILE,))) for each in many([1, None])
    ]
    kept(folder, JULY, bodies)
    month = replace(month_of(folder), city=HOSTILE)
    for template in ("index.html", "topics.html", "topic.html"):
        root = page(template, month)
        assert root.xpath("//script[not(@src)] | //body//style") == []
        assert "<script>alert(1)</script>“局”&amp;{period}%s</table>" in root.text_content()


def test_who_fails_and_who_could_not_be_checked_are_told_apart_on_a_topics_page(folder):
    kept(folder, JULY, many([2, None, 0]))
    (leaf, *_) = topic_leaves(month_of(folder))
    assert leaf.file == f"topic/{AIR.id}.html"
    assert [each["id"] for each in leaf.data["failing"]] == ["d0"]
    assert [(each["id"], each["reasons"][0]["words"]) for each in leaf.data["open"]] == [("d1", "网站未能检测：超时")]
    assert [each["id"] for each in leaf.data["met"]] == ["d2"]
    assert leaf.data["failing"][0]["items"][0]["quote"] == "7月9日"


def test_a_topic_of_a_grid_is_the_sum_of_its_departments(folder):
    grid = Grid(Past(month_of(folder).results))
    assert grid.score(AIR) == sum((part.score for part in grid.owed(AIR).values()), Score())
    assert list(BANDS) == sorted(BANDS)
