"""What every page can have: links, frames, redirections, and addresses inside simple scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborNode

from crawler.families.page import Lead, Seen, plain

ANCHORS = "a[href]:not([onclick])"
OTHERS = "area[href], frame[src], iframe[src], option[value], embed[src], object[data], [onclick]"
REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"\s;]+)", re.IGNORECASE)
LOCATION = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\()\s*(['\"])([^'\"\s<>]+)\1\s*(?=[;)}\n]|$)",
    re.IGNORECASE,
)
OPENED = re.compile(
    r"(?:window\.open|location(?:\.href)?\s*=|location\.(?:replace|assign))\s*\(?\s*(['\"])([^'\"\s<>]+)\1"
)
CALLED = re.compile(
    r"\(\s*(['\"])((?:https?:|\.{0,2}/)[^'\"\s<>]+|[\w./-]+\.(?:s?html?|jspx?|aspx?|php|pdf|docx?|xlsx?)[^'\"\s<>]*)\1"
)
ADDRESS = re.compile(
    r"^(?:https?://|\.{0,2}/|[\w-]+(?:/[\w.-]+)*\.(?:s?html?|jspx?|aspx?|php|pdf|docx?|xlsx?))", re.IGNORECASE
)
WRITTEN = re.compile(r"<a\b[^>]*?\bhref\s*=\s*\\?(['\"])([^'\"\\\s>]+)\\?\1[^>]*>(.*?)</a", re.IGNORECASE | re.DOTALL)
TITLED = re.compile(r"<[^>]*?\stitle\s*=\s*\\?(['\"])(.*?)\\?\1", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
VIEWER = re.compile(r"[?&](?:file|src|url)=([^&#]+\.(?:pdf|docx?|xlsx?))", re.IGNORECASE)
WRAPPED = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


class Plain:
    """Any page at all."""

    def recognises(self, page: Seen) -> bool:
        """Always."""
        return page.is_markup

    def links(self, page: Seen) -> Iterator[Lead]:
        """The leads that stand in the page."""
        for node in page.tree.css(ANCHORS):
            attributes = node.attributes
            href = attributes.get("href") or ""
            if "=" in href or href[:11].lower() == "javascript:":
                yield from _node(page, node)
            else:
                yield from page.lead(href, _label(node, attributes))
        for node in page.tree.css(OTHERS):
            yield from _node(page, node)
        for node in page.tree.css("meta[http-equiv][content]"):
            if (node.attributes.get("http-equiv") or "").lower() == "refresh":
                match = REFRESH.search(node.attributes.get("content") or "")
                yield from page.lead(match[1] if match else None, hop=True)
        yield from _scripts(page)


def _node(page: Seen, node: LexborNode) -> Iterator[Lead]:
    attributes = node.attributes
    if node.tag in ("frame", "iframe", "embed", "object"):
        address = attributes.get("src") or attributes.get("data")
        yield from page.lead(address, attributes.get("title") or "", hop=node.tag in ("frame", "iframe"))
        yield from _viewed(page, address, attributes.get("title") or "")
        return
    label = _label(node, attributes)
    if node.tag == "option":
        value = attributes.get("value") or ""
        yield from page.lead(value if ADDRESS.match(value) else None, label)
        return
    href = attributes.get("href") or ""
    yield from page.lead(href, label)
    if "=" in href:
        yield from _viewed(page, href, label)
    script = attributes.get("onclick") or ""
    if href[:11].lower() == "javascript:":
        script += f"\n{href}"
    for match in (*OPENED.finditer(script), *CALLED.finditer(script)) if script else ():
        yield from page.lead(match[2], label)


def _label(node: LexborNode, attributes: Mapping[str, str | None]) -> str:
    return attributes.get("title") or plain(node) or attributes.get("alt") or _picture_label(node)


def _picture_label(node: LexborNode) -> str:
    picture = node.css_first("img[alt]")
    return (picture.attributes.get("alt") or "").strip() if picture else ""


def _viewed(page: Seen, address: str | None, label: str) -> Iterator[Lead]:
    match = VIEWER.search(address or "")
    yield from page.lead(match[1].replace("%2F", "/").replace("%2f", "/") if match else None, label)


def _scripts(page: Seen) -> Iterator[Lead]:
    """Redirections that a script makes at once, and links that it writes or hides in CDATA."""
    scripts = page.scripts
    if not scripts:
        return
    if len(page.text) < 200:
        for match in LOCATION.finditer(scripts):
            yield from page.lead(match[2], hop=True)
    yield from written(page, scripts)


def written(page: Seen, source: str) -> Iterator[Lead]:
    """The leads in markup that stands inside a script, a CDATA section or a JSON string."""
    for match in WRITTEN.finditer(source):
        titled = TITLED.match(match[0])
        label = (titled and titled[2]) or TAG.sub("", match[3])
        yield from page.lead(html.unescape(match[2]), " ".join(html.unescape(label).split()))
