"""What every page can have: links, frames, redirections, and addresses inside simple scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from turbohtml import Element

from crawler.families.page import Lead, Seen, plain

OTHERS = "area[href], frame[src], iframe[src], option[value], embed[src], object[data], [onclick]"
REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"\s;]+)", re.IGNORECASE)
LOCATION = re.compile(
    r"(?:location(?:\.href)?\s{0,20}=|location\.(?:replace|assign)\s{0,20}\()\s{0,20}\\?(['\"])([^'\"\s<>]+?)\\?\1\s*(?=[;)}\n'\"]|$)",
    re.IGNORECASE,
)
OPENED = re.compile(
    r"(?:window\.open|location(?:\.href)?\s{0,20}=|location\.(?:replace|assign))\s{0,20}\(?\s{0,20}(['\"])([^'\"\s<>]+)\1(?!\s*\+)"
)
CALLED = re.compile(
    r"\(\s*(['\"])((?:https?:|\.{0,2}/)[^'\"\s<>]+|[\w./-]+\.(?:s?html?|jspx?|aspx?|php|action|do|jhtml|pdf|docx?|xlsx?)[^'\"\s<>]*)\1(?!\s*\+)"
)
ADDRESS = re.compile(
    r"^(?:https?://|\.{0,2}/|[\w-]+(?:/[\w.-]+)*\.(?:s?html?|jspx?|aspx?|php|pdf|docx?|xlsx?))", re.IGNORECASE
)
# Each takes no more than a few looks at a character: a page of 8 MiB is read where all others of its sites wait.
WRITTEN = re.compile(r"<a\b[^<>]*?\bhref\s*=\s*\\?(['\"])([^'\"\\\s>]+)\\?\1(?!\s*\+)[^>]{0,2000}>", re.I)
CLOSED = re.compile("</a", re.IGNORECASE)
SAID = r"""\s{{0,9}}(?:'([^'\\\n]{{1,{0}}})'|"([^"\\\n]{{1,{0}}})")\s{{0,9}}"""
CALLS = (  # dTree, Treeview, xTree: menus that a script draws
    r"""\.add\((?:\s{0,9}['"]?[\w-]{1,40}['"]?\s{0,9},){2}""",
    r"\bgFld\(",
    r"""\bgLnk\(\s?['"]?\w{1,9}['"]?\s?,""",
    r"\bWebFXTree(?:Item)?\(",
)
TREE = re.compile(f"(?:{'|'.join(CALLS)}){SAID.format(200)},{SAID.format(500)}[,)]")
TREES = (".add(", "gFld(", "gLnk(", "WebFXTree")
TITLED = re.compile(r"<[^<>]*?\stitle\s*=\s*\\?(['\"])(.*?)\\?\1", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
VIEWER = re.compile(r"[?&](?:file|src|url)=([^&#]+\.(?:pdf|docx?|xlsx?))", re.IGNORECASE)
BEGIN, END = "<![CDATA[", "]]>"


class Plain:
    """Any page at all."""

    def recognises(self, page: Seen) -> bool:
        """Always."""
        return page.is_markup or page.is_script

    def links(self, page: Seen) -> Iterator[Lead]:
        """The leads that stand in the page, or that a file of scripts writes."""
        if page.is_script:
            yield from _drawn(page, page.source)
            return
        for node in page.anchors:
            href = node.attr("href")
            if href and node.attr("onclick") is None:
                if "=" in href or href[:11].lower() == "javascript:":
                    yield from _node(page, node)
                else:
                    yield from page.lead(href, node.attr("title") or _label(node))
        for node in page.tree.select(OTHERS):
            yield from _node(page, node)
        body = page.tree.find("body")
        yield from _sent(page, (body and body.attr("onload")) or "")
        for node in page.tree.find_all("meta"):
            if (node.attr("http-equiv") or "").lower() == "refresh":
                match = REFRESH.search(node.attr("content") or "")
                yield from page.lead(match[1] if match else None, hop=True)
        yield from _scripts(page)


def _node(page: Seen, node: Element) -> Iterator[Lead]:
    if node.tag in ("frame", "iframe", "embed", "object"):
        address = node.attr("src") or node.attr("data")
        yield from page.lead(address, node.attr("title") or "", hop=node.tag in ("frame", "iframe"))
        yield from _viewed(page, address, node.attr("title") or "")
        return
    label = _label(node)
    if node.tag == "option":
        value = node.attr("value") or ""
        yield from page.lead(value if ADDRESS.match(value) else None, label)
        return
    href = node.attr("href") or ""
    yield from page.lead(href, label)
    if "=" in href:
        yield from _viewed(page, href, label)
    script = node.attr("onclick") or ""
    if href[:11].lower() == "javascript:":
        script += f"\n{href}"
    for match in (*OPENED.finditer(script), *CALLED.finditer(script)) if script else ():
        yield from page.lead(match[2], label)


def _label(node: Element) -> str:
    return node.attr("title") or plain(node) or node.attr("alt") or _picture_label(node)


def _picture_label(node: Element) -> str:
    picture = node.select_one("img[alt]")
    return (picture.attr("alt") or "").strip() if picture else ""


def _viewed(page: Seen, address: str | None, label: str) -> Iterator[Lead]:
    match = VIEWER.search(address or "")
    yield from page.lead(match[1].replace("%2F", "/").replace("%2f", "/") if match else None, label)


def _scripts(page: Seen) -> Iterator[Lead]:
    """Redirections that a script makes at once, and links that it writes or hides in CDATA."""
    scripts = page.scripts
    if not scripts:
        return
    yield from _sent(page, scripts)
    yield from _drawn(page, scripts)


def _drawn(page: Seen, scripts: str) -> Iterator[Lead]:
    """Links that a script writes, and those of the trees that it draws."""
    yield from written(page, scripts)
    for match in TREE.finditer(scripts) if any(sign in scripts for sign in TREES) else ():
        address = html.unescape(match[3] or match[4])
        is_address = ADDRESS.match(address) or "?" in address or "/" in address
        yield from page.lead(address if is_address else None, _bare(match[1] or match[2]))


def _sent(page: Seen, script: str) -> Iterator[Lead]:
    """Where a script sends the visitors of a page that says little itself."""
    if script and len(page.text) < 200:
        for match in LOCATION.finditer(script):
            yield from page.lead(match[2], hop=True)


def written(page: Seen, source: str) -> Iterator[Lead]:
    """The leads in markup that stands inside a script, a CDATA section or a JSON string."""
    for part in CLOSED.split(source)[:-1]:
        if match := WRITTEN.search(part):
            titled = TITLED.match(match[0])
            yield from page.lead(
                html.unescape(match[2]), _bare(titled[2] if titled and titled[2] else part[match.end() :])
            )


def wrapped(source: str) -> Iterator[str]:
    """What stands in the CDATA sections of a source."""
    at = 0
    while (begin := source.find(BEGIN, at)) >= 0 and (end := source.find(END, begin)) >= 0:
        yield source[begin + len(BEGIN) : end]
        at = end


def _bare(markup: str) -> str:
    """The words of a piece of markup."""
    return " ".join(html.unescape(TAG.sub("", markup)).split())
