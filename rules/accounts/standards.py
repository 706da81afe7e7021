"""What the law asks of a budget or of final accounts, by their year: dated data from standards.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any

INCREASES, ALL = "increases", "all"


@dataclass(frozen=True)
class Standard:
    """What the accounts of one kind (`budget`, `final`) and year must show.

    `schedules` are roles of rules.accounts.schedules.schedule; those in `unsettled` were not yet asked of everybody, so that their
    absence is for a person to judge. `explained`: of which changes the reason must be given: "", `increases` or `all`.
    `sources` name the paper behind each of these, by field.
    """

    kind: str
    year: int
    schedules: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    split_vehicles: bool = False
    explained: str = ""
    counts: bool = False
    machine_readable: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def doubtful(self) -> bool:
        """Whether something of it was not yet asked of everybody."""
        return bool(self.unsettled)


@cache
def standard(kind: str, year: int) -> Standard:
    """The standard in force for the accounts of a year; empty before 2013, when cities and counties owed none."""
    found = Standard(kind, year)
    for entry in _entries():
        if kind in entry["kinds"] and entry["from"] <= year:
            found = _with(found, entry)
    return found


@cache
def _entries() -> tuple[Mapping[str, Any], ...]:
    data = tomllib.loads((resources.files("rules.accounts") / "standards.toml").read_text("utf-8"))
    return tuple(sorted(data["entry"], key=lambda entry: int(entry["from"])))


def _with(found: Standard, entry: Mapping[str, Any]) -> Standard:
    said = {name: value for name, value in entry.items() if name not in ("kinds", "from", "source")}
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    values["sources"] = {**found.sources, **dict.fromkeys(said, entry["source"])}
    return replace(found, **values)
