"""Files that hold what is owed and that cannot be read: locked, cut off, drawn, in a form of which nobody has a reader here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

import py7zr
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bench.hostile_office import doc_locked_with_a_password
from reports.samplecity.documents import Paper, docx, pdf, xls

PAPER = Paper("关于信息公开的表", ("现予公布。", (("项目", "金额"), ("合计", "12.5"))))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Made = Callable[[], bytes]


@cache
def picture() -> bytes:
    """A page of text as a picture."""
    drawn = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(drawn)
    for row in range(80, 1600, 44):
        pen.line((120, row, 1100 - row % 7 * 30, row), fill=0, width=9)
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def scan() -> bytes:
    """A PDF of which every page is a picture."""
    out = io.BytesIO()
    paper = Canvas(out, invariant=1)
    for _ in range(2):
        paper.drawImage(ImageReader(io.BytesIO(picture())), 0, 0, 595, 842)
        paper.showPage()
    paper.save()
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    out = io.BytesIO()
    paper = Canvas(out, encrypt="secret")
    paper.drawString(72, 720, "budget")
    paper.save()
    return out.getvalue()


def garbled_pdf() -> bytes:
    """A PDF whose font does not say which characters it shows."""
    out = io.BytesIO()
    paper = Canvas(out, invariant=1)
    for line in range(30):
        paper.drawString(72, 760 - 20 * line, "预算收支总表三公经费公务接待费".encode("gbk").decode("latin-1"))
    paper.save()
    return out.getvalue()


def packed(name: str, body: bytes) -> bytes:
    """A ZIP of one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(zipfile.ZipInfo(name), body)
    return out.getvalue()


def locked_zip() -> bytes:
    """A ZIP that says of its member that it is encrypted."""
    body = bytearray(packed("a.docx", docx(PAPER)))
    body[6] |= 1
    body[body.index(b"PK\x01\x02") + 8] |= 1
    return bytes(body)


def locked_7z() -> bytes:
    """A 7z archive with a password, names and all."""
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password="secret", header_encryption=True) as package:
        package.writestr(docx(PAPER), "a.docx")
    return out.getvalue()


FILES: Mapping[str, tuple[str, Made]] = {
    "locked PDF": (".pdf", locked_pdf),
    "scanned PDF": (".pdf", scan),
    "garbled PDF": (".pdf", garbled_pdf),
    "PDF cut off": (".pdf", lambda: pdf(PAPER)[:700]),
    "PDF of zeros": (".pdf", lambda: b"%PDF-1.4\n" + bytes(4000)),
    "locked .doc": (".doc", doc_locked_with_a_password),
    "locked .docx": (".docx", lambda: OLE + bytes(500) + "EncryptedPackage\0".encode("utf-16le") + bytes(2000)),
    "locked .xlsx": (".xlsx", lambda: OLE + bytes(500) + "EncryptedPackage\0".encode("utf-16le") + bytes(2000)),
    ".docx cut off": (".docx", lambda: docx(PAPER)[:-300]),
    ".xls cut off": (".xls", lambda: xls(PAPER)[:1500]),
    ".doc of noise": (".doc", lambda: OLE + bytes(range(256)) * 30),
    ".wps of an old writer": (".wps", lambda: OLE + bytes(504) + b"WPS 2000" + bytes(3000)),
    "picture": (".png", picture),
    "locked ZIP": (".zip", locked_zip),
    "locked 7z": (".7z", locked_7z),
    "ZIP of scans": (".zip", lambda: packed("a.pdf", scan())),
    "ZIP cut off": (".zip", lambda: packed("a.docx", docx(PAPER))[:-200]),
    "second volume of a RAR": (".rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(range(256)) * 4),
    ".ceb": (".ceb", lambda: b"FounderCEB" + bytes(range(256)) * 8),
    ".caj": (".caj", lambda: b"CAJ\0" + bytes(range(256)) * 8),
    "OFD cut off": (".ofd", lambda: packed("OFD.xml", b"<ofd:OFD/>")),
    "video": (".mp4", lambda: b"\0\0\0 ftypisom" + bytes(4000)),
    "page in place of a file": (
        ".pdf",
        lambda: "<html><title>提示</title><p>下载链接已失效，请返回重新获取。</p></html>".encode(),
    ),
    "login in place of a file": (
        ".doc",
        lambda: "<html><title>登录</title><form>用户名<input>密码<input type=password></form></html>".encode(),
    ),
    "nothing in it": (".pdf", lambda: b""),
}
