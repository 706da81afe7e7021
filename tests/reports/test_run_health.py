"""When our own line seems to be dead nobody is judged; walls of others are no reason to wait for ever."""

import pytest

from crawler.snapshot import Reason
from reports.run_health import Health, told
from reports.wording import Wording
from tests.reports.test_run_window import NOON, judged

pytestmark = pytest.mark.xdist_group("tiny city")


@pytest.fixture
def city(tiny):
    tiny.settings(hours="20:00-06:00")
    return tiny


def lose(city, reason, *sites):
    for site in sites:
        city.spoil("UPDATE captures SET reason = ? WHERE site = ? AND depth = 0", reason, site)


@pytest.mark.parametrize(
    ("unread", "waits", "waits_for_ever"),
    [
        ({}, False, False),
        ({"hbj": Reason.TIMEOUT}, False, False),
        ({"portal": Reason.TIMEOUT}, True, False),
        ({"portal": Reason.CHALLENGE}, False, False),
        ({"portal": Reason.ROBOTS}, False, False),
        ({"a": Reason.TIMEOUT, "b": Reason.DNS}, False, False),  # half is not more than half
        ({"a": Reason.TIMEOUT, "b": Reason.DNS, "c": Reason.REFUSED}, True, True),
        ({"a": Reason.OFFSITE, "b": Reason.OFFSITE, "c": Reason.OFFSITE}, True, True),  # the login page of a network
        ({"a": Reason.CHALLENGE, "b": Reason.CHALLENGE, "c": Reason.ROBOTS}, True, False),
        ({"a": Reason.CHALLENGE, "b": Reason.TIMEOUT, "c": Reason.DNS}, True, False),
    ],
)
def test_what_is_waited_for(unread, waits, waits_for_ever):
    health = Health(4 - len(unread), 0, unread, (), 0)
    assert bool(health.hindrance(last=False)) is waits
    assert bool(health.hindrance(last=True)) is waits_for_ever


def test_when_most_sites_could_not_be_reached_nobody_is_judged_whatever_the_day(city, at, capsys):
    lose(city, "timeout", "hbj", "czj")
    at(NOON)
    for day in ("2013-08-02", "2013-08-10", "2013-08-20"):
        assert city.run("--quiet", today=day) == 3
        assert "2/3 个网站没有读到，可能是我们自己的网络有问题，因此没有检查，谁也不扣分" in capsys.readouterr().out
        assert judged(city) == set()


def test_the_next_start_tries_those_again_and_goes_on(city, capsys):
    lose(city, "timeout", "hbj", "czj")
    city.settings()
    before = city.asked()
    assert city.run(today="2013-08-02") == 0
    asked = city.asked()
    assert asked["portal"] == before["portal"]
    assert asked["hbj"] > before["hbj"]
    assert "网站 3 个：全部读到 3，部分读到 0，没有读到 0。" in capsys.readouterr().err


def test_a_portal_that_cannot_be_reached_is_waited_for_to_the_last_night(city, at, capsys):
    lose(city, "dns", "portal")
    at(NOON)
    assert city.run("--quiet", today="2013-08-09") == 3
    assert "政府门户网站没有读到（域名无法解析）" in capsys.readouterr().out
    assert judged(city) == set()
    assert city.run("--quiet", today="2013-08-10") == 3
    assert len(judged(city)) == 2


def test_how_the_sites_were_read_is_told_with_words_of_sites_kept_to_themselves():
    health = Health(17, 1, {"hbj": Reason.TIMEOUT, "portal": Reason.CHALLENGE}, ("czj",), 9)
    names = {"hbj": "环保局\n2013-08-01 [bold]", "portal": "政府门户网站"}
    said = told(health, 2, names, Wording())
    assert said == (
        "网站 21 个：全部读到 17，部分读到 1，没有读到 2。没有访问完 1 个。"
        "没有读到的：环保局 2013-08-01 [bold]（超时）、政府门户网站（被防护系统拦截）。"
        "读得不够的栏目 2 个。政府门户网站没有读到。"
    )
