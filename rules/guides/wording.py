"""How guides head their elements, and which elements are asked of which class of item from which day on (elements.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from rules.phrases import squeeze

LONGEST_HEADING = 24
CORE = ("basis", "conditions", "quantity", "process", "limit", "materials")  # what tells a guide from other texts
ABOUT = ("name", "kind")  # what a guide is about
_TABLES = ("set", "abolished", "prefix", "beside")
_CLAUSE = re.compile("[。;]")
_BETWEEN = re.compile("以及|[、/和及与,暨]")
_JOINED = re.compile("(地点|地址|时间|部门|时限)(?=地点|地址|时间|电话|条件|材料)")
_BRACKETED = re.compile(r"[(\[][^()\[\]]{0,20}[)\]]$")


@dataclass(frozen=True)
class Wording:
    """How one element is headed; `nil` says that 无 under its heading says something.

    Where no heading is, `told` are words in the text that state the element, `signs` such as may state it, and `key` the
    words in which an unknown heading of it would end.
    """

    role: str
    title: str
    heading: re.Pattern[str]
    alone: tuple[str, ...]
    nil: bool
    told: tuple[re.Pattern[str], ...]
    signs: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str]
    key: re.Pattern[str]

    def is_told(self, text: str) -> bool:
        """Whether squeezed text states the element without a heading."""
        return any(words.search(text) for words in self.told)

    def may_be_told(self, text: str) -> bool:
        """Whether squeezed text may state it."""
        clauses = (clause for clause in _CLAUSE.split(text) if not self.unless.search(clause))
        return any(sign.search(clause) for clause in clauses for sign in self.signs)


@dataclass(frozen=True)
class RuleSet:
    """The elements that are asked from a day on of items of some classes: the rule's own name of each, and its role."""

    since: date
    source: str
    kinds: tuple[str, ...]
    asked: Mapping[str, str]
    doubtful: Mapping[str, list[str]] = field(default_factory=dict)
    spared: Mapping[str, list[str]] = field(default_factory=dict)
    vague: bool = False

    def elements(self, kind: str) -> Mapping[str, str]:
        """What is asked of an item of a class."""
        return {name: role for name, role in self.asked.items() if name not in self.spared.get(kind, [])}

    def is_doubtful(self, name: str, kind: str) -> bool:
        """Whether the source does not say for sure that this is asked of this class, or the class is not known."""
        unsure = self.doubtful.get(kind)
        return (
            name in unsure if unsure is not None else not kind and any(name in each for each in self.doubtful.values())
        )


@cache
def _read() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("rules.guides") / "elements.toml").read_text("utf-8"))


@cache
def wordings() -> Mapping[str, Wording]:
    """Every element by role."""
    prefix = _read()["prefix"]
    return {role: _wording(role, told, prefix) for role, told in _read().items() if role not in _TABLES}


def _wording(role: str, told: Mapping[str, Any], prefix: str) -> Wording:
    forms = "|".join(form.replace("P", prefix) for form in told["forms"])
    stated, signs = (tuple(re.compile(sign) for sign in told.get(key, [])) for key in ("told", "signs"))
    alone = tuple(told.get("alone", []))
    key = re.compile(f"(?:{told['key']}).{{0,4}}$")
    return Wording(
        role,
        told["title"],
        re.compile(f"(?:{forms})"),
        alone,
        told.get("nil", False),
        stated,
        signs,
        re.compile(told.get("unless", "(?!)")),
        key,
    )


@lru_cache(maxsize=65536)
def roles_of(label: str, *, marked: bool = True) -> tuple[str, ...]:
    """The roles of a heading, several where it names several (申报资料及办理条件), none where it is no heading of a guide.

    `marked` says that a number, brackets, a colon or a cell shows it to be a heading.
    """
    text = squeeze(label).strip(":：-—_.、;*#").replace("的", "")
    bare = _BRACKETED.sub("", text) or text
    if not 1 < len(bare) <= LONGEST_HEADING:
        return ()
    whole = _role(bare, marked)
    if whole:
        return (whole,)
    parts = [part for part in _BETWEEN.split(_JOINED.sub(r"\1、", bare)) if part]
    found = {part: _role(part, True) for part in parts}
    if len(parts) < 2 or any(role in ("", "form") and part not in _read()["beside"] for part, role in found.items()):
        return ()
    roles = tuple(dict.fromkeys(role for role in found.values() if role))
    return () if len(set(roles) & set(CORE)) >= 3 else roles  # heads the whole guide (许可的依据、条件、程序)


def _role(text: str, marked: bool) -> str:
    for role, wording in wordings().items():
        if wording.heading.fullmatch(text) and (marked or text not in wording.alone):
            return role
        if marked and text in wording.alone:
            return role
    return ""


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """Every rule set, the newest first."""
    sets = (
        RuleSet(
            each["from"],
            each["source"],
            tuple(each["kinds"]),
            each["asked"],
            each["doubtful"],
            each["spared"],
            each.get("vague", False),
        )
        for each in _read()["set"]
    )
    return tuple(sorted(sets, key=lambda each: each.since, reverse=True))


def rule_set(kind: str, day: date) -> RuleSet | None:
    """The rule set for a class of items ("" for one that is not known) on a day; None when no guide is asked of it."""
    if kind in _read()["abolished"] and day >= _read()["abolished"][kind]:
        return None
    wanted = kind or "行政审批"
    return next((each for each in rule_sets() if each.since <= day and wanted in each.kinds), None)
