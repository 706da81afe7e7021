"""The ledger's story of a city is the city's truth: no event missed, none invented, every state of every case on every day of letters."""

from datetime import date

import pytest

from checker.ledger.events import Kind
from reports.cli import main
from reports.demo_year import MONTHS, YEAR
from reports.keeping import ledger_of
from reports.samplecity.city import City
from reports.samplecity.course import after, is_worked
from reports.samplecity.sight import AWAY
from reports.workspace import read
from tests.blind import blind
from tests.year import compared

one_city = pytest.mark.xdist_group("one city")
STATES = {
    "notified",
    "replied",
    "due",
    "overdue",
    "rectified",
    "closed",
}  # on a day of letters nothing is open without one
LOOKS = {"opened", "seen", "unseen", "unknown", "rectified", "reopened"}


@one_city
def test_what_the_ledger_tells_of_two_months_is_the_truth(month, next_month):
    """Without letters: nobody was notified."""
    told = compared(month.city, (month.period, next_month), month.folder, with_letters=False)
    assert told.wrong == []
    assert len(told.true) > 100
    assert {what for story in told.true.values() for _, what, _ in story} >= {
        "opened",
        "seen",
        "unseen",
        "unknown",
        "rectified",
    }


def test_workdays_of_the_year_are_those_that_were_announced():
    """For the truth counts them by itself."""
    assert after(date(2013, 2, 8), 2) == date(2013, 2, 17)  # a Saturday and a Sunday after the Spring Festival
    assert after(date(2013, 9, 27), 3) == date(2013, 10, 8)
    assert (
        sum(is_worked(date.fromordinal(n)) for n in range(date(2013, 1, 1).toordinal(), date(2014, 1, 1).toordinal()))
        == 250
    )


@pytest.mark.proof
def test_the_ledgers_story_of_a_year_is_the_citys_truth(tmp_path, capsys):
    """`gongkai demo --year`, from nothing to the end of the year."""
    folder = tmp_path / "city"
    with blind(tmp_path / "blind"):
        assert main(["demo", "--year", "--seed", "7", "--folder", str(folder), "--lang", "zh"]) == 0
    told = compared(City(7), MONTHS, folder)
    assert told.wrong == []
    stories = list(told.true.values())
    assert {what for story in stories for _, what, _ in story} - {"", AWAY} == LOOKS
    assert {state for story in stories for _, _, state in story} >= STATES
    events = ledger_of(read(folder)).events
    assert {Kind.NOTIFIED, Kind.REPLIED, Kind.CLOSED} <= {event.kind for event in events}
    shown = capsys.readouterr().out
    assert f"{YEAR} 年逐月" in shown
    assert all(str(period) in shown for period in MONTHS)
