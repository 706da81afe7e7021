"""The parts of an Office Open XML file and how they lead to each other (ECMA-376 part 2, Open Packaging Conventions)."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from crawler.reading import limits, plain
from crawler.reading.containers.members import check_names

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
UNDECLARED = etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE  # a prefix without its namespace hides nothing
LOCKED = 0x1  # general purpose bit of a member that opens only with a password
BROKEN = (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, OSError, KeyError, RuntimeError)


@dataclass(frozen=True)
class Relation:
    """Where a part leads: the last word of the relation's type, and a part's name or an address outside."""

    kind: str
    target: str
    outside: bool


@dataclass
class Package:
    """An office file as its parts by name. `damaged` tells that some part could be read only in part, or not at all."""

    names: dict[str, str]
    body: bytes = b""
    inline: dict[str, etree._Element | bytes] = field(default_factory=dict)
    damaged: bool = False

    def has(self, name: str) -> bool:
        """Whether a part of this name is there."""
        return name.lower() in self.names or name in self.inline

    def content(self, name: str) -> bytes:
        """A part's bytes; none when it is missing or broken."""
        if name in self.inline:
            part = self.inline[name]
            return part if isinstance(part, bytes) else etree.tostring(part)
        if name.lower() not in self.names:
            return b""
        try:
            with zipfile.ZipFile(io.BytesIO(self.body)) as parts:
                return _unpacked(parts, parts.getinfo(self.names[name.lower()]), limits.ZIP_BYTES)
        except BROKEN:
            self.damaged = True
            return b""

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part, its strict namespaces as the usual ones; None when it is missing or beyond reading."""
        part = self.inline.get(name)
        if isinstance(part, etree._Element):
            return part
        content = self.content(name)
        if not content.strip():
            return None
        root, whole = parse(content)
        self.damaged = self.damaged or not whole
        return root

    def relations(self, name: str = "") -> dict[str, Relation]:
        """Where a part leads, by id; without a name, where the package begins."""
        folder, _, last = name.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{last}.rels"))
        found = root.iter(RELATION) if root is not None else ()
        return {node.get("Id") or "": _relation(node, folder) for node in found}

    def main(self, usual: str) -> str:
        """The name of the part with which the document begins, whatever it is called."""
        for relation in self.relations().values():
            if relation.kind == "officeDocument" and self.has(relation.target):
                return relation.target
        return usual


def open_package(body: bytes) -> Package:
    """A package in a ZIP, looked over before anything is read. Raises Encrypted, LimitReached, Unsafe, BadZipFile."""
    whole = look_over(body)
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        members = parts.infolist()
        names = {part.filename.replace("\\", "/").lstrip("/").lower(): part.filename for part in members}
    return Package(names, body, damaged=not whole)


def look_over(body: bytes) -> bool:
    """Whether every part of a document in a ZIP is whole; what is may be read. Raises Encrypted, LimitReached, Unsafe, BadZipFile."""
    left, whole = limits.ZIP_BYTES, True
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        if len(parts.infolist()) > limits.ZIP_ENTRIES:
            raise limits.LimitReached("entries")
        check_names((member.filename, member.CRC) for member in parts.infolist())
        for member in parts.infolist():
            if member.flag_bits & LOCKED:
                raise limits.Encrypted
            try:
                content = _unpacked(parts, member, left)
            except BROKEN:
                whole = False
                continue
            left -= len(content)
            if member.filename.lower().endswith((".xml", ".rels", ".vml")) and plain.has_document_type(content):
                raise limits.Unsafe(member.filename)
    return whole


def _unpacked(parts: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    """A part's bytes. Raises LimitReached as soon as they are too many, whatever the header says."""
    steep = max(limits.ZIP_RATIO * member.compress_size, limits.ZIP_RATIO_FLOOR)
    with parts.open(member) as stream:
        content = stream.read(min(left, steep) + 1)
    if len(content) > min(left, steep):
        raise limits.LimitReached(member.filename)
    return content


def open_flat(root: etree._Element) -> Package:
    """A package written as one XML file ("Word XML document")."""
    inline: dict[str, etree._Element | bytes] = {}
    for part in root.iter(f"{PKG}part"):
        data = part.find(f"{PKG}xmlData")
        if data is not None and len(data):
            inline[(part.get(f"{PKG}name") or "").lstrip("/")] = data[0]
    return Package({}, inline=inline)


def parse(content: bytes) -> tuple[etree._Element | None, bool]:
    """The root of an XML part as far as it can be read, and whether that is all of it. Raises Unsafe."""
    content = STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)
    if plain.has_document_type(content):
        raise limits.Unsafe("document type")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None, False
    return root, all(fault.type == UNDECLARED for fault in parser.error_log)


def local_name(node: etree._Element) -> str:
    """An element's name without its namespace or prefix; "" for comments and the like."""
    return node.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(node.tag, str) else ""


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The one of several forms of a content to read: the first that says something (mc:AlternateContent)."""
    forms = [child for child in alternate if isinstance(child.tag, str)]
    return next((form for form in forms if form.tag == CHOICE and len(form)), forms[-1] if forms else None)


def _relation(node: etree._Element, folder: str) -> Relation:
    outside = node.get("TargetMode") == "External"
    target = node.get("Target") or ""
    if not outside:
        target = posixpath.normpath(posixpath.join("/" + folder, unquote(target).replace("\\", "/"))).lstrip("/")
    return Relation((node.get("Type") or "").rpartition("/")[2], target, outside)
