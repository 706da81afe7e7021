"""What the workbook's formulas say in LibreOffice of what people decided, and what the program says of the same."""

import random

import pytest

from tests.reports import books_made as made
from tests.reports.agreed import compared
from tests.reports.recalculated import SOFFICE


@pytest.mark.proof
@pytest.mark.skipif(SOFFICE is None, reason="soffice is not installed")
@pytest.mark.parametrize("seed", [1, 2, 5])  # points spread in groups; bonuses; vetoes
def test_every_formula_says_what_the_program_says_of_the_same_decisions(seed, tmp_path):
    chance = random.Random(seed)
    rules = made.scheme(chance, 12)
    cells, differ = compared(rules, made.month(chance, rules, 16), chance, tmp_path)
    assert cells > 500
    assert not differ
