"""What a PDF carries that would act if it were opened by a program that lets it: scripts, launched programs, attached files."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from crawler.reading import limits

ACTS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|ImportData|SubmitForm)(?![A-Za-z])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
PACKED = re.compile(rb"/ObjStm\b")
STREAM = re.compile(rb"stream\r?\n")


def acts(document: Any, body: bytes) -> bool:
    """Whether a document has a script, an action that starts something, or an attached file. Nothing of it is run or opened."""
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0 or pdfium.FPDFDoc_GetAttachmentCount(document) > 0:
        return True
    return any(ACTS.search(part) or ACTS.search(_plain(part)) for part in (_structure(body), *_packed(body)))


def _structure(body: bytes) -> bytes:
    """The bytes without those of streams, in which pictures and packed text may look like anything."""
    kept: list[bytes] = []
    place = 0
    while (found := STREAM.search(body, place)) and (end := body.find(b"endstream", found.end())) >= 0:
        kept.append(body[place : found.start()])
        place = end + len(b"endstream")
    return b"".join([*kept, body[place:]])


def _plain(part: bytes) -> bytes:
    """Names may be written with their letters as figures: /J#61vaScript."""
    return ESCAPED.sub(lambda match: bytes((int(match[1], 16),)), part[: limits.PDF_PACKED]) if b"#" in part else b""


def _packed(body: bytes) -> Iterator[bytes]:
    """What is packed in the document's object streams, up to a limit of streams and bytes."""
    left = limits.PDF_PACKED
    for number, found in enumerate(PACKED.finditer(body)):
        start = STREAM.search(body, found.end(), found.end() + 1000)
        if start is None or number >= limits.PDF_STREAMS or left <= 0:
            continue
        try:
            part = zlib.decompressobj().decompress(body[start.end() : start.end() + limits.PDF_PACKED], left)
        except zlib.error:
            continue
        left -= len(part)
        yield part
