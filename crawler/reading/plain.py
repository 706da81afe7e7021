"""Text, comma-separated tables, JSON and XML."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from lxml import etree

from crawler.reading import doubts, limits
from crawler.reading.text import encoding, titles
from crawler.reading.value import Reading, Table

MARKS = "\t,;|"
QUOTED = re.compile(r"\"(?:[^\"]|\"\")*\"")
HARMLESS = (etree.ErrorTypes.ERR_INVALID_CHAR,)  # of what XML forbids
HEAD = 20  # lines that show which mark divides the cells


def read(body: bytes, media_type: str, content_type: str) -> Reading:
    """The text as it is; an answer of JSON or XML is left to those who know its form."""
    found = encoding.decoded(body[: limits.PAGE_BYTES], content_type)
    told = (doubts.LIMIT,) if len(body) > limits.PAGE_BYTES else () if found.text.strip() else (doubts.EMPTY,)
    return Reading(media_type, encoding=found.name, text=found.text.strip("\0"), doubts=(*told, *found.doubts))


def read_csv(body: bytes, media_type: str, content_type: str) -> Reading:
    """A table of values between commas, semicolons or tabs."""
    found = encoding.decoded(body[: limits.PAGE_BYTES], content_type)
    cells = [tuple(map(str.strip, row)) for row in _split(found.text)]
    lines = [row for row in cells if any(row)]
    wide = max(map(len, lines), default=0)
    rows = tuple((*row, *[""] * (wide - len(row))) for row in lines if len(lines) * wide <= limits.TABLE_CELLS)
    told = (
        (doubts.LIMIT,) if len(body) > limits.PAGE_BYTES or len(rows) < len(lines) else () if lines else (doubts.EMPTY,)
    )
    return Reading(
        media_type,
        encoding=found.name,
        title=titles.of_rows(lines),
        text="\n".join("\t".join(row) for row in lines),
        tables=(Table(rows),) if wide > 1 and rows else (),
        doubts=(*told, *found.doubts),
    )


def has_document_type(body: bytes) -> bool:
    """Whether XML brings along what could stand for more than it says; no honest office file does."""
    marks = ("<!DOCTYPE", "<!ENTITY")
    return any(mark.encode(name) in body for mark in marks for name in ("ascii", "utf-16le", "utf-16be"))


def _split(text: str) -> Iterator[list[str]]:
    """The cells of each line, between whichever mark stands most often in the first lines, outside of quotes. Raises csv.Error."""
    said = re.match(r"sep=(.)\r?\n", text)
    head = QUOTED.sub("", "\n".join(text.split("\n", HEAD)[:HEAD]))
    mark = said[1] if said else max(MARKS, key=head.count)
    csv.field_size_limit(limits.PAGE_BYTES)
    return csv.reader(io.StringIO(text[said.end() :] if said else text, newline=""), delimiter=mark)


def parse_xml(body: bytes, whole: bool = False) -> etree._Element:
    """The root of an XML document that brings no document type along, as far as it can be read.

    One that must be `whole` may hold characters that XML does not have and names that it never explained, but no tag that is not closed.
    Raises Unsafe, etree.XMLSyntaxError.
    """
    if has_document_type(body):
        raise limits.Unsafe("document type")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(body, parser)
    faults = [each for each in parser.error_log if each.level == etree.ErrorLevels.FATAL and each.type not in HARMLESS]
    if root is None or (whole and faults):
        raise etree.XMLSyntaxError("no element" if root is None else "not whole", 0, 0, 0)
    return root
