"""Letters as files below var/notices: each written from what it says, and none over what a person has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from checker.casebook import Paper
from crawler.period import Period
from reports.notices_docx import Template
from reports.session import Session, Usage
from reports.templates.packed import stamp
from reports.whole import whole
from reports.workspace import Workspace

DRAFTS = "draft"
CIRCULAR = "circular"


@dataclass(frozen=True)
class Letter:
    """A letter: its kind, to whom ("" for all), of which month, when, its serial of a year (0 for a draft), and what it says."""

    kind: str
    department: str
    period: Period
    on: date
    serial: int
    fields: dict[str, Any]

    @classmethod
    def of(cls, paper: Paper) -> Letter:
        """The letter that the ledger holds."""
        return cls(paper.kind, paper.department, paper.period, paper.on, paper.serial, json.loads(paper.content))

    @property
    def paper(self) -> Paper:
        """What the ledger is to hold of it."""
        content = json.dumps(self.fields, ensure_ascii=False)
        return Paper(self.kind, self.department, self.period, self.on.year, self.serial, self.on, content)

    @property
    def number(self) -> str:
        """Its number, "" for a draft or where its kind has none."""
        return str(self.fields["number"])

    @property
    def file(self) -> str:
        """The name of its file: of ids and numbers alone. Serials begin anew each year, and a month may be written of later."""
        name = self.department or CIRCULAR
        if not self.serial:
            return f"{name}.docx"
        is_late = self.on.year > self.period.shift(1).year
        return f"{name}-{self.on.year}-{self.serial}.docx" if is_late else f"{name}-{self.serial}.docx"

    def count(self, *sorts: str) -> int:
        """How many cases of these sorts it tells of."""
        return sum(len(self.fields.get(sort, ())) for sort in sorts)

    def rendered(self, template: Template) -> bytes:
        """The file. Raises Refusal for a template with faults."""
        return template.rendered({**self.fields, "draft": not self.serial}, self.on)


def next_serial(papers: Iterable[Paper], kind: str, year: int) -> int:
    """The serial of the next letter of a kind in a year: they follow each other without a gap."""
    return max((each.serial for each in papers if each.kind == kind and each.year == year), default=0) + 1


def folder_of(session: Session, workspace: Workspace, *, draft: bool) -> Path:
    """Where the letters of the month go: --output, else a folder below var/notices. Raises Usage for what is no folder."""
    chosen = getattr(session.options, "output", None)
    folder = Path(chosen) if chosen else workspace.var / "notices" / str(session.period)
    folder = folder / DRAFTS if draft else folder
    for each in (folder, *folder.parents):
        if each.exists() and not each.is_dir():
            raise Usage("{path} 不是目录，几个文件要写到目录里", path=str(each))
    return folder


def write_letters(folder: Path, letters: Sequence[tuple[Letter, bytes]]) -> list[Path]:
    """Writes letters, and returns those files that it left as they are since a person has changed them. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    left = []
    for letter, raw in letters:
        path = folder / letter.file
        if letter.serial and path.exists() and not _is_ours(path, letter.on):
            left.append(path)
            continue
        with whole(path) as temporary:
            temporary.write_bytes(raw)
    return left


def _is_ours(path: Path, on: date) -> bool:
    """Whether a file is as this program leaves one: whoever saves it with another leaves another time in it."""
    try:
        with ZipFile(path) as file:
            return all(each.date_time == stamp(on) for each in file.infolist())
    except (BadZipFile, OSError, ValueError):
        return False
