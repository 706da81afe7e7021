"""What the folder of evidence tells of a department's month: its marks, and by indicator what was found, its price and its proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checker.decided import may_be_ruled, named
from checker.scoring import DOUBTFUL, Assessment, Verdict, Weighed
from crawler.snapshot import Citation
from reports.copies.made import Copies
from reports.copies.uses import SEARCHED, TONES
from reports.disputes_named import DISPUTABLE, Disputed, cost
from reports.disputes_told import appeal_lines, ruling_line
from reports.evidence_items import Item
from reports.explain_finding import OPEN, Said, found_cost, part_of, price_lines
from reports.explain_sums import verdict_sums
from reports.grounds import grounds
from reports.marks import flags
from reports.questions import problem_or_question
from reports.standing import standings
from reports.stored import Results
from reports.wording import DASH, Wording, plain
from rules.finding import Outcome
from rules.rule import catalogue

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Telling:
    """A department's month, what people said of it, and its evidence: copies, and items by the id of their capture."""

    results: Results
    assessment: Assessment
    said: Said
    copies: Copies
    items: Mapping[int, Item]
    wording: Wording


def marks(telling: Telling) -> list[tuple[str, str]]:
    """The marks of the month, for the cover."""
    return [(telling.wording.say(name), value) for name, value in _marks(telling)]


def _marks(telling: Telling) -> Iterator[tuple[str, str]]:
    wording, assessment = telling.wording, telling.assessment
    every = standings(telling.results.assessments, telling.results.scheme)
    each = next(each for each in every if each.assessment.department.id == assessment.department.id)
    special = flags(each.mark, wording, provisional=assessment.provisional).plain
    yield "本月成绩", f"{wording.mark(each.mark.total)}　{special}".rstrip("　")
    yield "名次", wording.say("{name}（{why}）", name=str(each.rank or DASH), why=wording.say(each.group))
    yield "等次", wording.say(each.grade.name) if each.grade else DASH
    earned = wording.mark(each.online.earned if each.mark.total is not None else None)
    yield (
        "得分／可评／满分",
        f"{earned} / {wording.mark(each.online.assessable)} / {wording.mark(each.online.possible)}",
    )
    yield "扣分的问题", str(each.problems)
    doubts = sum(item.outcome in DOUBTFUL for verdict in assessment.verdicts for item in verdict.weighed)
    yield "待核实和未能检测", str(doubts)
    yield "未能检测的分值", wording.percent(each.unassessed)


def chapters(telling: Telling) -> list[Data]:
    """The indicators: those that cost something or are in doubt, those that are met, those that do not bind."""
    heads = (
        ("一、扣分或存疑的指标", (Outcome.FAILED, *DOUBTFUL)),
        ("二、合规的指标", (Outcome.PASSED,)),
        ("三、不适用的指标", (Outcome.INAPPLICABLE,)),
    )
    found: list[Data] = []
    for title, outcomes in heads:
        verdicts = [each for each in telling.assessment.verdicts if _outcome(each) in outcomes]
        if verdicts:
            found.append({"title": title, "verdicts": [_verdict(each, telling) for each in verdicts]})
    return found


def _outcome(verdict: Verdict) -> Outcome:
    return next((Outcome.CANT_TELL for item in verdict.weighed if item.open), verdict.outcome)


def _verdict(verdict: Verdict, telling: Telling) -> Data:
    wording, indicator = telling.wording, telling.results.scheme.indicator(verdict.indicator)
    rule = catalogue().get(verdict.rule)
    binds = verdict.outcome is not Outcome.INAPPLICABLE
    return {
        "id": verdict.indicator,
        "title": wording.say(verdict.title),
        "outcome": wording.outcome(verdict.outcome),
        "tone": TONES.get(verdict.outcome, ""),
        "duty": wording.either(rule.duty, rule.statement) if rule else "",
        "basis": grounds(rule.basis, telling.results.period.year, wording) if rule else "",
        "sums": list(verdict_sums(verdict, indicator, wording)) if binds else [],
        "findings": [
            _finding(Disputed(name, telling.assessment, indicator, verdict, item), telling)
            for name, item in sorted(named(telling.assessment, verdict), key=lambda each: _gravity(each[1]))
        ],
    }


def _gravity(item: Weighed) -> int:
    order = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED, Outcome.INAPPLICABLE)
    return order.index(item.outcome)


def _finding(each: Disputed, telling: Telling) -> Data:
    wording, finding, item = telling.wording, each.item.finding, each.item
    disputable = finding.outcome in DISPUTABLE
    return {
        "outcome": wording.outcome(item.outcome),
        "tone": TONES.get(item.outcome, ""),
        "place": wording.place(finding.place),
        "problem": problem_or_question(each.verdict.rule, finding.problem, item.outcome, wording),
        "subject": wording.subject(plain(finding.subject)),
        "note": wording.finding(finding),
        "cost": cost(item, wording) if disputable else "",
        "name": str(each.name) if disputable else "",
        "prices": list(price_lines(each, wording)) if disputable else [],
        "people": list(_people(each, telling)) if may_be_ruled(item) else [],
        "searched": finding.problem in SEARCHED,
        "proofs": [_proof(citation, telling) for citation in dict.fromkeys(finding.evidence)],
    }


def _people(each: Disputed, telling: Telling) -> Iterator[tuple[str, str]]:
    """What people made of it: what the machine had found, rulings, what is open, appeals and their answers."""
    wording, said, item = telling.wording, telling.said, each.item
    rulings = said.rulings.get(each.name.key, ())
    if rulings:
        outcome = wording.outcome(item.finding.outcome)
        yield "", wording.say("机器认定：{outcome}，{cost}", outcome=outcome, cost=found_cost(each, wording))
    for ruling in rulings:
        counts = ruling == item.ruling
        label = "裁定" if counts else part_of(ruling, rulings, item.ruling is None)
        yield wording.say(label), ruling_line(ruling, wording, said.files).plain
    yield from (("", wording.say(OPEN[reason])) for reason in item.open)
    for appeal in said.appealed(each.name.key):
        lines = [line.plain for line in appeal_lines(appeal, said.folder, wording)]
        yield wording.say("申诉 {number}", number=str(appeal.number)), "　".join(lines)


def _proof(citation: Citation, telling: Telling) -> Data:
    """One citation: its words, the copy at these, the original, from where and when, its digest; or why there is none."""
    wording, copies = telling.wording, telling.copies
    capture = copies.captures.get(citation)
    item = telling.items.get(capture.id) if capture else None
    words = plain(citation.quote) if citation.sha256 else wording.reason(citation.quote)
    missing = "" if citation in copies.addresses else wording.say(copies.missing.get(citation, "没有副本"))
    return {
        "words": words,
        "where": plain(citation.where),
        "address": copies.addresses.get(citation, ""),
        "file": item.file if item else "",
        "answer": bool(item and item.capture.reason),
        "number": f"{item.number:04}" if item else "",
        "url": plain(citation.url),
        "when": citation.fetched.isoformat(sep=" ", timespec="seconds") if citation.fetched else DASH,
        "sha256": citation.sha256 or wording.say("没有取得内容"),
        "missing": missing,
        "ocr": citation.read_by == "ocr",
    }
