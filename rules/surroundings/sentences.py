"""The sentences of a text, and their parts between semicolons of any width."""

from __future__ import annotations

import re

from rules.phrases import squeeze


def sentences(text: str) -> list[str]:
    """What stands between full stops, semicolons and line ends, each squeezed."""
    return [squeeze(part) for part in re.split("[。；;\n]", text) if part.strip()]
