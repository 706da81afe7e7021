"""What a clerk was shown of a fault, and whether it says where, what and what to do, in one language and without the machine's own words.

The words that are looked for are written down here and in the tables of faults, not taken from the program: a table of its that is
emptied is found out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LANGUAGES = ("zh", "en")
TRACE = re.compile(r"Traceback \(most recent|^\s+File \"|程序出错|This is a bug", re.MULTILINE)
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FIELD = re.compile(r"\{[a-z_]+\}")
RAW = re.compile(
    r"\[Errno|\bErrno\b|\berrno\b|\b[A-Z]\w*(?:Error|Exception|Warning)\b|\bgaierror\b|\bsqlite3\.|<class "
)
# Commands, addresses, paths and names of settings are the same in every language.
SAME = re.compile(
    r"gongkai(?: [a-z]+)*(?: --?[a-z-]+)*|[a-z]+://\S+|[\w.~-]*/[\w./~%-]*|\b\w+\.(?:toml|csv|xlsx?|txt|html?)\b|ulimit -\w|\w+_\w+"
)
PROSE = re.compile(r"\b[a-z]{2,}(?: [a-z]{2,}){2,}\b")
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
DO = {
    "zh": re.compile(r"请|不用管|再次运行会|另有|会再试"),
    "en": re.compile(
        r"(?:^|[.;:,(—] ?|\band |\bor |\bthen |\bplease )(?:nothing to do|check|run|wait|close|make|raise|restore|ask|open|enter|tell|"
        r"use|choose|install|write|correct|mend|remove|delete|copy|see|set|give|add|rename|save|put|start|look|change|keep|free|stop|take|agree|"
        r"do not|leave|fill|pick|export|unprotect|sort|undo|name|type|send|compute|say|mark|clear|split|import|try|confirm|"
        r"it goes on|it is tried)\b",
        re.IGNORECASE | re.MULTILINE,
    ),
}


@dataclass(frozen=True)
class Shown:
    """What one real command said of one injected fault in one language.

    `where` are texts that must stand in it: a path, a site, a cell, a setting. `what` is a pattern that says the trouble in words of
    this language. `codes` are those that are documented for it. `names` may be Chinese in any language: what people, pages and
    files call themselves. `silent`: the fault was overcome, so that there is nothing to tell, and `wrong` says where that was not so.
    """

    fault: int
    case: str
    language: str
    text: str
    code: int | None
    codes: tuple[int, ...]
    where: tuple[str, ...] = ()
    what: str = ""
    names: tuple[str, ...] = ()
    silent: bool = False
    wrong: tuple[str, ...] = ()


def faults_of(shown: Shown) -> Iterator[str]:
    """What is wrong with what was shown."""
    yield from shown.wrong
    if shown.code not in shown.codes:
        yield f"the exit code is {shown.code}, documented: {' or '.join(map(str, shown.codes))}"
    yield from harm_of(shown.text)
    if shown.silent:
        return
    for place in shown.where:
        if _joined(place) not in _joined(shown.text):
            yield f"it does not say where: {place!r}"
    if not re.search(shown.what, shown.text, re.IGNORECASE):
        yield f"it does not say what: /{shown.what}/"
    if not DO[shown.language].search(shown.text):
        yield "it does not say what to do"
    yield from other_language(shown)


def harm_of(text: str) -> Iterator[str]:
    """What no text for people may have in it."""
    for sign, told in (
        (TRACE, "a traceback"),
        (OBEYED, "a control character"),
        (FIELD, "a field that was not filled"),
        (RAW, "the machine's own words"),
    ):
        if found := sign.search(text):
            yield f"{told}: {found[0]!r}"


def other_language(shown: Shown) -> Iterator[str]:
    """Words of the other language, names aside."""
    text = shown.text
    for name in (*shown.names, *shown.where):
        text = text.replace(name, "")
    if shown.language == "en":
        text = re.sub(r"“[^”]*”|\"[^\"]*\"", "", text)  # what is quoted is quoted as it stands
        if found := CHINESE.search(text):
            yield f"Chinese within English: {found[0]!r}"
    elif found := PROSE.search(SAME.sub("", text)):
        yield f"English within Chinese: {found[0]!r}"


def _joined(text: str) -> str:
    return "".join(text.split())


@dataclass(frozen=True)
class Tally:
    """Which faults were shown well in both languages, what was wrong, and which were not shown at all."""

    well: frozenset[int]
    wrong: tuple[str, ...]
    cases: int
    messages: int


def tally(shown: Sequence[Shown]) -> Tally:
    """The same from everything that was shown; a fault counts when all that was shown of it is well, in both languages."""
    wrong = [(each, fault) for each in shown for fault in faults_of(each)]
    bad = {each.fault for each, _ in wrong}
    both = {
        number
        for number in {each.fault for each in shown}
        if {each.language for each in shown if each.fault == number} == set(LANGUAGES)
    }
    told = tuple(
        f"fault {each.fault} {each.case} ({each.language}): {fault}: {each.text[-300:]!r}" for each, fault in wrong
    )
    cases = len({(each.fault, each.case) for each in shown})
    return Tally(frozenset(both - bad), told, cases, len(shown))
