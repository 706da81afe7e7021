"""One request on its way: what came of it so far, within bounds, and what its end means."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import pycurl

from crawler.coding import Coding, CodingFault
from crawler.snapshot import Reason

MOST_HEADER_BYTES = 256 * 1024
MOST_HEADERS = 500
STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)? +\d{3}(?:\s|$)", re.IGNORECASE)
PACKED, BOMB = 200, 16 * 1024 * 1024  # times smaller than it is, and bytes beyond which no honest body is packed so
FIRST_BYTES = 64 * 1024  # kept of a body that is too large
TLS_VERIFY = (pycurl.E_PEER_FAILED_VERIFICATION, pycurl.E_SSL_CACERT_BADFILE, pycurl.E_SSL_ISSUER_ERROR)
TLS_CODES = (
    ("has expired", "tls_expired"),
    ("not yet valid", "tls_expired"),
    ("self-signed certificate in certificate chain", "tls_incomplete_chain"),
    ("self-signed", "tls_self_signed"),
    ("self signed", "tls_self_signed"),
    ("does not match target", "tls_wrong_host"),
    ("no alternative certificate", "tls_wrong_host"),
    ("unable to get", "tls_incomplete_chain"),
    ("unable to verify", "tls_incomplete_chain"),
)
FAILURES: Mapping[int, tuple[Reason, str]] = {
    pycurl.E_COULDNT_RESOLVE_HOST: (Reason.DNS, "dns_nxdomain"),
    pycurl.E_COULDNT_CONNECT: (Reason.REFUSED, ""),
    pycurl.E_PARTIAL_FILE: (Reason.RESET, "partial"),
    pycurl.E_GOT_NOTHING: (Reason.RESET, "closed without an answer"),
    pycurl.E_SEND_ERROR: (Reason.RESET, ""),
    pycurl.E_RECV_ERROR: (Reason.RESET, ""),
    pycurl.E_FILESIZE_EXCEEDED: (Reason.TOO_LARGE, "too_large"),
    pycurl.E_SSL_CONNECT_ERROR: (Reason.TLS, "tls_unsupported"),
    pycurl.E_SSL_CIPHER: (Reason.TLS, "tls_unsupported"),
}


@dataclass(frozen=True)
class Reply:
    """One answer as it came: `head` is the header block as sent, `body` without transfer and content coding."""

    status: int
    head: bytes
    body: bytes
    machine: str = ""


class Failed(Exception):
    """There is no whole answer: why, a code for it, and what came before it ended."""

    def __init__(self, reason: Reason, note: str = "", reply: Reply | None = None) -> None:
        super().__init__(reason, note)
        self.reason, self.note, self.reply = reason, note, reply


@dataclass
class Transfer:
    """One request on its way."""

    handle: Any
    done: asyncio.Future[None]
    most: int
    began: float = field(default_factory=monotonic)
    head: list[bytes] = field(default_factory=list)
    head_size: int = 0
    head_lines: int = 0
    head_ended: bool = False
    body: list[bytes] = field(default_factory=list)
    size: int = 0
    sent: int = 0  # bytes of the body as they came
    coding: Coding | None = None
    broken: tuple[Reason, str] | None = None
    watch: asyncio.TimerHandle | None = None

    def take_header(self, line: bytes) -> int:
        """Keeps a header line; -1 when there are too many. What comes after the body (trailers) is no part of the header."""
        if self.head_ended and line.startswith(b"HTTP/"):
            self.head.clear()  # an interim answer (1xx) came before
            self.head_ended, self.head_lines = False, 0
        self.head_size += len(line)
        self.head_lines += 1
        if self.head_size > MOST_HEADER_BYTES or self.head_lines > MOST_HEADERS:
            self.broken = (Reason.PROTOCOL, "header too large")
            return -1
        if not self.head_ended:
            self.head.append(line)
            self.head_ended = line in (b"\r\n", b"\n")
        return len(line)

    def take_body(self, chunk: bytes) -> int:
        """Keeps a piece of the body; -1 when there is too much."""
        taken = len(chunk)
        self.sent += taken
        try:
            if self.coding is None:
                self.coding = Coding(self.named("content-encoding"))
            most = min(self.most, max(BOMB, PACKED * self.sent))
            chunk = self.coding.decode(chunk, most + 1 - self.size) if self.coding else chunk
        except CodingFault as error:
            self.broken = (Reason.PROTOCOL, f"content coding: {error}"[:200])
            return -1
        self.size += len(chunk)
        if self.size > most or (self.coding and self.coding.is_over):
            self.broken = (Reason.TOO_LARGE, "decompress_limit" if self.coding else "too_large")
            return -1
        self.body.append(chunk)
        return taken

    def named(self, name: str) -> str:
        """The values of a header."""
        start = f"{name}:".encode()
        lines = (line for line in self.head if line.lower().startswith(start))
        return ",".join(line[len(start) :].decode("latin-1").strip() for line in lines)

    def flaw(self) -> Failed | None:
        """Why an answer with which libcurl is content is no whole one."""
        if not self.head_ended:
            return self.failure(Reason.RESET, "partial: the header does not end")
        if not STATUS_LINE.match(self.head[0]):
            return self.failure(Reason.PROTOCOL, "not a status line")
        if self.coding is None:  # there is no body
            is_whole = not self._is_coded or self.named("content-length") == "0"
        else:
            is_whole = not self.coding or self.coding.is_whole
        return None if is_whole else self.failure(Reason.RESET, "partial: the content coding does not end")

    @property
    def _is_coded(self) -> bool:
        """Whether an answer that must have a body says that it is coded."""
        coded = self.named("content-encoding").lower() not in ("", "identity")
        return coded and bool(self.handle.getinfo(pycurl.RESPONSE_CODE) == 200)

    def reply(self) -> Reply:
        """The whole answer."""
        handle = self.handle
        body = self.body[0] if len(self.body) == 1 else b"".join(self.body)
        status = handle.getinfo(pycurl.RESPONSE_CODE)
        return Reply(status, b"".join(self.head), body, handle.getinfo(pycurl.PRIMARY_IP))

    def failure(self, reason: Reason, note: str) -> Failed:
        """Why there is no whole answer, with what came of it."""
        if not self.head:
            return Failed(reason, note)
        declared = self.named("content-length")
        if reason is Reason.TOO_LARGE and declared.isascii() and declared.isdecimal():
            note = f"{note}: {declared[:30]} bytes declared"
        kept = b"".join(self.body)[:FIRST_BYTES]
        return Failed(reason, note, Reply(self.handle.getinfo(pycurl.RESPONSE_CODE), b"".join(self.head), kept))

    def explain(self, code: int, message: str) -> Failed:
        """Why a transfer failed, from libcurl's code, its message and what we saw ourselves."""
        if self.broken:
            return self.failure(*self.broken)
        if code in TLS_VERIFY:
            return Failed(Reason.TLS, next((name for sign, name in TLS_CODES if sign in message), "tls_untrusted"))
        if code == pycurl.E_OPERATION_TIMEDOUT:
            connected = self.handle.getinfo(pycurl.CONNECT_TIME) > 0
            return self.failure(Reason.TIMEOUT, "timeout_total" if connected else "connect_timeout")
        if code == pycurl.E_RECV_ERROR and "chunk" in message:
            return self.failure(Reason.PROTOCOL, message[:200])
        reason, note = FAILURES.get(code, (Reason.PROTOCOL, message[:200]))
        return self.failure(reason, note)
