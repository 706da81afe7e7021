"""Results for other programs, in the forms of the public contract."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, TextIO

from checker.indicator import Sort
from checker.rulings import Ruling
from checker.scheme import Scheme
from checker.scoring import DOUBTFUL, Assessment, Verdict, Weighed
from crawler.snapshot import Citation
from reports.history import Past
from reports.moves import Move, moves
from reports.standing import Standing, standings
from reports.themes import theme_of
from reports.wording import OBEYED, Wording
from rules.finding import Outcome

Row = dict[str, Any]
NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def results(assessments: Iterable[Assessment], wording: Wording) -> list[Row]:
    """One object for each department and indicator; amounts are strings that hold decimals, null when not marked."""
    return [_result(assessment, verdict, wording) for assessment in assessments for verdict in assessment.verdicts]


def _result(assessment: Assessment, verdict: Verdict, wording: Wording) -> Row:
    score = verdict.score
    doubts = [item for item in verdict.weighed if item.outcome in DOUBTFUL]
    row: Row = {
        "department": assessment.department.id,
        "indicator": verdict.indicator,
        "rule": verdict.rule,
        "theme": theme_of(verdict.rule).id,
        "sort": str(verdict.sort),
        "outcome": str(verdict.outcome),
        "points": decimal(score.possible),
        "assessable": decimal(score.assessable),
        "earned": decimal(score.earned) if score.assessable else None,
        "provisional": verdict.provisional,
        "problems": [_problem(item, wording) for item in verdict.weighed if item.outcome is Outcome.FAILED],
        "evidence": _evidence(verdict),
    }
    if verdict.sort is Sort.VETO or verdict.vetoes or verdict.may_veto:
        row |= {"vetoes": verdict.vetoes, "may_veto": verdict.may_veto}
    if doubts:
        row["doubts"] = [{**_problem(item, wording), "outcome": str(item.outcome)} for item in doubts]
    if revoked := [item for item in verdict.weighed if item.ruling and item.outcome not in (Outcome.FAILED, *DOUBTFUL)]:
        row["revoked"] = [{**_problem(item, wording), "found": str(item.finding.outcome)} for item in revoked]
    if verdict.outcome in DOUBTFUL:
        row["note"] = wording.joined(dict.fromkeys(wording.finding(item.finding) for item in doubts))
    return row


def _problem(item: Weighed, wording: Wording) -> Row:
    """A problem or doubt; one on which people ruled has `ruling`, and `deducted_before`, the machine's price or what it left in doubt."""
    finding = item.finding
    row: Row = {
        "name": finding.problem,
        "subject": finding.subject,
        "note": wording.finding(finding),
        "deducted": decimal(item.deducted),
        "site": str(finding.place) if finding.place else None,
    }
    if item.ruling:
        row |= {"ruling": _ruling(item.ruling), "deducted_before": decimal(item.found)}
    return row | {"open": list(item.open)} if item.open else row


def _ruling(ruling: Ruling) -> Row:
    return {
        "decision": str(ruling.decision),
        "points": None if ruling.points is None else decimal(ruling.points),
        "by": ruling.by,
        "on": str(ruling.on),
        "reason": ruling.reason,
    }


def _evidence(verdict: Verdict) -> list[Row]:
    cited = [citation for item in verdict.weighed for citation in item.finding.evidence]
    return [citation_row(citation) for citation in dict.fromkeys(cited)]


def citation_row(citation: Citation) -> Row:
    """Evidence for other programs: enough to look again."""
    return {
        "url": citation.url,
        "fetched": citation.fetched.isoformat(timespec="seconds") if citation.fetched else None,
        "sha256": citation.sha256 or None,
        "quote": citation.quote,
        "site": str(citation.place),
        "read_by": citation.read_by,
    }


def rank_results(
    assessments: Sequence[Assessment], scheme: Scheme, wording: Wording, before: Past | None = None
) -> list[Row]:
    """A month's marks per department: `mark` out of 100, which ranks; `online` of the year's 70. What a month does not have is null.

    `previous_mark`, `mark_change` and the like are of the month before; null where it was not checked, or is not to be compared.
    """
    found = standings(assessments, scheme)
    told = moves(found, scheme, before, assessments[0].period) if assessments else None
    return [_ranked(each, told[each.assessment.department.id], wording) for each in found] if told else []


def _ranked(each: Standing, step: Move, wording: Wording) -> Row:
    marked = each.mark.total is not None
    return {
        "department": each.assessment.department.id,
        "name": each.assessment.department.name,
        "group": wording.say(each.group),
        "mark": wording.mark(each.mark.total) if marked else None,
        "grade": wording.say(each.grade.name) if each.grade else None,
        "online": wording.mark(each.online.earned) if marked else None,
        "assessable": wording.mark(each.online.assessable),
        "possible": wording.mark(each.online.possible),
        "on_site": None,
        "daily": None,
        "year_end": None,
        "total": None,
        "bonus": decimal(each.mark.bonus),
        "vetoes": list(each.mark.vetoes),
        "may_veto": list(each.mark.may_veto),
        "provisional": True if each.assessment.provisional else not marked,
        "rank": each.rank,
        "reasons": [{"why": str(one.why), "count": one.count} for one in each.reasons],
        "problems": each.problems,
        **_stepped(step, wording),
    }


def _stepped(step: Move, wording: Wording) -> Row:
    """The month before: where it stood then, the change where that may be compared, and why it may not be where it may not."""
    before = step.before
    marked = before is not None and before.mark.total is not None
    return {
        "previous_mark": wording.mark(before.mark.total) if before is not None and marked else None,
        "previous_rank": before.rank if before is not None else None,
        "previous_provisional": before.assessment.provisional or not marked if before is not None else None,
        "mark_change": None if step.points is None else decimal(step.points),
        "rank_change": step.places,
        "not_compared": None if step.missing is None else str(step.missing),
    }


def decimal(value: Decimal) -> str:
    """A decimal without exponent and without needless zeros."""
    return f"{value.normalize():f}"


def write(rows: Sequence[Row], form: str, out: TextIO) -> None:
    """Writes rows as json, jsonl or csv; in csv lists are JSON, and no cell can be taken for a formula."""
    if form == "json":
        out.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    elif form == "jsonl":
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        names = list(dict.fromkeys(name for row in rows for name in row))
        writer = csv.writer(out)
        writer.writerow(names)
        writer.writerows([_cell(row.get(name)) for name in names] for row in rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return safe_cell(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def safe_cell(text: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula; a negative number is none."""
    begins = text.startswith(FORMULA) or OBEYED.sub("", text).lstrip().startswith(FORMULA)
    return f"'{text}" if begins and not NUMBER.fullmatch(text) else text
