"""Which line of a page says what a picture shows: the one below it, or the one above where headings stand over pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.reading.pages import body, flow, lines

LENGTH = 60
_FIGURE = re.compile(r"图(?:[（(][^（()）]{0,20}[)）]|[\d一二三四五六七八九十]{0,3})[：:]?$")


def captions(page: flow.Flow, pictures: Sequence[int], span: tuple[int, int]) -> dict[int, str]:
    """The caption of a picture by the line before which it stands, "" for none, of all such lines in the span of an article.

    Below is where captions stand, unless more pictures have a line over them that is called a figure, or any line at all:
    then headings stand over them, and the line below is the heading of the next.
    """
    below = {line: _text(page, line, span) for line in pictures}
    above = {line: "" if lines.has_info(text := _text(page, line - 1, span)) else text for line in pictures}
    headings = [text for line, text in above.items() if line - 1 != span[0]]
    if _weight(headings) > _weight(list(below.values())):
        return {line: text or (below[line] if len(pictures) == 1 else "") for line, text in above.items()}
    return {line: text or above[line] for line, text in below.items()}


def beside(page: flow.Flow, line: int) -> str:
    """The caption of a picture outside the article: the nearest short line, below it or else above."""
    everywhere = (0, len(page.lines))
    return _line(page, line, everywhere) or _line(page, line - 1, everywhere)


def _text(page: flow.Flow, number: int, span: tuple[int, int]) -> str:
    """A line of an article that may be a caption; "" for what belongs to the page's foot, or leads on from the article."""
    text = _line(page, number, span)
    return "" if lines.FOOT.search(text) or body.AFTER.match(text) else text


def _line(page: flow.Flow, number: int, span: tuple[int, int]) -> str:
    text = page.lines[number] if max(span[0], 0) <= number < min(span[1], len(page.lines)) else ""
    return text if len(text) <= LENGTH and not text.endswith("。") else ""


def _weight(texts: Sequence[str]) -> tuple[int, int]:
    return sum(_FIGURE.search(text) is not None for text in texts), sum(map(bool, texts))
