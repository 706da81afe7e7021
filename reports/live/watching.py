"""`--watch`: a view that stays on the terminal and is shown again whenever the results behind it change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.text import Text

from crawler.refusal import Refusal
from reports.lines import Wrapped
from reports.live.keys import Keys
from reports.live.screen import Screen, can_paint
from reports.marks import BAD, DIM
from reports.session import Session, Usage
from reports.wording import plain
from reports.workspace import NoWorkspace

DONE = 0
EVERY = 1.0  # seconds between two looks at the stamps of the files
FILES = ("gongkai.toml", "departments.csv", "departments.xlsx", "var/gongkai.sqlite")
Stamps = tuple[tuple[str, int, int, int], ...]


class Taken(Console):
    """Takes what a command prints instead of showing it."""

    def __init__(self) -> None:
        super().__init__(highlight=False)
        self.parts: list[RenderableType] = []

    def print(self, *objects: Any, **more: Any) -> None:
        """Keeps what was to be printed."""
        self.parts += objects or ("",)


def watch(session: Session, command: Callable[[Session], int]) -> int:
    """Shows what a command prints, and again when the files behind it change, until q or Ctrl-C; 0.

    Nothing is judged anew and nothing is locked: only the stamps of the files are looked at. What the command refuses at first is
    refused; later that is shown in its place, for it may pass. Raises Usage where there is no terminal, or no text is asked for.
    """
    options = session.options
    if getattr(options, "format", "text") != "text" or getattr(options, "output", None):
        raise Usage("--watch 只用于在屏幕上显示，不能与 --format 或 --output 一起用")
    if not can_paint(session.out):
        raise Usage("--watch 需要一个终端；只看一次请去掉 --watch")
    return _Watched(session, command, [session.workspace().folder / name for name in FILES]).go()


class _Watched:
    def __init__(self, session: Session, command: Callable[[Session], int], files: Sequence[Path]) -> None:
        self._session, self._command, self._files = session, command, files
        self._began = monotonic()
        self._stamps = _stamps(files)
        self._picture = self._taken()
        self._moment = self._session.now + timedelta(seconds=monotonic() - self._began)
        self._top = self._beyond = 0
        self._is_stale = True

    def _taken(self) -> RenderableType:
        taken = Taken()
        self._command(replace(self._session, out=taken, err=taken))
        return Group(*taken.parts)

    def go(self) -> int:
        """Paints and listens until somebody has enough."""
        screen, size = Screen(self._session.out, whole=True), self._session.out.size
        with Keys() as keys:
            try:
                while not screen.is_broken:
                    if self._is_stale or self._session.out.size != size:
                        size = self._session.out.size
                        beyond = screen.paint(self._picture, self._top, self._foot())
                        self._is_stale, self._beyond = beyond != self._beyond, beyond
                        continue
                    key = keys.wait(EVERY)
                    if key in ("q", "end"):
                        break
                    self._turn(key)
                    self._look()
            except KeyboardInterrupt:
                pass
            finally:
                screen.close()
        return DONE

    def _foot(self) -> RenderableType:
        say = self._session.wording.say
        told = say("{moment} 的情况，有变化就重新显示；q 结束", moment=self._moment.strftime("%H:%M:%S"))
        if self._beyond or self._top:
            told = say("{told}，↑↓ 空格翻看", told=told)
        return Group(Text(), Wrapped(Text(told, style=DIM)))

    def _turn(self, key: str) -> None:
        """Moves the view within what there is to see."""
        page = max(self._session.out.size.height - 4, 1)
        steps = {"up": -1, "down": 1, "page up": -page, "page down": page, "top": -self._top, "bottom": self._beyond}
        top = min(max(self._top + steps.get(key, 0), 0), self._beyond)
        self._is_stale |= top != self._top
        self._top = top

    def _look(self) -> None:
        """Takes the view anew when the files have changed since."""
        stamps = _stamps(self._files)
        if stamps == self._stamps:
            return
        try:
            self._picture = self._taken()
        except sqlite3.Error:  # it is being written to; the next look will do
            return
        except (Refusal, Usage, NoWorkspace) as error:
            self._picture = Group(*(Wrapped(Text(words, style=BAD)) for words in _told(error, self._session)))
        self._stamps, self._moment, self._is_stale = (
            stamps,
            self._session.now + timedelta(seconds=monotonic() - self._began),
            True,
        )


def _told(error: Refusal | Usage | NoWorkspace, session: Session) -> list[str]:
    """Why there is nothing to show just now."""
    if isinstance(error, Refusal):
        return [session.wording.fault(fault) for fault in error.faults]
    if isinstance(error, Usage):
        return [session.wording.say(error.template, **error.values)]
    return [session.wording.say("工作区不见了：{folder}", folder=plain(str(error)))]


def _stamps(files: Iterable[Path]) -> Stamps:
    """What tells these files from what they were; those that are not there have none."""
    found = []
    for path in files:
        try:
            known = path.stat()
        except OSError:
            continue
        found.append((path.name, known.st_mtime_ns, known.st_size, known.st_ino))
    return tuple(found)
