"""A page's title, and where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from crawler.reading import limits
from crawler.reading.pages import flow, labels, lines

GENERIC = re.compile(
    r"^(?:无标题(?:文档|页)?|untitled(?: document| page)?|new ?page ?\d*|新建网页\s?\d*|新建\s?microsoft.*|microsoft word.*|文档\s?\d*|"
    r"document|null|undefined|index|default|html|title|"
    r"欢迎光临\S{0,12}|(?:网站|返回)?首页|主页|内容页?|正文|(?:信息|文章|新闻)?(?:内容|正文|详情|详细|详细信息|详细页面?|列表|显示|浏览|查看)|"
    r"(?:信息)?(?:详情页?|详细页面?)|(?:政府)?信息公开(?:内容|目录|平台|专栏)?|政务公开|通知公告|当前位置\S*|栏目导航|(?:热点|推荐|最新|相关|热门)\S{0,4})$",
    re.IGNORECASE,
)
NAMED = re.compile(r"title|biaoti|(?:^|[\s_-])(?:bt|tit|headline)\d{0,2}(?=$|[\s_-])|_tit|-tit|_bt(?=$|[\s_-])")
RANKS = frozenset(("h1", "h2", "h3", "h4"))
CUT = re.compile(r"\s*(?:--+|[_|｜»>＞—–]+|(?<=\S)\s-\s|-(?=[^-\d]))\s*")
SITE = re.compile(r"(?:网|网站|门户|平台|人民政府|政府|信息公开|专栏|[局委厅院]|办公室|中心|欢迎您|Government)$")
SITE_LENGTH = 24
NO_NAME = re.compile(r"^关于|[的：:“《]")
CENTRED = re.compile(r"text-align:\s*center", re.IGNORECASE)
TITLE_LENGTH = range(4, 121)
SHORT = frozenset("公告 通知 通告 公示 启事 声明 布告 决定 意见 批复".split())
SHORTEST_PART = 4  # characters of a title's line
ABOVE = 3  # a subtitle and a document number may stand between a title and the line with its date
HEADING_LINES = 4
MOST_HEADINGS = 200
FIRST_LINES = 8  # a document without any heading begins with its title, at the top or below the breadcrumb
STATED = re.compile(r"^[^\s：:]{2,6}[：:]\S{0,12}$")  # 科室：医政科
NUMBER = re.compile(r"^[（(]?\S{0,12}[〔\[（(]\d{4}[〕\]）)]\s?\d+号[）)]?$")
SENTENCE = 30  # characters of a sentence
UNFINISHED = "。；，,;：:"


@dataclass(frozen=True, slots=True)
class Title:
    """The title; `found_in` is meta, label, heading, line, title-tag or column. `line` is where the page shows it, or -1."""

    text: str
    found_in: str
    line: int = -1


@dataclass(frozen=True, slots=True)
class Sources:
    """What a title may be taken from. `whole` is the text of <title>, `card` the title in a document's card and its line."""

    whole: str
    page: flow.Flow
    meta: dict[str, str]
    columns: Sequence[str]
    card: tuple[str, int]


def whole_title(tree: LexborHTMLParser, source: str) -> str:
    """The text of <title>; the source is in lower case."""
    head = tree.css_first("title") if "<title" in source else None
    return flow.SPACE.sub(" ", head.text()).strip() if head else ""


def metas(tree: LexborHTMLParser, source: str) -> dict[str, str]:
    """The page's meta tags, names in lower case; "null" and blank ones left out. The source is in lower case."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]") if "<meta" in source else ():
        attributes = node.attributes
        name = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").strip()
        value = flow.SPACE.sub(" ", attributes.get("content") or "").strip()
        if name and value and value not in labels.NOTHING:
            found.setdefault(name.lower(), value)
    return found


def title(said: Sources) -> Title:
    """The title: meta ArticleTitle, the card, a heading, the line above the date, <title>, any heading, the column."""
    stated = said.meta.get("articletitle", "")
    for text, found_in in ((stated, "meta"), (said.card[0], "label")):
        if _is_title(text, said.columns):
            line = lines.locate(said.page, text)
            return Title(text, found_in, line if line >= 0 or found_in == "meta" else said.card[1])
    whole = said.whole
    bare = _without_site(whole, said.meta, said.columns)
    found = _below_trail(said)
    for choice in (_repeated(found, whole, bare), _above_info(said, found), _first(found, "h1")):
        if choice:
            return choice
    if (not bare or _is_site(bare)) and (short := _short(said)):
        return short
    if bare and bare not in said.columns and not GENERIC.match(bare):
        return Title(bare, "title-tag", lines.locate(said.page, bare))
    return _fallback(said, found, whole)


def _below_trail(said: Sources) -> list[tuple[str, Title]]:
    """The headings below the breadcrumb, where there are any: those above it are the site's."""
    place = next((n for n, line in enumerate(said.page.lines[: limits.PAGE_HEAD]) if lines.is_place(line)), -1)
    found = list(_headings(said))
    return [each for each in found if each[1].line > place] or found


def _fallback(said: Sources, found: Sequence[tuple[str, Title]], whole: str) -> Title:
    """Where <title> says only the site or the column: another heading, a centred first line, the column, the site."""
    page = said.page
    for _, choice in found:
        following = choice.line + 1
        if following < len(page.lines) and not page.items[following] and not _is_section(said, choice.line):
            return choice
    if opening := _opening(said):
        return opening
    if said.columns:
        return Title(said.columns[-1], "column", lines.locate(page, said.columns[-1]))
    name = said.meta.get("og:title", "") or _site_or_first(whole)
    return Title(name, "title-tag" if name else "", -1)


def _is_section(said: Sources, line: int) -> bool:
    """Whether sentences of a column's page stand above a heading, so that it heads a part of it only."""
    place = next((n for n, each in enumerate(said.page.lines[: limits.PAGE_HEAD]) if lines.is_place(each)), -1)
    above = range(place + 1, line) if said.columns and place >= 0 else ()
    return any(len(said.page.lines[n]) - said.page.linked[n] >= SENTENCE and "。" in said.page.lines[n] for n in above)


def _is_title(text: str, columns: Sequence[str]) -> bool:
    text = text.strip(lines.DECORATION)
    if len(text) not in TITLE_LENGTH or GENERIC.match(text) or lines.is_place(text) or text in columns:
        return False
    if lines.is_bare_date(text):  # bt_time is a day's, not a title's
        return False
    return labels.squeeze(text) not in labels.KNOWN and not STATED.match(text)


def _headings(said: Sources) -> Iterator[tuple[str, Title]]:
    """The rank and text of every heading by element or by name, without links in it, up to the line of its date."""
    page = said.page
    seen = 0
    for block in page.blocks:
        if block.linked or not block.prose or block.last - block.first > HEADING_LINES:
            continue
        if block.tag not in RANKS and not NAMED.search(flow.called(block)):
            continue
        seen += 1
        if seen > MOST_HEADINGS:
            return
        text = _text_of(page, block).strip(lines.DECORATION)
        if _is_title(text, said.columns) and not lines.has_info(text):
            yield block.tag, Title(text, "heading", block.first)


def _text_of(page: flow.Flow, block: flow.Block) -> str:
    """A block's words until the line of date and source. Cells of one row share a line: then it is read by itself."""
    part = page.lines[block.first : block.last]
    if block.tag in flow.CELLS or (len(part) == 1 and "\t" in part[0]):
        return flow.words(block.node)
    kept: list[str] = []
    for offset, line in enumerate(part):
        if kept and lines.is_info(page, block.first + offset):
            break
        kept.append(line)
    return flow.join(kept)


def _repeated(found: Sequence[tuple[str, Title]], whole: str, bare: str) -> Title | None:
    """A heading that <title> repeats."""
    squeezed = labels.squeeze(whole)
    for _, each in found:
        text = labels.squeeze(each.text)
        if text in squeezed and len(each.text) * 3 >= len(bare) and (text == squeezed or not _is_site(each.text)):
            return each
    return None


def _first(found: Sequence[tuple[str, Title]], rank: str) -> Title | None:
    return next((each for tag, each in found if tag == rank and not _is_site(each.text)), None)


def _short(said: Sources) -> Title | None:
    """The one h1 of a page where it is as short as 公告, which says more of it than the site's name."""
    found = [block for block in said.page.blocks if block.tag == "h1" and block.prose and not block.linked]
    text = _text_of(said.page, found[0]).strip(lines.DECORATION) if len(found) == 1 else ""
    return Title(text, "heading", found[0].first) if text in SHORT else None


def _is_site(text: str) -> bool:
    return len(text) <= SITE_LENGTH and bool(SITE.search(text)) and not NO_NAME.search(text)


def _above_info(said: Sources, found: Sequence[tuple[str, Title]]) -> Title | None:
    """The line just above the date and source of an article, or the heading that ends with it."""
    page = said.page
    for index in range(min(len(page.lines), limits.PAGE_HEAD)):
        if not lines.heads_text(page, index):
            continue
        for above in range(index - 1, max(index - 1 - ABOVE, -1), -1):
            if page.linked[above] or lines.FOOT.search(page.lines[above]):
                break
            line = page.lines[above]
            if _may_be_title(line, said.columns) and not _is_site(line) and not labels.ORGAN_END.search(line):
                text = line.strip(lines.DECORATION)
                whole = (
                    each for _, each in found if 0 < above - each.line < HEADING_LINES and each.text.endswith(text)
                )
                return next(whole, None) or _whole_line(said, text, above)
    return None


def _whole_line(said: Sources, text: str, line: int) -> Title:
    """A title's last line with those above it that <title> has before it."""
    squeezed, first = labels.squeeze(said.whole), line
    for above in range(line - 1, max(line - HEADING_LINES, -1), -1):
        part = said.page.lines[above].strip(lines.DECORATION)
        if said.page.linked[above] or len(part) < SHORTEST_PART or labels.squeeze(part + text) not in squeezed:
            break
        text, first = flow.join([part, text]), above
    return Title(text, "line", first)


def _may_be_title(line: str, columns: Sequence[str]) -> bool:
    if not _is_title(line, columns) or "\t" in line or line[-1] in UNFINISHED or lines.ASIDE.match(line):
        return False
    return not (labels.in_line(line) or NUMBER.match(line) or lines.has_info(line) or _is_small(line))


def _is_small(line: str) -> bool:
    """A line of a day or of a clock is no title."""
    return bool(lines.CLOCK.search(line)) or (len(line) < 24 and lines.is_bare_date(line))


def _opening(said: Sources) -> Title | None:
    """A centred line among the first of a page, as in documents saved from a word processor."""
    page = said.page
    start = next((n for n, line in enumerate(page.lines) if lines.is_place(line)), -1) + 1
    for block in page.blocks:
        if block.first >= start + FIRST_LINES:
            break
        if block.first < start or block.linked or not block.prose or block.last - block.first > HEADING_LINES:
            continue
        attributes = block.node.attributes
        centred = (attributes.get("align") or "").lower() == "center" or CENTRED.search(attributes.get("style") or "")
        text = flow.join(page.lines[block.first : block.last])
        if centred and _may_be_title(text, said.columns):
            return Title(text.strip(lines.DECORATION), "line", block.first)
    return None


def _without_site(whole: str, meta: dict[str, str], columns: Sequence[str]) -> str:
    """<title> without the names of the site and of columns around it; "" when nothing is left."""
    if GENERIC.match(whole):
        return ""
    names = {*columns, meta.get("sitename", ""), meta.get("columnname", "")}
    parts = [part for part in CUT.split(whole) if part]
    if len(parts) == 1 and any(word in columns for word in whole.split()):
        parts = whole.split()  # site, columns and title with nothing but blanks between them
    kept = [part for part in parts if part not in names and not _is_site(part) and not GENERIC.match(part)]
    if len(kept) == len(parts):
        return whole
    return max(kept, key=len, default="")


def _site_or_first(whole: str) -> str:
    """The first part of <title>: a home page is called by its site."""
    return "" if GENERIC.match(whole) else next((part for part in CUT.split(whole) if part), "")
