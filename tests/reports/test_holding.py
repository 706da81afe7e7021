"""The lock of a workspace: who holds it is named, also in the moment in which it is taken."""

import fcntl
import threading
import time

import pytest

from reports import holding as held
from reports.holding import Busy, holding


def test_whoever_comes_second_is_told_who_works(tmp_path):
    with holding(tmp_path, "check"), pytest.raises(Busy) as busy, holding(tmp_path, "crawl"):
        pass
    assert (busy.value.command, busy.value.process.isdecimal()) == ("check", True)


def test_a_holder_that_has_not_said_yet_who_it_is_is_waited_for(tmp_path):
    with (tmp_path / "lock").open("a+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)

        def say():
            time.sleep(0.05)
            file.write(b"7 run")

        threading.Thread(target=say).start()
        with pytest.raises(Busy) as busy, holding(tmp_path):
            pass
    assert (busy.value.process, busy.value.command) == ("7", "run")


def test_one_that_never_says_it_is_not_waited_for_long(tmp_path, monkeypatch):
    monkeypatch.setattr(held, "NAMED_IN", 0.03)
    with (tmp_path / "lock").open("a+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(Busy) as busy, holding(tmp_path):
            pass
    assert (busy.value.process, busy.value.command) == ("", "")


def test_the_lock_is_free_again_and_names_nobody(tmp_path):
    with holding(tmp_path, "check"):
        pass
    assert (tmp_path / "lock").read_bytes() == b""
    with holding(tmp_path, room=False):
        pass
