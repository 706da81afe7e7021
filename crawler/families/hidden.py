"""Links that stand where no link is looked for: beside frames, in attributes of scripts, in drop-downs, maps and forms."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from turbohtml import Element

from crawler.families.page import FILE_NAME, Lead, Seen, kind_of, plain
from crawler.families.plain import ADDRESS, written

SIGN = re.compile(
    r"<(?:noframes|NOFRAMES|select|SELECT|svg|param|PARAM|form|FORM)"
)  # thrice as fast as without regard to case
HEAD = 6000  # characters in which a page says what comes next
NOFRAMES = re.compile(r"</?noframes", re.IGNORECASE)
FOLLOWS = re.compile(r"<link\b[^>]*\brel\s*=\s*[\"']?next\b[^>]*>", re.IGNORECASE)
HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
DRAWN = re.compile(r"\bxlink:href\s*=\s*[\"']([^\"'#][^\"']*)", re.IGNORECASE)
CARRIED = ("data-url", "data-href", "data-link", "data-src")
JUMP = re.compile(r"(?:location(?:\.href)?\s*=|open\s*\()\s*(['\"])([^'\"]*)\1\s*\+")
PLAIN_INPUTS = ("hidden", "submit", "button", "image", "reset")
BUTTON = re.compile(r"\btype\s{0,9}=\s{0,9}[\"']?submit", re.IGNORECASE)
LEAVES = re.compile(  # what changes something, or asks for more than is said: a crawl presses none of it
    "退出|注销|登[录陆]|投票|提交|确定|删除|搜索|查询|检索|订阅|撤销|点赞"
)
MOST_SELECTS = 50
MOST_CHOICES = 60  # of one drop-down; more are no places of a site


class Hidden:
    """Any page at all, again: what old and hand-made pages do instead of a link."""

    def recognises(self, page: Seen) -> bool:
        """By elements and attributes that few pages have."""
        source = page.source
        rare = SIGN.search(source) is not None or "data-" in source or "next" in source[:HEAD]
        return page.is_markup and rare

    def links(self, page: Seen) -> Iterator[Lead]:
        """The leads that stand there."""
        around = NOFRAMES.split(page.source, maxsplit=2)
        yield from written(page, around[1] if len(around) > 1 else "")
        for match in FOLLOWS.finditer(page.source[:HEAD]):
            href = HREF.search(match[0])
            yield from page.lead(html.unescape(href[1]) if href else None, pager=True)
        for match in DRAWN.finditer(page.source) if "<svg" in page.source else ():
            yield from page.lead(html.unescape(match[1]))
        for node in page.tree.select(",".join(f"[{name}]" for name in CARRIED)) if "data-" in page.source else ():
            yield from _carried(page, node)
        for node in page.tree.select("param[value]"):
            value = node.attr("value") or ""
            yield from page.lead(value if FILE_NAME.search(value) else None)
        for node in page.tree.find_all("select")[:MOST_SELECTS]:
            yield from _chosen(page, node)
        for node in page.tree.find_all("form")[:MOST_SELECTS] if BUTTON.search(page.source) else ():
            yield from _pressed(page, node)


def _carried(page: Seen, node: Element) -> Iterator[Lead]:
    """An address that an element carries for a script."""
    for name in CARRIED:
        value = (node.attr(name) or "").strip()
        is_frame = node.tag == "iframe"
        if node.tag != "img" and (is_frame or ADDRESS.match(value)) and kind_of(value):
            yield from page.lead(value, node.attr("title") or plain(node)[:300], hop=is_frame)


def _chosen(page: Seen, node: Element) -> Iterator[Lead]:
    """Where the choices of a drop-down lead, by a script that jumps there or by a form that asks with nothing else."""
    choices = [(each.attr("value") or "", plain(each)) for each in node.find_all("option")]
    jump = node.attr("onchange") or ""
    form = _form(node)
    if len(choices) > MOST_CHOICES or not (jump or form):
        return
    before = JUMP.search(jump)
    for value, label in choices:
        if not value or value == "#":
            continue
        if before:
            yield from page.lead(before[2] + value, label)
        elif "/" in value and jump:
            yield from page.lead(value, label)
        elif form:
            yield from page.lead(_question(form, node, value, page.encoding), label)


def _pressed(page: Seen, form: Element) -> Iterator[Lead]:
    """Where a form leads in which there is nothing but a button: a link by another name."""
    inputs = form.find_all("input")
    kinds = {(each.attr("type") or "text").lower() for each in inputs}
    action = form.attr("action") or ""
    if not action or not kinds <= {"hidden", "submit"} or form.select_one("select, textarea, button"):
        return
    pressed = [label for each in inputs if each.attr("type") != "hidden" and (label := each.attr("value") or "")]
    if len(pressed) != 1 or LEAVES.search(pressed[0]):
        return
    asked = {each.attr("name") or "": each.attr("value") or "" for each in form.select("input[type=hidden][name]")}
    if (form.attr("method") or "get").lower() == "get":
        question = urlencode(asked, encoding=page.encoding, errors="replace")
        mark = ("&" if "?" in action else "?") if question else ""
        yield from page.lead(f"{action}{mark}{question}", pressed[0])
    else:
        yield Lead(f"{page.url}#{quote(pressed[0])}", pressed[0], barred=True)


def _form(node: Element) -> Element | None:
    """The form that a drop-down alone decides: it asks by its address, and nothing is to be written."""
    form = node.parent
    while isinstance(form, Element) and form.tag != "form":
        form = form.parent
    if not isinstance(form, Element) or not form.attr("action") or not node.attr("name"):
        return None
    is_get = (form.attr("method") or "get").lower() == "get"
    inputs = (each.attr("type") or "text" for each in form.find_all("input"))
    is_plain = len(form.select("select, textarea")) == 1 and all(kind.lower() in PLAIN_INPUTS for kind in inputs)
    return form if is_get and is_plain else None


def _question(form: Element, node: Element, value: str, encoding: str) -> str:
    inputs = form.select("input[type=hidden][name]")
    asked = {each.attr("name") or "": each.attr("value") or "" for each in inputs}
    address = form.attr("action") or ""
    mark = "&" if "?" in address else "?"
    return f"{address}{mark}{urlencode(asked | {node.attr('name') or '': value}, encoding=encoding, errors='replace')}"
