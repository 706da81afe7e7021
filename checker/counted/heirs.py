"""Bodies that took the place of others."""

from __future__ import annotations

from collections.abc import Mapping


def heir(id: str, heirs: Mapping[str, str]) -> str:
    """Who has by now taken the place of a body, through as many hands as it went; itself when nobody has."""
    seen: set[str] = set()
    while id in heirs and id not in seen:
        seen.add(id)
        id = heirs[id]
    return id
