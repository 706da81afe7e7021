"""How the problems of a scorecard stand in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from checker.ledger.cases import Case, State
from checker.ledger.events import Matter
from checker.scoring import Assessment
from reports.docket_view import GRAVITY, Docket
from reports.docket_words import STATES, ended, limit_line
from reports.marks import BAD, DIM, DOUBT
from reports.wording import Wording

MOST = 12  # numbers of cases in a line
STYLES = {State.OVERDUE: BAD, State.DUE: DOUBT, State.DISPUTED: DOUBT}


def cases_of(assessment: Assessment, docket: Docket | None) -> Mapping[Matter, Case]:
    """The cases of a department by what they are about; of several about the same the open one, else the last."""
    found: dict[Matter, Case] = {}
    for case in docket.of(assessment.department.id) if docket else ():
        if case.matter not in found or case.is_open or not found[case.matter].is_open:
            found[case.matter] = case
    return found


def case_line(case: Case, docket: Docket, wording: Wording) -> Text:
    """The number of a case, how it stands and the time set while it is open, what closed it where it is not."""
    line = Text().append(wording.say("台账 {number}", number=f"#{case.number}"), style=DIM)
    if case.ended is not None and not case.is_open:
        return line.append(f"　{ended(case.ended, wording)}", style=DIM)
    line.append(f"　{wording.say(STATES[case.state])}", style=STYLES.get(case.state, ""))
    return line.append(f"　{limit_line(case, docket, wording)}", style=DIM)


def cases_line(cases: Sequence[Case], wording: Wording) -> Iterator[Text]:
    """Several cases by how they stand, with their numbers."""
    for state in (*GRAVITY, *(each for each in State if each not in GRAVITY)):
        numbers = [f"#{case.number}" for case in cases if case.state is state]
        if numbers:
            shown = " ".join(numbers[:MOST]) + (" …" if len(numbers) > MOST else "")
            values = {"state": wording.say(STATES[state]), "count": str(len(numbers)), "numbers": shown}
            yield Text(wording.say("台账：{state} {count} 件 {numbers}", **values), style=STYLES.get(state, DIM))
