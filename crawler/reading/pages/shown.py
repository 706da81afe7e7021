"""What a person sees of a page: fields that are filled in say their values, cells stand apart, and hidden text says nothing.

The tree is changed before anything is read of it, so that text, tables and labels agree. What a script may yet show
(it has an id, or is large, as the pages behind tabs are) and what holds links stays.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

SIGNS = (
    "display:none",
    "display: none",
    "visibility:hidden",
    "visibility: hidden",
    "font-size:0",
    "font-size: 0",
    " hidden>",
    " hidden ",
    " hidden=",
)
CELL_SIGNS = ("table-cell", "inline-block", "class=td", 'class="td', "cell")
CELLS = "span[class~=td], span[class~=th], span[class*=cell i], span[style*=table-cell i], span[style*=inline-block i]"
STYLED = "[hidden], [style*=display i], [style*=visibility i], [style*=font-size i]"
GONE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
NOUGHT = re.compile(r"font-size\s*:\s*0+(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.IGNORECASE)
KEPT = "a[href], img, iframe, input, select, textarea"
LARGE = 200  # characters; the page behind a tab has more, a tip fewer
TELLING = 4  # characters of hidden text from which on it is worth a doubt
MOST = 2_000  # hidden elements or fields of one page
MOST_CELLS = 20_000
FIELDS = "td input, td textarea, td select"
BUTTONS = "button, [type=submit i], [type=button i], [type=image i], [type=reset i]"
TYPED = frozenset(("", "text", "number", "tel", "email", "date", "url"))


def show(tree: LexborHTMLParser, source: str) -> bool:
    """Bring a page into the form that people see; whether hidden text of any length was left out. The source is in lower case."""
    if any(tag in source for tag in ("<input", "<textarea", "<select")):
        _fill(tree)
    if any(sign in source for sign in CELL_SIGNS):
        _part(tree)
    hidden = _hidden(tree) if any(sign in source for sign in SIGNS) else []
    left_out = 0
    for node in hidden:
        left_out = max(left_out, len(node.text(strip=True)))
        node.decompose()
    return left_out >= TELLING


def _hidden(tree: LexborHTMLParser) -> list[LexborNode]:
    """The outermost elements that nobody sees."""
    found: list[LexborNode] = []
    inside: set[int] = set()
    for node in tree.css(f"body :is({STYLED})")[:MOST]:
        if node.mem_id in inside or not _is_hidden(node):
            continue
        found.append(node)
        inside.update(each.mem_id for each in node.css("*"))
    return found


def _is_hidden(node: LexborNode) -> bool:
    said = node.attributes
    style = said.get("style") or ""
    if said.get("id") or not ("hidden" in said or GONE.search(style) or NOUGHT.search(style)):
        return False
    if node.tag == "a" or not 0 < len(node.text(strip=True)) <= LARGE or node.css_first(KEPT):
        return False
    return bool("hidden" in said or GONE.search(style)) or all(
        child.tag == "-text" for child in node.iter(include_text=True)
    )


def _part(tree: LexborHTMLParser) -> None:
    """Put a blank between cells that are no table's but styled as one's: 点位AQI is two words."""
    for node in tree.css(CELLS)[:MOST_CELLS]:
        if node.prev is not None and node.prev.tag == node.tag:
            node.insert_before(" ")


def _fill(tree: LexborHTMLParser) -> None:
    """Put the values of fields in a table's cells in their places; a table with a button is a form to be sent."""
    asked: dict[int, bool] = {}
    for node in tree.css(FIELDS)[:MOST]:
        table = node.parent
        while table is not None and table.tag != "table":
            table = table.parent
        if table is None:
            continue
        if table.mem_id not in asked:
            asked[table.mem_id] = table.css_first(BUTTONS) is not None
        if not asked[table.mem_id] and (value := _value(node)):
            node.replace_with(value)


def _value(node: LexborNode) -> str:
    """What a field shows: what is typed in it, or its option that is chosen outright."""
    said = node.attributes
    if node.tag == "input":
        return (said.get("value") or "").strip() if (said.get("type") or "").lower() in TYPED else ""
    chosen = node.css_first("option[selected]") if node.tag == "select" else node
    return chosen.text(strip=True) if chosen else ""
