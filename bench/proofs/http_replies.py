"""Raw replies that are no good HTTP, or only just, each with what it is worth: written anew, after the subjects of curl's tests.

The numbers in the names are those of curl's tests whose subject a reply shares (facts, no text of theirs); RFC 9110 and 9112 decide.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from dataclasses import dataclass
from enum import Enum

from tests.crawler.hostile import raw, reply
from tests.crawler.hostile_answers import CHUNKED, HTML, OK, chunks, gzipped, zstandard_zeros
from tests.crawler.little_site import page

BODY = page(title="好").encode()
SIZE = len(BODY)
LENGTH = f"Content-Length: {SIZE}"
CLOSED = (OK, HTML, "Connection: close")
PACKED = gzip.compress(BODY, mtime=0)
BARE = zlib.compress(BODY)[2:-4]


class Worth(Enum):
    """What a reply is worth."""

    WHOLE = "whole"  # it must be taken, with this very body
    BROKEN = "broken"  # it must not be taken for a page
    EITHER = "either"  # those who must be strict refuse it; if it is taken, then with this very body


@dataclass(frozen=True)
class Case:
    """A reply, what it is worth, and its body."""

    data: bytes
    worth: Worth
    body: bytes = BODY


REPLIES: dict[str, Case] = {}


def whole(name: str, data: bytes, body: bytes = BODY) -> None:
    """Enters a reply that must be taken."""
    REPLIES[name] = Case(data, Worth.WHOLE, body)


def broken(name: str, data: bytes) -> None:
    """Enters one that must not."""
    REPLIES[name] = Case(data, Worth.BROKEN)


def either(name: str, data: bytes, body: bytes = BODY) -> None:
    """Enters one about which good programs differ."""
    REPLIES[name] = Case(data, Worth.EITHER, body)


def length(value: object, body: bytes = BODY) -> bytes:
    """A reply that says so of its length."""
    return raw(*CLOSED, f"Content-Length: {value}", body=body)


def chunked(body: bytes, *lines: str) -> bytes:
    """A reply in chunks as they are given."""
    return raw(*CLOSED, CHUNKED, *lines, body=body)


def coded(coding: str, body: bytes) -> bytes:
    """A reply whose body is said to be coded."""
    return reply(headers=[("Content-Encoding", coding)], body=body)


def status(line: str | bytes) -> bytes:
    """A reply that begins so."""
    return raw(line, HTML, LENGTH, "Connection: close", body=BODY)


# The status line
whole("status: plain", status("HTTP/1.1 200 OK"))
whole("status: no word", status("HTTP/1.1 200"))
whole("status: HTTP/1.0", status("HTTP/1.0 200 OK"))
either("status: many spaces", status("HTTP/1.1    200    OK"))
whole("status: word in GBK", status(b"HTTP/1.1 200 " + "成功".encode("gbk")))
either("status: a long word", status("HTTP/1.1 200 " + "x" * 9000))
broken("status 1430: negative", status("HTTP/1.1 -12 Odd"))
broken("status 1431: one figure", status("HTTP/1.1 2 Odd"))
broken("status 1432: a hundred figures", status(f"HTTP/1.1 {10**98} Odd"))
broken("status: twenty figures", status("HTTP/1.1 99999999999999999999 Odd"))
broken("status: 099", status("HTTP/1.1 099 Odd"))
broken("status: 000", status("HTTP/1.1 000 Odd"))
broken("status: 600", status("HTTP/1.1 600 Odd"))
broken("status: 999", status("HTTP/1.1 999 Odd"))
broken("status: 2000", status("HTTP/1.1 2000 OK"))
broken("status: 20", status("HTTP/1.1 20 OK"))
broken("status: letters", status("HTTP/1.1 OK"))
broken("status: hexadecimal", status("HTTP/1.1 0xC8 OK"))
broken("status: full width", status("HTTP/1.1 ２００ OK".encode()))
either("status: 200OK", status("HTTP/1.1 200OK"))
broken("status: a comma", status("HTTP/1.1 200,404 OK"))
either("status 1266: HTTP/9.9", status("HTTP/9.9 200 OK"))
broken("status: HTTP/1", status("HTTP/1 200 OK"))
either("status: HTTP/1.2", status("HTTP/1.2 200 OK"))
broken("status: HTTP/2 as text", status("HTTP/2 200 OK"))
broken("status: HTTP/3 as text", status("HTTP/3 200 OK"))
either("status: small letters", status("http/1.1 200 OK"))
broken("status: blanks before it", b"   " + status("HTTP/1.1 200 OK"))
either("status: an empty line before it", b"\r\n" + status("HTTP/1.1 200 OK"))
broken("status: a mark before it", b"\xef\xbb\xbf" + status("HTTP/1.1 200 OK"))
broken("status: NUL in it", status(b"HTTP/1.1 2\x0000 OK"))
broken("status 1144: no HTTP", BODY)
broken("status: SMTP", b"220 mail.gov.cn ESMTP\r\n" + BODY)
broken("status: SSH", b"SSH-2.0-OpenSSH_9.2\r\n" + BODY)
broken("status: TLS alert", b"\x15\x03\x01\x00\x02\x02\x28")
broken("status: preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + BODY)
broken("status: frame of HTTP/2", b"\0\0\x12\4\0\0\0\0\0" + bytes(18))
broken("status: ICY", status("ICY 200 OK"))
broken("status: RTSP", status("RTSP/1.0 200 OK"))
broken("status: cut in it", b"HTTP/1.1 2")
broken("status: only it", b"HTTP/1.1 200 OK\r\n")
broken("status: one line end", b"\r\n")
broken("status: only line ends", b"\r\n\r\n")

# Other answers
broken("answer: 100 and no more", raw("HTTP/1.1 100 Continue"))
whole("answer: 100 before it", raw("HTTP/1.1 100 Continue") + status(OK))
whole("answer: 103 before it", raw("HTTP/1.1 103 Early Hints", "Link: </x>; rel=preload") + status(OK))
broken("answer: 101", raw("HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade") + BODY)
broken("answer 1426: 204 with a body", status("HTTP/1.1 204 No Content"))
broken("answer: 205 with a body", status("HTTP/1.1 205 Reset Content"))
broken(
    "answer: 206 to a whole question",
    raw("HTTP/1.1 206 Partial", HTML, f"Content-Range: bytes 0-{SIZE - 1}/9999", LENGTH, body=BODY),
)
broken("answer: 304 unasked", status("HTTP/1.1 304 Not Modified"))
broken("answer: 300 without a choice", status("HTTP/1.1 300 Multiple Choices"))
broken("answer 54: blank Location", raw("HTTP/1.1 302 Found", "Location:", HTML, LENGTH, body=BODY))
broken("answer: no Location", raw("HTTP/1.1 301 Moved", HTML, LENGTH, body=BODY))
broken("answer 772: two Locations", raw("HTTP/1.1 302 Found", "Location: /no1", "Location: /no2", "Content-Length: 0"))
broken("answer: Location with NUL", raw(b"HTTP/1.1 302 Found", b"Location: /\0x", b"Content-Length: 0"))

whole(
    "answer: a Location of bare line feeds",
    f"HTTP/1.1 302 Found\nLocation: /moved.html\n{HTML}\nContent-Length: 0\n\n".encode(),
)
whole(
    "answer: a trailer that leads elsewhere",
    chunked(chunks(BODY) + b"0\r\nLocation: /no1\r\nContent-Type: image/png\r\n\r\n"),
)
broken("answer: 404, cut in its header", b"HTTP/1.1 404 Not Found\r\nContent-Ty")
broken("answer: 404, cut in its body", raw("HTTP/1.1 404 Not Found", HTML, LENGTH, body=BODY[:9]))

# Header lines
whole("header: bare line feeds", f"{OK}\n{HTML}\n{LENGTH}\n\n".encode() + BODY)
either("header: bare carriage returns", f"{OK}\r{HTML}\r{LENGTH}\r\r".encode() + BODY)
broken("header 262: NUL in a value", raw(*CLOSED, LENGTH, "X-Odd: a\0b", body=BODY))
broken("header: NUL in a name", raw(*CLOSED, LENGTH, "X-\0Odd: a", body=BODY))
broken("header 398: no colon", raw(*CLOSED, LENGTH, "no colon here", body=BODY))
either("header: no name", raw(*CLOSED, LENGTH, ": value", body=BODY))
either("header: blank before the colon", raw(*CLOSED, f"Content-Length : {SIZE}", body=BODY))
either("header: folded", raw(*CLOSED, LENGTH, "X-Long: a", " b", "\tc", body=BODY))
either("header 1274: first one folded", raw(OK, " folded: 1", HTML, LENGTH, body=BODY))
either("header: folded length", raw(*CLOSED, "Content-Length:", f" {SIZE}", body=BODY))
whole("header: in GBK", raw(*CLOSED, LENGTH, b"X-Name: " + "财政".encode("gbk"), body=BODY))
whole(
    "header: name in odd letters",
    raw(OK, "CoNtEnT-tYpE: text/html; charset=utf-8", f"cOnTeNt-LeNgTh: {SIZE}", body=BODY),
)
whole("header 1205: 18 kB", raw(*CLOSED, LENGTH, "X-Long: " + "x" * 18_000, body=BODY))
either("header 1154: 100 kB", raw(*CLOSED, LENGTH, "X-Long: " + "x" * 100_000, body=BODY))
broken("header: 400 kB in all", raw(*CLOSED, LENGTH, *(f"X-{n}: {'x' * 1000}" for n in range(400)), body=BODY))
broken("header: 5,000 lines", raw(*CLOSED, LENGTH, *["X-More: 1"] * 5000, body=BODY))
broken("header: cut in a name", f"{OK}\r\n{HTML}\r\nContent-Le".encode())
broken("header: cut after a line", f"{OK}\r\n{HTML}\r\n".encode())
broken("header: cut before its end", f"{OK}\r\n{HTML}\r\n{LENGTH}\r\n".encode() + b"\r")
whole("header: no type", raw(OK, LENGTH, body=BODY))
whole("header: two types", raw(*CLOSED, LENGTH, "Content-Type: application/octet-stream", body=BODY))
whole("header: 400 cookies", raw(*CLOSED, LENGTH, *(f"Set-Cookie: a{n}=b" for n in range(400)), body=BODY))
whole("header: a cookie of another host", raw(*CLOSED, LENGTH, "Set-Cookie: a=b; Domain=gov.cn", body=BODY))

# Lengths
whole("length: right", length(SIZE))
broken("length 178: negative", length(-6))
broken("length: letters", length("letters"))
broken("length: empty", length(""))
broken("length: a sign", length(f"+{SIZE}"))
broken("length: hexadecimal", length(hex(SIZE)))
broken("length: letters after it", length(f"{SIZE}x"))
broken("length: a fraction", length(f"{SIZE}.0"))
broken("length: two numbers in one", length(f"{SIZE} {SIZE + 1}"))
broken("length 395: 10 to the 30th", length(10**30))
broken("length: 2 to the 64th and its own", length(2**64 + SIZE))
broken("length: 2 to the 63rd", length(2**63))
broken("length 394: 10 GB", length(10 * 2**30))
broken("length: one too long", length(SIZE + 1))
broken("length: twice too long", length(2 * SIZE))
either("length: one too short", length(SIZE - 1), BODY[:-1])
either("length: more after it", length(SIZE, BODY + b"<p>more"))
broken("length: two that differ", raw(*CLOSED, LENGTH, f"Content-Length: {SIZE - 5}", body=BODY))
broken("length: two that differ, in one", length(f"{SIZE}, {SIZE - 5}"))
either("length: the same twice", raw(*CLOSED, LENGTH, LENGTH, body=BODY))
either("length: the same twice, in one", length(f"{SIZE}, {SIZE}"))
whole("length: zeros before it", length(f"000{SIZE}"))
whole("length: blanks around it", length(f"  {SIZE}  "))
whole("length 1: none, closed", raw(*CLOSED, body=BODY))
whole("length: none, HTTP/1.0", raw("HTTP/1.0 200 OK", HTML, body=BODY))

# Chunks
whole("chunks: plain", chunked(chunks(BODY, b"")))
whole("chunks: of one byte", chunked(chunks(*(BODY[n : n + 1] for n in range(SIZE)), b"")))
whole("chunks: trailers", chunked(chunks(BODY) + b"0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n"))
whole("chunks: extensions", chunked(b'%x;a=b;c="d"\r\n%s\r\n0;x\r\n\r\n' % (SIZE, BODY)))
whole("chunks: capitals and zeros", chunked(b"000%X\r\n%s\r\n000\r\n\r\n" % (SIZE, BODY)))
either("chunks: blanks after a size", chunked(b"%x  \r\n%s\r\n0\r\n\r\n" % (SIZE, BODY)))
either("chunks: bare line feeds", chunked(b"%x\n%s\n0\n\n" % (SIZE, BODY)))
broken("chunks 36: no number", chunked(b"zz\r\n" + BODY))
broken("chunks: an empty size", chunked(b"\r\n" + BODY))
broken("chunks 1416: overflow", chunked(b"F" * 17 + b"\r\n" + BODY))
broken("chunks: 2 to the 64th and its own", chunked(b"1%016x\r\n%s\r\n0\r\n\r\n" % (SIZE, BODY)))
broken("chunks: negative", chunked(b"-5\r\nabcde\r\n0\r\n\r\n"))
broken("chunks: 0x before a size", chunked(b"0x%x\r\n%s\r\n0\r\n\r\n" % (SIZE, BODY)))
broken("chunks: a sign before a size", chunked(b"+%x\r\n%s\r\n0\r\n\r\n" % (SIZE, BODY)))
broken("chunks: a blank before a size", chunked(b" %x\r\n%s\r\n0\r\n\r\n" % (SIZE, BODY)))
either("chunks: a size of letters after figures", chunked(b"%xg\r\n%s\r\n0\r\n\r\n" % (SIZE, BODY)))
broken("chunks: too short a size", chunked(b"%x\r\n%s\r\n0\r\n\r\n" % (SIZE - 3, BODY)))
broken("chunks: too long a size", chunked(b"%x\r\n%s\r\n0\r\n\r\n" % (SIZE + 3, BODY)))
broken("chunks: no end of line after one", chunked(b"%x\r\n%s0\r\n\r\n" % (SIZE, BODY)))
broken("chunks 207: cut in one", chunked(b"fff\r\n" + BODY))
broken("chunks: no last one", chunked(chunks(BODY)))
broken("chunks: cut in the last one", chunked(chunks(BODY) + b"0"))
broken("chunks: cut after the last one's size", chunked(chunks(BODY) + b"0\r\n"))
broken("chunks: cut in a trailer", chunked(chunks(BODY) + b"0\r\nX-Sum: 1\r\n"))
broken("chunks: said, not made", chunked(BODY))
broken("chunks: nothing after the header", chunked(b""))
either("chunks: more after the last", chunked(chunks(BODY, b"") + b"HTTP/1.1 200 OK\r\n\r\nmore"))
either("chunks: with a length", chunked(chunks(BODY, b""), "Content-Length: 5"))
broken("chunks: with a length that is none", chunked(chunks(BODY, b""), "Content-Length: abc"))
either("chunks: HTTP/1.0", raw("HTTP/1.0 200 OK", HTML, CHUNKED, body=chunks(BODY, b"")))
either("chunks: said twice", chunked(chunks(BODY, b""), CHUNKED))
either("chunks: in capitals", raw(*CLOSED, "Transfer-Encoding: CHUNKED", body=chunks(BODY, b"")))
broken("transfer 319: unknown", raw(*CLOSED, "Transfer-Encoding: gongwen", body=BODY))
broken("transfer: almost chunked", raw(*CLOSED, "Transfer-Encoding: xchunked", body=chunks(BODY, b"")))
broken("transfer: chunked, then unknown", raw(*CLOSED, "Transfer-Encoding: chunked, gongwen", body=chunks(BODY, b"")))
either("transfer 1122: gzip", raw(*CLOSED, "Transfer-Encoding: gzip", body=PACKED))
either("transfer: gzip in chunks", raw(*CLOSED, "Transfer-Encoding: gzip, chunked", body=chunks(PACKED, b"")))
either("transfer: identity", raw(*CLOSED, "Transfer-Encoding: identity", LENGTH, body=BODY))

# Codings
whole("coding: gzip", coded("gzip", PACKED))
whole("coding: gzip in capitals", coded("GZIP", PACKED))
whole("coding: x-gzip", coded("x-gzip", PACKED))
whole(
    "coding: gzip in chunks",
    chunked(chunks(*(PACKED[n : n + 1] for n in range(len(PACKED))), b""), "Content-Encoding: gzip"),
)
whole("coding: gzip in two members", coded("gzip", gzip.compress(BODY[:50]) + gzip.compress(BODY[50:])))
whole("coding: gzip twice", coded("gzip, gzip", gzip.compress(PACKED)))
whole("coding: deflate", coded("deflate", zlib.compress(BODY)))
whole("coding: deflate without its wrapping", coded("deflate", BARE))
whole("coding: identity", coded("identity", BODY))
broken("coding: gzip cut in its data", coded("gzip", PACKED[:-12]))
broken("coding: gzip without its sums", coded("gzip", PACKED[:-8]))
broken("coding: gzip cut by one byte", coded("gzip", PACKED[:-1]))
broken("coding: gzip of another sum", coded("gzip", PACKED[:-8] + struct.pack("<II", zlib.crc32(BODY) ^ 1, SIZE)))
broken("coding: gzip of another length", coded("gzip", PACKED[:-4] + struct.pack("<I", SIZE + 1)))
broken("coding: only the head of gzip", coded("gzip", PACKED[:10]))
broken("coding: two members, the second cut", coded("gzip", gzip.compress(BODY[:50]) + gzip.compress(BODY[50:])[:-9]))
broken("coding: gzip said, not made", coded("gzip", BODY))
broken("coding: deflate cut", coded("deflate", zlib.compress(BODY)[:-6]))
broken("coding: deflate of another sum", coded("deflate", zlib.compress(BODY)[:-4] + b"abcd"))
broken("coding: deflate without its wrapping, cut", coded("deflate", BARE[:-9]))
broken("coding: gzip twice, the inner cut", coded("gzip, gzip", gzip.compress(PACKED[:-5])))
either("coding: rubbish after gzip", coded("gzip", PACKED + b"rubbish"))
either("coding: zeros after gzip", coded("gzip", PACKED + bytes(512)))
either("coding: the name of a charset", coded("utf-8", BODY))
broken("coding 1170: unknown", coded("gongwen", b"\x01\x02" + BODY[::-1]))
broken("coding: br, unasked", coded("br", b"\x0b\x02\x80" + BODY[:9] + b"\x03"))
broken("coding: zstd, unasked", coded("zstd", zstandard_zeros(131_072)))
broken("coding: sixty of them", coded(", ".join(["gzip"] * 60), PACKED))
broken("coding: gzip bomb", coded("gzip", gzipped(200_000_000)))
broken("coding: gzip bomb in gzip", coded("gzip, gzip", gzip.compress(gzipped(200_000_000))))
broken(
    "coding: gzip bomb in deflate in gzip",
    coded("gzip, deflate, gzip", gzip.compress(zlib.compress(gzipped(200_000_000)))),
)

# Sizes, about the limit of a million bytes
LIMIT = 1_000_000
AT = b"%PDF\0" + b"x" * (LIMIT - 5)
whole("size: at the limit", reply(body=AT), AT)
broken("size: one over the limit", reply(body=AT + b"x"))
broken("size: one over the limit, in chunks", chunked(chunks(AT, b"x", b"")))
broken("size: one over the limit, none said", raw(*CLOSED, body=AT + b"x"))
broken("size: one over the limit, in gzip", coded("gzip", gzip.compress(AT + b"x")))
whole("size: at the limit, in gzip", coded("gzip", gzip.compress(AT)), AT)
whole("size: at the limit, in chunks", chunked(chunks(AT[:500_000], AT[500_000:], b"")), AT)
