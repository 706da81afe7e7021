"""Whoever goes on after a kill knows what was tried, what failed, what hosts said, and what a site shows for nowhere."""

from datetime import datetime, timedelta

import pytest

from crawler.archive import Archive
from crawler.families import Lead
from crawler.frontier import Changes, Row, State
from crawler.keeping import AskedRobots, Keeper, Step
from crawler.nowhere import Nowhere, taken_up, written
from crawler.outcome import GOOD, Answer, Verdict
from crawler.period import CHINA, Period
from crawler.politeness import Rest
from crawler.recording import keep
from crawler.robots import recall
from crawler.snapshot import Reason
from crawler.standing import Heard

JULY, AUGUST = Period(2013, 7), Period(2013, 8)
HOME = "http://a.cn/"
MOMENT = datetime(2013, 7, 5, 9, tzinfo=CHINA)


def row(name):
    return Row(f"a.cn/{name}", Lead(f"{HOME}{name}"), "", 1)


def seen(name, reason, again=False):
    """What is kept of an address that was asked for."""
    answer = Answer(
        f"{HOME}{name}", f"{HOME}{name}", MOMENT, 200 if reason is None else 500, b"HTTP/1.1 200 OK\r\n\r\n", b"x"
    )
    return keep(row(name), answer, Verdict(reason), again=again)


@pytest.fixture
def keeper(tmp_path):
    with Archive(tmp_path) as archive:
        keeper = Keeper(archive, JULY, "test")
        keeper.begin("czj", HOME, MOMENT)
        yield keeper
        keeper.close()


def test_a_second_try_that_was_killed_is_still_a_second_try(keeper):
    added = tuple((row(name), State.OPEN) for name in "ab")
    keeper.apply(Step("czj", (seen("a", Reason.TIMEOUT),), Changes(added=added, ended=(("a.cn/a", State.LATER),))))
    assert keeper.standing("czj").tried == frozenset()
    keeper.apply(Step("czj", changes=Changes(ended=(("a.cn/a", State.OPEN),))))
    assert keeper.standing("czj").tried == {"a.cn/a"}
    keeper.apply(Step("czj", (seen("a", None, again=True),), Changes(ended=(("a.cn/a", State.DONE),))))
    assert keeper.standing("czj").tried == frozenset()
    assert [capture.reason for capture in keeper.archive.captures("czj", JULY)] == [""]


@pytest.mark.parametrize(
    ("reasons", "failures"),
    [
        ([], 0),
        ([Reason.TIMEOUT, Reason.RESET], 2),
        ([Reason.TIMEOUT, None, Reason.RESET], 1),
        ([Reason.TIMEOUT, None], 0),
        ([Reason.GONE, Reason.TIMEOUT], 1),
        ([Reason.SERVER_ERROR] * 20, 6),
    ],
)
def test_failures_in_a_row_are_known(keeper, reasons, failures):
    for number, reason in enumerate(reasons):
        keeper.apply(Step("czj", (seen(str(number), reason),)))
    offsite = Answer("http://b.cn/", "http://b.cn/", MOMENT)
    keeper.apply(Step("czj", (keep(row("off"), offsite, Verdict(Reason.OFFSITE)),)))
    assert keeper.standing("czj").failures == failures


def test_what_a_site_shows_for_nowhere_comes_back(keeper):
    for nowhere in (
        Nowhere(),
        Nowhere("abc", frozenset({"x.gif"}), 3, Verdict(Reason.SOFT_404, "同样")),
        Nowhere("y", verdict=GOOD),
    ):
        keeper.apply(Step("czj", nowhere=written(nowhere)))
        assert taken_up(keeper.standing("czj").nowhere) == nowhere
    assert taken_up("") is None


def test_what_a_host_said_holds_for_this_visit_only(keeper):
    said = AskedRobots("a.cn", MOMENT.isoformat(), None, None, "free", "robots_disallowed", "status 404")
    keeper.apply(Step("czj", robots=(said,), nowhere="[]"))
    assert keeper.standing("czj").heard == {"a.cn": Heard(MOMENT, "free", "robots_disallowed", "status 404")}
    assert Keeper(keeper.archive, AUGUST, "test").standing("czj").heard == {}
    keeper.begin("czj", HOME, MOMENT, again=True)
    assert keeper.standing("czj").heard == {}
    assert keeper.standing("czj").nowhere == ""


@pytest.mark.parametrize(
    ("state", "reason", "hours", "holds"),
    [
        ("free", Reason.ROBOTS, 23, True),
        ("free", Reason.ROBOTS, 25, False),
        ("free", Reason.ROBOTS, -1, False),
        ("closed", Reason.TIMEOUT, 0.9, True),
        ("closed", Reason.TIMEOUT, 1.1, False),
        ("closed", Reason.DNS, 0.1, False),
        ("closed", Reason.BLOCKED_ADDRESS, 0.1, False),
        ("rules", Reason.ROBOTS, 1, False),  # its words are not known any more
    ],
)
def test_how_long_it_holds(state, reason, hours, holds):
    found = recall(Heard(MOMENT, state, reason, "x"), None, MOMENT + timedelta(hours=hours))
    assert (found is not None) == holds
    if found:
        assert (found.state, found.reason, found.note) == (state, reason, "x")


def test_rules_come_back_with_their_delay():
    said = MOMENT, b"User-agent: *\nDisallow: /x\nCrawl-delay: 7\n"
    found = recall(Heard(MOMENT, "rules", Reason.ROBOTS, ""), said, MOMENT)
    assert (found.delay, found.allows(f"{HOME}x"), found.allows(HOME)) == (7.0, False, True)


def test_a_rest_is_what_is_left_of_it_whatever_the_clock_does(keeper):
    rest = Rest("1.2.3.4 ", MOMENT, 60.0)
    keeper.apply(Step("", rests=(rest,)))
    assert keeper.standing("czj").rests == (rest,)
    assert rest.left(MOMENT + timedelta(seconds=20)) == 40
    assert rest.left(MOMENT + timedelta(days=1)) < 0
    assert rest.left(MOMENT - timedelta(days=400)) == 60
