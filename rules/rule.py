"""A rule, and how rules are found: a file dropped into a package of rules is a rule added."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import rules
from crawler.snapshot import Snapshot
from rules.finding import Finding
from rules.themes import THEMES, Theme

Check = Callable[..., Iterator[Finding]]
# Where one of these is found of a thing, nothing else can be seen of it, unless a rule says otherwise.
HIDING = frozenset(("missing", "outdated", "broken", "empty", "picture"))
LASTING = frozenset(("late",))  # what nothing can put right any more, unless a rule says otherwise


@dataclass(frozen=True)
class Rule:
    """One duty: what it asks, where the law says so, what can be wrong, and the check itself.

    Call it with a snapshot of one place and every dial by name. `duty` says in Chinese, for those who owe it, what is
    asked and from when; the docstring of the check says it to programmers. A rule `of_visit` judges the visit itself: it is asked of
    a place that could not be read well enough for any other.

    Whether a problem was put right is asked of later months. While a problem of `hiding` is found, others of the same thing cannot
    be seen, and none at all while one of `stops` is, whatever it is found of. What is `lasting` is past and cannot be put right. A problem
    that `spans` belongs to the month, quarter or year of its snapshot: whether a gap of May was filled is asked of July's pages, as of May.
    One that is `anchored` is found in some of many pages: unless that which it was found in is still there, nothing was put right.
    One that is found `beside` the other place was put right only where the rule can judge that place as well, and one that is found
    `against` what another rule judges only where that can be seen in its place.
    """

    id: str
    title: str
    basis: str
    reads: tuple[str, ...]
    problems: Mapping[str, str]
    check: Check
    of_visit: bool = False
    duty: str = ""
    hiding: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    lasting: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()
    anchored: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    against: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    themed: str = ""

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
    def theme(self) -> Theme:
        """The topic under which people look for it: its own, else that of its area."""
        return THEMES[self.themed] if self.themed else Theme(self.check.__module__.split(".")[-2], *self.area)

    @property
    def dials(self) -> Mapping[str, str]:
        """Names of the dials that a scheme must set, with their types as written."""
        parameters = inspect.signature(self.check).parameters.values()
        return {p.name: str(p.annotation) for p in parameters if p.kind is p.KEYWORD_ONLY}


def rule(
    *,
    title: str,
    basis: str,
    reads: list[str],
    problems: Mapping[str, str],
    of_visit: bool = False,
    duty: str = "",
    hiding: Iterable[str] | None = None,
    stops: Iterable[str] = (),
    lasting: Iterable[str] | None = None,
    spans: Iterable[str] | bool = False,
    anchored: Iterable[str] = (),
    beside: Iterable[str] = (),
    against: Mapping[str, str] = MappingProxyType({}),
    theme: str = "",
) -> Callable[[Check], Rule]:
    """Makes a rule of a check; its id is the check's name with dashes.

    `hiding` and `lasting` are, where not given, those of its problems that commonly are; with `spans` alone all of them do. `against`
    names for a problem the rule that judges what it was compared with.
    """

    def wrap(check: Check) -> Rule:
        name = check.__name__.replace("_", "-")
        hides, lasts = _among(hiding, HIDING, problems), _among(lasting, LASTING, problems)
        spanned = frozenset(problems if spans is True else spans or ())
        compared = frozenset(beside), MappingProxyType(dict(against))
        course = hides, frozenset(stops), lasts, spanned, frozenset(anchored), *compared
        return Rule(
            name, title, basis, tuple(reads), MappingProxyType(dict(problems)), check, of_visit, duty, *course, theme
        )

    return wrap


def _among(given: Iterable[str] | None, usual: frozenset[str], problems: Iterable[str]) -> frozenset[str]:
    return usual.intersection(problems) if given is None else frozenset(given)


class Catalogue(Mapping[str, Rule]):
    """Every rule by id. One that is asked for is entered alone, for it lives in the file of its name; who goes through them enters all."""

    def __getitem__(self, id: str) -> Rule:
        found = _rule(id)
        if found is None:
            raise KeyError(id)
        return found

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and _rule(id) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(_every())

    def __len__(self) -> int:
        return len(_every())


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule by id."""
    return Catalogue()


@lru_cache(1000)
def _rule(id: str) -> Rule | None:
    name = id.replace("-", "_")
    if not re.fullmatch("[a-z0-9_]{1,100}", name):
        return None
    for folder in rules.__path__:
        for path in sorted(Path(folder).glob(f"*/{name}.py")):
            found = getattr(importlib.import_module(f"rules.{path.parent.name}.{name}"), name, None)
            if isinstance(found, Rule) and found.id == id:
                return found
    return None


@cache
def _every() -> tuple[str, ...]:
    """The ids of all rules, found by importing every module of every package of rules."""
    found: set[str] = set()
    for module in pkgutil.walk_packages(rules.__path__, "rules."):
        if module.name.endswith("__main__"):
            continue
        found |= {value.id for value in vars(importlib.import_module(module.name)).values() if isinstance(value, Rule)}
    return tuple(sorted(found))
