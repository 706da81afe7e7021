"""The ledger in SQLite beside the results: cases, events and papers, all of them only ever added to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from checker.adding import add, create
from checker.kept import Kept, Row
from checker.ledger.events import Event, Kind, Matter
from checker.ledger.rows import event, event_row, matter
from crawler.period import Period

TABLES: Mapping[str, Mapping[str, type]] = {
    "cases": {"number": int, "department": str, "rule": str, "place": str, "problem": str, "subject": str},
    "events": {
        "number": int,
        "case": int,
        "kind": str,
        "period": str,
        "on": str,
        "by": str,
        "says": str,
        "paper": str,
        "within": int,
        "due": str,
        "indicator": str,
        "evidence": str,
        "handed": str,
        "open": str,
        "of": str,
    },
    "reconciled": {"number": int, "period": str, "on": str, "digest": str},
    "papers": {
        "number": int,
        "kind": str,
        "department": str,
        "period": str,
        "year": int,
        "serial": int,
        "on": str,
        "content": str,
    },
}
SAME = 'period = :period and "on" = :on and digest = :digest'


@dataclass(frozen=True)
class Paper:
    """A letter that went out: its kind ("notice", "circular"), to whom ("" for all), of which month, its serial of a year, and when.

    `content` is what it says, as JSON: whoever writes it again writes the same.
    """

    kind: str
    department: str
    period: Period
    year: int
    serial: int
    on: date
    content: str = ""


class Casebook:
    """The ledger of a workspace. Raises sqlite3.Error when the file cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self._kept = Kept(path)
        create(self._kept, TABLES, {})

    def close(self) -> None:
        """Closes the file."""
        self._kept.close()

    def matters(self) -> dict[int, Matter]:
        """What each case is about, by its number."""
        return {row["number"]: matter(row) for row in self._kept.rows("cases")}

    def events(self, of: Iterable[str] = ()) -> list[Event]:
        """Everything that happened, in the order in which it was told; with `of` only to cases that these departments ever had."""
        if ids := tuple(of):
            some = ", ".join("?" * len(ids))
            had = (
                f'select number from cases where department in ({some}) union select "case" from events where kind = ?'  # noqa: S608
            )
            where = f'"case" in ({had} and paper in ({some}))'
            return [event(row) for row in self._kept.rows("events", where, (*ids, str(Kind.TRANSFERRED), *ids))]
        return [event(row) for row in self._kept.rows("events")]

    def reconciled(self) -> dict[Period, str]:
        """The months whose checks have been told to the ledger, each with the digest of the results that were told last."""
        rows = self._kept.rows("reconciled")
        return {Period.parse(row["period"]): row["digest"] for row in rows}

    def checks(self) -> tuple[tuple[Period, date], ...]:
        """The months whose checks have been told to the ledger, each with the day, in the order in which they were."""
        rows = self._kept.rows("reconciled")
        return tuple((Period.parse(row["period"]), date.fromisoformat(row["on"])) for row in rows)

    def papers(self) -> list[Paper]:
        """The letters that went out, in their order."""
        return [_paper(row) for row in self._kept.rows("papers")]

    def add(self, events: Sequence[Event], papers: Iterable[Paper] = ()) -> None:
        """Adds what happened to known cases, and the letters that say so: all or nothing. The numbers of the events are given here."""
        with self._kept.db.atomic():
            add(self._kept, "events", map(event_row, events))
            add(self._kept, "papers", map(_paper_row, papers))

    def reconcile(
        self, period: Period, on: date, digest: str, new: Sequence[tuple[Matter, Event]], events: Sequence[Event]
    ) -> list[int]:
        """Adds what a month's check says, new cases and events of known ones: all or nothing. The new numbers are returned.

        `digest` is that of the month's results. Where all of it was told on the same day already, as by a run that was killed just
        after, nothing is added.
        """
        told = {"period": str(period), "on": str(on), "digest": digest}
        if not new and not events and self._kept.db.table("reconciled").count_where(SAME, told):
            return []
        with self._kept.db.atomic():
            numbers = self._open([each for each, _ in new], [each for _, each in new])
            add(self._kept, "events", map(event_row, events))
            add(self._kept, "reconciled", [told])
        return numbers

    def _open(self, matters: Sequence[Matter], events: Sequence[Event]) -> list[int]:
        numbers = add(self._kept, "cases", ({**asdict(each), "place": each.place or ""} for each in matters))
        first = [replace(event, case=number) for number, event in zip(numbers, events, strict=True)]
        add(self._kept, "events", map(event_row, first))
        return numbers


def _paper_row(paper: Paper) -> Row:
    return {**vars(paper), "period": str(paper.period), "on": str(paper.on)}


def _paper(row: Row) -> Paper:
    when = Period.parse(row["period"]), row["year"], row["serial"], date.fromisoformat(row["on"])
    return Paper(row["kind"], row["department"], *when, row["content"])
