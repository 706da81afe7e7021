"""A limit on time is stretched by the pace of the moment, and can still be missed."""

import time

import pytest

from bench import pace


def work(seconds):
    """Keeps a processor busy for so long."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_what_takes_longer_is_found_out(monkeypatch):
    monkeypatch.setattr(pace, "slowness", lambda: 1.0)
    with pytest.raises(AssertionError, match="at a pace of"), pace.within(0.05):
        work(0.1)


def test_at_a_slower_pace_more_time_is_given(monkeypatch):
    monkeypatch.setattr(pace, "slowness", lambda: 4.0)
    with pace.within(0.05):
        work(0.1)


def test_no_machine_is_quicker_than_alone():
    assert pace.slowness() >= 1
