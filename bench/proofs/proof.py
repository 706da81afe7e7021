"""What a proof is: a goal, how its figure is found, and what must be found out when a defence is taken away."""

from __future__ import annotations

import importlib
import pkgutil
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from bench.proofs.suites import folder


class Size(Enum):
    """How much of a proof is run: a few seconds of it by a test, or all that the goal names."""

    SHORT = "short"
    WHOLE = "whole"


@dataclass(frozen=True)
class Figure:
    """What one run found: whether the goal was reached, and the figure in one line.

    `wrong` names what should not be, for the log; `left` names what the goal asks and this run did not look at, with the reason.
    """

    reached: bool
    said: str
    wrong: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


Run = Callable[[Size, Path], Figure]  # the folder is empty, for whatever the run needs


@dataclass(frozen=True)
class Proof:
    """One line of the table.

    `goal` is the figure to reach. `control` names the defence that `without` takes away: its figure must not be reached, or
    the proof proves nothing. `minutes` is what the whole form takes with its control on two quiet cores. `needs` are programs
    without which it cannot be run, `data` the suites of others' files that its
    whole form is run over. `quiet` says that it measures time or memory, so nothing else may run beside it.
    `short` is the file of tests that stands for its short form, where that would take too long.
    """

    name: str
    goal: str
    prove: Run
    control: str
    without: Run
    minutes: float
    needs: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    quiet: bool = False
    short: str = ""

    def lacks(self, size: Size) -> tuple[str, ...]:
        """The programs, and for the whole form the suites, that are not on this machine."""
        programs = tuple(program for program in self.needs if not shutil.which(program))
        data = tuple(f"the suite {name}" for name in self.data if folder(name) is None) if size is Size.WHOLE else ()
        return programs + data


@cache
def proofs() -> dict[str, Proof]:
    """All proofs by name, in the order of their names; ValueError when two have the same."""
    found: dict[str, Proof] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        for each in getattr(importlib.import_module(f"bench.proofs.{module.name}"), "PROOFS", ()):
            if each.name in found:
                raise ValueError(f"two proofs are named {each.name}")
            found[each.name] = each
    return dict(sorted(found.items()))
