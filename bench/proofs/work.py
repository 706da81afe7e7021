"""A command of the program as the crash proof takes it: begun in a made workspace, disturbed, and finished by a second start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Work:
    """One command whose every mutating system call is made to fail.

    `prepare` makes the workspace in an empty folder, once: each point gets a copy. `arguments` are those of `gongkai`, run in
    that folder, for the disturbed start and for the one that finishes it. `results` is what the finished work is judged by: a
    text for each thing, compared with an undisturbed run's, byte for byte. `acknowledged` are the records that the stopped work
    had acknowledged; each must be in that of the finished work.
    """

    name: str
    prepare: Callable[[Path], None]
    arguments: Callable[[Path], list[str]]
    results: Callable[[Path], dict[str, str]]
    acknowledged: Callable[[Path], set[str]]
