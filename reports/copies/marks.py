"""Which stretches of which texts are marked, and where the anchors of the quotes stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from reports.copies.words import Found

MOST = 4_000  # pieces of one quote that are marked


class Marks:
    """The quotes that were found in the pieces of a text."""

    def __init__(self) -> None:
        self._spans: dict[int, list[tuple[int, int]]] = {}
        self._anchors: dict[int, list[tuple[int, str]]] = {}

    def add(self, anchor: str, found: Found) -> None:
        """Marks a quote; its anchor, "" for none, stands where it begins."""
        for span in found.spans[:MOST]:
            self._spans.setdefault(span.piece, []).append((span.start, span.end))
        if anchor:
            first = found.spans[0]
            self._anchors.setdefault(first.piece, []).append((first.start, anchor))

    @property
    def pieces(self) -> Sequence[int]:
        """The numbers of the pieces in which anything is marked."""
        return list(self._spans)

    def parts(self, number: int, text: str) -> Iterator[tuple[Sequence[str], str, bool]]:
        """A piece in parts: the anchors before each, its words, and whether they are marked."""
        spans, anchors = self._spans.get(number, ()), self._anchors.get(number, ())
        cuts = sorted({0, len(text), *(at for span in spans for at in span)})
        for start, end in pairwise(cuts):
            here = [name for at, name in anchors if at == start]
            yield here, text[start:end], any(first <= start and end <= last for first, last in spans)

    def markup(self, number: int, text: str) -> Markup:
        """A piece as safe markup."""
        parts = [Markup()]
        for anchors, words, is_marked in self.parts(number, text):
            parts += [Markup('<span class="at" id="{}"></span>').format(name) for name in anchors]
            parts.append(Markup("<mark>{}</mark>").format(words) if is_marked else escape(words))
        return Markup("").join(parts)
