"""Libraries that are too old: what is installed against the oldest releases without known faults (floors.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.resources import files

from packaging.version import Version


@dataclass(frozen=True)
class Floor:
    """The oldest release of a library that may be used, and the advisories that say so."""

    name: str
    least: Version
    why: str


@cache
def floors() -> tuple[Floor, ...]:
    """All floors, by name."""
    table = tomllib.loads((files("reports") / "floors.toml").read_text("utf-8"))["floors"]
    return tuple(Floor(name, Version(each["least"]), each["why"]) for name, each in sorted(table.items()))


def too_old(version: Callable[[str], str] = metadata.version) -> Iterator[tuple[Floor, str]]:
    """Each floor that an installed library is below, with the release that is installed; one that is not there is not too old."""
    for floor in floors():
        try:
            found = version(floor.name)
        except metadata.PackageNotFoundError:
            continue
        if Version(found) < floor.least:
            yield floor, found
