"""OLE compound files ([MS-CFB]): which program's document one is, by the entries of its root, and whether it is locked."""

from __future__ import annotations

import io
import struct

import olefile

from crawler.reading import limits

BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error, RecursionError, OverflowError)
WORD, SHEETS, SLIDES, WORKS, PACKAGE, OTHER = "word", "sheets", "slides", "works", "package", ""
PROGRAMS = (
    ("encryptedpackage", PACKAGE),  # a new-style document behind a password
    ("worddocument", WORD),
    ("workbook", SHEETS),
    ("book", SHEETS),
    ("powerpoint document", SLIDES),
    ("pp40", SLIDES),
    ("contents", WORKS),
    ("matost", WORKS),
)
FIB_FLAGS, FIB_ENCRYPTED = 10, 0x0100  # [MS-DOC] 2.5.2 fEncrypted
TEXT_BOXES = (0x60, 0x64)  # ccpTxbx and ccpHdrTxbx in the FIB of Word 97 and later ([MS-DOC] 2.5.4)
WORD_97 = 0x00C1
FILEPASS = 0x002F  # [MS-XLS] 2.4.117
FIRST_RECORDS = 64  # FILEPASS follows BOF, with a few records at most between them
LOCKED_SLIDES = b"\xdf\xc4\xd1\xf3"  # headerToken of [MS-PPT] 2.3.2
CELL_ENDS = (b"\x07\x07", b"\x07\x00\x07\x00")  # the end of a row's last cell, then that of the row


def program(body: bytes) -> str:
    """Whose document this is; "" for none that is known. Raises nothing."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as file:
            names = {entry[0].lower() for entry in file.listdir(streams=True, storages=True)}
    except BROKEN:
        return next((kind for name, kind in PROGRAMS if _named(body, name)), OTHER)
    return next((kind for name, kind in PROGRAMS if name in names), OTHER)


def is_broken(body: bytes) -> bool:
    """Whether the file is cut off, or its own directory cannot be followed. Raises nothing."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)):
            return False
    except BROKEN:
        return True


def check(body: bytes) -> None:
    """Look whether the document asks for a password, before any reader is asked. Raises Encrypted."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as file:
            locked = _is_locked(file)
    except BROKEN:
        locked = program(body) == PACKAGE
    if locked:
        raise limits.Encrypted


def is_more_than_prose(body: bytes) -> bool:
    """Whether a Word document holds tables or text boxes, which readers of plain text lose or tear apart."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as file:
            content = file.openstream("WordDocument").read()
    except BROKEN:
        return True
    drawn = len(content) > 0x68 and int.from_bytes(content[2:4], "little") >= WORD_97
    boxes = any(int.from_bytes(content[at : at + 4], "little") for at in TEXT_BOXES) if drawn else False
    return boxes or any(end in content for end in CELL_ENDS)


def _named(body: bytes, name: str) -> bool:
    """Whether a broken file still shows the name of an entry."""
    return (name + "\0").encode("utf-16le") in body.lower()


def _is_locked(file: olefile.OleFileIO) -> bool:
    if file.exists("EncryptedPackage"):
        return True
    if file.exists("WordDocument"):
        flags = file.openstream("WordDocument").read(FIB_FLAGS + 2)[FIB_FLAGS:]
        return bool(int.from_bytes(flags, "little") & FIB_ENCRYPTED)
    if file.exists("PowerPoint Document"):
        return file.exists("Current User") and LOCKED_SLIDES in file.openstream("Current User").read(16)[12:]
    return any(file.exists(name) and _asks(file.openstream(name).read(16384)) for name in ("Workbook", "Book"))


def _asks(records: bytes) -> bool:
    """Whether a workbook's first records say that all that follow are encrypted."""
    at = 0
    for _ in range(FIRST_RECORDS):
        kind, size = int.from_bytes(records[at : at + 2], "little"), int.from_bytes(records[at + 2 : at + 4], "little")
        if kind == FILEPASS:
            return True
        at += 4 + size
    return False
