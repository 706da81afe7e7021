"""Word: .docx and its kin (.docm, .dotx, strict, one-file XML, XML of 2003) in the order in which a person reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from crawler.reading import doubts, limits
from crawler.reading.office import ooxml, runs, wordlists
from crawler.reading.office.story import ReadPart, Story, Written, unmark
from crawler.reading.text import titles
from crawler.reading.value import Reading

W = runs.W
W2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
WX = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
AML = "{http://schemas.microsoft.com/aml/2001/core}"
EDGES = ("headerReference", "footerReference")
NUMBERS_ONLY = re.compile(r"[\s\d第共页/\\~\-–—－·.,，]*|page\s*\d*(\s*of\s*\d*)?", re.IGNORECASE)
OFFICIAL = 150  # points: a picture below this in either direction is a seal, a mark or a code to scan
METAFILES = (".emf", ".wmf", ".emz", ".wmz")  # drawings of Windows, which nothing here shows to eyes
WORDS_FOR_PICTURE = 100  # characters beside a large picture below which the picture is taken for the content


def read(body: bytes, media_type: str, read_part: ReadPart | None = None) -> Reading:
    """Paragraphs, tables and text boxes; then notes, headers and footers that say something of their own.

    `read_part` reads what is embedded: other documents, and pictures where hardly any words stand beside them.
    Raises Encrypted, LimitReached, Unsafe, BadZipFile.
    """
    return _read(ooxml.open_package(body), media_type, read_part)


def read_xml(body: bytes, media_type: str, read_part: ReadPart | None = None) -> Reading:
    """A Word document written as one XML file, of 2003 or later. Raises LimitReached, Unsafe."""
    root, whole = ooxml.parse(body)
    if root is None:
        return Reading(media_type, doubts=(doubts.DAMAGED,))
    if root.tag == f"{{{W2003}}}wordDocument":
        package = ooxml.Package({}, inline={"word/document.xml": _modern(root)})
    else:
        package = ooxml.open_flat(root)
    package.damaged = not whole
    return _read(package, media_type, read_part)


def _read(package: ooxml.Package, media_type: str, read_part: ReadPart | None) -> Reading:
    main = package.main("word/document.xml")
    root = package.xml(main)
    if root is None:
        return Reading(media_type, doubts=(doubts.DAMAGED,))
    relations = package.relations(main)
    by_kind = {relation.kind: relation.target for relation in relations.values()}
    lists = wordlists.read(*(package.xml(by_kind.get(kind, "")) for kind in ("numbering", "styles")))
    story = Story(package, lists)
    written = story.read(root, main)
    pictures = [target for target, wide, high in story.pictures if min(wide, high) >= OFFICIAL]
    for kind in ("footnotes", "endnotes"):
        _add(written, _notes(story, by_kind.get(kind, ""), kind))
    seen = set(written.lines)
    for target in _edges(root, relations):
        _add(written, _own(story.read(part, target), seen) if (part := package.xml(target)) is not None else Written())
    return _reading(media_type, story, written, pictures, read_part)


def _reading(
    media_type: str, story: Story, written: Written, pictures: list[str], read_part: ReadPart | None
) -> Reading:
    """Everything put together, with what is embedded read by the one who knows its kind."""
    found: list[str] = [doubts.DAMAGED] if story.package.damaged else []
    found += [doubts.LIMIT] if story.too_large else []
    embedded = [_embedded(story.package, target, read_part) for target in story.embedded]
    lines = unmark(written.lines, embedded)
    solid = sum(len(line) for line in lines)
    shown: list[Reading] = []
    if pictures and solid < WORDS_FOR_PICTURE * len(pictures):
        shown = [_embedded(story.package, target, read_part) for target in pictures[: limits.PICTURES]]
        found += [doubts.LIMIT] if len(pictures) > limits.PICTURES else []
    lines += [line for picture in shown for line in picture.text.split("\n") if line]
    found += [doubt for reading in (*embedded, *shown) for doubt in reading.doubts]
    if not lines and not found:
        found.append(doubts.PICTURE if story.pictures else doubts.EMPTY)
    by_eye = [reading for reading in shown if reading.read_by != "text"]
    return Reading(
        media_type,
        title=titles.first(lines),
        text="\n".join(lines),
        tables=tuple(written.tables) + tuple(table for reading in (*embedded, *shown) for table in reading.tables),
        links=tuple(dict.fromkeys(story.links)),
        boxes=tuple(story.boxes) + tuple(box for reading in shown for box in reading.boxes),
        doubts=tuple(dict.fromkeys(found)),
        read_by=by_eye[0].read_by if by_eye else "text",
        confidence=min((reading.confidence for reading in by_eye), default=""),
    )


def _embedded(package: ooxml.Package, target: str, read_part: ReadPart | None) -> Reading:
    """A document or picture within the document; one that is only referred to, or that nobody here reads, is doubted."""
    content = b"" if target.lower().endswith(METAFILES) else package.content(target)
    if not content or read_part is None:
        return Reading("", doubts=(doubts.PICTURE,))
    return read_part(content, target.rpartition("/")[2])


def _add(written: Written, more: Written) -> None:
    written.lines += more.lines
    written.tables += more.tables


def _notes(story: Story, target: str, kind: str) -> Written:
    """The footnotes or endnotes that the text refers to, in the order in which it does."""
    wanted = list(dict.fromkeys(number for of_kind, number in story.notes if of_kind == kind))
    root = story.package.xml(target) if wanted and target else None
    found = Written()
    if root is None:
        return found
    by_id = {node.get(f"{W}id") or "": node for node in root if isinstance(node.tag, str)}
    for number in wanted:
        if number in by_id:
            _add(found, story.read(by_id[number], target))
    return found


def _edges(root: etree._Element, relations: dict[str, ooxml.Relation]) -> Iterable[str]:
    """The parts of the headers and footers in their order, each once."""
    ids = (node.get(f"{ooxml.R}id") or "" for name in EDGES for node in root.iter(f"{W}{name}"))
    return dict.fromkeys(relations[found].target for found in ids if found in relations)


def _own(edge: Written, seen: set[str]) -> Written:
    """What a header or footer says beyond page numbers and what has been said already."""
    lines = [line for line in edge.lines if line not in seen and not NUMBERS_ONLY.fullmatch(line)]
    seen.update(lines)
    return Written(lines, edge.tables if lines else [])


def _modern(root: etree._Element) -> etree._Element:
    """A document of Word 2003 under the names of today; deleted text and notes become what they are called now."""
    for node in list(root.iter()):
        if not isinstance(node.tag, str):
            continue
        if node.tag == f"{AML}annotation" and (node.get(f"{{{W2003}}}type") or "").endswith("Deletion"):
            node.tag = f"{W}del"
        elif node.tag.startswith(f"{{{W2003}}}"):
            _rename(node)
    body = root.find(f"{W}body")
    return root if body is None else body


def _rename(node: etree._Element) -> None:
    name = ooxml.local_name(node)
    node.tag = W + {"vmerge": "vMerge", "hlink": "smartTag"}.get(name, name)
    for key, value in list(node.attrib.items()):
        if str(key).startswith(f"{{{W2003}}}"):
            node.set(W + str(key).rpartition("}")[2], value)
    if name == "listPr":
        label = node.find(f"{WX}t")
        _precede(node, label.get(f"{WX}val") or "" if label is not None else "")


def _precede(properties: etree._Element, label: str) -> None:
    """Write the number of a list, which the file itself states, before its paragraph."""
    holder = properties.getparent()
    paragraph = holder.getparent() if holder is not None else None
    if label and paragraph is not None and holder is not None:
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}t").text = label
        holder.addnext(run)
