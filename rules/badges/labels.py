"""The labels (meta tags) that pages carry, by the kind of page (国办发〔2017〕47号附件《政府网站网页标签规范》).

Which of them are compulsory is unverified: those taken for it are what the site, a column and an article cannot be told by otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.snapshot import Page, Snapshot
from rules.dates import days
from rules.sites.layout import layout

SITE, COLUMN, ARTICLE = "站点", "栏目", "内容页"
OWED: Mapping[str, tuple[str, ...]] = {
    SITE: ("SiteName", "SiteDomain", "SiteIDCode"),
    COLUMN: ("ColumnName", "ColumnType"),
    ARTICLE: ("ArticleTitle", "PubDate", "ContentSource"),
}
FEWEST = 3  # pages of a kind before anything is said of it
APART = 1  # days between a label and what is printed


@dataclass(frozen=True)
class Labelled:
    """How many pages of a kind carry a label, of how many, with the first one that does not."""

    kind: str
    label: str
    have: int
    all: int
    without: Page | None

    @property
    def is_missing(self) -> bool:
        """Whether most pages of the kind lack it."""
        return self.all >= FEWEST and self.have * 2 < self.all


def labelled(site: Snapshot) -> Iterator[Labelled]:
    """For each compulsory label how many of the pages that should carry it do."""
    for kind, pages in _kinds(site).items():
        for label in OWED[kind]:
            have = [page for page in pages if dict(page.reading.metas).get(label.lower())]
            without = next((page for page in pages if not dict(page.reading.metas).get(label.lower())), None)
            yield Labelled(kind, label, len(have), len(pages), without)


def _kinds(site: Snapshot) -> Mapping[str, Sequence[Page]]:
    place = layout(site)
    articles = [page for page in site.pages if page.published is not None]
    columns = [page for page in site.pages if page.clicks != 0 and page.published is None and place.is_list(page)]
    return {SITE: site.pages, COLUMN: columns, ARTICLE: articles}


def misdated(site: Snapshot) -> list[tuple[Page, str, str]]:
    """The articles whose PubDate is no day, or another than the one printed: page, label, what is printed."""
    found = []
    for page in site.pages:
        told = dict(page.reading.metas).get("pubdate", "")
        if not told or page.published is None:
            continue
        day = next(days(re.split(r"[\sT]", told.strip())[0], page.published.year), None)
        printed = "" if day is None or page.reading.published_from == "meta" else str(page.published)
        if day is None or (printed and abs((day - page.published).days) > APART):
            found.append((page, told, printed))
    return found
