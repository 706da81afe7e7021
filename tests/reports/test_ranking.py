"""The ranking: who rose and fell, what cannot be compared, and that nothing provisional looks final."""

import csv
import io
import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from rich.console import Console

from checker.decided import decided
from checker.scheme import Sharing
from checker.scoring import Assessment, Score, Verdict, Weighed
from crawler.period import Period
from crawler.roster import Department
from reports.history import Past
from reports.moves import Missing, moves
from reports.ranking import ranking
from reports.results import rank_results
from reports.standing import standings
from reports.stored import Results
from reports.wording import Wording
from reports.wording import width as columns
from rules.finding import passed, untested
from tests.checker.year_made import JULY, indicator, scheme
from tests.reports.judged import caller as called
from tests.reports.judged import city, judge

JUNE = Period(2013, 6)
USED = scheme()
CHINESE = Wording("zh")


def body(id, kinds=("department",), **more):
    return Department(id, f"示例市{id}", kinds=frozenset(kinds), **more)


def month(period, used=USED, **marks):
    """A month in which each body earned so much of 100; of a pair so much could be assessed."""
    found = []
    for id, told in marks.items():
        earned, assessable = told if isinstance(told, tuple) else (told, 100)
        findings = (passed(),) if assessable == 100 else (passed(), untested("", note="打不开"))
        score = Score(Decimal(earned), Decimal(assessable), Decimal(100))
        verdict = Verdict("A", "three-public-budget", "指标A", tuple(map(Weighed, findings)), score)
        found.append(Assessment(body(id), period, used.id, (verdict,)))
    return found


def past(found, used=USED):
    return Past(Results(found[0].period, used, tuple(found), decided(found, used, {})))


def moved(before, now, old=USED, new=USED):
    stand = standings(now, new)
    return moves(stand, new, past(before, old) if before else None, JULY)


def text(renderable, width=100):
    console = Console(width=width, file=io.StringIO(), color_system=None)
    console.print(renderable)
    return re.sub(r" +\n", "\n", console.file.getvalue())


def shown(before, now, width=100, language="zh", used=USED):
    return text(ranking(now, used, Wording(language), past(before) if before else None, "示例市"), width)


def test_a_move_is_counted_in_points_and_in_places():
    told = moved(month(JUNE, a=80, b=90), month(JULY, a=95, b=90))
    assert [(told[id].points, told[id].places, told[id].missing) for id in "ab"] == [(15, 1, None), (0, -1, None)]


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ([], Missing.NOT_CHECKED),
        (month(JUNE, b=90), Missing.NOT_LISTED),
        (month(JUNE, a=(40, 40)), Missing.TOO_LITTLE),
    ],
)
def test_what_cannot_be_compared_has_no_points_and_says_why(before, why):
    step = moved(before, month(JULY, a=95))["a"]
    assert (step.points, step.places, step.missing) == (None, None, why)


def test_nobody_is_compared_over_a_change_of_the_scheme():
    other = replace(USED, indicators=(indicator(points=Decimal(50)),))
    told = moved(month(JUNE, a=80), month(JULY, a=95), old=other)
    assert (told.missing, told["a"].points) == (Missing.OTHER_SCHEME, None)
    card = text(ranking(month(JULY, a=95), USED, CHINESE, past(month(JUNE, a=80), other)))
    assert "2013-06 按另一套考核方案评定，成绩不能相比" in card
    assert "上升" not in card
    spread = replace(USED, sharing=Sharing.SPREAD)
    assert moved(month(JUNE, a=80), month(JULY, a=95), old=spread).missing is Missing.OTHER_SCHEME


def test_a_body_is_compared_with_the_one_it_took_the_place_of_and_with_none_of_several():
    now = month(JULY, new=95)
    heir = replace(now[0], department=body("new", former=("old",)))
    assert moved(month(JUNE, old=90), [heir])["new"].points == 5
    merged = replace(now[0], department=body("new", former=("old", "older")))
    assert moved(month(JUNE, old=90, older=80), [merged])["new"].missing is Missing.NOT_LISTED


def test_a_month_before_that_was_not_checked_leaves_dashes_and_says_so():
    card = shown([], month(JULY, a=95))
    assert "2013-06 没有检查，不能与上月比较" in card
    assert re.search(r"1 —\s+示例市a .* 95\.00\s+—", card)


def test_the_head_tells_the_mean_the_risers_the_fallers_and_what_is_not_known():
    before, now = month(JUNE, a=80, b=90, c=70, d=100), month(JULY, a=95, b=85, c=70, d=(40, 40), e=100)
    card = shown(before, now)
    assert "5 个单位，排名 4 个　平均 87.50" in card
    assert "可比的 3 个单位平均 +3.33　上升 1，下降 1，不变 1" in card
    assert re.search(r"上升\s+示例市a \+15\.00\n", card)
    assert re.search(r"下降\s+示例市b −5\.00\n", card)
    assert "可评的分不足一半，不排名：示例市d　1 个单位的成绩暂定　1 处未能检测" in card


def test_nothing_provisional_looks_final_at_any_width():
    before, now = month(JUNE, a=80, b=90), month(JULY, a=(76, 80), b=91)
    for width in (50, 80, 120, 200):
        card = shown(before, now, width)
        assert "~95.00" in card
        assert "~+15.00" in card
        assert re.search(r"(?<![~\d])91\.00", card)
        assert re.search(r"(?<![~\d])\+1\.00", card)
        assert "~ 暂定，还会变" in card


def test_who_could_hardly_be_assessed_shows_no_mark_that_looks_like_one_of_all_it_owes():
    for width in (50, 80, 200):
        card = shown([], month(JULY, a=90, b=(40, 40)), width)
        assert "100.00" not in card
        assert "可评不足一半" in card


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [30, 60, 80, 120, 200])
def test_the_ranking_fits_and_no_name_is_obeyed(width, language):
    now = month(JULY, a=95, b=(40, 40))
    hostile = replace(now[0].department, name="[red]局[/red]\x1b[31m\u202e{x}" + "长" * 60)
    card = shown(month(JUNE, a=80), [replace(now[0], department=hostile), now[1]], width, language)
    assert max(map(columns, card.splitlines())) <= width
    assert not {"\x1b", "\u202e"} & set(card)
    joined = "".join(card.split())
    assert "[red]局[/red]" in joined or "[red]" in joined


def test_programs_get_the_change_and_why_there_is_none():
    before, now = month(JUNE, a=80, b=(40, 40)), month(JULY, a=70, b=91)
    first, second = rank_results(now, USED, CHINESE, past(before))
    assert [first[name] for name in ("department", "previous_mark", "mark_change", "rank_change", "not_compared")] == [
        "b", "100.00", None, None, "too-little-assessable",
    ]  # fmt: skip
    assert (second["previous_mark"], second["mark_change"], second["previous_provisional"]) == ("80.00", "-10", False)
    assert rank_results(now, USED, CHINESE)[0]["not_compared"] == "not-checked"


def test_the_command_compares_with_the_month_before_and_a_negative_number_stays_one(tmp_path, capsys):
    folder = city(tmp_path / "w", own=(passed(),), period=JUNE)
    judge(folder)
    call = called(folder, capsys)
    assert "比上月" in call("rank")[1]
    rows = list(csv.DictReader(io.StringIO(call("rank", "--format", "csv")[1])))
    assert next(row["mark_change"] for row in rows if row["department"] == "hbj").startswith("-")
    row = json.loads(call("rank", "--format", "json", period="2013-06")[1])[0]
    assert row["not_compared"] == "not-checked"
