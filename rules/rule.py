"""A rule, and how rules are found: a file dropped into a package of rules is a rule added."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import rules
from crawler.snapshot import Snapshot
from rules.finding import Finding

Check = Callable[..., Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """One duty: what it asks, where the law says so, what can be wrong, and the check itself.

    Call it with a snapshot of one place and every dial by name. `duty` says in Chinese, for those who owe it, what is
    asked and from when; the docstring of the check says it to programmers. A rule `of_visit` judges the visit itself: it is asked of
    a place that could not be read well enough for any other.
    """

    id: str
    title: str
    basis: str
    reads: tuple[str, ...]
    problems: Mapping[str, str]
    check: Check
    of_visit: bool = False
    duty: str = ""

    def __call__(self, site: Snapshot, **dials: Any) -> Iterator[Finding]:
        return self.check(site, **dials)

    @property
    def statement(self) -> str:
        """The duty in the indicative, in English: the docstring of the check."""
        return inspect.getdoc(self.check) or ""

    @property
    def background(self) -> str:
        """What there is to know of it, in English: the docstring of its file, without the title."""
        text = inspect.getdoc(sys.modules[self.check.__module__]) or ""
        return text.partition("\n\n")[2].strip()

    @property
    def area(self) -> tuple[str, str]:
        """The area of duties that it belongs to, in Chinese and in English: the docstring of its package."""
        package = sys.modules[self.check.__module__.rpartition(".")[0]]
        chinese, _, english = (inspect.getdoc(package) or "").partition(" — ")
        return chinese, english.rstrip(".")

    @property
    def dials(self) -> Mapping[str, str]:
        """Names of the dials that a scheme must set, with their types as written."""
        parameters = inspect.signature(self.check).parameters.values()
        return {p.name: str(p.annotation) for p in parameters if p.kind is p.KEYWORD_ONLY}


def rule(
    *, title: str, basis: str, reads: list[str], problems: Mapping[str, str], of_visit: bool = False, duty: str = ""
) -> Callable[[Check], Rule]:
    """Makes a rule of a check; its id is the check's name with dashes."""

    def wrap(check: Check) -> Rule:
        name = check.__name__.replace("_", "-")
        return Rule(name, title, basis, tuple(reads), MappingProxyType(dict(problems)), check, of_visit, duty)

    return wrap


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule by id, found by importing every module of every package of rules."""
    found: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(rules.__path__, "rules."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Rule):
                found[value.id] = value
    return MappingProxyType(dict(sorted(found.items())))
