"""What had come when a crawl was killed is not asked for again; what is torn, old or kept since is not taken for an answer."""

import asyncio
import os
import time
from datetime import datetime
from itertools import islice

import pytest

from crawler.families import leads
from crawler.families.page import Seen
from crawler.laid_by import LASTS, LaidBy, sweep
from crawler.outcome import Answer
from crawler.period import CHINA, Period
from crawler.snapshot import Reason

MONTH = Period(2013, 7)
MOMENT = datetime(2013, 7, 3, 9, 0, 1, 2, tzinfo=CHINA)
PAGE = Answer(
    "http://a.cn/1", "http://a.cn/1", MOMENT, 200, b"HTTP/1.1 200 OK\r\n\r\n", b"\n\0x", None, "tls_expired", 1.5
)


def left_by(folder, *answers, fetched=3):
    """What a process leaves that had so many addresses behind it when these answers came."""
    laid = LaidBy(folder, MONTH)
    laid.begin("czj", fetched)
    for answer in answers:
        laid.put("czj", answer)


def found_by(folder, fetched=3, site="czj"):
    laid = LaidBy(folder, MONTH)
    laid.begin(site, fetched)
    return laid.take(site, PAGE.url)


def test_an_answer_comes_back_as_it_was_and_once(tmp_path):
    left_by(tmp_path, PAGE)
    laid = LaidBy(tmp_path, MONTH)
    laid.begin("czj", 3)
    assert laid.take("czj", PAGE.url) == PAGE
    assert laid.take("czj", PAGE.url) is None


@pytest.mark.parametrize("status", [301, 302, 408, 429, 500, 503, None])
def test_what_may_pass_is_asked_for_again(tmp_path, status):
    left_by(tmp_path, Answer(PAGE.url, PAGE.url, MOMENT, status))
    left_by(tmp_path, Answer(PAGE.url, PAGE.url, MOMENT, 200, reason=Reason.RESET))
    assert found_by(tmp_path) is None


def test_what_was_kept_since_is_no_answer(tmp_path):
    left_by(tmp_path, PAGE, fetched=3)
    assert found_by(tmp_path, fetched=4) is None
    assert not list(tmp_path.iterdir())


def test_another_site_or_month_has_its_own(tmp_path):
    left_by(tmp_path, PAGE)
    assert found_by(tmp_path, site="cz") is None
    later = LaidBy(tmp_path, Period(2013, 8))
    later.begin("czj", 3)
    assert later.take("czj", PAGE.url) is None
    assert found_by(tmp_path) == PAGE


def test_nothing_torn_or_old_is_taken(tmp_path):
    for size in range(0, 140, 7):
        left_by(tmp_path, PAGE)
        (path,) = tmp_path.iterdir()
        path.write_bytes(path.read_bytes()[:size])
        assert found_by(tmp_path) is None
    left_by(tmp_path, PAGE)
    (path,) = tmp_path.iterdir()
    os.utime(path, times=(0, time.time() - LASTS - 9))
    assert found_by(tmp_path) is None


def test_a_disk_that_refuses_is_done_without(tmp_path):
    (tmp_path / "answers").write_text("no folder")
    left_by(tmp_path / "answers", PAGE)
    assert found_by(tmp_path / "answers") is None


def test_the_file_goes_when_what_was_made_of_it_lasts(tmp_path):
    async def work():
        laid = LaidBy(tmp_path, MONTH)
        laid.begin("czj", 3)
        laid.put("czj", PAGE)
        kept = asyncio.get_running_loop().create_future()
        laid.lasts("czj", 4, kept)
        before = len(list(tmp_path.iterdir()))
        kept.set_result(None)
        await asyncio.sleep(0)
        return before, len(list(tmp_path.iterdir()))

    assert asyncio.run(work()) == (1, 0)


def test_what_nobody_comes_back_for_is_swept_away(tmp_path):
    left_by(tmp_path / "answers", PAGE)
    sweep(tmp_path, MONTH, ())
    (path,) = (tmp_path / "answers").iterdir()
    os.utime(path, times=(0, time.time() - LASTS - 9))
    sweep(tmp_path, MONTH, ())
    assert not list((tmp_path / "answers").iterdir())


@pytest.mark.parametrize(("month", "done"), [(Period(2013, 8), ["czj"]), (MONTH, ["cz", "czj.3"])])
def test_what_is_left_of_a_site_that_is_done_is_swept_away_and_nothing_else(tmp_path, month, done):
    left_by(tmp_path / "answers", PAGE)
    (tmp_path / "answers" / "x").touch()
    sweep(tmp_path, month, done)
    assert len(list((tmp_path / "answers").iterdir())) == 2
    sweep(tmp_path, MONTH, ["czj"])
    assert [path.name for path in (tmp_path / "answers").iterdir()] == ["x"]


def test_a_long_list_takes_no_longer_than_it_is_long():
    def seconds(count):
        body = b"[" + b'{"url":"/x.html","title":"abc"},' * count + b"{}]"
        began = time.thread_time()
        list(islice(leads(Seen("http://a.cn/x.json", body, "application/json")), count))
        return time.thread_time() - began

    assert seconds(200_000) < 40 * seconds(20_000)
