"""Whether figures add up. A blank is not stated and never 0: with blanks, only what no number could mend is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from checker.figures_form import Check, Form, Relation, Spot, Term

Values = Mapping[Spot, Decimal]
ZERO, HUNDRED = Decimal(0), Decimal(100)
LONGEST = 9  # terms that a sentence lists one by one


class State(StrEnum):
    """What is known of an identity; OPEN: cells are blank, so that it may hold."""

    HOLDS = "holds"
    BROKEN = "broken"
    OPEN = "open"


@dataclass(frozen=True)
class Side:
    """One side of an identity: what its known terms add up to, and whether all of them are known."""

    terms: Sequence[Term]
    known: tuple[Decimal | None, ...]

    @property
    def sum(self) -> Decimal:
        """What the known terms add up to."""
        return sum((term.sign * value for term, value in self._told() if value is not None), ZERO)

    @property
    def is_whole(self) -> bool:
        """Whether every term is known."""
        return None not in self.known

    @property
    def least(self) -> Decimal | None:
        """The least that the side can be, whatever stands in the blanks; None where what is taken away is blank."""
        taken = any(value is None and term.sign < 0 for term, value in self._told())
        return None if taken else self.sum

    def _told(self) -> Iterator[tuple[Term, Decimal | None]]:
        return zip(self.terms, self.known, strict=True)


@dataclass(frozen=True)
class Judged:
    """An identity with what its sides add up to. `rate` is the percentage that is stated, where it is about one."""

    check: Check
    state: State
    left: Side
    right: Side
    rate: Decimal | None = None


def judged(form: Form, values: Values, last: Values | None) -> list[Judged]:
    """What is known of every identity of a form; `last` has the figures of the year before, None where there are none."""
    return [_judged(check, values, last or {}) for check in form.checks]


def _judged(check: Check, values: Values, last: Values) -> Judged:
    left, right = (_side(terms, values, last) for terms in (check.left, check.right))
    rate = values.get(check.rate) if check.rate else None
    return Judged(check, _state(check, left, right, rate), left, right, rate)


def _side(terms: Sequence[Term], values: Values, last: Values) -> Side:
    return Side(terms, tuple((last if term.last else values).get(term.spot) for term in terms))


def _state(check: Check, left: Side, right: Side, rate: Decimal | None) -> State:
    if check.rate:
        if rate is None or not (left.is_whole and right.is_whole) or not right.sum:
            return State.OPEN
        return State.HOLDS if left.sum * HUNDRED >= rate * right.sum else State.BROKEN
    if left.is_whole and right.is_whole:
        return State.HOLDS if _holds(check.relation, left.sum, right.sum) else State.BROKEN
    return State.BROKEN if _is_lost(check.relation, left, right) else State.OPEN


def _holds(relation: Relation, left: Decimal, right: Decimal) -> bool:
    if relation is Relation.EQUAL:
        return left == right
    if relation is Relation.AT_LEAST:
        return left >= right
    return bool(left) is bool(right) if relation is Relation.BOTH else bool(left) or not right


def _is_lost(relation: Relation, left: Side, right: Side) -> bool:
    """Whether no numbers in the blanks could make it hold."""
    if relation is Relation.NEEDS and left.is_whole and not left.sum:
        return right.least is not None and right.least > 0
    if relation not in (Relation.EQUAL, Relation.AT_LEAST):
        return False
    over = left.is_whole and right.least is not None and right.least > left.sum
    under = right.is_whole and left.least is not None and left.least > right.sum
    return over or (relation is Relation.EQUAL and under)


def completed(form: Form, values: Values) -> dict[Spot, Decimal]:
    """The totals that are not stated but follow from their parts, all of which are."""
    found: dict[Spot, Decimal] = {}
    while True:
        known = {**found, **values}
        new = {
            check.at: _side(check.right, known, {}).sum
            for check in form.checks
            if _is_total(check) and check.at not in known and _side(check.right, known, {}).is_whole
        }
        if not new:
            return found
        found |= new


def _is_total(check: Check) -> bool:
    sums = check.relation is Relation.EQUAL and check.rate is None and not check.warns
    within = all(term.spot.block == check.at.block for term in check.right)
    return sums and within and len(check.left) == 1 and len(check.right) > 1


def words(form: Form, told: Judged) -> dict[str, str]:
    """An identity in words, what both sides are, and the sums: values of a message."""
    check = told.check
    sign = {Relation.EQUAL: "＝", Relation.AT_LEAST: "≥"}.get(check.relation, "")
    left, right = _side_words(form, told.left), check.sum_of or _side_words(form, told.right)
    return {
        "identity": f"{left} {sign} {right}".replace("  ", "、"),
        "left": _sum_words(told.left),
        "right": _sum_words(told.right),
        "rate": "" if told.rate is None else plain(told.rate),
        "percent": percent(told.left.sum, told.right.sum),
    }


def plain(value: Decimal) -> str:
    """A number without zeros at its end."""
    return format(value.normalize(), "f") if value else "0"


def percent(part: Decimal, whole: Decimal) -> str:
    """A share in percent with two decimals, rounded down, so that 达 … 以上 stays true; "" of nothing."""
    if not whole:
        return ""
    return str((part * HUNDRED * HUNDRED // whole) / HUNDRED)


def _side_words(form: Form, side: Side) -> str:
    named = [form.name(term.spot) for term in side.terms]
    columns = {term.spot.column for term in side.terms}
    rows = {term.spot.row for term in side.terms}
    if len(side.terms) > 1 and len(columns) == 1:
        named = [form.rows[term.spot].short or form.rows[term.spot].title for term in side.terms]
    elif len(side.terms) > 1 and len(rows) == 1:
        named = [form.columns[term.spot].title for term in side.terms]
    told = [f"上年{name}" if term.last else name for name, term in zip(named, side.terms, strict=True)]
    return "".join(
        f"{'－' if term.sign < 0 else '＋' if at else ''}{name}"
        for at, (name, term) in enumerate(zip(told, side.terms, strict=True))
    )


def _sum_words(side: Side) -> str:
    """10, or 8＋3＝11; a blank is said to be one."""
    numbers = ["未填" if value is None else plain(value) for value in side.known]
    if len(numbers) == 1:
        return numbers[0]
    shown = [
        f"{'－' if term.sign < 0 else '＋' if at else ''}{number}"
        for at, (term, number) in enumerate(zip(side.terms, numbers, strict=True))
        if len(numbers) <= LONGEST or number not in ("0", "未填")
    ]
    return f"{''.join(shown).lstrip('＋')}＝{plain(side.sum)}" if shown else plain(side.sum)
