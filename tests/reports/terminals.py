"""Real calls of the program: on a pseudo-terminal, on pipes, under environments of all sorts."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-c", "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"]
BARE = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": os.environ.get("HOME", "/")}
FRAME = re.compile(r"\x1b\[(?:H|2J\x1b\[H|\d+A)|\r(?!\n)")
END = "\x1e"
LEADER = f'trap : INT; "$0" "$@"; printf \'{END}%s \\n\' $?; read over'  # when the first of a session ends, what it said last is lost
CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")


def called(*words, env=None, **more):
    """The finished process of a call with nothing in its environment but `env`."""
    return subprocess.run(
        [*PROGRAM, *map(str, words)], env={**BARE, **(env or {})}, capture_output=True, timeout=120, check=False, **more
    )


def _on_terminal():
    """The terminal is its own, and Ctrl-C means what it means there, even when the tests run in the background of a shell."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class OnTerminal:
    """A call on a terminal of so many rows and columns."""

    def __init__(self, *words, rows=24, columns=80, env=None):
        self._here, there = pty.openpty()
        self.resize(rows, columns)
        env = {**BARE, "TERM": "xterm-256color", "LANG": "C.UTF-8", **(env or {})}
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", LEADER, *PROGRAM, *map(str, words)], stdin=there, stdout=there, stderr=there, env=env,
            start_new_session=True, preexec_fn=_on_terminal,
        )  # fmt: skip
        os.close(there)
        self.said = b""

    def resize(self, rows, columns):
        """Makes it another size."""
        fcntl.ioctl(self._here, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys):
        """Types something."""
        os.write(self._here, keys.encode())

    def until(self, words, seconds=60.0):
        """Listens until something is said; returns whether it was."""
        end = time.monotonic() + seconds
        while words not in (self.said.decode("utf-8", "replace") if words == END else self.text):
            left = end - time.monotonic()
            if left <= 0 or not select.select([self._here], [], [], left)[0]:
                return False
            try:
                said = os.read(self._here, 65536)
            except OSError:
                said = b""
            if not said:
                return False
            self.said += said
        return True

    def hang_up(self):
        """The terminal is gone."""
        os.close(self._here)
        self._here = -1

    def ended(self, seconds=60.0):
        """The exit code."""
        assert self.until(END, seconds), self.text
        code = int(self.said.decode("utf-8", "replace").split(END)[1].split()[0])
        self.press("\n")
        self.process.wait(seconds)
        self.hang_up()
        return code

    @property
    def text(self):
        """All that it said."""
        return self.said.decode("utf-8", "replace").split(END)[0]

    @property
    def picture(self):
        """The last picture, without codes."""
        frames = [CODES.sub("", each) for each in FRAME.split(self.text)]
        return next((each for each in reversed(frames) if each.strip()), "")
