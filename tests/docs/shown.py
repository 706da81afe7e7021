"""What the pages of docs/ show of the command line: each command with the output that stands below it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
CONSOLE = re.compile(r"^(?P<indent> *)```console\n(?P<body>.*?)^(?P=indent)```", re.M | re.S)
INLINE = re.compile(r"`(gongkai [^`]+)`")
SHELL = {"&&", "|", ";", ">", ">>"}  # where the shell's own begins
ANY = "…"  # alone: any lines; in a line: any words


@dataclass(frozen=True)
class Shown:
    """A command of a page, and the lines that the page shows below it; none at all where it shows nothing."""

    page: str
    command: str
    output: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """What the command line gets, without the program's name and remarks."""
        words = shlex.split(self.command, comments=True)[1:]
        return words[: next((at for at, word in enumerate(words) if word in SHELL), None)]

    def told_by(self, text: str) -> bool:
        """Whether a program that printed this text printed what the page shows."""
        return bool(re.fullmatch(self.pattern, "".join(f"{line.rstrip()}\n" for line in text.splitlines())))

    @property
    def pattern(self) -> str:
        """The output as an expression: blanks count as they stand, whatever the width of a table."""
        return "".join(_line(line) for line in self.output)


def _line(line: str) -> str:
    if line.strip() == ANY:
        return r"(?:.*\n)*?"
    return _blanks(".*".join(re.escape(part) for part in line.rstrip().split(ANY))) + r" *\n"


def _blanks(pattern: str) -> str:
    return re.sub(r"(?:\\ )+", r" +", pattern)


def shown(page: Path) -> Iterator[Shown]:
    """The commands of a page's consoles that are gongkai's, in their order."""
    name = page.relative_to(DOCS).as_posix()
    for console in CONSOLE.finditer(page.read_text("utf-8")):
        lines = [line.removeprefix(console["indent"]) for line in console["body"].splitlines()]
        starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            if lines[start].startswith("$ gongkai "):
                yield Shown(name, lines[start].removeprefix("$ "), tuple(lines[start + 1 : end]))


def mentioned(page: Path) -> Iterator[Shown]:
    """Every command that stands in a page's text, as `gongkai …`."""
    text = re.sub(r"^ *```.*?^ *```", "", page.read_text("utf-8"), flags=re.M | re.S)
    for command in INLINE.findall(text):
        yield Shown(page.relative_to(DOCS).as_posix(), command, ())
