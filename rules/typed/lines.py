"""How a line of text divides into cells: at pipes, tabs, wide gaps, or before the numbers at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

from rules.amounts import amount
from rules.phrases import squeeze

LONGEST_CELL, LONGEST_WORD = 60, 24
PIPE = re.compile(r"[|｜│┃]")
_PROSE = re.compile(r"[。；;!！？]|[，,][^\d]|[:：].{24}")
_GAP = re.compile(r"\u3000{2,}|[ \u3000\xa0]{2,}")
_GROUPED = re.compile(r"(?<=\d)[,，]\s+(?=\d{3}(?!\d))")
_UNIT_APART = re.compile(r"(?<=\d)\s+(?=(?:百?万元|亿元|千元|元)(?:\s|$))")
_PERCENTAGE = re.compile(r"[(]?[-+−]?\d{1,9}(?:,\d{3})*(?:\.\d{1,9})?%[)]?")
_PLAIN = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
_NUMBERING = re.compile(r"[(]\d{1,2}[)]|\d{1,2}[.、)]")
_VALUE_WORDS = frozenset("无零〇-—–/")
_TOLD = re.compile(r"([^:：]{2,40})[:：]\s*(\S{1,24})")
_GLUED = re.compile(
    r"(.{1,40}?(?:费用?|经费|支出|合计|总计|总额|[计数额量次]|购置|维护|[)）]))\s*((?:[-−]?\d[\d,，]{0,15})(?:[.．]\d{1,6})?(?:[百千万亿]?万?元)?)"
)
_SPREAD = re.compile(r"(?<!\S)([项項合小总總])([ \u3000\xa0]+)([目计計])(?!\S)")
_LETTERS_APART = re.compile(r"(?<![^\s])([一-龥])[ \u3000\xa0]+(?=[一-龥](?:[\s(（]|$))|[ \u3000\xa0]+(?=[(（]境)")


@dataclass(frozen=True)
class Line:
    """A line as cells, with the place (in half-widths) where each starts; `told` when it is no row of cells but prose."""

    cells: tuple[str, ...]
    starts: tuple[int, ...] = ()
    told: bool = False

    @property
    def ends(self) -> tuple[int, ...]:
        """Where each cell ends, in half-widths."""
        return tuple(start + _width(cell) for start, cell in zip(self.starts, self.cells, strict=True))

    @property
    def is_row(self) -> bool:
        """Whether it has more than one cell."""
        return len(self.cells) > 1


@lru_cache(maxsize=65536)
def is_value(cell: str) -> bool:
    """Whether a cell is a number, a percentage, or a dash or word for none; (1) and 2. are numbering."""
    text = cell.strip()
    if not text or len(text) > 24:
        return False
    if _PLAIN.fullmatch(text):
        return True
    if not any(letter.isdigit() for letter in text):
        return text[0] in _VALUE_WORDS and amount(text) is not None
    plain = squeeze(text)
    return not _NUMBERING.fullmatch(plain) and (amount(text) is not None or _PERCENTAGE.fullmatch(plain) is not None)


def is_prose(line: str) -> bool:
    """Whether a line is a sentence rather than a cell or the words of a header."""
    return _PROSE.search(line) is not None or (len(line.strip()) > LONGEST_CELL and not _is_header(line))


def _is_header(line: str) -> bool:
    """Whether a long line is nothing but short words, none of them a number."""
    words = line.split()
    return len(words) > 3 and max(map(len, words)) <= LONGEST_WORD and not any(map(is_value, words))


def line_of(raw: str) -> Line:
    """A line that has no pipes, divided."""
    text = _UNIT_APART.sub("", _GROUPED.sub(",", _SPREAD.sub(r"\1\3\2", raw.rstrip("\r\n"))))
    if not text.strip() or len(text) > 400:
        return Line((), told=bool(text.strip()))
    if "\t" in text.strip():
        cells = tuple(cell.strip() for cell in text.strip(" \r\n").split("\t"))
        return Line(cells, told=all(is_prose(cell) for cell in cells))
    pieces = _pieces(text)
    if len(pieces) > 1:
        return Line(tuple(cell for cell, _ in pieces), tuple(start for _, start in pieces))
    return _short(text.strip())


def _pieces(text: str) -> list[tuple[str, int]]:
    """Cells between wide gaps and before numbers, each with where it starts."""
    found: list[tuple[str, int]] = []
    at = 0
    for part in (*_GAP.finditer(text), None):
        piece = text[at : part.start() if part else len(text)]
        found += [(cell, _width(text[: at + offset])) for cell, offset in _before_numbers(piece)]
        at = part.end() if part else at
    return [] if any(is_prose(cell) for cell, _ in found) else _spread_words(found)


def _spread_words(cells: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The cells, words of single letters set wide apart (项    目) put together."""
    joined: list[tuple[str, int]] = []
    for cell, start in cells:
        last = joined[-1][0] if joined else ""
        if re.fullmatch("[一-龥]", cell) and re.fullmatch("[一-龥]", last) and not is_value(cell):
            joined[-1] = (last + cell, joined[-1][1])
        else:
            joined.append((cell, start))
    return joined


def _before_numbers(piece: str) -> list[tuple[str, int]]:
    """The words of a piece as one cell, and each number that single spaces set before or behind them as its own.

    Numbers among the words make it a sentence.
    """
    tokens = [(match[0], match.start()) for match in re.finditer(r"\S+", piece)]
    count = len(tokens)
    while count and is_value(tokens[count - 1][0]):
        count -= 1
    serial = tokens[:1] if count > 1 and tokens[0][0].isdecimal() and len(tokens[0][0]) < 4 else []
    words = tokens[len(serial) : count]
    label = piece[words[0][1] : words[-1][1] + len(words[-1][0])] if words else ""
    if any(is_value(word) for word, _ in words):
        return [(piece.strip() + "。", 0)]
    return [*serial, *([(label, words[0][1])] if words else []), *tokens[count:]]


def _short(text: str) -> Line:
    """A line of one piece: a label told with its amount, a label with a number stuck to it, or one cell."""
    told = _TOLD.fullmatch(text)
    if told and is_value(told[2]) and not is_prose(told[1]):
        return Line((told[1].strip(), told[2]))
    if is_prose(text):
        return Line((text,), told=True)
    glued = _GLUED.fullmatch(text)
    if glued and not re.search(r"[\d年第]$|[于约共为达至]$", glued[1]):
        return Line((glued[1], glued[2]))
    return Line((text,))


def words_of(raw: str) -> tuple[str, ...]:
    """The words of a line of headers that single spaces set apart; the letters of one word that stand apart are joined."""
    return tuple(_LETTERS_APART.sub(r"\1", raw.strip()).split())


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def blanks_between(raw: str, width: int) -> tuple[str, ...] | None:
    """The cells of a row in which one space divides cells and a blank cell is a space of its own, if there are `width`."""
    for blank in (2, 1):
        cells = _spaced(raw.rstrip("\r\n"), blank)
        if cells is not None and len(cells) == width:
            return cells
    return None


def _spaced(raw: str, blank: int) -> tuple[str, ...] | None:
    """The cells when each blank one takes `blank` characters, the space that divides cells included."""
    words = re.findall(r"(\S+)([^\S\n]*)", _GROUPED.sub(",", raw.lstrip()))
    cells: list[str] = []
    for number, (word, gap) in enumerate(words, 1):
        blanks, rest = divmod(len(gap) - (number < len(words)), blank)
        if rest:
            return None
        cells += [word, *[""] * blanks]
    return tuple(cells)
