"""What a disk refuses is given up whole: nothing half kept is ever committed, and the crawl can go on."""

import errno
import hashlib
import os
import sqlite3
import threading
from datetime import datetime

import pytest

from crawler import warc
from crawler.archive import Archive, ArchiveDamaged
from crawler.families import Lead
from crawler.frontier import Changes, Row, State
from crawler.keeping import Keeper, Step
from crawler.outcome import GOOD, Answer
from crawler.outlinks import Outlinks
from crawler.period import CHINA, Period
from crawler.politeness import now
from crawler.recording import keep
from crawler.verify import verify

ROUNDS = 50
JULY = Period(2013, 7)
HOME = "http://a.cn/"


def step(number, size=100):
    """One page that leads somewhere."""
    url = f"{HOME}{number}.html"
    row = Row(url, Lead(url), "", 0)
    body = hashlib.shake_256(url.encode()).digest(size)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    answer = Answer(url, url, datetime(2013, 7, 3, 9, number, tzinfo=CHINA), 200, head, body)
    kept = keep(row, answer, GOOD, Outlinks("t", "l", ()))
    return Step("czj", (kept,), Changes(added=((row, State.DONE),)))


def refuse(*arguments):
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def interrupt(*arguments):
    raise KeyboardInterrupt


def broken_sync(keeper, patch):
    real, asked = os.fsync, []

    def once(descriptor):
        asked.append(descriptor)
        return refuse() if len(asked) == 1 else real(descriptor)

    patch.setattr(warc.os, "fsync", once)
    keeper.flush()


def broken_commit(keeper, patch):
    patch.setattr(type(keeper.archive.db), "commit", refuse)
    keeper.flush()


def broken_record(keeper, patch):
    """The second record of a step is not written."""
    append = warc.WarcFile.append

    def second(file, record):
        patch.setattr(warc.WarcFile, "append", refuse)
        return append(file, record)

    patch.setattr(warc.WarcFile, "append", second)
    keeper.apply(step(3))


def broken_off(keeper, patch):
    """Ctrl-C in the middle of a step."""
    patch.setattr(keeper, "_change", interrupt)
    keeper.apply(step(3))


def state(folder):
    with sqlite3.connect(folder / "archive.db") as db:
        return [
            db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in ("captures", "records", "frontier")
        ]


@pytest.mark.parametrize("fault", [broken_sync, broken_commit, broken_record, broken_off])
@pytest.mark.parametrize("size", [100, 50_000])
def test_what_fails_is_given_up_whole(tmp_path, monkeypatch, fault, size):
    with Archive(tmp_path) as archive:
        keeper = Keeper(archive, JULY, "test")
        keeper.begin("czj", HOME, now())
        keeper.apply(step(1, size))
        keeper.flush()
        before = state(tmp_path)
        keeper.apply(step(2, size))
        with monkeypatch.context() as patch, pytest.raises((OSError, KeyboardInterrupt)):
            fault(keeper, patch)
        keeper.apply(step(4, size))  # what others still hand over
        keeper.close()
    assert state(tmp_path) == before
    assert list(verify(tmp_path)) == []
    with Archive(tmp_path) as archive:
        keeper = Keeper(archive, JULY, "test")
        for number in (2, 3, 4):
            keeper.apply(step(number, size))
        keeper.close()
        assert len(list(archive.captures("czj", JULY))) == 4
    assert list(verify(tmp_path)) == []


def test_nothing_is_put_in_the_place_of_a_file_that_is_gone(tmp_path):
    with Archive(tmp_path) as archive:
        keeper = Keeper(archive, JULY, "test")
        keeper.begin("czj", HOME, now())
        keeper.apply(step(1))
        keeper.close()
        (file,) = tmp_path.glob("warc/*/*")
        file.unlink()
        with pytest.raises(ArchiveDamaged):
            Keeper(archive, JULY, "test").apply(step(2))
    assert not file.exists()


def test_a_check_beside_a_crawl_finds_nothing(tmp_path):
    def crawl():
        with Archive(tmp_path) as archive:
            keeper = Keeper(archive, JULY, "test")
            keeper.begin("czj", HOME, now())
            keeper.flush()
            begun.set()
            for number in range(ROUNDS):
                keeper.apply(step(number))
                keeper.flush()
            keeper.close()

    begun = threading.Event()
    crawling = threading.Thread(target=crawl)
    crawling.start()
    begun.wait()
    while crawling.is_alive():
        assert list(verify(tmp_path)) == []
    assert len(state(tmp_path)[0]) == ROUNDS
