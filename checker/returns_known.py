"""What is known when a workbook comes back: the findings, lines and appeals that it may speak of, and what was said of them before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import product

from checker.appeals import Appeal
from checker.identity import Named
from checker.onsite import OnSite
from checker.returns_form import ON_SITE, Form
from checker.returns_words import Words, alike, folded, person
from checker.rulings import Ruling
from checker.visits import SiteMark

LOOKS = str.maketrans("oil", "011")  # letters that hand-typed ids have for digits
POINTERS = ("单位编号", "指标", "位置", "对象", "事项", "应查日期")  # what a row tells that no two lines have in common
SHORTEST = 12  # characters of a cut id that still say which one it was
Tells = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class KnownFinding:
    """A finding that may be ruled on: the sheet where it stands, the most that it can cost, what its row says, and all rulings.

    `names_problem` says whether a doubt can be confirmed as a problem.
    """

    name: Named
    form: Form
    bound: Decimal
    tells: Tells
    names_problem: bool
    words: tuple[Ruling, ...] = ()


@dataclass(frozen=True)
class KnownLine:
    """A line of the on-site form; `first` is the first day that a visit may have, `words` are all marks that it had."""

    key: str
    stage: str
    matter: OnSite
    first: date
    tells: Tells
    words: tuple[SiteMark, ...] = ()


@dataclass(frozen=True)
class KnownAppeal:
    """An appeal, answered or not, and the finding that it is about; `bound` is the most that this can cost."""

    appeal: Appeal
    name: Named
    bound: Decimal
    tells: Tells


@dataclass(frozen=True)
class Known:
    """Everything of one stage: a month "2013-07", or the year "2013" of its year-end inspection."""

    stage: str
    first: date
    today: date
    stamps: Mapping[str, str]
    departments: frozenset[str]
    findings: Mapping[str, KnownFinding] = field(default_factory=dict)  # by key
    lines: Mapping[str, KnownLine] = field(default_factory=dict)
    appeals: Mapping[int, KnownAppeal] = field(default_factory=dict)
    words: Words = field(default_factory=Words)

    def has_id(self, text: str) -> bool:
        """Whether a text is the id of a finding or of a line of the on-site form."""
        return text in self._ids

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset((*map(str, (each.name for each in self.findings.values())), *self.lines))

    @cached_property
    def people(self) -> Mapping[str, str]:
        """Everyone who has spoken, as they were written then, by how names are compared."""
        return {person(each.by): each.by for each in self._said}

    @cached_property
    def _said(self) -> list[Ruling | SiteMark]:
        kept: Iterable[KnownFinding | KnownLine] = (*self.findings.values(), *self.lines.values())
        return [word for each in kept for word in each.words]

    def suggestion(self, id: str, told: Mapping[str, str]) -> str:
        """The one id that a damaged one may have been, by itself or by what its row tells; "" when there is none or more than one."""
        return self._near(id) or self._told(told)

    def _told(self, told: Mapping[str, str]) -> str:
        found = self._by_tells.get(tuple(alike(told.get(heading, "")) for heading in POINTERS), ())
        return found[0] if len(found) == 1 else ""

    @cached_property
    def _by_tells(self) -> Mapping[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for id, tells in (
            *((str(each.name), each.tells) for each in self.findings.values()),
            *((each.key, each.tells) for each in self.lines.values()),
        ):
            for words in product(*({*map(alike, tells.get(heading, ("",)))} for heading in POINTERS)):
                found.setdefault(words, []).append(id)
        return found

    def _near(self, id: str) -> str:
        given = folded(id)
        exact = self._by_looks.get(given.translate(LOOKS), ())
        if len(exact) == 1:
            return exact[0]
        near = {
            each for looks, ids in self._by_looks.items() if _is_part(given.translate(LOOKS), looks) for each in ids
        }
        return near.pop() if len(near) == 1 else ""

    def is_of_another(self, form: Form, heading: str, text: str) -> bool:
        """Whether some line of a sheet says this in a column."""
        return alike(text) in self._proofs.get((form.sheet, heading), ())

    @cached_property
    def _proofs(self) -> Mapping[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        kept = (
            *((each.form, each.tells) for each in self.findings.values()),
            *((ON_SITE, each.tells) for each in self.lines.values()),
        )
        for form, tells in kept:
            for heading in form.proves:
                found.setdefault((form.sheet, heading), set()).update(map(alike, tells.get(heading, ())))
        return found

    @cached_property
    def _by_looks(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id in (*(str(each.name) for each in self.findings.values()), *self.lines):
            found.setdefault(folded(id).translate(LOOKS), []).append(id)
        return found


def _is_part(given: str, whole: str) -> bool:
    return len(given) >= SHORTEST and (given in whole or whole in given)
