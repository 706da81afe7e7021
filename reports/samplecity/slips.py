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
    more = chance.randrange(300, 900)
    return _with(_alone(statement), {TOTAL: (statement.figures[TOTAL] or 0) + more}), (HEADS[TOTAL],)


def _cars(statement: Statement, chance: Random) -> Slipped:
    more = chance.randrange(300, 900)
    raised: Heads = {head: (statement.figures[head] or 0) + more for head in (CARS, TOTAL)}
    return _with(_in(_alone(statement), split=True), raised), (HEADS[CARS],)


def _incomplete(statement: Statement, chance: Random) -> Slipped:
    """One head left out, none that the others or the counts tell to be nothing."""
    single = [ABROAD, RECEPTION, *((BOUGHT, RUN) if statement.year >= SPLIT_FROM else (CARS,))]
    single = [head for head in single if statement.figures[head] or (head == ABROAD and not statement.counts)]
    gone = chance.choice(single)
    counted = sum(statement.figures[head] or 0 for head in (ABROAD, RECEPTION, CARS) if head != gone)
    omitted = (gone, *((BOUGHT, RUN) if gone == CARS else ()))
    shown = replace(_in(_alone(statement), long=False), omitted=omitted)
    return _with(shown, {TOTAL: counted}), (HEADS[gone],)


def _blank(statement: Statement, chance: Random) -> Slipped:
    head = chance.choice((ABROAD, RECEPTION) if statement.counts is None else (RECEPTION,))
    left = (statement.figures[TOTAL] or 0) - (statement.figures[head] or 0)
    hushed = replace(_in(_alone(statement), zero="0"), blanks_told=False)
    return _with(hushed, {head: None, TOTAL: left}), (HEADS[head],)


def _empty(statement: Statement, _: Random) -> Slipped:
    hushed = replace(_alone(statement), blanks_told=False, counts=None, others=())
    return _with(hushed, dict.fromkeys(ORDER)), ()


def _no_unit(statement: Statement, _: Random) -> Slipped:
    return replace(_in(_alone(statement), unit="万元"), without_unit=True), ()


def _unit_slip(statement: Statement, _: Random) -> Slipped:
    """Figures in 元 under a heading that says 万元."""
    large: Heads = {head: (figure or 0) * 10000 for head, figure in statement.figures.items()}
    return _with(_in(_alone(statement), unit="万元"), large), (HEADS[TOTAL],)


def _places_differ(statement: Statement, chance: Random) -> Slipped:
    more = chance.randrange(200, 600)
    heads = RECEPTION, TOTAL
    raised: Heads = {head: (statement.figures[head] or 0) + more for head in heads}
    return _with(_alone(statement), raised), tuple(HEADS[head] for head in heads)


def _compared(statement: Statement) -> Statement:
    zero, reasoned = statement.manner.zero or "0", statement.year >= REASONS_FROM
    shown = _in(statement, compared=True, changed=True, planned=False, off_by_one=False, wide=False, zero=zero)
    return _in(shown, narrated=reasoned)


def _wrong_change(statement: Statement, chance: Random) -> Slipped:
    return replace(_compared(statement), misstated={TOTAL: chance.randrange(200, 600)}), (HEADS[TOTAL],)


def _unexplained(statement: Statement, _: Random) -> Slipped:
    """Changes without reasons, which an auditor asks for once, of the total."""
    return _in(_compared(statement), narrated=False), (HEADS[TOTAL],)


def _text_differs(statement: Statement, chance: Random) -> Slipped:
    other = (statement.figures[RECEPTION] or 0) + chance.randrange(200, 600)
    return replace(_in(_alone(statement), narrated=True), said={RECEPTION: other}), (HEADS[RECEPTION],)


def _last_year_differs(statement: Statement, chance: Random) -> Slipped:
    more = chance.randrange(200, 600)
    last: Heads = {head: (statement.last[head] or 0) + more for head in (RECEPTION, TOTAL)}
    return replace(_compared(statement), last={**statement.last, **last}), (HEADS[TOTAL],)


def _template(statement: Statement, _: Random) -> Slipped:
    return replace(_in(_alone(statement), narrated=True), hollow=RECEPTION), ()


def _no_counts(statement: Statement, _: Random) -> Slipped:
    """None of what the money was spent on is counted."""
    spent = tuple(HEADS[head] for head in (ABROAD, RECEPTION, CARS) if statement.figures[head])
    return replace(statement, counts=None), spent


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
