"""Which addresses may be touched: one address parser, a site's borders, and the networks that are off limits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote

import ada_url

Network = IPv4Network | IPv6Network
PARTS = ("href", "protocol", "hostname", "port", "pathname", "search", "username", "password")
STATIC_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?)$", re.IGNORECASE)
TRANSLATED = tuple(map(IPv6Network, ("::/96", "64:ff9b::/96")))  # RFC 4291, 6052
METADATA = (  # where clouds tell their secrets
    "169.254.169.254",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "fd00:ec2::254",
)
UNICAST = IPv6Network("2000::/3")  # all of IPv6 that IANA gives out; what translates lies outside
SPECIAL = tuple(  # of the public ranges: for protocols, for relays, for examples (IANA's special-purpose registries)
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "3fff::/20"))
)
BARE_INDEX = re.compile(r"^(?:index|default|main|home)$", re.IGNORECASE)
PATH_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
QUERY_SESSION = re.compile(
    r"(?<=[?&])(?:jsessionid|phpsessid|aspsessionid\w*|cfid|cftoken|sid=(?=[0-9a-f]{16,}(?:&|$)))=?[^&]*&?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Target:
    """A site to visit: "portal" or a department's id, its first address, and (column, address) of what is known to lie elsewhere."""

    key: str
    home: str
    hints: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Parts:
    """An absolute web address, taken apart as a browser would."""

    url: str
    host: str
    port: str
    path: str
    query: str

    @property
    def origin(self) -> str:
        """host:port, the port written out only when it is not the usual one."""
        return f"{self.host}:{self.port}" if self.port else self.host

    @property
    def number(self) -> int:
        """The port that a connection is made to."""
        return int(self.port) if self.port else 443 if self.url.startswith("https:") else 80


@lru_cache(maxsize=4096)
def parts(url: str) -> Parts | None:
    """An absolute http or https address without fragment and credentials, or None for anything else."""
    try:
        found = ada_url.parse_url(url, attributes=PARTS)
    except ValueError:
        return None
    if found["protocol"] not in ("http:", "https:") or not _is_host(found["hostname"]):
        return None
    if found["username"] or found["password"]:
        return parts(ada_url.replace_url(found["href"], username="", password=""))
    href = found["href"].split("#", 1)[0]
    return Parts(href, found["hostname"].rstrip("."), found["port"], found["pathname"], found["search"])


def _is_host(name: str) -> bool:
    """Whether there is a host whose labels in Punycode stand for what a browser would write so; it goes to no other."""
    return bool(name) and all(_is_label(label) for label in name.split(".") if label.startswith("xn--"))


def _is_label(label: str) -> bool:
    try:
        meant = label.removeprefix("xn--").encode().decode("punycode")
        return bool(ada_url.parse_url(f"http://{meant}", attributes=("hostname",))["hostname"] == label)
    except (UnicodeError, ValueError):
        return False


def absolute(href: str, base: str, encoding: str = "utf-8") -> str:
    """The web address that a link means on a page, or "" when it is none.

    As in browsers, a path is written in UTF-8 and a query in the page's own encoding.
    """
    path, mark, query = href.strip().partition("?")
    if mark and not query.isascii():
        query = quote(query, safe="!$&'()*+,-./:;=?@_~%#[]", encoding=encoding, errors="replace")
    try:
        joined = parts(ada_url.join_url(base, path + mark + query))
    except ValueError:
        return ""
    return joined.url if joined else ""


@lru_cache(maxsize=4096)
def address_key(url: str) -> str:
    """What two spellings of one address have in common: no scheme, www., session or static index name; case is kept."""
    found = parts(url)
    if found is None:
        return url
    path = PATH_SESSION.sub("", found.path)
    query = QUERY_SESSION.sub("", found.query).rstrip("?&")
    if not query:
        path = STATIC_INDEX.sub("/", path)
    return f"{_bare(found.host)}:{found.port}{path}{query}"


def _bare(host: str) -> str:
    return host.removeprefix("www.")


@dataclass(frozen=True)
class Scope:
    """The borders of one site: a host with its www. twin, a port, and the folder in which its home lies."""

    home: str

    @cached_property
    def _home(self) -> Parts:
        found = parts(self.home)
        if found is None:
            raise ValueError(f"not a web address: {self.home!r}")
        return found

    @cached_property
    def prefix(self) -> str:
        """The path under which the whole site lies, with a slash at its end."""
        folder, _, name = self._home.path.rpartition("/")
        if name and "." not in name and not BARE_INDEX.match(name):
            return f"{folder}/{name}/"
        return f"{folder}/"

    def same_host(self, url: str) -> bool:
        """Whether an address lies on the site's host and port, in whatever folder."""
        found = parts(url)
        return found is not None and (_bare(found.host), found.port) == (_bare(self._home.host), self._home.port)

    def covers(self, url: str) -> bool:
        """Whether an address belongs to the site."""
        found = parts(url)
        return found is not None and self.same_host(url) and f"{found.path}/".startswith(self.prefix)


@dataclass(frozen=True)
class AddressPolicy:
    """Which machines may be connected to: the public internet, and networks that were allowed by name."""

    allowed: Sequence[Network] = ()

    def permits(self, address: str) -> bool:
        """Whether a numeric address may be connected to. A name is no address, and is not permitted."""
        try:
            found = ip_address(address.strip("[]").partition("%")[0])
        except ValueError:
            return False
        found = _embedded(found)
        return any(found in network for network in self.allowed) or _is_public(found)

    @staticmethod
    def is_numeric(host: str) -> bool:
        """Whether a host, as an address parser gives it, is a machine's number and no name."""
        try:
            ip_address(host.strip("[]"))
        except ValueError:
            return False
        return True

    @staticmethod
    def kind(address: str) -> str:
        """What sort of machine a numeric address is: loopback, link_local, metadata, private or other."""
        found = _embedded(ip_address(address.strip("[]").partition("%")[0]))
        if str(found) in METADATA:
            return "metadata"
        if found.is_loopback:
            return "loopback"
        if found.is_link_local:
            return "link_local"
        return "private" if found.is_private else "other"


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the public internet and to nobody's own cloud."""
    if not address.is_global or address.is_multicast or str(address) in METADATA:
        return False
    return (address.version == 4 or address in UNICAST) and not any(address in network for network in SPECIAL)


def _embedded(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside an IPv6 one (mapped, compatible, 6to4, NAT64), or the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if int(address) > 1 and any(address in network for network in TRANSLATED):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
