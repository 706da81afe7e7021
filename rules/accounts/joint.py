"""Budgets and final accounts that the portal shows of many bodies together, or to which it leads elsewhere under a body's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.reading.value import Link
from crawler.snapshot import Page, Place, Snapshot
from rules.bodies import bare, is_body, means, named
from rules.dates import year_of
from rules.leading import leading
from rules.money import kinds_of, tells_of_money
from rules.phrases import squeeze
from rules.remembered import remembered
from rules.shown import is_link, words_of_links
from rules.subject import document_year, whose
from rules.titles import MONEY, simplified, title_of

_NUMBER = re.compile(r"^(?:附件|附表)?[(]?[\d一二三四五六七八九十]{0,3}[)、.:]*")
_ENDING = re.compile(r"[.](?:docx?|xlsx?|pdf|wps|et|zip|rar)$", re.IGNORECASE)
_THREE = re.compile("三公(?:经费)?(?:财政拨款)?(?:支出)?(?:预决算|预算|决算)")
_NOBODYS = re.compile(
    r"20\d\d年?度?(?:[我本](?:局|委|办|单位|部门))?(?:部门|单位|三公|经费|财政拨款|[及和])+"
    "(?:预算|决算|预决算)(?:三公|经费|预算|决算|[及和]|信息|公开|情况|说明|报告|表)*"
)
_PLAIN = ("算", "三公")
_FIGURE = re.compile(r"\d")
_BESIDE = 2  # pages that are nobody's and have the same link: on more it stands beside everything
_TOLD = {"budget": re.compile("预算(?!执行)|三公|预决算"), "final": re.compile("决算|三公")}


def jointly(site: Snapshot, kind: str, year: int, own: str) -> tuple[Page, str] | None:
    """A page of the portal about the year's accounts of many bodies in which this one has its part, and the words that say so.

    Its part is a file, a link, a heading or a row that begins with its name; where it is only spoken of it has none.
    """
    names = site.department.names
    for page in (*site.commons, *site.pages) if site.place is Place.PORTAL else ():
        is_joint = page.clicks != 0 and _is_about(page, kind, year, own)
        if is_joint and (page in site.commons or whose(page, names) == "whole"):
            for entry in _entries(site, page, kind):
                if _is_of(entry, names) and year_of(entry) in (None, year):
                    return page, entry
    return None


def led_out(site: Snapshot, kind: str, year: int, own: str) -> tuple[Page, Link] | None:
    """A link to another site whose words name accounts of the year and this body; on its own site, nobody else."""
    for page, link in leading(site, lambda words: _tells(words, kind, own)):
        away = urlsplit(link.url).hostname not in (urlsplit(page.url).hostname, None, "")
        is_own = site.place is Place.OWN and _is_nobodys(link.text)
        if away and year_of(link.text) == year and (is_own or _is_of(link.text, site.department.names)):
            return page, link
    return None


def _is_nobodys(words: str) -> bool:
    """Whether words name accounts and no body."""
    return _NOBODYS.fullmatch(re.sub("[^\\d一-龥]", "", simplified(words))) is not None


def _is_about(page: Page, kind: str, year: int, own: str) -> bool:
    if not _tells(_called(page), kind, own) or kind not in kinds_of(page.title, page.text, page.published):
        return False
    return document_year(page, kind) == year


@remembered
def _called(page: Page) -> str:
    """The words by which a page that tells of money is called, "" for every other."""
    return title_of(page.title, page.text) if tells_of_money(page.title, page.text) else ""


def _tells(words: str, kind: str, own: str) -> bool:
    """Whether words speak of accounts of this kind: whole ones, or of the three public expenses where these are meant."""
    if not any(each in words for each in _PLAIN):
        return False
    plain = simplified(words)
    if not MONEY.search(plain) or not _TOLD[kind].search(plain):
        return False
    return own.startswith("three-public") or re.search("(?:预|决)算", _THREE.sub("", plain)) is not None


def _entries(site: Snapshot, page: Page, kind: str) -> Iterator[str]:
    """What a page and its files name: by files, also in archives, links, headings that speak of accounts and rows with figures.

    What was judged already is left out.
    """
    judged, links = {each.url for each in site.pages}, words_of_links(page)
    yield from (file.label for file in page.documents)
    yield from (lost.label for lost in page.dead)
    yield from (link.text for link in page.links if link.url not in judged and not _is_beside(site, link))
    for document in (page, *page.documents):
        own = (line for line in document.text.splitlines() if not is_link(line, links))
        lines = (line.rpartition("/")[2] for line in own)
        yield from (line for line in lines if _TOLD[kind].search(line) or _ENDING.search(line))
        rows = (row for table in document.tables for row in table.rows)
        yield from (cell for row in rows if any(map(_FIGURE.search, row[1:])) for cell in row[:2])


def _is_beside(site: Snapshot, link: Link) -> bool:
    return sum(link in page.links for page in site.commons) > _BESIDE or urlsplit(link.url).path in ("", "/")


def _is_of(entry: str, names: tuple[str, ...]) -> bool:
    words = _ENDING.sub("", _NUMBER.sub("", simplified(entry)))
    body = words if is_body(words) else named(words)
    return bool(body) and means(bare(body), [squeeze(name) for name in names])
