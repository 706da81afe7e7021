"""Web pages: one parse, one walk, then what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading import body, dates, encoding, flow, grids, headings, labels, limits
from crawler.reading.value import Image, Link, Reading, Table
from crawler.scope import absolute

CUT_SHORT = re.compile(r"(?:\.{2,}|…+|。{3})\]?$")
OPENED = re.compile(r"""(?:window\.open|location(?:\.href)?\s*=|openUrl|goUrl)\s*\(?\s*["']([^"'\s]{1,500})["']""")
REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"'>\s]+)", re.IGNORECASE)
ANY_TAG = re.compile(r"<[^>]{0,2000}>")
NESTING = re.compile(
    r"<(/?)(?:div|span|font|b|i|u|em|strong|center|table|ul|ol|dl|section|blockquote|form|fieldset|small|big|a)\b",
    re.IGNORECASE,
)
META_DATES = (
    "pubdate",
    "publishdate",
    "publish_date",
    "pub_date",
    "publishtime",
    "article:published_time",
    "others",
    "date",
)
META_SOURCES = ("contentsource", "source", "author_unit")
NEAR = 4  # lines below a title in which a bare date is its date
BARE_DATE = 40  # characters of a line that says little else than its date
CAPTION_LENGTH = 60
FRAMES = "frame[src], iframe[src], embed[src], object[data]"


@dataclass(frozen=True)
class _Page:
    tree: LexborHTMLParser
    url: str
    base: str
    encoding: str
    meta: dict[str, str]
    walked: flow.Flow


def read(raw: bytes, *, url: str, content_type: str = "") -> Reading:
    """Everything that a web page says; what lies beyond the limits is left out and doubted."""
    found = encoding.decoded(raw[: limits.PAGE_BYTES], content_type)
    doubts = [] if len(raw) <= limits.PAGE_BYTES else ["parse_limit"]
    return read_text(found.text, url=url, encoding_name=found.name, doubts=[*doubts, *found.doubts])


def read_text(text: str, *, url: str, encoding_name: str = "", doubts: Sequence[str] = ()) -> Reading:
    """The same from text that is decoded already."""
    if _is_too_deep(text):
        bare = "\n".join(filter(None, (part.strip() for part in ANY_TAG.split(text))))
        return Reading("text/html", encoding=encoding_name, text=bare, doubts=(*doubts, "parse_limit"))
    tree = LexborHTMLParser(encoding.UNSEEN.sub("", text.replace("\f", " ")))
    root = tree.body or tree.css_first("frameset") or tree.root
    if root is None:
        return Reading("text/html", encoding=encoding_name, doubts=(*doubts, "empty"))
    grid, complete = grids.find(root)
    walked = flow.Flow(data=frozenset(node.mem_id for each in grid for node in (each.node, *each.more))).read(root)
    page = _Page(tree, url, _base(tree, url), encoding_name, headings.metas(tree), walked)
    return _reading(page, grid, [*doubts, *([] if complete and page.walked.complete else ["parse_limit"])])


def _is_too_deep(text: str) -> bool:
    """Whether more elements are open at once than any honest page has; only counted where so many tags are."""
    if text.count("<") <= limits.PAGE_DEPTH:
        return False
    depth = 0
    for match in NESTING.finditer(text):
        depth = max(0, depth + (-1 if match[1] else 1))
        if depth > limits.PAGE_DEPTH:
            return True
    return False


def _reading(page: _Page, grid: list[grids.Grid], doubts: list[str]) -> Reading:
    lines = page.walked.lines
    main, block = body.content(page.walked)
    pairs = _pairs(page, grid)
    trail = headings.columns(lines, page.meta)
    title = headings.title(page.tree, page.meta, lines, trail, labels.title(pairs))
    published, found_in = _published(page, pairs, title)
    links, images = _links(page), _images(page)
    if len(page.tree.css("a")) > limits.PAGE_LINKS:
        doubts.append("parse_limit")
    if not lines and not links and not images:
        doubts.append("empty")
    elif images and block is not None and _only_pictures(page, main, title):
        doubts.append("image_only")
    return Reading(
        "text/html",
        encoding=page.encoding,
        title=title,
        published=published,
        published_from=found_in,
        issuer=labels.issuer(pairs) or next((page.meta[name] for name in META_SOURCES if name in page.meta), ""),
        columns=headings.columns(lines, page.meta, title),
        text="\n".join(main),
        tables=_captioned(page, grid),
        links=links,
        images=images,
        metadata=labels.unique(pairs),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    return (absolute(node.attributes.get("href") or "", url) if node else "") or url


def _pairs(page: _Page, grid: list[grids.Grid]) -> list[labels.Pair]:
    found = [pair for each in grid for pair in labels.in_rows(each.table.rows)]
    lines = page.walked.lines
    for index, line in enumerate(lines):
        pairs = labels.in_line(line)
        if len(pairs) == 1 and not pairs[0][1] and index + 1 < len(lines) and not labels.in_line(lines[index + 1]):
            pairs = [(pairs[0][0], lines[index + 1].strip(labels.EDGE)[: labels.LONGEST_VALUE])]
        found += pairs
    return found


def _published(page: _Page, pairs: list[labels.Pair], title: str) -> tuple[date | None, str]:
    """The day of publication, in the order of trust: labels, meta, the line under the title, the address."""
    if day := labels.published(pairs, labels.PUBLISHED, page.url):
        return day, "label"
    for name in META_DATES:
        if day := dates.find(page.meta.get(name, "")):
            return day, "meta"
    if day := _near_title(page.walked.lines, title) or labels.published(pairs, labels.PERHAPS_PUBLISHED[:7], page.url):
        return day, "line"
    if day := dates.in_address(page.url):
        return day, "url"
    return None, ""


def _near_title(lines: Sequence[str], title: str) -> date | None:
    """A date in the line of source and clicks, or a bare one, shortly below the title."""
    wanted = labels.squeeze(title)
    for index in (n for n, line in enumerate(lines) if wanted and labels.squeeze(line) == wanted):
        for line in lines[index + 1 : index + 1 + NEAR]:
            found = list(dates.spans(line)) if len(line) <= 250 else []
            if (
                len(found) == 1
                and not _is_other_date(line)
                and (headings.INFO.search(line) or _is_bare(line, found[0]))
            ):
                return found[0][0]
    return None


def _is_other_date(line: str) -> bool:
    return any(label in labels.OTHERS and dates.find(value) for label, value in labels.in_line(line))


def _is_bare(line: str, found: tuple[date, int, int]) -> bool:
    _, start, end = found
    rest = line[:start] + line[end:]
    return len(line) <= BARE_DATE and len(re.sub(r"[\s\d:：\[\]【】()（）-]|时间|日期", "", rest)) <= 12


def _links(page: _Page) -> tuple[Link, ...]:
    found: dict[Link, None] = {}
    for href, text in islice(_leads(page.tree), limits.PAGE_LINKS):
        if href and not href.startswith("#") and (url := absolute(href, page.base, page.encoding or "utf-8")):
            found.setdefault(Link(url, text))
    return tuple(found)


def _leads(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Every address that a page leads to, as written, with the words that go with it."""
    for node in tree.css("a, area[href]"):
        yield _href(node), _label(node)
    for node in tree.css(FRAMES):
        said = node.attributes
        yield said.get("src") or said.get("data") or "", said.get("name") or said.get("title") or ""
    for node in tree.css("meta[http-equiv=refresh i]"):
        if target := REFRESH.search(node.attributes.get("content") or ""):
            yield target[1], ""


def _href(node: LexborNode) -> str:
    attributes = node.attributes
    href = (attributes.get("href") or "").strip()
    if href and href != "#" and not href.lower().startswith("javascript:"):
        return href
    script = f"{href} {attributes.get('onclick') or ''}"
    opened = OPENED.search(script) if len(script) > 8 else None
    return opened[1] if opened else ""


def _label(node: LexborNode) -> str:
    """The words of a link; its title attribute where they are cut short or missing."""
    text = flow.SPACE.sub(" ", flow.BROKEN.sub("", node.text()).replace("\xa0", " ")).strip(" \u3000")
    if text and not CUT_SHORT.search(text):
        return text
    said = (node.attributes.get("title") or "").strip()
    if said or text:
        return said or text
    picture = node.css_first("img")
    return ((picture.attributes.get("alt") or picture.attributes.get("title") or "") if picture else "").strip()


def _images(page: _Page) -> tuple[Image, ...]:
    found: dict[Image, None] = {}
    for picture in page.walked.pictures:
        attributes = picture.node.attributes
        url = (
            absolute(attributes.get("src") or "", page.base, page.encoding or "utf-8") if attributes.get("src") else ""
        )
        if url:
            said = (attributes.get("alt") or attributes.get("title") or "").strip()
            found.setdefault(Image(url, said or _caption(page.walked.lines, picture.line)))
    return tuple(found)


def _caption(lines: Sequence[str], index: int) -> str:
    """The nearest short line: below the picture first, as captions stand, then above."""
    near = [lines[n] for n in (index, index - 1) if 0 <= n < len(lines)]
    return next((line for line in near if len(line) <= CAPTION_LENGTH and not line.endswith("。")), "")


def _captioned(page: _Page, grid: list[grids.Grid]) -> tuple[Table, ...]:
    blocks = {block.node.mem_id: block for block in page.walked.blocks if block.tag == "table"}
    starts = {blocks[each.node.mem_id].first for each in grid if each.node.mem_id in blocks}
    lines = page.walked.lines
    tables = []
    for each in grid:
        start = blocks[each.node.mem_id].first if each.node.mem_id in blocks else 0
        end = blocks[last].last if (last := [each.node, *each.more][-1].mem_id) in blocks else 0
        said = grids.caption(_above(lines, start), each.table.caption)
        below = lines[end] if 0 < end < len(lines) and end + 1 not in starts else ""
        tables.append(Table(each.table.rows, grids.with_unit(said, below)))
    return tuple(tables)


def _above(lines: Sequence[str], start: int) -> list[str]:
    """The two lines above a table, unless the nearer one is a breadcrumb or the line of a date and source."""
    before = list(lines[max(0, start - 2) : start])
    furniture = bool(before) and (
        headings.is_place(before[-1]) or headings.INFO.search(before[-1]) or labels.in_line(before[-1])
    )
    return [] if furniture and not grids.UNIT.search(before[-1]) else before


def _only_pictures(page: _Page, main: Sequence[str], title: str) -> bool:
    """Whether the article is its pictures: under the heading and the line of its date there is no text before the foot."""
    start = headings.info_line(main)
    if start < 0 or labels.squeeze(title) not in labels.squeeze("".join(main[:start])):
        return False
    rest = [line for line in main[start + 1 :] if not body.FOOT.search(line) and not labels.in_line(line)]
    return sum(map(len, rest)) < 20
