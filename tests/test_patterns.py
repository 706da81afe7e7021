"""No pattern of the program runs away: each over rows of its own beginnings, in a time that is far below a second."""

import random

import pytest

from bench.patterns import dearest, patterns, repeats_parts

LETTERS = 300  # enough that what doubles its time with each repetition does not end
LONGEST = 500  # milliseconds of the processor; the dearest takes a tenth


@pytest.mark.parametrize("package", ["crawler", "rules", "checker", "reports"])
def test_no_pattern_runs_away(package):
    found = patterns(package)
    chance, late = random.Random(1), []
    for pattern, place in found.items():
        if repeats_parts(pattern):
            seconds, start, piece = dearest(pattern, LETTERS, chance, LONGEST)
            if seconds * 1_000 > LONGEST:
                late.append((place, start, piece))
    assert found
    assert not late
