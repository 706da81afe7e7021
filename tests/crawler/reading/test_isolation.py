"""A file is read where it can hurt nothing: without network, disk, time or memory beyond its own."""

import signal
import socket
import sys
import time

import pytest

from crawler.kept_readings import lasts
from crawler.reading import File, Pool, doubts, limits, read_safely
from crawler.reading.pool import Child
from crawler.reading.value import Reading

MISBEHAVING = (sys.executable, "-m", "tests.crawler.reading.misbehaving")


@pytest.fixture
def pool():
    with Pool(1, MISBEHAVING) as pool:
        yield pool


def said(pool, *words):
    return [
        (seen.text, seen.doubts) for seen in read_safely([File(word.encode(), "http://a/") for word in words], pool)
    ]


def text(pool, word):
    return said(pool, word)[0][0]


def test_the_child_and_what_it_starts_reach_no_network(pool):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        port = listening.getsockname()[1]
        assert said(pool, f"connect {port}", f"start {port}") == [("PermissionError", ()), ("", ())]
        with pytest.raises(TimeoutError):
            listening.accept()


def test_the_same_child_without_limits_would_have_connected(monkeypatch):
    from tests.crawler.reading import misbehaving

    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert misbehaving.ACTS["connect"](str(listening.getsockname()[1])) == "connected"


def test_nothing_is_written_to_disk(pool, tmp_path):
    assert text(pool, f"write {tmp_path / 'file'}") == "OSError"
    assert (tmp_path / "file").stat().st_size == 0


def test_memory_has_an_end(pool):
    assert text(pool, f"hold {limits.CHILD_MEMORY}") == "MemoryError"
    assert text(pool, f"hold {limits.CHILD_MEMORY // 4}") == str(limits.CHILD_MEMORY // 4)


def test_time_has_an_end_and_the_next_file_is_read():
    began = time.monotonic()
    with Pool(1, MISBEHAVING, wall=5) as pool:
        found = said(pool, "sleep 60", "spin", "echo 好")
    assert found == [
        ("", ("parse_limit", "reading_timeout")),
        ("", ("parse_limit", "reading_timeout")),
        ("好", ()),
    ]
    assert time.monotonic() - began < 16


def test_where_eyes_ran_out_of_time_the_reading_is_not_the_last_word():
    unread = Reading("image/png", doubts=(doubts.PICTURE,))
    with Pool(1, MISBEHAVING) as pool:
        pool._eyes = Child(MISBEHAVING, wall=0.2)
        found = pool._looked_at(File(b"sleep 60", "http://a/"), unread)
        assert found.doubts == (doubts.PICTURE, doubts.LIMIT, doubts.LATE)
    assert not lasts(found)


@pytest.mark.parametrize(
    ("deed", "doubt"),
    [
        (f"crash {signal.SIGSEGV}", "doc_unreadable"),
        (f"crash {signal.SIGKILL}", "parse_limit"),
        (f"crash {signal.SIGXCPU}", "parse_limit"),
        ("exit 0", "doc_unreadable"),
    ],
)
def test_a_child_that_ends_is_an_outcome_of_its_file_alone(pool, deed, doubt):
    assert [doubts for _, doubts in said(pool, "echo a", deed, "echo b")] == [(), (doubt,), ()]


@pytest.mark.parametrize("size", [limits.ANSWER_BYTES, limits.CHILD_MEMORY // 3])
def test_of_an_answer_without_end_the_beginning_is_kept(pool, size):
    (answer, found), (after, _) = said(pool, f"endless {size}", "echo b")
    assert (len(answer), found, after) == (limits.ANSWER_BYTES // 8, ("parse_limit",), "b")


def test_what_a_parser_prints_is_no_answer(pool):
    assert text(pool, "print xxxxxxxx") == "8000"


def test_children_are_used_again_and_replaced_in_time(pool, monkeypatch):
    monkeypatch.setattr(limits, "CHILD_FILES", 3)
    pids = [text(pool, "served") for _ in range(6)]
    assert pids[0] == pids[1] != pids[2] == pids[3] == pids[4] != pids[5]


def test_files_larger_than_a_pipe_go_through(pool):
    large = "字" * 1_000_000
    assert text(pool, f"echo {large}") == large
