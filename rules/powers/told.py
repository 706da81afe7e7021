"""Whether a place tells a change: a notice or any page that names the item with its change, the decision itself, or a link to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crawler.snapshot import Citation, Document, Page, Place, Snapshot
from rules.phrases import squeeze
from rules.powers.change import Change
from rules.powers.names import bare
from rules.powers.wording import is_change_title, tells_change, title_of


@dataclass(frozen=True)
class Telling:
    """Where a place tells a change, and the day of publication when it is known."""

    cited: Citation
    day: date | None


def tellings(site: Snapshot, change: Change) -> list[Telling]:
    """Everything of a place that tells a change."""
    pages = (*site.pages, *(site.commons if site.place is Place.PORTAL else ()))
    return [telling for page in pages if (telling := _telling(page, change)) is not None]


def first_day(told: Iterable[Telling]) -> date | None:
    """The earliest day on which a change was told, None where one has no day: that may have been the first."""
    days = [telling.day for telling in told]
    return None if not days or None in days else min(day for day in days if day is not None)


def _telling(page: Page, change: Change) -> Telling | None:
    title = title_of(page)
    notice = is_change_title(title)
    for document in (page, *page.documents):
        if _tells(document, bare(change.name), notice):
            return Telling(document.cite(change.name), page.published)
    if (change.title and title == change.title) or (change.number and notice and change.number in squeeze(page.text)):
        return Telling(page.cite(page.title), page.published)
    linked = (link for link in page.links if change.title and squeeze(link.text) == change.title)
    return next((Telling(page.cite(link.text), None) for link in linked), None)


def _tells(document: Document, name: str, notice: bool) -> bool:
    """Whether a line names the item and, but for notices, a change; its longest word is looked for first, for speed."""
    core = max(re.findall("[一-龥]+", name), key=len, default=name)
    if not notice and core not in "".join(document.text.split()):
        return False
    lines = (squeeze(line) for line in document.text.splitlines())
    return any(name in line and (notice or tells_change(line.replace(name, ""))) for line in lines)
