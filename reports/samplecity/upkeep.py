"""What is owed of every site as a whole, and which of its links lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from reports.samplecity.content import SiteContent

REACHABLE, LINKS = "site-reachable", "dead-links"
OF_SITES = (
    *("home-page-updates", "column-updates", "empty-columns", LINKS, "readable-pages", "forged-dates", "foreign-content"),
    *("site-footer", "site-name", "page-labels", "site-search"),
)  # fmt: skip


def lost(site: SiteContent) -> Iterator[str]:
    """The words of every link of a site that leads to nothing."""
    for article in site.articles:
        if article.dead:
            yield article.title
        yield from (file.label for file in article.attachments if file.body is None)
