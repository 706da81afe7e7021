"""What is kept of one answer: the columns of its capture, and the records that prove it."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from crawler.archive import Known
from crawler.frontier import Row
from crawler.keeping import AskedRobots, Kept, Step
from crawler.outcome import Answer, Verdict
from crawler.outlinks import Outlinks, decode
from crawler.politeness import now
from crawler.robots import Robots
from crawler.snapshot import Reason
from crawler.warc import (
    ArchiveDamaged,
    Record,
    Records,
    Spot,
    conversion_record,
    outlinks_record,
    repeated_record,
    response_record,
    unmodified_record,
)

CUT = {Reason.TOO_LARGE: "length", Reason.TIMEOUT: "time", Reason.RESET: "disconnect", Reason.PROTOCOL: "unspecified"}


class Line(Protocol):
    """Whoever keeps what is found, and watches whoever finds it."""

    def keep(self, step: Step) -> asyncio.Future[None]:
        """Takes a step; what it returns is done once the step lasts."""

    def reading(self, site: str, row: Row | None) -> None:
        """Says what is being read now; None: nothing."""


def keep(
    row: Row,
    answer: Answer,
    verdict: Verdict,
    outlinks: Outlinks | None = None,
    known: Known | None = None,
    again: bool = False,
    shown: Answer | None = None,
) -> Kept:
    """What is kept of an answer, and of how a browser has `shown` it.

    `known` is what last month knows of its address, `again` that it was asked for before.
    """
    if shown:
        return _shown(keep(row, shown, verdict, outlinks, known, again), answer, shown)
    same = known if known and is_same(answer, known) else None
    sha256 = same.sha256 if same else hashlib.sha256(answer.body).hexdigest() if answer.status else ""
    told = answer.note if answer.note != verdict.note else ""
    columns = {
        "url": row.url,
        "final_url": answer.final_url,
        "label": row.label,
        "seen_on": row.seen_on,
        "depth": row.depth,
        "kind": str(row.kind),
        "status": 200 if same else answer.status,
        "reason": str(verdict.reason or ""),
        "note": "; ".join(filter(None, (verdict.note, told))),
        "media_type": (same.media_type if same and answer.status == 304 else answer.media_type)[:200],
        "sha256": sha256,
        "size": same.size if same else len(answer.body),
        "fetched": answer.fetched.isoformat(timespec="seconds"),
        "last_modified": (answer.named.get("last-modified") or (same.last_modified if same else ""))[:100],
        "stored": same.stored if same else answer.fetched.isoformat(timespec="seconds"),
        "etag": (answer.named.get("etag") or (same.etag if same else ""))[:200],
    }
    record = _record_of(answer, sha256, same) if answer.status is not None else None
    unwritten = outlinks is not None and not (same and same.leads)
    written = outlinks_record(answer.final_url, answer.fetched, outlinks.encode()) if outlinks and unwritten else None
    if not same:
        return Kept(columns, record, written, again=again)
    return Kept(columns, record, written, Spot(same.warc, same.offset, same.length), leads_of(same), again)


def _shown(kept: Kept, answer: Answer, shown: Answer) -> Kept:
    """The same with the answer itself as the record, and what was shown beside it; next month it is shown again."""
    sha256 = hashlib.sha256(answer.body).hexdigest()
    columns = kept.columns | {"etag": "", "last_modified": ""}
    record = _record_of(answer, sha256, None)
    made = conversion_record(answer.final_url, answer.fetched, shown.body, columns["sha256"], record)
    return replace(kept, columns=columns, record=record, shown=None if kept.body else made)


def unread(row: Row, reason: Reason, note: str) -> dict[str, Any]:
    """The columns of a capture for an address of which there is no answer."""
    moment = now().isoformat(timespec="seconds")
    return {
        "url": row.url, "final_url": row.url, "label": row.label, "seen_on": row.seen_on, "depth": row.depth,
        "kind": str(row.kind), "status": None, "reason": str(reason), "note": note, "media_type": "", "sha256": "",
        "size": 0, "fetched": moment, "last_modified": "", "stored": moment, "etag": "",
    }  # fmt: skip


def asked_robots(origin: str, answer: Answer, robots: Robots) -> AskedRobots:
    """What is kept of a host's answer for robots.txt."""
    record = None
    if answer.status is not None:
        record = _record_of(answer, hashlib.sha256(answer.body).hexdigest(), None)
    good = answer.reason is None and 200 <= (answer.status or 0) < 300
    moment, body = answer.fetched.isoformat(timespec="seconds"), answer.body if good else None
    return AskedRobots(origin, moment, body, record, str(robots.state), str(robots.reason), robots.note)


def _record_of(answer: Answer, sha256: str, same: Known | None) -> Record:
    if same is None:
        cut = CUT.get(answer.reason, "") if answer.reason else ""
        return response_record(answer.source, answer.fetched, answer.head, answer.body, sha256, cut)
    make = unmodified_record if answer.status == 304 else repeated_record
    first = (same.final_url, datetime.fromisoformat(same.stored))
    return make(answer.source, answer.fetched, answer.head, sha256, first)


def is_same(answer: Answer, known: Known) -> bool:
    """Whether an answer holds what is known already."""
    if answer.reason is not None or answer.status == 304:
        return answer.reason is None
    same_size = answer.status == 200 and len(answer.body) == known.size
    return same_size and hashlib.sha256(answer.body).hexdigest() == known.sha256


def leads_of(known: Known) -> Spot:
    """Where what a page led to is kept."""
    return Spot(known.leads, known.leads_offset, known.leads_length)


def remembered(records: Records, known: Known) -> Outlinks | None:
    """Where the page led to when it was last read; None when it is no page, or its record cannot be read."""
    try:
        return decode(records.read(leads_of(known))[1]) if known.leads else None
    except ArchiveDamaged:
        return None
