"""One walk over a page: its lines of text, and for every block which lines it holds and how much of them is links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawler.reading import limits

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figure figcaption footer form h1 h2 h3 h4 "
    "h5 h6 header hr html legend li main nav noscript ol p pre section summary table tbody tfoot thead tr ul frameset text".split()
)  # text: what a drawing (svg) says in one place
CELLS = frozenset(("td", "th"))
SILENT = frozenset(
    "script style template select option button input textarea head title desc metadata object embed iframe frame".split()
)
TEXT = 2  # how the parser numbers text among the tags
NUMBERED = 1024  # tags of a lower number are the standard's; other names are numbered by where they lie in memory
NO_ELEMENT = ("", "-", "_", "!")
SPACE = re.compile(r"[ \t\r\n\f]+")
CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
BROKEN = re.compile(rf"(?<=[{CJK}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{CJK}])")
MARKS = "0123456789 \t\u3000\xa0·•‧・※★☆◆◇■□▪▲△▶►●○>＞»-/.、:：[]【】()（）"  # what may stand before the link of a list's line
ITEM_LINES = 4
CJK_END = re.compile(rf"[{CJK}]$")
CJK_START = re.compile(rf"^[{CJK}]")
# Chinese goes on over a line break without a space, also where a quotation mark or a bracket stands at it.
GOES_ON = re.compile(rf"[{CJK}”’…—]$")
GOES_ON_WITH = re.compile(rf"^(?:[{CJK}”’…—]|[“‘(\[][{CJK}])")
SHUT = re.compile(rf"[{CJK}][)\]“‘]$")

_TAGS: dict[int, str] = {}


@dataclass(slots=True)
class Block:
    """A block of a page: lines[first:last] are its text; `prose` and `linked` count characters outside and inside links."""

    node: LexborNode
    tag: str
    parent: int
    first: int
    last: int = 0
    prose: int = 0
    linked: int = 0
    name: str | None = None


def called(block: Block) -> str:
    """The names that its author gave a block: class and id, in lower case."""
    if block.name is None:
        attributes = block.node.attributes
        block.name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    return block.name


@dataclass(slots=True)
class Picture:
    """An image's node and the line before which it stands."""

    node: LexborNode
    line: int


@dataclass
class Flow:
    """The text of a page or a part of it, in reading order."""

    lines: list[str] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)  # for each line, how many of its characters stand in links
    items: list[int] = field(
        default_factory=list
    )  # for each line that a link begins or mostly fills, its links; else 0
    blocks: list[Block] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    data: frozenset[int] = frozenset()  # the ids of data tables: each row of these is one line
    complete: bool = True
    _under: set[int] | None = None
    _rows: int = 0
    _line: list[str] = field(default_factory=list)
    _open: list[int] = field(default_factory=list)
    _links: int = 0
    _typed: int = 0
    _linked: int = 0
    _begun: bool = False
    _anchors: int = 0

    def read(self, root: LexborNode) -> Flow:
        """Walk the tree below a node, without recursion: pages may be nested 200,000 deep."""
        above: list[tuple[LexborNode, str]] = []
        node: LexborNode | None = root
        seen = 0
        while node is not None or above:
            if node is None:
                node, tag = above.pop()
                self._leave(node, tag)
            else:
                seen += 1
                if seen > limits.PAGE_NODES:
                    self.complete = False
                    break
                if node.tag_id == TEXT:
                    self._text(node.text_content or "")
                elif self._enter(node, tag := _tag(node)):
                    above.append((node, tag))
                    node = node.first_child
                    continue
            node = node.next if above else None
        while self._open:
            self._close()
        self._break()
        return self

    @property
    def under(self) -> set[int]:
        """The lines that stand under the link of a list's item in one small block with it, as its date does; no page with a heading."""
        if self._under is None:
            headings = [block.first for block in self.blocks if block.tag == "h1"]
            self._under = {
                line
                for block in self.blocks
                if 2 <= block.last - block.first <= ITEM_LINES
                and block.last <= len(self.items)
                and self.items[block.first] == 1
                and not any(block.first < heading < block.last for heading in headings)
                for line in range(block.first + 1, block.last)
            }
        return self._under

    def _enter(self, node: LexborNode, tag: str) -> bool:
        """Whether to read what is in an element that is no text."""
        if tag in BLOCKS:
            self._break(tag == "tr")
            if self.data:
                self._rows += node.mem_id in self.data
            self._typed += tag == "pre"
            self._begin(node, tag)
            return True
        if tag == "a":
            self._links += 1
            self._anchors += 1
            return True
        if tag == "br":
            self._break()
        elif tag == "img":
            self.pictures.append(Picture(node, len(self.lines)))
        elif tag in CELLS:
            if self._line:
                self._line.append("\t")
            self._begin(node, tag)
            return True
        elif tag not in SILENT:
            return tag[:1] not in NO_ELEMENT
        return False

    def _begin(self, node: LexborNode, tag: str) -> None:
        self.blocks.append(Block(node, tag, self._open[-1] if self._open else -1, len(self.lines)))
        self._open.append(len(self.blocks) - 1)

    def _leave(self, node: LexborNode, tag: str) -> None:
        if tag == "a":
            self._links -= 1
        elif tag in BLOCKS:
            if self.data:
                self._rows -= node.mem_id in self.data
            self._typed -= tag == "pre"
            self._break(tag == "tr")
            self._close()
        elif tag in CELLS:
            self._close()

    def _text(self, raw: str) -> None:
        if self._typed and "\n" in raw:
            for number, line in enumerate(raw.split("\n")):
                if number:
                    self._break()
                self._text(line)
            return
        if not raw.strip(" \t\r\n\f"):
            if self._line and raw:
                self._line.append(" ")
            return
        if "\n" in raw:
            raw = BROKEN.sub("", raw)
        text = (raw if self._typed else spaced(raw)).replace("\xa0", " ")
        if not self._line:
            text = text.lstrip(" ")
        if not text:
            return
        self._line.append(text)
        if self._open and (weight := len(text) - text.count(" ") - text.count("\u3000")):
            block = self.blocks[self._open[-1]]
            if self._links:
                block.linked += weight
                if not self._linked:
                    self._begun = not "".join(self._line[:-1]).strip(MARKS)
                self._linked += weight
            else:
                block.prose += weight

    def _break(self, row: bool = False) -> None:
        """End the line; within a row of a data table, only keep its words apart."""
        if self._rows and not row:
            if self._line and not CJK_END.search(self._line[-1]) and self._line[-1][-1] not in " \t":
                self._line.append(" ")
        elif self._line:
            line = "".join(self._line).strip("\t ")
            if line.strip("\u3000\t "):
                self.lines.append(line)
                self.linked.append(self._linked)
                listed = self._linked and (self._begun or self._linked * 2 > len(line))
                self.items.append(max(1, self._anchors) if listed else 0)
            self._line.clear()
            self._linked, self._begun, self._anchors = 0, False, 0

    def _close(self) -> None:
        block = self.blocks[self._open.pop()]
        block.last = len(self.lines) + bool(self._line)
        if block.parent >= 0:
            parent = self.blocks[block.parent]
            parent.prose += block.prose
            parent.linked += block.linked


def words(node: LexborNode) -> str:
    """The text of a small part of a page in one line; Chinese broken over lines is joined without a space."""
    child = node.first_child
    if child is not None and child.next is None and child.tag_id == TEXT:
        text = child.text_content or ""
        return spaced((BROKEN.sub("", text) if "\n" in text else text).replace("\xa0", " ")).strip(" \u3000")
    return join(Flow().read(node).lines)


def spaced(text: str) -> str:
    """The text with one space for every row of blanks and line breaks."""
    uneven = "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text
    return SPACE.sub(" ", text) if uneven else text


def _tag(node: LexborNode) -> str:
    """The name of a node's tag. The standard's are numbered, and known by number after the first time."""
    number = node.tag_id
    tag = _TAGS.get(number)
    if tag is None:
        tag = node.tag or ""
        if number < NUMBERED:
            _TAGS[number] = tag
    return tag


def join(lines: list[str]) -> str:
    """Lines as one line: between Chinese characters nothing, else one space."""
    parts: list[str] = []
    end = ""
    for line in (line.strip(" \u3000\t") for line in lines):
        joined = (GOES_ON.search(end) and GOES_ON_WITH.match(line)) or (SHUT.search(end) and CJK_START.match(line))
        parts.append(line if not end or joined else f" {line}")
        end = (end + parts[-1])[-2:]
    return "".join(parts)
