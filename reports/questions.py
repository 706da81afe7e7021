"""A problem where it was found, and the question that stays where it could not be told: a doubt must not read like a problem."""

from __future__ import annotations

from collections.abc import Mapping

from reports.wording import Wording
from rules.finding import Outcome

ASKED: Mapping[Outcome, str] = {
    Outcome.CANT_TELL: "要由人核实：{problem}",
    Outcome.UNTESTED: "没能检查：{problem}",
}


def problem_or_question(rule: str, problem: str, outcome: Outcome, wording: Wording) -> str:
    """The words of a problem that a finding with this outcome names, after rulings; empty where it names none."""
    words = wording.problem(rule, problem) if problem else ""
    return wording.say(ASKED[outcome], problem=words) if words and outcome in ASKED else words
