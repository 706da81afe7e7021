"""The only way out: names are resolved to permitted machines, and certificates are verified unless asked otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.scope import AddressPolicy

refused_names: set[str] = set()  # names that led only to machines which may not be touched


@implementer(IResolutionReceiver)
class _Sieve:
    """Passes on the permitted addresses of a name. A connection goes to one of these, never to the name again."""

    def __init__(self, receiver: Any, policy: AddressPolicy, name: str) -> None:
        self._receiver, self._policy, self._name = receiver, policy, name
        self._refused = self._passed = False

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IPv4Address | IPv6Address) -> None:
        if self._policy.permits(address.host):
            self._passed = True
            self._receiver.addressResolved(address)
        else:
            self._refused = True

    def resolutionComplete(self) -> None:
        if self._refused and not self._passed:
            refused_names.add(self._name)
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver:
    """The reactor's resolver, behind the address policy. Numeric hosts pass through it as names do."""

    def __init__(self, reactor: Any, policy: AddressPolicy) -> None:
        self._reactor, self._policy = reactor, policy
        self._inner = reactor.nameResolver

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> GuardedResolver:
        """Made by Scrapy, which hands over its settings."""
        return cls(reactor, crawler.settings["CRAWL"].policy)

    def install_on_reactor(self) -> None:
        """Makes every connection of this process ask here first."""
        self._reactor.installNameResolver(self)

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        """Resolves a name; the receiver only hears of machines that may be touched."""
        sieve = _Sieve(resolutionReceiver, self._policy, hostName)
        inner: IHostResolution = self._inner.resolveHostName(
            sieve, hostName, portNumber, addressTypes, transportSemantics
        )
        return inner


class WebHandler(HTTP11DownloadHandler):
    """Scrapy's handler; a request that says `unverified` is made without checking the certificate."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unverified = HTTP11DownloadHandler(crawler)
        # Scrapy knows this only as a setting for the whole crawl.
        self._unverified._contextFactory._verify_certificates = False

    async def download_request(self, request: Request) -> Response:
        """The answer to a request."""
        if request.meta.get("unverified"):
            return await self._unverified.download_request(request)
        return await super().download_request(request)

    async def close(self) -> None:
        """Closes what is still open."""
        await self._unverified.close()
        await super().close()
