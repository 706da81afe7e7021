"""What the labelled samples of air and polluters come to: every day found, nobody accused, and no more faults missed than are known."""

import pytest

from bench.accuracy_air import measure

MISSED = {"days": 1, "periods": 0, "pollution": 6}  # planted faults of which nothing at all is said


@pytest.mark.parametrize("part", MISSED)
def test_no_labelled_sample_accuses_anybody(part):
    counts = measure(part, "", None).counts
    assert counts["accusations"]["wrong"] == 0
    assert counts["clean samples"]["wrong"] == 0
    assert counts["faults"]["missed"] <= MISSED[part]


def test_every_labelled_day_is_found():
    counts = measure("days", "", None).counts
    assert (counts["days"]["missed"], counts["days"]["wrong"], counts["days"]["extra"]) == (0, 0, 0)
    assert counts["days"]["right"] > 2000
