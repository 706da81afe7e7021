"""A written address leads where it would lead a browser, or nowhere; and there libcurl goes, too.

The cases are those of the web platform's own tests (shared/suites/url-whatwg beside the repository, or in the folder that GONGKAI_SUITES
names): all whose address or base begins with http. What counts as equal is the address without the fragment and without name and
password, which are never sent. The short form has cases of its own of the same kinds.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import ada_url

from bench.proofs.proof import Figure, Proof, Size
from bench.proofs.suites import suite
from crawler.scope import AddressPolicy, absolute, parts
from crawler.snapshot import Reason
from crawler.transfer import Failed
from crawler.transport import Curl

CASES, EQUAL = 468, 461  # of the web platform's tests that speak of http, and how many must come out the same
MIXED = {
    Size.SHORT: 300,
    Size.WHOLE: 20_000,
}  # addresses put together of odd pieces, to see whether libcurl goes elsewhere
SEED = 1
MACHINE = "198.51.100.7"  # stands for every name (RFC 5737)
BASE = "http://a.example/b/c/d?e#f"
OWN = (  # written, and where a browser goes from BASE; "" is nowhere
    ("g", "http://a.example/b/c/g"),
    ("../../../g", "http://a.example/g"),
    ("//h.example/g", "http://h.example/g"),
    ("\\\\h.example\\g", "http://h.example/g"),
    ("http:\\\\h.example\\g", "http://h.example/g"),
    ("http:/h.example/g", "http://a.example/h.example/g"),
    ("https:/h.example/g", "https://h.example/g"),
    ("https:h.example", "https://h.example/"),
    ("http:///h.example/g", "http://h.example/g"),
    ("ht\ttp://h.ex\nample/g", "http://h.example/g"),
    (" \x01http://h.example/g \x02", "http://h.example/g"),
    ("HTTP://H.EXAMPLE:80/G", "http://h.example/G"),
    ("http://h.example:080/", "http://h.example/"),
    ("http://h.example:65536/", ""),
    ("http://h.example:8o/", ""),
    ("http://u:p@h.example/", "http://h.example/"),
    ("http://a.example@h.example/", "http://h.example/"),
    ("http://a.example\\@h.example/", "http://a.example/@h.example/"),
    ("http://a.example#@h.example/", "http://a.example/"),
    ("http://a.example?@h.example/", "http://a.example/?@h.example/"),
    ("http://u@v@h.example/", "http://h.example/"),
    ("http://h%2Eexample/", "http://h.example/"),
    ("http://h。example/", "http://h.example/"),
    ("http://Ｈ．example/", "http://h.example/"),
    ("http://h\u00ad.example/", "http://h.example/"),
    ("http://faß.example/", "http://xn--fa-hia.example/"),
    ("http://财政.example/", "http://xn--5bvu10g.example/"),
    ("http://xn--pokxncvks.example/", ""),
    ("http://h example/", ""),
    ("http://h%00.example/", ""),
    ("http://h%zz.example/", ""),
    ("http://h[.example/", ""),
    ("http://0x7f.1/", "http://127.0.0.1/"),
    ("http://0300.0250.1/", "http://192.168.0.1/"),
    ("http://256/", "http://0.0.1.0/"),
    ("http://1.2.3.256/", ""),
    ("http://4294967296/", ""),
    ("http://1.2.3.4.5/", ""),
    ("http://[::1]:80/", "http://[::1]/"),
    ("http://[0:0:0:0:0:ffff:1.2.3.4]/", "http://[::ffff:102:304]/"),
    ("http://[fe80::1%25eth0]/", ""),
    ("http://[::1/", ""),
    ("/%2e%2e/g", "http://a.example/g"),
    ("?q=1", "http://a.example/b/c/d?q=1"),
    ("#x", "http://a.example/b/c/d?e"),
    ("javascript:alert(1)", ""),
    ("data:text/html,x", ""),
    ("file:///etc/passwd", ""),
    ("mailto:a@h.example", ""),
    ("http://", ""),
    ("http://@/", ""),
)
PIECES = (
    *"/\\@:?#.%[]a1\t\n &;=|^`{}\"'<>~!$*,+-_",
    *(
        "//",
        "\\\\",
        "h.example",
        "127.0.0.1",
        "0x7f.1",
        "%2f",
        "%40",
        "%00",
        "%0d%0a",
        "。",
        "．",
        "①",
        "\u00ad",
        "\u200d",
    ),
    *(
        "xn--",
        "[::1]",
        "::",
        "财政",
        "localhost",
        "@h.example",
        ":80",
        ":0",
        ":65535",
        "..",
        "%2e",
        "http:",
        "https://",
        "\x7f",
    ),
)
Join = Callable[[str, str], str]


@dataclass(frozen=True)
class Case:
    """An address as it is written, where, and what it means to a browser: without fragment and credentials, "" none of the web."""

    written: str
    base: str
    meant: str


def bare(url: str) -> str:
    """An address of the web as it is asked for; "" for any other."""
    return ada_url.replace_url(url, username="", password="", hash="") if url.startswith(("http:", "https:")) else ""


def platform_cases() -> list[Case]:
    """Those of the web platform that speak of http; empty without the suite."""
    path = suite("url-whatwg") / "files" / "urltestdata.json"
    rows = [row for row in json.loads(path.read_text("utf-8")) if isinstance(row, dict)] if path.exists() else []
    return [
        Case(row["input"], row.get("base") or "", bare(row.get("href") or ""))
        for row in rows
        if any(url.strip().lower().startswith("http") for url in (row["input"], row.get("base") or ""))
    ]


def ours(written: str, base: str) -> str:
    """What the crawler takes a link for, or without a base an address in a list of sites."""
    if base:
        return absolute(written, base)
    found = parts(written)
    return found.url if found else ""


def python(written: str, base: str) -> str:
    """What Python's own library takes it for."""
    try:
        joined = urljoin(base, written)
        host = urlsplit(joined).hostname
    except ValueError:
        return ""
    return joined.partition("#")[0] if host and joined.lower().startswith(("http:", "https:")) else ""


def host(url: str) -> str:
    """Where a connection would be made to; "" nowhere."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower() if url else ""
    except ValueError:
        return "?"


class Recording(AddressPolicy):
    """Refuses everything, and notes what it was asked for."""

    asked: list[str]

    def permits(self, address: str) -> bool:
        """Never."""
        self.asked.append(address)
        return False


async def elsewhere(urls: Sequence[str]) -> list[str]:
    """The addresses with which libcurl would go to another machine than the one that was found for their host."""
    wrong, policy = [], Recording()
    curl = Curl("gongkai", 5.0, 1, policy)
    for url in urls:
        found = parts(url)
        if found is None or found.url != url:
            wrong.append(f"{url!r} is not read as it was written: {found and found.url!r}")
            continue
        machine = found.host.strip("[]") if policy.is_numeric(found.host) else MACHINE
        object.__setattr__(policy, "asked", [])
        try:
            await curl.get(url, found, {"addresses": [machine]}, ())
        except Failed as error:
            went = list(map(ip_address, policy.asked))
            if went != [ip_address(machine)] and (went or error.reason is not Reason.PROTOCOL):
                wrong.append(f"{url!r}: libcurl went to {policy.asked or error.args}, not to {machine}")
    curl.close()
    return wrong


def mixed(count: int) -> Iterator[str]:
    """Addresses that are put together of odd pieces, as the crawler takes them."""
    chance = random.Random(SEED)
    for _ in range(count):
        written = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 8)))
        if url := absolute(chance.choice(("", "http://", "//", "http:", "https://a.example")) + written, BASE):
            yield url


@dataclass
class Compared:
    """How a way to read addresses did."""

    equal: int = 0
    other_host: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    def take(self, case: Case, found: str) -> None:
        """Compares one case."""
        told = f"{case.written!r} on {case.base!r} is {case.meant!r}, was taken for {found!r}"
        if found == case.meant:
            self.equal += 1
        elif found and host(found) != host(case.meant):
            self.other_host.append(f"another host: {told}")
        else:
            self.other.append(told)


def compare(size: Size, join: Join) -> tuple[list[Case], Compared]:
    """All cases by one way."""
    cases = [Case(written, BASE, meant) for written, meant in OWN]
    cases = platform_cases() if size is Size.WHOLE else cases
    compared = Compared()
    for case in cases:
        compared.take(case, join(case.written, case.base))
    return cases, compared


def told(cases: Sequence[Case], compared: Compared) -> str:
    """The figure in words."""
    return f"{compared.equal} of {len(cases)} as a browser, {len(compared.other_host)} of another host"


def is_reached(size: Size, cases: Sequence[Case], compared: Compared) -> bool:
    """Whether that is the figure."""
    least, count = (EQUAL, CASES) if size is Size.WHOLE else (len(OWN), len(OWN))
    return len(cases) >= count and compared.equal >= least and not compared.other_host


def prove(size: Size, folder: Path) -> Figure:
    """The cases by the crawler, and where libcurl goes with what came of them."""
    cases, compared = compare(size, ours)
    urls = {url: None for case in cases if (url := ours(case.written, case.base))}
    urls |= dict.fromkeys(mixed(MIXED[size]))
    strayed = asyncio.run(elsewhere(list(urls)))
    left = () if cases else ("the suite url-whatwg is not beside the repository",)
    said = f"{told(cases, compared)}; libcurl asks another machine for {len(strayed)} of {len(urls):,} addresses"
    wrong = (*compared.other_host, *compared.other, *strayed)
    return Figure(is_reached(size, cases, compared) and not strayed, said, wrong, left)


def without(size: Size, folder: Path) -> Figure:
    """The cases by urljoin."""
    cases, compared = compare(size, python)
    return Figure(is_reached(size, cases, compared), told(cases, compared), (*compared.other_host, *compared.other))


PROOFS = (
    Proof(
        "url",
        f"at least {EQUAL} of {CASES} addresses of the web platform's tests as a browser reads them, 0 of another host",
        prove,
        "Python's urljoin in place of the reader of addresses",
        without,
        minutes=1,
        data=("url-whatwg",),
    ),
)
