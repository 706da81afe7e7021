"""What the labelled samples of air and polluters come to: every day found, nobody accused, something said of every fault."""

import pytest

from bench.accuracy_air import measure


@pytest.mark.parametrize(("part", "days"), [("days", 2000), ("periods", 0), ("pollution", 0)])
def test_no_labelled_sample_accuses_anybody(part, days):
    counts = measure(part, "", None).counts
    assert counts["accusations"]["wrong"] == 0
    assert counts["clean samples"]["wrong"] == 0
    assert counts["faults"]["missed"] == 0
    assert counts["faults"]["right"] > 10
    assert (counts["days"]["missed"], counts["days"]["wrong"], counts["days"]["extra"]) == (0, 0, 0)
    assert counts["days"]["right"] >= days
