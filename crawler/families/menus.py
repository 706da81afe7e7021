"""Menus that scripts draw: trees and lists of names and addresses, parts that are brought in, files that write a menu."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from urllib.parse import quote

from turbohtml import Element

from crawler.families.functions import FETCHES
from crawler.families.hidden import LEAVES
from crawler.families.page import PICTURE, Lead, Seen, plain
from crawler.families.plain import ADDRESS, OPENED
from crawler.families.scripted import has_address, is_tool
from crawler.families.systems import Gkmlpt
from crawler.scope import absolute

MOST_NODES = 2000  # of one page
MOST_BARRED = 200
MOST_SCRIPT = 400_000  # characters of scripts that are looked at
NAME = 3  # letters of a node's name
BRIEFEST, LONGEST = 4, 60  # letters of what a click may open
NAMES = "name|title|text|label|caption|menuname|nodename|catalogname|channelname|columnname"
ADDRESSES = "url|href|link|linkurl|src|page|menuurl|hrefurl|weburl"
NODE = re.compile(
    rf"[{{}}]|(?<![\w$])['\"]?({NAMES}|{ADDRESSES}|p_?id|parent_?id|parent|is_?parent|children|nodes)['\"]?\s{{0,9}}:\s{{0,9}}"
    r"(?:\"((?:[^\"\\\n]|\\.){0,300})\"|'((?:[^'\\\n]|\\.){0,300})'|(?=[\w\[]))",
    re.IGNORECASE,
)
IS_NAME, IS_ADDRESS = re.compile(NAMES, re.IGNORECASE), re.compile(ADDRESSES, re.IGNORECASE)
NODES = re.compile(rf"['\"]?\b(?:{NAMES})['\"]?\s{{0,9}}:", re.IGNORECASE)
PAIR = re.compile(  # a name and an address among the arguments of a call, in an array, or set side by side
    r"(['\"])([^'\"\n<>?!,，。？！]{2,40})\1([^(){}+<>]{1,60}?)(['\"])"
    r"((?:https?:|\.{0,2}/|\w[\w./-]{0,80}\.(?:s?html?|jspx?|aspx?|php|do|action)\b)[^'\"\s<>]{0,300})\4(?!\s{0,9}\+)"
)
WRITTEN_IN_ONE = re.compile(  # Milonic and its like: both in one string
    r"['\"](?:[^'\"\n]{0,200};)?text=([^;'\"\n]{2,40});(?:[^'\"\n]{0,200};)?url=([^;'\"\s]{2,300})[;'\"]|['\"]([^'\"|\n]{2,40})\|([^'\"|\s]{2,300})['\"|]"
)
ACTS = re.compile(
    r"logout|signout|exit|delete|remove|save|update|insert|submit|del\b", re.IGNORECASE
)  # addresses that do something
DRAWN = re.compile(r"[zj]s?tree|treeview|\btree\b|dtree|\bmenus?\b|znodes|\bnav", re.IGNORECASE)
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
WORDS = re.compile(r"[\u4e00-\u9fff]")
BOUND = re.compile(
    r"\$\(\s{0,9}['\"]([^'\"\n]{1,80})['\"]\s{0,9}\)\s{0,9}\.(?:click|on|bind|live|delegate)\s{0,9}\("
    r"|getElementById\(\s{0,9}['\"]([\w-]{1,60})['\"]\s{0,9}\)\s{0,9}\.(?:onclick|addEventListener)"
)
MOST_BOUND = 40  # of one page; each is looked for in the whole page
BOUND_LONG = 300  # characters behind it in which it says where it goes
DELEGATED = re.compile(r"\s{0,9}['\"]\w{1,20}['\"]\s{0,9},\s{0,9}['\"]([^'\"\n]{1,80})['\"]\s{0,9},")
BROUGHT = re.compile(r"\.load\s{0,9}\(\s{0,9}['\"]([^'\"\s]{2,200})(?:\s[^'\"]{0,80})?['\"]")
ASKED = re.compile(r"\basync\s{0,9}:\s{0,9}\{[^{}]{0,200}?\burl\s{0,9}:\s{0,9}['\"]([^'\"]{2,200})['\"]")
WRITES = re.compile(  # files of a site in which menus lie; they are read as a script, and never run
    r"(?:^|[/_.-])(?:\w{0,12}(?:menu|daohang|lanmu|tree|znodes|navi?(?:gation|bar)?)|top|left|head(?:er)?)s?(?:[_.-]?\w{0,12})?\.js$",
    re.IGNORECASE,
)
LIBRARY = re.compile(r"jquery|\.min\.js|-\d+\.\d+|plugin|superfish|z-?tree\.|jstree|dtree|ztree", re.IGNORECASE)
FILM = re.compile(r"(?:menu|nav|daohang|dh|lanmu|button)\w{0,8}\.swf", re.IGNORECASE)
LOADED = re.compile(r"tree\w{0,20}\.load(?:XML|JSON)\w{0,9}\s{0,9}\(", re.IGNORECASE)
TEMPLATE = "[v-for] a, a[v-for], [ng-repeat] a, a[ng-repeat], [ms-for] a, a[ms-for]"
NUMBERED = Gkmlpt()
ROUTE = re.compile(r"#!?/\w")


@dataclass
class _Open:
    """An object of a script that is being read."""

    name: str = ""
    address: str = ""
    is_node: bool = False
    holds: bool = False


class Menus:
    """Any page again, and the files and answers that hold its menus."""

    def recognises(self, page: Seen) -> bool:
        """Always: what it looks for is looked for at once."""
        return page.is_markup or page.is_script or page.is_data

    def links(self, page: Seen) -> Iterator[Lead]:
        """Where menus lead, and a barred lead for each name of which only a browser could tell where it leads."""
        if not page.is_markup:
            yield from _drawn(page, page.source[:MOST_SCRIPT], is_tree=page.is_data)
            return
        scripts = page.scripts[:MOST_SCRIPT]
        yield from _drawn(page, scripts, is_tree=DRAWN.search(scripts) is not None)
        yield from _bound(page, scripts)
        yield from _brought(page, scripts)
        yield from _unseen(page)


def _drawn(page: Seen, source: str, *, is_tree: bool) -> Iterator[Lead]:
    """What the objects and pairs of a script lead to.

    Names without an address are barred where a whole tree has none, and no content system asks for its nodes by their numbers.
    """
    named: dict[str, None] = {}
    found = False
    for name, address, is_node in islice(nodes(source), MOST_NODES):
        if address:
            for lead in page.lead(address, name):
                found = True
                yield lead
        elif is_node or is_tree:
            named[name] = None
    for name, address in pairs(source):
        yield from page.lead(address, name)
    is_known = found or (NUMBERED.recognises(page) and any(NUMBERED.links(page)))
    for name in islice(named, 0 if is_known else MOST_BARRED):
        yield Lead(f"{page.meant_on}#{quote(name)}", name, barred=True)


def nodes(source: str) -> Iterator[tuple[str, str, bool]]:
    """(name, address, whether it says that it stands in a tree) of the objects of a script that have a name in Chinese.

    The address may stand in an object within; what holds other nodes and has no address is none.
    """
    if not NODES.search(source):
        return
    stack: list[_Open] = []
    for match in NODE.finditer(source):
        if match[0] == "{":
            stack.append(_Open())
        elif match[0] == "}" and stack:
            yield from _closed(stack)
        elif stack and match[1]:
            _learn(stack[-1], match[1], match[2] if match[2] is not None else match[3])


def pairs(source: str) -> Iterator[tuple[str, str]]:
    """(name, address) of what a script draws of names in Chinese and addresses that stand side by side."""
    place = 0
    while match := PAIR.search(source, place):
        is_pair = WORDS.search(match[2]) and not PICTURE.search(match[5])
        if is_pair and not ACTS.search(match[5]):
            yield match[2], match[5]
        place = match.end() if is_pair else match.end(2) + 1
    for match in islice(WRITTEN_IN_ONE.finditer(source), MOST_NODES) if "text=" in source or "|" in source else ():
        name, address = match[1] or match[3], match[2] or match[4]
        if WORDS.search(name) and ADDRESS.match(address) and not ACTS.search(address):
            yield name, address


def _learn(at: _Open, key: str, value: str | None) -> None:
    if value is not None and IS_NAME.fullmatch(key):
        at.name = at.name or _told(value)
    elif value is not None and IS_ADDRESS.fullmatch(key):
        at.address = at.address or _told(value)
    elif not IS_NAME.fullmatch(key) and not IS_ADDRESS.fullmatch(key):
        at.is_node = True


def _closed(stack: list[_Open]) -> Iterator[tuple[str, str, bool]]:
    done = stack.pop()
    leads = _is_address(done.address)
    if WORDS.search(done.name) and len(done.name) >= NAME and (leads or not done.holds):
        yield done.name, done.address if leads else "", done.is_node
        if stack:
            stack[-1].holds = True
    elif stack and leads and not stack[-1].address:
        stack[-1].address = done.address


def _is_address(address: str) -> bool:
    """Whether a value of a script is the address of a page, and neither a picture nor an icon's name."""
    is_one = ADDRESS.match(address) or "?" in address or ("/" in address and " " not in address)
    return bool(is_one) and not PICTURE.search(address)


def _told(value: str) -> str:
    """A string of a script as it is meant."""
    plain_value = ESCAPED.sub(lambda match: chr(int(match[1], 16)), value).replace("\\/", "/")
    return " ".join(re.sub(r"<[^>]{0,200}>", "", html.unescape(plain_value)).split())


def _bound(page: Seen, scripts: str) -> Iterator[Lead]:
    """Where elements lead to whose click a script has bound; a barred lead for each where it fetches what no address tells."""
    calls = list(islice(BOUND.finditer(scripts), MOST_BOUND)) if len(page.source) <= MOST_SCRIPT else []
    for match, following in zip_longest(calls, calls[1:]):
        end = min(match.end() + BOUND_LONG, following.start() if following else len(scripts))
        goes, asks = OPENED.search(scripts, match.end(), end), FETCHES.search(scripts, match.end(), end)
        if not (goes or asks):
            continue
        within = DELEGATED.match(scripts, match.end(), end)
        for node in _selected(page, (match[1] or f"#{match[2]}") + (f" {within[1]}" if within else "")):
            label = plain(node)
            if goes:
                yield from () if LEAVES.search(label) else page.lead(goes[2], label[:300])
            elif BRIEFEST <= len(label) <= LONGEST and not has_address(node) and not is_tool(label):
                yield Lead(f"{page.url}#{quote(label)}", label, barred=True)


def _selected(page: Seen, selector: str) -> list[Element]:
    """The elements that a script's selector means; none where it is not one of CSS."""
    try:
        return page.tree.select(selector)[:MOST_BARRED]
    except ValueError:  # jQuery has more than CSS: :first, [name=a b]
        return []


def _brought(page: Seen, scripts: str) -> Iterator[Lead]:
    """Parts of a page that its script brings in, questions for a tree, and files of the site that write menus."""
    for match in BROUGHT.finditer(scripts) if ".load" in scripts else ():
        yield from page.lead(match[1], hop=True)
    for match in ASKED.finditer(scripts) if "async" in scripts else ():
        yield from page.lead(match[1], page.title, pager=True)
    for node in page.tree.select("[data-options]") if "data-options" in page.source else ():
        told = re.search(r"\burl\s{0,9}:\s{0,9}['\"]([^'\"\s]{2,200})['\"]", node.attr("data-options") or "")
        words = plain(node)[:300]
        yield from page.lead(told[1], words or page.title, pager=not words) if told else ()
    for source in page.script_files:
        name = source.partition("?")[0]
        if WRITES.search(name) and not LIBRARY.search(name) and (url := absolute(source, page.base)):
            yield Lead(url, hop=True)


def _unseen(page: Seen) -> Iterator[Lead]:
    """What only a browser shows: a menu that a template repeats, a film, places of an application."""
    source = page.source
    repeated = "-for" in source or "ng-repeat" in source
    filled = (".swf" in source and FILM.search(source)) or LOADED.search(page.scripts)
    if filled or (repeated and page.tree.select_one(TEMPLATE)):
        yield Lead(f"{page.url}#{quote('menu')}", barred=True)
    for node in page.anchors if ROUTE.search(source) else ():
        if ROUTE.match(node.attr("href") or "") and (label := plain(node)):
            yield Lead(f"{page.url}#{quote(label)}", label, barred=True)
