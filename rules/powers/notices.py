"""Change notices (关于取消、下放和调整行政审批项目的决定): which items they name, in tables, numbered lines and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from crawler.reading.text.dates import spans
from crawler.snapshot import Document, Page
from rules.phrases import squeeze
from rules.powers.change import Change, What
from rules.powers.changelines import named_in, rows_in_lines
from rules.powers.changetables import Row, rows_of
from rules.powers.deciders import Decider, decider, number_of
from rules.powers.names import bare
from rules.powers.wording import is_change_title, title_of, what_of

_SINCE = re.compile(r"自(.{6,20}?)(?:起|开始)")
_RELAYED = re.compile("转发|印发")


@dataclass(frozen=True)
class Notice:
    """A notice that binds a department: its page, title and number, the day of the decision, and the day from which it holds."""

    page: Page
    title: str
    number: str
    day: date | None
    since: date | None
    by: Decider

    @property
    def is_unread(self) -> bool:
        """Whether something of it, such as an annex, could not be read or did not open."""
        files = any(file.reading.unread for file in self.page.documents)
        return bool(self.page.dead or self.page.reading.unread or files)


def notice_of(page: Page, names: tuple[str, ...]) -> Notice | None:
    """A page as a notice that binds the department of these names, or None: other levels' decisions bind others."""
    title = title_of(page)
    if not is_change_title(title):
        return None
    by = decider(page, names, title)
    if by is Decider.OTHER:
        return None
    day = _day(page)
    return Notice(page, title, number_of(page), day, _since(page, day), by)


def changes_in(notice: Notice, names: tuple[str, ...], known: Mapping[str, str]) -> Iterator[Change]:
    """The department's changes that a notice tells, each item once; `known` are its items by their bare names.

    Of a decision for the whole city, or one that is passed on, only items count that a column gives to the department
    or that its own list names.
    """
    whole = notice.by is not Decider.OWN or _RELAYED.search(notice.title) is not None
    found: dict[str, Change] = {}
    for document in (notice.page, *notice.page.documents):
        for row in _rows(document, notice, names, known):
            name = bare(row.name)
            mine = row.mine if row.mine is not None else (name in known if whole else True)
            if mine and len(name) > 2 and name not in found:
                cited = document.cite(row.name)
                found[name] = Change(
                    known.get(name, row.name), row.what, notice.day, notice.number, notice.title, (cited,), notice.since
                )
    yield from found.values()


def _rows(document: Document, notice: Notice, names: tuple[str, ...], known: Mapping[str, str]) -> Iterator[Row]:
    head = what_of(squeeze(document.label)) if document is not notice.page else None
    head = head or _told_by(notice.title)
    tabled = list(rows_of(document, names, head))
    yield from tabled
    if not tabled:
        yield from rows_in_lines(document, names, head)
    yield from named_in(document, known, head)


def _told_by(title: str) -> What | None:
    return what_of(title.partition("关于")[2] or title)


def _day(page: Page) -> date | None:
    """The day of the decision: that of signing, else the day of publication, which is never before it."""
    written = page.reading.written or _signed(page.text)
    return min(written, page.published) if written and page.published else written or page.published


def _signed(text: str) -> date | None:
    """The day with which a text is signed: the last line that is only a day."""
    for line in reversed(text.splitlines()):
        plain = squeeze(line)
        if 7 < len(plain) <= 16:
            day = next(spans(plain), None)
            if day is not None and day[1] == 0 and day[2] == len(plain):
                return day[0]
    return None


def _since(page: Page, day: date | None) -> date | None:
    """The day from which a decision holds, where that is later than the decision."""
    for match in _SINCE.finditer(squeeze(page.text[:6000])):
        found = next(spans(match[1]), None)
        if found is not None and (day is None or found[0] > day):
            return found[0]
    return day
