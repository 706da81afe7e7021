"""Tables typed as text: every form in which pages set them gives the printed figure or none, never another."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given

from bench.pace import within
from rules.accounts.tables.expense_tables import expenses
from rules.accounts.value import Figure, Stated
from rules.amounts import amount
from rules.typed.tables import typed_tables
from tests.rules.tables_made import FORMS, Made, MadeAcross, made, made_across, pages, pages_across
from tests.tries import tries

EXACT = {
    "tabs_stripped",
    "gaps",
    "spaces",
    "one_a_line",
    "doubled",
}  # forms that drop blank cells are not among the exact


def stated(text: str, year: int = 2013, names: tuple[str, ...] = ()) -> Stated | None:
    """The fullest table of a text."""
    found = [each for table in typed_tables(text) if (each := expenses(table, year, names)) is not None]
    return max(found, key=lambda each: sum(figure.amount is not None for figure in each.figures.values()), default=None)


def printed(figures: dict[str, Figure]) -> dict[str, str | None]:
    return {head: None if figure.amount is None else str(figure.amount.value) for head, figure in figures.items()}


def value(read: Stated | None, what: str, head: str) -> Decimal | None:
    figure = getattr(read, what, {}).get(head)
    return figure.amount.value if figure is not None and figure.amount is not None else None


def wanted(table: Made, head: str, cell: str, what: str, form: str) -> Decimal | None:
    """The cell's amount; where 合计 is blank beside 财政拨款, that of the latter, or the only number of the row."""
    row = dict(table.rows)[head]
    if what == "figures" and table.header[0] == "合计" and not cell:
        filled = [text for text in row if text]
        cell = row[1] or (filled[0] if len(filled) == 1 and form in EXACT else "")
    found = amount(cell)
    return found.value if found else None


@tries(10, suppress_health_check=list(HealthCheck))
@given(made())
def test_a_table_of_heads_in_any_form_is_read_rightly_or_not_at_all(table: Made):
    for form, text in pages(table):
        read = stated(text)
        for what in ("figures", "last", "planned", "changes"):
            for head, cell in table.truth(what).items():
                got, want = value(read, what, head), wanted(table, head, cell, what, form)
                assert got in (None, want), (form, what, head, cell)
                if form not in EXACT and form in ("closed_pipes", "piped_cells", "lone_pipes"):
                    assert got == want, (form, what, head, cell)


@tries(10, suppress_health_check=list(HealthCheck))
@given(made_across())
def test_heads_along_a_header_in_any_form_are_read_rightly_or_not_at_all(table: MadeAcross):
    for form, text in pages_across(table):
        read = stated(text)
        for what in ("figures", "last", "planned"):
            for head, cell in table.truth(what).items():
                found = amount(cell)
                assert value(read, what, head) in (None, found.value if found else None), (form, what, head, cell)


def test_every_form_reads_a_whole_table():
    table = Made(
        ("2012年决算数", "2013年预算数"),
        (
            ("total", ("12.50", "10.00")),
            ("abroad", ("0", "0")),
            ("reception", ("2.50", "2")),
            ("vehicles", ("10", "8")),
        ),
    )
    for form, text in pages(table):
        read = stated(text)
        assert read is not None, form
        assert read.unit == "万元", form
        assert printed(read.figures) == {"total": "10.00", "abroad": "0", "reception": "2", "vehicles": "8"}, form
    assert len(FORMS) == 17


FORMS_SEEN = tomllib.loads((Path(__file__).parent / "typed_forms.toml").read_text("utf-8"))["form"]


@pytest.mark.parametrize("form", FORMS_SEEN, ids=[form["name"] for form in FORMS_SEEN])
def test_forms_seen_on_pages(form: dict[str, Any]):
    read = stated(form["text"], form.get("year", 2013))
    assert read is not None
    for what in ("figures", "last", "planned", "counts", "others"):
        expected = {head: cell or None for head, cell in form.get(what, {}).items()}
        assert printed(getattr(read, what)) == expected, what
    assert read.unit == form.get("unit", "万元")


def test_what_could_not_be_placed_says_so():
    read = stated("单位:万元\n项目\n预算数\n决算数\n合计\n77\n68\n公务接待费\n35\n公务用车费\n42\n41")
    assert read is not None
    assert read.figures["reception"].where.endswith("（列不明）")
    assert read.figures["total"].where == "文中第1表 第2行 合计 决算数"
    assert read.figures["total"].quote == "合计 | 77 | 68"


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费\n1\n" * 20_000,
        "1.5\n" * 40_000,
        "a | b | c |\n" * 40_000,
        "a\n|\n1\n|\n" * 20_000,
        "|" * 400_000,
        "公务接待费 1 2 3\n" * 8_000,
        "三公经费表\n单位:万元\n项目\n预算数\n合计\n1\n公务接待费\n2\n" * 1_000,
        "项 目 " + "合 计 1 2 " * 60_000,
        ("合计\n因公出国(境)费\n公务用车\n公务接待费\n小计\n购置费\n运行费\n" * 4 + "1\n2\n3\n4\n5\n6\n7\n。\n") * 50,
        ("(" * 400 + "\n") * 2_000,
    ],
)
def test_texts_made_to_hurt_cost_little(text: str):
    with within(8):
        for table in typed_tables(text):
            expenses(table, 2013, ())


@pytest.mark.parametrize(
    ("rows", "explained"),
    [
        (
            "项目 | 2012年 | 2013年 | 增减原因\n合计 | 8 | 10 | 增加执法用车\n公务接待 | 2 | 2 | 持平\n公车运行 | 6 | 8 | 增加执法用车",
            {"total", "vehicle_operation"},
        ),
        (
            "项目 | 2012年 | 2013年 | 备注\n合计 | 8 | 10 | 含下属单位\n公务接待 | 2 | 2 |\n公车运行 | 6 | 8 | 执法用车4辆",
            set(),
        ),
        ("单位 | 合计 | 公务接待费 | 公务用车运行费 | 增减原因\n某局 | 10 | 2 | 8 | 增加执法用车", {"total"}),
    ],
)
def test_a_column_of_reasons_explains_the_heads_beside_it(rows: str, explained: set[str]):
    read = stated("单位:万元\n" + rows)
    assert read is not None
    assert read.explained == explained
