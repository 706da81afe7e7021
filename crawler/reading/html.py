"""Web pages: one parse with lexbor gives title, date, issuer, column path, text, tables, links and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import ada_url
from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading.encoding import decode
from crawler.reading.labels import ISSUED, PUBLISHED, day_in, day_in_url, first, pairs_in, trail
from crawler.reading.tables import tables_in
from crawler.reading.value import Image, Link, Reading

BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt fieldset form h1 h2 h3 h4 h5 h6 header footer hr li "
    "main nav ol option p pre section table tbody td th thead tr ul".split()
)
SKIPPED = frozenset(("script", "style", "noscript", "template", "head", "object", "embed", "select"))
HEADINGS = (
    "h1, h2, h3, [class*=title], [class*=Title], [id*=title], [id*=Title], [class*=tit], [class*=bt], [class*=headline],"
    "[class*=biaoti], td[align=center] b, td[align=center] strong, td b, font b, td[align=center] font"
)
NO_TITLE = re.compile(
    "^(?:无标题文档|无标题|untitled( document)?|new page.*|首页|网站首页|index|文章内容|内容页)?$", re.IGNORECASE
)
CUT = re.compile(r"(?:…|\.{2,}|⋯)$")
LONGEST_TITLE = 120


def read_html(body: bytes, url: str, content_type: str = "", media_type: str = "text/html") -> Reading:
    """Everything that a page says of itself. Never raises for odd markup: the parser mends as browsers do."""
    source, encoding = decode(body, content_type)
    tree = LexborHTMLParser(source)
    base = _base(tree, url)
    metas = {
        (node.attributes.get("name") or "").lower(): node.attributes.get("content") or "" for node in tree.css("meta")
    }
    text = text_of(tree.body) if tree.body else ""
    lines = text.split("\n")
    pairs = pairs_in(lines[:200])
    columns = trail(lines) or tuple(part for part in [metas.get("columnname", "")] if part)
    title = _title(tree, metas, pairs, columns, lines)
    published, where = _published(pairs, metas, lines, title, url)
    return Reading(
        media_type=media_type,
        encoding=encoding,
        title=title,
        published=published,
        published_from=where,
        issuer=first(pairs, ISSUED) or metas.get("contentsource", ""),
        columns=columns,
        text=text,
        tables=tuple(tables_in(tree)),
        links=tuple(_links(tree, base)),
        images=tuple(_images(tree, base)),
        metadata=tuple(pairs.items()),
        doubts=() if text.strip() or tree.css_first("frame, iframe, img") else ("empty",),
    )


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    return _absolute((node.attributes.get("href") or "") if node else "", url) or url


def _absolute(href: str, base: str) -> str:
    """The absolute web address, without fragment, as a browser resolves it; "" for anything else."""
    try:
        joined = ada_url.URL(href.strip(), base)
    except ValueError:
        return ""
    joined.hash = ""
    return joined.href if joined.protocol in ("http:", "https:", "file:") else ""


def text_of(root: LexborNode) -> str:
    """The text of a node, a line for each block, the cells of a row divided by tabs."""
    parts: list[str] = []
    _gather(root, parts)
    lines = (re.sub(r"[ \u00a0]+", " ", line).strip(" ") for line in "".join(parts).split("\n"))
    return "\n".join(line for line in (re.sub(r"\t+", "\t", line).strip("\t ") for line in lines) if line.strip())


def _gather(root: LexborNode, parts: list[str]) -> None:
    """Collects text without recursion, for pages nest as deep as they like."""
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        tag = node.tag
        if tag == "-text":
            parts.append(re.sub(r"[\n\t]+", " ", node.text_content or ""))
        elif tag not in SKIPPED:
            mark = "\t" if tag in ("td", "th") else "\n" if tag in BLOCKS else ""
            children = list(node.iter(include_text=True))
            stack += [mark, *reversed(children), mark] if mark else list(reversed(children))


def _title(
    tree: LexborHTMLParser, metas: dict[str, str], pairs: dict[str, str], columns: tuple[str, ...], lines: list[str]
) -> str:
    """The article's heading: of meta ArticleTitle, the metadata table, a heading that <title> repeats, else <title>."""
    node = tree.css_first("title")
    stated = re.sub(r"\s+", " ", node.text()).strip() if node else ""
    headings = [text for text in (_line(each) for each in tree.css(HEADINGS)) if 2 <= len(text) <= LONGEST_TITLE]
    wanted = metas.get("articletitle", "").strip() or pairs.get("名称", "") or pairs.get("标题", "")
    if wanted and not CUT.search(wanted):
        return wanted
    top = tree.css_first("h1")
    if top and 2 <= len(_line(top)) <= LONGEST_TITLE and _line(top) not in columns:
        return _line(top)
    repeated = [text for text in headings if text in stated and not NO_TITLE.match(text) and text not in columns]
    if repeated:
        return max(repeated, key=len)
    return _own_title(stated, headings, columns, lines)


def _own_title(stated: str, headings: list[str], columns: tuple[str, ...], lines: list[str]) -> str:
    names = [text for text in headings if text not in columns and not NO_TITLE.match(text) and not pairs_in([text])]
    parts = [part.strip() for part in re.split(r"\s*[-_|—–]{1,2}\s*|\s+-\s+", stated) if part.strip()]
    own = [part for part in parts if part not in columns and not NO_TITLE.match(part)]
    listed = [part for part in own if part in lines]
    if listed:
        return max(listed, key=len)
    if names and (NO_TITLE.match(stated) or len(parts) < 2):
        return max(names[:6], key=len)
    return own[0] if own else next(iter(names), "")


def _line(node: LexborNode) -> str:
    return re.sub(r"\s+", " ", node.text(separator="")).strip()


def _published(
    pairs: dict[str, str], metas: dict[str, str], lines: list[str], title: str, url: str
) -> tuple[date | None, str]:
    """The publish date and where it stands, in the order in which places are to be trusted."""
    for label in PUBLISHED:
        day = day_in(pairs.get(label, ""))
        if day is not None:
            return day, "label"
    stated = day_in(metas.get("pubdate", "") or metas.get("publishdate", ""))
    if stated is not None:
        return stated, "meta"
    near = _day_near(lines, title)
    if near is not None:
        return near, "line"
    addressed = day_in_url(url)
    return (addressed, "url") if addressed is not None else (None, "")


def _day_near(lines: list[str], title: str) -> date | None:
    """A bare date on one of the three lines under the title."""
    start = next((number for number, line in enumerate(lines) if title and line.strip() == title), None)
    for line in lines[start + 1 : start + 4] if start is not None else []:
        if len(line) < 60 and re.search(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}", line):
            return day_in(line)
    return None


def _links(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    seen = set()
    for node in tree.css("a[href], area[href], frame[src], iframe[src]"):
        href = node.attributes.get("href") or node.attributes.get("src") or ""
        url = _absolute(href, base)
        text = _line(node)
        full = (node.attributes.get("title") or node.attributes.get("name") or node.attributes.get("alt") or "").strip()
        words = full if full and (not text or CUT.search(text)) else text
        if url and (url, words) not in seen:
            seen.add((url, words))
            yield Link(url, words)


def _images(tree: LexborHTMLParser, base: str) -> Iterator[Image]:
    for node in tree.css("img[src]"):
        url = _absolute(node.attributes.get("src") or "", base)
        words = (node.attributes.get("alt") or node.attributes.get("title") or "").strip()
        if url:
            yield Image(url, words or _caption(node))


def _caption(node: LexborNode) -> str:
    """The words that stand with a picture: of its own block, else the short block before or after it."""
    block = node.parent
    if block is None:
        return ""
    beside = (
        block,
        block.next,
        block.prev,
        block.next.next if block.next else None,
        block.prev.prev if block.prev else None,
    )
    for each in beside:
        text = _line(each) if each is not None and each.tag not in SKIPPED else ""
        if 2 <= len(text) <= LONGEST_TITLE:
            return text
    return ""
