"""No address that a site offers leads inside: what the crawl and the readers of files send is counted by the kernel.

The crawl runs in a network of its own (inside_net) in which every address would answer, with no network allowed beyond the public
internet, as a crawl is set up by default. Sites offer what leads inside in every spelling and at every place at which an
address can stand (inside_offers); lists of departments hold some; names lead inside, some only from the second question on; the
environment names a proxy. An address counts when the crawler has taken in what offers it, as the sites' log or the archive says.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from bench.proofs import inside_net
from bench.proofs.inside_offers import Offered, offered
from bench.proofs.proof import Figure, Proof, Size
from bench.proofs.replaced import replaced
from crawler import browser, fetching
from crawler.archive import Archive
from crawler.period import Period
from crawler.reading import File, Pool
from crawler.refusal import CrawlFailed
from crawler.run import crawl
from crawler.scope import AddressPolicy, parts
from crawler.settings import CrawlSettings

GOAL = {Size.SHORT: 250, Size.WHOLE: 10_000}  # addresses
MONTH = Period(2013, 7)
PROXY = "http://10.66.66.66:3128/"
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
LURE = "http://10.77.77.77/"
RTF = (
    r'{\rtf1\ansi{\*\template http://10.77.77.77/a.dotm}{\field{\*\fldinst INCLUDEPICTURE "http://10.77.77.77/a.png" \\d}'
    r'{\fldrslt}}{\field{\*\fldinst INCLUDETEXT "http://10.77.77.77/a.doc"}{\fldrslt}} A text of one line.}'
)


def settings() -> CrawlSettings:
    """As a crawl is by default, but for its pauses and bounds."""
    return CrawlSettings(delay=0.0, timeout=5.0, max_pages_per_site=20_000, processes=1)


def crawled(offers: Offered, folder: Path) -> tuple[str, dict[str, dict[str, str]]]:
    """Visits all sites; why the crawl ended early, and what it kept: the reason by address and site."""
    died = ""
    with Archive(folder / "archive") as archive:
        try:
            crawl(offers.targets, MONTH, archive, settings())
        except CrawlFailed as error:
            died = str(error)
        kept = {
            target.key: {each.url: str(each.reason) for each in archive.captures(target.key, MONTH)}
            for target in offers.targets
        }
    return died, kept


def lured() -> Iterator[File]:
    """Files that reach for an address inside: those of the attacks, and one for LibreOffice."""
    from bench import hostile, hostile_office

    assert hostile_office.ATTACKS is hostile.ATTACKS  # it enters its own
    for attack in hostile.ATTACKS:
        if attack.make.__code__.co_argcount:
            body = attack.body(hostile.Lure(LURE))
            yield File(body, f"http://a.gov.cn/{attack.file_name}", attack.content_type, attack.file_name)
    yield File(RTF.encode(), "http://a.gov.cn/a.rtf")
    yield File(b"<html><img src='http://10.77.77.77/x.png'>" + b"<p>text" * 99, "http://a.gov.cn/a.doc")


def within(folder: Path, size: str, control: bool) -> dict[str, Any]:
    """What happens in the network of its own: what the kernel saw, and what the crawler took in."""
    offers = offered(Size(size))
    if not inside_net.is_watched():
        return {"blind": True}
    os.environ.update(dict.fromkeys(PROXIES, PROXY))
    everything = (AddressPolicy, "permits", lambda policy, address: True)
    changes = (everything, (fetching, "BACKOFF", 0.0), (fetching, "RETRIES", 0))
    with inside_net.Net(offers.sites, offers.machines) as net, replaced(*changes) if control else nullcontext():
        died, kept = crawled(offers, folder)
    sites, packets, places = inside_net.counted()
    files = 0
    if Size(size) is Size.WHOLE and not control:
        with Pool(1) as pool:
            files = sum(bool(pool.submit(file).result()) for file in lured())
    _, after, after_places = inside_net.counted()
    seen = dict.fromkeys(each for each in offers.offers if each.is_seen(net.log, kept))
    return {
        "sites": sites,
        "outside": sorted(places),
        "packets": packets,
        "by_files": sorted(after_places - places) if after > packets else [],
        "files": files,
        "seen": Counter(each.place for each in seen),
        "unseen": [f"{each.place}: {each.url!r}" for each in offers.offers if each not in seen],
        "odd": [*([f"the crawl ended: {died}"] if died else ()), *odd(offers, kept)],
    }


def odd(offers: Offered, kept: dict[str, dict[str, str]]) -> Iterator[str]:
    """What was kept and should not be, and sites that should have been visited and were not."""
    policy = AddressPolicy()
    for site, captures in kept.items():
        for url, reason in captures.items():
            host = parts(url)
            if not reason and (host is None or (policy.is_numeric(host.host) and not policy.permits(host.host))):
                yield f"{site}: {url} is said to be good"
    for site, url in offers.good:
        if kept[site].get(url) != "":
            yield f"{site}: {url} was not read: {kept[site].get(url, 'no word of it')}"


def figure(size: Size, folder: Path, control: bool) -> Figure:
    """What the kernel saw."""
    try:
        found = inside_net.enter("bench.proofs.inside:within", folder, size=size.value, control=control)
    except RuntimeError as error:
        return Figure(False, "not run", (str(error),), ("a network of its own could not be had here",))
    if found.get("blind"):
        return Figure(False, "the kernel counts nothing here", ("a connection that was tried was not counted",))
    seen, outside = sum(found["seen"].values()), [*found["outside"], *found["by_files"]]
    said = (
        f"{len(outside)} places outside were asked for by a connection or a datagram ({found['packets']} packets), "
        f"with {seen:,} addresses taken in ({', '.join(f'{place} {count:,}' for place, count in found['seen'].items())}) "
        f"and {found['files']} files read; {found['sites']:,} packets went to the sites"
    )
    wrong = (
        *(f"asked for: {place}" for place in outside),
        *found["odd"],
        *(f"not seen: {each}" for each in found["unseen"]),
    )
    clean = not outside and not found["packets"] and not found["odd"]
    left = () if browser.program() else ("pages shown by a browser: none is installed here",)
    if size is Size.WHOLE and not shutil.which("soffice"):
        left = (*left, "LibreOffice is not installed here")
    return Figure(clean and seen >= GOAL[size] and found["sites"] > 0, said, wrong, left)


def prove(size: Size, folder: Path) -> Figure:
    """A crawl of what leads inside."""
    return figure(size, folder, False)


def without(size: Size, folder: Path) -> Figure:
    """The same without a look at the machines to which names and numbers lead."""
    return figure(size, folder, True)


PROOFS = (
    Proof(
        "inside",
        "at least 10,000 addresses (spellings, redirections, rebinding): 0 connections outside the allow-list, counted by the kernel",
        prove,
        "every machine is permitted, only addresses are looked at",
        without,
        minutes=7,
        needs=("unshare", "ip", "nft", "mount"),
    ),
)
