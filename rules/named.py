"""What rules are called, known without entering a single one: whoever only shows results needs no more.

`python -m rules` writes it down from the rules themselves; a rule that was added since is asked itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rules.rule import Rule, catalogue
from rules.themes import Theme

FILE = "names.json"


@dataclass(frozen=True)
class Named:
    """A rule's title, what it asks and by which law, what it calls its problems and which of them nothing can put right, and its topic."""

    title: str
    problems: Mapping[str, str]
    lasting: frozenset[str]
    theme: Theme
    duty: str
    basis: str


@cache
def named(rule: str) -> Named | None:
    """What a rule is called; None when there is none of that id."""
    if rule in _written():
        entry = _written()[rule]
        theme = Theme(*entry["theme"])
        return Named(
            entry["title"], entry["problems"], frozenset(entry["lasting"]), theme, entry["duty"], entry["basis"]
        )
    known = catalogue().get(rule)
    if known is None:
        return None
    return Named(known.title, known.problems, known.lasting, known.theme, known.duty, known.basis)


@cache
def _written() -> Mapping[str, Any]:
    file = resources.files("rules") / FILE
    entries: Mapping[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return entries


def as_written(rules: Iterable[Rule]) -> str:
    """The text of the file for these rules."""
    entries = {
        rule.id: {
            "title": rule.title,
            "duty": rule.duty,
            "basis": rule.basis,
            "problems": dict(rule.problems),
            "lasting": sorted(rule.lasting),
            "theme": [rule.theme.id, rule.theme.chinese, rule.theme.english],
        }
        for rule in sorted(rules, key=lambda each: each.id)
    }
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
