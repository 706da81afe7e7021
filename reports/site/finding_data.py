"""A finding as plain data: what was seen and where, what it cost and how that came about, what proves it, and what people made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from checker.decided import may_be_ruled, named
from checker.indicator import Sort
from checker.rulings import Ruling
from checker.scoring import DOUBTFUL, Assessment
from reports.disputes_named import DISPUTABLE, Disputed
from reports.disputes_told import decision, origin
from reports.explain_finding import OPEN, found_cost, part_of, price_lines
from reports.explain_sums import amount
from reports.marks import SIGNS
from reports.questions import problem_or_question
from reports.remedies import advice, named_in
from reports.site.cited import all_cited
from reports.site.values import Data, Month
from reports.wording import Wording, plain
from rules.finding import Finding, Outcome

TONES: Mapping[Outcome, str] = {
    Outcome.PASSED: "good",
    Outcome.FAILED: "bad",
    Outcome.CANT_TELL: "doubt",
    Outcome.UNTESTED: "doubt",
    Outcome.INAPPLICABLE: "calm",
}


def sign(outcome: Outcome) -> str:
    """The sign of an outcome, which says without any colour what it is."""
    return SIGNS[outcome][0]


def finding_anchor(each: Disputed) -> str:
    """Where a finding stands in the page of its department."""
    return f"f-{each.verdict.indicator}-{each.digest}"


def finding_data(each: Disputed, factor: Decimal, month: Month) -> Data:
    """Everything that a page says of a finding; `factor` is what a point of its indicator is worth in the mark."""
    wording, finding, item = month.wording, each.item.finding, each.item
    disputable = finding.outcome in DISPUTABLE
    return {
        "id": finding_anchor(each),
        "sign": sign(item.outcome),
        "tone": TONES[item.outcome],
        "outcome": wording.outcome(item.outcome),
        "place": wording.place(finding.place),
        "what": what(each.verdict.rule, finding, item.outcome, wording),
        "note": wording.finding(finding),
        "do": advice(named_in(finding), wording) if item.outcome in DOUBTFUL else [],
        **_cost(each, factor, wording),
        "how": wording.say("；").join(price_lines(each, wording)) if disputable else "",
        "name": str(each.name) if disputable else "",
        "rulings": list(_rulings(each, month)) if disputable else [],
        "machine": _machine(each, month) if disputable else "",
        "open": [wording.say(OPEN[reason]) for reason in item.open],
        "appeals": list(_appeals(each.name.key, month)) if disputable else [],
        "evidence": all_cited(finding.evidence, month, wording),
    }


def what(rule: str, finding: Finding, outcome: Outcome, wording: Wording) -> str:
    """A problem or what is asked, and of what; of a finding without a problem its subject alone."""
    words, about = problem_or_question(rule, finding.problem, outcome, wording), wording.subject(plain(finding.subject))
    return wording.say("{problem}：{subject}", problem=words, subject=about) if words and about else words or about


def _cost(each: Disputed, factor: Decimal, wording: Wording) -> Data:
    """What it costs or leaves in doubt, in points of its indicator, and what that is of the mark."""
    item, sort = each.item, each.verdict.sort
    value = item.deducted or item.doubted
    words = ""
    if item.deducted:
        said = "未加 {mark} 分" if sort is Sort.BONUS else "扣 {mark} 分"
        words = wording.say(said, mark=wording.mark(item.deducted))
    elif item.doubted:
        words = wording.say("{mark} 分不能评定", mark=wording.mark(item.doubted))
    elif item.outcome is Outcome.FAILED and sort is Sort.DEDUCT:
        words = wording.say("没有再扣分")
    share = wording.say("折合百分制 {points} 分", points=amount(value * factor)) if value and factor else ""
    return {"cost": words, "worth": str(value), "share": share}


def _rulings(each: Disputed, month: Month) -> Iterator[Data]:
    """The ruling that counts, then the others on the same finding, each with what it is."""
    wording, item = month.wording, each.item
    said = month.results.rulings.get(each.name.key, ())
    if item.ruling is not None:
        yield _ruling(item.ruling, wording.say("裁定"), _effect(each, wording), month)
    for other in said:
        if other != item.ruling:
            yield _ruling(other, wording.say(part_of(other, said, item.ruling is None)), "", month)


def _ruling(ruling: Ruling, label: str, effect: str, month: Month) -> Data:
    wording = month.wording
    return {
        "label": label,
        "decision": decision(ruling, wording),
        "by": plain(ruling.by),
        "on": wording.day(ruling.on),
        "iso": ruling.on.isoformat(),
        "reason": plain(ruling.reason),
        "source": wording.say("出自 {source}", source=origin(ruling, month.results.files, wording)),
        "effect": effect,
    }


def _effect(each: Disputed, wording: Wording) -> str:
    """What was before the ruling that counts, and what is after it."""
    item = each.item
    before = wording.say("{outcome}，{cost}", outcome=wording.outcome(item.finding.outcome),
                         cost=found_cost(each, wording))  # fmt: skip
    cost = wording.say("{mark} 分不能评定" if item.outcome in DOUBTFUL else "扣 {mark} 分",
                       mark=wording.mark(item.deducted + item.doubted))  # fmt: skip
    after = wording.say("{outcome}，{cost}", outcome=wording.outcome(item.outcome), cost=cost)
    return wording.say("裁定前：{before}；裁定后：{after}", before=before, after=after)


def _machine(each: Disputed, month: Month) -> str:
    """What the machine had found, where people disagree and none of them counts."""
    if each.item.ruling is not None or not month.results.rulings.get(each.name.key):
        return ""
    outcome, wording = each.item.finding.outcome, month.wording
    return wording.say("机器认定：{outcome}，{cost}", outcome=wording.outcome(outcome), cost=found_cost(each, wording))


def _appeals(key: str, month: Month) -> Iterator[Data]:
    wording = month.wording
    for appeal in month.results.appeals:
        if appeal.finding == key:
            yield {
                "number": wording.say("申诉 {number}", number=str(appeal.number)),
                "by": plain(appeal.by),
                "on": wording.day(appeal.on),
                "iso": appeal.on.isoformat(),
                "says": plain(appeal.says),
                "files": [{"name": plain(file.name), "sha256": plain(file.sha256)} for file in appeal.evidence],
                "answer": "" if appeal.answer is None else _answered(appeal.answer, wording),
            }


def _answered(ruling: Ruling, wording: Wording) -> str:
    told = wording.say("答复：{decision}（{by}，{day}）", decision=decision(ruling, wording), by=plain(ruling.by),
                       day=wording.day(ruling.on))  # fmt: skip
    return wording.say("{told}；{words}", told=told, words=plain(ruling.reason)) if ruling.reason else told


def rulings_on_gone(assessment: Assessment, month: Month) -> Iterator[Data]:
    """What people said of findings of a department that are no longer there, since it was checked anew."""
    start = f"{assessment.period}/{assessment.department.id}/"
    here = {
        name.key for verdict in assessment.verdicts for name, item in named(assessment, verdict) if may_be_ruled(item)
    }
    keys = [*month.results.rulings, *(each.finding for each in month.results.appeals)]
    for key in dict.fromkeys(key for key in keys if key.startswith(start) and key not in here):
        said = month.results.rulings.get(key, ())
        label = month.wording.say("裁定")
        yield {
            "name": key,
            "machine": "",
            "open": [],
            "rulings": [_ruling(ruling, label, "", month) for ruling in said],
            "appeals": list(_appeals(key, month)),
        }
