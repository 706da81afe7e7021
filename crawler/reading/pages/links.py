"""What a page leads to: its links, frames and pictures with the words that go with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading import limits
from crawler.reading.pages import captions, flow
from crawler.reading.value import Image, Link
from crawler.scope import absolute, parts

CUT_SHORT = re.compile(r"(?:\.{2,}|…+|。{3})\]?$")
OPENED = re.compile(
    r"""(?:window\.open|location(?:\.href)?\s{0,20}=|openUrl|goUrl)\s{0,20}\(?\s{0,20}["']([^"'\s]{1,500})["']"""
)
REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"'>\s]+)", re.IGNORECASE)
FRAMES = "frame[src], iframe[src], embed[src], object[data]"
FRAME_TAGS = ("<frame", "<iframe", "<embed", "<object")  # to search the text is cheaper than to search the tree
KNOWN_LENGTH = 300  # characters of an address that is remembered
OF_WEB = re.compile(r"https?:", re.IGNORECASE)
WHOLE = re.compile(r"https?://", re.IGNORECASE)
OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def links(tree: LexborHTMLParser, source: str, base: str, encoding: str) -> tuple[Link, ...]:
    """Every address that a page leads to, absolute, up to the limit."""
    found: dict[tuple[str, str], None] = {}
    for href, text in islice(_leads(tree, source), limits.PAGE_LINKS):
        if href and not href.startswith("#") and (url := address(href, base, encoding)):
            found[url, text] = None
    return tuple(Link(url, text) for url, text in found)


def address(href: str, base: str, encoding: str) -> str:
    """An absolute web address; as it is written where the page itself has none, as one from disk; "" when it leads nowhere."""
    href = href.strip()
    url = _absolute(href, _from(base, href), encoding or "utf-8") if href else ""
    return url if url or not base or OF_WEB.match(base) or OTHER_SCHEME.match(href) else href


def _from(base: str, href: str) -> str:
    """What of a page's address an address as written hangs on: the host, or the folder, which it shares with its neighbours."""
    if href[0] == "/" or WHOLE.match(href):
        return _folders(base)[1]
    return _folders(base)[0] if (href[0].isalnum() or href[0] == ".") and ":" not in href else base


@lru_cache(maxsize=64)
def _folders(base: str) -> tuple[str, str]:
    """The folder in which a web page lies, and its host's; of other addresses these themselves."""
    found = parts(base)
    if found is None:
        return base, base
    root = found.url[: found.url.index("/", found.url.index("://") + 3) + 1]
    return root + found.path[1 : found.path.rindex("/") + 1], root


@lru_cache(maxsize=2048)
def _short(href: str, base: str, encoding: str) -> str:
    return absolute(href, base, encoding)


def _absolute(href: str, base: str, encoding: str) -> str:
    """An absolute address. Those of a site's menus stand on all its pages: they are joined once."""
    near = len(href) <= KNOWN_LENGTH and len(base) <= KNOWN_LENGTH
    return _short(href, base, encoding) if near else absolute(href, base, encoding)


def _leads(tree: LexborHTMLParser, source: str) -> Iterator[tuple[str, str]]:
    """Every address that a page leads to, as written, with the words that go with it."""
    for node in tree.css("a, area[href]"):
        said = node.attributes
        yield _target(said), _label(node, said)
    for node in tree.css(FRAMES) if any(tag in source for tag in FRAME_TAGS) else ():
        said = node.attributes
        yield said.get("src") or said.get("data") or "", said.get("name") or said.get("title") or ""
    for node in tree.css("meta[http-equiv=refresh i]") if "refresh" in source else ():
        if found := REFRESH.search(node.attributes.get("content") or ""):
            yield found[1], ""


def target(node: LexborNode) -> str:
    """Where a link leads, as written, or as its script has it; "" for nowhere."""
    return _target(node.attributes)


def _target(attributes: Mapping[str, str | None]) -> str:
    href = (attributes.get("href") or "").strip()
    if href and href != "#" and not href.lower().startswith("javascript:"):
        return href
    script = f"{href} {attributes.get('onclick') or ''}"
    opened = OPENED.search(script) if len(script) > 8 else None
    return opened[1] if opened else ""


def _label(node: LexborNode, attributes: Mapping[str, str | None]) -> str:
    """The words of a link; its title attribute where they are cut short or missing."""
    text = node.text()
    if "\n" in text:
        text = flow.BROKEN.sub("", text)
    text = flow.spaced(text.replace("\xa0", " ")).strip(" \u3000")
    if text and not CUT_SHORT.search(text):
        return text
    said = (attributes.get("title") or "").strip()
    if said or text:
        return said or text
    picture = node.css_first("img")
    return ((picture.attributes.get("alt") or picture.attributes.get("title") or "") if picture else "").strip()


def images(page: flow.Flow, base: str, encoding: str, span: tuple[int, int]) -> tuple[Image, ...]:
    """Every picture in a page; one without words of its own takes the line beside it.

    Those before the first line of the span, its title, and behind the last one, where its foot begins, stand aside.
    """
    found: dict[Image, None] = {}
    within = {picture.line for picture in page.pictures if _needs_words(picture) and span[0] < picture.line <= span[1]}
    said_by = captions.captions(page, sorted(within), span)
    for picture in page.pictures:
        url = address(picture.node.attributes.get("src") or "", base, encoding)
        if url:
            aside = picture.line <= span[0] or picture.line > span[1]
            words = said_by[picture.line] if picture.line in within else captions.beside(page, picture.line)
            found.setdefault(Image(url, _said(picture) or words, aside))
    return tuple(found)


def _said(picture: flow.Picture) -> str:
    """The words that a picture's author gave it."""
    attributes = picture.node.attributes
    return (attributes.get("alt") or attributes.get("title") or "").strip()


def _needs_words(picture: flow.Picture) -> bool:
    return bool(picture.node.attributes.get("src")) and not _said(picture)
