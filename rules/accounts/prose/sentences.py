"""What the prose of a budget or of final accounts says of the three public expenses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from rules.accounts.heads import ABROAD, NAMES, RECEPTION
from rules.accounts.prose.changes import changes, is_against_last_year, year_of
from rules.accounts.prose.context import LAST
from rules.accounts.prose.counts import counts
from rules.accounts.prose.nil import declarations, declared
from rules.accounts.prose.statement import Statement
from rules.accounts.prose.statements import kind_of_words, scanned
from rules.accounts.prose.tokens import DOMESTIC, FOREIGN
from rules.accounts.value import MEETINGS, TRAINING, Figure, Stated
from rules.amounts import Amount, stated_unit
from rules.dates import years
from rules.phrases import squeeze

T = TypeVar("T")
_LAST_UNIT = re.compile("(?:亿元|万元|千元|元)$")
_GROUPS = re.compile("团组|人员|人次|人数")
_OWN_BUDGET = re.compile(
    r"预算法|预决算|(?:公共|财政|基金|经营)预算|(?:年初|调整|完成)预算|(?:上年|去年|20\d\d年)(?:年初)?(?:预算|决算)"
)


@dataclass(frozen=True)
class _Told:
    """The statements of a text about one body, its year and whether they are of a budget or of final accounts."""

    statements: tuple[Statement, ...]
    year: int | None
    kind: str

    def figures(self, *, planned: bool = False) -> Iterable[tuple[str, Figure]]:
        """Each sum told of the year, in order; of the budget beside final accounts when `planned`."""
        for said in self.statements:
            if said.of_change or year_of(said, self.year) != self.year:
                continue
            if (self.kind == "final" and said.kind in ("budget", "initial")) == planned:
                yield said.head, Figure(said.amount, quote=said.quote)

    def last(self) -> Iterable[tuple[str, Figure]]:
        """Each sum told of the year before, those of the same kind first; none of another kind than its change is against."""
        before = self.year - 1 if self.year else LAST
        changed = [each for each in self.statements if each.of_change and is_against_last_year(each, self.year)]
        against = {(each.head, _is_final(each)) for each in changed if each.kind}
        sums = [each for each in self.statements if not each.of_change and each.amount is not None]
        said = [each for each in sums if year_of(each, self.year) == before]
        for each in sorted(said, key=lambda each: each.kind != "" and _is_final(each) != (self.kind == "final")):
            own, other = (each.head, _is_final(each)), (each.head, not _is_final(each))
            if not each.kind or own in against or other not in against:
                yield each.head, Figure(each.amount, quote=each.quote)


def _denied(spent: Figure | None, text: str, year: int | None) -> dict[str, Figure]:
    """No group abroad, where words deny any though travel cost something: it cannot be the money that they deny."""
    if spent is None or spent.amount is None or not spent.amount.value:
        return {}
    said = (clause for heads, clause in declarations(text, year) if ABROAD in heads and _GROUPS.search(clause))
    clause = next(said, None)
    return {} if clause is None else {"groups": Figure(Amount(Decimal(0), raw=clause), quote=clause)}


def told(text: str, year: int | None, kind: str = "") -> Stated:
    """What the prose of a document about `year` says; tables in it are for others to read.

    `kind` is what the document is, budget or final, where its title says so.

    The first figure told for a head counts, one without amount when its number was left out; `retold` has them all.
    """
    read = _read(text, year, kind)
    figures = _first(read.figures())
    if RECEPTION not in figures and DOMESTIC in figures and _is_nothing(figures.get(FOREIGN)):
        figures[RECEPTION] = figures[DOMESTIC]
    nil = declared(text, read.year)
    return Stated(
        figures=_of(NAMES, figures),
        last=_of(NAMES, _first(read.last())),
        planned=_of(NAMES, _first(read.figures(planned=True))),
        changes=_of(NAMES, changes(read.statements, read.year, read.kind)),
        counts={**_denied(figures.get(ABROAD), text, read.year), **counts(text, read.year)},
        others=_of((MEETINGS, TRAINING), figures),
        nil=nil,
        explained=frozenset(scanned(text).explained & {*NAMES}),
        unit=stated_unit(text) or _common_unit(figures.values()),
    )


def retold(text: str, year: int | None, kind: str = "") -> Mapping[str, tuple[Figure, ...]]:
    """Every figure that the prose gives for a head in the document's year, in order: they ought to agree."""
    found: dict[str, list[Figure]] = {}
    for head, figure in _read(text, year, kind).figures():
        if figure.amount is not None:
            found.setdefault(head, []).append(figure)
    return {head: tuple(figures) for head, figures in found.items() if head in NAMES}


def _read(text: str, year: int | None, kind: str) -> _Told:
    own = _of_one_body(scanned(text).statements)
    year = year or next(iter(years(text[:3000])), None)
    return _Told(tuple(own), year, kind if kind == "budget" else _kind(own, text, year))


def _of_one_body(statements: list[Statement]) -> list[Statement]:
    """The statements about the body itself; those about a whole city only where a text gives nothing else, in detail."""
    own = [each for each in statements if not each.city]
    detailed = len({each.head for each in statements} & {*NAMES}) >= 3
    return own if any(not each.of_change for each in own) or not detailed else statements


def _kind(statements: list[Statement], text: str, year: int | None) -> str:
    """`final` or `budget`, from the sums, the title, the words."""
    said = [each for each in statements if not each.of_change and year_of(each, year) == year]
    plain = {each.head for each in said if not each.kind}
    if any(each.kind == "final" or (each.kind == "initial" and each.head in plain) for each in said):
        return "final"
    opening = [squeeze(line) for line in text[:4000].splitlines() if line.strip()][:6]
    titled = next((kind for line in opening if len(line) < 60 and (kind := kind_of_words(line))), "")
    words = _OWN_BUDGET.sub("", squeeze(text[:20_000]))
    return titled or ("final" if words.count("决算") > words.count("预算") else "budget")


def _first(figures: Iterable[tuple[str, Figure]]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for head, figure in figures:
        if head not in found or found[head].amount is None:
            found[head] = figure
    return found


def _of(heads: Iterable[str], found: Mapping[str, T]) -> dict[str, T]:
    return {head: found[head] for head in heads if head in found}


def _is_final(said: Statement) -> bool:
    return said.kind == "final"


def _is_nothing(figure: Figure | None) -> bool:
    return figure is not None and figure.amount is not None and not figure.amount.value


def _common_unit(figures: Iterable[Figure]) -> str:
    """The unit of most sums; of those that are nothing, or left out, only where there are no others."""
    read = list(figures)
    units = [figure.amount.unit for figure in read if figure.amount is not None and figure.amount.value]
    nothing = [figure.amount.unit for figure in read if figure.amount is not None]
    left = [match[0] for figure in read if figure.amount is None and (match := _LAST_UNIT.search(figure.quote))]
    said = units or nothing or left
    return max(said, key=said.count, default="")
