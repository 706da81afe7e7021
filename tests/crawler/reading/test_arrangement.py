"""From words and areas to text, tables and doubts. Skipped where the extra `ocr` is not installed."""

import pytest

from crawler.reading.doubts import UNSURE
from crawler.reading.pictures import ocr

if not ocr.available():
    pytest.skip("needs gongkai[ocr]", allow_module_level=True)

import itertools

import numpy as np

from crawler.reading.pictures.arrangement import Word, arrange
from crawler.reading.pictures.lineart import Area, Art, Rect, find

NOTHING = Art((), np.zeros((1, 1), int), np.zeros((1, 1), np.uint8), 1.0)


def word(text, left, top, wide=None, mean=0.99, least=0.99, figures=0.99, high=20):
    return Word(text, Rect(left, top, left + (wide or 20 * len(text)), top + high), mean, least, figures)


def seen(*words, art=NOTHING):
    return arrange(words, art, 1)


def ruled(columns, rows, marks=()):
    """The areas between lines at these places, and ink at some points."""
    height, width = rows[-1] + 9, columns[-1] + 9
    labels, ink = np.zeros((height, width), int), np.zeros((height, width), np.uint8)
    areas = []
    for top, bottom in itertools.pairwise(rows):
        for left, right in itertools.pairwise(columns):
            labels[top + 1 : bottom, left + 1 : right] = len(areas) + 1
            areas.append(Area(Rect(left + 1, top + 1, right, bottom), len(areas) + 1))
    for left, top in marks:
        ink[top : top + 9, left : left + 9] = 255
    return Art(tuple(areas), labels, ink, 1.0)


def test_words_of_one_line_are_parted_by_a_tab_where_they_stand_apart():
    assert seen(word("公务接待费", 0, 0), word("12.50", 300, 3)).text == "公务接待费\t12.50"
    assert seen(word("公务", 0, 0), word("接待费", 42, 3)).text == "公务接待费"


def test_two_columns_of_prose_are_read_one_after_the_other():
    left = [word("左边的一行文字写满一栏", 0, 60 + 30 * n) for n in range(5)]
    right = [word("右边的一行文字写满一栏", 260, 60 + 30 * n) for n in range(5)]
    title = word("一份分成两栏的说明文件", 60, 0, wide=360)
    found = seen(*right, title, *left)
    assert found.text.split("\n") == [title.text, *(each.text for each in (*left, *right))]


def test_rows_without_lines_are_read_row_by_row():
    heads = [word("接待费", 0, 30 * n) for n in range(6)]
    figures = [word("1.5", 300, 30 * n) for n in range(6)]
    assert seen(*heads, *figures).text.split("\n") == ["接待费\t1.5"] * 6


@pytest.mark.parametrize("text", ["737,95112", "8.792.85", "484,954..39", "1 930.94", "5.038.976."])
def test_a_figure_that_is_not_written_as_figures_are_is_doubted(text):
    assert seen(word(text, 0, 0)).doubts == (UNSURE,)


@pytest.mark.parametrize("text", ["1,234.50", "12", "0.5", "2013.7.14", "1.2.3", "1.", "1,234,567", "12.5,"])
def test_a_figure_that_is_written_as_figures_are_is_not(text):
    assert seen(word(text, 0, 0)).doubts == ()


def test_one_unsure_figure_is_doubted_and_one_unsure_letter_of_many_is_not():
    assert seen(word("合计12.50", 0, 0, least=0.8, figures=0.8)).doubts == (UNSURE,)
    assert seen(word("关于公开部门预算的说明", 0, 0, least=0.5)).doubts == ()
    assert seen(word("关于公开部门预算的说明", 0, 0, mean=0.7)).doubts == (UNSURE,)


def test_heads_of_arrows_are_no_words():
    found = seen(word("申请", 0, 0), word("中", 10, 40, mean=0.88, least=0.88), word("是", 40, 40))
    assert (found.text, found.doubts) == ("申请\n是", ())


def test_words_that_cannot_be_read_are_left_out_and_doubted():
    found = seen(word("申请受理", 0, 0), word("夊亍彳", 0, 40, mean=0.3, least=0.1))
    assert (found.text, found.doubts) == ("申请受理", (UNSURE,))


COLUMNS, ROWS = (0, 200, 400), (0, 40, 80, 120)
CELLS = [word("项目", 20, 10), word("金额", 220, 10), word("合计", 20, 50), word("8", 220, 50), word("其他", 20, 90)]


def test_areas_that_share_their_lines_are_a_table():
    (table,) = seen(*CELLS, art=ruled(COLUMNS, ROWS)).tables
    assert table.rows == (("项目", "金额"), ("合计", "8"), ("其他", ""))
    assert seen(*CELLS, art=ruled(COLUMNS, ROWS)).doubts == ()


def test_an_unsure_character_of_a_label_in_a_table_is_doubted():
    faint = [word("因公出国公务接待费", 20, 90, wide=150, least=0.79), *CELLS[:-1]]
    assert seen(*faint, art=ruled(COLUMNS, ROWS)).doubts == (UNSURE,)


def test_a_cell_with_ink_and_no_word_is_doubted():
    assert seen(*CELLS, art=ruled(COLUMNS, ROWS, [(300, 96)])).doubts == (UNSURE,)


def test_a_word_of_a_table_that_stands_in_no_cell_is_doubted():
    assert seen(*CELLS, word("7.5", 180, 100, wide=60), art=ruled(COLUMNS, ROWS)).doubts == (UNSURE,)


def test_a_table_with_a_hole_is_doubted():
    art = ruled(COLUMNS, ROWS)
    assert seen(*CELLS[:-1], art=Art(art.areas[:-1], art.labels, art.ink, 1.0)).doubts == (UNSURE,)


def test_a_page_with_a_border_is_no_chart():
    rows = [word("部门预算公开说明", 30, 20 + 30 * n) for n in range(12)]
    found = seen(*rows, art=ruled((0, 600), (0, 400)))
    assert not any(box.framed for box in found.boxes)


def test_a_place_over_several_cells_is_split_at_their_lines():
    art = ruled(COLUMNS, ROWS)
    assert art.split(Rect(100, 8, 300, 32)) == [Rect(100, 8, 200, 32), Rect(201, 8, 300, 32)]
    assert art.split(Rect(30, 8, 100, 32)) == [Rect(30, 8, 100, 32)]


def test_a_picture_full_of_spots_has_no_areas():
    spots = np.random.default_rng(1).integers(0, 255, (400, 400, 3), np.uint8)
    assert len(find(spots, [Rect(10, 10, 60, 30)]).areas) < 50
