"""OFD, the fixed layout of Chinese authorities (GB/T 33190-2016): pages of characters, lines and pictures at their places.

No library on PyPI reads its ruled tables: easyofd needs AGPL code and writes files, ofdkit is young and has words only.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from crawler.reading import doubts, limits
from crawler.reading.office import ofdobjects, ooxml, ruled
from crawler.reading.office.story import ReadPart
from crawler.reading.text import encoding, titles
from crawler.reading.value import Box, Reading, Table

ENCRYPTED = ("encryptions.xml", "decryptseed.dat")  # GM/T 0099-2020
STRANGE = re.compile("[\ufffd\ue000-\uf8ff]")


def read(body: bytes, media_type: str, read_part: ReadPart | None = None) -> Reading:
    """The text of all pages in reading order, and the tables that lines rule; `pages` counts the pages.

    `read_part` reads the pictures of pages that have no words. Raises Encrypted, LimitReached, Unsafe, BadZipFile.
    """
    package = ooxml.open_package(body)
    if any(package.has(name) for name in ENCRYPTED):
        raise limits.Encrypted
    root = package.xml("OFD.xml")
    if root is None:
        return Reading(media_type, doubts=(doubts.DAMAGED,))
    reader = _Reader(package, read_part)
    for node in _named(root, "DocRoot"):
        reader.document(_path("", node.text))
    text = "\n".join(reader.lines)
    found = dict.fromkeys(reader.doubts)
    if package.damaged or not reader.pages:
        found[doubts.DAMAGED] = None
    if len(STRANGE.findall(text)) > limits.GARBLED_SHARE * max(len(text), 1):
        found[doubts.GARBLED] = None
    return Reading(
        media_type,
        title=titles.first(reader.lines),
        text=text,
        tables=tuple(reader.tables),
        boxes=tuple(reader.boxes),
        metadata=(("页数", str(reader.pages)),),
        doubts=tuple(found) or (() if text else (doubts.EMPTY,)),
        read_by=reader.read_by,
        confidence=reader.confidence,
        pages=reader.pages,
    )


@dataclass
class _Reader:
    """What the pages say so far."""

    package: ooxml.Package
    read_part: ReadPart | None
    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    pages: int = 0
    seen: int = 0
    cells: int = 0
    read_by: str = "text"
    confidence: str = ""
    _templates: dict[str, str] = field(default_factory=dict)
    _resources: ofdobjects.Resources = field(default_factory=ofdobjects.Resources)

    def document(self, name: str) -> None:
        """Add the pages of one of the documents in the file."""
        root = self.package.xml(name)
        if root is None:
            self.package.damaged = True
            return
        self._resources = ofdobjects.Resources()
        for kind in ("PublicRes", "DocumentRes"):
            for node in _named(root, kind):
                self._resource(_path(name, node.text))
        self._templates = {
            node.get("ID") or "": _path(name, node.get("BaseLoc")) for node in _named(root, "TemplatePage")
        }
        for holder in _named(root, "Pages"):
            for node in _named(holder, "Page"):
                self.pages += 1
                if self.pages <= limits.PDF_PAGES:
                    self._page(_path(name, node.get("BaseLoc")))
                else:
                    self.doubts.append(doubts.LIMIT)

    def _resource(self, name: str) -> None:
        root = self.package.xml(name)
        if root is not None:
            base = _path(name, (root.get("BaseLoc") or ".") + "/")
            self._resources.add(root, lambda place: _path(f"{base}/", place))

    def _page(self, name: str) -> None:
        root = self.package.xml(name)
        if root is None:
            self.package.damaged = True
            return
        for node in _named(root, "PageRes"):
            self._resource(_path(name, node.text))
        objects = ofdobjects.Objects(self._resources)
        behind = (self._templates.get(node.get("TemplateID") or "", "") for node in _named(root, "Template"))
        for part in [*(self.package.xml(template) for template in behind if template), root]:
            if part is not None:
                objects.add(part)
        try:
            if self.cells > limits.RULED_CELLS:
                raise limits.LimitReached("cells")
            lines, tables = ruled.read(objects.glyphs, objects.rules, f"第{self.pages}页")
            self.cells += sum(len(table.rows) * len(table.rows[0]) for table in tables)
        except limits.LimitReached:
            self.doubts.append(doubts.LIMIT)
            lines, tables = ruled.lines(objects.glyphs), []
        self.lines += lines + objects.turned
        self.tables += tables
        if objects.pictures and not lines:
            self._pictures(objects.pictures)

    def _pictures(self, names: list[str]) -> None:
        """A page without words: what can be recognised in its pictures, else the doubt that nobody has read it."""
        told = False
        for name in dict.fromkeys(names):
            content = self.package.content(name)
            self.seen += 1
            if not content or self.read_part is None or self.seen > limits.PICTURES:
                continue
            found = self.read_part(content, posixpath.basename(name))
            if found.text:
                told = True
                self.lines += found.text.split("\n")
                self.tables += found.tables
                self.boxes += [replace(box, page=self.pages) for box in found.boxes]
                self.doubts += found.doubts
                self.read_by = found.read_by
                self.confidence = min(filter(None, (self.confidence, found.confidence)), default="")
        if not told:
            self.doubts.append(doubts.NO_TEXT)


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """All elements of a local name: producers write the standard's namespace in several ways, or not at all."""
    return (node for node in root.iter() if ooxml.local_name(node) == name)


def _path(base: str, place: str | None) -> str:
    """The name of the part to which a part refers, by its own name or from the root (GB/T 33190, ST_Loc)."""
    place = encoding.clean((place or "").strip()).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/" + posixpath.dirname(base), place)).lstrip("/")
