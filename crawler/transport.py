"""HTTP/1.1 by libcurl on the asyncio loop: everything bounded, every failure one reason.

libcurl decides what a malformed answer is worth; what it refuses is never a page.
"""

from __future__ import annotations

import asyncio
import os
import socket
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic
from typing import Any

import certifi
import pycurl

from crawler.scope import AddressPolicy, Parts
from crawler.snapshot import Reason

CONNECT_SECONDS = 15.0
STEADY = 16 * 1024  # bytes a second; an answer that keeps this pace may take longer than the timeout
LONGEST = 600.0  # seconds that even a steady answer may take
MOST_HEADER_BYTES = 256 * 1024
MOST_HEADERS = 500
FIRST_BYTES = 64 * 1024  # kept of a body that is too large
OPEN_CONNECTIONS = 512
CODINGS = {"gzip": 47, "x-gzip": 47, "deflate": 15}  # window bits for zlib; 47 takes either wrapping
MOST_CODINGS = 4
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


class Trust(StrEnum):
    """How far the other side must prove who it is."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"  # any certificate will do
    OBSOLETE = "obsolete"  # and any version and cipher that the library still knows


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


class _Coding:
    """Undoes the codings of a body, the last first, never further than is asked for. False when there are none."""

    def __init__(self, named: str) -> None:
        names = [name for name in map(str.strip, named.lower().split(",")) if name and name != "identity"]
        if len(names) > MOST_CODINGS:
            raise zlib.error(f"{len(names)} codings one over the other")
        if unknown := [name for name in names if name not in CODINGS]:
            raise zlib.error(f"{unknown[0]} was not asked for")
        self._steps = [zlib.decompressobj(CODINGS[name]) for name in reversed(names)]
        self._begun = False
        self.is_over = False  # a coding held more than was asked for

    def __bool__(self) -> bool:
        return bool(self._steps)

    @property
    def is_whole(self) -> bool:
        """Whether every coding came to its end."""
        return all(step.eof for step in self._steps)

    def decode(self, chunk: bytes, most: int) -> bytes:
        """What a piece of the body holds, cut after so many bytes. Raises zlib.error."""
        for place in range(len(self._steps)):
            chunk = self._undo(place, chunk, most)
        self._begun = True
        return chunk

    def _undo(self, place: int, chunk: bytes, most: int) -> bytes:
        step = self._steps[place]
        try:
            found = step.decompress(chunk, most)
        except zlib.error:
            if self._begun or chunk[:2] == b"\x1f\x8b":
                raise
            step = self._steps[place] = zlib.decompressobj(-15)  # deflate without its wrapping, as some servers send it
            found = step.decompress(chunk, most)
        while step.eof and step.unused_data.startswith(b"\x1f\x8b") and len(found) < most:
            rest, step = step.unused_data, zlib.decompressobj(31)
            self._steps[place] = step
            found += step.decompress(rest, most - len(found))
        self.is_over = self.is_over or bool(step.unconsumed_tail)
        return found


@dataclass
class _Transfer:
    """One request on its way."""

    handle: Any
    done: asyncio.Future[None]
    most: int
    began: float = field(default_factory=monotonic)
    head: list[bytes] = field(default_factory=list)
    head_size: int = 0
    body: list[bytes] = field(default_factory=list)
    size: int = 0
    coding: _Coding | None = None
    broken: tuple[Reason, str] | None = None
    watch: asyncio.TimerHandle | None = None

    def take_header(self, line: bytes) -> int:
        """Keeps a header line; -1 when there are too many."""
        if line.startswith(b"HTTP/") and self.head and self.head[-1] == b"\r\n":
            self.head.clear()  # an interim answer (1xx) came before
        self.head_size += len(line)
        if self.head_size > MOST_HEADER_BYTES or len(self.head) >= MOST_HEADERS:
            self.broken = (Reason.PROTOCOL, "header too large")
            return -1
        self.head.append(line)
        return len(line)

    def take_body(self, chunk: bytes) -> int:
        """Keeps a piece of the body; -1 when there is too much."""
        taken = len(chunk)
        try:
            if self.coding is None:
                self.coding = _Coding(self.named("content-encoding"))
            chunk = self.coding.decode(chunk, self.most + 1 - self.size) if self.coding else chunk
        except zlib.error as error:
            self.broken = (Reason.PROTOCOL, f"content coding: {error}"[:200])
            return -1
        self.size += len(chunk)
        if self.size > self.most or (self.coding and self.coding.is_over):
            self.broken = (Reason.TOO_LARGE, "decompress_limit" if self.coding else "too_large")
            return -1
        self.body.append(chunk)
        return taken

    def named(self, name: str) -> str:
        """The values of a header."""
        start = f"{name}:".encode()
        lines = (line for line in self.head if line.lower().startswith(start))
        return ",".join(line[len(start) :].decode("latin-1").strip() for line in lines)


class Curl:
    """Gets addresses side by side. One easy handle for each jar keeps that jar's cookies."""

    def __init__(self, agent: str, timeout: float, most_bytes: int, policy: AddressPolicy) -> None:
        self._agent, self._timeout, self._most, self._policy = agent, timeout, most_bytes, policy
        self._loop = asyncio.get_running_loop()
        self._jars: dict[str, list[Any]] = {}
        self._shares: dict[str, Any] = {}
        self._transfers: dict[Any, _Transfer] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._on_socket)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._on_timer)
        self._multi.setopt(pycurl.M_MAXCONNECTS, OPEN_CONNECTIONS)

    async def get(self, url: str, found: Parts, meta: Mapping[str, Any], headers: Sequence[tuple[str, str]]) -> Reply:
        """The answer for an address from the machines in meta["addresses"]. Raises Failed."""
        jar = str(meta.get("jar", ""))
        handle = self._handle(jar)
        transfer = _Transfer(handle, self._loop.create_future(), self._most)
        self._prepare(transfer, url, found, meta, headers)
        self._begin(transfer)
        try:
            await transfer.done
        finally:
            self._end(transfer)
            self._jars[jar].append(handle)
        return _reply(transfer)

    def _handle(self, jar: str) -> Any:
        """An idle handle of the jar; handles of one jar share their cookies."""
        idle = self._jars.setdefault(jar, [])
        if idle:
            return idle.pop()
        if jar not in self._shares:
            self._shares[jar] = pycurl.CurlShare()
            self._shares[jar].setopt(pycurl.SH_SHARE, pycurl.LOCK_DATA_COOKIE)
        handle = pycurl.Curl()
        for option, value in (
            (pycurl.SHARE, self._shares[jar]),
            (pycurl.COOKIEFILE, ""),
            (pycurl.NOSIGNAL, 1),
            (pycurl.PROXY, ""),
            (pycurl.NETRC, 0),
            (pycurl.PATH_AS_IS, 1),
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
            (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1),
            (pycurl.BUFFERSIZE, 128 * 1024),
            (pycurl.MAXFILESIZE_LARGE, self._most),
            (pycurl.USERAGENT, self._agent),
            (pycurl.CAINFO, os.environ.get("SSL_CERT_FILE") or certifi.where()),
            (pycurl.CONNECTTIMEOUT_MS, int(min(CONNECT_SECONDS, self._timeout) * 1000)),
            (pycurl.TIMEOUT_MS, int(LONGEST * 1000)),
        ):
            handle.setopt(option, value)
        return handle

    def _prepare(
        self,
        transfer: _Transfer,
        url: str,
        found: Parts,
        meta: Mapping[str, Any],
        headers: Sequence[tuple[str, str]],
    ) -> None:
        handle, trust = transfer.handle, meta.get("trust", Trust.VERIFIED)
        port = found.port or ("443" if url.startswith("https:") else "80")
        handle.setopt(pycurl.URL, url.encode())
        handle.setopt(pycurl.RESOLVE, [f"{found.host.strip('[]')}:{port}:{','.join(meta.get('addresses', ()))}"])
        handle.setopt(pycurl.HTTPHEADER, [f"{name}: {value}" for name, value in headers])
        handle.setopt(pycurl.HEADERFUNCTION, transfer.take_header)
        handle.setopt(pycurl.WRITEFUNCTION, transfer.take_body)
        handle.setopt(pycurl.OPENSOCKETFUNCTION, lambda _, where: self._open(transfer, where))
        verified = trust is Trust.VERIFIED
        handle.setopt(pycurl.SSL_VERIFYPEER, verified)
        handle.setopt(pycurl.SSL_VERIFYHOST, 2 if verified else 0)
        obsolete = trust is Trust.OBSOLETE
        handle.setopt(pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_0 if obsolete else pycurl.SSLVERSION_TLSv1_2)
        handle.setopt(pycurl.SSL_CIPHER_LIST, "ALL:@SECLEVEL=0" if obsolete else "DEFAULT")

    def _open(self, transfer: _Transfer, where: tuple[int, int, int, tuple[Any, ...]]) -> Any:
        """The socket for a connection: the last place where an address can be refused, whatever led there."""
        family, kind, protocol, address = where
        if not self._policy.permits(str(address[0])):
            transfer.broken = (Reason.BLOCKED_ADDRESS, self._policy.kind(str(address[0])))
            return pycurl.SOCKET_BAD
        return socket.socket(family, kind, protocol)

    def _begin(self, transfer: _Transfer) -> None:
        self._transfers[transfer.handle] = transfer
        transfer.watch = self._loop.call_later(self._timeout, self._look_after, transfer)
        self._multi.add_handle(transfer.handle)

    def _end(self, transfer: _Transfer) -> None:
        if transfer.watch:
            transfer.watch.cancel()
        if self._transfers.pop(transfer.handle, None):
            self._multi.remove_handle(transfer.handle)
        for option in (pycurl.HEADERFUNCTION, pycurl.WRITEFUNCTION, pycurl.OPENSOCKETFUNCTION):
            transfer.handle.unsetopt(option)

    def _look_after(self, transfer: _Transfer) -> None:
        """Ends an answer that has had its time, unless it comes at a steady pace."""
        taken = monotonic() - transfer.began
        if transfer.size >= STEADY * taken and taken < LONGEST:
            transfer.watch = self._loop.call_later(self._timeout, self._look_after, transfer)
        elif not transfer.done.done():
            connected = transfer.handle.getinfo(pycurl.CONNECT_TIME) > 0
            transfer.broken = (Reason.TIMEOUT, "timeout_total" if connected else "connect_timeout")
            transfer.done.set_exception(_failure(transfer, *transfer.broken))

    def _on_socket(self, what: int, descriptor: int, multi: Any, data: Any) -> None:
        loop = self._loop
        if what in (pycurl.POLL_REMOVE, pycurl.POLL_OUT):
            loop.remove_reader(descriptor)
        if what in (pycurl.POLL_REMOVE, pycurl.POLL_IN):
            loop.remove_writer(descriptor)
        if what in (pycurl.POLL_IN, pycurl.POLL_INOUT):
            loop.add_reader(descriptor, self._act, descriptor, pycurl.CSELECT_IN)
        if what in (pycurl.POLL_OUT, pycurl.POLL_INOUT):
            loop.add_writer(descriptor, self._act, descriptor, pycurl.CSELECT_OUT)

    def _on_timer(self, milliseconds: int) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = None
        if milliseconds >= 0:
            self._timer = self._loop.call_later(milliseconds / 1000, self._act, pycurl.SOCKET_TIMEOUT, 0)

    def _act(self, descriptor: int, event: int) -> None:
        self._multi.socket_action(descriptor, event)
        left = 1
        while left:
            left, finished, failed = self._multi.info_read()
            for handle in finished:
                self._settle(handle, 0, "")
            for handle, code, message in failed:
                self._settle(handle, code, message)

    def _settle(self, handle: Any, code: int, message: str) -> None:
        transfer = self._transfers.pop(handle)
        self._multi.remove_handle(handle)
        if transfer.done.done():
            return
        if code:
            transfer.done.set_exception(_explain(transfer, code, message))
        elif transfer.coding and not transfer.coding.is_whole:
            transfer.done.set_exception(_failure(transfer, Reason.RESET, "partial: the content coding does not end"))
        else:
            transfer.done.set_result(None)

    def close(self) -> None:
        """Ends everything."""
        self._on_timer(-1)
        for transfer in list(self._transfers.values()):
            transfer.done.cancel()
            self._end(transfer)
        for handle in [handle for idle in self._jars.values() for handle in idle]:
            handle.close()
        with suppress(pycurl.error):
            self._multi.close()


def _reply(transfer: _Transfer) -> Reply:
    handle = transfer.handle
    body = transfer.body[0] if len(transfer.body) == 1 else b"".join(transfer.body)
    status = handle.getinfo(pycurl.RESPONSE_CODE)
    return Reply(status, b"".join(transfer.head), body, handle.getinfo(pycurl.PRIMARY_IP))


def _failure(transfer: _Transfer, reason: Reason, note: str) -> Failed:
    if not transfer.head:
        return Failed(reason, note)
    declared = transfer.named("content-length")
    if reason is Reason.TOO_LARGE and declared.isascii() and declared.isdecimal():
        note = f"{note}: {declared[:30]} bytes declared"
    kept = b"".join(transfer.body)[:FIRST_BYTES]
    return Failed(reason, note, Reply(transfer.handle.getinfo(pycurl.RESPONSE_CODE), b"".join(transfer.head), kept))


def _explain(transfer: _Transfer, code: int, message: str) -> Failed:
    """Why a transfer failed, from libcurl's code, its message and what we saw ourselves."""
    if transfer.broken:
        return _failure(transfer, *transfer.broken)
    if code in TLS_VERIFY:
        return Failed(Reason.TLS, next((name for sign, name in TLS_CODES if sign in message), "tls_untrusted"))
    if code == pycurl.E_OPERATION_TIMEDOUT:
        connected = transfer.handle.getinfo(pycurl.CONNECT_TIME) > 0
        return _failure(transfer, Reason.TIMEOUT, "timeout_total" if connected else "connect_timeout")
    if code == pycurl.E_RECV_ERROR and "chunk" in message:
        return _failure(transfer, Reason.PROTOCOL, message[:200])
    reason, note = FAILURES.get(code, (Reason.PROTOCOL, message[:200]))
    return _failure(transfer, reason, note)
