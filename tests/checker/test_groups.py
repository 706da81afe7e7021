"""Groups and ranks."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from checker.groups import group_of, ranks
from checker.marks import CENT, SURE, rounded
from checker.scoring import Score
from crawler.roster import Department


def test_departments_counties_townships_subordinates_and_enterprises_compete_apart():
    kinds = ("budget-unit", "county", "township", "subordinate", "enterprise")
    found = [group_of(Department("x", "x", kinds=frozenset([kind]))) for kind in kinds]
    assert found == ["部门", "县（市）区", "乡镇（街道）", "所属单位", "公共企事业单位"]


def test_equal_marks_share_a_rank_and_the_next_counts_on():
    assert ranks([Decimal(80), Decimal(90), Decimal("90.00"), Decimal(70)]) == [3, 1, 1, 4]
    assert ranks([]) == []


def test_a_mark_that_lies_in_the_middle_is_rounded_up_whatever_is_possible():
    score = Score(Decimal(62), Decimal(64), Decimal("79.5")).out_of(Decimal(100))
    assert rounded((score.rate or Decimal(0)) * 100) == Decimal("96.88")  # 62/64 is 96.875


@given(st.integers(1, 300), st.integers(0, 300), st.integers(0, 300))
def test_a_mark_is_rounded_like_the_fraction_that_it_is(possible, assessable, earned):
    assessable, earned = min(assessable, possible), min(earned, assessable, possible)
    score = Score(*(Decimal(each) / 2 for each in (earned, assessable, possible))).out_of(Decimal(100))
    if score.rate is not None:
        hundredths = (earned * 20_000 + assessable) // (2 * assessable)
        assert rounded(score.rate * 100) == hundredths * CENT
    assert SURE < CENT
