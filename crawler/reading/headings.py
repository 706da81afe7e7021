"""A page's title and its place among the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from crawler.reading import dates, flow, labels

GENERIC = re.compile(
    r"^(?:无标题(?:文档)?|untitled(?: document)?|new ?page ?\d*|新建网页\s?\d*|document|null|undefined|index|default|"
    r"欢迎光临\S{0,12}|首页|网站首页|主页|内容页?|正文|(?:信息|文章|新闻)?(?:内容|正文|详情|详细|详细信息|详细页|列表|显示|浏览|查看)|"
    r"详情页?|详细页?|信息公开|政府信息公开|政务公开|通知公告|当前位置\S*)$",
    re.IGNORECASE,
)
HEADINGS = "h1, h2, h3, .bt, .tit, [class*=title], [class*=Title], [id*=title], [id*=Title], [class*=biaoti], [class*=_tit], [class*=-tit]"
CUT = re.compile(r"\s*(?:--+|[_|｜»>＞—–]+|(?<=\S)\s-\s|-(?=[^-\d]))\s*")
SITE = re.compile(r"(?:网|网站|门户|平台|人民政府|政府|信息公开|专栏|[局委厅院]|办公室|中心|欢迎您)$")
PLACE = re.compile(
    r"(?:您?(?:现在|当前|目前)?(?:所在|的|所处)*(?:的)?位置|当前栏目|栏目位置|当前页面)(?:是|为)?\s*(?:[:：>＞»]|(?=首页)|$)"
)
HOME = re.compile(r"^(?:网站|返回)?(?:首\s*页|主\s*页|home)$", re.IGNORECASE)
TRAIL_HOME = re.compile(r"^(?:网站|返回)?(?:首\s?页|主\s?页)\s*(?:>|＞|»|›|→|-+>|::|/|\\|-)")
STRONG = re.compile(r"\s*(?:-+>|=+>|>+|＞+|»|›|→|＞|≫|》|::|⟩)\s*")
WEAK = re.compile(r"\s*(?:/|\\|｜|\||—|–|\s-\s|-)\s*")
LEAF = re.compile(r"^(?:正文|内容|列表|详情|详细(?:信息|内容)?|信息内容|文章内容|查看|浏览)$")
INFO = re.compile(
    r"(?:发布|发表|公布|更新|公开|上载|上传|录入|添加)(?:日期|时间|于)|来\s*源\s*[:：]|浏览次数|点击(?:数|次数|率|量)?\s*[:：]|阅读次数|字体|字号|作\s*者\s*[:：]"
)
TITLE_LENGTH = range(4, 121)
ABOVE = 3  # a subtitle and a document number may stand between a title and the line with its date
TRAIL_LINES = 8
DECORATION = "　 \t·•※★◆■●【】"


def metas(tree: LexborHTMLParser) -> dict[str, str]:
    """The page's meta tags, names in lower case; "null" and blank ones left out."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        value = flow.SPACE.sub(" ", attributes.get("content") or "").strip()
        if name and value and value not in labels.NOTHING:
            found.setdefault(name, value)
    return found


def is_place(line: str) -> bool:
    """Whether a line is a breadcrumb."""
    return bool(PLACE.search(line) or TRAIL_HOME.match(line))


def info_line(lines: Sequence[str]) -> int:
    """Where the line with the date and the source of an article stands, or -1."""
    for index, line in enumerate(lines):
        if len(line) <= 250 and INFO.search(line):
            return index
    return -1


def title(tree: LexborHTMLParser, meta: dict[str, str], lines: Sequence[str], columns: Sequence[str], said: str) -> str:
    """The title, from meta ArticleTitle, the metadata table, the heading, the line above the date, or <title>."""
    head = tree.css_first("title")
    whole = flow.SPACE.sub(" ", head.text()).strip() if head else ""
    for candidate in (meta.get("articletitle", ""), said):
        if _is_title(candidate, columns):
            return candidate
    found = _heading(tree, whole, columns) or _above_info(lines, columns)
    return found or _without_site(whole, meta, columns) or next((m for m in (meta.get("og:title", ""),) if m), "")


def columns(lines: Sequence[str], meta: dict[str, str], page_title: str = "") -> tuple[str, ...]:
    """The path of columns that a breadcrumb shows, home left out; else meta ColumnName."""
    for index, line in enumerate(lines[: max(120, len(lines) // 2)]):
        trail = _trail(lines, index, line)
        if trail:
            return _tidy(trail, page_title)
    name = meta.get("columnname", "")
    return (name,) if name else ()


def _is_title(text: str, columns: Sequence[str]) -> bool:
    text = text.strip(DECORATION)
    return len(text) in TITLE_LENGTH and not GENERIC.match(text) and not is_place(text) and text not in columns


def _heading(tree: LexborHTMLParser, whole: str, columns: Sequence[str]) -> str:
    """A heading that <title> repeats; else the only h1 that is no site's name."""
    first = ""
    squeezed = labels.squeeze(whole)
    for node in tree.css(HEADINGS)[:60]:
        text = flow.words(node).strip(DECORATION)
        if not _is_title(text, columns) or node.css_first("a") or INFO.search(text):
            continue
        bare = labels.squeeze(text)
        repeated = bare in squeezed and len(text) * 3 >= len(_without_site(whole, {}, columns))
        if repeated and (bare == squeezed or not SITE.search(text)):
            return text
        if not first and node.tag == "h1" and not SITE.search(text):
            first = text
    return first


def _above_info(lines: Sequence[str], columns: Sequence[str]) -> str:
    """The line just above the date and source of an article."""
    index = info_line(lines)
    for line in reversed(lines[max(0, index - ABOVE) : max(index, 0)]):
        if _is_title(line, columns) and "\t" not in line and not labels.in_line(line) and not _looks_small(line):
            return line.strip(DECORATION)
    return ""


def _looks_small(line: str) -> bool:
    """A document number, a day or a line of menu words is no title."""
    return bool(re.match(r"^[（(]?\S{0,12}[〔\[（(]\d{4}[〕\]）)]\s?\d+号[）)]?$", line)) or bool(
        dates.find(line) and len(line) < 24 and not re.search(r"[\u4e00-\u9fff]{4}", line)
    )


def _without_site(whole: str, meta: dict[str, str], columns: Sequence[str]) -> str:
    """<title> without the names of the site and of columns around it."""
    if GENERIC.match(whole):
        return ""
    names = {*columns, meta.get("sitename", ""), meta.get("columnname", "")}
    parts = [part for part in CUT.split(whole) if part]
    kept = [part for part in parts if part not in names and not SITE.search(part) and not GENERIC.match(part)]
    if len(kept) == len(parts):
        return whole
    return max(kept, key=len) if kept else parts[0] if parts else ""


def _trail(lines: Sequence[str], index: int, line: str) -> list[str]:
    place = PLACE.search(line) if len(line) <= 300 else None
    if place:
        rest = line[place.end() :].strip(" \t\u3000:：")
        if not rest:
            rest = _following(lines, index + 1)
        return _parts(rest)
    return _parts(line) if len(line) <= 200 and TRAIL_HOME.match(line) else []


def _following(lines: Sequence[str], start: int) -> str:
    """A breadcrumb whose steps stand in lines of their own."""
    steps: list[str] = []
    for line in lines[start : start + TRAIL_LINES]:
        steps.append(line)
        if STRONG.search(line) and len(STRONG.split(line)) > 2:
            break
        if len(line) > 30:
            steps.pop()
            break
    joined = " ".join(steps)
    if STRONG.search(joined):
        last = max(n for n, step in enumerate(steps) if STRONG.search(step))
        return " ".join(steps[: last + 2])
    return ">".join(steps[:4]) if steps and HOME.match(steps[0]) else ""


def _parts(text: str) -> list[str]:
    text = text.replace("\t", " ")
    splitter = STRONG if STRONG.search(text) else WEAK
    return [part.strip(" \u3000:：[]【】") for part in splitter.split(text)]


def _tidy(trail: list[str], page_title: str) -> tuple[str, ...]:
    steps = [step for step in trail if step and not HOME.match(step) and not LEAF.match(step) and len(step) <= 40]
    if steps and page_title and labels.squeeze(steps[-1]) in labels.squeeze(page_title) and len(steps[-1]) > 6:
        steps.pop()
    return tuple(steps)
