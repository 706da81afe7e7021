"""Platforms that hand out their lists by questions: what a page says of itself is put together to an address."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from crawler.families.page import Lead, Seen
from crawler.families.trs import MOST_PAGES
from crawler.scope import parts

LITERAL = r"['\"]?\b(\w{1,60})['\"]?\s{0,9}:\s{0,9}['\"]?([^'\",{}]{0,500})"  # one name and value of a script's object


class Ucap:
    """UCAP, whose columns are called like c102095: a column without entries of its own is a channel, listed as JSON."""

    COLUMN = re.compile(r"/([\w-]+)/(c\d{5,7})/(?:[\w-]+\.s?html)?")
    CHANNEL = re.compile(r"channel_?id['\"]?\s*(?:[:=]|value=|content=)\s*['\"]([0-9a-f]{32})['\"]", re.IGNORECASE)
    WRITTEN = re.compile(r"['\"]([^'\"\s]*/(?:search|searchList)/[0-9a-f]{32})(?:\?[^'\"\s]*)?['\"]")
    ENTRY = re.compile(r"/\d{6}/[0-9a-f]{32}\.s?html|/content(?:_\d+)?\.s?html")
    ASKED = "_isAgg=true&_isJson=true&_pageSize=20&_template=index&page=1"

    def recognises(self, page: Seen) -> bool:
        """By the names of its columns, or of its interface."""
        return "hannel" in page.scripts or "/c1" in page.url or "getChannelList" in page.url

    def links(self, page: Seen) -> Iterator[Lead]:
        """The first page of the channel's list; when the channel is not named, the question for its name."""
        if "createPageHTML" in page.source:
            return
        if written := self.WRITTEN.search(page.source):
            yield from page.lead(f"{written[1]}?{self.ASKED}", page.title, pager=True)
        elif channel := self.CHANNEL.search(page.source):
            yield from page.lead(f"/common/search/{channel[1]}?{self.ASKED}", page.title, pager=True)
        elif page.is_markup and (found := parts(page.url)) and (column := self.COLUMN.fullmatch(found.path)):
            asked = urlencode({"channelCode": column[2], "websiteCodeName": column[1]})
            if not self.ENTRY.search(page.source):
                yield from page.lead(f"/common/getChannelList?{asked}", page.title)


class Jpaas:
    """Hanweb jpaas: a unit of a page is asked for with what stands in queryData; the answer says how many records there are."""

    UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    PAIR = re.compile(LITERAL)
    ROWS = re.compile(r"\brows=\\?[\"'](\d+)")
    COUNT = re.compile(r"\bcount=\\?[\"'](\d+)")
    TURNED = re.compile(r"[?&]paramJson=")

    def recognises(self, page: Seen) -> bool:
        """By its interface."""
        return "jpaas-publish-server" in page.source or self.UNIT in page.url

    def links(self, page: Seen) -> Iterator[Lead]:
        """The units of a page; of a unit, its other pages."""
        if not page.is_markup:
            yield from self._turned(page, page.url)
            return
        for node in page.tree.select("[querydata]"):
            asked = dict(self.PAIR.findall(node.attr("querydata") or ""))
            for turned in ("paramJson", "pageNo", "pageSize"):
                asked.pop(turned, None)
            if asked.get("pageId"):
                address = f"{node.attr('url') or self.UNIT}?{urlencode(asked)}"
                yield from page.lead(address, page.title, pager=True)
                yield from self._turned(page, address)

    def _turned(self, page: Seen, address: str) -> Iterator[Lead]:
        rows, count = self.ROWS.search(page.source), self.COUNT.search(page.source)
        if not rows or not count or not int(rows[1]) or self.TURNED.search(address):
            return
        for number in range(2, min(-(-int(count[1]) // int(rows[1])), MOST_PAGES) + 1):
            turned = quote(f'{{"pageNo":{number},"pageSize":{rows[1]}}}')
            yield from page.lead(f"{address}&paramJson={turned}", pager=True)


class Catalogue:
    """Hanweb's catalogue of disclosed information: search.jsp lists what an area has published, page by page."""

    AREA = re.compile(r"/module/xxgk/tree\.jsp\?[^'\"\s]*\barea=(\w+)")
    SEARCH = re.compile(r"['\"]([^'\"\s]*/module/xxgk/search\.jsp\?[^'\"\s]*)['\"]")
    PAGES = re.compile(r"共(?:\s|&nbsp;|<[^>]{0,200}>){0,9}(\d{1,4})(?:\s|&nbsp;|<[^>]{0,200}>){0,9}页")
    NUMBER = re.compile(r"([?&]currpage=)\d*")

    def recognises(self, page: Seen) -> bool:
        """By its folder."""
        return "/module/xxgk/" in page.source or "/module/xxgk/" in page.url

    def links(self, page: Seen) -> Iterator[Lead]:
        """The searches that a page names, and what the answer says of further pages."""
        if "/search.jsp" in page.url:
            pages = self.PAGES.search(page.source)
            for number in range(2, min(int(pages[1]) if pages else 0, MOST_PAGES) + 1):
                yield from page.lead(_numbered(page.url, self.NUMBER, "currpage", number), pager=True)
            return
        named = [html.unescape(match[1]) for match in self.SEARCH.finditer(page.source)]
        areas = dict.fromkeys(self.AREA.findall(page.source + page.url))
        named += [f"/module/xxgk/search.jsp?infotypeId=&vc_title=&vc_number=&area={area}" for area in areas]
        for address in named:
            yield from page.lead(_numbered(address, self.NUMBER, "currpage", 1), page.title, pager=True)


class Lonsun:
    """Lonsun: a list's pages differ in pageIndex, and a script says how many there are; or a label hands them out as fragments."""

    PAGES = re.compile(r"\bpageCount\s*:\s*['\"]?(\d+)")
    LABEL = re.compile(r"['\"]([^'\"\s]*/site/label/8888)(\?[^'\"\s]*)?['\"]")
    ASKED = re.compile(r"\{([^{}]{0,2000}\blabelName\b[^{}]{0,2000})\}")
    PAIR = re.compile(LITERAL)
    NUMBER = re.compile(r"([?&]pageIndex=)\d*")
    LIST = re.compile(r"(?!search)\w*List", re.IGNORECASE)

    def recognises(self, page: Seen) -> bool:
        """By its columns and its label."""
        return "/site/label/8888" in page.scripts or "/column/" in page.url or "/site/label/8888" in page.url

    def links(self, page: Seen) -> Iterator[Lead]:
        """The other pages of a list, and the first of each that a script asks for."""
        pages = self.PAGES.search(page.source)
        is_list = "/column/" in page.url or "/site/label/8888" in page.url
        for number in range(1, min(int(pages[1]), MOST_PAGES) + 1 if pages and is_list else 0):
            address = _numbered(page.url, self.NUMBER, "pageIndex", number)
            if address != page.url and (number > 1 or "pageIndex=" in page.url):
                yield from page.lead(address, pager=True)
        for match in self.LABEL.finditer(page.source):
            for asked in [match[2]] if match[2] else self._asked(page):
                address = _numbered(match[1] + html.unescape(asked), self.NUMBER, "pageIndex", 1)
                yield from page.lead(address, page.title, pager=True)

    def _asked(self, page: Seen) -> Iterator[str]:
        for match in self.ASKED.finditer(page.source):
            asked = {name: value.strip() for name, value in self.PAIR.findall(match[1])}
            if self.LIST.fullmatch(asked.get("labelName", "")):
                yield f"?{urlencode({'IsAjax': 1, **asked})}"


def _numbered(address: str, number: re.Pattern[str], name: str, value: int) -> str:
    """The address with a page's number in it, in its place or at the end."""
    if number.search(address):
        return number.sub(rf"\g<1>{value}", address)
    return f"{address}{'&' if '?' in address else '?'}{name}={value}"
