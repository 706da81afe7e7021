"""A body's guide to its disclosure: the page or pages that make it up, and what they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crawler.snapshot import Page, Snapshot
from rules.institutions.contacts import lines
from rules.institutions.found import found, own_words
from rules.institutions.owners import stranger
from rules.phrases import squeeze
from rules.shown import called, documents
from rules.topics import topics

TOPIC = "own-guide"
LEAST_HEADS = 4  # columns of a table whose first row holds labels
SHORT = 150  # squeezed characters of its own that a guide has at least when it is more than a note to a file


@dataclass(frozen=True)
class Guide:
    """The newest guide of a body: its pages and the squeezed lines of all that stands on them and in their files."""

    pages: tuple[Page, ...]
    text: str

    @property
    def page(self) -> Page:
        """The page that is cited for it."""
        return self.pages[0]

    @property
    def is_note(self) -> bool:
        """Whether its pages say so little that the guide must stand elsewhere, in a file or picture."""
        return sum(len(own_words(page)) for page in self.pages) < SHORT and not any(
            page.documents for page in self.pages
        )


@dataclass(frozen=True)
class Guides:
    """What a place shows of guides: its own, the blank pages, and the first of another body."""

    own: Guide | None
    blank: tuple[Page, ...]
    other: tuple[Page, str] | None


def guides(site: Snapshot) -> Guides:
    """The guides of a place. Of several editions the newest counts; parts of a guide in a column of its own belong together."""
    about = found(site, TOPIC)
    mine = {each.url for page in site.pages for each in (page, *page.documents)}
    named = [(page, _other(site, page, page.url in mine)) for page in about.pages]
    other = next(((page, name) for page, name in named if name), None)
    own = sorted((page for page, name in named if not name), key=_newest, reverse=True)
    parts = tuple(
        page for page in site.pages if page not in about.any and _is_part(page) and not stranger(site, page, page.title)
    )
    if not own and not parts:
        return Guides(None, about.blank, other)
    pages = (*own[:1], *parts)
    text = lines("\n".join(told for page in pages for told in (page.title, *_told(page))))
    return Guides(Guide(pages, text), about.blank, other)


def _told(page: Page) -> Iterator[str]:
    """What a page and its files tell; of a table with its labels in the first row, each value behind its label."""
    for each in documents(page):
        yield each.text
        for table in each.tables:
            heads, *rows = table.rows or ((),)
            if len(heads) >= LEAST_HEADS and not any(re.search(r"\d|^$", squeeze(head)) for head in heads):
                yield "\n".join(
                    f"{head}:{cell}" for cells in rows[:1] for head, cell in zip(heads, cells, strict=False)
                )


def _other(site: Snapshot, page: Page, is_mine: bool) -> str:
    """The name of another body whose guide a page is; a guide that is common to all is that of the whole city."""
    title = called(page, TOPIC)
    return stranger(site, page, title) or ("" if is_mine else title)


def _newest(page: Page) -> tuple[date, int]:
    return page.published or date.min, len(page.text)


def _is_part(page: Page) -> bool:
    """Whether a page lies in a column that is called a guide and is no guide of another body."""
    return any(topics()[TOPIC].titled(squeeze(name)) for name in page.columns[-2:]) and not _is_another_matter(page)


def _is_another_matter(page: Page) -> bool:
    """Whether a page within the column of guides has a title of its own sort, such as news or rules."""
    return any(word in squeeze(page.title) for word in ("通知", "制度", "办法", "年度报告", "目录", "公开指南"))
