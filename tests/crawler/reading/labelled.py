"""Pages with what they say of themselves written beside them: tests/pages/LAYOUT/CASE.html and .toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

FETCHED = date(2026, 11, 1)  # of all of them
FOLDER = Path(__file__).parents[2] / "pages"


@dataclass(frozen=True)
class Labelled:
    """A page and its truth. `text` must be in the main text, `absent` must not."""

    name: str
    body: bytes
    url: str
    title: str
    published: date | None = None
    published_from: str = ""
    written: date | None = None
    issuer: str = ""
    columns: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def layout(self) -> str:
        """The kind of page, which is its folder."""
        return self.name.partition("/")[0]


@cache
def pages(folder: Path = FOLDER) -> dict[str, Labelled]:
    """Every labelled page of a folder by name."""
    found = {}
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        found[name] = Labelled(name, path.read_bytes(), **tomllib.loads(path.with_suffix(".toml").read_text("utf-8")))
    return found
