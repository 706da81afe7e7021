"""Archives made by hand, honest and hostile: what packers write, and what none would."""

import io
import struct
import tarfile
import zipfile
import zlib

import py7zr


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as bundle:
        for name, content in members.items():
            bundle.writestr(name, content)
    return out.getvalue()


def raw_zip(*members, disk=0):
    """A ZIP field by field: each member is (name, content) and then a dict of fields that differ from the true ones."""
    packed, directory, starts = bytearray(), bytearray(), {}
    for name, content, *more in members:
        said = {
            "flags": 0, "method": 0, "size": len(content), "packed": len(content), "checksum": zlib.crc32(content), "extra": b"",
            "local_name": name, "same_as": None, "mode": 0,
        } | dict(*more)  # fmt: skip
        sizes = (said["checksum"], said["packed"], said["size"])
        if said["same_as"] is None:
            starts[name] = len(packed)
            head = (b"PK\3\4", 20, said["flags"], said["method"], 0, 33, *sizes, len(said["local_name"]), 0)
            packed += struct.pack("<4s5H3L2H", *head) + said["local_name"] + content
        start = starts[said["same_as"] or name]
        head = (
            b"PK\1\2",
            3 << 8 | 20,
            20,
            said["flags"],
            said["method"],
            0,
            33,
            *sizes,
            len(name),
            len(said["extra"]),
            0,
            0,
            0,
        )
        directory += struct.pack("<4s6H3L5H2L", *head, said["mode"] << 16, start) + name + said["extra"]
    end = struct.pack(
        "<4s4H2LH", b"PK\5\6", disk, 0, 0xFFFF & len(members), 0xFFFF & len(members), len(directory), len(packed), 0
    )
    return bytes(packed + directory) + end


def deflated(content):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def rar4(*members, main=0, flags=0):
    """A RAR of version 4 whose members are stored as they are."""
    out = b"Rar!\x1a\x07\x00" + _block4(0x73, main, bytes(6))
    for name, content in members:
        head = struct.pack(
            "<2LB2L2BHL", len(content), len(content), 2, zlib.crc32(content), 0, 20, 0x30, len(name), 0x20
        )
        out += _block4(0x74, 0x8000 | flags, head + name) + content
    return out + _block4(0x7B, 0x4000, b"")


def _block4(kind, flags, rest):
    head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def rar5(*members, main=0, flags=0, mode=0o100644):
    """A RAR of version 5 whose members are stored as they are."""
    out = b"Rar!\x1a\x07\x01\x00" + _block5(b"\x01\x00" + number(main))
    for name, content in members:
        head = b"\x02" + number(2 | flags) + number(len(content)) + b"\x04" + number(len(content)) + number(mode)
        head += struct.pack("<L", zlib.crc32(content)) + b"\x00\x01" + number(len(name)) + name
        out += _block5(head) + content
    return out + _block5(b"\x05\x00\x00")


def _block5(head):
    head = number(len(head)) + head
    return struct.pack("<L", zlib.crc32(head)) + head


def number(value):
    out = b""
    while value >= 0x80:
        out, value = out + bytes((value & 0x7F | 0x80,)), value >> 7
    return out + bytes((value,))


def seven_zip(members, **options):
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **options) as bundle:
        for name, content in members.items():
            bundle.writestr(content, name)
    return out.getvalue()


def tarred(members, **options):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", **options) as bundle:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            bundle.addfile(info, io.BytesIO(content))
    return out.getvalue()


def program(archive):
    return b"MZ".ljust(128, b"\0") + b"PE\0\0".ljust(4096, b"\x90") + archive
