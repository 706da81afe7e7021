"""Which fields a list of powers must give, by its own day and the day on which it is looked at: dated data from fields.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


def fields_asked(published: date | None, seen: date) -> tuple[str, ...]:
    """The roles that a list made public on a day must give when it is looked at on another, in the order of the papers."""
    asked: tuple[str, ...] = ("name",)
    for entry in sorted(_data()["entry"], key=lambda each: each["from"]):
        is_bound = entry["from"] <= published if published else False
        if (is_bound and entry["from"] <= seen) or entry["settled"] <= seen:
            asked = tuple(entry["fields"])
    return asked


def field_name(role: str) -> str:
    """What the papers call a field."""
    return str(_data()["names"][role])


def given_by(role: str) -> tuple[str, ...]:
    """The roles of the columns and labels that give a field."""
    return (role, *_data()["given_by"].get(role, ()))


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("rules.powers.lists") / "fields.toml").read_text("utf-8"))
