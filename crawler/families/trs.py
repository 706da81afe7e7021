"""Lists whose page-turning script only says how many pages there are: each page is a file, and its number is in its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from crawler.families.page import Lead, Seen

MOST_CALLS = 5  # on one page
MOST_PAGES = 500  # of one list; the budget of pages cuts earlier
FILE = re.compile(r"([^/?#]+?)(?:_\d+)?\.(s?html?)(?:[?#]|$)", re.IGNORECASE)


class Files(NamedTuple):
    """The files of one list: how many, `name`.`extension` and then `name`_2.`extension`, or _1 where `is_zero_based`."""

    pages: int
    name: str
    extension: str
    is_zero_based: bool = True

    def others(self, url: str) -> Iterator[str]:
        """Every file but the one that is being looked at: the first, when its address is none of theirs."""
        below = 1 if self.is_zero_based else 2
        numbers = range(below, min(self.pages, MOST_PAGES) + below - 1)
        names = [f"{self.name}.{self.extension}", *(f"{self.name}_{number}.{self.extension}" for number in numbers)]
        present = next((name for name in names if f"/{name}".endswith(f"/{_tail(url)}")), names[0])
        yield from (name for name in names if name != present)


def _tail(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


class Trs:
    """TRS WCM and UCAP: a call of createPageHTML names the number of pages, the present one, the file and its extension.

    In TRS the first number is that of pages, and page 2 is index_1.html. In UCAP
    an element of the page comes before it, and page 2 is index_2.shtml.
    """

    CALL = re.compile(r"createPageHTML\w*\s*\(([^()]{1,400})\)")
    ARGUMENT = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s,'\"]+)")
    EXTENSION = re.compile(r"\.?(?:s?html?|jspx?|aspx?|php)", re.IGNORECASE)

    def recognises(self, page: Seen) -> bool:
        """By the call of its page-turning script."""
        return "createPageHTML" in page.source

    def links(self, page: Seen) -> Iterator[Lead]:
        """All other pages of the list."""
        for match in islice(self.CALL.finditer(page.source), MOST_CALLS):
            arguments = [self._value(page, *groups) for groups in self.ARGUMENT.findall(match[1])]
            if files := self._files(page, arguments):
                for name in files.others(page.url) if files.pages > 1 else ():
                    yield from page.lead(name, pager=True)

    def _value(self, page: Seen, double: str, single: str, bare: str) -> str:
        """What an argument stands for: itself, or what the variable was set to."""
        if not bare or bare.isdecimal():
            return double or single or bare
        found = re.search(rf"\b{re.escape(bare)}\s*=\s*[\"']?([\w./-]+)", page.source)
        return found[1] if found else ""

    def _files(self, page: Seen, arguments: list[str]) -> Files | None:
        ends = (n for n, value in enumerate(arguments) if n and self.EXTENSION.fullmatch(value))
        end = next(ends, 0)
        numbers = [n for n, value in enumerate(arguments) if value.isdecimal() and n != end - 1]
        if not end or not numbers or not arguments[end - 1]:
            return None
        name, extension = arguments[end - 1], arguments[end].lstrip(".")
        count = int(arguments[numbers[0]])
        present = int(arguments[numbers[1]]) if len(numbers) > 1 else 0
        is_first = _tail(page.url) in ("", f"{name.rpartition('/')[2]}.{extension}")
        element = numbers[0] > 0 and end - 1 > 0
        return Files(count, name, extension, present == 0 or not (element or (is_first and present == 1)))


class Counted:
    """TRS templates without that call: a variable holds the number of pages, or of records and of records on a page."""

    PAGES = re.compile(r"\b(?:countPage|m_nPageCount)\s*=\s*[\"']?(\d+)")
    RECORDS = re.compile(r"\bm_nRecordCount\s*=\s*[\"']?(\d+)")
    SIZE = re.compile(r"\bm_nPageSize\s*=\s*[\"']?(\d+)")
    WRITTEN = re.compile(
        r"href=[\\\"']*([\w-]+)[\\\"']*\s{0,9}\+\s{0,9}[\"']_[\"']\s{0,9}\+\s{0,9}\(?\w{1,40}[^\"'+]{0,40}(?:\+\s{0,9}1\s{0,9}\))?\s{0,9}\+\s{0,9}[\"']\.[\"']?\s{0,9}\+?\s{0,9}[\"']?(s?html?)",
        re.IGNORECASE,
    )

    def recognises(self, page: Seen) -> bool:
        """By its variables, where nothing is called with them."""
        scripts = page.scripts
        return ("countPage" in scripts or "m_nRecordCount" in scripts) and "createPageHTML" not in scripts

    def links(self, page: Seen) -> Iterator[Lead]:
        """All other pages of the list, named as the script writes them, else as the page itself."""
        pages = self.PAGES.search(page.scripts)
        records, size = self.RECORDS.search(page.scripts), self.SIZE.search(page.scripts)
        count = int(pages[1]) if pages else 0
        if records and size and int(size[1]):
            count = max(count, -(-int(records[1]) // int(size[1])))
        named = self.WRITTEN.search(page.scripts) or FILE.fullmatch(_tail(page.url))
        if named and count > 1:
            for name in Files(count, named[1], named[2]).others(page.url):
                yield from page.lead(name, pager=True)
