"""The labelled samples of powers: enough of each sort, drawn alike each time, and labelled without a slip."""

import pytest

from tests.powers.pairings import pairings
from tests.powers.samples import samples

CLASSES = {
    "",
    "行政许可",
    "非行政许可审批",
    "行政处罚",
    "行政强制",
    "行政征收",
    "行政给付",
    "行政检查",
    "行政确认",
    "行政奖励",
    "行政裁决",
    "其他",
}


@pytest.mark.parametrize(("part", "fewest"), [("charts", 40), ("decoys", 25), ("lists", 30), ("lookalikes", 10)])
def test_there_are_enough_of_each_sort_and_no_name_twice(part, fewest):
    names = [sample.name for sample in samples(part)]
    assert len(names) == len(set(names)) >= fewest


def test_a_sample_is_the_same_each_time():
    some, again = list(samples(every=7)), list(samples(every=7))
    assert [(each.name, each.html, each.shown) for each in some] == [
        (each.name, each.html, each.shown) for each in again
    ]
    assert {each.part for each in some} == {"charts", "decoys", "lists", "lookalikes"}


def test_each_item_of_a_list_is_labelled_once_and_stands_in_the_list():
    for sample in samples("lists"):
        rows = [line.split("|") for line in sample.told["items"].strip().splitlines()]
        assert len({(name, kind) for name, kind, _ in rows}) == len(rows), sample.name
        assert {kind for _, kind, _ in rows} <= CLASSES, sample.name
        tables = "".join(entry["rows"] for entry in sample.told.get("table", []))
        said = "".join((sample.told["page"], sample.told.get("pre", ""), *sample.told.get("text", []), tables))
        assert [name for name, _, code in rows if name not in said or code not in said] == [], sample.name


def test_each_pairing_names_its_charts_and_no_item_twice():
    found = list(pairings())
    assert len(found) >= 25
    for each in found:
        assert len({(line.name, line.kind) for line in each.lines}) == len(each.lines), each.name
        assert not {*each.orphans, *each.office} & {chart for line in each.lines for chart in line.charts}
        assert all(line.charts or line.how == "none" for line in each.lines)
