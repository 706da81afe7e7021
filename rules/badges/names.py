"""What a site is called and at which address it stands."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from crawler.snapshot import Page, Place, Snapshot
from rules.phrases import squeeze

SUFFIXES = (".gov.cn", ".政务", ".xn--zfr164b", ".公益", ".xn--55qw42g")  # 中文域名与其编码


def host_of(site: Snapshot, home: Page) -> str:
    """The host at which a place is known, in lower case: of its own site as the roster has it, else of the page."""
    known = site.department.home if site.place is Place.OWN else ""
    return (urlsplit(known or home.url).hostname or "").lower()


def is_public(host: str) -> bool:
    """Whether a host is one of the public internet: an address within a house has no domain to judge."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host


def is_official(host: str) -> bool:
    """Whether a host stands under a domain of government."""
    return f".{host}".endswith(SUFFIXES)


def names_body(words: str, site: Snapshot) -> bool:
    """Whether words name the body: its full name, one of its aliases, or the full name without the city's."""
    text, names = squeeze(words), [squeeze(name) for name in site.department.names]
    return any(name in text or (len(name) > 5 and name[-4:] in text) for name in names if name)
