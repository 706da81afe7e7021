"""The crawlers that are compared: how each is started, and whether it is there.

A peer is a module with a `command`. What is missing on this machine is said to be missing; nothing stands in for it.
Programs are looked for on the PATH. Packages that this project does not need are best in an environment beside it, whose
interpreter the variable PEERS_PYTHON names; those for JavaScript in a folder node_modules that NODE_PATH names:

    python3 -m venv peers && peers/bin/pip install 'crawlee[beautifulsoup,parsel]' linkchecker
    npm install --prefix js crawlee linkinator
    PEERS_PYTHON=peers/bin/python NODE_PATH=js/node_modules PATH=peers/bin:js/node_modules/.bin:$PATH python bench/limit.py
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PYTHON = os.environ.get("PEERS_PYTHON", sys.executable)


@dataclass(frozen=True)
class Job:
    """What to crawl: the sites' homes by key. `folder` is the peer's own, and may hold what an earlier month left.

    `seed` and `full` are the city's, for who needs to know its bodies, too.
    """

    homes: dict[str, str]
    folder: Path
    period: str
    seed: int = 1
    full: bool = False

    @property
    def addresses(self) -> list[str]:
        """Where to begin."""
        return list(self.homes.values())


@dataclass(frozen=True)
class Peer:
    """One crawler. `remembers` when it can crawl a second month into the same folder.

    `check` says what is wrong with what it stored, given the SHA-256 of every page that is due, by its address. `asks` is a
    command that fails where something that it needs is not installed.
    """

    name: str
    command: Callable[[Job], Sequence[str]]
    program: str = ""
    modules: tuple[str, ...] = ()
    remembers: bool = False
    check: Callable[[Path, Mapping[str, str]], Iterator[str]] | None = None
    asks: tuple[str, ...] = ()

    @property
    def lacks(self) -> str:
        """What of it is not installed, or ""."""
        if self.program and not shutil.which(self.program):
            return self.program
        if self.asks and subprocess.run(self.asks, capture_output=True, check=False).returncode:
            return " ".join(self.asks[-1:])
        return next((name for name in self.modules if importlib.util.find_spec(name) is None), "")


def script(name: str, *arguments: str) -> list[str]:
    """The command of a peer that is a script of this folder."""
    return [sys.executable, str(HERE / name), *arguments]
