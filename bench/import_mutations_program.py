"""The program's own import, called in process: one file after another against the same database, read by one confined child."""

from __future__ import annotations

import argparse
import io
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import TracebackType
from unittest.mock import patch

from rich.console import Console

from bench.import_mutations_city import TODAY, City
from bench.import_mutations_reader import UNSEEN, Said
from crawler.period import CHINA
from crawler.reading.office.workbook import workbook
from crawler.reading.pool import Child
from crawler.reading.workbooks import CELLS
from crawler.refusal import Refusal
from reports import returned
from reports.session import Session
from reports.wording import Wording

WORDS = {"upheld": "维持", "revoked": "撤销", "changed": "改为", "confirmed": "属实"}


@dataclass
class Answer:
    """What the program made of files: "taken" or "refused", what it took, what it told."""

    outcome: str
    said: list[Said] = field(default_factory=list)
    told: str = ""
    changed: bool = False


class Program:
    """The import, on a copy of the city's workspace."""

    def __init__(self, city: City, folder: Path) -> None:
        self.city = replace(city, folder=folder / "workspace")
        shutil.rmtree(self.city.folder, ignore_errors=True)
        shutil.copytree(city.folder, self.city.folder)
        self.files = folder / "returned"
        self.files.mkdir(exist_ok=True)
        self.pristine = self.city.database.read_bytes()
        self.lines = {line.key: line for line in city.lines.values()}
        self._open = ExitStack()

    def __enter__(self) -> Program:
        """Lets one confined child read all files, and keeps what the program knows of an untouched database."""
        child = self._open.enter_context(closing(Child(CELLS)))
        self._open.enter_context(
            patch.object(returned, "opened", lambda files: (workbook(child.read(file)) for file in files))
        )
        self._open.enter_context(patch.object(returned, "stage_of", self._stage_of(returned.stage_of)))
        self._open.enter_context(patch.object(returned, "words", cache(returned.words)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
        shutil.rmtree(self.city.folder, ignore_errors=True)

    def _stage_of(self, asked: Callable[..., object]) -> Callable[..., object]:
        known: dict[object, object] = {}

        def stage_of(workspace: object, name: str, today: date, told: Mapping[str, str]) -> object:
            about = name, today, tuple(sorted(told.items()))
            if self.city.database.read_bytes() != self.pristine:
                return asked(workspace, name, today, told)
            if about not in known:
                known[about] = asked(workspace, name, today, told)
            return known[about]

        return stage_of

    def take(self, files: Sequence[tuple[str, bytes]], *, fresh: bool = True) -> Answer:
        """What the program makes of files, on the database as it was before, or else as the last files left it."""
        if fresh:
            self.city.database.write_bytes(self.pristine)
        before, numbers = self.city.database.read_bytes(), self._numbers()
        paths = []
        for name, body in files:
            paths.append(self.files / name)
            paths[-1].write_bytes(body)
        out = io.StringIO()
        outcome = self._run([str(path) for path in paths], out)
        for path in paths:
            path.unlink()
        changed = self.city.database.read_bytes() != before
        said = list(self.kept(numbers)) if changed else []
        return Answer(outcome, said, out.getvalue(), changed)

    def _run(self, paths: list[str], out: io.StringIO) -> str:
        console = Console(file=out, highlight=False, width=200)
        options = argparse.Namespace(
            command="import",
            workspace=str(self.city.folder),
            file=paths,
            dry_run=False,
            settle=False,
            as_of=TODAY,
            period=None,
            quiet=False,
            lang="zh",
            strict=False,
        )
        wording = Wording("zh")
        session = Session(options, wording, console, console, datetime(2013, 10, 20, 9, tzinfo=CHINA))
        try:
            code = returned.take_in(session)
        except Refusal as refusal:
            out.write("\n".join(wording.fault(fault) for fault in refusal.faults))
            return "refused"
        return "taken" if code in (0, 1, 3) else f"code {code}"

    def _numbers(self) -> tuple[int, int]:
        with closing(sqlite3.connect(self.city.database)) as file:
            count = "select coalesce(max(number), 0) from {}"
            return tuple(file.execute(count.format(name)).fetchone()[0] for name in ("rulings", "site_marks"))  # type: ignore[return-value]

    def kept(self, after: tuple[int, int] = (0, 0)) -> Iterator[Said]:
        """What was taken in after these numbers of rulings and marks."""
        with closing(sqlite3.connect(self.city.database)) as file:
            answers = dict(file.execute("select ruling, appeal from answers").fetchall())
            columns = 'number, finding, seen, decision, points, reason, by, "on"'
            for row in file.execute(f"select {columns} from rulings where number > ?", [after[0]]):
                yield self._ruling(row, answers.get(row[0]))
            columns = 'key, answer, points, seen, note, by, "on"'
            for row in file.execute(f"select {columns} from site_marks where number > ?", [after[1]]):
                yield self._mark(row)

    def _ruling(self, row: tuple[str, ...], appeal: int | None) -> Said:
        _, finding, seen, decision, points, reason, by, on = row
        line = self.lines.get(finding)
        sheet, word = line.sheet if line else "?", WORDS[decision]
        if appeal is not None:
            sheet = "申诉"
        elif sheet == "无法检测" and decision == "revoked":
            word = "不属实"
        price = Decimal(points) if points else None
        return Said(sheet, f"{finding}~{seen}", word, price, reason, by, date.fromisoformat(on))

    def _mark(self, row: tuple[str, ...]) -> Said:
        key, answer, points, seen, note, by, on = row
        line, worth = self.lines.get(key), Decimal(points) if points else None
        word = UNSEEN if worth is None else answer if line and line.answers else ""
        return Said("实地检查" if line else "?", key, word, worth, note, by, date.fromisoformat(on), seen)
