"""Pictures that may be evidence: charts and scans, but not decoration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from turbohtml import Element

from crawler.families.page import Kind, Lead, Seen

DECORATION = re.compile(
    r"(?:^|[/_-])(?:logo|icon|ico|banner|spacer|blank|dot|line|bg|btn|button|arrow|top|head|header|foot|footer|nav|share"
    r"|weixin|wechat|qr|qrcode|red|blue|new|hot|guohui|beian|jiucuo|dzjg)\w{0,3}(?=[/_.-])",
    re.IGNORECASE,
)
SMALL = 40  # pixels; what is declared lower or narrower is decoration


def pictures(page: Seen) -> Iterator[Lead]:
    """The pictures of a page, with the words that go with them."""
    for node in page.tree.find_all("img"):
        source = node.attr("src") or node.attr("data-src") or ""
        if source and not _is_decoration(source) and not _is_small(node):
            label = node.attr("alt") or node.attr("title") or ""
            for lead in page.lead(source, label.strip()):
                yield Lead(lead.url, lead.label, Kind.PICTURE)


@lru_cache(maxsize=8192)
def _is_decoration(source: str) -> bool:
    return bool(DECORATION.search(source))


def _is_small(node: Element) -> bool:
    declared = (node.attr(side) or "" for side in ("width", "height"))
    sizes = [int(match[0]) for size in declared if (match := re.match(r"\d+(?!\d*%)", size))]
    return any(size < SMALL for size in sizes)
