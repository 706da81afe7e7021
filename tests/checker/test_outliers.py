"""A slip of unit is told from growth, and from bodies that are just large or small."""

from decimal import Decimal

import pytest

from checker.outliers import LAST, LOOK, PEERS, SLIP, Peers, outliers
from tests.checker.disclosed import body, figure, whole


def heads(figures):
    return {each.head: each for each in figures}


def middles(*totals, head="total"):
    return {head: figure(head, totals[(len(totals) - 1) // 2])}


@pytest.mark.parametrize(
    ("this", "unit", "last", "size"),
    [
        ("833900", "万元", "90.29", SLIP),  # 83.39 万元, written in 元
        ("83.39", "元", "90.29", SLIP),
        ("250170", "万元", "10.2", SLIP),
        ("9100", "万元", "90.29", LOOK),  # a hundredfold
        ("90290", "万元", "90.29", LOOK),  # a thousandfold: no unit is that wrong
        ("893.9", "万元", "90.29", None),
        ("0.9", "万元", "0.002", None),  # too little to be worth a look
        ("0", "万元", "90.29", None),
        ("90.29", "万元", "0", None),
    ],
)
def test_a_total_against_last_year(this, unit, last, size):
    found = outliers(heads([figure("total", this, unit=unit)]), heads([figure("total", last, year=2012)]), {})
    assert [each.size for each in found] == ([size] if size else [])
    assert all(each.against == LAST for each in found)


def test_where_the_peers_show_that_last_year_was_the_odd_one_it_is_only_worth_a_look():
    own, last = heads([figure("total", "83.39")]), heads([figure("total", "902900", year=2012)])
    assert [each.size for each in outliers(own, last, {"total": figure("total", "40")})] == [LOOK]
    own, last = heads([figure("total", "833900")]), heads([figure("total", "90.29", year=2012)])
    assert [each.size for each in outliers(own, last, {"total": figure("total", "40")})] == [SLIP]


@pytest.mark.parametrize(
    ("this", "unit", "size"),
    [
        ("833900", "万元", SLIP),
        ("83.39", "元", SLIP),
        ("0.0083", "万元", SLIP),  # 83 yuan in a year
        ("400000000", "元", LOOK),  # whatever it is, 元 is not written for 万元 here
        ("3000", "万元", None),  # a hundred times its peers: the police
        ("0.03", "万元", None),  # a very small body that says so in 万元
        ("3000", "元", None),
    ],
)
def test_a_total_against_the_middle_of_its_peers(this, unit, size):
    found = outliers(heads([figure("total", this, unit=unit)]), {}, {"total": figure("total", "40")})
    assert [each.size for each in found] == ([size] if size else [])
    assert all(each.against == PEERS for each in found)


def test_a_slip_of_the_whole_table_is_said_once_of_the_total():
    own = heads(whole("0", "213600", "0", "620300"))
    found = outliers(own, heads(whole("0", "20", "0", "60", year=2012)), {})
    assert [(each.size, each.figure.head) for each in found] == [(SLIP, "total")]


def test_a_head_that_fits_its_total_is_no_slip_and_one_that_does_not_is():
    small = heads(whole("0", "250", "0", "84750", unit="元"))
    peers = {"reception": figure("reception", "25")}
    assert outliers(small, {}, peers) == ()
    odd = {**heads(whole("0", "21.36", "0", "62.03")), "reception": figure("reception", "213600")}
    assert [(each.size, each.figure.head) for each in outliers(odd, {}, peers)] == [(SLIP, "reception")]


def test_growth_of_a_head_is_worth_a_look_though_its_sum_holds():
    own, last = heads(whole("12", "1", "0", "2")), heads(whole("0.1", "1", "0", "2", year=2012))
    found = outliers(own, last, {})
    assert [(each.size, each.figure.head, each.times) for each in found] == [(LOOK, "abroad", Decimal(120))]


def test_peers_are_the_others_of_the_same_sort():
    departments = [(body(f"d{n}"), {"total": figure("total", str(n))}) for n in range(1, 8)]
    units = [(body(f"u{n}", "subordinate"), {"total": figure("total", str(n * 100))}) for n in range(1, 6)]
    peers = Peers([*departments, *units, (body("nil"), {"total": figure("total", "0")})])
    assert peers.middles(body("d1"))["total"].value == 4  # of 2 to 7 the lower of the two in the middle
    assert peers.middles(body("d7"))["total"].value == 3
    assert peers.middles(body("d4"))["total"].value == 3
    assert peers.middles(body("nil"))["total"].value == 4
    assert peers.middles(body("u1", "subordinate")) == {}  # four others are too few


def test_one_slip_does_not_move_the_middle():
    values = ["12", "25", "31", "40", "77", "833900"]
    peers = Peers((body(f"d{n}"), {"total": figure("total", value)}) for n, value in enumerate(values))
    for number in range(5):
        assert outliers({"total": figure("total", values[number])}, {}, peers.middles(body(f"d{number}"))) == ()
    assert [e.size for e in outliers({"total": figure("total", values[5])}, {}, peers.middles(body("d5")))] == [SLIP]
