"""Parts of a share are taken whole, in order, and once, whatever ends whoever takes them."""

from contextlib import suppress

import pytest

from crawler.archive import Archive
from crawler.depot import Depot
from crawler.families import Lead
from crawler.frontier import Changes, Row, State
from crawler.keeping import Finished, Keeper, Kept, Step
from crawler.lent import Away
from crawler.line import Keeping, Progress, Share
from crawler.order import Begun, Ended, Part, Read, packed, part_name
from crawler.period import Period
from crawler.politeness import now
from crawler.reading import edition
from crawler.recording import unread
from crawler.scope import Target
from crawler.shards import Shards
from crawler.snapshot import Reason
from crawler.taken import Taken, forget_all, name_of
from tests.crawler.little_site import settings

MONTH = Period(2013, 7)
PLACE = "name/2013-07/share"


def lost(number):
    row = Row(f"k{number}", Lead(f"http://a.cn/{number}"), "", 1)
    changes = Changes(ended=((row.key, State.DONE),))
    return Keeping(number, Step("a", (Kept(unread(row, Reason.TIMEOUT, "")),), changes))


END = Keeping(9, Step("a", finished=Finished(now(), 3, "free", "", 0.0)))


def parts():
    """What a worker sends, each with its number; which edition reads is known only when the tests run."""
    read = Read(edition(), (("0" * 64, "", b"{}"),))
    return enumerate([(Begun("w", 1.0),), (lost(1), lost(2)), (lost(3),), (read,), (END, Ended("well"))], 1)


class Hands:
    """Hears whatever lies in the store."""

    def __init__(self, depot):
        self._depot = depot

    def wait(self, hands, timeout):
        for hand in hands:
            hand.parts = {int(name.rpartition("/")[2]) for name in self._depot.names(f"{hand.place}/parts")}
        return [hand for hand in hands if hand.has_news]


def away(archive, depot):
    taken = Taken(archive, MONTH)
    done = taken.shares().get(PLACE)
    if done is None:
        taken.begin(PLACE)
    share = Share((Target("a", "http://a.cn/"),), (), settings(), archive.folder, MONTH)
    hand = Away(depot, taken, PLACE, share, done or (0, 0))
    hand.resume({int(name.rpartition("/")[2]) for name in depot.names(f"{PLACE}/parts")})
    hand.lose(is_orderly=True)
    return hand


def taken_over(archive, depot):
    keeper = Keeper(archive, MONTH, "test")
    keeper.begin("a", "http://a.cn/", now())
    keeper.flush()
    try:
        Shards(Hands(depot), keeper, settings(), archive.folder, lambda _: None).take_over([away(archive, depot)])
    finally:
        keeper.close()


@pytest.fixture
def depot(tmp_path):
    depot = Depot(str(tmp_path / "store"))
    for number, messages in parts():
        depot.put(part_name(PLACE, number), packed(Part(messages)))
    return depot


def test_parts_are_taken_and_removed(tmp_path, depot):
    with Archive(tmp_path / "archive") as archive:
        taken_over(archive, depot)
        assert [capture.url for capture in archive.captures("a", MONTH)] == [f"http://a.cn/{n}" for n in (1, 2, 3)]
        assert archive.visit("a", MONTH).finished
        assert archive.reading("0" * 64, edition(), "") == b"{}"
        assert Taken(archive, MONTH).shares() == {}
    assert list(depot.names(PLACE)) == []


@pytest.mark.parametrize("moment", range(1, 12))
def test_whoever_takes_is_ended_at_any_moment_and_nothing_is_taken_twice(tmp_path, depot, monkeypatch, moment):
    class Killed(BaseException):
        pass

    left = [moment]

    def dying(act):
        def do(*words):
            left[0] -= 1
            if not left[0]:
                raise Killed
            return act(*words)

        return do

    with Archive(tmp_path / "archive") as archive:
        with monkeypatch.context() as patch:
            for owner, name in (
                (Keeper, "apply"),
                (Keeper, "flush"),
                (Depot, "remove"),
                (Taken, "take"),
                (Depot, "clear"),
            ):
                patch.setattr(owner, name, dying(getattr(owner, name)))
            with suppress(Killed):
                taken_over(archive, depot)
        visit = archive.visit("a", MONTH)
        if visit is None or visit.finished is None or Taken(archive, MONTH).shares():
            taken_over(archive, depot)
        assert [capture.url for capture in archive.captures("a", MONTH)] == [f"http://a.cn/{n}" for n in (1, 2, 3)]
        assert archive.visit("a", MONTH).finished


def test_parts_of_which_nothing_was_taken_stay_so_that_the_next_taker_finds_those_behind_them(tmp_path, depot):
    class Killed(BaseException):
        pass

    class Once(Hands):
        """Is heard once, then whoever hears is ended."""

        def wait(self, hands, timeout):
            if hands[0].begun:
                raise Killed
            return super().wait(hands, timeout)

    whole = {number: packed(Part(messages)) for number, messages in parts()}
    depot.clear(PLACE)
    depot.put(part_name(PLACE, 1), whole[1])
    depot.put(part_name(PLACE, 2), packed(Part((Progress("a", 0, 1, 0),))))
    with Archive(tmp_path / "archive") as archive:
        keeper = Keeper(archive, MONTH, "test")
        keeper.begin("a", "http://a.cn/", now())
        hand = away(archive, depot)
        with suppress(Killed):
            Shards(Once(depot), keeper, settings(), archive.folder, lambda _: None).take_over([hand])
        keeper.close()
        for number in (2, 3, 4, 5):
            depot.put(part_name(PLACE, number + 1), whole[number])
        taken_over(archive, depot)
        assert [capture.url for capture in archive.captures("a", MONTH)] == [f"http://a.cn/{n}" for n in (1, 2, 3)]
        assert archive.visit("a", MONTH).finished


def test_a_part_that_is_not_there_whole_is_waited_for(tmp_path, depot):
    path = tmp_path / "store" / part_name(PLACE, 3)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    with Archive(tmp_path / "archive") as archive:
        hand = away(archive, depot)
        Hands(depot).wait([hand], 0)
        heard = list(hand.hear())
        assert [type(each) for each in heard] == [Begun, Keeping, Keeping]
        assert 3 not in hand.parts
        path.write_bytes(whole)
        Hands(depot).wait([hand], 0)
        assert len(list(hand.hear())) == 4
        assert hand.over


def test_what_a_cluster_may_still_send_is_not_taken_after_a_crawl_here(tmp_path, depot):
    with Archive(tmp_path / "archive") as archive:
        away(archive, depot)
        forget_all(archive, MONTH)
        assert Taken(archive, MONTH).shares() == {}


def test_a_copy_of_an_archive_has_another_name(tmp_path):
    with Archive(tmp_path / "one") as archive:
        name = name_of(archive)
        assert name_of(archive) == name
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "name").write_bytes((tmp_path / "one" / "name").read_bytes())
    with Archive(tmp_path / "two") as copy:
        assert name_of(copy) != name
