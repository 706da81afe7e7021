"""What was done of a month, and with which inputs: one small file a month, written whole, so that no step is done twice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from crawler.period import Period
from reports.whole import whole

FOLDER = "journal"
START = "start"  # notes no step but that a run began
CRAWL, CHECK, LEDGER, TABLES, PAGES, SUMMARY, MAIL, WHOLE = (
    "crawl",
    "check",
    "ledger",
    "tables",
    "pages",
    "summary",
    "mail",
    "whole",
)


@dataclass(frozen=True)
class Noted:
    """A step that was done: the digest of its inputs, the day that counted as today, and what came of it."""

    inputs: str
    on: date
    facts: Mapping[str, Any]


@dataclass
class Journal:
    """The steps of one month. A file that nobody can read any more is as good as none: what it told of is done again."""

    path: Path
    steps: dict[str, Noted] = field(default_factory=dict)

    def is_done(self, step: str, inputs: str) -> bool:
        """Whether a step was done with these inputs."""
        return step in self.steps and self.steps[step].inputs == inputs

    def facts(self, step: str) -> Mapping[str, Any]:
        """What came of a step when it was done last; nothing when it never was."""
        return self.steps[step].facts if step in self.steps else {}

    def note(self, step: str, inputs: str, on: date, **facts: object) -> None:
        """Notes that a step was done. Raises OSError."""
        self.steps[step] = Noted(inputs, on, facts)
        self._write()

    def drop(self, step: str) -> None:
        """Forgets one step: what it left is about to be replaced. Raises OSError."""
        if self.steps.pop(step, None):
            self._write()

    def forget(self) -> None:
        """Forgets all that was done, but not when it was. Raises OSError."""
        for step, noted in self.steps.items():
            self.steps[step] = Noted("", noted.on, noted.facts)
        self._write()

    def _write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        told = {name: {**vars(each), "on": str(each.on)} for name, each in self.steps.items()}
        with whole(self.path) as path:
            path.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def journal_of(var: Path, period: Period) -> Journal:
    """The journal of a month; an empty one when there is none yet, or none that can be read. Raises OSError."""
    return opened(var / FOLDER / f"{period}.json")


def opened(path: Path) -> Journal:
    """The journal in a file. Raises OSError."""
    if not path.is_file():
        return Journal(path)
    try:
        told = json.loads(path.read_bytes())
        steps = {
            str(name): Noted(str(each["inputs"]), date.fromisoformat(each["on"]), dict(each["facts"]))
            for name, each in told.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return Journal(path)
    return Journal(path, steps)


def journals(var: Path) -> Iterator[tuple[Period, Journal]]:
    """The journals of all months, oldest first. Raises OSError."""
    for path in sorted((var / FOLDER).glob("????-??.json")):
        try:
            period = Period.parse(path.stem)
        except ValueError:
            continue
        yield period, opened(path)
