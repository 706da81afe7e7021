"""Lines on the terminal for Chinese text: broken between its characters, and never cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from reports.wording import width

CLOSING = "，。；：、！？）》”’】…—·%～→"  # what does not begin a line
OPENING = "（《“‘【～"  # what does not end one


class Wrapped:
    """A text in as many lines as it needs: Chinese breaks anywhere but before and after its marks, other words at blanks."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for part in self._text.split("\n", allow_blank=True):
            for line in part.divide(list(_breaks(part.plain, max(options.max_width, 2)))):
                line.rstrip()
                yield line


def _breaks(text: str, columns: int) -> Iterator[int]:
    """Where the lines of a text begin, but the first."""
    start = may = filled = taken = 0  # columns from the start, and those up to the last that is not blank
    for at, char in enumerate(text):
        if at > start and _divides(text[at - 1], char):
            may = at
        filled += width(char)
        taken = taken if char.isspace() else filled
        if taken > columns:
            start = may if may > start else at
            yield start
            filled, taken = width(text[start : at + 1]), width(text[start : at + 1].rstrip())


def _divides(before: str, after: str) -> bool:
    if after in CLOSING or before in OPENING or after.isspace():
        return False
    return before.isspace() or width(before) == 2 or width(after) == 2


class Flow:
    """Texts one after the other, in as many lines as they need, none broken that fits into a line of its own."""

    def __init__(self, parts: Sequence[Text], gap: str = "　") -> None:
        self._parts, self._gap = parts, gap

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        line = Text()
        for part in self._parts:
            if line and line.cell_len + width(self._gap) + part.cell_len > options.max_width:
                yield Wrapped(line)
                line = Text()
            line = (line.append(self._gap) if line else line).append_text(part)
        if line:
            yield Wrapped(line)
