"""Whether a place tells a change: a notice or any page that names the item with its change, the decision itself, or a link to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from crawler.reading.value import Link
from crawler.snapshot import Citation, Document, Page, Place, Snapshot
from rules.phrases import squeeze
from rules.powers.changes.change import Change
from rules.powers.changes.wording import is_change_title, tells_change, title_of
from rules.powers.naming.names import bare

COLUMN = 12  # characters of a column's name
SHORTEST = 10  # characters of a title that was cut


@dataclass(frozen=True)
class Telling:
    """Where a place tells a change, and the day of publication, None where that is not known or not the department's doing."""

    cited: Citation
    day: date | None


@dataclass(frozen=True)
class Teller:
    """A page that may tell changes: its title, its documents, each with its text without spaces, its links that tell any."""

    page: Page
    title: str
    is_notice: bool
    is_common: bool
    texts: tuple[tuple[Document, str], ...]
    links: tuple[Link, ...]


def tellers(site: Snapshot) -> list[Teller]:
    """The pages of a place, those of the portal that name nobody among them."""
    commons = site.commons if site.place is Place.PORTAL else ()
    return [*_tellers(site.pages, is_common=False), *_tellers(commons, is_common=True)]


def tellings(shown: Iterable[Teller], change: Change) -> list[Telling]:
    """Everything of a place that tells a change; a page without a day that only leads to one with a day tells nothing itself."""
    name = bare(change.name)
    core = max(re.findall("[一-龥]+", name), key=len, default=name)
    found = [(teller, telling) for teller in shown if (telling := _telling(teller, change, name, core)) is not None]
    dated = {teller.page.url for teller, telling in found if telling.day is not None}
    return [
        telling
        for teller, telling in found
        if telling.day is not None or not any(link.url in dated for link in teller.page.links)
    ]


def first_day(told: Iterable[Telling]) -> date | None:
    """The earliest day on which a change was told, None where one has no day: that may have been the first."""
    days = [telling.day for telling in told]
    return None if not days or None in days else min(day for day in days if day is not None)


def _tellers(pages: Iterable[Page], *, is_common: bool) -> Iterator[Teller]:
    for page in pages:
        title = title_of(page)
        texts = tuple((document, "".join(document.text.split())) for document in (page, *page.documents))
        links = tuple(link for link in page.links if tells_change(squeeze(link.text)))
        yield Teller(page, title, is_change_title(title), is_common, texts, links)


def _telling(teller: Teller, change: Change, name: str, core: str) -> Telling | None:
    page = teller.page
    day = None if teller.is_common else page.published
    for document, plain in teller.texts:
        if (core in plain or teller.is_notice) and _tells(document, name, teller.is_notice):
            return Telling(document.cite(change.name), day)
    if change.title and change.title == teller.title:
        return Telling(page.cite(page.title), day)
    if change.number and teller.is_notice and change.number in squeeze(page.text):
        return Telling(page.cite(page.title), day)
    linked = next((link for link in teller.links if _leads_to(link, change) or _leads_away(link, page, change)), None)
    if linked is None and teller.is_notice:
        at = {cited.url for cited in change.cited} - {page.url}
        linked = next((link for link in page.links if link.url in at), None)  # a notice that only forwards it: 原文
    return Telling(page.cite(linked.text), None) if linked is not None else None


def _leads_to(link: Link, change: Change) -> bool:
    """Whether a link leads to the decision: by its address, or by its title, which may be cut."""
    if not change.title:
        return False
    text = re.sub(r"(?:\.{2,}|…+)$", "", squeeze(link.text))
    cut = len(text) >= SHORTEST and text != squeeze(link.text) and change.title.startswith(text)
    return text == change.title or cut or any(link.url == cited.url for cited in change.cited)


def _leads_away(link: Link, page: Page, change: Change) -> bool:
    """Whether the portal leads to a column of changes on the department's own site or the platform for services."""
    if page.place is not Place.PORTAL or len(squeeze(link.text)) > COLUMN:
        return False
    hosts = {urlsplit(cited.url).netloc for cited in change.cited if cited.place is Place.OWN}
    return urlsplit(link.url).netloc in hosts or re.search("zwfw|政务服务", link.url + link.text) is not None


def _tells(document: Document, name: str, notice: bool) -> bool:
    """Whether a line names the item and, but for notices, a change."""
    lines = (squeeze(line) for line in document.text.splitlines())
    return any(name in line and (notice or tells_change(line.replace(name, ""))) for line in lines)
