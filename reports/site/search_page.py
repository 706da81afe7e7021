"""The report's search: a page, and what can be found as a script, for a page on disk may not fetch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from checker.decided import named
from checker.ledger.cases import Case
from checker.scoring import Assessment, Verdict, Weighed
from crawler.snapshot import Citation
from reports.docket_words import STATES, duty, what_is_it
from reports.site.values import Data, Month
from reports.standing import shown
from reports.themes import by_theme, theme_of, theme_words
from reports.wording import plain
from rules.finding import Outcome
from rules.rule import catalogue

MOST_QUOTES = 3  # of a finding: who looks for more words of one page has its stored copy
MOST_WORDS = 120  # characters of each
KINDS: Mapping[str, str] = {
    "department": "单位",
    "topic": "领域",
    "rule": "规则",
    "failed": "问题",
    "doubt": "未能检测或待核实",
    "case": "整改条目",
    "passed": "合规",
}
KIND_OF: Mapping[Outcome, str] = {
    Outcome.FAILED: "failed",
    Outcome.CANT_TELL: "doubt",
    Outcome.UNTESTED: "doubt",
    Outcome.PASSED: "passed",
}
TONES: Mapping[str, str] = {"failed": "bad", "doubt": "doubt", "passed": "good", "case": "busy"}


@dataclass(frozen=True)
class Entry:
    """What can be found: its kind, page and anchor, what it is called, where it belongs, whose it is, and other words of it."""

    kind: str
    page: str
    title: str
    anchor: str = ""
    context: str = ""
    department: str = ""
    words: tuple[str, ...] = ()


def search(month: Month) -> Data:
    """The kinds, and for who has no scripts all departments by group and all topics."""
    groups = [
        {"name": name, "departments": [_department_link(each.assessment) for each in members]}
        for name, members in shown(tuple(month.standings.values()))
    ]
    topics = [{"file": each.page, "title": each.title} for each in _topics(month)]
    kinds = [{"id": id, "words": month.wording.say(words), "tone": TONES.get(id, "")} for id, words in KINDS.items()]
    return {"kinds": kinds, "groups": groups, "topics": topics}


def _department_link(assessment: Assessment) -> Data:
    return {"file": f"department/{assessment.department.id}.html", "title": plain(assessment.department.name)}


def search_index(month: Month) -> str:
    """A script that holds what can be found. Every text stands in it once; an entry names its texts by their numbers:
    kind, page, title, context, then its other words; before them its anchor and whose it is."""
    texts: dict[str, int] = {"": 0}

    def number(text: str) -> int:
        return texts.setdefault(text, len(texts))

    entries = [
        [
            each.anchor,
            each.department,
            number(each.kind),
            *map(number, (each.page, each.title, each.context)),
            *(number(words) for words in each.words if words),
        ]
        for each in _entries(month)
    ]
    body = json.dumps({"texts": list(texts), "entries": entries}, ensure_ascii=False, separators=(",", ":"))
    return f"window.gongkaiIndex = {body};\n"


def _entries(month: Month) -> Iterator[Entry]:
    yield from (_department(each.assessment, month) for each in month.standings.values())
    yield from _topics(month)
    yield from _rules(month)
    yield from (_finding(*each, month) for each in _found(month))
    yield from (_case(case, month) for case in month.docket.cases)


def _department(assessment: Assessment, month: Month) -> Entry:
    department = assessment.department
    page = f"department/{department.id}.html"
    words = (*map(plain, department.aliases), department.id, _short(department.home))
    return Entry("department", page, plain(department.name), department=department.id, words=words)


def _topics(month: Month) -> Iterator[Entry]:
    used = by_theme(each.rule for each in month.results.scheme.indicators)
    for theme, ids in used.items():
        titles = dict.fromkeys(month.wording.rule_title(id) for id in ids)
        yield Entry("topic", f"topic/{theme.id}.html", theme_words(theme, month.wording), words=tuple(titles))


def _rules(month: Month) -> Iterator[Entry]:
    say = month.wording.say
    titles: dict[str, list[str]] = {}
    for each in month.results.scheme.indicators:
        titles.setdefault(each.rule, []).append(f"{each.id} {say(plain(each.title))}")
    for id, names in titles.items():
        known = catalogue().get(id)
        told = (say(known.duty), say(known.basis), *map(say, known.problems.values())) if known else ()
        context = theme_words(theme_of(id), month.wording)
        yield Entry("rule", f"rule/{id}.html", month.wording.rule_title(id), context=context, words=(*names, *told, id))


def _found(month: Month) -> Iterator[tuple[str, Assessment, Verdict, Weighed]]:
    """Every finding that says something of what is or is not there, with the last part of its name; what would only have added is no
    problem."""
    for each in month.standings.values():
        for verdict in each.assessment.verdicts:
            for name, item in named(each.assessment, verdict):
                if item.outcome in KIND_OF and (item.outcome is not Outcome.FAILED or item in verdict.problems):
                    yield name.key.rpartition("/")[2], each.assessment, verdict, item


def _finding(name: str, assessment: Assessment, verdict: Verdict, item: Weighed, month: Month) -> Entry:
    wording, department = month.wording, assessment.department
    duty = f"{plain(verdict.indicator)} {wording.say(plain(verdict.title))}"
    place = wording.place(item.finding.place) if item.finding.place else ""
    title, rest = _told(verdict, item, month), (duty, place)
    if not title:
        title, rest = duty, (wording.outcome(item.outcome), place)
    return Entry(
        KIND_OF[item.outcome],
        f"department/{department.id}.html",
        title,
        f"f-{verdict.indicator}-{name}",
        _line(plain(department.name), *rest),
        department.id,
        (wording.finding(item.finding), *_quoted(item.finding.evidence)),
    )


def _told(verdict: Verdict, item: Weighed, month: Month) -> str:
    """A problem by its name; one that is only in doubt never without saying so; "" where there is none, or people found that there is
    none."""
    wording, finding = month.wording, item.finding
    if not finding.problem or item.outcome is Outcome.PASSED:
        return ""
    told = wording.problem(verdict.rule, finding.problem)
    if finding.subject:
        told = wording.say("{problem}：{subject}", problem=told, subject=wording.subject(plain(finding.subject)))
    if item.outcome is not Outcome.FAILED:
        told = wording.say("{problem}：{subject}", problem=wording.outcome(item.outcome), subject=told)
    return told


def _case(case: Case, month: Month) -> Entry:
    wording, docket, id = month.wording, month.docket, case.matter.department
    number = wording.say("条目 {number}", number=str(case.number))
    context = _line(plain(docket.name(id)), number, wording.say(STATES[case.state]), duty(case, docket, wording))
    papers = dict.fromkeys(plain(event.paper) for event, _ in case.history if event.paper)
    page = f"department/{id}.html" if id in month.standings else "ledger.html"
    return Entry("case", page, what_is_it(case, wording), f"c{case.number}", context, id, tuple(papers))


def _line(*parts: str) -> str:
    return "　".join(part for part in parts if part)


def _quoted(evidence: Iterable[Citation]) -> Iterator[str]:
    """The words that are quoted, and the addresses that they are at."""
    first = tuple(evidence)[:MOST_QUOTES]
    quotes = (plain(each.quote)[:MOST_WORDS] for each in first)
    yield from dict.fromkeys(chain(quotes, (_short(each.url) for each in first)))


def _short(url: str) -> str:
    return plain(url).partition("://")[2][:MOST_WORDS]
