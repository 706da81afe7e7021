"""The register of a department's powers, and the table that shows it."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from crawler.snapshot import Place, Reason, Unreached
from reports.powers_table import powers_results, powers_table
from reports.wording import Wording, width
from rules.register import Held, register
from tests.rules.cases import FOLDER, Case

CASES = FOLDER / "power-flowchart"


def held(path):
    return register(Case(CASES / path).snapshot)


def printed(snapshot, language="zh", columns=100):
    console = Console(file=StringIO(), width=columns, color_system=None)
    console.print(powers_table(snapshot.department, snapshot.period, register(snapshot), Wording(language)))
    return console.file.getvalue()


def test_an_item_has_its_own_chart_that_of_its_class_or_none():
    rows = held("failed/an item without a chart").rows
    assert {row.charts[Place.OWN] for row in rows} == {Held.OWN, Held.CLASS, Held.NONE}


def test_a_chart_that_is_gone_is_lost():
    assert Held.LOST in {row.charts[Place.OWN] for row in held("failed/a chart that is gone").rows}


def test_limits_of_list_and_chart_stand_side_by_side():
    path = "failed/a chart that promises another limit than the list"
    (row, *_) = [row for row in held(path).rows if row.drawn.promised]
    assert row.listed.promised.days != row.drawn.promised.days
    text = printed(Case(CASES / path).snapshot)
    assert f"/{row.listed.promised.days}" in text
    assert f"/{row.drawn.promised.days}" in text


def test_items_of_both_places_are_one_row_each():
    snapshot = Case(CASES / "failed/the portal states another limit than the own site").snapshot
    rows = register(snapshot).rows
    assert all(set(row.places) for row in rows)
    assert len({row.item.name for row in rows}) == len(rows)


def test_a_place_that_could_not_be_judged_is_unknown_and_not_missing():
    snapshot = Case(CASES / "failed/an item without a chart").snapshot
    lost = Unreached("http://portal/", Place.PORTAL, Reason.TIMEOUT, fetched=None)
    pages = tuple(page for page in snapshot.pages if page.place is Place.OWN)
    found = register(replace(snapshot, pages=pages, unreached=(*snapshot.unreached, lost)))
    assert set(found.unseen) == {Place.PORTAL}
    assert {row.charts[Place.PORTAL] for row in found.rows} == {Held.UNKNOWN}
    assert {row.guides[Place.PORTAL] for row in found.rows} == {Held.UNKNOWN}


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("流程图", "有自己的流程图", "同类")), ("en", ("chart", "of their own"))]
)
def test_the_table_says_what_is_held_in_both_languages(language, words):
    text = printed(Case(CASES / "failed/an item without a chart").snapshot, language)
    assert all(word in text for word in words)


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_no_line_is_wider_than_the_window_and_no_name_is_lost(columns):
    snapshot = Case(CASES / "failed/an item without a chart").snapshot
    text = printed(snapshot, columns=columns)
    assert max(width(line) for line in text.splitlines()) <= columns
    whole = "".join(text.split())
    assert all(row.item.name[:4] in whole for row in register(snapshot).rows)


def test_without_a_list_it_says_so():
    assert "没有读到权力清单" in printed(replace(Case(CASES / "failed/an item without a chart").snapshot, pages=()))


def test_other_programs_get_the_same():
    found = held("failed/a chart that promises another limit than the list")
    rows = powers_results(found)
    assert [row["item"] for row in rows] == [row.item.name for row in found.rows]
    assert set(rows[0]["chart"]) == {"own", "portal"}
    told = [row["limits"]["chart"]["promised"] for row in rows if row["limits"]["chart"]["promised"]]
    assert told[0]["unit"] in ("workday", "day")
    assert told[0]["days"].isdigit()
