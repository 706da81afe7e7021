"""Readings as JSON, for the store: an exact round trip."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from crawler.reading.value import Image, Link, Reading, Table


def to_json(reading: Reading) -> bytes:
    """The reading as UTF-8 JSON."""
    data = asdict(reading)
    data["published"] = reading.published.isoformat() if reading.published else None
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def from_json(data: bytes) -> Reading:
    """The reading that `to_json` wrote."""
    found = json.loads(data)
    return Reading(
        **{
            **found,
            "published": date.fromisoformat(found["published"]) if found["published"] else None,
            "columns": tuple(found["columns"]),
            "tables": tuple(Table(tuple(map(tuple, t["rows"])), t["caption"], t["where"]) for t in found["tables"]),
            "links": tuple(Link(**each) for each in found["links"]),
            "images": tuple(Image(**each) for each in found["images"]),
            "metadata": tuple((label, value) for label, value in found["metadata"]),
            "doubts": tuple(found["doubts"]),
        }
    )
