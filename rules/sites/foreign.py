"""Content on a site that is not its own: gambling and the like in titles, texts and links to other hosts; words in foreign.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources

from crawler.reading.doubts import TURNED
from crawler.reading.value import Link
from crawler.scope import parts
from crawler.snapshot import Page, Snapshot
from rules.phrases import squeeze
from rules.sites.hosts import Hosts, Whose
from rules.sites.layout import layout

SORTS = ("gambling", "adult", "trade")
TRUSTED = re.compile(
    r"(?:^|\.)(?:gov|edu|mil)\.cn$|(?:^|\.)(?:people|xinhuanet|news|cctv|china|chinanews|gmw)\.(?:com|cn|com\.cn)$"
)
TELLING_HOST = re.compile(
    r"bet|casino|yabo|kaiyun|pk10|lottery|poker|\bag\d|slot|sex|porn|\d{3,}[a-z]*\.(?:com|net|cc|vip|top|xyz|me|info)$"
)
OFFER = re.compile(  # with a chat account, which no office has for it: 办理身份证 with a telephone is a service
    r"(?:代开|代办|专业办理?|办理?各类)[^。\n]{0,20}(?:发票|毕业证|学位证|文凭|身份证|驾驶证|资格证)[^\n]{0,80}(?:QQ|微信|V信)[^\d\n]{0,6}\d{6,}",
    re.IGNORECASE,
)
OFFERED = 12  # characters of an offer that are shown
FAR = 1_000  # clicks of a page to which no way is known
MOST_TEXT = 20_000  # characters of a page that are looked at
MANY_WORDS, MANY_LINKS = 3, 3
NEAR = 60  # characters


@dataclass(frozen=True)
class Signs:
    """What is foreign on one page: words in its title, different words in its text, links to other hosts by such words.

    `offers` says that its text sells papers or invoices.
    """

    page: Page
    title: tuple[str, ...]
    text: tuple[str, ...]
    links: tuple[Link, ...]
    offers: bool = False

    @property
    def is_hijacked(self) -> bool | None:
        """True with two signs that it speaks for somebody else, None with one, False with none."""
        signs = bool(self.title) + (len(self.text) >= MANY_WORDS) + bool(self.links)
        alone = len(self.title) > 1 or len(self.text) > MANY_WORDS or self.offers
        is_own = bool(self.title) or len(self.text) >= MANY_WORDS
        return True if is_own and signs > 1 else None if alone else False

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """The hosts to which the links lead."""
        return tuple(dict.fromkeys(found.host for link in self.links if (found := parts(link.url))))

    @property
    def is_planted(self) -> bool | None:
        """True where a second sign says that the links were put there by others, None where none does, False without links."""
        if not self.links:
            return False
        words = {word for link in self.links for word in _words_in(link.text)}
        second = (
            len(words) >= MANY_LINKS or any(map(TELLING_HOST.search, self.hosts)) or TURNED in self.page.reading.doubts
        )
        return True if second else None


def foreign(site: Snapshot) -> Iterator[Signs]:
    """The pages of a place with anything foreign on them, the home page first."""
    owners = layout(site).hosts
    for page in sorted(site.pages, key=lambda page: FAR if page.clicks is None else page.clicks):
        title = squeeze("\n".join((page.title, *_announced(page)))).lower()
        links = tuple(_planted(page, owners))
        text = _without(links, page.text[:MOST_TEXT])
        told, offer = tuple(dict.fromkeys(_alone(text.lower()))), _offer(text)
        if not (told or links or offer or _pattern().search(title)):
            continue
        named = tuple(dict.fromkeys(_pattern().findall(title)))
        if _against().search(title):
            named, told, offer = (), (), ""
        if named or told or links or offer:
            yield Signs(page, named, (*told, offer) if offer else told, links, bool(offer))


def _without(links: Sequence[Link], text: str) -> str:
    """A text without the words of planted links, which are a sign of their own."""
    for link in links:
        text = text.replace(link.text, "", 1) if link.text else text
    return text


def _offer(text: str) -> str:
    found = OFFER.search(text)
    return found[0][:OFFERED] if found and not _against().search(found[0]) else ""


def _announced(page: Page) -> Iterator[str]:
    """What a page says of itself to search engines, which is what intruders replace while the text stays."""
    told = dict(page.reading.metas)
    return (told[name] for name in ("title", "keywords", "description") if name in told)


def _alone(text: str) -> Iterator[str]:
    """The foreign words in a text near which nothing is said against them."""
    for found in _pattern().finditer(text):
        if not _against("near").search(text, max(0, found.start() - NEAR), found.end() + NEAR):
            yield found[0]


def _planted(page: Page, owners: Hosts) -> Iterator[Link]:
    for link in page.links:
        if not _words_in(link.text) or _against().search(squeeze(link.text)):
            continue
        found = parts(link.url)
        if found and owners.whose(link.url) is Whose.FOREIGN and not TRUSTED.search(found.host):
            yield link


@lru_cache(maxsize=16384)
def _words_in(text: str) -> Sequence[str]:
    return tuple(_pattern().findall(squeeze(text).lower())) if text else ()


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for sort in SORTS for word in _data()[sort]["words"]))


@cache
def _against(where: str = "against") -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _data()[where]["words"])))


@cache
def _data() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((resources.files("rules.sites") / "foreign.toml").read_text("utf-8"))
