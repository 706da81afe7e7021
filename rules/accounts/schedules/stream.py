"""The cells of a schedule that run out one after the other, blanks lost, as labels with the numbers behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rules.accounts.schedules.sheet import COUNT, HAN, LINES, Rows, Segment, Sheet, rises
from rules.amounts import Amount, amount
from rules.phrases import squeeze

_LOOSE = re.compile(r"[ \u3000\u00a0]+")
_GLUED = re.compile(r"^(\D{2,30}?)([-+]?\d[\d,]*\.\d{1,6})$")
_COMMA = re.compile(r"(?<=\d),[ \u3000\u00a0]+(?=\d{3}\b)")
_CODE = re.compile(r"^[1-5]\d{2}(?:\d{2}){0,2}$")
Token = str | Amount | None


def streamed(rows: Rows) -> Sheet:
    """The segments of a stream: each label with the numbers up to the next; the words before all numbers are its header."""
    tokens = _unruled([token for row in rows for token in _tokens(row)])
    first = next((i for i, token in enumerate(tokens) if isinstance(token, Amount)), 0)
    start = next((i for i in range(first, -1, -1) if isinstance(tokens[i], str)), 0) if tokens else 0
    header = tuple(token for token in tokens[:start] if isinstance(token, str))
    found: list[Segment] = []
    label, numbers = "", list[Amount | None]()
    for token in [*tokens[start:], ""]:
        if not isinstance(token, str):
            numbers.append(token)
            continue
        if label:
            found.append(_segment(label, numbers))
        label, numbers = token, []
    return Sheet(tuple(found), (), header)


def _segment(label: str, numbers: Sequence[Amount | None]) -> Segment:
    said = " ".join([label, *(found.raw for found in numbers if found)])
    return Segment(label, tuple(enumerate(numbers)), said)


def _tokens(row: Sequence[str]) -> Iterator[Token]:
    """The labels and numbers of a row; words set apart letter by letter are one, blanks between full cells stay."""
    pieces: list[str] = []
    filled = sum(bool(cell) for cell in row)
    for cell in row:
        parts = _LOOSE.split(_COMMA.sub(",", cell))
        numbers = all(amount(part) for part in parts)
        apart = numbers or (
            amount(cell) is None and (len(parts) > 2 or min(map(len, parts)) > 3 or re.search(r"\d", cell))
        )
        pieces += parts if apart else [cell]
    for piece in _joined(pieces):
        if piece or filled > 2:
            yield from _token(piece)


def _joined(pieces: Sequence[str]) -> Iterator[str]:
    """Pieces with single letters that follow each other put together: 合 计."""
    run = ""
    for piece in pieces:
        text = squeeze(piece)
        if len(text) == 1 and HAN.match(text):
            run += text
            continue
        if run:
            yield run
        run = ""
        yield text
    if run:
        yield run


def _token(text: str) -> Iterator[Token]:
    glued = _GLUED.match(text)
    found = amount(text) if not HAN.search(text) or re.search(r"\d", text) else None
    if found is not None or not text or re.fullmatch(r"[-+]?[\d.,]+%", text):
        yield found
    elif glued and HAN.search(glued[1]):
        yield glued[1]
        yield amount(glued[2])
    else:
        yield text


def _unruled(tokens: list[Token]) -> list[Token]:
    """A stream without the numbers of columns and lines and the codes of its rows.

    Where figures carry no decimals, they cannot be told from the numbers of lines: then none is left.
    """
    words = [token for token in tokens[:120] if isinstance(token, str)]
    exact = any(isinstance(token, Amount) and "." in token.raw for token in tokens)
    tokens = _without_columns(tokens)
    if any(map(LINES.match, words)) or (exact and _is_counted(tokens)):
        tokens = _without_lines(tokens) if exact else list(words)
    if exact and any("编码" in word or "代码" in word or "科目" in word for word in words):
        followed = zip(tokens, [*tokens[1:], None], strict=True)
        return [each for each, after in followed if not (_said(each, _CODE) and isinstance(after, str))]
    return tokens


def _said(token: Token, pattern: re.Pattern[str]) -> bool:
    return isinstance(token, Amount) and pattern.match(token.raw) is not None


def _is_counted(tokens: Sequence[Token]) -> bool:
    """Whether most labels have a whole number right behind them, each another: the number of their line."""
    behind = [after for before, after in pairwise(tokens) if isinstance(before, str) and isinstance(after, Amount)]
    counts = [int(each.raw) for each in behind if COUNT.match(each.raw)]
    return len(counts) > 3 and len(set(counts)) == len(counts) and len(counts) * 10 >= len(behind) * 7


def _without_columns(tokens: Sequence[Token]) -> list[Token]:
    """A stream without the numbers of columns: behind 栏次, or two and more that rise from 1."""
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        end = place
        while end < len(tokens) and _said(tokens[end], COUNT):
            end += 1
        run = [int(token.raw) for token in tokens[place:end] if isinstance(token, Amount)]
        behind = place > 0 and isinstance(tokens[place - 1], str) and "栏次" in str(tokens[place - 1])
        if run and (behind or (run[0] == 1 and len(run) > 1)) and rises(run):
            place = end
            continue
        kept.append(tokens[place])
        place += 1
    return [each for each in kept if each != "栏次"]


def _without_lines(tokens: Sequence[Token]) -> list[Token]:
    """A stream without the numbers of its lines: two rising counts, one for each half."""
    left, right = 0, 0
    kept: list[Token] = []
    for place, token in enumerate(tokens):
        count = int(token.raw) if isinstance(token, Amount) and COUNT.match(token.raw) else 0
        behind_label = place > 0 and isinstance(tokens[place - 1], str)
        if not count or not (behind_label or count in (left + 1, right + 1)):
            kept.append(token)
        elif count == right + 1 or count > left + 12:
            right = count
        else:
            left = max(left, count)
    return kept
