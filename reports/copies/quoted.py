"""The texts of a stored page in reading order, and in them, or where nobody sees it, the quoted words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from turbohtml import Element, Node, Text

from crawler.reading.pages.flow import BLOCKS, CELLS
from reports.copies.marks import Marks
from reports.copies.values import Quote, Where
from reports.copies.words import Found, How, Kind, Piece, Span, Words, folded

HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
SAID_ATTRIBUTES = ("title", "alt", "value", "placeholder", "content", "summary", "label", "aria-label")


class Offstage:
    """What a page says where nobody sees it: its title, its meta tags, its attributes."""

    def __init__(self, root: Element) -> None:
        title = root.select_one("title")
        self.title = title.text if title else ""
        self.metas = [each.attr("content") or "" for each in root.select("meta[content]")]
        self.images = [each.attr("alt") or "" for each in root.select("img[alt]")]
        named = (each.attr(name) or "" for name in SAID_ATTRIBUTES for each in root.select(f"[{name}]"))
        self.attributes = [text for text in named if text]

    def place(self, words: str) -> Where | None:
        """Where quoted words stand, if anywhere."""
        wanted = folded(words)
        places = ((Where.TITLE, [self.title]), (Where.IMAGE, self.images), (Where.META, self.metas),
                  (Where.ATTRIBUTE, self.attributes))  # fmt: skip
        return next((where for where, texts in places if any(wanted in folded(text) for text in texts)), None)


class Texts:
    """What a page says: in its texts, which are marked where they are quoted, and offstage."""

    def __init__(self, body: Element, offstage: Offstage, silent: frozenset[str]) -> None:
        self._body, self._offstage, self._silent = body, offstage, silent

    @cached_property
    def read(self) -> list[tuple[Text, Piece]]:
        """The texts of the page, frames included; nothing of what is `silent`."""
        return list(_Walk(self._silent).read(self._body))

    def mark(self, quotes: Sequence[Quote], told: str) -> tuple[str, Mapping[str, Where]]:
        """Marks the quoted words in the tree; returns the page's title with what is quoted of it marked, and where each quote is."""
        texts, pieces = [node for node, _ in self.read], [piece for _, piece in self.read]
        words, titled = Words(pieces, told), Words([Piece(self._offstage.title, begins=True)])
        places: dict[str, Where] = {}
        title, tree = Marks(), Marks()
        for quote in quotes:
            found = words.find(quote.words)
            aside = titled.find(quote.words) if found is None or found.how is How.PARTS else None
            if aside is not None and aside.how is How.EXACT:
                title.add(quote.anchor, aside)
                places[quote.anchor] = Where.TITLE
                continue
            cut = self._cut(quote) if found is None else None
            places[quote.anchor] = Where.CUT if cut else self._where(quote, found, pieces)
            if (marked := found or cut) is not None:
                tree.add(quote.anchor, marked)
        for number in tree.pieces:
            texts[number].replace_with(*_parts(pieces[number].text, tree, number))
        return str(title.markup(0, self._offstage.title)), places

    def _cut(self, quote: Quote) -> Found | None:
        """What is shown of a link, or whatever else has the quoted words as its title."""
        wanted = folded(quote.words)
        named = (each for each in self._body.select("[title]") if folded(each.attr("title") or "") == wanted)
        for element in named if wanted else ():
            spans = [Span(n, 0, len(text.data)) for n, (text, _) in enumerate(self.read) if element in text.ancestors]
            if spans:
                return Found(tuple(spans))
        return None

    def _where(self, quote: Quote, found: Found | None, pieces: Sequence[Piece]) -> Where:
        if not quote.words.strip():
            return Where.NONE
        if found is None:
            return self._offstage.place(quote.words) or Where.LOST
        if any(pieces[span.piece].kind is Kind.HIDDEN for span in found.spans):
            return Where.HIDDEN
        if all(pieces[span.piece].framed for span in found.spans):
            return Where.FRAME
        return Where.PARTS if found.how is How.PARTS else Where.HERE


def _parts(text: str, marks: Marks, number: int) -> Iterator[Node]:
    """A text in which stretches are marked, with an anchor before each place where a quote begins."""
    for anchors, words, is_marked in marks.parts(number, text):
        yield from (Element("span", {"class": "at", "id": name}) for name in anchors)
        yield Element("mark", {}, [Text(words)]) if is_marked else Text(words)


class _Walk:
    """Reads the texts of a page as the reader does: what is a line there is a line here."""

    def __init__(self, silent: frozenset[str]) -> None:
        self._silent = silent
        self._begins = True
        self._links = self._headings = self._hidden = self._fields = self._frames = 0
        self._rows: list[int] = []
        self._cells: list[int] = []
        self._count = 0

    def read(self, root: Element) -> Iterator[tuple[Text, Piece]]:
        """Every text that is shown, with what it is. Without recursion: pages may be nested deep."""
        stack: list[tuple[Node, bool]] = [(root, True)]
        while stack:
            node, entering = stack.pop()
            if isinstance(node, Text):
                if node.data.strip():
                    yield node, self._piece(node.data)
            elif isinstance(node, Element) and node.tag not in self._silent:
                self._pass(node, 1 if entering else -1)
                if entering:
                    stack.append((node, False))
                    stack.extend((child, True) for child in reversed(node.children))

    def _piece(self, text: str) -> Piece:
        kind = Kind.HIDDEN if self._hidden else Kind.FIELD if self._fields else Kind.SHOWN
        place = (self._cells[-1] if self._cells else -1, self._rows[-1] if self._rows else -1)
        piece = Piece(text, self._begins, kind, self._links > 0, self._headings > 0, *place, self._frames > 0)
        self._begins = False
        return piece

    def _pass(self, element: Element, step: int) -> None:
        """What changes where an element begins (1) or ends (-1)."""
        tag = element.tag
        if tag in BLOCKS or tag == "br" or tag in CELLS:
            self._begins = True
        names = (element.attr("class") or "").split()
        self._hidden += step * ("hid" in names)
        self._fields += step * ("field" in names)
        self._frames += step * ("frame" in names)
        self._links += step * (tag == "a")
        self._headings += step * (tag in HEADINGS)
        for is_one, kept in ((tag == "tr", self._rows), (tag in CELLS, self._cells)):
            if is_one and step > 0:
                self._count += 1
                kept.append(self._count)
            elif is_one:
                kept.pop()
