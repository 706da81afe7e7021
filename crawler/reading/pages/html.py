"""Web pages: one parse, one walk, then what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.reading import doubts, limits
from crawler.reading.pages import (
    around,
    body,
    flow,
    grids,
    headings,
    labels,
    lines,
    links,
    published,
    rowlinks,
    said,
    shown,
    stores,
    trails,
)
from crawler.reading.text import encoding
from crawler.reading.value import Form, Reading, Table
from crawler.scope import absolute

ANY_TAG = re.compile(r"<[^>]{0,2000}>")
TAG = re.compile(r"<[A-Za-z]")
NESTING = re.compile(
    r"<(/?)(?:div|span|font|b|i|u|em|strong|center|table|ul|ol|dl|section|blockquote|form|fieldset|small|big|a)\b",
    re.IGNORECASE,
)
LONG_TAG = 3 * limits.PAGE_ATTRIBUTES  # characters below which no tag has so many attributes
META_SOURCES = ("contentsource", "source", "author_unit")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
SCRIPT_ONLY = re.compile(r"javascript|正在加载|加载中|loading|请稍候|请稍后", re.IGNORECASE)
END = 2_000  # characters in which a whole page closes; counters and scripts follow it at times
OPEN_TAG = re.compile(r"</?[a-zA-Z!]")
LISTED = 3  # links in a page that does not show its title, from which on it may be a list
SHELL_LENGTH = 200  # characters in a page that has nothing to say without its scripts
DAY = timedelta(days=1)  # the other side of the date line


@dataclass(frozen=True)
class _Page:
    tree: LexborHTMLParser
    source: str
    lower: str  # the source in lower case
    url: str
    base: str
    encoding: str
    called: str  # the text of <title>
    meta: dict[str, str]
    walked: flow.Flow
    grids: list[grids.Grid]
    said: list[said.Said]
    latest: date  # the last day that can have come
    forms: tuple[Form, ...]


def read(raw: bytes, *, url: str, content_type: str = "", fetched: date | None = None) -> Reading:
    """Everything that a web page says; what lies beyond the limits is left out and doubted.

    `fetched` is the day on which it was had: a later one that it says is a mistake, and no day of publication.
    """
    found = encoding.decoded(raw[: limits.PAGE_BYTES], content_type)
    doubted = [] if len(raw) <= limits.PAGE_BYTES else [doubts.LIMIT]
    doubted += found.doubts
    return read_text(found.text, url=url, encoding_name=found.name, doubted=doubted, fetched=fetched)


def read_text(
    text: str, *, url: str, encoding_name: str = "", doubted: Sequence[str] = (), fetched: date | None = None
) -> Reading:
    """The same from text that is decoded already."""
    text, whole = _begun(text)
    doubted = doubted if whole else [*doubted, doubts.LIMIT]
    if _is_too_deep(text) or _is_too_wide(text):
        bare = "\n".join(filter(None, (part.strip() for part in ANY_TAG.split(text))))
        return Reading(
            "text/html", encoding=encoding_name, text=bare, doubts=tuple(dict.fromkeys((*doubted, doubts.LIMIT)))
        )
    seen = encoding.UNSEEN.sub("", text.replace("\f", " "))
    turned = len(seen) < len(text) and TURNING.search(text)
    seen = stores.drawn(seen)
    if doubts.LIMIT not in doubted and _is_cut_short(seen):
        doubted = [*doubted, doubts.CUT]
    tree, lower = LexborHTMLParser(seen), seen.lower()
    base = _base(tree, lower, url)
    offered = around.forms(tree, seen, lower, base)
    hidden = shown.show(tree, lower)
    root = tree.body or tree.css_first("frameset") or tree.root
    if root is None:
        return Reading("text/html", encoding=encoding_name, doubts=(*doubted, doubts.EMPTY))
    grid, complete = grids.find(root) if "<table" in lower else ([], True)
    walked = flow.Flow(data=frozenset(node.mem_id for each in grid for node in (each.node, *each.more))).read(root)
    if turned or hidden or ("&#" in seen and any(map(TURNING.search, walked.lines))):
        doubted = [*doubted, doubts.TURNED]
    if not (complete and walked.complete):
        doubted = [*doubted, doubts.LIMIT]
    everything = said.everything(walked, grid)
    latest = fetched + DAY if fetched else date.max
    called, meta = headings.whole_title(tree, lower), headings.metas(tree, lower)
    page = _Page(tree, seen, lower, url, base, encoding_name, called, meta, walked, grid, everything, latest, offered)
    return _reading(page, doubted)


def _begun(text: str) -> tuple[str, bool]:
    """As much of a page as holds no more tags than it may, and whether this is all."""
    if text.count("<") <= limits.PAGE_TAGS:
        return text, True
    place = next(islice(re.finditer("<", text), limits.PAGE_TAGS, None)).start()
    return text[:place], False


def _is_too_wide(text: str) -> bool:
    """Whether a tag has more attributes than any honest one: words between the mark that begins it and the next that ends one."""
    if len(text) <= LONG_TAG:
        return False
    long = (part for part in text.split(">") if len(part) > LONG_TAG)
    tags = (part[begun.start() :] for part in long if (begun := TAG.search(part)))
    return any(len(tag.split(None, limits.PAGE_ATTRIBUTES)) > limits.PAGE_ATTRIBUTES for tag in tags)


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


def _is_cut_short(source: str) -> bool:
    """Whether a page ends within a tag or a table, and before its end."""
    end = source[-END:].lower()
    if "</html" in end or "</body" in end:
        return False
    if source.rfind("<") > source.rfind(">") and OPEN_TAG.match(source, source.rfind("<")):
        return True
    whole = source.lower()
    return "<table" in whole and "</html" not in whole and whole.count("<table") > whole.count("</table")


def _reading(page: _Page, doubted: Sequence[str]) -> Reading:
    walked, meta = page.walked, page.meta
    trail = trails.columns(page.tree, walked, meta)
    title = headings.title(headings.Sources(page.called, walked, meta, trail, said.title(page.said)))
    home = _is_home(page.url)
    main = body.content(walked, title.line if title.line >= 0 or home else lines.first_info(walked))
    evidence = published.Evidence(
        page.tree, walked, page.source, page.lower, page.url, meta, page.said, title.line, page.latest
    )
    is_list = home or _is_list(page, title, trail, main)
    day, found_in = (None, "") if is_list else published.published(evidence)
    issuer, named_in = _issuer(page, evidence.head)
    found = Reading(
        "text/html",
        encoding=page.encoding,
        title=title.text,
        title_from=title.found_in,
        published=day,
        published_from=found_in,
        written=said.written(page.said) or (None if is_list else published.signed(evidence, main.numbers)),
        issuer=issuer,
        issuer_from=named_in,
        columns=trail if is_list else trails.without(trail, title.text),
        text="\n".join(walked.lines[n] for n in main.numbers),
        tables=_captioned(page),
        links=links.links(page.tree, page.lower, page.base, page.encoding),
        images=links.images(walked, page.base, page.encoding, (title.line, main.end)),
        row_links=rowlinks.row_links(page.tree, page.grids, page.base, page.encoding),
        metadata=labels.unique((each.label, each.value) for each in page.said),
        metas=around.metas(meta, page.called, page.source),
        forms=page.forms,
        foot="" if day else around.foot(walked),
    )
    differ = [doubts.DATES] if published.differs(evidence, day, found_in) else []
    if not is_list and published.unreadable(evidence, day):
        differ.append(doubts.UNDATED)
    return _doubted(found, page, main, [*doubted, *differ])


def _doubted(found: Reading, page: _Page, main: body.Content, doubted: Sequence[str]) -> Reading:
    """The reading with what it leaves open: links beyond the limit, nothing to read, or only pictures."""
    more = list(doubted)
    if len(found.links) >= limits.PAGE_LINKS or page.source.count("<") > limits.PAGE_LINKS < len(page.tree.css("a")):
        more.append(doubts.LIMIT)
    if not found.links and not page.walked.pictures and _is_shell(page):
        more.append(doubts.EMPTY)
    elif page.walked.pictures and body.only_pictures(page.walked, main):
        more.append(doubts.PICTURE)
    return replace(found, doubts=tuple(dict.fromkeys(more))) if more else found


def _is_shell(page: _Page) -> bool:
    """Whether a page says nothing, or only that it needs its scripts."""
    text = "".join(page.walked.lines)
    return not text or (len(text) <= SHELL_LENGTH and bool(SCRIPT_ONLY.search(text)) and "<script" in page.source)


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.netloc) and parts.path in ("", "/") and not parts.query


def _is_list(page: _Page, title: headings.Title, trail: Sequence[str], main: body.Content) -> bool:
    """Whether a page is a column's that mostly lists others; such a page was published on no one day."""
    named = {labels.squeeze(step) for step in (*trail[-1:], page.meta.get("columnname", ""))}
    is_column = labels.squeeze(title.text) in named or title.found_in == "column"
    if not is_column and title.line >= 0:
        return False
    told = [n for n in main.numbers if n > title.line and not lines.is_bare_date(page.walked.lines[n])]
    listed = sum(lines.is_item(page.walked, n) for n in told)
    return listed >= (1 if is_column else LISTED) and listed * 2 >= len(told)


def _issuer(page: _Page, head: range) -> tuple[str, str]:
    if name := said.issuer(page.said, head):
        return name, "label"
    name = next((labels.name(page.meta[each]) for each in META_SOURCES if each in page.meta), "")
    return name, "meta" if name else ""


def _base(tree: LexborHTMLParser, source: str, url: str) -> str:
    node = tree.css_first("base[href]") if "<base" in source else None
    return (absolute(node.attributes.get("href") or "", url) if node else "") or url


def _captioned(page: _Page) -> tuple[Table, ...]:
    blocks = {block.node.mem_id: block for block in page.walked.blocks if block.tag == "table"}
    starts = {blocks[each.node.mem_id].first for each in page.grids if each.node.mem_id in blocks}
    lines = page.walked.lines
    tables = []
    for each in page.grids:
        start = blocks[each.node.mem_id].first if each.node.mem_id in blocks else 0
        end = blocks[last].last if (last := [each.node, *each.more][-1].mem_id) in blocks else 0
        caption = grids.caption(_above(page.walked, start), each.table.caption)
        below = lines[end] if 0 < end < len(lines) and end + 1 not in starts else ""
        tables.append(Table(each.table.rows, grids.with_unit(caption, below)))
    return tuple(tables)


def _above(page: flow.Flow, start: int) -> list[str]:
    """The two lines above a table, unless the nearer one is a menu's, a breadcrumb or the line of a date and source."""
    before = page.lines[max(0, start - 2) : start]
    if not before or grids.UNIT.search(before[-1]):
        return before
    said = before[-1]
    furniture = page.items[start - 1] or lines.is_place(said) or lines.has_info(said) or labels.in_line(said)
    return [] if furniture else before
