"""What the ledger keeps as rows of tables, and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Any

import msgspec

from checker.appeals import Handed
from checker.ledger.events import Event, Kind, Matter
from checker.ledger.looks import Look
from crawler.period import Period
from crawler.snapshot import Citation, Place

Row = dict[str, Any]
_CITED = msgspec.json.Decoder(tuple[Citation, ...])
_HANDED = msgspec.json.Decoder(tuple[Handed, ...])
_period = cache(Period.parse)
_day = cache(date.fromisoformat)


def matter(row: Row) -> Matter:
    """What a row of the cases, or of looks at them, is about."""
    place = Place(row["place"]) if row["place"] else None
    return Matter(row["department"], row["rule"], place, row["problem"], row["subject"])


def look_row(about: Matter, look: Look) -> Row:
    """The row of a look at an open case, but for its month."""
    said = {
        "kind": str(look.kind),
        "indicator": look.indicator,
        "evidence": _json(look.evidence),
        "of": str(look.of or ""),
    }
    return {**asdict(about), "place": about.place or "", **said}


def look(row: Row) -> Look:
    """The look in a row."""
    return Look(Kind(row["kind"]), _CITED.decode(row["evidence"]), row["indicator"], of=_of(row))


def event_row(event: Event) -> Row:
    """The row of an event, but for its number."""
    row = {name: value for name, value in vars(event).items() if name != "number"}
    told = {"kind": str(event.kind), "period": str(event.period), "on": str(event.on), "due": str(event.due or "")}
    return {
        **row,
        **told,
        "evidence": _json(event.evidence),
        "handed": _json(event.handed),
        "open": " ".join(event.open),
        "of": str(event.of or ""),
    }


def event(row: Row) -> Event:
    """The event in a row."""
    due = _day(row["due"]) if row["due"] else None
    return Event(
        **{
            **row,
            "kind": Kind(row["kind"]),
            "period": _period(row["period"]),
            "on": _day(row["on"]),
            "due": due,
            "evidence": _CITED.decode(row["evidence"]),
            "handed": _HANDED.decode(row["handed"]),
            "open": tuple(row["open"].split()),
            "of": _of(row),
        }
    )


def _of(row: Row) -> Period | None:
    return _period(row["of"]) if row["of"] else None


def _json(values: tuple[Citation, ...] | tuple[Handed, ...]) -> str:
    return msgspec.json.encode(values).decode()
