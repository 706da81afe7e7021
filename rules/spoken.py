"""Pages that only speak of a matter, as news do, and pages that send their reader elsewhere: neither shows what is owed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from crawler.snapshot import Citation, Page
from rules.finding import Finding, cant_tell
from rules.phrases import squeeze
from rules.tables import data_tables
from rules.topics import speaks_of

MOST = 3  # pages cited
SHORT = 300  # squeezed characters of a page that only sends its reader elsewhere
_SENDS = re.compile(
    "(?:登[录陆]|访问|点击|进入|网址|链接|平台|网站)[^。]{0,80}(?:查[询看阅]|公[示布开]|发布|下载|平台|网站|清单|目录|http)"
    "|(?:在|通过|至|到)[^。]{0,40}(?:平台|网站|网)[^。]{0,20}(?:查[询看阅]|公[示布开]|发布|下载)|请点击|请登[录陆]"
)
_FOOT = re.compile("ICP|备案|公网安备|标识码|主办|中国政府网|无障碍|找错|党政机关", re.IGNORECASE)


def is_spoken(page: Page) -> bool:
    """Whether a page is news that speaks of a matter, without a table or a file that might show it."""
    return speaks_of(page, "news") and not data_tables(page) and not page.documents and not page.dead


def only_spoken(pages: Sequence[Page], problem: str = "missing") -> Finding:
    """That nothing but news speaks of what is owed, which is left to a person."""
    cited = tuple(page.cite() for page in pages[:MOST])
    note = "只在动态类信息“{title}”中提到，没有看到专门公开的内容，请人工核实"
    return cant_tell(problem, *cited, note=note, title=pages[0].title)


def sends_away(page: Page) -> tuple[Citation, str] | None:
    """Where a short page sends its reader, when that is another host: the words of its link, and the address."""
    text = squeeze(page.text)
    if len(text) > SHORT or page.documents or data_tables(page) or not _SENDS.search(text):
        return None
    host = urlsplit(page.url).hostname
    for link in page.links:
        words = squeeze(link.text)
        if words and not _FOOT.search(words) and urlsplit(link.url).hostname not in (host, None, ""):
            return page.cite(link.text), link.url
    return None
