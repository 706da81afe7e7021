"""A department's card: by topic, what is well folded, what is not with its proof and its case; short however much there is."""

import io
import re

import pytest
from rich.console import Console

from checker.scheme import kept_scheme
from reports.marks import LOST, UNKNOWN
from reports.results import results
from reports.scorecard import scorecard
from reports.wording import Wording
from reports.wording import width as columns
from rules.finding import failed, passed, untested
from tests.reports import dockets
from tests.reports.judged import FOUND, HBJ, SCHEME, assessed, cited, city
from tests.reports.judged import caller as called

USED = kept_scheme(SCHEME, "s")
CHINESE = Wording("zh")


def shown(own, width=100, language="zh"):
    console = Console(width=width, file=io.StringIO(), color_system=None)
    console.print(scorecard(assessed(HBJ, own), USED, Wording(language)))
    return re.sub(r" +\n", "\n", console.file.getvalue())


def test_a_topic_tells_what_was_earned_lost_and_left_unchecked_and_the_three_are_all_there_is():
    card = shown(FOUND)
    assert re.search(rf"✗ 空气质量 +━+{LOST}+{UNKNOWN}+ +10\.00 3\.50 +6\.50 20\.00 +5\n", card)
    assert "成绩：100 × 得到 10.00 ÷ 可评 13.50 ＝ 74.07" in card
    assert "✗ C1-1 城市空气环境质量日报　得 10.00 / 20.00，失 3.50，未查清 6.50" in card


def test_each_loss_says_what_it_cost_why_and_where_the_proof_is():
    card = shown((failed("wrong-grade", cited("7月2日 API 74"), note="应为 {grade}", grade="Ⅱ 级", subject="7月2日"),))
    assert "✗ 本单位网站　−0.50　空气质量级别、类别或颜色与指数不符：7月2日　应为 Ⅱ 级" in card
    assert "http://hbj.example/7.htm\n" in card
    assert "2013-08-01 02:10　SHA-256 000000000000…　“7月2日 API 74”" in card


def test_what_could_not_be_checked_is_a_question_and_no_reproach():
    card = shown((untested("missing-day", cited("一页", digest=""), note="打不开", subject="7月3日"),))
    assert "○ 本单位网站　未能检测　1.00 分不能评定　没能检查：缺少当日空气质量日报：7月3日　打不开" in card
    assert "−" not in card
    assert "成绩 ~100.00" in card


def test_a_topic_where_all_is_well_is_one_line():
    card = shown((passed(cited("7月的日报")),))
    assert re.search(r"✓ 空气质量 +━+ +20\.00 +— +— 20\.00 +—\n", card)
    assert card.count("空气质量") == 1
    assert "http://hbj.example/7.htm" not in card


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_card_with_sixty_problems_stays_short_and_names_every_one(width):
    many = tuple(failed("missing-day", cited(f"第{day}天"), subject=f"2013-07-{day:02}号") for day in range(60))
    card = shown((*many, *FOUND[4:]), width)
    joined = "".join(card.split())
    assert all(f"2013-07-{day:02}号" in joined for day in range(60))
    assert "同样的还有58处" in joined
    assert len(card.splitlines()) < (120 if width == 60 else 80)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [30, 60, 80, 120, 200])
def test_a_card_fits_and_no_page_is_obeyed(width, language):
    hostile = "[bold]粗[/bold]\x1b]8;;http://evil.example\x07\u202e{x}\r" + "长" * 90
    own = (
        failed("missing-day", cited(hostile, url=f"http://hbj.example/{'a' * 90}\x1b[2J"), subject=hostile, note=""),
    )
    card = shown(own, width, language)
    assert max(map(columns, card.splitlines())) <= width
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(card)
    assert "[bold]粗" in "".join(card.split()).replace("│", "")


def test_the_ledger_stands_beside_each_problem_that_has_a_case(tmp_path, capsys):
    call = dockets.caller(dockets.told(tmp_path / "w"), capsys)
    code, card, _ = call("show", "hbj", "--period", "2013-07")
    assert code == 0
    assert "台账 #1　逾期未整改　整改期限：2013-08-26，已过 17 个工作日" in card
    assert re.search(r"台账 #2　期限已过，待复查　整改期限：2013-08-26", card)
    assert "gongkai explain hbj C1-1 --period 2013-07" in card
    assert "gongkai ledger hbj --workspace" in "".join(card.replace("\n", " "))


def test_a_place_is_told_among_those_that_are_ranked(tmp_path, capsys):
    card = called(city(tmp_path / "w"), capsys)("show", "hbj")[1]
    assert "部门 2 个单位中排第 2" in card
    assert "2013-06 没有检查，不能与上月比较" in card


def test_the_rows_of_a_department_name_the_topic():
    assert [row["theme"] for row in results([assessed(HBJ, FOUND)], CHINESE)] == ["air"]
