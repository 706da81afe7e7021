"""Files opened into their parts and closed again around changed ones, with sizes and checksums that fit what they now hold."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bench.hostile import chunk
from bench.hostile_office import closed, entry, local

Part = tuple[bytes, bytes]  # its name, and what it holds
MIB = 1 << 20
SECTOR = 512
FREE, LAST, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
OBJECT = re.compile(rb"(\d{1,6}) (\d{1,5}) obj\b(.*?)\bendobj", re.DOTALL)
STREAM = re.compile(rb"(.*?)\bstream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
FLATE = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?|/Length\s+\d+(?:\s+\d+\s+R)?")
TRAILER = re.compile(rb"trailer\s*(<<.*?>>)\s*startxref", re.DOTALL)


@dataclass(frozen=True)
class Wrapping:
    """How a kind of file is opened and closed. `parts` raises whatever it likes for what is no such file."""

    parts: Callable[[bytes], Sequence[Part]]
    whole: Callable[[Sequence[Part]], bytes]


def _zip_parts(body: bytes) -> list[Part]:
    with zipfile.ZipFile(io.BytesIO(body)) as bundle:
        return [(_name(each), bundle.read(each)) for each in bundle.infolist()]


def _name(member: zipfile.ZipInfo) -> bytes:
    return member.orig_filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437", "replace")


def _zip_whole(parts: Sequence[Part]) -> bytes:
    members, directory = bytearray(), bytearray()
    for name, content in parts:
        packed, checksum = _deflated(content)
        name = name[:2_000]
        directory += entry(name, packed, len(content), checksum=checksum, start=len(members))
        members += local(name, packed, len(content), checksum)
    return closed(bytes(members), bytes(directory), len(parts))


@lru_cache(2048)
def _deflated(content: bytes) -> tuple[bytes, int]:
    """Packed, and its checksum; most parts of a file stay as they are."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush(), zlib.crc32(content)


def _pdf_parts(body: bytes) -> list[Part]:
    found = [(number, _inflated(content)) for number, _, content in OBJECT.findall(body)]
    trailer = TRAILER.search(body)
    return [*found, (b"trailer", trailer[1] if trailer else b"<</Root 1 0 R>>")]


def _inflated(content: bytes) -> bytes:
    """An object whose stream stands as it is, where it is packed in the usual way."""
    stream = STREAM.match(content)
    if not stream or b"/FlateDecode" not in stream[1] or b"DecodeParms" in stream[1]:
        return content
    plain = zlib.decompressobj().decompress(stream[2], MIB)
    return FLATE.sub(b"", stream[1]) + b"stream\n" + plain + b"\nendstream"


def _pdf_whole(parts: Sequence[Part]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), {}
    trailer = b""
    for name, content in parts:
        if not name.isdigit():
            trailer = content
            continue
        places[int(name)] = len(out)
        out += name + b" 0 obj" + content + b"endobj\n"
    start, size = len(out), max(places, default=0) + 1
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    return (
        bytes(out)
        + b"trailer\n"
        + trailer.replace(b"<<", b"<</Size %d" % size, 1)
        + b"\nstartxref\n%d\n%%%%EOF" % start
    )


def _ole_parts(body: bytes) -> list[Part]:
    import olefile

    with olefile.OleFileIO(io.BytesIO(body)) as ole:
        return [(names[-1].encode("utf-8", "replace"), ole.openstream(names).read()) for names in ole.listdir()]


def _ole_whole(parts: Sequence[Part]) -> bytes:
    """A compound file of streams below the root ([MS-CFB]): each long enough to need no small sectors."""
    sectors: list[bytes] = []
    table: list[int] = []

    def put(content: bytes) -> int:
        first = len(sectors)
        pieces = [content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]
        sectors.extend(pieces)
        table.extend([*range(first + 1, first + len(pieces)), LAST])
        return first

    items = [_item(b"Root Entry", 5, child=1 if parts else FREE, first=LAST)]
    for number, (name, content) in enumerate(parts[:60], 1):
        content = content.ljust(4_096, b"\0")
        items.append(
            _item(
                name, 2, right=number + 1 if number < len(parts[:60]) else FREE, first=put(content), size=len(content)
            )
        )
    directory = put(b"".join(items).ljust(SECTOR, b"\0"))
    count = -(-(len(table) + 8) // 126)
    at = len(sectors)
    table += [TABLE] * count
    full = struct.pack(f"<{len(table)}L", *table).ljust(count * SECTOR, b"\xff")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9L", 0, count, directory, 0, 4_096, LAST, 0, LAST, 0) + struct.pack(
        f"<{count}L", *range(at, at + count)
    )
    return head.ljust(SECTOR, b"\xff") + b"".join(sectors) + full


def _item(name: bytes, kind: int, *, right: int = FREE, child: int = FREE, first: int = 0, size: int = 0) -> bytes:
    """A line of a compound file's directory."""
    wide = name.decode("utf-8", "replace")[:31].encode("utf-16le", "replace")[:62]
    said = wide.ljust(64, b"\0") + struct.pack("<HBB3L", len(wide) + 2, kind, 1, FREE, right, child)
    return said + bytes(36) + struct.pack("<LQ", first, size)


def _png_parts(body: bytes) -> list[Part]:
    found, at = [], 8
    while at + 12 <= len(body):
        size = int.from_bytes(body[at : at + 4], "big")
        found.append((body[at + 4 : at + 8], body[at + 8 : at + 8 + size]))
        at += 12 + size
    return found


def _png_whole(parts: Sequence[Part]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name[:4].ljust(4, b"x"), content) for name, content in parts)


def _tar_parts(body: bytes) -> list[Part]:
    blocks = [body[at : at + SECTOR] for at in range(0, len(body), SECTOR)]
    return [(b"head" if block[257:262] == b"ustar" else b"data", block) for block in blocks]


def _tar_whole(parts: Sequence[Part]) -> bytes:
    """Each head with its checksum."""
    out = bytearray()
    for name, block in parts:
        if name == b"head":
            block = block[:148].ljust(148, b"\0") + b" " * 8 + block[156:]
            block = block[:148] + b"%06o\0 " % sum(block) + block[156:]
        out += block
    return bytes(out)


def _packed(pack: Callable[[bytes], bytes], unpack: Callable[[bytes], bytes]) -> Wrapping:
    """A tar, or any one file, that is packed as a whole."""
    return Wrapping(lambda body: _tar_parts(unpack(body)), lambda parts: pack(_tar_whole(parts)))


def _rar_parts(body: bytes) -> list[Part]:
    return _rar5_parts(body) if body[6:8] == b"\1\0" else _rar4_parts(body)


def _rar4_parts(body: bytes) -> list[Part]:
    """Blocks without their checksums, each with the data behind it as a part of its own."""
    found, at = [(b"lead", body[:7])], 7
    while at + 7 <= len(body):
        _, flags, size = struct.unpack_from("<BHH", body, at + 2)
        data = int.from_bytes(body[at + 7 : at + 11], "little") if flags & 0x8000 else 0
        found += [(b"four", body[at + 2 : at + size]), (b"data", body[at + size : at + size + data])]
        at += max(size, 7) + data
    return found


def _rar5_parts(body: bytes) -> list[Part]:
    found, at = [(b"lead", body[:8])], 8
    while at + 5 < len(body):
        size, begin = body[at + 4], at + 5  # heads of seeds are shorter than 128 bytes
        found.append((b"five", body[begin : begin + size]))
        at = begin + size
        if body[begin : begin + 1] == b"\2":
            data = body[begin + 2]
            found.append((b"data", body[at : at + data]))
            at += data
    return found


def _rar_whole(parts: Sequence[Part]) -> bytes:
    out = bytearray()
    for name, content in parts:
        if name == b"four":
            out += struct.pack("<H", zlib.crc32(content) & 0xFFFF) + content
        elif name == b"five":
            head = bytes((len(content) & 0x7F,)) + content
            out += struct.pack("<L", zlib.crc32(head)) + head
        else:
            out += content
    return bytes(out)


def _seven_parts(body: bytes) -> list[Part]:
    start, size = struct.unpack_from("<QQ", body, 12)
    return [(b"lead", body[:8]), (b"data", body[32 : 32 + start]), (b"head", body[32 + start : 32 + start + size])]


def _seven_whole(parts: Sequence[Part]) -> bytes:
    named = dict(parts)
    lead, data, head = (named.get(name, b"") for name in (b"lead", b"data", b"head"))
    start = struct.pack("<QQL", len(data), len(head), zlib.crc32(head))
    return lead[:8].ljust(8, b"\0") + struct.pack("<L", zlib.crc32(start)) + start + data + head


ZIP = Wrapping(_zip_parts, _zip_whole)
PDF = Wrapping(_pdf_parts, _pdf_whole)
OLE = Wrapping(_ole_parts, _ole_whole)
PNG = Wrapping(_png_parts, _png_whole)
TAR = Wrapping(_tar_parts, _tar_whole)
GZIP = _packed(lambda body: gzip.compress(body, 1), gzip.decompress)
BZIP = _packed(lambda body: bz2.compress(body, 1), bz2.decompress)
XZ = _packed(lambda body: lzma.compress(body, preset=0), lzma.decompress)
RAR = Wrapping(_rar_parts, _rar_whole)
SEVEN_ZIP = Wrapping(_seven_parts, _seven_whole)
LEADS = (
    (b"PK\3\4", ZIP), (b"%PDF", PDF), (b"\xd0\xcf\x11\xe0", OLE), (b"\x89PNG", PNG), (b"Rar!", RAR), (b"7z\xbc\xaf", SEVEN_ZIP),
    (b"\x1f\x8b", GZIP), (b"BZh", BZIP), (b"\xfd7zXZ", XZ),
)  # fmt: skip


def wrapping(body: bytes) -> Wrapping | None:
    """That of a file by its first bytes; None for one that is not opened."""
    if body[257:262] == b"ustar":
        return TAR
    return next((each for lead, each in LEADS if body.startswith(lead)), None)
