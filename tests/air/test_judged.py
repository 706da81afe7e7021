"""What the labelled samples of air and polluters come to: every day found, nobody accused, something said of every fault."""

import pytest

from bench.accuracy_air import measure

PARTS = ("days", "periods", "pollution")


@pytest.mark.parametrize("part", PARTS)
def test_no_labelled_sample_accuses_anybody(part):
    counts = measure(part, "", None).counts
    assert counts["accusations"]["wrong"] == 0
    assert counts["clean samples"]["wrong"] == 0
    assert counts["faults"]["missed"] == 0


def test_every_labelled_day_is_found():
    counts = measure("days", "", None).counts
    assert (counts["days"]["missed"], counts["days"]["wrong"], counts["days"]["extra"]) == (0, 0, 0)
    assert counts["days"]["right"] > 2000
