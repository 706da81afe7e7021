"""Official abbreviations (环评, 水保, 低保), written out before names are compared."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources


@lru_cache(maxsize=20_000)
def written_out(text: str) -> str:
    """A squeezed name with its abbreviations written out, each wording of a term as abbreviations.toml has it in full."""
    return _pattern().sub(lambda found: _terms()[found[0]], text)


@cache
def _pattern() -> re.Pattern[str]:
    """Every wording, longest first, so that 环评 within a full term is never looked at."""
    return re.compile("|".join(_guarded(word) for word in sorted(_terms(), key=len, reverse=True)))


@cache
def _terms() -> Mapping[str, str]:
    return {
        word: entry["full"]
        for entry in _entries().values()
        for word in (entry["short"], entry["full"], *entry.get("same", ()))
    }


def _guarded(word: str) -> str:
    entry = _entries().get(word, {})
    before, after = entry.get("but_after"), entry.get("but_before")
    return (f"(?<![{before}])" if before else "") + re.escape(word) + (f"(?![{after}])" if after else "")


@cache
def _entries() -> Mapping[str, Mapping[str, str]]:
    data = tomllib.loads((resources.files("rules.powers.naming") / "abbreviations.toml").read_text("utf-8"))
    return {entry["short"]: entry for entry in data["abbreviation"]}
