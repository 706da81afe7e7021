"""HTTP/1.1 by libcurl on the asyncio loop: everything bounded, every failure one reason.

libcurl decides what a malformed answer is worth; what it refuses is never a page.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from time import monotonic
from typing import Any

import certifi
import pycurl

from crawler.scope import AddressPolicy, Parts
from crawler.snapshot import Reason
from crawler.transfer import Reply, Transfer

CONNECT_SECONDS = 15.0
STEADY = 16 * 1024  # bytes a second; an answer that keeps this pace may take longer than the timeout
LONGEST = 600.0  # seconds that even a steady answer may take


class Trust(StrEnum):
    """How far the other side must prove who it is."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"  # any certificate will do
    OBSOLETE = "obsolete"  # and any version and cipher that the library still knows


class Curl:
    """Gets addresses side by side. One easy handle for each jar keeps that jar's cookies."""

    def __init__(self, agent: str, timeout: float, most_bytes: int, policy: AddressPolicy) -> None:
        self._agent, self._timeout, self._most, self._policy = agent, timeout, most_bytes, policy
        self._loop = asyncio.get_running_loop()
        self._jars: dict[str, list[Any]] = {}
        self._shares: dict[str, Any] = {}
        self._names: dict[tuple[str, ...], int] = {}
        self._transfers: dict[Any, Transfer] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._watched: dict[int, int] = {}
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._on_socket)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._on_timer)

    async def get(self, url: str, found: Parts, meta: Mapping[str, Any], headers: Sequence[tuple[str, str]]) -> Reply:
        """The answer for an address from the machines in meta["addresses"]. Raises Failed."""
        jar = str(meta.get("jar", ""))
        handle = self._handle(jar)
        transfer = Transfer(handle, self._loop.create_future(), self._most)
        self._prepare(transfer, url, found, meta, headers)
        self._begin(transfer)
        try:
            await transfer.done
        finally:
            self._end(transfer)
            self._jars[jar].append(handle)
        return transfer.reply()

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
            (pycurl.FORBID_REUSE, 1),  # what comes late would be taken for the answer to the next request
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
        transfer: Transfer,
        url: str,
        found: Parts,
        meta: Mapping[str, Any],
        headers: Sequence[tuple[str, str]],
    ) -> None:
        handle, trust = transfer.handle, meta.get("trust", Trust.VERIFIED)
        port = found.port or ("443" if url.startswith("https:") else "80")
        handle.setopt(pycurl.URL, url.encode())
        name = self._name(tuple(meta.get("addresses", ())))
        handle.setopt(pycurl.RESOLVE, [f"{name}:{port}:{','.join(meta.get('addresses', ()))}"])
        handle.setopt(pycurl.CONNECT_TO, [f"::{name}:{port}"])
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

    def _name(self, machines: tuple[str, ...]) -> str:
        """A name of ours for some machines. What a site calls its host never reaches libcurl's way to look up names."""
        return f"{self._names.setdefault(machines, len(self._names))}.machines.invalid"

    def _open(self, transfer: Transfer, where: tuple[int, int, int, tuple[Any, ...]]) -> Any:
        """The socket for a connection: the last place where an address can be refused, whatever led there."""
        family, kind, protocol, address = where
        if not self._policy.permits(str(address[0])):
            transfer.broken = (Reason.BLOCKED_ADDRESS, self._policy.kind(str(address[0])))
            return pycurl.SOCKET_BAD
        return socket.socket(family, kind, protocol)

    def _begin(self, transfer: Transfer) -> None:
        self._transfers[transfer.handle] = transfer
        transfer.watch = self._loop.call_later(self._timeout, self._look_after, transfer)
        self._multi.add_handle(transfer.handle)

    def _end(self, transfer: Transfer) -> None:
        if transfer.watch:
            transfer.watch.cancel()
        if self._transfers.pop(transfer.handle, None):
            self._multi.remove_handle(transfer.handle)
        for option in (pycurl.HEADERFUNCTION, pycurl.WRITEFUNCTION, pycurl.OPENSOCKETFUNCTION):
            transfer.handle.unsetopt(option)

    def _look_after(self, transfer: Transfer) -> None:
        """Ends an answer that has had its time, unless it comes at a steady pace."""
        taken = monotonic() - transfer.began
        if transfer.size >= STEADY * taken and taken < LONGEST:
            transfer.watch = self._loop.call_later(self._timeout, self._look_after, transfer)
        elif not transfer.done.done():
            connected = transfer.handle.getinfo(pycurl.CONNECT_TIME) > 0
            transfer.broken = (Reason.TIMEOUT, "timeout_total" if connected else "connect_timeout")
            transfer.done.set_exception(transfer.failure(*transfer.broken))

    def _on_socket(self, what: int, descriptor: int, multi: Any, data: Any) -> None:
        loop, wanted = self._loop, what & pycurl.POLL_INOUT
        watched = self._watched.pop(descriptor, 0)
        if wanted:
            self._watched[descriptor] = wanted
        if watched & ~wanted & pycurl.POLL_IN:
            loop.remove_reader(descriptor)
        if watched & ~wanted & pycurl.POLL_OUT:
            loop.remove_writer(descriptor)
        if wanted & ~watched & pycurl.POLL_IN:
            loop.add_reader(descriptor, self._act, descriptor, pycurl.CSELECT_IN)
        if wanted & ~watched & pycurl.POLL_OUT:
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
        fault = transfer.explain(code, message) if code else transfer.flaw()
        if fault:
            transfer.done.set_exception(fault)
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
