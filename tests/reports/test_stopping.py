"""Signals end a command like a person: the first within its block, a second at once, with the same exit code."""

import os
import signal
import subprocess
import sys

import pytest

from reports.stopping import SIGNALS

PROGRAM = """
import os, signal, sys, time
from reports.stopping import stoppable
def work():
    try:
        with stoppable(lambda: print("again", flush=True)):
            try:
                os.kill(os.getpid(), int(sys.argv[1]))
                time.sleep(5)
            finally:
                if sys.argv[2:] == ["within"]:
                    os.kill(os.getpid(), int(sys.argv[1]))
                    time.sleep(5)
    except KeyboardInterrupt:
        print("once", flush=True)
        if sys.argv[2:] == ["after"]:
            os.kill(os.getpid(), int(sys.argv[1]))
            time.sleep(0.1)
    return 3
sys.exit(work())
"""


def said(number, *more):
    words = [sys.executable, "-c", PROGRAM, str(int(number)), *more]
    done = subprocess.run(
        ["env", "--default-signal=INT,TERM,HUP", *words],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.split(), done.stderr


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_the_block(number):
    assert said(number) == (3, ["once"], "")


def test_a_second_one_ends_the_process_with_the_same_code():
    assert said(signal.SIGINT, "within") == (3, ["again"], "")


def test_one_that_comes_late_changes_nothing():
    assert said(signal.SIGINT, "after") == (3, ["once"], "")
