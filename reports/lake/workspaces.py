"""Whose results go into a lake: workspaces, folders of workspaces, and lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reports.session import Usage
from reports.workspace import FILE


def workspaces_in(words: Iterable[str]) -> list[Path]:
    """The folders of workspaces that words name, in order, each once.

    A word is a workspace, a folder that holds workspaces, or a file that lists either, one a line. Raises Usage and OSError.
    """
    return list(dict.fromkeys(folder for word in words for folder in _named(Path(word))))


def _named(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield from _listed(path)
        return
    found = list(_inside(path))
    if not found:
        raise Usage("{path} 不是工作区，里面也没有工作区", path=str(path))
    yield from found


def _inside(path: Path) -> Iterator[Path]:
    if (path / FILE).is_file():
        yield path.resolve()
    elif path.is_dir():
        yield from (each.resolve() for each in sorted(path.iterdir()) if (each / FILE).is_file())


def _listed(path: Path) -> Iterator[Path]:
    """The workspaces that a list names, relative to where the list lies; empty lines and those that begin with # are left out."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Usage("{path} 不是 UTF-8 编码的清单", path=str(path)) from None
    for number, line in enumerate(lines, 1):
        name = line.strip()
        if not name or name.startswith("#"):
            continue
        found = list(_inside(path.parent / name))
        if not found:
            values = {"path": str(path), "line": str(number), "name": name}
            raise Usage("{path} 第 {line} 行：{name} 不是工作区，里面也没有工作区", **values)
        yield from found
