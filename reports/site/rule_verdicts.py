"""How the departments of a month stand by one rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from checker.indicator import Sort
from checker.scoring import DOUBTFUL, GRAVITY, ZERO, Assessment, Verdict
from reports.site.finding_data import TONES, sign, what
from reports.site.values import Data, Month
from reports.wording import Wording, plain
from rules.finding import Outcome

GROUPS: Mapping[str, tuple[str, str]] = {
    "failed": ("不合规", "bad"),
    "doubtful": ("待核实或未能检测", "doubt"),
    "passed": ("合规", "good"),
    "inapplicable": ("不适用", "calm"),
}
FEW = 3  # problems of a department that are told in a row


def standing_of(verdicts: Sequence[Verdict]) -> str:
    """The group of a department by its gravest verdict."""
    return _group(next(each for each in GRAVITY if any(verdict.outcome is each for verdict in verdicts)))


def _group(outcome: Outcome) -> str:
    return "doubtful" if outcome in DOUBTFUL else str(outcome)


def departments_data(rule: str, month: Month) -> Data:
    """The departments by how they stand: what those lack who fail, why others could not be judged, and who else."""
    place = {id: at for at, id in enumerate(month.standings)}
    found = sorted(month.now.by_rule.get(rule, ()), key=lambda each: place[each[0].department.id])
    rows = {name: list[Data]() for name in GROUPS}
    for assessment, verdicts in found:
        for verdict in verdicts:
            rows[_group(verdict.outcome)].append(_row(assessment, verdict, month.wording))
    number = Counter(standing_of(verdicts) for _, verdicts in found)
    return {
        "rows": [*rows["failed"], *rows["doubtful"]],
        "fine": [
            {"words": month.wording.say(GROUPS[name][0]), "tone": GROUPS[name][1], "rows": rows[name]}
            for name in ("passed", "inapplicable")
            if rows[name]
        ],
        "numbers": [
            {"words": words, "count": number[name], "tone": tone if number[name] else ""}
            for name, (words, tone) in GROUPS.items()
        ],
    }


def _row(assessment: Assessment, verdict: Verdict, wording: Wording) -> Data:
    lost = sum((item.deducted for item in verdict.weighed), ZERO)
    open_ = sum((item.doubted for item in verdict.weighed), ZERO)
    told = list(dict.fromkeys(_told(verdict, wording)))
    return {
        "department": assessment.department.id,
        "name": plain(assessment.department.name),
        "indicator": verdict.indicator,
        "outcome": wording.outcome(verdict.outcome),
        "sign": sign(verdict.outcome),
        "tone": TONES[verdict.outcome],
        "told": told[:FEW],
        "more": len(told) - FEW,
        "lost": wording.mark(lost) if lost and verdict.sort is Sort.DEDUCT else "",
        "unassessed": wording.mark(open_) if open_ else "",
    }


def _told(verdict: Verdict, wording: Wording) -> Iterator[str]:
    """What is wrong, else what is in doubt and why."""
    for outcomes in ((Outcome.FAILED,), DOUBTFUL):
        for item in verdict.weighed:
            if item.outcome in outcomes:
                finding = item.finding
                said = what(verdict.rule, finding, item.outcome, wording)
                why = wording.finding(finding) if item.outcome in DOUBTFUL or not said else ""
                yield "　".join(part for part in (wording.place(finding.place), said, why) if part)


def months_data(rule: str, month: Month) -> list[Data]:
    """How many departments stood how in each of the last months."""
    rows: list[Data] = []
    for past in month.past:
        number = Counter(standing_of(verdicts) for _, verdicts in past.by_rule.get(rule, ()))
        rows.append({"month": str(past.period), "counts": [number[name] for name in GROUPS]})
    return rows
