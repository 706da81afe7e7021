"""What follows when a problem stays: the steps of the scheme (督办、通报、约谈), each after so many workdays beyond the time set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checker.ledger.cases import Case, State
from checker.ledger.events import Kind

Between = Callable[[date, date], int | None]


@dataclass(frozen=True)
class Step:
    """One step: its name, and after how many workdays beyond the time set it is taken."""

    name: str
    after: int


def reached(cases: Iterable[Case], steps: Sequence[Step], today: date, between: Between) -> Iterator[tuple[Case, Step]]:
    """The cases for which a further step is due, each with the furthest that is; none that was taken since it was opened.

    Only what a check found after its time was over counts, and only while the last look finds it. `between` counts the workdays
    after a day up to another, None where a year's holidays are not known: then nothing follows.
    """
    names = [step.name for step in steps]
    for case in cases:
        is_late = case.state is State.OVERDUE and case.look.kind is Kind.FOUND
        late = between(case.due, today) if is_late and case.due else None
        taken = names.index(case.step) if case.step in names else -1
        due = [step for step in steps[taken + 1 :] if late is not None and step.after <= late]
        if due:
            yield case, due[-1]
