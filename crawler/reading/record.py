"""A reading as bytes, for the store and between processes; and back, exactly."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from crawler.reading.value import Box, Image, Link, Reading, Table


def to_json(reading: Reading) -> bytes:
    """The reading as one JSON object in UTF-8."""
    return json.dumps(asdict(reading), ensure_ascii=False, default=date.isoformat, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def from_json(data: bytes) -> Reading:
    """The reading that `to_json` wrote. Raises ValueError, KeyError, TypeError for anything else."""
    found: dict[str, Any] = json.loads(data.decode("utf-8", "surrogatepass"))
    for day in ("published", "written"):
        found[day] = date.fromisoformat(found[day]) if found[day] else None
    found["tables"] = tuple(
        Table(tuple(tuple(row) for row in table["rows"]), table["caption"], table["where"]) for table in found["tables"]
    )
    found["links"] = tuple(Link(**link) for link in found["links"])
    found["images"] = tuple(Image(**image) for image in found["images"])
    found["boxes"] = tuple(Box(**box) for box in found["boxes"])
    found["metadata"] = tuple((label, value) for label, value in found["metadata"])
    return Reading(**(found | {name: tuple(found[name]) for name in ("columns", "doubts")}))
