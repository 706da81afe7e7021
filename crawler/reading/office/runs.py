"""The words of a Word paragraph: what a person sees of its runs, fields and links, without what was deleted or hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from crawler.reading.office import ooxml
from crawler.reading.value import Link

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
TEXTS = (f"{W}t", f"{M}t")
DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")
NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
SILENT = frozenset(
    f"{W}{name}" for name in "del moveFrom pPr rPr rt rubyPr sdtPr sdtEndPr smartTagPr customXmlPr delText".split()
)
UNCOUNTED = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"))  # what these show belongs to the paper
OFF = ("0", "false", "off")
SYMBOLS = {
    "Wingdings": {0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xA8: "□", 0x6F: "□", 0x6E: "■", 0x6C: "●", 0xA1: "○",
                  0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xDF: "←", 0xD8: "➢"},
    "Wingdings 2": {0x52: "☑", 0x50: "✓", 0x4F: "✗", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□"},
    "Symbol": {0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xAE: "→", 0xB7: "·", 0x6D: "μ"},
}  # fmt: skip
TARGET = re.compile(r"""HYPERLINK\s+(?:\\[a-z]\s+)*["“]?([^\s"”]+)""", re.IGNORECASE)
WEB = ("http://", "https://")


@dataclass
class Field:
    """A field that is open: what it was told to show, and what it shows."""

    told: str = ""
    shown: list[str] = field(default_factory=list)
    shows: bool = False

    @property
    def name(self) -> str:
        """PAGE, HYPERLINK, …"""
        return (self.told.split() or [""])[0].upper()


@dataclass
class Words:
    """Reads paragraph after paragraph; a field may begin in one and end in another."""

    relations: dict[str, ooxml.Relation]
    links: list[Link]
    notes: list[tuple[str, str]]
    _fields: list[Field] = field(default_factory=list)
    _drawn: list[etree._Element] = field(default_factory=list)

    def read(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        """The words, lines apart by line ends, and the drawings among them. Raises RecursionError."""
        text = "".join(self._below(paragraph))
        drawn, self._drawn = self._drawn, []
        return text, drawn

    def _below(self, node: etree._Element) -> Iterator[str]:
        for child in node:
            tag = child.tag
            if tag == f"{W}r" and _hidden(child):
                for mark in child.iter(f"{W}fldChar"):
                    self._turn(mark)
            elif tag in TEXTS:
                yield from self._say(child.text or "")
            elif tag in SIGNS:
                yield from self._say(SIGNS[tag])
            elif tag in DRAWN:
                self._drawn.append(child)
            elif tag in NOTES:
                self.notes.append((NOTES[tag], child.get(f"{W}id") or ""))
            elif isinstance(tag, str) and tag not in SILENT:
                yield from self._special(child)

    def _special(self, node: etree._Element) -> Iterator[str]:
        if node.tag == f"{W}fldChar":
            yield from self._turn(node)
        elif node.tag == f"{W}instrText":
            if self._fields and not self._fields[-1].shows:
                self._fields[-1].told += node.text or ""
        elif node.tag == f"{W}fldSimple":
            self._fields.append(Field(node.get(f"{W}instr") or "", shows=True))
            yield from self._below(node)
            self._close()
        elif node.tag == f"{W}hyperlink":
            self._fields.append(Field("LINK", shows=True))
            yield from self._below(node)
            self._link(_address(self.relations, node), "".join(self._fields.pop().shown) if self._fields else "")
        elif node.tag == f"{W}sym":
            yield from self._say(_symbol(node))
        elif node.tag == ALTERNATE:
            if (form := ooxml.chosen(node)) is not None:
                yield from self._below(form)
        else:
            yield from self._below(node)

    def _say(self, text: str) -> Iterator[str]:
        """Text, unless a field around it tells what to show or shows what is none of the document's own."""
        if all(open_field.shows for open_field in self._fields):
            for open_field in self._fields:
                open_field.shown.append(text)
            if not any(open_field.name in UNCOUNTED for open_field in self._fields):
                yield text

    def _turn(self, mark: etree._Element) -> Iterator[str]:
        """A field begins, comes to what it shows, or ends."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(Field())
            return iter(_form(mark))
        if kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            self._close()
        return iter(())

    def _close(self) -> None:
        ended = self._fields.pop()
        if target := TARGET.match(ended.told.strip()):
            self._link(target[1], "".join(ended.shown))

    def _link(self, url: str, text: str) -> None:
        if url.lower().startswith(WEB):
            self.links.append(Link(url, " ".join(text.split())))


def _hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in OFF


def _form(mark: etree._Element) -> list[str]:
    """What a form field shows without words: a box with or without its tick, the chosen entry of a list."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        state = box.find(f"{W}default") if state is None else state
        return ["☑" if state is not None and state.get(f"{W}val") not in OFF else "□"]
    entries = mark.findall(f"{W}ffData/{W}ddList/{W}listEntry")
    if entries:
        chosen = mark.find(f"{W}ffData/{W}ddList/{W}result")
        number = (chosen.get(f"{W}val") or "0") if chosen is not None else "0"
        at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
        return [entries[at].get(f"{W}val") or ""] if at < len(entries) else []
    return []


def _symbol(node: etree._Element) -> str:
    try:
        code = int(node.get(f"{W}char") or "", 16)
    except ValueError:
        return ""
    known = SYMBOLS.get(node.get(f"{W}font") or "")
    if known is not None or 0xF000 <= code <= 0xF0FF:
        return (known or {}).get(code & 0xFF, "")
    return chr(code) if 0x20 <= code < 0xD800 else ""


def _address(relations: dict[str, ooxml.Relation], node: etree._Element) -> str:
    relation = relations.get(node.get(f"{ooxml.R}id") or "")
    return relation.target if relation and relation.outside else ""
