"""Which addresses of served sites can be reached from their home pages by plain links alone: href and frame."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

import ada_url
from selectolax.lexbor import LexborHTMLParser

from bench.padding import charset, is_markup
from reports.samplecity.content import Response

Address = tuple[str, str]  # host, path with query
INDEX = re.compile(r"(?:index|default)\.s?html?")
ANCHORS = "a[href], area[href]"
FRAMES = "frame[src], iframe[src]"


def reachable(homes: Iterable[str], port: int, look: Callable[[str, str], Response | None]) -> set[Address]:
    """The addresses with a good answer, breadth first. `look` tells what is served at a host under a path, if anything."""
    waiting = deque(filter(None, (_address(home, "", port) for home in homes)))
    seen, found = set(waiting), set()
    while waiting:
        host, path = waiting.popleft()
        page = look(host, path)
        if page is None or page.status != 200:
            continue
        found.add((host, path))
        fresh = (address for address in _links(host, path, page, port) if address not in seen)
        for address in dict.fromkeys(fresh):
            seen.add(address)
            waiting.append(address)
    return found


def links_on(page: Response) -> int:
    """How many links a page has."""
    return len(list(_hrefs(page)))


def one_name(address: Address, known: Mapping[Address, bytes]) -> Address:
    """The shorter of the two names of a folder's page, with and without index.html, where both lead to the same bytes."""
    host, path = address
    folder, slash, name = path.rpartition("/")
    twin = (host, folder + slash)
    return twin if INDEX.fullmatch(name) and known.get(twin) == known.get(address) else address


def _hrefs(page: Response) -> Iterator[str]:
    if not is_markup(page):
        return
    tree = LexborHTMLParser(page.body.decode(charset(page), "replace"))
    for node in tree.css(ANCHORS):
        yield node.attributes["href"] or ""
    for node in tree.css(FRAMES):
        yield node.attributes["src"] or ""


def _links(host: str, path: str, page: Response, port: int) -> Iterator[Address]:
    file = path.partition("?")[0]
    for href in _hrefs(page):
        base = path if href[:1] in ("", "?", "#") else file.rpartition("/")[0] + "/"
        if address := _address(href, f"http://{host}:{port}{base}", port):
            yield address


@lru_cache(maxsize=1 << 20)
def _address(href: str, base: str, port: int) -> Address | None:
    try:
        found = ada_url.parse_url(ada_url.join_url(base, href.strip()) if base else href)
    except ValueError:
        return None
    inside = found["protocol"] == "http:" and found["port"] == str(port)
    return (found["hostname"], found["pathname"] + found["search"]) if inside else None
