"""Which columns are to be renewed how often, by their names; the words stand in kinds.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from rules.phrases import squeeze

LEAST = 4  # characters of a column's name that hardly stands in a title


class Kind(StrEnum):
    """A sort of column."""

    NEWS = "news"
    NOTICE = "notice"
    YEARLY = "yearly"


@lru_cache(maxsize=4096)
def kind_of(name: str) -> Kind | None:
    """The sort of a column by its name; None for one that need not be renewed, or of which that is not known."""
    words, plain = _words(), squeeze(name).strip(">»·|-[]()")
    none = words["none"]
    if len(plain) > none["longest"] or any(word in plain for word in none["not"]):
        return None
    for kind in Kind:
        if plain in words[kind]["named"] or any(plain.endswith(end) for end in words[kind]["ends"]):
            return kind
    return None


def list_words() -> tuple[str, ...]:
    """The words by which links to lists of news and of notices are known; those that a title may hold, too, are left out."""
    words = _words()
    names = [name for kind in (Kind.NEWS, Kind.NOTICE) for name in words[kind]["named"] if len(name) >= LEAST]
    return tuple(dict.fromkeys((*words[Kind.NEWS]["ends"][:2], *names)))


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("rules.sites") / "kinds.toml").read_text("utf-8"))
