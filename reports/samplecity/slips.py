"""The faults that stand in a statement itself: sums, changes, units, words that say something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from reports.samplecity.money import (
    ABROAD,
    BOUGHT,
    CARS,
    HEADS,
    ORDER,
    REASONS_FROM,
    RECEPTION,
    RUN,
    SPLIT_FROM,
    TOTAL,
    Counts,
)  # fmt: skip
from reports.samplecity.statements import Heads, Statement

Slipped = tuple[Statement, tuple[str, ...]]


def flawed(statement: Statement, kind: str, chance: Random) -> Slipped:
    """The statement with a fault of figures or words in it, and what the fault is about."""
    shape = SLIPS.get(kind)
    return shape(statement, chance) if shape else (statement, ())


def _with(statement: Statement, changed: Heads) -> Statement:
    exact = replace(statement.manner, off_by_one=False)
    return replace(statement, figures={**statement.figures, **changed}, manner=exact)


def _in(statement: Statement, **manner: object) -> Statement:
    return replace(statement, manner=replace(statement.manner, **manner))  # type: ignore[arg-type]


def _alone(statement: Statement) -> Statement:
    """Without last year, the budget, or sentences beside."""
    return _in(statement, compared=False, changed=False, planned=False, narrated=False, off_by_one=False)


def _mismatch(statement: Statement, chance: Random) -> Slipped:
    more = chance.randrange(60, 400)
    return _with(_alone(statement), {TOTAL: (statement.figures[TOTAL] or 0) + more}), (HEADS[TOTAL],)


def _cars(statement: Statement, chance: Random) -> Slipped:
    more = chance.randrange(60, 300)
    raised: Heads = {head: (statement.figures[head] or 0) + more for head in (CARS, TOTAL)}
    return _with(_in(_alone(statement), split=True), raised), (HEADS[CARS],)


def _incomplete(statement: Statement, chance: Random) -> Slipped:
    single = [ABROAD, RECEPTION, *((BOUGHT, RUN) if statement.year >= SPLIT_FROM else (CARS,))]
    gone = chance.sample(single, 2 if chance.random() < 0.2 else 1)
    counted = sum(statement.figures[head] or 0 for head in (ABROAD, RECEPTION, CARS) if head not in gone)
    omitted = (*gone, *((BOUGHT, RUN) if CARS in gone else ()))
    shown = replace(_alone(statement), omitted=omitted)
    return _with(shown, {TOTAL: counted}), tuple(HEADS[head] for head in gone)


def _blank(statement: Statement, chance: Random) -> Slipped:
    head = chance.choice((ABROAD, RECEPTION))
    left = (statement.figures[TOTAL] or 0) - (statement.figures[head] or 0)
    hushed = replace(_in(_alone(statement), zero="0"), blanks_told=False)
    return _with(hushed, {head: None, TOTAL: left}), (HEADS[head],)


def _empty(statement: Statement, _: Random) -> Slipped:
    hushed = replace(_alone(statement), blanks_told=False, counts=None, others=())
    return _with(hushed, dict.fromkeys(ORDER)), ()


def _no_unit(statement: Statement, _: Random) -> Slipped:
    return replace(_in(_alone(statement), unit="万元"), without_unit=True), ()


def _unit_slip(statement: Statement, _: Random) -> Slipped:
    """The total in 元 among figures in 万元."""
    total = (statement.figures[TOTAL] or 0) * 10000
    return _with(_in(_alone(statement), unit="万元"), {TOTAL: total}), (HEADS[TOTAL],)


def _places_differ(statement: Statement, chance: Random) -> Slipped:
    more = chance.randrange(100, 500)
    heads = RECEPTION, TOTAL
    raised: Heads = {head: (statement.figures[head] or 0) + more for head in heads}
    return _with(_alone(statement), raised), tuple(HEADS[head] for head in heads)


def _compared(statement: Statement) -> Statement:
    zero, reasoned = statement.manner.zero or "0", statement.year >= REASONS_FROM
    shown = _in(statement, compared=True, changed=True, planned=False, off_by_one=False, zero=zero)
    return _in(shown, narrated=reasoned)


def _wrong_change(statement: Statement, chance: Random) -> Slipped:
    head, off = chance.choice((TOTAL, RECEPTION)), chance.randrange(50, 300)
    return replace(_compared(statement), misstated={head: off}), (HEADS[head],)


def _unexplained(statement: Statement, _: Random) -> Slipped:
    """Changes without reasons."""
    shown = _in(_compared(statement), narrated=False)
    return shown, tuple(HEADS[head] for head in shown.heads if shown.change(head) > 0)


def _text_differs(statement: Statement, chance: Random) -> Slipped:
    other = (statement.figures[RECEPTION] or 0) + chance.randrange(60, 300)
    return replace(_in(_alone(statement), narrated=True), said={RECEPTION: other}), (HEADS[RECEPTION],)


def _last_year_differs(statement: Statement, chance: Random) -> Slipped:
    more, heads = chance.randrange(60, 400), (RECEPTION, TOTAL)
    last: Heads = {head: (statement.last[head] or 0) + more for head in heads}
    return replace(_compared(statement), last={**statement.last, **last}), tuple(HEADS[head] for head in heads)


def _template(statement: Statement, _: Random) -> Slipped:
    return replace(_in(_alone(statement), narrated=True), hollow=RECEPTION), ()


def _no_counts(statement: Statement, _: Random) -> Slipped:
    return replace(statement, counts=None), ()


def _contradiction(statement: Statement, _: Random) -> Slipped:
    known = statement.counts or Counts()
    return replace(statement, counts=replace(known, batches=0, guests=0)), (HEADS[RECEPTION],)


SLIPS: Mapping[str, Callable[[Statement, Random], Slipped]] = {
    "mismatch": _mismatch,
    "cars": _cars,
    "incomplete": _incomplete,
    "blank": _blank,
    "empty": _empty,
    "no-unit": _no_unit,
    "unit-slip": _unit_slip,
    "places-differ": _places_differ,
    "wrong-change": _wrong_change,
    "unexplained": _unexplained,
    "text-differs": _text_differs,
    "last-year-differs": _last_year_differs,
    "template": _template,
    "no-counts": _no_counts,
    "contradiction": _contradiction,
}
