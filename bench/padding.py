"""Makes sample pages as long and as full of links as real ones: a block of links that every page of a site has, and text.

As on real sites, most links of a page are those that its neighbours have, too: a crawler meets them again on each page.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import cycle, islice
from zlib import crc32

from reports.samplecity.content import Response

CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)
TITLE = re.compile(r"<title>(.*?)</title>", re.IGNORECASE | re.DOTALL)
CLOSING = b"</body>"
LABEL = 24  # characters
PARAGRAPH = 90  # characters
POOL = 200_000  # words; each page has a stretch of them that begins somewhere else
MONTH_AFTER = "Tue, 03 Sep 2013 00:00:00 GMT"


def pad(pages: Mapping[str, Response], page_bytes: int, links: int) -> dict[str, Response]:
    """The same pages, the markup among them with about as many links and bytes as asked for."""
    shown = [path for path, page in pages.items() if is_markup(page) and CLOSING in page.body and page.status == 200]
    shown = list({pages[path].body: path for path in reversed(shown)}.values())[
        ::-1
    ]  # a page with two names: the first
    block = [_item(path, pages[path]) for path in _chosen(shown, links)]
    return {path: _padded(page, block, page_bytes, links) for path, page in pages.items()}


def is_markup(page: Response) -> bool:
    """Whether an answer is HTML."""
    return page.content_type.startswith("text/html")


def charset(page: Response) -> str:
    """The encoding that a page names, in its header or in itself."""
    found = CHARSET.search(page.content_type.encode()) or CHARSET.search(page.body[:1000])
    name = found[1].decode().lower() if found else "utf-8"
    return "gb18030" if name in ("gb2312", "gbk") else name


def changed(page: Response, share: float) -> Response:
    """A page a month later: of all markup that share has one sentence more and a later date."""
    if not is_markup(page) or CLOSING not in page.body or crc32(page.body) % 10_000 >= share * 10_000:
        return page
    body = page.body.replace(CLOSING, "<p>本页内容已更新。</p>".encode(charset(page)) + CLOSING)
    kept = tuple((name, value) for name, value in page.headers if name != "Last-Modified")
    return replace(page, body=body, headers=(*kept, ("Last-Modified", MONTH_AFTER)))


def _chosen(paths: list[str], links: int) -> Iterable[str]:
    """The first pages, which are home and columns, and others from all over the site; again and again on a small one."""
    first, rest = paths[: links // 4], paths[links // 4 :]
    spread = rest[:: max(1, len(rest) // max(1, links - len(first)))]
    return islice(cycle([*first, *spread]), links if paths else 0)


def _item(path: str, page: Response) -> str:
    found = TITLE.search(page.body.decode(charset(page), "replace"))
    title = html.escape(html.unescape(found[1]).strip() if found else path)
    return f'<li class="menu-item"><a href="{html.escape(path)}" title="{title}">{title[:LABEL]}</a></li>\r\n'


def _padded(page: Response, block: list[str], page_bytes: int, links: int) -> Response:
    if not is_markup(page) or CLOSING not in page.body or page.status != 200:
        return page
    encoding = charset(page)
    missing = max(0, links - page.body.count(b"<a "))
    menu = f"<div class='column-menu'><ul>\r\n{''.join(block[:missing])}</ul></div>".encode(encoding, "replace")
    room = page_bytes - len(page.body) - len(menu)
    text = _text(crc32(page.body), encoding, room)
    return replace(page, body=page.body.replace(CLOSING, menu + text + CLOSING))


def _text(seed: int, encoding: str, room: int) -> bytes:
    """About that many bytes of paragraphs."""
    characters = _pool()
    wide = 2 if encoding == "gb18030" else 3
    count = max(0, room // (wide * PARAGRAPH + len('<p class="content-text"></p>\r\n')))
    start = seed % (len(characters) - (count + 1) * PARAGRAPH)
    lines = (characters[at : at + PARAGRAPH] for at in range(start, start + count * PARAGRAPH, PARAGRAPH))
    return "".join(f'<p class="content-text">{line}</p>\r\n' for line in lines).encode(encoding)


@lru_cache(maxsize=1)
def _pool() -> str:
    """Words without sense, which compress about as well as prose."""
    chance = random.Random(2013)
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 4000) if len(chr(code).encode("gb2312", "ignore")) == 2]
    words = ["".join(chance.choices(letters, k=chance.choice((1, 2, 2, 2, 3, 4)))) for _ in range(3000)]
    marks = ("", "", "", "", "", "，", "，", "。")
    weights = [1 / (rank + 5) for rank in range(len(words))]
    return "".join(word + chance.choice(marks) for word in chance.choices(words, weights, k=POOL))
