"""Whose host an address lies on: the place's own, the portal's or a platform that it shares with others, or a foreign one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crawler.scope import AddressPolicy, Scope, parts
from crawler.snapshot import Place, Snapshot

SECOND_LEVEL = frozenset(("gov", "com", "org", "net", "edu", "ac"))  # below which names are given in .cn


class Whose(StrEnum):
    """Who answers for an address."""

    OWN = "own"
    SHARED = "shared"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Hosts:
    """The hosts of one place. `home` is "" where no address of its own is known; then nothing is its own."""

    home: str
    shared: frozenset[str] = frozenset()

    def whose(self, url: str) -> Whose:
        """Whose host an address lies on; what is no web address is foreign."""
        found = parts(url)
        if found is None:
            return Whose.FOREIGN
        if self.home and Scope(self.home).covers(url):
            return Whose.OWN
        near = domain(found.host) in self.shared or (self.home and Scope(self.home).same_host(url))
        return Whose.SHARED if near else Whose.FOREIGN


def hosts(site: Snapshot) -> Hosts:
    """The hosts of one place: its own home, and the domains of it and of the place beside it."""
    home = home_address(site)
    known = [home, site.department.home, site.department.portal]
    known += [page.url for page in (*site.commons[:1], *(site.elsewhere.pages[:1] if site.elsewhere else ()))]
    found = (parts(url) for url in known if url)
    return Hosts(home, frozenset(domain(each.host) for each in found if each))


def home_address(site: Snapshot) -> str:
    """The address at which a place begins; "" where it is not known."""
    if site.place is Place.OWN and site.department.home and parts(site.department.home):
        return site.department.home
    first = next((page.url for page in site.pages if page.clicks == 0), "") or next((e.url for e in site.pages), "")
    found = parts(first)
    return f"{found.url.partition(':')[0]}://{found.origin}/" if found else ""


def domain(host: str) -> str:
    """The part of a host's name that one body registered: 伊春's yc.gov.cn for hbj.yc.gov.cn; a number stands for itself."""
    names = host.split(".")
    if AddressPolicy.is_numeric(host) or len(names) < 3:
        return host
    return ".".join(names[-3 if names[-2] in SECOND_LEVEL else -2 :])
