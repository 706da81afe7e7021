"""Rows that a page's own script writes where nothing stands: only a browser shows them."""

from __future__ import annotations

import re

from turbohtml import Element

from crawler.families import Seen
from crawler.families.page import plain

CELL = r"(?:t[rdh]|li|d[ldt]|tbody|table|ul|ol)\b"
ROW = re.compile(rf"['\"`]\s*<(?:{CELL}|(?:p|div|span|a)\b)|createElement\(\s*['\"](?:tr|li|td|dd)['\"]", re.IGNORECASE)
LAID = re.compile(rf"\bdocument\.write(?:ln)?\s*\(\s*['\"`]\s*<{CELL}", re.IGNORECASE)
ROWS = re.compile(rf"['\"`]\s*<{CELL}", re.IGNORECASE)
WRITTEN = re.compile(r"\bdocument\.write(?:ln)?\s*\(\s*[A-Za-z_$][\w$.]*\s*(?:\)|\+)")
LOOP = re.compile(r"\bfor\s*\(|\bwhile\s*\(|\.each\s*\(|\.forEach\s*\(|\.map\s*\(")
PUTS = re.compile(
    r"\.innerHTML\s*\+?=|\.insertAdjacentHTML\s*\(|\.appendChild\s*\(|\.(?:html|append|prepend|appendTo|replaceWith)\s*\(\s*[^)\s]"
)
NAMED = re.compile(
    r"getElementById\(\s*['\"]([\w-]{1,60})['\"]|['\"][^'\"<>#.]{0,60}([#.])([\w-]{1,60})(?:[ >]+[\w-]{1,20}){0,2}['\"]"
)
AROUND = re.compile(  # what a page has beside that for which it is there
    r"slide|banner|focus|lunbo|swiper|dot|btn|hot|search|share|weather|tianqi|nav|menu|page|top|foot|head|code|login|count|time|clock|today|week$"
    r"|relat|xgxx|xgwz|xgyd|comment|pinglun|vote|tips?$|msg|alert|dialog|pop|crumb|position|visit|stat|link|player|size|tool|tab-?(?:t|nav|hd)",
    re.IGNORECASE,
)
VALUES = re.compile(r"[\[{]\s*(?:['\"]?\w{1,30}['\"]?\s*:\s*)?['\"]?[\d一-鿿]")
MANY = 3  # rows of data in a script from which they are what the page is there for
MOST = 60  # places that a script names
SLIGHT = 12  # characters that stand in a place that waits to be filled: 正在加载


def is_drawn(page: Seen) -> bool:
    """Whether a script of a page writes rows into it: where it stands, or into a place of the page that holds none."""
    scripts = page.scripts
    has_loop = LOOP.search(scripts) is not None
    if LAID.search(scripts) and (has_loop or tells(page)):
        return True
    if not has_loop or not ROW.search(scripts):
        return False
    if ROWS.search(scripts) and WRITTEN.search(scripts):
        return True
    return PUTS.search(scripts) is not None and any(map(_waits, _places(page)))


def tells(page: Seen) -> bool:
    """Whether a page's own scripts hold rows of data."""
    return sum(1 for _ in zip(range(MANY), VALUES.finditer(page.scripts), strict=False)) == MANY


def _places(page: Seen) -> list[Element]:
    """The elements into which the scripts may write, by the names that they say."""
    names = {(match[2] or "#", match[1] or match[3]): None for match in NAMED.finditer(page.scripts)}
    wanted = [f"{sign}{name}" for sign, name in names if name[0].isalpha() and not AROUND.search(name)][:MOST]
    return page.tree.select(", ".join(wanted)) if wanted else []


def _waits(place: Element) -> bool:
    """Whether an element holds no row yet."""
    held = place.select_one("td, li, dd, a, p, img, input")
    heads = sum(len(plain(each)) for each in place.select("th, caption"))
    return held is None and len(plain(place)) - heads <= SLIGHT
