"""Where answers go: terminals, pipes and logs of every sort and encoding. What one of them cannot show degrades, and that is told."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from io import TextIOWrapper
from typing import IO, Any, cast

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from reports.signs import LOST, instead
from reports.wording import OBEYED, Wording

READABLE, ESCAPED = "gongkai.readable", "gongkai.escaped"  # names of ways to write what an encoding lacks
LEAST, MOST = 20, 500  # columns that are reckoned with, whatever the terminal says
MACHINES = ("json", "jsonl", "csv")  # forms of output that programs read
_HARM = re.compile(f"(?![\r\n]){OBEYED.pattern[:-1]}")
DUMB = ("", "dumb", "unknown")  # terminals that take no codes


def _readable(error: UnicodeError) -> tuple[str, int]:
    """Signs of the same width and meaning where there are any, else question marks, which are counted."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(instead(char, error.encoding) for char in error.object[error.start : error.end]), error.end


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """As JSON writes what it must not take for granted: nothing is lost."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _units(error.object[error.start : error.end]), error.end


def _units(text: str) -> str:
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


codecs.register_error(READABLE, _readable)
codecs.register_error(ESCAPED, _escaped)


class Harmless:
    """A terminal to which what is meant for programs is written: what it would obey is escaped."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Writes as JSON would."""
        return self._stream.write(_HARM.sub(lambda found: _units(found[0]), text))

    def writelines(self, lines: Iterable[str]) -> None:
        """Writes each."""
        for line in lines:
            self.write(line)


def ready_streams(form: str = "text") -> None:
    """Makes the standard streams ones that take everything: none is missing, and nothing that an encoding lacks ends the program.

    `form` is that of the output: what programs read loses nothing, but on a terminal it is not obeyed.
    """
    LOST.take()
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # else the next file to be opened would be taken for it
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lasts as long as we do
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream, errors in ((sys.stdout, ESCAPED if form in ("json", "jsonl") else READABLE), (sys.stderr, READABLE)):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)
    if form in MACHINES and sys.stdout.isatty():
        sys.stdout = cast(TextIOWrapper, Harmless(sys.stdout))


class Steady:
    """Standard error, whose reader may go away without stopping any work."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Writes if anybody still reads."""
        try:
            return self._stream.write(text)
        except (OSError, ValueError):
            self._hang_up()
            return len(text)

    def flush(self) -> None:
        """Writes what was held back, if anybody still reads."""
        try:
            self._stream.flush()
        except (OSError, ValueError):
            self._hang_up()

    def _hang_up(self) -> None:
        """What is held back would be tried again at the end, and fail the program."""
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())


class Terminal(Console):
    """Where answers go, or with `stderr` what is said beside them; whoever reads them may stop at any time."""

    def __init__(self, *, stderr: bool = False) -> None:
        columns = os.environ.get("COLUMNS", "")
        is_number = columns.isascii() and columns.isdigit()
        super().__init__(
            file=cast(IO[str], Steady(sys.stderr)) if stderr else None,
            highlight=False,
            width=min(max(int(columns[:9]), LEAST), MOST) if is_number else None,
            color_system=None if os.environ.get("TERM", "") in DUMB else "auto",
        )

    @property
    def is_dumb_terminal(self) -> bool:
        """Whether it takes no codes to move about; one that does not say what it is does not."""
        return os.environ.get("TERM", "") in DUMB

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What is to be shown. Whoever forgot it: nothing from outside that a terminal would obey comes through."""
        for segment in super().render(renderable, options):
            if segment.control is None and OBEYED.search(segment.text.removesuffix("\n")):
                yield Segment("\n".join(OBEYED.sub("", line) for line in segment.text.split("\n")), segment.style)
            else:
                yield segment

    def on_broken_pipe(self) -> None:
        """Left to the caller, who knows that it is no fault."""
        raise BrokenPipeError


def tell_lost(console: Console, wording: Wording) -> None:
    """Says what could not be shown since this was last asked, and how to see it; in English where Chinese cannot be shown."""
    count, encoding = LOST.take()
    if not count:
        return
    words = "有 {count} 个字符在编码 {encoding} 中没有，显示为“?”；要看到它们，请用 UTF-8：export LANG=C.UTF-8 PYTHONIOENCODING=utf-8"
    values = {"count": str(count), "encoding": encoding}
    told = wording.say(words, **values)
    try:
        told.encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        told = Wording("en").say(words, **values)
    console.print(Text(told), soft_wrap=True)
    LOST.take()
