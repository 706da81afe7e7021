"""What the ledger keeps as rows of tables, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from checker.appeals import Handed
from checker.ledger.events import Event, Kind, Matter
from checker.ledger.looks import Look
from crawler.period import Period
from crawler.snapshot import Citation, Place

Row = dict[str, Any]


def matter(row: Row) -> Matter:
    """What a row of the cases, or of looks at them, is about."""
    place = Place(row["place"]) if row["place"] else None
    return Matter(row["department"], row["rule"], place, row["problem"], row["subject"])


def look_row(about: Matter, look: Look) -> Row:
    """The row of a look at an open case, but for its month."""
    said = {"kind": str(look.kind), "indicator": look.indicator, "evidence": _citations(look.evidence)}
    return {**asdict(about), "place": about.place or "", **said}


def look(row: Row) -> Look:
    """The look in a row."""
    return Look(Kind(row["kind"]), _cited(row["evidence"]), row["indicator"])


def event_row(event: Event) -> Row:
    """The row of an event, but for its number."""
    row = {name: value for name, value in vars(event).items() if name != "number"}
    told = {"kind": str(event.kind), "period": str(event.period), "on": str(event.on), "due": str(event.due or "")}
    handed = json.dumps([asdict(each) for each in event.handed], ensure_ascii=False)
    return {**row, **told, "evidence": _citations(event.evidence), "handed": handed, "open": " ".join(event.open)}


def event(row: Row) -> Event:
    """The event in a row."""
    due = date.fromisoformat(row["due"]) if row["due"] else None
    return Event(
        **{
            **row,
            "kind": Kind(row["kind"]),
            "period": Period.parse(row["period"]),
            "on": date.fromisoformat(row["on"]),
            "due": due,
            "evidence": _cited(row["evidence"]),
            "handed": tuple(Handed(**each) for each in json.loads(row["handed"])),
            "open": tuple(row["open"].split()),
        }
    )


def _citations(cited: Iterable[Citation]) -> str:
    rows = [{**vars(each), "fetched": each.fetched.isoformat() if each.fetched else ""} for each in cited]
    return json.dumps(rows, ensure_ascii=False)


def _cited(text: str) -> tuple[Citation, ...]:
    return tuple(_citation(each) for each in json.loads(text))


def _citation(row: Row) -> Citation:
    fetched = datetime.fromisoformat(row["fetched"]) if row["fetched"] else None
    return Citation(**{**row, "fetched": fetched, "place": Place(row["place"])})
