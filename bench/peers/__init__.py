"""The crawlers that are compared: how each is started, and whether it is there.

A peer is a module with a `command`. What is missing on this machine is said to be missing; nothing stands in for it.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Job:
    """What to crawl: the sites' homes by key. `folder` is the peer's own, and may hold what an earlier month left."""

    homes: dict[str, str]
    folder: Path
    period: str

    @property
    def addresses(self) -> list[str]:
        """Where to begin."""
        return list(self.homes.values())


@dataclass(frozen=True)
class Peer:
    """One crawler. `remembers` when it can crawl a second month into the same folder."""

    name: str
    command: Callable[[Job], Sequence[str]]
    program: str = ""
    modules: tuple[str, ...] = ()
    remembers: bool = False

    @property
    def lacks(self) -> str:
        """What of it is not installed, or ""."""
        if self.program and not shutil.which(self.program):
            return self.program
        return next((name for name in self.modules if importlib.util.find_spec(name) is None), "")


def script(name: str, *arguments: str) -> list[str]:
    """The command of a peer that is a script of this folder."""
    return [sys.executable, str(HERE / name), *arguments]
