"""How each entry of a catalogue stands to a field: it tells it, leaves its place blank, has no place, or nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.snapshot import Snapshot
from rules.institutions.entries import Entry
from rules.institutions.fields import INDEX, ISSUER, NUMBER, OFFICIAL, State, number_in_text, signed
from rules.phrases import squeeze
from rules.records import Field
from rules.shown import unread

States = list[tuple[Entry, State]]


def states(entries: Sequence[Entry], field: Field) -> States:
    """The entries of which it is known how they stand to a field."""
    return list(_states(entries, field))


def _states(entries: Sequence[Entry], field: Field) -> Iterator[tuple[Entry, State]]:
    for entry in entries:
        if entry.told(field.name):
            yield entry, State.TOLD
        elif field.name in (entry.row or {}):
            yield entry, State.BLANK
        elif entry.page is not None and unread(entry.page) is None and _is_entry(entry):  # one not read may tell it
            yield entry, State.BLANK if entry.has_room(field.name) else State.NONE


def _is_entry(entry: Entry) -> bool:
    """Whether a page surely is an entry, and no standing page about the body: it is dated, or has a card."""
    page = entry.page
    return page is not None and bool(page.published or page.reading.written or entry.has_room(INDEX.name))


def issuer_states(site: Snapshot, entries: Sequence[Entry]) -> States:
    """The same of who issued it; a document that its body signs tells it too."""
    names = site.department.names
    return [
        (entry, State.TOLD if entry.page is not None and signed(entry.page, names) else state)
        for entry, state in states(entries, ISSUER)
    ]


def number_states(entries: Sequence[Entry]) -> States:
    """The same of the number, which only official documents need. In the text alone it is told too, yet fills no blank."""
    found: States = []
    for entry, state in states(entries, NUMBER):
        in_text = number_in_text(entry.page) if entry.page is not None else ""
        if state is State.NONE and in_text:
            found.append((entry, State.TOLD))
        elif state is State.BLANK and not in_text:
            continue  # it may have none
        elif state is not State.NONE or OFFICIAL.search(squeeze(entry.title)):
            found.append((entry, state))
    return found
