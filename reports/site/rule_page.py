"""The report's page of a rule: the duty, its prices, an example of each problem, how it decides, and how the departments stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from checker.indicator import Indicator, Sort, Standing
from checker.scoring import DOUBTFUL
from reports import rulebooks_words as words
from reports.grounds import grounds
from reports.questions import problem_or_question
from reports.site.rule_verdicts import departments_data, months_data
from reports.site.values import Data, Month
from reports.themes import theme_of, theme_words
from reports.wording import Wording, plain
from rules.examples import examples
from rules.finding import Finding, Outcome
from rules.rule import Rule, catalogue
from rules.topics import column_words

COLUMNS = 12  # names of columns that a page shows
FIELD = re.compile(r"\{\w+\}")
DOUBTS = 8  # kinds of doubts that a page tells


def rule_data(id: str, month: Month) -> Data:
    """Everything that a page says of a rule; of one that this version no longer knows, what the month knows of it."""
    wording, rule = month.wording, catalogue().get(id)
    theme = theme_of(id)
    indicators = [each for each in month.results.scheme.indicators if each.rule == id]
    return {
        "id": id,
        "topic": {"id": theme.id, "words": theme_words(theme, wording)},
        "duty": _duty(rule, wording),
        "basis": grounds(rule.basis, month.results.period.year, wording) if rule else "",
        "columns": list(column_words(rule.reads)[:COLUMNS]) if rule else [],
        "indicators": [_indicator(each, wording) for each in indicators],
        "problems": [_problem(name, id, indicators, wording) for name in _problems(rule, indicators)],
        "signs": [f"{wording.say(words.SHORT[each])}{wording.say(words.STANDINGS[each])}" for each in Standing],
        "decides": [*_decides(rule, wording)] if rule else [],
        "left": list(_left(id, month)),
        "departments": departments_data(id, month),
        "months": months_data(id, month),
    }


def _duty(rule: Rule | None, wording: Wording) -> list[str]:
    """What is asked, in paragraphs."""
    if rule is None:
        return []
    told = wording.either(rule.duty, f"{rule.statement}\n\n{rule.background}")
    return [" ".join(part.split("\n")) for part in told.split("\n\n") if part.strip()]


def _indicator(each: Indicator, wording: Wording) -> Data:
    """Where the scheme uses a rule, at what price, with what dials."""
    veto = each.standing("veto") if each.vetoes else Standing.UNVERIFIED
    return {
        "id": each.id,
        "title": words.own(each.title, wording),
        "sort": wording.say(words.SORTS[each.sort]),
        "points": _points(each, wording),
        "places": [wording.place(place) for place in each.places],
        "share": words.figure(each.share) if each.sort is not Sort.VETO and each.share * 100 % 1 == 0 else "",
        "whole": each.whole,
        "kinds": words.kinds(each.applies_to, wording),
        "dials": [
            words.sure(words.dial(name, value, wording), each.standing(f"dials.{name}"), wording)
            for name, value in each.dials.items()
        ],
        "veto": words.sure(words.vetoes(each, wording), veto, wording) if each.veto else "",
        "rectify": _rectify(each, wording),
        "source": words.own(each.source, wording),
    }


def _points(each: Indicator, wording: Wording) -> str:
    if each.sort is Sort.VETO:
        return ""
    points = wording.say("{points} 分", points=words.figure(each.points))
    return words.sure(points, each.standing("points"), wording)


def _rectify(each: Indicator, wording: Wording) -> str:
    if not each.rectify_in:
        return ""
    days = wording.say("{days} 个工作日", days=str(each.rectify_in))
    return words.sure(days, each.standing("rectify_in"), wording)


def _problems(rule: Rule | None, indicators: Sequence[Indicator]) -> Iterable[str]:
    """The problems that a rule can name, and any that only the scheme prices still."""
    priced = [name for each in indicators for name in each.deduct]
    return dict.fromkeys([*(rule.problems if rule else ()), *priced])


def _problem(name: str, rule: str, indicators: Sequence[Indicator], wording: Wording) -> Data:
    """A problem in words, what it costs, and an example of it."""
    example = examples().get((rule, name))
    known = catalogue().get(rule)
    return {
        "name": name,
        "words": wording.problem(rule, name),
        "prices": [_price(name, each, wording) for each in indicators if name in each.deduct],
        "lasting": bool(known and name in known.lasting),
        "example": None
        if example is None
        else {
            "doubt": wording.outcome(example.outcome) if example.outcome is Outcome.CANT_TELL else "",
            "subject": wording.subject(plain(example.subject)),
            "note": wording.finding(example.finding),
            "quote": plain(example.quote),
        },
    }


def _price(name: str, each: Indicator, wording: Wording) -> Data:
    told = words.sure(words.price(each.deduct[name], wording), each.standing(f"deduct.{name}"), wording)
    explained = ""
    if name in each.explained:
        left = words.sure(words.figure(each.explained[name]), each.standing(f"explained.{name}"), wording)
        explained = wording.say("已公开情况说明的扣 {points}", points=left)
    return {"indicator": each.id, "price": told, "most": str(each.deduct[name].each), "explained": explained}


def _decides(rule: Rule, wording: Wording) -> Iterator[str]:
    """How a rule comes to what it says, and what it leaves to people, in sentences."""

    def named(problems: Iterable[str]) -> str:
        chosen = (rule.problems[each] for each in rule.problems if each in problems)
        return wording.say("、").join(wording.say("“{words}”", words=wording.say(each)) for each in chosen)

    say = wording.say
    if rule.of_visit:
        yield say("这条规则评定的是访问本身：网站打不开时，其他规则都不评定，只有它照样评定。")
    else:
        yield say("网站打不开、读不全时不评定，记为未能检测，不算缺失。")
    yield say("每一处各评各的：本单位网站和政府门户网站分别给出结果，每条结果都附有所看的页面、引文和取得时间。")
    always = [each for each in rule.problems if _is_doubt(rule.id, each)]
    if always:
        yield say("{problems}只提请人核实，不直接扣分。", problems=named(always))
    if rule.hiding:
        yield say("发现{problems}时，同一内容的其他问题看不到，不再另记。", problems=named(rule.hiding))
    if rule.stops:
        yield say("发现{problems}时，这一处的其他内容都看不到，不再评定。", problems=named(rule.stops))
    if rule.spans == frozenset(rule.problems):
        yield say("这条规则的问题都属于某一月、季或年：整改与否，以后各月回到那个时段去看。")
    elif rule.spans:
        yield say("{problems}属于某一月、季或年：整改与否，以后各月回到那个时段去看。", problems=named(rule.spans))
    if rule.anchored:
        yield say("{problems}要在当初发现的那一页上看到改好了，才算整改。", problems=named(rule.anchored))
    if rule.beside:
        yield say("{problems}要两处都看得到才能判断。", problems=named(rule.beside))
    if rule.lasting:
        yield say("{problems}已成事实，无法补救：写明原因，由人决定能否销号。", problems=named(rule.lasting))
    yield say("由图像识别读出的文字不单独作为扣分的依据，须由人看过。")


def _is_doubt(rule: str, problem: str) -> bool:
    """Whether a rule names a problem as a doubt alone, so far as its cases tell."""
    example = examples().get((rule, problem))
    return example is not None and example.outcome is Outcome.CANT_TELL


def _left(id: str, month: Month) -> Iterator[Data]:
    """What the rule left to people or could not look at in the months that are known, the most frequent first."""
    found: Counter[tuple[Outcome, str]] = Counter()
    for past in month.past:
        for _, verdicts in past.by_rule.get(id, ()):
            findings = (item.finding for verdict in verdicts for item in verdict.weighed)
            found.update(
                (each.outcome, _doubt(id, each, month.wording)) for each in findings if each.outcome in DOUBTFUL
            )
    for (outcome, said), count in found.most_common(DOUBTS):
        yield {"outcome": month.wording.outcome(outcome), "words": said, "count": count}


def _doubt(rule: str, finding: Finding, wording: Wording) -> str:
    """A kind of doubt: the problem that it would be, and why, without what differs from one to the other."""
    why = FIELD.sub("…", wording.say(finding.note))
    return (
        problem_or_question(rule, finding.problem, finding.outcome, wording)
        + ("：" if finding.problem and why else "")
        + why
    )
