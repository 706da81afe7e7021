"""Whether anything at all was touched since a month was done: told by digests of files, within a moment, without reading any of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, is_dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from crawler.period import Period
from reports.workspace import Workspace

PROGRAM = ("gongkai", "chinesecalendar")
SETTLED = ("*.toml", "*.csv", "*.xlsx", "schemes/*.toml")  # what people write into a workspace, and steps read
COUNTER = slice(24, 28)  # of the header of an SQLite file: it changes with every transaction


def digest(*parts: object) -> str:
    """A digest of values: numbers, words, days, and tables, lists and values of these."""
    return sha256(json.dumps(parts, default=_plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:24]


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    return dict(value) if isinstance(value, Mapping) else str(value)


def untouched(workspace: Workspace, period: Period, *words: object) -> str:
    """A digest that stays as it is only while nothing at all was touched; when it changed, the others say what that means."""
    return digest(str(period), program(), words, list(_files(workspace)), list(_counters(workspace)))


def program() -> list[str]:
    """This program and what it takes from others without saying so, each with its version."""
    return [f"{name} {version(name)}" for name in PROGRAM]


def _files(workspace: Workspace) -> Iterator[tuple[str, str]]:
    for pattern in SETTLED:
        for path in sorted(workspace.folder.glob(pattern)):
            if path.is_file():
                yield str(path.relative_to(workspace.folder)), sha256(path.read_bytes()).hexdigest()


def _counters(workspace: Workspace) -> Iterator[tuple[str, str]]:
    for path in (workspace.var / "archive" / "archive.db", workspace.var / "gongkai.sqlite"):
        is_hot = Path(f"{path}-journal").exists()
        yield path.name, _counter(path) + "hot" * is_hot


def _counter(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return file.read(COUNTER.stop)[COUNTER].hex()
