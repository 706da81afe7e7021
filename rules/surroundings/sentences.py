"""The sentences of a text, and their parts between semicolons of any width."""

from __future__ import annotations

import re

from rules.phrases import squeeze

LONGEST = 2000  # characters; what is longer is no sentence


def sentences(text: str) -> list[str]:
    """What stands between full stops, semicolons and line ends, each squeezed; what is too long for a sentence is left out."""
    return [squeeze(part) for part in re.split("[。；;\n]", text) if part.strip() and len(part) <= LONGEST]
