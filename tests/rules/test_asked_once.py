"""What rules ask of a place or a page once is what looking through all of it anew would say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from crawler.health import weakness
from crawler.period import CHINA, Period
from crawler.reading.value import Link, Reading, Table
from crawler.roster import Department
from crawler.snapshot import Page, Place, Reason, Snapshot, Unreached
from rules.accounts.offers import offered
from rules.institutions.entries import _head, _listing
from rules.institutions.fields import FIELDS, INDEX, NUMBER, TITLE
from rules.leading import leading
from rules.phrases import squeeze
from rules.records import Field
from tests.tries import tries

WORDS = ("公开指南", "政府信息 公开指南", "公开目录", "领导之窗", "（公开指南）", "", "更多")
CELLS = ("序号", "索引号", "名 称", "文号", "发布日期", "发布机构：", "项目名称", "实施日期", "关于某事的通知", "")
BODY = Department("x", "某某市某某局", home="http://x/")

pages = st.lists(st.lists(st.sampled_from(WORDS), max_size=4), max_size=4)
tables = st.lists(st.lists(st.sampled_from(CELLS), max_size=5), max_size=7)


def page(number: int, words: list[str], place: Place = Place.OWN) -> Page:
    links = tuple(Link(f"http://x/{number}/{n}", each) for n, each in enumerate(words))
    reading = Reading("text/html", title=f"第{number}页", links=links)
    return Page(f"http://x/{number}", place, datetime(2013, 8, 1, tzinfo=CHINA), str(number), "", reading)


def site(mine: list[list[str]], common: list[list[str]]) -> Snapshot:
    shown = tuple(page(n, words) for n, words in enumerate(mine))
    others = tuple(page(100 + n, words, Place.PORTAL) for n, words in enumerate(common))
    return Snapshot(BODY, Period(2013, 7), shown, commons=others)


@tries(100)
@given(pages, pages, st.sampled_from(("公开指南", "领导", "", "无")))
def test_links_by_their_words_are_those_of_a_walk_over_all(
    mine: list[list[str]], common: list[list[str]], word: str
) -> None:
    place = site(mine, common)
    is_meant: Callable[[str], bool] = lambda words: word in words  # noqa: E731 - what the walk asks, too
    walked = [(p, link) for p in (*place.pages, *place.commons) for link in p.links if is_meant(squeeze(link.text))]
    assert list(leading(place, is_meant)) == walked


@tries(100)
@given(tables)
def test_the_head_of_a_list_is_the_first_row_that_names_the_key_and_the_title(rows: list[list[str]]) -> None:
    table = Table(tuple(map(tuple, rows)))
    shown = replace(page(1, []), reading=Reading("text/html", tables=(table,)))
    ((_, heads),) = _listing(shown)
    for key in (INDEX, NUMBER):
        assert _head(heads, key) == _first_head(table, key)


def _first_head(table: Table, key: Field) -> tuple[int, dict[str, int]]:
    for number, cells in enumerate(table.rows[:5]):
        named: dict[str, int] = {}
        for column, cell in enumerate(map(squeeze, cells)):
            name = next((field.name for field in FIELDS if field.name not in named and field.labels(cell)), None)
            if name is not None:
                named[name] = column
        labelled = any(squeeze(cell).endswith(":") for cell in cells)
        if not labelled and key.name in named and TITLE.name in named and len(named) >= 2:
            return number, named
    return 0, {}


@tries(100)
@given(pages, st.lists(st.sampled_from(("公开指南", "目录", "(", "更")), max_size=2))
def test_a_column_is_as_weak_as_a_walk_over_its_addresses_says(labels: list[list[str]], words: list[str]) -> None:
    lost = tuple(
        Unreached(f"http://x/{n}", Place.OWN, Reason.TIMEOUT, label=text, columns=tuple(above))
        for n, (text, *above) in enumerate(each for each in labels if each)
    )
    named = [each for each in lost if any(word in ">".join((*each.columns, each.label)) for word in words)]
    shown = Snapshot(BODY, Period(2013, 7), (page(1, []),), lost)
    assert weakness(shown, words) == next(iter(named), None)


def test_a_snapshot_is_narrowed_to_a_place_once() -> None:
    whole = site([["公开指南"]], [["公开目录"]])
    assert whole.at(Place.OWN) is whole.at(Place.OWN)
    assert replace(whole, pages=()).at(Place.OWN).pages == ()


def test_entries_of_money_hang_on_the_pages_of_a_place_and_not_on_what_is_beside_it() -> None:
    place = site([["公开指南"]], [])
    label = Unreached("http://x/b", Place.OWN, Reason.GONE, label="某某市某某局2013年部门预算")
    assert offered(place, "budget") == ()
    assert [each.label for each in offered(replace(place, unreached=(label,)), "budget")] == [label.label]
    assert offered(replace(place, elsewhere=place, commons=()), "budget") == ()
