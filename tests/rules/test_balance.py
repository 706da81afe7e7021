"""Consistent accounts raise nothing, in whatever form, unit and rounding; one planted change raises what it breaks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.accounts.schedules.balance import imbalances
from rules.accounts.schedules.roles import schedules
from tests.rules.accounts_made import FAMILY_A, FAMILY_B, FORMS, Made, Sheet, budget, final_accounts, planted
from tests.tries import tries

FINAL, BUDGET = "示例市水务局2018年度部门决算", "示例市水务局2018年部门预算"
cents = st.integers(min_value=0, max_value=90_000_000_000)
made = st.builds(
    Made,
    basic_staff=st.integers(min_value=100_000_000, max_value=90_000_000_000),
    basic_running=cents,
    project=cents,
    fund=st.one_of(st.just(0), cents),
    own=st.one_of(st.just(0), cents),
    upward=st.one_of(st.just(0), cents),
    opening=st.integers(min_value=0, max_value=50_000_000),
    closing=st.one_of(st.just(0), cents),
    three_public=st.integers(min_value=0, max_value=90_000_000),
    unit=st.sampled_from(["元", "万元"]),
    style=st.sampled_from(["plain", "grouped", "short"]),
)
SETS = {
    "final": (lambda each: final_accounts(each), FINAL),
    "final, lines not numbered": (lambda each: final_accounts(each, counted=False), FINAL),
    "family A": (lambda each: budget(each, FAMILY_A), BUDGET),
    "family B": (lambda each: budget(each, FAMILY_B), BUDGET),
}


def found(accounts, kind, form):
    sheets, title = SETS[kind]
    return list(imbalances(schedules(FORMS[form](sheets(accounts), title))))


@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("form", FORMS)
@tries(2)
@given(accounts=made)
def test_consistent_accounts_raise_nothing(kind, form, accounts):
    assert found(accounts, kind, form) == []


OURS = Made(
    basic_staff=123_456_789_00,
    basic_running=23_456_789_00,
    project=345_678_900_00,
    fund=1_230_000_00,
    own=456_000_00,
    upward=78_000_00,
    opening=123_000_00,
    closing=789_000_00,
    three_public=345_000_00,
)
BROKEN = {
    ("收入支出决算总表", "支出总计"): {"B3", "B4"},
    ("收入支出决算总表", "本年收入合计"): {"B4", "B6"},
    ("收入支出决算总表", "年末结转和结余"): {"B4"},
    ("支出决算表", "基本支出"): {"B5"},
    ("支出决算表", "项目支出"): {"B5"},
    ("财政拨款收入支出决算总表", "收入总计"): {"B3", "B4"},
    ("一般公共预算财政拨款支出决算表", "基本支出"): {"B5", "B6"},
    ("一般公共预算财政拨款支出决算表", "合计"): {"B5", "B6"},
    ("一般公共预算财政拨款基本支出决算表", "公用经费"): {"B6"},
    ("一般公共预算财政拨款“三公”经费支出决算表", "合计"): {"B6"},
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("place", "kinds"), BROKEN.items(), ids=["，".join(place) for place in BROKEN])
def test_one_planted_change_is_found(form, place, kinds):
    by = 900_000_000_00 if "三公" in place[0] else 7_000_00
    broken = found(planted(OURS, *place, by), "final", form)
    assert {each.kind for each in broken} == kinds
    assert all(not each.doubtful or each.kind == "B6" for each in broken)


COLUMNS = st.sampled_from([
    ("决算数",), ("年初预算数", "全年预算数", "决算数"), ("预算数", "决算数"), ("2017年决算数", "2018年决算数"), ("金额",),
])  # fmt: skip
amounts = st.integers(min_value=1, max_value=9_999_999).map(lambda each: Decimal(each) / 100)


@pytest.mark.parametrize("form", FORMS)
@tries(4)
@given(columns=COLUMNS, numbered=st.booleans(), split=st.booleans(), data=st.data())
def test_columns_of_other_years_and_rows_beside_accuse_nobody(form, columns, numbered, split, data):
    basic, project, further, opening, closing = (data.draw(amounts) for _ in range(5))
    spent = basic + project + further
    total = spent + closing

    def cells(value):
        other = st.one_of(st.just(""), amounts.map(str))
        return [f"{value:.2f}" if column == columns[-1] else data.draw(other) for column in columns]

    blank = [""] * len(columns)
    carried = [("上年结转（一般公共预算）", cells(opening)), ("上年结转（政府性基金）", cells(opening))]
    left = [
        ("一、财政拨款收入", cells(total - opening * (2 if split else 1))),
        ("其中：政府性基金", cells(basic)),
        ("", blank),
        ("本年收入合计", cells(total - opening * (2 if split else 1))),
        *(carried if split else [("年初结转和结余", cells(opening)), ("其中：项目支出结转", cells(opening))]),
        ("总计", cells(total)),
    ]
    right = [
        ("一、基本支出", cells(basic)),
        ("二、项目支出", cells(project)),
        ("三、经营支出", cells(further)),
        ("本年支出合计", cells(spent)),
        ("结余分配", blank),
        ("年末结转和结余", cells(closing)),
        ("总计", cells(total)),
    ]
    lines = [[*([label, str(line)] if numbered else [label]), *values] for half in (left, right) for line, (label, values) in
             enumerate(half, 1 if half is left else 31)]  # fmt: skip
    rows = tuple((*one, *other) for one, other in zip(lines[: len(left)], lines[len(left) :], strict=True))
    half = ("项目", "行次", *columns) if numbered else ("项目", *columns)
    sheet = Sheet("收入支出决算总表", "万元", (("收入",) * len(half) + ("支出",) * len(half), half * 2), rows)
    assert not [each for each in imbalances(schedules(FORMS[form]([sheet], FINAL))) if not each.doubtful]
