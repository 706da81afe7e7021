"""Pagers of any system: the numbers that a window leaves out, and pages that only a form or a script can turn to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote

from crawler.families.page import Lead, Seen
from crawler.families.plain import CALLED, OPENED
from crawler.families.trs import MOST_PAGES

MOST_CALLS = 200  # of one page that are looked at
BEFORE, AFTER = 2500, 1000  # characters around the word that turns the page in which its pager stands
NEXT = re.compile(r"下一?[页頁]|[后後]一?[页頁]|next", re.IGNORECASE)
BACK = re.compile(r"上一?[页頁]|前一?[页頁]|prev", re.IGNORECASE)
LAST = re.compile(r"[尾末][页頁]|最[后後]一?[页頁]|last", re.IGNORECASE)
STEP = re.compile(f"{NEXT.pattern}|{BACK.pattern}|{LAST.pattern}", re.IGNORECASE)
SIGN = re.compile(r"页(?:(?<=[下后]一页)|(?<=[下尾末]页))")  # begins with what is rare: it is asked of every page
ANCHOR = re.compile(r"<a\b([^>]*)>(?:\s|&nbsp;|<(?!/a)[^>]*>)*([^<]{1,16})", re.IGNORECASE)
HREF = re.compile(r"\bhref\s*=\s*\\?(?:\"([^\"\\]*)|'([^'\\]*)|([^\s>\"'\\]+))", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>|&nbsp;")
COUNT = re.compile(r"共\W{0,3}(\d{1,4})\W{0,3}[页頁]")
PLACE = re.compile(r"第\W{0,3}(\d{1,4})\W{0,3}[页頁]")
BOTH = re.compile(
    r"(?:第|页次\W{0,2}|[页頁]\W{0,2})(\d{1,4})\s*/\s*共?\s*(\d{1,4})(?!\d|/)|(?<![\d/])(\d{1,4})\s*/\s*共?\s*(\d{1,4})\s*[页頁]"
)
NUMBER = re.compile(r"\W*(\d{1,4})\W*")
DIGITS = re.compile(r"\d+")


class Pattern(NamedTuple):
    """How addresses number their pages: what stands before the number and after, and how far it is from the page's."""

    before: str
    after: str
    ahead: int

    def address(self, number: int) -> str:
        """The address of a page."""
        return f"{self.before}{number + self.ahead}{self.after}"

    def number(self, address: str) -> int:
        """Which page an address is, 0 when it is none."""
        fits = address.startswith(self.before) and address.endswith(self.after)
        run = address[len(self.before) : len(address) - len(self.after)] if fits else ""
        return int(run) - self.ahead if run.isdecimal() else 0


class Pager(NamedTuple):
    """What stands around the word that turns the page: (words, address) of the links that turn it, and what it states."""

    links: tuple[tuple[str, str], ...]
    place: int
    pages: int

    @property
    def is_scripted(self) -> bool:
        """Whether there are further pages, and not one address for any."""
        return self.pages > max(self.place, 1) and not any(address for _, address in self.links)


def pager_of(page: Seen) -> Pager | None:
    """The pager of a page, when it has one."""
    source = page.source
    at = max((match.start() for match in SIGN.finditer(source)), default=-1)
    if at < 0 or not page.is_markup:
        return None
    near = source[max(0, at - BEFORE) : at + AFTER]
    text = TAG.sub(" ", near)
    both = BOTH.search(text) if "/" in text else None
    place, count = PLACE.search(text), COUNT.search(text)
    named = ((html.unescape(match[2]).strip(), match[1]) for match in ANCHOR.finditer(near))
    return Pager(
        tuple((words, _address(attributes)) for words, attributes in named if _turns(words)),
        int((both and (both[1] or both[3])) or (place and place[1]) or 0),
        int((count and count[1]) or (both and (both[2] or both[4])) or 0),
    )


def _address(attributes: str) -> str:
    """Where a link leads, by itself or by a simple script."""
    href = HREF.search(attributes)
    address = html.unescape(next(filter(None, href.groups()), "")) if href else ""
    if address and not address.lower().startswith(("#", "javascript:")):
        return address
    script = html.unescape(attributes)
    called = OPENED.search(script) or CALLED.search(script)
    return called[2] if called else ""


class Pagers:
    """Any pager. Two of its links that agree on one pattern tell where the pages are that it does not link.

    What a form sends (ASP.NET) or a script alone turns to is there, too, but cannot be asked for.
    """

    CALL = re.compile(
        r"__doPostBack\((?:'|&#39;)([^'&]{0,200})(?:'|&#39;),\s{0,9}(?:'|&#39;)([^'&]{0,200})[^<>]{0,300}>(?:<\w[^>]{0,99}>){0,3}([^<]{0,99})"
    )

    def recognises(self, page: Seen) -> bool:
        """By the words that turn a page, or by the call that sends the form."""
        source = page.source
        return SIGN.search(source) is not None or "__doPostBack(" in source

    def links(self, page: Seen) -> Iterator[Lead]:
        """The pages between those that are linked, and up to the last; or the next one that cannot be asked for."""
        for match in islice(self.CALL.finditer(page.source), MOST_CALLS):
            tag = page.source[max(0, match.start() - 500) : match.start()].rpartition("<")[2]
            is_link = tag[:2].lower() == "a " and "disabled" not in tag
            if is_link and ("Page$" in match[2] or _turns(html.unescape(match[3]))):
                yield barred(page, f"{match[1]},{match[2]}")
                return
        pager = pager_of(page)
        pattern = _pattern(pager) if pager else None
        if pager and pattern:
            yield from _missing(page, pager, pattern)
        elif pager and pager.is_scripted and not page.is_turned:
            yield barred(page, f"page={max(pager.place, 1) + 1}")


def _turns(words: str) -> bool:
    """Whether a link turns the page."""
    return bool(NUMBER.fullmatch(words)) or _is_step(words)


def _is_step(words: str) -> bool:
    """Whether it turns to the next page, the one before or the last."""
    return STEP.search(words) is not None


def _missing(page: Seen, pager: Pager, pattern: Pattern) -> Iterator[Lead]:
    linked = {address for _, address in pager.links}
    for number in range(2, min(_last(pager, pattern), MOST_PAGES) + 1):
        address = pattern.address(number)
        if address not in linked:
            yield from (lead for lead in page.lead(address, pager=True) if lead.url != page.url)


def _points(pager: Pager) -> Iterator[tuple[int, str]]:
    """The numbers of pages, and the addresses where they are."""
    for words, address in pager.links:
        number = NUMBER.fullmatch(words)
        if number and int(number[1]) <= MOST_PAGES:  # what is more is a year
            yield int(number[1]), address
        elif LAST.search(words):
            yield pager.pages, address
        elif pager.place and NEXT.search(words):
            yield pager.place + 1, address


def _pattern(pager: Pager) -> Pattern | None:
    """The pattern on which the addresses of two different pages agree, and none disagrees: not that of a calendar beside."""
    found: dict[tuple[str, str], dict[int, set[int]]] = {}
    for number, address in _points(pager):
        for run in DIGITS.finditer(address):
            if number and len(run[0]) < 5 and (run[0] == "0" or run[0][0] != "0"):
                key = address[: run.start()], address[run.end() :]
                found.setdefault(key, {}).setdefault(int(run[0]) - number, set()).add(number)
    turning = [address for words, address in pager.links if address and _is_step(words)]
    for (before, after), ways in found.items():
        pattern = Pattern(before, after, next(iter(ways)))
        agreed = len(ways) == 1 and len(ways[pattern.ahead]) > 1
        if agreed and (not turning or any(map(pattern.number, turning))):
            return pattern
    return None


def _last(pager: Pager, pattern: Pattern) -> int:
    """The number of the last page: as stated, else the highest that is linked."""
    return pager.pages or max(pattern.number(address) for _, address in pager.links)


def barred(page: Seen, place: str) -> Lead:
    """A place in a page that only a browser could show."""
    return Lead(f"{page.url}#{quote(place)}", page.title, pager=True, barred=True)
