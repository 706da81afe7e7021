"""A month in words and rows: grades, vetoes, bonuses, what people decided, and why a mark is provisional."""

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from rich.console import Console

from checker.appeals import Appeal
from checker.decided import decided
from checker.identity import names
from checker.indicator import Deduction, Indicator, Sort, Veto
from checker.rulings import Decision, Ruling
from checker.scheme import Sharing
from checker.scoring import Assessment, Score, Verdict, weigh
from crawler.roster import Department
from crawler.snapshot import Place
from reports.ranking import ranking
from reports.results import rank_results, results
from reports.scorecard import scorecard
from reports.standing import standings
from reports.wording import Wording
from reports.wording import width as columns
from reports.yearly_explain import arithmetic
from rules.finding import cant_tell, failed, passed, untested
from tests.checker.year_made import HBJ, JULY, scheme, year_of

CHINESE = Wording("zh")
PRICES = {name: Deduction(Decimal(price), Decimal(price)) for name, price in (("missing", 10), ("late", 4))}


def line(id="A", sort=Sort.DEDUCT, points=20, **more):
    told = {"deduct": PRICES, "group": "财政", **more}
    kinds = frozenset(("department",))
    return Indicator(id, f"指标{id}", "three-public-budget", Decimal(points), (Place.OWN,), kinds, sort=sort, **told)


ONE = scheme(indicators=(line(),))


def assessed(used, *findings, department=HBJ):
    """A month with the findings of each indicator, in order."""
    verdicts = [weigh(each, {Place.OWN: found}) for each, found in zip(used.indicators, findings, strict=True)]
    return Assessment(department, JULY, used.id, tuple(verdicts))


def at(finding):
    return replace(finding, place=Place.OWN)


def ruled(used, findings, *rulings, appealed=False):
    """The month after rulings on its first finding: what, how many points, by whom."""
    machine = assessed(used, [at(each) for each in findings])
    name = next(names(JULY, "hbj", "A", [item.finding for item in machine.verdicts[0].weighed]))
    words = [
        Ruling(name.key, seen or name.seen, decision, points, "有存档", by, date(2013, 8, 9), "f!A1")
        for decision, points, by, seen in rulings
    ]
    appeals = [Appeal(1, name.key, name.seen, "已公开", "李某", date(2013, 8, 8))] if appealed else []
    return decided([machine], used, {name.key: words}, appeals).assessments[0]


def text(renderable, width=100, **more) -> str:
    console = Console(width=width, file=io.StringIO(), color_system=None, **more)
    console.print(renderable)
    return re.sub(r" +\n", "\n", console.file.getvalue())


def shown(assessment, used=ONE, **more):
    return text(scorecard(assessment, used, CHINESE), **more)


def test_a_ruling_stands_on_the_line_of_its_finding_with_the_price_that_it_replaces():
    month = ruled(ONE, [failed("missing")], (Decision.CHANGED, Decimal(3), "王某", ""))
    card = shown(month)
    assert "✗ 本单位网站　−3.00" in card
    assert "裁定　改为扣 3 分　王某　2013-08-09：有存档" in card
    assert "原扣 10.00 分作废，现扣 3.00 分" in card
    assert "成绩 85.00　良好" in card


def test_a_revoked_finding_is_no_problem_and_is_still_told():
    month = ruled(ONE, [failed("missing")], (Decision.REVOKED, None, "王某", ""))
    assert "原扣 10.00 分作废，现扣 0.00 分" in shown(month)
    (standing,) = standings([month], ONE)
    (row,) = results([month], CHINESE)
    assert (standing.problems, row["outcome"], row["problems"], row["earned"]) == (0, "passed", [], "20")
    (revoked,) = row["revoked"]
    assert revoked["deducted_before"] == "10"
    assert revoked["ruling"] == {
        "decision": "revoked",
        "points": None,
        "by": "王某",
        "on": "2013-08-09",
        "reason": "有存档",
    }
    assert "撤销 1" in text(ranking([month], ONE, CHINESE))


def test_a_confirmed_doubt_is_a_problem_and_no_doubt():
    month = ruled(ONE, [cant_tell("late", note="")], (Decision.CONFIRMED, None, "王某", ""))
    card = shown(month)
    assert "原有 4.00 分不能评定，现扣 4.00 分" in card
    assert "暂定" not in card
    (row,) = results([month], CHINESE)
    assert (row["outcome"], row["provisional"], row["problems"][0]["deducted"], "doubts" in row) == (
        "failed",
        False,
        "4",
        False,
    )


def test_what_keeps_a_ruling_open_is_told_on_its_line_and_makes_the_mark_provisional():
    disputed = (Decision.REVOKED, None, "王某", ""), (Decision.UPHELD, None, "李某", "")
    for month, words, name in (
        (ruled(ONE, [failed("late")], *disputed), "督查员意见不一", "conflict"),
        (ruled(ONE, [failed("late")], (Decision.UPHELD, None, "王某", "0000")), "裁定以后证据有变", "changed"),
        (ruled(ONE, [failed("late")], appealed=True), "申诉还没有答复", "appeal"),
    ):
        card = shown(month)
        assert card.count(words) == 1 + card.count("暂定：1 处" + words)
        assert "暂定：1 处" in card
        (row,) = results([month], CHINESE)
        assert (row["problems"][0]["open"], row["provisional"]) == ([name], True)
        (ranked,) = rank_results([month], ONE, CHINESE)
        assert (ranked["provisional"], ranked["reasons"]) == (True, [{"why": name, "count": 1}])


VETOING = scheme(
    indicators=(line(), line("V", Sort.VETO, 0, deduct={}, veto=(Veto(frozenset(("missing",)), 1),))),
)


def test_a_vetoed_mark_is_nought_and_the_last_grade_and_says_by_what():
    month = assessed(VETOING, [passed()], [failed("missing")])
    card = shown(month, VETOING)
    assert "成绩 0.00　不合格　单项否决" in card
    assert "单项否决：V 指标V" in card
    (row,) = rank_results([month], VETOING, CHINESE)
    assert (row["mark"], row["grade"], row["online"], row["vetoes"], row["rank"]) == (
        "0.00",
        "不合格",
        "0.00",
        ["V"],
        1,
    )
    veto = results([month], CHINESE)[1]
    assert (veto["sort"], veto["vetoes"], veto["may_veto"]) == ("veto", True, False)
    assert "单项否决" in text(ranking([month], VETOING, CHINESE))


def test_a_veto_in_doubt_makes_the_mark_provisional():
    month = assessed(VETOING, [passed()], [untested("missing", note="")])
    assert "可能否决：V 指标V" in shown(month, VETOING)
    (row,) = rank_results([month], VETOING, CHINESE)
    assert (row["mark"], row["may_veto"], row["provisional"]) == ("100.00", ["V"], True)
    quiet = assessed(VETOING, [passed()], [passed()])
    assert "单项否决项，没有触发" in shown(quiet, VETOING)


def test_bonuses_and_groups_are_told():
    indicators = (
        line(),
        line("B", Sort.BONUS, 10),
        line("C", group="环保", points=30),
        line("D", group="教育", points=50),
    )
    used = scheme(indicators=indicators, at_most=Decimal(110), sharing=Sharing.SPREAD)
    month = assessed(used, [failed("missing")], [failed("late")], [passed()], [passed()])
    nothing = Verdict("D", "three-public-budget", "指标D", (), Score())
    month = replace(month, verdicts=(*month.verdicts[:3], nothing))
    card = shown(month, used)
    assert "财政：20.00 / 40.00 可评 / 40.00" in card
    assert "环保：60.00 / 60.00 可评 / 60.00" in card
    assert "加分 6，另有 0 待核实；最高 110" in card
    assert "未加 4.00" in card
    assert "分值由同一个一级指标中适用的指标分担" in card.replace("│\n│ ", "")
    assert "成绩 86.00" in card
    (row,) = rank_results([month], used, CHINESE)
    assert (row["mark"], row["bonus"]) == ("86.00", "6")


def test_who_is_printed_alike_ranks_alike():
    exact = [Score(Decimal(each), Decimal(100), Decimal(100)) for each in ("85.004", "85.0049", "85.005", "20")]
    bodies = [Department(id, id, kinds=frozenset(("department",))) for id in "abcd"]
    months = [
        Assessment(body, JULY, ONE.id, (Verdict("A", "x", "指标A", (), score),))
        for body, score in zip(bodies, exact, strict=True)
    ]
    found = [(each.assessment.department.id, each.mark.total, each.rank) for each in standings(months, ONE)]
    assert found == [("c", Decimal("85.01"), 1), ("a", Decimal("85.00"), 2), ("b", Decimal("85.00"), 2), ("d", 20, 4)]


def test_who_could_hardly_be_assessed_has_neither_rank_nor_grade():
    score = Score(Decimal(49), Decimal(49), Decimal(100))
    month = Assessment(HBJ, JULY, ONE.id, (Verdict("A", "x", "指标A", (), score),))
    (row,) = rank_results([month], ONE, CHINESE)
    assert (row["rank"], row["grade"]) == (None, None)
    assert "可评的分不足一半，不排名：示例市环境保护局" in text(ranking([month], ONE, CHINESE))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_report_prints_its_matrix_and_fits(width):
    month = ruled(ONE, [failed("missing")], (Decision.CHANGED, Decimal(3), "王某", ""))
    for renderable in (scorecard(month, ONE, CHINESE), ranking([month], ONE, CHINESE)):
        told = text(renderable, width=width)
        assert "日常网上 56" in told
        assert "年终实地 6" in told
        assert "85.00" in told
        assert max(map(columns, told.splitlines())) <= width


def test_a_year_says_how_many_findings_are_weighed_as_people_ruled():
    month = ruled(ONE, [failed("missing"), failed("late")], (Decision.REVOKED, None, "王某", ""))
    told = text(arithmetic(year_of(ONE, month), CHINESE))
    assert "其中 1 处按督查员的裁定计" in told
    assert "本月成绩：100 × 16 ÷ 20 ＝ 80.00" in told
