"""What a month costs is counted, and held against what it cost before: no clock says so, and no mood of the machine."""

import tomllib

import pytest

from tests.counts import FILE, counted

one_city = pytest.mark.xdist_group("one city")
TOLERATED = {
    "requests": 3,
    "statements": 40,
}  # of what may differ a little from run to run: a broken connection is asked again


@one_city
def test_a_month_costs_no_more_than_it_did(month):
    kept, found = tomllib.loads(FILE.read_text("utf-8")), counted(month)
    assert {(part, name) for part in kept for name in kept[part]} == {
        (part, name) for part in found for name in found[part]
    }
    told = [
        f"{part}, {name}: {kept[part][name]} -> {number} ({number - kept[part][name]:+})"
        for part, each in found.items()
        for name, number in each.items()
        if abs(number - kept[part][name]) > TOLERATED.get(name, 0)
    ]
    assert not told, "counts have changed; if that is meant, `make counts` and commit tests/counts.toml:\n" + "\n".join(
        told
    )
