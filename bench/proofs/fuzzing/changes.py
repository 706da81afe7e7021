"""Changes of bytes: those of every fuzzer, and some that know how numbers, marks and lines are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

LONGEST = 65_536  # bytes of an input
NUMBERS = (
    0,
    1,
    2,
    7,
    127,
    128,
    255,
    256,
    1000,
    32767,
    32768,
    65535,
    65536,
    0x7FFFFFFF,
    0x80000000,
    0xFFFFFFFF,
    1 << 63,
    (1 << 64) - 1,
)
WRITTEN = (
    b"0", b"-1", b"1", b"99999", b"2147483647", b"4294967296", b"18446744073709551616", b"1e309", b"-1e400", b"NaN", b"Infinity",
    b"0x7f", b"1.5.2", b"9" * 400, b"+3", b"1_000", b"\xef\xbc\x95", b"\xd9\xa3", b"\xc2\xb2", b"1/0", b"",
)  # fmt: skip
ODD = (
    b"\0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x1b[31m", b"\xe2\x80\xae", b"\r", b"\n",
    b"\x84\x31\x95\x33", b"\x80", b"\xff", b"%00", b"\\", b'"', b"'", b"<", b">", b"&#0;", b"&#xD800;", b"&#x110000;", b"]]>", b"<!--",
    b"<![CDATA[", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"{", b"}", b"[", b"]", b"(", b")", "一".encode(), "〇二".encode("gb18030"),
    "\U00020000".encode(), b"\xef\xbf\xbd", b" ", b"\x0b", b"\xc2\x85", b"\xe2\x80\xa8", b"=1+1", b"%s", b"{0}",
)  # fmt: skip
DIGITS = re.compile(rb"\d+")
QUOTED = re.compile(rb"\"[^\"]{0,80}\"|'[^']{0,80}'")
TAG = re.compile(rb"<[^<>]{1,300}>")
FEW = (1, 1, 1, 2, 2, 3, 5, 9)


def changed(random: Random, body: bytes, others: Sequence[bytes], words: Sequence[bytes] = ()) -> bytes:
    """The bytes with a few changes, never longer than LONGEST; `others` lend pieces, `words` mean something to the reader."""
    for _ in range(random.choice(FEW)):
        body = random.choice(CHANGES)(random, body, others, words)[:LONGEST]
    return body


def _span(random: Random, body: bytes) -> tuple[int, int]:
    """A place and one behind it, near it more often than far."""
    begin = random.randrange(len(body) + 1)
    return begin, min(len(body), begin + random.choice((1, 1, 2, 4, 8, 16, 64, 256, 1024)))


def _bit(random: Random, body: bytes, *_: object) -> bytes:
    if not body:
        return body
    at = random.randrange(len(body))
    return body[:at] + bytes((body[at] ^ 1 << random.randrange(8),)) + body[at + 1 :]


def _byte(random: Random, body: bytes, *_: object) -> bytes:
    if not body:
        return body
    at = random.randrange(len(body))
    return body[:at] + bytes((random.choice((0, 255, 128, 127, 32, 10, 13, random.randrange(256))),)) + body[at + 1 :]


def _binary(random: Random, body: bytes, *_: object) -> bytes:
    """A number in place of the bytes that stand there."""
    size = random.choice((1, 2, 2, 4, 4, 8))
    value = random.choice((*NUMBERS, len(body), random.randrange(1 << 8 * size))) & ((1 << 8 * size) - 1)
    at = random.randrange(len(body) + 1)
    return body[:at] + value.to_bytes(size, random.choice(("little", "big"))) + body[at + size :]


def _lost(random: Random, body: bytes, *_: object) -> bytes:
    begin, end = _span(random, body)
    return body[:begin] + body[end:]


def _twice(random: Random, body: bytes, *_: object) -> bytes:
    begin, end = _span(random, body)
    return body[:end] + body[begin:end] * random.choice((1, 1, 1, 2, 10, 100, 1_000)) + body[end:]


def _moved(random: Random, body: bytes, *_: object) -> bytes:
    begin, end = _span(random, body)
    piece, rest = body[begin:end], body[:begin] + body[end:]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + piece + rest[at:]


def _cut(random: Random, body: bytes, *_: object) -> bytes:
    at = random.randrange(len(body) + 1)
    return body[:at] if random.random() < 0.7 else body[at:]


def _noise(random: Random, body: bytes, *_: object) -> bytes:
    begin, end = _span(random, body)
    return body[:begin] + random.randbytes(end - begin) + body[end:]


def _spliced(random: Random, body: bytes, others: Sequence[bytes], *_: object) -> bytes:
    if not others:
        return body
    other = random.choice(others)
    begin, end = _span(random, other)
    at = random.randrange(len(body) + 1)
    return body[:at] + other[begin:end] + body[at + random.choice((0, end - begin)) :]


def _word(random: Random, body: bytes, _: object, words: Sequence[bytes]) -> bytes:
    word = random.choice(words or ODD)
    at = random.randrange(len(body) + 1)
    return body[:at] + word + body[at + random.choice((0, len(word))) :]


def _odd(random: Random, body: bytes, *_: object) -> bytes:
    at = random.randrange(len(body) + 1)
    return body[:at] + random.choice(ODD) + body[at:]


def _place(random: Random, pattern: re.Pattern[bytes], body: bytes) -> re.Match[bytes] | None:
    """One of the places of a pattern: the first behind a random one, so that not all are looked for."""
    return pattern.search(body, random.randrange(len(body) + 1)) or pattern.search(body)


def _number(random: Random, body: bytes, *_: object) -> bytes:
    found = _place(random, DIGITS, body)
    return body[: found.start()] + random.choice(WRITTEN) + body[found.end() :] if found else body


def _value(random: Random, body: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """What stands between quotation marks."""
    found = _place(random, QUOTED, body)
    if not found:
        return body
    other = random.choice((*ODD, *WRITTEN, *words[:40]))
    return body[: found.start() + 1] + other + body[found.end() - 1 :]


def _tag(random: Random, body: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """A tag lost, doubled, closed at once, opened again and again, or put elsewhere."""
    found = _place(random, TAG, body)
    if not found:
        return body
    begin, end = found.span()
    way = random.randrange(5)
    if way == 0:
        return body[:begin] + body[end:]
    if way == 1:
        return body[:end] + found[0] * random.choice((1, 2, 50, 500)) + body[end:]
    if way == 2:
        return body[: end - 1] + b"/>" + body[end:]
    if way == 3:
        name = found[0].strip(b"</> ").split(b" ")[0]
        return body[:begin] + b"</" + name + b">" + body[begin:]
    at = random.randrange(len(body) + 1)
    return body[:at] + found[0] + body[at:]


def _line(random: Random, body: bytes, *_: object) -> bytes:
    """Lines lost, doubled, joined or put in another order."""
    lines = body.split(b"\n")
    at = random.randrange(len(lines))
    way = random.randrange(4)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines[at:at] = [lines[at]] * random.choice((1, 3, 300))
    elif way == 2 and at + 1 < len(lines):
        lines[at : at + 2] = [lines[at] + lines[at + 1]]
    else:
        random.shuffle(lines)
    return b"\n".join(lines)


CHANGES = (
    _bit, _byte, _byte, _binary, _binary, _lost, _twice, _moved, _cut, _noise, _spliced, _word, _word, _odd, _number, _number,
    _value, _tag, _tag, _line,
)  # fmt: skip
