"""How marks look: bars whose parts are told apart without colour, and signs in whatever encoding there is."""

import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from checker.scoring import Score
from reports.marks import ASCII, DOWN, EARNED, LOST, UNKNOWN, Fitting, Legible, bar, cells, legible, signed
from reports.wording import Wording, width
from tests.tries import tries

POINTS = st.decimals(0, 100, places=2)


def drawn(renderable, columns=80, encoding="utf-8"):
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    Console(file=file, width=columns, color_system=None).print(renderable)
    file.flush()
    return file.buffer.getvalue().decode(encoding)


@tries(60)
@given(st.lists(POINTS, min_size=3, max_size=3).map(sorted), st.integers(3, 60))
def test_a_bar_is_full_and_hides_no_part_however_small(points, columns):
    score = Score(*points)
    parts = (score.earned, score.assessable - score.earned, score.possible - score.assessable)
    shown = cells(score, columns)
    if not score.possible:
        assert shown == (0, 0, 0)
        return
    assert sum(shown) == columns
    assert [bool(each) for each in shown] == [bool(part) for part in parts]
    assert all(abs(each - part * columns / score.possible) <= 2 for each, part in zip(shown, parts, strict=True))


def test_the_parts_of_a_bar_are_told_apart_without_colour_in_every_encoding():
    score = Score(Decimal(5), Decimal(8), Decimal(10))
    assert drawn(bar(score, 10)).strip() == EARNED * 5 + LOST * 3 + UNKNOWN * 2
    assert drawn(Legible(bar(score, 10)), encoding="ascii").strip() == "#####---.."
    for encoding in ("gbk", "latin-1", "big5"):
        shown = drawn(Legible(bar(score, 10)), encoding=encoding).strip()
        assert [len(set(part)) for part in (shown[:5], shown[5:8], shown[8:])] == [1, 1, 1]
        assert len(set(shown)) == 3


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "gb18030", "big5", "latin-1", "utf-8"])
def test_every_sign_has_a_form_as_wide_in_every_encoding(encoding):
    text = "".join(ASCII) + "中文 abc"
    shown = legible(text, encoding)
    assert shown.encode(encoding)
    assert width(shown) == width(text)
    assert "?" not in legible("".join(ASCII), encoding)
    assert drawn(Legible(Text(f"{DOWN}3 中文")), encoding=encoding).strip()


def test_a_difference_has_a_sign_and_says_that_it_is_not_final():
    told = [signed(Decimal(each) if each else None, Wording("zh")) for each in ("1.005", "-0.31", "0", "-0.001", "")]
    assert told == ["+1.01", "−0.31", "0.00", "0.00", "—"]
    assert signed(Decimal(2), Wording("zh"), provisional=True) == "~+2.00"


def test_the_first_way_that_fits_is_shown_and_the_last_where_none_does():
    ways = Text("x" * 30), Text("y" * 20), Text("zzz zzz")
    assert [drawn(Fitting(*ways), columns).strip()[0] for columns in (40, 25, 10, 5)] == ["x", "y", "z", "z"]
