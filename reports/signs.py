"""What stands for a character where the encoding of a terminal lacks it; what is lost for want of any is counted."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from reports.wording import width

# Every sign that the program prints of itself, and those of its Chinese texts.
ASCII: Mapping[str, str] = {
    "✓": "+", "✗": "x", "○": "o", "●": "*", "•": "*", "·": ".", "━": "#", "╍": "=", "─": "-", "╌": "-", "│": "|", "┃": "|",
    "█": "#", "▓": "%", "▒": "+", "░": "-", "↑": "^", "↓": "v", "→": ">", "←": "<", "▲": "^", "▼": "v", "△": "^", "▽": "v",
    "≥": ">", "≤": "<", "≠": "!", "×": "x", "÷": "/", "—": "-", "–": "-", "−": "-", "…": ".", "›": ">", "‹": "<",
    "“": '"', "”": '"', "‘": "'", "’": "'", "（": " (", "）": ") ", "，": ", ", "。": ". ", "：": ": ", "；": "; ", "、": ", ",
 "！": "! ", "《": " <", "》": "> ", "【": " [", "】": "] ", "〔": " (", "〕": ") ", "～": "~ ", "＝": "= ",
    "＋": "+ ", "－": "- ", "　": "  ", "\xa0": " ",
}  # fmt: skip


class Lost:
    """What could not be written as it was: how many characters became question marks, and in which encoding."""

    def __init__(self) -> None:
        self.count = 0
        self.encoding = ""

    def take(self) -> tuple[int, str]:
        """The same, and begins to count anew."""
        taken = (self.count, self.encoding)
        self.__init__()  # type: ignore[misc]
        return taken


LOST = Lost()


def instead(char: str, encoding: str) -> str:
    """What is written of a character that an encoding lacks: of the same width where it has any; what is lost is counted."""
    columns = width(char)
    for other in (ASCII.get(char, char), unicodedata.normalize("NFKC", char)):
        if other != char and other.isascii() and other.isprintable():
            return other.ljust(columns)
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return ""
    LOST.count, LOST.encoding = LOST.count + 1, encoding
    return "?" * columns
