"""The accounts of a body on platforms of others, as its site names them; the platforms themselves are not looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.snapshot import Page, Snapshot
from rules.phrases import squeeze
from rules.shown import all_pages

TAIL = 20_000  # characters at the end of a page
LONGEST = 120  # characters of a line in which an account is named
_NAMED = re.compile(
    r"(?:微博|微信|公众号|客户端|抖音|快手|新媒体)(?:公众)?(?:平台|账号|帐号|号|名称|昵称)?(?:为|是|名|[::@]|[(]).{1,30}"
    r"|@[\w一-龥-]{2,20}|[一-龥]{2,20}(?:官方)?(?:微博|微信公众号|微信)|(?:关注|扫)[^,。]{0,14}(?:微博|微信|公众号)"
)
_SIGN = re.compile("微博|微信|公众号|weibo|weixin|wechat|二维码|qrcode|ewm", re.IGNORECASE)
_HOSTS = re.compile("weibo.com|weibo.cn|t.qq.com|mp.weixin.qq.com|t.people.com.cn|t.sina", re.IGNORECASE)
_SHARING = re.compile("分享|转发到|一键|share|jiathis|bdshare", re.IGNORECASE)


@dataclass(frozen=True)
class Account:
    """A place where a site speaks of an account: the page, the words, the address ("" for none), whether it names the account."""

    page: Page
    words: str
    url: str
    is_named: bool


def accounts(site: Snapshot) -> Iterator[Account]:
    """Where a site speaks of accounts of its own; buttons to share a page are none."""
    for page in all_pages(site):
        if page.published is not None:
            continue  # news of an account
        for url, words in _shown(page):
            text = squeeze(words)
            if _SHARING.search(f"{text} {url}") or not (_SIGN.search(text) or _HOSTS.search(url)):
                continue
            yield Account(page, words.strip() or url, url, _NAMED.search(text) is not None or _leads_to_one(url))


def _leads_to_one(url: str) -> bool:
    """Whether an address is that of one account and not of the platform."""
    return _HOSTS.search(url) is not None and re.search(r"(?:\.com|\.cn)/[^/]{2,}", url) is not None


def _shown(page: Page) -> Iterator[tuple[str, str]]:
    yield from ((link.url, link.text) for link in page.links)
    yield from (("", f"{image.text} {image.url.rsplit('/', 1)[-1]}") for image in page.images)
    lines = re.split(r"\n|\s{2,}|[\u3000|｜]", f"{page.text[-TAIL:]}\n{page.reading.foot}")
    yield from (("", line) for line in lines if len(line) <= LONGEST and _SIGN.search(line))
