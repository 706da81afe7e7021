"""LZMA streams without a container, as ZIP and 7z hold them, and the filters that go before them."""

from __future__ import annotations

import lzma
from lzma import LZMAError
from typing import Any

__all__ = ["LZMAError", "decode", "decode_2", "filtered"]

CHUNK = 1 << 16  # the longest chunk of LZMA2 that is stored as it is
LEAST = 4096  # the smallest dictionary


def decode(properties: bytes, packed: bytes | memoryview, most: int) -> bytes:
    """At most so many bytes of an LZMA stream. Raises LZMAError, ValueError, EOFError."""
    if len(properties) < 5 or properties[0] >= 225:
        raise ValueError("properties")
    rest, lc = divmod(properties[0], 9)
    pb, lp = divmod(rest, 5)
    size = int.from_bytes(properties[1:5], "little")
    return _run({"id": lzma.FILTER_LZMA1, "lc": lc, "lp": lp, "pb": pb, "dict_size": _held(size, most)}, packed, most)


def decode_2(properties: bytes, packed: bytes | memoryview, most: int) -> bytes:
    """At most so many bytes of an LZMA2 stream. Raises LZMAError, ValueError, EOFError."""
    if len(properties) != 1 or properties[0] > 40:
        raise ValueError("properties")
    bits = properties[0]
    size = (2 | bits & 1) << (bits // 2 + 11)
    return _run({"id": lzma.FILTER_LZMA2, "dict_size": _held(size, most)}, packed, most)


def filtered(step: dict[str, Any], content: bytes) -> bytes:
    """What a filter for programs or a delta made of the bytes, undone; it runs only before a stream, so one is made."""
    parts = []
    for start in range(0, len(content), CHUNK):
        part = content[start : start + CHUNK]
        parts += [b"\1", (len(part) - 1).to_bytes(2, "big"), part]
    steps = [step, {"id": lzma.FILTER_LZMA2, "dict_size": LEAST}]
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=steps).decompress(b"".join((*parts, b"\0")))


def _held(size: int, most: int) -> int:
    """A dictionary needs no more room than all that comes out, whatever it claims."""
    return max(min(size, most), LEAST)


def _run(step: dict[str, Any], packed: bytes | memoryview, most: int) -> bytes:
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[step]).decompress(packed, most)
