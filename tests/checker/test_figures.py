"""People's figures: the forms of the years, what adds up, what blanks mean, what a cell says, what comes back, what is kept."""

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from itertools import product
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.figures_checks import State, completed, judged, percent, words
from checker.figures_form import Check, Form, Kind, Relation, Row, Spot, Term, form_for
from checker.figures_kept import Figures, Stated
from checker.figures_returned import MARK, Known, figure, filled
from checker.returns_values import Unclear
from crawler.reading.office.workbook import Cell, Sheet, Workbook
from crawler.reading.office.workbook import Kind as Holds
from reports.wording import Wording
from tests.reports.annual_made import SEED, values
from tests.tries import tries

YEARS = (2008, 2013, 2014, 2018, 2019, 2020, 2021, 2026)
TODAY = date(2014, 2, 10)
FORM = form_for(2013)


def states(told, year=2013, last=None):
    """The state of each identity that figures speak of, by its first cell."""
    form = form_for(year)
    return [(str(each.check.at), each.state, each) for each in judged(form, told, last)]


def broken(told, year=2013, last=None):
    return [at for at, state, _ in states(told, year, last) if state is State.BROKEN]


@pytest.mark.parametrize("year", YEARS)
def test_every_identity_speaks_of_cells_of_its_form_and_every_cell_has_words(year):
    form = form_for(year)
    assert len({block.id for block in form.blocks}) == len(form.blocks)
    for check in form.checks:
        assert {term.spot for term in (*check.left, *check.right)} <= set(form.rows)
        assert check.rate is None or form.kind(check.rate) is Kind.RATE
    assert all(form.name(spot) and row.unit and row.title for spot, row in form.rows.items())
    assert {block.sure for block in form.blocks} <= {"stated", "read", "unverified"}


def test_the_forms_differ_where_the_law_changed():
    blocks = {year: [block.id for block in form_for(year).blocks] for year in YEARS}
    assert blocks[2013] == blocks[2018] == ["statistics", "work"]
    assert blocks[2019] == blocks[2026] == ["published", "requests", "disputes", "work"]
    assert Spot("requests", "otherwise", "all") in form_for(2020).rows
    assert Spot("requests", "otherwise-3", "all") in form_for(2021).rows
    assert Spot("published", "documents", "repealed") in form_for(2021).rows
    with pytest.raises(ValueError, match="2007"):
        form_for(2007)


def mended(check, year):
    """Figures of one identity that hold: all of its cells are 0, and a rate is 0 of 1."""
    told = {term.spot: Decimal(0) for term in (*check.left, *check.right) if not term.last}
    if check.rate:
        told |= {check.rate: Decimal(50), check.left[0].spot: Decimal(1), check.right[0].spot: Decimal(1)}
    return told


@pytest.mark.parametrize("year", [2013, 2019, 2021])
def test_each_identity_holds_with_sound_figures_and_fails_with_one_changed(year):
    form = form_for(year)
    for check in form.checks:
        told = mended(check, year)
        last = {term.spot: Decimal(0) for term in check.right if term.last}
        alone = Form(form.year, form.blocks, (check,), form.rows, form.columns)
        assert [each.state for each in judged(alone, told, last)] == [State.HOLDS]
        raised_right = check.rate or check.relation is not Relation.EQUAL
        changed = check.right[0] if raised_right else check.left[0]
        if changed.last:
            continue
        told[changed.spot] += 7
        (after,) = judged(alone, told, last)
        assert after.state is State.BROKEN
        assert "7" in (said := words(form, after))["left"] + said["right"] or check.rate


def test_the_figures_of_a_city_of_2013_add_up():
    told = values(SEED)
    assert broken(told) == []
    held = [at for at, state, _ in states(told) if state is State.HOLDS]
    assert "statistics.published.all" in held
    assert {f"work.{row}.all" for row in ("calls", "calls-answered", "tv-issues", "interview-issues")} <= set(held)
    assert percent(Decimal(300), Decimal(332)) == "90.36"


@pytest.mark.parametrize(
    ("cell", "value", "at"),
    [
        ("statistics.published.all", 81537, "statistics.published.all"),
        ("statistics.asked.all", 9, "statistics.asked.all"),
        ("work.visits.all", 2659, "work.visits"),
        ("work.calls.all", 299, "work.calls"),
        ("work.calls-rate.all", 91, "work.calls-answered"),
        ("work.tv-minutes.all", 0, "work.tv-issues"),
        ("work.interview-issues.all", 0, "work.interview-issues"),
    ],
)
def test_one_wrong_figure_is_found(cell, value, at):
    told = values(SEED) | {Spot(*cell.split(".")): Decimal(value)}
    assert any(each.startswith(at) for each in broken(told))


def test_what_is_carried_over_is_compared_with_the_year_before():
    old = {Spot("requests", "old", "all"): Decimal(3)}
    for left, expected in ((3, []), (4, ["requests.old.all"])):
        assert broken(old, 2022, {Spot("requests", "left", "all"): Decimal(left)}) == expected
    assert broken(old, 2022) == []


def test_documents_in_force_follow_from_those_of_the_year_before():
    told = {Spot("published", "documents", column): Decimal(value) for column, value in
            (("made", 5), ("repealed", 2), ("in-force", 33))}  # fmt: skip
    last = Spot("published", "documents", "in-force")
    assert broken(told, 2022, {last: Decimal(30)}) == []
    assert broken(told, 2022, {last: Decimal(31)}) == ["published.documents.in-force"]


SPOTS = [Spot("t", row, "c") for row in "abcd"]
MAYBE = st.one_of(st.none(), st.integers(0, 4))
UP_TO = 13


@tries(60)
@given(st.sampled_from(Relation), st.lists(MAYBE, min_size=4, max_size=4), st.integers(1, 3))
def test_with_blanks_only_what_no_number_could_mend_is_broken(relation, numbers, split):
    terms = tuple(Term(spot) for spot in SPOTS)
    check = Check(terms[:split], terms[split:], relation)
    form = Form(2013, (), (check,), {}, {})
    told = {spot: Decimal(value) for spot, value in zip(SPOTS, numbers, strict=True) if value is not None}

    def holds(filled):
        now = dict(zip(SPOTS, map(Decimal, filled), strict=True))
        return judged(form, now, None)[0].state is State.HOLDS

    ways = [range(UP_TO) if value is None else [value] for value in numbers]
    possible = any(holds(each) for each in product(*ways))
    (found,) = judged(form, told, None)
    if None not in numbers:
        assert (found.state is State.HOLDS) == possible
    elif found.state is State.BROKEN:
        assert not possible
    elif relation in (Relation.EQUAL, Relation.AT_LEAST) and (
        None not in numbers[:split] or None not in numbers[split:]
    ):
        assert possible


def test_a_total_follows_from_its_parts_only_when_all_are_stated():
    parts = {Spot("statistics", f"asked-{way}", "city"): Decimal(2) for way in ("person", "fax", "net")}
    total = Spot("statistics", "asked", "city")
    assert total not in completed(FORM, parts)
    assert completed(FORM, {**parts, Spot("statistics", "asked-letter", "city"): Decimal(1)})[total] == 7


def cell(text, kind=Holds.TEXT, shown="", formula=False):
    return Cell(kind, text, shown, formula)


COUNT = Row("x", "收到申请数", unit="件")


@pytest.mark.parametrize(
    ("given", "kind", "value"),
    [
        (cell("10", Holds.NUMBER), Kind.WHOLE, "10"),
        (cell("10.0", Holds.NUMBER), Kind.WHOLE, "10"),
        (cell("１０"), Kind.WHOLE, "10"),
        (cell(" 10 件 "), Kind.WHOLE, "10"),
        (cell("81,536"), Kind.WHOLE, "81536"),
        (cell("８１，５３６"), Kind.WHOLE, "81536"),
        (cell("300", Holds.NUMBER, formula=True), Kind.WHOLE, "300"),
        (cell("0"), Kind.WHOLE, "0"),
        (cell(""), Kind.WHOLE, None),
        (cell("　"), Kind.WHOLE, None),
        (cell("0.125", Holds.NUMBER), Kind.AMOUNT, "0.125"),
        (cell("90", Holds.NUMBER), Kind.RATE, "90"),
        (cell("90%"), Kind.RATE, "90"),
        (cell("0.9", Holds.NUMBER, "90%"), Kind.RATE, "90"),
        (cell("-3", Holds.NUMBER), Kind.CHANGE, "-3"),
    ],
)
def test_a_number_is_read_however_it_was_typed(given, kind, value):
    found = figure(given, kind, COUNT)
    assert found == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (cell("无"), Kind.WHOLE),
        (cell("-"), Kind.WHOLE),
        (cell("约10"), Kind.WHOLE),
        (cell("10条"), Kind.WHOLE),
        (cell("1,0"), Kind.WHOLE),
        (cell("81,5361"), Kind.WHOLE),
        (cell("-1", Holds.NUMBER), Kind.WHOLE),
        (cell("1.5", Holds.NUMBER), Kind.WHOLE),
        (cell("0.5", Holds.NUMBER, "50%"), Kind.WHOLE),
        (cell("50%"), Kind.AMOUNT),
        (cell("-0.1", Holds.NUMBER), Kind.AMOUNT),
        (cell("101", Holds.NUMBER), Kind.RATE),
        (cell("2013-08-01", Holds.DATE), Kind.WHOLE),
        (cell("true", Holds.BOOLEAN), Kind.WHOLE),
        (cell("1", Holds.BOOLEAN), Kind.WHOLE),
        (cell("#REF!", Holds.ERROR), Kind.WHOLE),
        (cell("", Holds.UNCOMPUTED, formula=True), Kind.WHOLE),
        (cell("٣"), Kind.WHOLE),
        (cell("1e3"), Kind.WHOLE),
        (cell("9999999999999"), Kind.WHOLE),
    ],
)
def test_what_is_no_number_of_its_kind_is_refused_and_never_guessed(given, kind):
    with pytest.raises(Unclear):
        figure(given, kind, COUNT)


def returned(told, stamp=("2013", "示例市", FORM.digest), by="王小明", on="2014-02-08", extra=(), without=()):
    """A form as it comes back, cell by cell."""
    sheets = [("版本", "stamp", dict(zip(("year", "city", "form"), map(cell, stamp), strict=True)), ("value",))]
    sheets.append(("填报说明", "signed", {"by": cell(by), "on": cell(on)}, ("value",)))
    made = [_sheet(name, mark, {(row, "value"): value for row, value in rows.items()}, list(rows), columns)
            for name, mark, rows, columns in sheets]  # fmt: skip
    for block in FORM.blocks:
        here = {(spot.row, spot.column): value for spot, value in told.items() if spot.block == block.id}
        rows = [row.id for row in block.rows if row.id not in without]
        made.append(_sheet(block.title, block.id, here, rows, [each.id for each in block.columns], extra))
    return Workbook("xlsx", tuple(made))


def _sheet(name, mark, told, rows, columns, extra=()):
    cells = {(2, 0): cell(f"{MARK}:{mark}")}
    cells |= {(2, 3 + at): cell(column) for at, column in enumerate(columns)}
    cells |= {(4 + at, 0): cell(row) for at, row in enumerate(rows)}
    places = {(row, column): (4 + y, 3 + x) for y, row in enumerate(rows) for x, column in enumerate(columns)}
    cells |= {places[key]: value for key, value in told.items() if key in places}
    cells |= {at: value for sheet, at, value in extra if sheet == name}
    return Sheet(name, MappingProxyType(cells))


def number(value):
    return cell(str(value), Holds.NUMBER)


TOLD = {spot: number(value) for spot, value in values(SEED).items()}
KNOWN = Known(FORM, "示例市", TODAY, None)


def whats(found):
    return [(fault.where, Wording().say(fault.what, **fault.values)) for fault in found.faults]


def test_a_form_that_comes_back_says_what_was_filled_in_where_and_by_whom():
    found = filled(returned(TOLD), KNOWN)
    assert (found.faults, found.by, found.on) == ([], "王小明", date(2014, 2, 8))
    assert found.values == values(SEED)
    assert found.cells[Spot("statistics", "published", "city")] == "统计表!D6"
    assert Spot("statistics", "done", "all") not in found.values


def test_every_fault_is_told_at_once_with_its_cell_and_both_sums():
    wrong = {
        **TOLD,
        Spot("statistics", "published", "all"): number(81530),
        Spot("work", "radio-issues", "all"): cell("无"),
        Spot("work", "visits-other", "all"): number(1),
    }
    told = whats(filled(returned(wrong, by="", on="08-02"), KNOWN))
    assert [where for where, _ in told] == ["填报说明!D5", "填报说明!D6", "其他工作!D17", "统计表!H6", "其他工作!D6"]
    assert "81530" in told[3][1]
    assert "2118＋39660＋35179＋4579＝81536" in told[3][1]
    assert "785＋1875＋1＝2661" in told[4][1]


@pytest.mark.parametrize(
    ("stamp", "says"),
    [
        (("2012", "示例市", FORM.digest), "2012"),
        (("2013", "别的市", FORM.digest), "别的市"),
        (("2013", "示例市", "old"), "旧"),
    ],
)
def test_a_form_of_another_year_city_or_make_is_refused(stamp, says):
    assert any(says in what for _, what in whats(filled(returned(TOLD, stamp=stamp), KNOWN)))


def test_a_workbook_that_is_no_form_an_empty_one_and_one_with_rows_cut_out_are_refused():
    assert "不是" in whats(filled(Workbook("xlsx", ()), KNOWN))[0][1]
    assert "一个数字也没有填" in whats(filled(returned({}), KNOWN))[0][1]
    assert "收到申请" in whats(filled(returned(TOLD, without=("asked",)), KNOWN))[0][1]


def test_a_number_beside_the_table_is_not_lost_in_silence():
    extra = [("统计表", (80, 4), number(5)), ("统计表", (6, 20), cell("5", Holds.NUMBER, formula=True))]
    assert whats(filled(returned(TOLD, extra=extra), KNOWN)) == [("统计表!E81", "这一格不填数字：5")]


def test_of_a_sheet_that_was_copied_nobody_can_say_which_counts():
    book = returned(TOLD)
    copy = Sheet("统计表 (2)", book.sheets[2].cells)
    assert whats(filled(Workbook("xlsx", (*book.sheets, copy)), KNOWN)) == [("统计表 (2)", "与“统计表”是同一张表")]


def test_a_row_that_was_copied_is_not_lost_in_silence():
    extra = [("统计表", (90, 0), cell("published")), ("统计表", (90, 4), number(7))]
    assert whats(filled(returned(TOLD, extra=extra), KNOWN))


def test_a_day_in_the_future_or_before_the_year_is_refused():
    for on in ("2014-02-11", "2012-12-31"):
        assert whats(filled(returned(TOLD, on=on), KNOWN))[0][0] == "填报说明!D6"


def test_what_is_only_unusual_warns_and_is_taken():
    told = {**TOLD, Spot("statistics", "by-site", "all"): number(90000)}
    found = filled(returned(told), KNOWN)
    assert not found.faults
    assert [fault.where for fault in found.warnings] == ["统计表!H6"]


def stated(digest="a", told=SEED):
    return Stated(2013, FORM.digest, digest, f"{digest}.xlsx", "王小明", TODAY, TODAY, values(told),
                  dict.fromkeys(values(told), "统计表!A1"))  # fmt: skip


def test_a_later_file_counts_and_the_earlier_one_stays_for_ever(tmp_path):
    path = tmp_path / "x.sqlite"
    with closing(Figures(path)) as figures:
        figures.add(stated("a"))
        figures.add(stated("b", {"work": {"visits": {"all": 7}}}))
    with closing(Figures(path)) as figures:
        first, second = figures.of(2013)
        assert figures.of(2012) == []
    assert (first.number, first.values, first.cells) == (1, values(SEED), stated().cells)
    assert (second.sha256, second.values) == ("b", {Spot("work", "visits", "all"): Decimal(7)})
    with closing(sqlite3.connect(path)) as raw:
        for words_ in ("update stated_figures set value = 1", "delete from stated_files"):
            with pytest.raises(sqlite3.DatabaseError, match="only added to"):
                raw.execute(words_)
