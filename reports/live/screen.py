"""A part of a terminal that is painted again and again. A terminal that breaks, stalls or changes its size stops nobody else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, RenderableType

EVERY = 1.0  # seconds between two pictures
PATIENCE = 1.0  # seconds that a stalled terminal is waited for at the end
HIDE, SHOW = "\x1b[?25l", "\x1b[?25h"
ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
LINE_END, BELOW, CLEAR = "\x1b[K", "\x1b[J", "\x1b[2J\x1b[H"


def can_paint(console: Console) -> bool:
    """Whether what the console writes to is a terminal on which lines can be written anew; colours that are forced make none."""
    return console.file.isatty() and not console.is_dumb_terminal


class Screen:
    """Pictures one in the place of the other; `whole` takes the whole terminal, and gives it back as it was."""

    def __init__(self, console: Console, whole: bool = False) -> None:
        self._console, self._whole = console, whole
        self._lines = 0
        self._size = console.size
        self._first = True
        self.is_broken = False

    def paint(self, picture: RenderableType, top: int = 0, foot: RenderableType | None = None) -> int:
        """Shows a picture from its line `top`, and the foot below; returns how many lines of it do not fit."""
        size = self._console.size
        try:
            lines, below = self._rendered(picture), [] if foot is None else self._rendered(foot)
        except (OSError, ValueError):  # rich flushes what it does not write
            self.is_broken = True
            return 0
        room = max(size.height - 1 - len(below), 1)
        shown = [*lines[top : top + room], *below]
        before = self._before(size != self._size)
        self._lines, self._size, self._first = len(shown), size, False  # before it is written: that may be interrupted
        self._write(before + f"{LINE_END}\n".join(shown) + LINE_END + BELOW)
        return max(len(lines) - room, 0)

    def _rendered(self, picture: RenderableType) -> list[str]:
        with self._console.capture() as taken:
            self._console.print(picture)
        return taken.get().rstrip("\n").split("\n")

    def _before(self, is_resized: bool) -> str:
        if self._first:
            return HIDE + (ENTER + CLEAR if self._whole else "")
        if is_resized:
            return CLEAR
        if self._whole:
            return "\x1b[H"
        return "\r" + (f"\x1b[{self._lines - 1}A" if self._lines > 1 else "")

    def close(self) -> None:
        """Gives the terminal back: nothing of the pictures stays."""
        if not self._first:
            self._write((LEAVE if self._whole else self._before(False) + BELOW) + SHOW)
            self._first, self._lines = True, 0

    def _write(self, text: str) -> None:
        if self.is_broken:
            return
        try:
            self._console.file.write(text)
            self._console.file.flush()
        except (OSError, ValueError):  # it hung up, or was closed
            self.is_broken = True


@contextmanager
def painting(console: Console, draw: Callable[[], RenderableType]) -> Iterator[None]:
    """Paints what `draw` returns every second, in a thread of its own, as long as the block lasts."""
    screen, over = Screen(console), threading.Event()

    def paint() -> None:
        try:
            while not screen.is_broken and not over.wait(EVERY):
                screen.paint(draw())
        finally:
            screen.close()

    thread = threading.Thread(target=paint, name="live view", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(PATIENCE)
