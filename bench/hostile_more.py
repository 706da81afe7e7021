"""Files made to hurt or to puzzle their reader: under another kind's name, with nothing in them, locked, and archives in parts.

Entered into `hostile.ATTACKS`, like those of `hostile_office.py`.
"""

from __future__ import annotations

import struct
import zipfile
import zlib

from bench.hostile import MARK, Lure, attack, page, pdf, sheet, stream
from bench.hostile import SAYS as WORDS
from bench.hostile_office import closed, docx, entry, local, ole, paragraph, xlsx, zipped

CELLS = f"<table><tr><td>项目</td><td>{MARK}</td></tr></table>"


# --- What says nothing, or says it where nobody reads


@attack("a.html", quick=True)
def html_of_no_bytes() -> bytes:
    return b""


@attack("a.html", "text/html", quick=True)
def html_of_blanks() -> bytes:
    return b" \r\n\t" * 10_000


@attack("a.html", "text/html", quick=True)
def html_that_only_a_script_fills() -> bytes:
    return b'<html><body><div id="app"></div><script src="/js/app.js"></script></body></html>'


@attack("a.html", "text/html", quick=True)
def html_of_nothing_but_pictures() -> bytes:
    return b"<html><body>" + b'<img src="a.jpg">' * 100 + b"</body></html>"


@attack("a.html", "text/html", quick=True)
def html_with_zero_bytes_in_every_tag() -> bytes:
    return page("<p>正文</p>").replace(b"<p>", b"<\0p\0>")


@attack("a.html", "text/html", quick=True)
def html_of_surrogates_and_controls_by_number() -> bytes:
    return page(
        "".join(
            f"&#x{code:x};"
            for code in (*range(32), *range(0x7F, 0xA0), 0xD800, 0xDFFF, 0x202E, 0x2066, 0xFFFE, 0x110000)
        )
        * 200
    )


@attack("a.html", "text/html", quick=True)
def html_in_utf16_without_a_mark() -> bytes:
    return page("<p>政务公开</p>" * 50).decode().encode("utf-16-le")


@attack("a.pdf", quick=True)
def pdf_with_a_file_attached() -> bytes:
    held = b"/Names<</EmbeddedFiles<</Names[(a.exe)<</Type/Filespec/F(a.exe)/EF<</F 6 0 R>>>>]>>>>"
    return sheet(stream(WORDS), stream(b"MZ" + bytes(99), b"/Type/EmbeddedFile")).replace(
        b"/Catalog", b"/Catalog" + held
    )


@attack("a.pdf", quick=True)
def pdf_that_is_a_scan() -> bytes:
    said = b"/Type/XObject/Subtype/Image/Width 64/Height 64/BitsPerComponent 8/ColorSpace/DeviceGray"
    return sheet(stream(b"600 0 0 800 0 0 cm /X Do"), stream(bytes(4_096), said), resources=b"/XObject<</X 6 0 R>>")


@attack("a.pdf", quick=True)
def pdf_of_no_page() -> bytes:
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")


# --- What bears another kind's name


@attack("a.doc", "application/msword", quick=True)
def doc_that_is_a_web_page() -> bytes:
    return page(CELLS)


@attack("b.doc", "application/msword", quick=True)
def doc_that_is_a_saved_page() -> bytes:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n'
    return head + page(CELLS) + b"\n--b--\n"


@attack("c.doc", "application/msword", quick=True)
def doc_that_is_a_docx() -> bytes:
    return docx(paragraph("正文"))


@attack("a.xls", "application/vnd.ms-excel", quick=True)
def xls_that_is_a_web_page_in_gbk() -> bytes:
    return f"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body>{CELLS}</body></html>".encode("gb18030")


@attack("b.xls", "application/vnd.ms-excel", quick=True)
def xls_that_is_an_xlsx() -> bytes:
    return xlsx(f'<row r="1"><c r="A1" t="str"><v>{MARK}</v></c></row>')


@attack("c.xls", "application/vnd.ms-excel", quick=True)
def xls_that_is_a_csv_in_gbk() -> bytes:
    return f"项目,预算\r\n接待费,12.5\r\n{MARK},1\r\n".encode("gb18030")


@attack("a.et", quick=True)
def et_that_is_an_xlsx() -> bytes:
    return xls_that_is_an_xlsx()


@attack("a.html", "text/html", quick=True)
def html_that_is_a_pdf() -> bytes:
    return sheet(stream(WORDS))


@attack("a.pdf", "application/pdf", quick=True)
def pdf_that_is_a_web_page() -> bytes:
    return page(CELLS)


@attack("a.jpg", "image/jpeg", quick=True)
def jpg_that_is_a_program() -> bytes:
    return b"MZ".ljust(128, b"\0") + b"PE\0\0".ljust(4_096, b"\x90")


# --- What is locked


@attack("a.xlsx", quick=True)
def xlsx_locked_with_a_password() -> bytes:
    return ole("EncryptedPackage", struct.pack("<Q", 4_000) + bytes(4_000))


@attack("a.docx", quick=True)
def docx_locked_with_a_password() -> bytes:
    return ole("EncryptedPackage", struct.pack("<Q", 9_000) + b"\xa5" * 9_000)


@attack("a.zip", quick=True)
def zip_locked_with_a_password() -> bytes:
    body, name = bytes(40), b"a.txt"
    member = bytearray(local(name, body, 28, 1, 0))
    line = bytearray(entry(name, body, 28, checksum=1, method=0))
    member[6] |= 1
    line[8] |= 1
    return closed(bytes(member), bytes(line), 1)


# --- Archives: parts of several, odd names, and pieces that lie in each other


def rar4(*members: tuple[bytes, bytes], main: int = 0, flags: int = 0, made_by: int = 2, mode: int = 0x20) -> bytes:
    """A RAR of version 4 whose members are stored as they are."""

    def block(kind: int, flags: int, rest: bytes) -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    out = b"Rar!\x1a\x07\x00" + block(0x73, main, bytes(6))
    for name, content in members:
        said = (len(content), len(content), made_by, zlib.crc32(content), 0, 20, 0x30, len(name), mode)
        out += block(0x74, 0x8000 | flags, struct.pack("<2LB2L2BHL", *said) + name) + content
    return out + block(0x7B, 0x4000, b"")


@attack("a.part1.rar", quick=True)
def rar_that_is_one_of_several() -> bytes:
    return rar4((b"a.txt", b"x" * 99), main=0x101, flags=2)


@attack("a.rar", quick=True)
def rar_locked_with_a_password() -> bytes:
    return rar4((b"a.txt", b"x" * 99), flags=4)


@attack("a.rar", quick=True)
def rar_whose_members_leave_it(lure: Lure) -> bytes:
    up = b"..\\" * 30
    names = (
        up + lure.target[1:].encode().replace(b"/", b"\\"),
        lure.target.encode(),
        b"C:\\windows\\a.txt",
        b"NUL",
        b"AUX.txt",
    )
    return rar4(*((name, b"x") for name in names), (f"{MARK}.txt".encode("gb18030"), MARK.encode()))


@attack("a.rar", quick=True)
def rar_of_links_to_files(lure: Lure) -> bytes:
    return rar4((f"{MARK}.txt".encode("gb18030"), lure.secret.encode()), made_by=3, mode=0o120777)


@attack("a.zip", quick=True)
def zip_of_names_of_devices() -> bytes:
    return zipped(
        *((f"{name}.txt", "x") for name in ("CON", "PRN", "AUX", "NUL", "COM1", "LPT9")), (f"{MARK}.txt", MARK)
    )


@attack("a.zip", quick=True)
def zip_of_names_that_turn_and_break_lines() -> bytes:
    return zipped(("a\u202egpj.exe", "x"), ("b\r\nc.txt", "x"), ("d\x1b]0;e\x07.txt", "x"), (f"{MARK}.txt", MARK))


@attack("a.zip", quick=True)
def zip_of_names_in_gbk() -> bytes:
    name, body = f"{MARK}.txt".encode("gb18030"), b"x"
    return closed(
        local(name, body, 1, zlib.crc32(body), 0), entry(name, body, 1, checksum=zlib.crc32(body), method=0), 1
    )


@attack("a.zip", quick=True)
def zip_that_is_its_own_member() -> bytes:
    """The member is the archive's own bytes, as far as they were written: a reader that follows it never ends."""
    inner = zipped((f"{MARK}.txt", MARK))
    for _ in range(12):
        inner = zipped(("a.zip", inner))
    return inner


@attack("a.zip", quick=True)
def zip_cut_off_in_the_middle() -> bytes:
    body = zipped(("a.txt", MARK * 9_999), ("b.txt", MARK))
    return body[: len(body) // 2]


@attack("a.zip", quick=True)
def zip_packed_by_a_method_of_no_one() -> bytes:
    body, name = b"x" * 40, b"a.txt"
    return closed(
        local(name, body, 40, zlib.crc32(body), 97), entry(name, body, 40, checksum=zlib.crc32(body), method=97), 1
    )


def _lzma(how: bytes) -> bytes:
    """A ZIP whose first part, which says what it is, is packed by LZMA with these properties."""
    body, name, method = b"\x09\x14\x05\x00" + how + bytes(40), b"mimetype", zipfile.ZIP_LZMA
    return closed(local(name, body, 40, 0, method), entry(name, body, 40, method=method), 1)


@attack("a.zip", quick=True)
def zip_of_lzma_that_claims_a_dictionary_of_4_gb() -> bytes:
    return _lzma(b"\x5d\xff\xff\xff\xff")


@attack("a.odt", quick=True)
def odt_that_names_itself_by_lzma_that_is_none() -> bytes:
    return _lzma(b"\xff\xff\xff\xff\xff")
