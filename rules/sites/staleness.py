"""Whether a column was renewed in time, and what stands in the way of saying so."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from rules.dates import days
from rules.sites.columns import Column
from rules.sites.entries import Entry

UNDATED_SINCE = date(2015, 3, 1)  # 国办发〔2015〕15号: what bears no day counts as not updated
FEWEST = 2  # entries without a day from which on a column can be said to show none
NEAR = timedelta(days=62)  # a day in the text of an undated page that may be that of its publication


class State(StrEnum):
    """What can be said of a column."""

    FRESH = "fresh"
    STALE = "stale"
    MAYBE_STALE = "maybe-stale"  # something without a day may be newer
    UNDATED = "undated"
    MAYBE_UNDATED = "maybe-undated"  # a day may stand where it was not recognised
    UNREAD = "unread"  # something that was not read may be newer
    EMPTY = "empty"


def state_of(column: Column, since: date) -> State:
    """What can be said of a column in which something is to be newer than a day."""
    newest = column.newest
    if newest is not None and newest >= since:
        return State.FRESH if column.judged < UNDATED_SINCE or _is_told(column) else State.MAYBE_UNDATED
    if not column.entries:
        return State.UNREAD if column.unread else State.EMPTY
    if column.may_hide_newer or any(each.day is None and each.lost is not None for each in column.entries):
        return State.UNREAD
    open_ends = [each for each in column.entries if each.day is None]
    if newest is None:
        sure = len(open_ends) >= FEWEST and _is_surely_undated(column, open_ends)
        return State.UNDATED if sure else State.MAYBE_UNDATED
    return State.STALE if not open_ends or _is_surely_undated(column, open_ends) else State.MAYBE_STALE


def _is_told(column: Column) -> bool:
    """Whether any day of a column's entries is one that people read."""
    return any(each.is_told for each in column.entries)


def _is_surely_undated(column: Column, undated: list[Entry]) -> bool:
    """Whether these entries are without a day, as the law of their time has it: read, and without any day near the visit's."""
    if column.judged < UNDATED_SINCE or any(each.page is None for each in undated):
        return False
    texts = (each.page.text[:20_000] for each in undated if each.page)
    return not any(abs(day - column.judged) <= NEAR for text in texts for day in days(text, column.judged.year))
