"""Concentrations in the unit that fits: a number that could be of either goes with those beside it."""

from datetime import date, datetime
from decimal import Decimal

from crawler.period import CHINA
from crawler.reading.value import Reading
from crawler.snapshot import Document, Place
from rules.air.bulletin import Bulletin, Measured
from rules.air.daily.units import settled
from rules.air.standards import standards

SOURCE = Document("http://own/1.html", Place.OWN, datetime(2013, 8, 1, tzinfo=CHINA), "", "", Reading("text/html"))
API = standards()[0]


def in_milligrams(**printed):
    """A bulletin whose numbers stand under 毫克/立方米."""
    measured = {item: Measured(item, text, Decimal(text) * 1000, "mg") for item, text in printed.items()}
    return Bulletin(date(2013, 6, 18), SOURCE, index=77, measured=measured)


def test_a_small_whole_number_beside_micrograms_is_micrograms_too():
    found = settled(in_milligrams(SO2="102", NO2="54", PM10="3"), API)
    assert found.sure
    assert {item: int(each.value) for item, each in found.bulletin.measured.items()} == {
        "SO2": 102,
        "NO2": 54,
        "PM10": 3,
    }


def test_milligrams_stay_milligrams():
    found = settled(in_milligrams(SO2="0.102", NO2="0.054", PM10="0.003"), API)
    assert not found.moved
    assert int(found.bulletin.measured["SO2"].value) == 102
