"""Templates left unfilled are found; prose, table heads and notes of units are not taken for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.accounts.prose.blanks import unfilled
from tests.rules.passages import PASSAGES


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("因公出国(境)费 0 万元,占 %,比上年减少 万元;其中", ["因公出国(境)费 0 万元,占 %", "占 %,比上年减少 万元"]),
        ("公务接待费5万元，比上年增加 万元，增长 %。", ["公务接待费5万元，比上年增加 万元", "比上年增加 万元，增长 %"]),
        ("因公出国(境)费为XX万元，较2016年减少0万元。", ["因公出国(境)费为XX万元"]),
        ("公务接待费××万元，其中外事接待。", ["公务接待费××万元"]),
        ("公务用车购置费____万元，比上年持平。", ["公务用车购置费____万元"]),
        ("公务用车运行费（  ）万元，其中2014年。", ["公务用车运行费（ ）万元"]),
        ("三公经费支出决算为**万元，其中", ["三公经费支出决算为**万元"]),
        ("公务接待费支出 万元，比上年下降5%。", ["公务接待费支出 万元"]),
        ("完成预算的 %，其中", ["完成预算的 %"]),
        ("占“三公”经费总额的 %，其中", ["占“三公”经费总额的 %"]),
        ("增长（下降） %，主要是", ["增长（下降） %"]),
        (
            "全年安排因公出国(境)团组 个，累计 人次。",
            ["全年安排因公出国(境)团组 个", "全年安排因公出国(境)团组 个，累计 人次"],
        ),
        ("国内公务接待 批次， 人次，其中外事接待。", ["国内公务接待 批次"]),
        ("公务用车保有量为  辆。", ["公务用车保有量为 辆"]),
        ("20XX年部门预算公开说明，主要内容如下", ["20XX年部门预算公开说明"]),
        ("XX局2014年预算说明，其中", ["XX局2014年预算说明"]),
        ("20  年部门预算安排三公经费5万元。", ["20 年部门预算安排三公经费5万元"]),
        ("截至  年12月31日，其中", ["截至 年12月31日"]),
        ("减少的主要原因是 。", ["减少的主要原因是"]),
        ("公務接待費30萬元,占 %,比上年減少 萬元;其中", ["公務接待費30萬元,占 %", "占 %,比上年減少 萬元"]),
    ],
)
def test_what_was_left_out_is_named(text, clauses):
    assert unfilled(text) == clauses


CLEAN = [
    *(
        "单位：万元",
        "单位:万元,计量单位为万元。",
        "金额单位为万元，其中保留两位小数。",
        "数据以万元为单位，因四舍五入。",
    ),
    *("5万元以上,占3%。", "占%", "比上年增减%", "%", "项目 | 2013年 | 增减% | 占% |", "项目,金额(万元),占%,增长%"),
    *("合计\n占%\n增长%\n万元\n%\n", "2014年预算5万元，占10%，比上年减少0.5万元，下降4%。", "三年内每人每年5万元/人"),
    *("公务用车保有量（辆）", "因公出国(境)团组数(个),因公出国(境)人数(人)", "国内公务接待批次520个，人次4200人。"),
    *("公务接待费支出5万元,增长百分之五。", "其中:接待批次、人次均减少。", "主要原因是:\n1、2013年严格执行规定。"),
    *("截至2013年12月31日，公务用车保有量为3辆。", "近20年来部门职责变化。", "支出5万元,X光设备1台。"),
    *("_2014__年“三公”经费预算财政拨款情况统计表，单位：万元，共5个。", "“三公”经费（万元）：2014年5万元。"),
    *("预算数为0万元,完成预算的0%,0%。", "占“三公”经费总额的三成，增长五%。", ""),
]


@pytest.mark.parametrize("text", [*CLEAN, "\n".join(CLEAN)])
def test_clean_prose_has_no_blanks(text):
    assert unfilled(text) == []


@pytest.mark.parametrize("name", PASSAGES)
def test_passages_have_the_blanks_that_they_have(name):
    blanks = {
        "a template with blanks, in traditional characters with how they are spoken": 4,
        "a number left out as XX": 1,
    }
    assert len(unfilled(PASSAGES[name][1])) == blanks.get(name, 0)


@given(
    st.decimals(0, 9999, places=2),
    st.sampled_from(["占{}%", "比上年减少{}万元", "团组{}个", "保有量{}辆", "增长{}%", "为{}万元"]),
)
def test_a_clause_is_blank_only_without_its_number(number, form):
    assert unfilled(f"公务接待费5万元，{form.format(number)}。") == []
    assert len(unfilled(f"公务接待费5万元，{form.format(' ')}。")) == 1


@given(st.text("占%万元减少为个,，。;XX_ 5年\n", max_size=80))
def test_what_is_found_is_printed_in_the_text(text):
    plain = "".join(text.split())
    assert all("".join(clause.split()) in plain for clause in unfilled(text))
