"""How many enterprises a text speaks of: the totals, kinds and states that its sentences count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.phrases import squeeze
from rules.pollution.kinds import kind_in

_COUNT = re.compile(
    r"(?<![\d.(〔\[第年月-])(\d{1,5})(?:余|多)?(家次|企业次|次|家|座|个|户|间)(?!月|工作日|季|百分|监测点|点位|断面|百分点|多?小时|市|县|区|项|因子|指标|排[放污]?口|次)"
)
LONGEST = 600  # characters of a sentence
_ABOUT = re.compile(r"\d(?:余|多)")
_GOES_ON = re.compile(r"[。;]\s*其中")  # a sentence that divides what the one before counted
_SENTENCE = re.compile(r"[。;\n]")
_CLAUSE = re.compile(r"[,:、()]|其中|以及|和(?=\d|[废污重危畜])")
TOTAL, MET, OVER, MEASURED, UNMEASURED, STOPPED, OWED = (
    "total",
    "met",
    "over",
    "measured",
    "unmeasured",
    "stopped",
    "owed",
)
_STATES = (
    (re.compile("应(?:开展)?[^,]{0,6}监测|计划监测|列入|纳入|名单"), OWED),
    (re.compile("未(?:开展|进行|实施)?(?:监督性)?监测|没有监测|未测"), UNMEASURED),
    (re.compile("停产|关停|停运|停业|关闭"), STOPPED),
    (re.compile("超标|不达标|未达标|不符合|不合格"), OVER),
    (re.compile("达标|符合|合格"), MET),
    (
        re.compile(
            "实际(?:开展|完成)?监测|实测|完成(?:了)?[^,]{0,8}监测|共?(?:开展|进行)(?:了)?[^,]{0,12}监测|监测(?:了)?(?:企业|污染源)?"
        ),
        MEASURED,
    ),
    (re.compile("共有?|总(?:数|计|共)|合计|全[市县区省州]|我[市县区省]"), TOTAL),
)


@dataclass(frozen=True)
class Counted:
    """A number of enterprises, or of times that they were measured, in a sentence: its kind of polluters and its state, or ""."""

    number: int
    kind: str
    state: str
    by_times: bool
    at: int


@dataclass(frozen=True)
class Sentence:
    """The counts of one sentence, squeezed, in order."""

    text: str
    counts: tuple[Counted, ...]


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text that count two enterprises or more; rows of tables and long stretches are none."""
    for part in _SENTENCE.split(_GOES_ON.sub("，其中", text.replace("；", ";"))):
        if "\t" in part.strip() or part.count("|") > 1:
            continue
        plain = squeeze(part) if len(part) < LONGEST * 2 else ""
        found = tuple(_counts(plain)) if len(plain) < LONGEST else ()
        if found:
            yield Sentence(plain, found)


def _counts(text: str) -> Iterator[Counted]:
    matches = list(_COUNT.finditer(text))
    for n, match in enumerate(matches):
        start = matches[n - 1].end() if n else 0
        end = matches[n + 1].start() if n + 1 < len(matches) else len(text)
        before, after = text[start : match.start()], text[match.end() : end]
        if text.count("(", 0, match.start()) > text.count(")", 0, match.start()):
            continue  # what stands in brackets divides a count that is divided otherwise outside of them
        near, behind = _nearest(before), _first(after)
        kind = kind_in(behind) or kind_in(near) or kind_in(before)
        yield Counted(int(match[1]), kind, _state(behind, near), match[2].endswith("次"), match.start())


def _nearest(words: str) -> str:
    """The clause just before a number."""
    return _CLAUSE.split(words)[-1][-30:]


def _first(words: str) -> str:
    """The clause just behind a number; one that leads to the next number is not of this one."""
    return _CLAUSE.split(words)[0][:30]


def _state(behind: str, near: str) -> str:
    for words in (behind, near):
        for pattern, state in _STATES:
            if pattern.search(words):
                return state
    return ""


def is_about(text: str) -> bool:
    """Whether a text counts only roughly (40余家)."""
    return _ABOUT.search(text) is not None
