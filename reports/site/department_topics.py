"""A department's month by topic: what was earned of what, and every indicator with all its findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.decided import named
from checker.indicator import Sort
from checker.ledger.cases import Case
from checker.scoring import DOUBTFUL, Assessment, Score, Verdict
from crawler.snapshot import Place
from reports.disputes_named import Disputed
from reports.docket_words import STATES, limit_line
from reports.explain_sums import factor_of, share_line, verdict_sums
from reports.site.case_data import TONES as STATE_TONES
from reports.site.finding_data import TONES, finding_data, sign
from reports.site.values import Data, Month
from reports.themes import parts, theme_words
from reports.wording import Wording
from rules.finding import Finding, Outcome

Cases = Mapping[tuple[str, Place | None, str, str], Case]


def cases_by_matter(department: str, month: Month) -> Cases:
    """The cases of a department by rule, place, problem and subject; of several the open one, else the latest."""
    found: dict[tuple[str, Place | None, str, str], Case] = {}
    for case in sorted(month.docket.of(department), key=lambda each: (each.is_open, each.number)):
        matter = case.matter
        found[matter.rule, matter.place, matter.problem, matter.subject] = case
    return found


def topics_data(assessment: Assessment, month: Month) -> list[Data]:
    """The topics of which a department owes anything, in the order of the scheme."""
    cases = cases_by_matter(assessment.department.id, month)
    found: list[Data] = []
    for part in parts(assessment, month.results.scheme):
        indicators = [_indicator(assessment, verdict, cases, month) for verdict in part.verdicts]
        found.append(
            {
                "id": part.theme.id,
                "words": theme_words(part.theme, month.wording),
                "score": score_data(part.score, month.wording),
                "problems": sum(each["problems"] for each in indicators),
                "doubts": sum(each["doubts"] for each in indicators),
                "indicators": indicators,
            }
        )
    return found


def score_data(score: Score, wording: Wording) -> Data:
    """What is earned, lost and not assessable of what is possible: in words, exactly, and in hundredths for a bar."""
    lost, open_ = score.assessable - score.earned, score.possible - score.assessable
    of = score.possible or 1
    return {
        "possible": wording.mark(score.possible),
        "assessable": wording.mark(score.assessable),
        "earned": wording.mark(score.earned if score.assessable else None),
        "lost": wording.mark(lost),
        "unassessed": wording.mark(open_),
        "has": bool(score.possible),
        "has_lost": bool(lost),
        "has_open": bool(open_),
        "exact": [str(score.earned), str(score.assessable), str(score.possible)],
        "bar": [f"{score.earned * 100 / of:.2f}", f"{lost * 100 / of:.2f}", f"{open_ * 100 / of:.2f}"],
    }


def _indicator(assessment: Assessment, verdict: Verdict, cases: Cases, month: Month) -> Data:
    scheme, wording = month.results.scheme, month.wording
    indicator = scheme.indicator(verdict.indicator)
    factor = factor_of(assessment, scheme, verdict)
    groups: dict[str, list[Data]] = {"failed": [], "doubtful": [], "fine": []}
    for name, item in named(assessment, verdict):
        data = finding_data(Disputed(name, assessment, indicator, verdict, item), factor, month)
        case = cases.get(_matter(verdict, item.finding)) if item.outcome is Outcome.FAILED else None
        groups[_group(item.outcome)].append({**data, "case": _case(case, month)})
    return {
        "id": verdict.indicator,
        "title": wording.say(verdict.title),
        "rule": verdict.rule,
        "rule_title": wording.rule_title(verdict.rule),
        "sign": sign(verdict.outcome),
        "tone": TONES[verdict.outcome],
        "outcome": wording.outcome(verdict.outcome),
        "sort": _sort(verdict, wording),
        "score": score_data(verdict.score, wording),
        "sums": [*verdict_sums(verdict, indicator, wording), *share_line(assessment, scheme, verdict, wording)],
        "open": bool(groups["failed"] or groups["doubtful"]) or verdict.provisional,
        "problems": len(verdict.problems),
        "doubts": len(groups["doubtful"]),
        **groups,
    }


def _group(outcome: Outcome) -> str:
    return "failed" if outcome is Outcome.FAILED else "doubtful" if outcome in DOUBTFUL else "fine"


def _sort(verdict: Verdict, wording: Wording) -> Data:
    """What is special about an indicator: it vetoes, or only adds."""
    if verdict.sort is Sort.VETO or verdict.vetoes or verdict.may_veto:
        told = "单项否决项，没有触发"
        if verdict.vetoes:
            return {"words": wording.say("单项否决：全部成绩为 0"), "tone": "bad"}
        if verdict.may_veto:
            return {"words": wording.say("可能单项否决，还没有核实"), "tone": "doubt"}
        return {"words": wording.say(told), "tone": ""}
    return {"words": wording.say("加分项") if verdict.sort is Sort.BONUS else "", "tone": ""}


def _matter(verdict: Verdict, finding: Finding) -> tuple[str, Place | None, str, str]:
    return verdict.rule, finding.place, finding.problem, finding.subject


def _case(case: Case | None, month: Month) -> Data | None:
    """The case of the ledger that a finding belongs to, in a line."""
    if case is None:
        return None
    words = month.wording.say(STATES[case.state])
    limit = limit_line(case, month.docket, month.wording) if case.is_open else ""
    return {"number": case.number, "words": words, "tone": STATE_TONES[case.state], "limit": limit}


def doubts_data(topics: Sequence[Data]) -> Iterator[Data]:
    """What could not be assessed, indicator by indicator: how many points, and why."""
    for topic in topics:
        for each in topic["indicators"]:
            if each["doubtful"]:
                yield {
                    "id": each["id"],
                    "title": each["title"],
                    "topic": topic["words"],
                    "points": each["score"]["unassessed"] if each["score"]["has_open"] else "",
                    "why": list(dict.fromkeys(_why(item) for item in each["doubtful"])),
                }


def _why(item: Data) -> str:
    return "　".join(part for part in (item["place"], item["outcome"], item["what"], item["note"]) if part)
