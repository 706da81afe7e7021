"""The oldest releases of libraries that have no known holes (floors.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
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
