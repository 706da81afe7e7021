"""Sites that offer what leads inside, at every place where an address can stand, and how to tell that it was taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from ipaddress import IPv4Address, IPv6Address

from bench.proofs.inside_spellings import resolved, spelled
from bench.proofs.proof import Size
from crawler.scope import Target, absolute, parts
from tests.crawler.hostile import reply
from tests.crawler.hostile_sites import sitemap
from tests.crawler.little_site import page

A_SITE = 60  # offers of one site, or of one page of links
STATUSES = (301, 302, 303, 307, 308)
CLEAR = reply(body=page(title="通知"))
LINE_ENDS = frozenset("\r\n")
WORDS = "三公经费"


@dataclass(frozen=True)
class Offer:
    """An address that leads inside, where it stands, and what shows that it was taken in.

    That is `asked` ("host/path" of what offers it, in the sites' log), or a capture of the address at `site`.
    """

    url: str
    place: str
    asked: str = ""
    site: str = ""

    def is_seen(self, log: set[str], kept: dict[str, dict[str, str]]) -> bool:
        """Whether it was."""
        return self.asked in log if self.asked else kept.get(self.site, {}).get(absolute(self.url, self.url), "") != ""


@dataclass
class Offered:
    """All sites, what they offer, and the lists of departments. `good` are addresses (by site) that must be read."""

    sites: dict[str, dict[str, bytes]] = field(default_factory=dict)
    targets: list[Target] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    good: list[tuple[str, str]] = field(default_factory=list)

    def site(self, pages: dict[str, bytes], hints: Sequence[tuple[str, str]] = (), home: bytes = b"") -> str:
        """A new site with these pages, whose home leads to all; its host."""
        number = len(self.sites)
        host = f"s{number}.site.test"
        links = page(*((path, "链接") for path in pages if path != "/robots.txt"))
        self.sites[host] = {"/": home or reply(body=links), **pages}
        self.targets.append(Target(host.partition(".")[0], f"http://{host}/", tuple(hints)))
        self.good.append((host.partition(".")[0], f"http://{host}/"))
        return host

    def machines(self, name: str, turn: int) -> tuple[str, ...]:
        """Where a name leads, at its nth question."""
        label, _, kind = name.rpartition(".test")[0].rpartition(".")
        if kind == "site":
            number = int(label.rpartition("s")[2])
            return (f"93.184.{number >> 8}.{number & 255}",)
        twin, digits = label.startswith("www."), label.removeprefix("www.")
        if kind not in KINDS or not digits:
            return ()
        wide = len(digits) == 32
        inside = str(IPv6Address(int(digits, 16)) if wide else IPv4Address(int(digits, 16)))
        public = f"93.184.{200 + KINDS.index(kind)}.{sum(map(ord, digits)) % 250}"
        leads = {
            "inner": (inside,),
            "mixed": (public, inside),
            "rebind": (public,) if turn == 1 else (inside,),
            "twin": (inside,) if twin else (public,),
        }
        return leads[kind]


KINDS = ("inner", "mixed", "rebind", "twin")  # sorts of names


def pieces(hosts: Sequence[str], size: int = A_SITE) -> Iterator[tuple[int, Sequence[str]]]:
    """So many at a time, and the number of the first."""
    for start in range(0, len(hosts), size):
        yield start, hosts[start : start + size]


def on_pages(
    found: Offered, place: str, hosts: Sequence[str], markup: Callable[[str], str], most: int, kind: str = "pdf"
) -> None:
    """Offers in the markup of pages, `most` on each."""
    for start, some in pieces(hosts, most * A_SITE):
        pages, on = {}, {}
        for number, few in pieces(some, most):
            urls = [f"http://{host}/{place}/{start + number + n}.{kind}" for n, host in enumerate(few)]
            path = f"/{place}{number}.html"
            pages[path] = reply(body=page(title=f"{WORDS}{start + number}") + "".join(map(markup, map(escape, urls))))
            on[path] = urls
        host = found.site(pages)
        found.offers += [Offer(url, place, asked=host + path) for path, urls in on.items() for url in urls]


def by_redirect(found: Offered, status: int, hosts: Sequence[str], twice: bool = False) -> None:
    """Offers in a Location, or in that of what a Location leads to."""
    place = "redirection of a redirection" if twice else f"redirection {status}"
    for start, some in pieces([host for host in hosts if not LINE_ENDS & set(host)]):
        urls = [f"http://{host}/r{status}/{start + n}.html" for n, host in enumerate(some)]
        inner = {f"/r/{n}.html": reply(status, [("Location", url)]) for n, url in enumerate(urls)}
        pages = inner
        if twice:
            pages = {f"/first/{n}.html": reply(302, [("Location", f"/r/{n}.html")]) for n in range(len(urls))}
        host = found.site(pages, home=reply(body=page(*((path, "链接") for path in pages))))
        found.sites[host] |= inner
        found.offers += [Offer(url, place, asked=host + path) for path, url in zip(inner, urls, strict=True)]


def by_sitemap(found: Offered, hosts: Sequence[str]) -> None:
    """Offers in a sitemap."""
    for start, some in pieces(hosts, 500):
        urls = [f"http://{host}/sitemap/{start + n}.html" for n, host in enumerate(some)]
        host = found.site({"/sitemap.xml": reply(body=sitemap(*map(escape, urls)), kind="text/xml")})
        found.offers += [Offer(url, "sitemap", asked=f"{host}/sitemap.xml") for url in urls]


def by_robots(found: Offered, hosts: Sequence[str]) -> None:
    """Offers as the place of a robots.txt, and as its sitemaps."""
    for number, host in enumerate(host for host in hosts if not LINE_ENDS & set(host)):
        url = f"http://{host}/robots/{number}.txt"
        site = found.site({"/robots.txt": reply(STATUSES[number % 5], [("Location", url)])})
        found.good.pop()  # robots.txt is out of reach, so nothing of the site is asked for
        found.offers.append(Offer(url, "robots.txt", asked=f"{site}/robots.txt"))


def by_lists(found: Offered, hosts: Sequence[str]) -> None:
    """Offers in a list of departments, as their sites and as their columns."""
    valid = [host for host in hosts if parts(f"http://{host}/")]
    for number, host in enumerate(valid):
        scheme = ("http", "https")[number % 2]
        url = f"{scheme}://{host}/home{number}/"
        found.targets.append(Target(f"home{number}", url))
        found.offers.append(Offer(url, "home", site=f"home{number}"))
    for start, some in pieces(valid, 150):
        urls = [f"http://{host}/column/{start + n}.html" for n, host in enumerate(some)]
        site = found.site({}, [(WORDS, url) for url in urls]).partition(".")[0]
        found.offers += [Offer(url, "column", site=site) for url in urls]


def by_names(found: Offered, labels: Sequence[str]) -> None:
    """Offers by names that lead inside at once, beside other machines, later, or only with www. before them."""
    for number, label in enumerate(labels):
        for kind in KINDS:
            host, key = f"{label}.{kind}.test", f"{kind}{number}"
            found.targets.append(Target(key, f"http://{host}/"))
            if kind == "inner":
                found.offers.append(Offer(f"http://{host}/", "name", site=key))
                continue
            ways = [f"http://www.{host}/w{n}.html" for n in range(3)] if kind == "twin" else []
            found.sites[host] = {
                "/": reply(body=page(("/1.html", "链接"), ("/to.html", "链接"), *((way, "链接") for way in ways[:2]))),
                "/1.html": CLEAR,
                "/to.html": reply(302, [("Location", ways[2] if ways else "/1.html")]),
            }
            found.good += [(key, f"http://{host}/"), (key, f"http://{host}/1.html")]
            found.offers.append(Offer(f"http://{host}/", f"name: {kind}", asked=f"{host}/"))
            found.offers += [Offer(way, f"name: {kind}", site=key) for way in ways[:2]]


def offered(size: Size) -> Offered:
    """All that is offered."""
    short = size is Size.SHORT
    found, hosts = Offered(), list(dict.fromkeys(spelled(1 if short else None)))[:: 2 if short else 1]
    on_pages(found, "link", hosts, lambda url: f'<a href="{url}">{WORDS}</a>', A_SITE)
    on_pages(found, "picture", hosts, lambda url: f'<img src="{url}" alt="流程图">', A_SITE, "png")
    on_pages(found, "frame", hosts, lambda url: f'<iframe src="{url}"></iframe>', A_SITE, "html")
    by_sitemap(found, hosts)
    for status in STATUSES[1:2] if short else STATUSES:
        by_redirect(found, status, hosts)
    by_lists(found, hosts)
    by_redirect(found, 302, hosts[::4], twice=True)
    by_robots(found, hosts[3::4])
    refresh = '<meta http-equiv="refresh" content="0; url={}">'
    on_pages(found, "refresh", hosts[1::4], refresh.format, 1, "html")
    on_pages(found, "script", hosts[1::4], lambda url: f"<script>location.href='{url}'</script>", 1, "html")
    on_pages(found, "base", hosts[2::4], lambda url: f'<base href="{url}"><a href="a.pdf">{WORDS}</a>', 1, "html")
    on_pages(found, "canonical", hosts[::8], lambda url: f'<link rel="canonical" href="{url}">', 1, "html")
    by_names(found, list(resolved(1 if short else None)))
    return found
