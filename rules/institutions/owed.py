"""What guides and catalogues must tell on a day, from dated data with its source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Owed:
    """The elements owed from a day on: those that surely are, and those of which only a person can say so."""

    since: date
    source: str
    sure: tuple[str, ...]
    doubtful: tuple[str, ...]


@cache
def eras(kind: str) -> tuple[Owed, ...]:
    """What is owed of one kind (guide, application, services), the earliest first."""
    data = tomllib.loads((resources.files("rules.institutions") / "elements.toml").read_text("utf-8"))
    found = (Owed(e["from"], e["source"], tuple(e["sure"]), tuple(e["doubtful"])) for e in data[kind])
    return tuple(sorted(found, key=lambda each: each.since))


def owed(kind: str, day: date) -> Owed | None:
    """What is owed on a day; None before anything was."""
    return next((each for each in reversed(eras(kind)) if each.since <= day), None)
