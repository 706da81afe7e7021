"""What people decided, in SQLite beside the results: only ever added to, whatever happens to the results themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from checker.adding import add, add_one, create
from checker.appeals import Appeal, Handed
from checker.kept import Kept, Row
from checker.rulings import Decision, Ruling
from checker.visits import SiteMark
from crawler.period import Period

TABLES: Mapping[str, Mapping[str, type]] = {
    "received": {"sha256": str, "name": str, "at": str, "settles": int, "tally": str},
    "rulings": {
        "number": int,
        "period": str,
        "finding": str,
        "seen": str,
        "decision": str,
        "points": str,
        "reason": str,
        "by": str,
        "on": str,
        "source": str,
        "settles": int,
    },
    "site_marks": {
        "number": int,
        "stage": str,
        "key": str,
        "answer": str,
        "points": str,
        "possible": str,
        "seen": str,
        "note": str,
        "by": str,
        "on": str,
        "source": str,
        "settles": int,
    },
    "appeals": {
        "number": int,
        "period": str,
        "finding": str,
        "seen": str,
        "says": str,
        "by": str,
        "on": str,
        "evidence": str,
    },
    "answers": {"appeal": int, "ruling": int},
}
KEYS = {"received": ("sha256", "settles"), "answers": ("appeal",)}  # the others count


@dataclass(frozen=True)
class Received:
    """A file that came back: its digest, name, the day it was taken in, and how many of each thing were taken from it."""

    sha256: str
    name: str
    at: date
    tally: Mapping[str, int]
    settles: bool = False


class Decisions:
    """Rulings, marks on site, appeals and the files that they came in. Raises sqlite3.Error when the file fails."""

    def __init__(self, path: Path) -> None:
        self._kept = Kept(path)
        create(self._kept, TABLES, KEYS)

    def close(self) -> None:
        """Closes the file."""
        self._kept.close()

    def was_received(self, sha256: str, *, settles: bool = False) -> bool:
        """Whether a file with this digest has been taken in before, in the same way."""
        return bool(self._kept.db.table("received").count_where("sha256 = ? and settles = ?", [sha256, int(settles)]))

    def receive(
        self,
        files: Sequence[Received],
        rulings: Sequence[Ruling],
        marks: Sequence[SiteMark],
        answers: Sequence[tuple[Appeal, Ruling]] = (),
    ) -> None:
        """Adds what came in files: all or nothing. Raises sqlite3.IntegrityError for a file taken in before."""
        with self._kept.db.atomic():
            for each in files:
                row = {**asdict(each), "at": str(each.at), "settles": int(each.settles)}
                told = {**row, "tally": json.dumps(dict(each.tally))}
                add_one(self._kept, "received", told, KEYS["received"])
            add(self._kept, "rulings", map(_ruling_row, rulings))
            add(self._kept, "site_marks", map(_mark_row, marks))
            for appeal, ruling in answers:
                self.answer(appeal, ruling)

    def received(self) -> list[Received]:
        """The files that were taken in, in the order in which they came."""
        return [_received(row) for row in self._kept.rows("received", order="rowid")]

    def ruled_from(self, source: str) -> list[Period]:
        """The months on which rulings came out of the cells of a source, oldest first."""
        sql = "select distinct period from rulings where substr(source, 1, ?) = ? order by period"
        rows = self._kept.query(sql, [len(source) + 1, f"{source}!"])
        return [Period.parse(row["period"]) for row in rows]

    def rulings(self, period: Period) -> dict[str, list[Ruling]]:
        """All rulings on the findings of a month, by the key of the finding, in the order in which they came."""
        found: dict[str, list[Ruling]] = {}
        for row in self._rows("rulings", "period", str(period)):
            found.setdefault(row["finding"], []).append(_ruling(row))
        return found

    def site_marks(self, stages: Iterable[str]) -> list[SiteMark]:
        """All marks on site of these months and years, in the order in which they came."""
        wanted = set(stages)
        return [_mark(row) for row in self._numbered("site_marks") if row["stage"] in wanted]

    def appeals(self, period: Period | None = None) -> list[Appeal]:
        """All appeals, or those against findings of a month, in the order in which they came."""
        answers = {row["appeal"]: row["ruling"] for row in self._kept.rows("answers", order="rowid")}
        rulings = {row["number"]: _ruling(row) for row in self._numbered("rulings")}
        rows = self._numbered("appeals") if period is None else self._rows("appeals", "period", str(period))
        return [_appeal(row, rulings.get(answers.get(row["number"], 0))) for row in rows]

    def appeal(self, finding: str, seen: str, says: str, by: str, on: date, evidence: Sequence[Handed]) -> Appeal:
        """Adds an appeal and returns it with its number."""
        handed = json.dumps([asdict(each) for each in evidence], ensure_ascii=False)
        row = {"period": finding.split("/")[0], "finding": finding, "seen": seen, "says": says, "by": by, "on": str(on)}
        with self._kept.db.atomic():
            (number,) = add(self._kept, "appeals", [{**row, "evidence": handed}])
        return Appeal(number, finding, seen, says, by, on, tuple(evidence))

    def answer(self, appeal: Appeal, ruling: Ruling) -> None:
        """Answers an appeal by a ruling. Raises sqlite3.IntegrityError for one that has its answer."""
        with self._kept.db.atomic():
            (number,) = add(self._kept, "rulings", [_ruling_row(ruling)])
            add_one(self._kept, "answers", {"appeal": appeal.number, "ruling": number}, KEYS["answers"])

    def _numbered(self, name: str) -> Iterator[Row]:
        return self._kept.rows(name)

    def _rows(self, name: str, column: str, value: str) -> Iterator[Row]:
        return self._kept.rows(name, f"{column} = ?", [value])


def _received(row: Row) -> Received:
    taken = date.fromisoformat(row["at"]), json.loads(row["tally"]), bool(row["settles"])
    return Received(row["sha256"], row["name"], *taken)


def _ruling_row(ruling: Ruling) -> Row:
    points = "" if ruling.points is None else str(ruling.points)
    row = {**asdict(ruling), "decision": str(ruling.decision), "points": points, "on": str(ruling.on)}
    return {**row, "period": ruling.finding.split("/")[0], "settles": int(ruling.settles)}


def _ruling(row: Row) -> Ruling:
    points = Decimal(row["points"]) if row["points"] else None
    said = Decision(row["decision"]), points, row["reason"], row["by"], date.fromisoformat(row["on"])
    return Ruling(row["finding"], row["seen"], *said, row["source"], bool(row["settles"]))


def _mark_row(mark: SiteMark) -> Row:
    points = "" if mark.points is None else str(mark.points)
    return {
        **asdict(mark),
        "points": points,
        "possible": str(mark.possible),
        "on": str(mark.on),
        "settles": int(mark.settles),
    }


def _mark(row: Row) -> SiteMark:
    points = Decimal(row["points"]) if row["points"] else None
    what = row["key"], row["stage"], row["answer"], points, Decimal(row["possible"]), row["seen"], row["note"]
    return SiteMark(*what, row["by"], date.fromisoformat(row["on"]), row["source"], bool(row["settles"]))


def _appeal(row: Row, answer: Ruling | None) -> Appeal:
    handed = tuple(Handed(**each) for each in json.loads(row["evidence"]))
    said = row["finding"], row["seen"], row["says"], row["by"], date.fromisoformat(row["on"])
    return Appeal(row["number"], *said, handed, answer)
