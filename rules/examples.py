"""What a problem looks like: for each problem of each rule one finding of a case, kept as data beside the rules.

`python -m tests.rules.examples` writes the data from the cases; a test says when it is stale.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rules.finding import Finding, Outcome


@dataclass(frozen=True)
class Example:
    """One finding as a case raised it: its outcome, subject, note, and the words on the page that it rests on.

    `case` is the folder of the case below the rule's.
    """

    case: str
    outcome: Outcome
    subject: str
    note: str
    values: Mapping[str, str]
    quote: str

    @property
    def finding(self) -> Finding:
        """The same as a finding, to be put into words."""
        return Finding(self.outcome, "", (), self.note, self.values, self.subject)


@cache
def examples() -> Mapping[tuple[str, str], Example]:
    """The examples by rule and problem, from examples.toml."""
    data = tomllib.loads((resources.files("rules") / "examples.toml").read_text("utf-8"))
    return {(rule, problem): _example(entry) for rule, entries in data.items() for problem, entry in entries.items()}


def _example(entry: Mapping[str, str | dict[str, str]]) -> Example:
    values = entry.get("values", {})
    told = {key: str(entry.get(key, "")) for key in ("case", "subject", "note", "quote")}
    return Example(outcome=Outcome(str(entry["outcome"])), values=values if isinstance(values, dict) else {}, **told)
