"""Keys as they are pressed, without Enter; where there is no keyboard, time just passes."""

from __future__ import annotations

import os
import select
import sys
import termios
import time
import tty
from types import TracebackType
from typing import Any

NAMES = {
    "\x1b[A": "up", "\x1bOA": "up", "k": "up", "\x1b[B": "down", "\x1bOB": "down", "j": "down", "\r": "down", "\n": "down",
    "\x1b[5~": "page up", "b": "page up", "\x1b[6~": "page down", " ": "page down",
    "\x1b[H": "top", "\x1b[1~": "top", "g": "top", "\x1b[F": "bottom", "\x1b[4~": "bottom", "G": "bottom",
    "q": "q", "Q": "q", "\x1b": "q", "\x04": "q",
}  # fmt: skip


class Keys:
    """The keyboard of the terminal, as long as the block lasts; afterwards the terminal is as it was."""

    def __init__(self) -> None:
        self._input = self._descriptor()
        self._before: list[Any] | None = None

    @staticmethod
    def _descriptor() -> int | None:
        try:
            return sys.stdin.fileno() if sys.stdin is not None and sys.stdin.isatty() else None
        except (OSError, ValueError):  # closed, or no file at all
            return None

    def __enter__(self) -> Keys:
        if self._input is not None:
            try:
                self._before = termios.tcgetattr(self._input)
                tty.setcbreak(self._input, termios.TCSANOW)  # what was typed ahead is not lost
            except termios.error:
                self._input = None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._input is not None and self._before is not None:
            try:
                termios.tcsetattr(self._input, termios.TCSADRAIN, self._before)
            except termios.error:  # the terminal is gone
                return

    def wait(self, seconds: float) -> str:
        """The key that is pressed within so long, by its name; "" for none, "end" when the keyboard is gone."""
        if self._input is None:
            time.sleep(seconds)
            return ""
        if not select.select([self._input], [], [], seconds)[0]:
            return ""
        try:
            pressed = os.read(self._input, 32)
        except OSError:
            return "end"
        return NAMES.get(pressed.decode("ascii", "replace"), "") if pressed else "end"
