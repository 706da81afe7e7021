"""What is owed of every site as a whole, and which of its links lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.samplecity.content import SiteContent

SHORT = 40  # characters that are no text
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


def textless(site: SiteContent) -> Iterator[tuple[str, str]]:
    """Title and issuer of every article that does not open, or says next to nothing and whose files all lead to nothing."""
    for article in site.articles:
        words = re.sub("<[^>]*>", "", article.html).strip()
        is_lost = bool(article.attachments) and all(file.body is None for file in article.attachments)
        if article.dead or (is_lost and len(words) < SHORT):
            yield article.title, article.issuer
