"""How often reports are owed and with what fields, by the day for which they are: dated data from standards.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


def begins() -> date:
    """The day from which there has been such a duty."""
    first: date = min(entry["from"] for entry in _data()["entry"])
    return first


def is_monthly(day: date) -> bool:
    """Whether what is measured on a day must be made public each month, and not only each quarter."""
    return str(_entry(day)["every"]) == "month"


def is_unsure(day: date) -> bool:
    """Whether how often reports are owed could not be confirmed for a day."""
    return bool(_entry(day).get("unsure", False))


def fields_asked(day: date) -> tuple[str, ...]:
    """The roles of the columns that must be given of a measurement of that day."""
    return tuple(_entry(day)["fields"])


def field_name(role: str) -> str:
    """What the papers call a field."""
    return str(_data()["names"][role])


def _entry(day: date) -> Mapping[str, Any]:
    entries = sorted(_data()["entry"], key=lambda each: each["from"])
    return next((each for each in reversed(entries) if each["from"] <= day), entries[0])


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("rules.pollution") / "standards.toml").read_text("utf-8"))
