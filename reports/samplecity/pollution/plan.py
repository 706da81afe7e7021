"""What is wrong with the reports on polluters in a month, and how the bureau tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crawler.period import Period
from reports.samplecity.dice import dice, number
from reports.samplecity.episodes import ORIGIN, months
from reports.samplecity.pollution.polluters import Term

# One fault a month, with months of rest; those below are of the reports, or of the rates in them.
TURNS = (
    "",
    "wrong-rate",
    "wrong-count",
    "outdated",
    "",
    "wrong-verdict",
    "contradiction",
    "missing",
    "",
    "wrong-multiple",
    "no-reason",
    "broken",
    "",
    "no-field",
    "blank-field",
)
GROWN = ("no-field", "blank-field", "wrong-multiple")  # of fields that are asked for from 2014
NONE, OLD = "missing", "outdated"
SHOWN = 8  # terms that stay to be seen
FORMS = ("table", "kinds", "xls")


@dataclass(frozen=True)
class PollutionPlan:
    """What is wrong, the terms whose reports are shown, the newest first, and their form; `is_apart` has rates on their own page."""

    fault: str
    terms: tuple[Term, ...]
    form: str
    is_apart: bool

    def fault_of(self, term: Term) -> str:
        """What is wrong with the report of a term: with the last two, as either may be the one that is due."""
        return self.fault if term in self.terms[:2] else ""


def plan(seed: int, body: str, period: Period) -> PollutionPlan:
    """What is wrong in a month."""
    fault = TURNS[(months(period) + seed) % len(TURNS)]
    form = FORMS[dice(seed, body, "pollution", period.year).randrange(len(FORMS))]
    shown = _shown(seed, period)
    if fault in GROWN and min(term.year for term in shown[:2]) < 2014:
        fault = ""
    if fault == "broken":
        form = "xls"
    terms = [] if fault == NONE else shown[2 if fault == OLD else 0 :]
    apart = dice(seed, body, "rates apart", period.year).random() < 0.5
    return PollutionPlan(fault, tuple(terms), form, apart)


def _shown(seed: int, period: Period) -> list[Term]:
    """The terms whose reports are public, the newest first."""
    term, last = Term.of(period), period.shift(1).first
    found: list[Term] = []
    while len(found) < SHOWN and term.end >= ORIGIN:
        if posted(seed, term) < last:
            found.append(term)
        term = term.before()
    return found


def posted(seed: int, term: Term) -> date:
    """When the report of a term is published: in the middle of the month that follows."""
    return term.end.shift(1).first.replace(day=14 + number(seed, term) % 5)
