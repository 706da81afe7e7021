"""What kind of file bytes are: by the bytes first, by header and name only where bytes cannot tell."""

from __future__ import annotations

import codecs
import io
import json
import re
import struct
import zipfile
import zlib

from crawler.reading import limits
from crawler.reading.containers import ole
from crawler.reading.text import encoding

HTML, PLAIN, CSV, JSON, XML = "text/html", "text/plain", "text/csv", "application/json", "application/xml"
PDF, RTF, MHTML, ZIP = "application/pdf", "application/rtf", "message/rfc822", "application/zip"
RAR, SEVEN_ZIP, TAR = "application/vnd.rar", "application/x-7z-compressed", "application/x-tar"
GZIP, BZIP, XZ = "application/gzip", "application/x-bzip2", "application/x-xz"
PROGRAM = "application/vnd.microsoft.portable-executable"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODS, ODT = "application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.text"
ODP, ODG = "application/vnd.oasis.opendocument.presentation", "application/vnd.oasis.opendocument.graphics"
FLAT_ODF = "application/vnd.oasis.opendocument.text-flat-xml"
ODF = (ODT, ODP, ODG, FLAT_ODF)
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
OFD = "application/ofd"
DOC, XLS, PPT, OLE = (
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/x-ole-storage",
)
WORKS = "application/vnd.ms-works"
SHEET_XML, WORD_XML = "application/vnd.ms-excel+xml", "application/vnd.ms-word+xml"
UNKNOWN = "application/octet-stream"
LEADS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\xdb\xa5\x2d\x00", DOC),  # Word 2, before there was OLE
    (b"\x09\x00\x04\x00", XLS),  # Excel 2 to 5 without OLE around it, as simple programs export it to this day
    (b"\x09\x02\x06\x00", XLS),
    (b"\x09\x04\x06\x00", XLS),
    (b"\x09\x08\x08\x00", XLS),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"\x1f\x8b\x08", GZIP),
    (b"\xfd7zXZ\x00", XZ),
    (b"PK\x07\x08", ZIP),  # the first file of several, or the only one after all: PK00
    (b"PK00PK\x03\x04", ZIP),
)
BLANK = b"\xef\xbb\xbf \t\r\n"  # what a careless server sends before a file
BZIP_LEAD = re.compile(rb"BZh[1-9](1AY&SY|\x17rE8P\x90)")
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_KINDS = {ole.WORD: DOC, ole.SHEETS: XLS, ole.SLIDES: PPT, ole.WORKS: WORKS}
MAIN_PARTS = (
    (re.compile(rb"(?:ms-word|wordprocessingml)\.[\w.]*main\+xml", re.IGNORECASE), DOCX),
    (re.compile(rb"ms-excel\.sheet\.binary\.[\w.]*main", re.IGNORECASE), XLSB),
    (re.compile(rb"(?:ms-excel|spreadsheetml)\.[\w.]*main\+xml", re.IGNORECASE), XLSX),
    (re.compile(rb"(?:ms-powerpoint|presentationml)\.[\w.]*main\+xml", re.IGNORECASE), PPTX),
)
CONTENT_TYPES = "[content_types].xml"
PLAINLY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DECLARED = 65_536  # bytes of the parts that say what an archive is
MEMBERS = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("xl/workbook.bin", XLSB),
    ("ppt/presentation.xml", PPTX),
    ("ofd.xml", OFD),
)
HEAD = 4096
TAGS = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|tbody|tr|div|p|ul|ol|li|a|br|img|span|font|title|meta|script|frameset|iframe|h[1-6]|center|form)[\s/>]",
    re.IGNORECASE,
)
LETTERS = b"http://schemas.microsoft.com/office/word/2003/wordml"
FLAT_PACKAGE = b"http://schemas.microsoft.com/office/2006/xmlPackage"
FLAT_OPEN = re.compile(rb"<office:document[\s>]")
JSON_BEGUN = re.compile(rb"""[\xef\xbb\xbf\s]*(?:\[\s*[\["{}\]\d-]|\{\s*["}])""")
SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def media_type(body: bytes, content_type: str = "", name: str = "") -> str:
    """The media type that the bytes prove; for text without marks, the one that header or name say."""
    if not body.startswith(b"<") and (kind := _by_lead(body)):
        return kind
    if is_tar(body):
        return TAR
    if body[:2] == b"BM" and len(body) > 26 and body[14] in (12, 40, 52, 56, 64, 108, 124):
        return "image/bmp"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if b"%PDF-" in body[:1024]:
        return PDF
    return _text(body, content_type.lower(), name.lower())


def is_tar(body: bytes) -> bool:
    """Whether the first block is the header of a file in a tar."""
    return body[257:262] == b"ustar" and len(body) >= 512


def _by_lead(body: bytes) -> str:
    """The kind of a file whose first bytes are no text's, or ""."""
    for lead, kind in LEADS:
        if body.startswith(lead):
            return kind
    if body[:64].lstrip(BLANK).startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(body)
    if body.startswith(OLE_MARK):
        return OLE_KINDS.get(ole.program(body), OLE)
    if body.startswith(b"MZ") and b"PE\0\0" in body[:HEAD]:
        return PROGRAM
    return BZIP if BZIP_LEAD.match(body) else ""


def _zipped(body: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as bundle:
            names = {name.replace("\\", "/").lstrip("/").lower(): name for name in bundle.namelist()}
            declared = _declared(bundle, names.get("mimetype", "")).decode("ascii", "ignore").strip()
            parts = _declared(bundle, names.get(CONTENT_TYPES, ""))
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
        KeyError,
        EOFError,
        zlib.error,
        struct.error,
    ):
        return ZIP
    declared = declared.removesuffix("-template").removesuffix("-master")
    if declared in (ODS, ODT, ODP, ODG):
        return declared
    main = next((kind for pattern, kind in MAIN_PARTS if pattern.search(parts)), "")
    return main or next((kind for member, kind in MEMBERS if member in names), ZIP)


def _declared(bundle: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a member, however long it claims or turns out to be; of one packed as no office program packs it, nothing."""
    if not name or bundle.getinfo(name).compress_type not in PLAINLY:
        return b""
    with bundle.open(name) as stream:
        return stream.read(DECLARED)


def _text(body: bytes, content_type: str, name: str) -> str:
    head = body[:HEAD].replace(b"\0", b"")
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f")
    if start.startswith(b"<"):
        return _markup(start, content_type)
    if re.match(rb"mime-version:", start, re.IGNORECASE) or (
        b"multipart/related" in head[:1024] and start[:1].isalpha()
    ):
        return MHTML
    if start.startswith(b"{\\rtf"):
        return RTF
    if start[:1] in (b"{", b"[") and _is_json(body):
        return JSON
    return _by_word(body, head, content_type, name)


def _markup(start: bytes, content_type: str) -> str:
    if b"<html" not in start.lower() and (kind := _office_markup(start)):
        return kind
    if start.startswith(b"<svg"):
        return "image/svg+xml"
    if start.startswith(b"<?xml") and not re.search(rb"<!doctype\s+html|<html", start, re.IGNORECASE):
        return "image/svg+xml" if b"<svg" in start else XML
    if TAGS.search(start) or "html" in content_type or "xml" not in content_type:
        return HTML
    return XML


def _office_markup(start: bytes) -> str:
    """The kind of an office document that is one XML file; "" for other XML."""
    if LETTERS in start or FLAT_PACKAGE in start:
        return WORD_XML
    if FLAT_OPEN.search(start):
        return FLAT_ODF
    return SHEET_XML if SPREADSHEET in start else ""


def _by_word(body: bytes, head: bytes, content_type: str, name: str) -> str:
    if len(TAGS.findall(head)) >= 2:
        return HTML
    is_wide = body.startswith(WIDE_MARKS) or bool(encoding._wide(body))
    if body and (body[:HEAD].translate(None, CONTROLS) != body[:HEAD]) and not is_wide:
        return UNKNOWN
    if "text/csv" in content_type or name.endswith((".csv", ".tsv", ".xls")):
        return CSV
    if "html" in content_type:
        return HTML
    return PLAIN


def _is_json(body: bytes) -> bool:
    if len(body) > limits.PAGE_BYTES:  # never read as a whole: how it begins must do
        return JSON_BEGUN.match(body) is not None
    try:
        json.loads(encoding.decode(body)[0])
    except (ValueError, RecursionError):
        return False
    return True
