"""Change notices (关于取消、下放和调整行政审批项目的决定): which items they name, in tables, numbered lines and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from crawler.reading.text.dates import spans
from crawler.snapshot import Document, Page
from rules.phrases import squeeze
from rules.powers.changes.change import Change, What
from rules.powers.changes.changelines import named_in, row_in_title, rows_in_lines
from rules.powers.changes.changetables import Row, rows_of
from rules.powers.changes.deciders import Decider, decider, number_of
from rules.powers.changes.wording import is_change_title, is_kept, title_of, what_of
from rules.powers.naming.names import bare

_SINCE = re.compile(r"自(.{6,20}?)(?:起|开始)")
MANY = 5  # items that one notice may adjust however short the list is
_REFORM = re.compile("项目|事项|目录|清单|审批制度|改革|放管服|简政放权|国发|政发")
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
        """Whether something of it, such as an annex, could not be read; what a government's page itself lost, nobody can."""
        files = any(file.reading.unread for file in self.page.documents)
        dead = any(self.by is Decider.OWN or not lost.reason.proves_absence for lost in self.page.dead)
        return bool(dead or self.page.reading.unread or files)


def notice_of(page: Page, names: tuple[str, ...]) -> Notice | None:
    """A page as a notice that binds the department of these names, or None: other levels' decisions bind others."""
    title = title_of(page)
    if not is_change_title(title):
        return None
    by = decider(page, names, title)
    if by is Decider.OTHER:
        return None
    day = decided_on(page)
    return Notice(page, title, number_of(page), day, _since(page, day), by)


def changes_in(notice: Notice, names: tuple[str, ...], known: Mapping[str, str]) -> Iterator[Change]:
    """The department's changes that a notice tells, each item once; `known` are its items by their bare names.

    Of a decision for the whole city, or one that is passed on, only items count that a column gives to the department
    or that its own list names; so of a notice that speaks of no items in general: it may take a licence from somebody.
    A notice that adjusts most of the list shows the list anew and tells no change.
    """
    whole = notice.by is not Decider.OWN or _RELAYED.search(notice.title) or not _REFORM.search(_said(notice))
    found: dict[str, Change] = {}
    for document in (notice.page, *notice.page.documents):
        for row in _rows(document, notice, names, known):
            name = bare(row.name)
            mine = row.mine if row.mine is not None else name in known or not whole
            if mine and len(name) > 2 and name not in found:
                found[name] = _change(row, notice, document, known.get(name, row.name))
    left = [change for change in found.values() if change.what in (None, What.ADJUSTED)]
    listed = len(left) > MANY and len(left) * 2 > len(known)
    yield from (change for change in found.values() if not (listed and change in left))


def _said(notice: Notice) -> str:
    return notice.title + squeeze(notice.page.text)


def _change(row: Row, notice: Notice, document: Document, name: str) -> Change:
    cited = (document.cite(row.name),)
    return Change(name, row.what, notice.day, notice.number, notice.title, cited, notice.since)


def _rows(document: Document, notice: Notice, names: tuple[str, ...], known: Mapping[str, str]) -> Iterator[Row]:
    if document is not notice.page and is_kept(squeeze(document.label)):
        return
    head = what_of(squeeze(document.label)) if document is not notice.page else None
    head = head or _told_by(notice.title)
    tabled = list(rows_of(document, names, head))
    yield from tabled
    if not tabled:
        yield from rows_in_lines(document, names, head)
    yield from named_in(document, known)
    if document is notice.page:
        yield from row_in_title(notice.title)


def _told_by(title: str) -> What | None:
    return what_of(title.partition("关于")[2] or title)


def decided_on(page: Page) -> date | None:
    """The day of the decision: that of signing, else the day of publication, which is never before it."""
    written = page.reading.written or _signed(page.text, page.published)
    return min(written, page.published) if written and page.published else written or page.published


def _signed(text: str, last: date | None) -> date | None:
    """The day with which a text is signed: the latest line that is only a day; what is passed on was signed before."""
    found = []
    for line in text.splitlines():
        plain = squeeze(line)
        day = next(spans(plain), None) if 7 < len(plain) <= 16 else None
        if day is not None and day[1] == 0 and day[2] == len(plain):
            found.append(day[0])
    return max((day for day in found if last is None or day <= last), default=None)


def _since(page: Page, day: date | None) -> date | None:
    """The day from which a decision holds, where that is later than the decision."""
    for match in _SINCE.finditer(squeeze(page.text[:6000])):
        found = next(spans(match[1]), None)
        if found is not None and (day is None or found[0] > day):
            return found[0]
    return day
