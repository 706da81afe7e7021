"""The weight matrix: both marginals, or it is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.matrix import Matrix

PRODUCT = Matrix(Decimal(56), Decimal(24), Decimal(14), Decimal(6))


def cells(x: Decimal) -> dict[str, Decimal]:
    return {"daily_online": x, "daily_on_site": 80 - x, "year_end_online": 70 - x, "year_end_on_site": x - 50}


def test_the_product_of_the_marginals_is_the_default():
    assert Matrix.product() == PRODUCT
    assert not list(Matrix.faults(vars(PRODUCT)))


@given(st.integers(50, 70))
def test_every_matrix_with_both_marginals_fits(x):
    assert not list(Matrix.faults(cells(Decimal(x))))


@pytest.mark.parametrize("x", [49, 71])
def test_a_negative_cell_is_refused(x):
    assert list(Matrix.faults(cells(Decimal(x))))


@pytest.mark.parametrize("name", list(vars(PRODUCT)))
def test_a_cell_that_breaks_a_marginal_is_refused(name):
    faults = list(Matrix.faults({**vars(PRODUCT), name: Decimal(10)}))
    assert len(faults) == 2  # one row and one column


def test_a_missing_cell_is_refused():
    assert list(Matrix.faults({"daily_online": 56}))
