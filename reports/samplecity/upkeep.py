"""What is owed of every site as a whole, and which of its links lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.samplecity.content import Article, Attachment, SiteContent, Trouble

FAR, NEWEST = 4, 12  # what the home page shows: nothing this far below, and so many of the newest
SHORT = 40  # characters that are no text
REACHABLE, LINKS, CONTENT = "site-reachable", "dead-links", "foreign-content"
PICTURE = "图片"  # what a dead picture is called, whatever its words
OF_SITES = (
    *("home-page-updates", "column-updates", "empty-columns", LINKS, "readable-pages", "forged-dates", CONTENT),
    *("site-footer", "site-name", "page-labels", "site-search"),
)  # fmt: skip


def unseen(rule: str, trouble: Trouble) -> tuple[str, str]:
    """Outcome and problem of a rule about a site that could not be seen, by how the site misbehaves."""
    if rule == REACHABLE:
        return "cantTell" if trouble is Trouble.DOWN else "untested", "unreachable"
    return "untested", "hijacked" if rule == CONTENT else ""


def lost(site: SiteContent) -> Iterator[tuple[str, str]]:
    """Whose link it is, and its words, for every link of a site that leads to nothing; a page is on the home page while it is new."""
    for whose, article, file in dead(site):
        yield whose, article.title if file is None else PICTURE if file.inline else file.label


def dead(site: SiteContent) -> Iterator[tuple[str, Article, Attachment | None]]:
    """Whose link it is, and the page, or the page and its file, of every link of a site that leads to nothing."""
    near = (article for article in site.articles if len(article.column) < FAR)
    newest = sorted(near, key=lambda article: (article.published, article.id), reverse=True)[:NEWEST]
    for article in site.articles:
        if article.dead:
            yield "home" if article in newest else "own", article, None
        yield from (("own", article, file) for file in article.attachments if file.body is None)


def textless(site: SiteContent) -> Iterator[tuple[str, str, bool]]:
    """Title, issuer, and whether it is numbered, of every article that says next to nothing and whose files lead to nothing."""
    for article in site.articles:
        words = re.sub("<[^>]*>", "", article.html).strip()
        lost = (file for file in article.attachments if file.body is None and not file.inline)
        files = [file for file in lost if not file.media_type.startswith("image/")]  # pictures are no text anyway
        if files and len(files) == len(article.attachments) and len(words) < SHORT and not article.dead:
            yield article.title, article.issuer, bool(article.document_number)
