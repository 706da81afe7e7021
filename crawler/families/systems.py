"""What the content systems of Chinese government sites do in their own way: the further pages of their lists."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from crawler.families.page import Lead, Seen
from crawler.families.plain import wrapped, written
from crawler.families.trs import MOST_PAGES
from crawler.scope import parts


class Hanweb:
    """Hanweb jCMS: the first records stand in an XML data store inside a script; a proxy hands out the rest."""

    PARAMETER = re.compile(
        r"\b(columnid|col|unitid|webid|appid|webname|path|sourceContentType|permissiontype)\s*[:=]\s*['\"]?([^'\",;&\s}]*)"
    )
    NUMBER = re.compile(r"\b(totalRecord|totalrecord|perPage|perpage|groupSize|totalPage)\s*[:=>]\s*['\"]?(\d+)")
    GROUP = re.compile(r"([?&]page=)\d+")
    PROXY = re.compile(r"['\"]([^'\"\s]*dataproxy\.jsp[^'\"\s]*)['\"]")

    def recognises(self, page: Seen) -> bool:
        """By its data store or its proxy."""
        return "dataproxy.jsp" in page.source or "<datastore" in page.source or "<recordset" in page.source

    def links(self, page: Seen) -> Iterator[Lead]:
        """The records that are there, and the questions that bring the others."""
        for section in wrapped(page.source):
            yield from written(page, section)
        proxy = self.PROXY.search(page.source)
        if proxy and page.is_markup:
            yield from self._questions(page, proxy[1].replace("&amp;", "&"))

    def _questions(self, page: Seen, address: str) -> Iterator[Lead]:
        numbers = {name.lower(): int(value) for name, value in self.NUMBER.findall(page.source)}
        size = numbers.get("perpage") or 15
        step = size * (numbers.get("groupsize") or 1)
        total = numbers.get("totalrecord") or numbers.get("totalpage", 0) * size
        named = {} if "columnid=" in address else dict(self.PARAMETER.findall(page.source))
        mark = "&" if "?" in address else "?"
        for start in range(1, min(total, MOST_PAGES * step) + 1, step):
            if self.GROUP.search(address):  # whoever counts groups does not look at records
                yield from page.lead(self.GROUP.sub(rf"\g<1>{1 + (start - 1) // step}", address), pager=True)
                continue
            asked = {"startrecord": start, "endrecord": min(start + step - 1, total), "perpage": size, **named}
            yield from page.lead(f"{address}{mark}{urlencode(asked, safe='/')}", pager=True)


class Vsb:
    """Boda VSB: `totalpage=` and `PAGENUM=` in addresses; static lists count their pages downwards."""

    TOTAL = re.compile(r"[?&](totalpage|a\w*t)=(\d+)", re.IGNORECASE)
    NEXT = re.compile(r"^(.*/)?(\d+)\.(html?)$")

    def recognises(self, page: Seen) -> bool:
        """By its paths and parameters."""
        return any(
            sign in page.source for sign in ("wbtreeid=", "PAGENUM=", "_vsb_", "vsbscreen", "/_sitegray", "p_next")
        )

    def links(self, page: Seen) -> Iterator[Lead]:
        """All pages of the list, from the ones that are linked."""
        seen = [node.attr("href") or "" for node in page.anchors]
        yield from self._numbered(page, [href for href in seen if "PAGENUM=" in href and "totalpage=" in href])
        yield from self._downwards(page, seen)

    def _numbered(self, page: Seen, hrefs: list[str]) -> Iterator[Lead]:
        for href in hrefs[:1]:
            total = self.TOTAL.search(href)
            for number in range(2, min(int(total[2]) if total else 0, MOST_PAGES) + 1):
                yield from page.lead(re.sub(r"PAGENUM=\d+", f"PAGENUM={number}", href), pager=True)

    def _downwards(self, page: Seen, hrefs: list[str]) -> Iterator[Lead]:
        found = parts(page.url)
        stem = re.sub(r"\.html?$", "", found.path.rpartition("/")[2]) if found else ""
        for href in hrefs:
            match = self.NEXT.match(href)
            ours = match and stem and (match[1] or "").rstrip("/").rpartition("/")[2] == stem
            if match and ours and int(match[2]) <= MOST_PAGES:  # more is an article's number, in a folder named alike
                for number in range(int(match[2]), 0, -1):
                    yield from page.lead(f"{match[1]}{number}.{match[3]}", pager=True)


class Gkmlpt:
    """Guangdong's gkmlpt: columns are fragments, their lists JSON by an interface; titles may be %uXXXX."""

    SITE = re.compile(r"\bSID\b['\"]?\s*[:=]\s*['\"]?(\w+)")
    COLUMN = re.compile(r"(?:gkmlpt/index|^)#(\d+)")
    STATED = re.compile(r"['\"]?(?:COLUMN_ID|columnId|cid|column_id|id)['\"]?\s*:\s*['\"]?(\d+)['\"]?\s*,\s*['\"]?name")

    def recognises(self, page: Seen) -> bool:
        """By its path, or by the answer of its interface."""
        return "gkmlpt" in page.source or "/gkmlpt/" in page.url

    def links(self, page: Seen) -> Iterator[Lead]:
        """The first question for each column; from its answer, the questions for its other pages."""
        if page.is_data:
            yield from self._further(page)
            return
        site = self.SITE.search(page.source)
        if not site and "/gkmlpt/index" not in page.url:
            return  # only the index page knows how to ask
        asked = f"page=1&sid={site[1]}" if site else "page=1"
        root = page.url.partition("/gkmlpt")[0] if "/gkmlpt" in page.url else ""
        columns = dict.fromkeys(self.STATED.findall(page.scripts), (root, ""))
        for node in page.anchors:
            href = node.attr("href") or ""
            if match := self.COLUMN.search(href):
                columns[match[1]] = (href.partition("/gkmlpt")[0] if "/gkmlpt" in href else root, node.text.strip())
        for number, (start, label) in columns.items():
            yield from page.lead(f"{start}/gkmlpt/api/all/{number}?{asked}", label, pager=True)

    def _further(self, page: Seen) -> Iterator[Lead]:
        answer = _json(page)
        current = re.search(r"([?&]page=)(\d+)", page.url)
        if not isinstance(answer, dict) or not current or not answer.get("articles"):
            return
        total, count = answer.get("total"), len(answer["articles"])
        if not isinstance(total, int) or int(current[2]) != 1:
            return
        for number in range(2, min(-(-total // count), MOST_PAGES) + 1):
            yield from page.lead(f"{page.url[: current.start(2)]}{number}{page.url[current.end(2) :]}", pager=True)


class Listed:
    """A list handed out as JSON, XML or a script: every address in it, with the title beside it."""

    ADDRESS = (
        "url",
        "post_url",
        "href",
        "link",
        "linkurl",
        "docpuburl",
        "infourl",
        "weburl",
        "path",
        "fileurl",
        "file_url",
    )
    TITLE = ("title", "name", "doctitle", "text", "caption", "filename", "label")
    PAGES = ("pages", "totalpage", "total_page", "pagecount", "page_count", "totalpages", "total_pages")
    RECORDS = ("total", "totalcount", "total_count", "totalrecord", "totalrecords", "totalelements", "totalnum")
    NUMBER = re.compile(
        r"[?&](?:\w+\.)?(?:page(?!\w*(?:size|count|total|rows))\w*|p|pn|cur\w*page)=(\d+)(?=&|$)", re.IGNORECASE
    )
    FILE = re.compile(r"[_-](\d+)(?=\.json$)", re.IGNORECASE)
    QUOTED = re.compile(
        r"(?:fetch|getJSON|\.get|\.open|url\s{0,20}:)\s{0,20}\(?\s{0,20}(?:['\"]GET['\"]\s*,\s*)?['\"]([^'\"\s<>]+)['\"]"
    )

    FEED_TITLE, FEED_LINK = re.compile(r"<title>([^<]{1,300})<"), re.compile(r"<link>([^<]{1,500})<")
    MOST_ITEMS, LONGEST_ITEM = 2000, 4000
    POSTED = re.compile(r"(?:type|method)\s*:\s*['\"]post['\"]", re.IGNORECASE)

    def recognises(self, page: Seen) -> bool:
        """By not being a page at all, or by a script that asks for JSON."""
        return page.is_data or ".json" in page.source or "/api/" in page.source

    def links(self, page: Seen) -> Iterator[Lead]:
        """The addresses of the list; on a page, the list's own address."""
        if page.is_markup:
            for match in self.QUOTED.finditer(page.scripts):
                if re.search(r"json|/api/|list", match[1], re.IGNORECASE):
                    page.is_posted |= self.POSTED.search(page.scripts, *_around(match)) is not None
                    yield from page.lead(match[1], page.title, pager=True)
            return
        answer = _json(page)
        if answer is None:
            source = page.source.replace("<![CDATA[", "").replace("]]>", "")
            yield from written(page, source)
            yield from self._feed(page, source)
            return
        for entry in _objects(answer):
            yield from self._entry(page, entry)

    def _feed(self, page: Seen, source: str) -> Iterator[Lead]:
        """The items of a feed."""
        for item in source.split("<item", self.MOST_ITEMS)[1 : self.MOST_ITEMS]:
            title, link = (each.search(item[: self.LONGEST_ITEM]) for each in (self.FEED_TITLE, self.FEED_LINK))
            yield from (
                page.lead(html.unescape(link[1].strip()), html.unescape(title[1].strip())) if title and link else ()
            )

    def _entry(self, page: Seen, entry: dict[str, Any]) -> Iterator[Lead]:
        low = {key.lower(): value for key, value in entry.items()}
        title = next((_text(low[key]) for key in self.TITLE if isinstance(low.get(key), str)), "")
        for key in self.ADDRESS:
            if isinstance(low.get(key), str):
                yield from page.lead(low[key], title)
        pages = next((low[key] for key in self.PAGES if isinstance(low.get(key), int)), 0)
        yield from self._numbered(page, min(pages or self._stated(low), MOST_PAGES))
        for value in low.values():
            if isinstance(value, str) and "<a" in value:
                yield from written(page, value)

    def _stated(self, entry: dict[str, Any]) -> int:
        """How many pages there are when as many records stand on each as stand here."""
        total = next((entry[key] for key in self.RECORDS if isinstance(entry.get(key), int)), 0)
        here = max((len(value) for value in entry.values() if isinstance(value, list)), default=0)
        return -(-total // here) if 0 < here < total else 0

    def _numbered(self, page: Seen, pages: int) -> Iterator[Lead]:
        """The other pages of a list whose own address ends in a number: `?page=1`, `list_1.json`."""
        match = self.NUMBER.search(page.url) or self.FILE.search(page.url)
        if match and int(match[1]) <= 1 < pages:
            first = int(match[1] != "0")
            for number in range(first, first + pages):
                yield from page.lead(f"{page.url[: match.start(1)]}{number}{page.url[match.end(1) :]}", pager=True)


def _around(match: re.Match[str]) -> tuple[int, int]:
    """Where the rest of a script's question stands."""
    return max(match.start() - 100, 0), match.end() + 200


def _json(page: Seen) -> Any:
    source = page.source.strip()
    match = re.fullmatch(r"[\w.$]+\s*\((.*)\)\s*;?", source, re.DOTALL)
    try:
        return json.loads(match[1] if match else source)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    waiting = deque([value])
    while waiting:
        each = waiting.popleft()
        if isinstance(each, dict):
            yield each
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)


def _text(title: str) -> str:
    """A title whose characters may be written %uXXXX."""
    return re.sub(r"%u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), title)
