"""What a file is, by its bytes, and which reader reads it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from crawler.reading.bundle import read_zip
from crawler.reading.encoding import decode
from crawler.reading.html import read_html
from crawler.reading.image import read_image
from crawler.reading.office import read_csv, read_docx, read_rtf, read_sheets, read_spreadsheet_xml
from crawler.reading.pdf import read_pdf
from crawler.reading.value import Reading

OLE2, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
SNIFFED = 1024  # bytes by which a file is told


def kind_of(body: bytes, content_type: str, name: str) -> str:
    """The media type that the bytes show; the declared type and the name only tell plain texts apart."""
    head = body[:SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-") or b"%PDF-" in body[:SNIFFED]:
        return "application/pdf"
    if head.startswith(IMAGES):
        return "image/*"
    if body.startswith(ZIP):
        return _zip_kind(body)
    if body.startswith(OLE2):
        return _ole2_kind(body)
    if body.startswith((b"Rar!", b"7z\xbc\xaf")):
        return "application/vnd.rar"
    if head.startswith(b"{\\rtf"):
        return "application/rtf"
    return _text_kind(head, content_type.lower(), name.lower())


def _text_kind(head: bytes, declared: str, name: str) -> str:
    low = head.lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in low:
        return "application/vnd.ms-excel+xml"
    if re.search(rb"<(?:!doctype html|html|head|body|frameset|table|div|script|meta|title|p|h1)\b", low):
        return "text/html"
    if "json" in declared or low[:1] in (b"{", b"["):
        return "application/json"
    if low.startswith(b"<?xml") or "xml" in declared.replace("xhtml", ""):
        return "text/xml"
    if "csv" in declared or name.endswith(".csv"):
        return "text/csv"
    return "text/html" if "html" in declared else "text/plain"


def _zip_kind(body: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(body)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "application/zip"
    if any(name.startswith("word/") for name in names):
        return DOCX
    if any(name.startswith("xl/") for name in names):
        return XLSX
    return ODS if "content.xml" in names and "mimetype" in names else "application/zip"


def _ole2_kind(body: bytes) -> str:
    """Spreadsheet, document or other, by the stream names in the container."""
    if any(name.encode("utf-16-le") in body for name in ("Workbook", "Book\0")):
        return "application/vnd.ms-excel"
    return "application/msword" if "WordDocument".encode("utf-16-le") in body else "application/x-ole-storage"


def read(body: bytes, *, url: str, content_type: str = "", name: str = "") -> Reading:
    """What a page or file says of itself; what cannot be read is among its doubts."""
    name = name or PurePosixPath(unquote(urlsplit(url).path)).name
    kind = kind_of(body, content_type, name)
    if kind == "text/html":
        return read_html(body, url, content_type)
    if kind in ("text/xml", "application/json", "text/plain"):
        return _read_text(body, url, content_type, kind)
    return _read_file(body, kind)


def _read_text(body: bytes, url: str, content_type: str, kind: str) -> Reading:
    text, encoding = decode(body, content_type)
    if not text.strip():
        return Reading(kind, encoding, doubts=("empty",))
    return Reading(kind, encoding, text=text)


def _read_file(body: bytes, kind: str) -> Reading:
    if kind == "application/pdf":
        return read_pdf(body)
    if kind == "image/*":
        return read_image(body)
    if kind == DOCX:
        return read_docx(body)
    if kind in (XLSX, ODS, "application/vnd.ms-excel"):
        return read_sheets(body, kind)
    if kind == "application/vnd.ms-excel+xml":
        return read_spreadsheet_xml(body)
    if kind == "application/rtf":
        return read_rtf(body)
    if kind == "text/csv":
        return read_csv(body)
    if kind == "application/zip":
        return read_zip(body, read)
    readers = {"application/msword": "doc", "application/vnd.rar": "rar"}
    return Reading(kind, doubts=(f"needs_reader:{readers.get(kind, 'ole2')}",))
