"""Whether the counts of enterprises that a report states add up, and agree with its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.snapshot import Document
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze
from rules.pollution.counting import (
    MEASURED,
    MET,
    OVER,
    OWED,
    STOPPED,
    TOTAL,
    UNMEASURED,
    Counted,
    Sentence,
    is_about,
    sentences,
)
from rules.pollution.owed import is_whole
from rules.pollution.reports import Report
from rules.pollution.unmonitored import is_unmonitored
from rules.pollution.verdicts import verdict_of

_OVERLAP = re.compile(
    "同一家|同一企业|同时(?:为|属|列|是)|重复|实际(?:为|有)?\\d|双(?:重|控)|既是|既属|交叉|均列入|都列入|同属|含\\d+家|两类|多种类型"
)
_OPEN = re.compile("主要|其余|等\\d|部分|之一|如|例如")
_ALL_LISTED = re.compile("名单|附[表件]|详见|见下表|如下表?|一览表|结果(?:见|如下|公布|公示|公开)")
_EVERY = ("废水", "废气", "污水处理厂")


def wrong_counts(report: Report) -> Iterator[Finding]:
    """The counts of a report that do not add up: kinds to a total, kept and over to all that were measured, rows to a count."""
    said = [(document, sentence) for document, text in report.texts for sentence in sentences(text)]
    is_overlapping = any(_OVERLAP.search(squeeze(text)) for _, text in report.texts)
    found: dict[str, Finding] = {}
    for document, sentence in said:
        for note, is_sure, values in (*_kinds(sentence, is_overlapping=is_overlapping), *_done(sentence)):
            tell = failed if is_sure and not is_about(sentence.text) else cant_tell
            finding = tell("wrong-count", document.cite(_quote(document.text, sentence)), note=note, **values)
            found.setdefault(str(finding), finding)
    yield from found.values()
    if not is_overlapping:
        yield from _rows(report, [sentence for _, sentence in said])


def unequal(document: Document, sentence: Sentence) -> Iterator[Finding]:
    """A finding where the enterprises that kept their limits and those that did not are not all that were measured."""
    by_state = _by_state(sentence)
    whole = by_state.get(MEASURED) or (by_state.get(TOTAL) if not {UNMEASURED, STOPPED} & set(by_state) else None)
    met, over = by_state.get(MET), by_state.get(OVER)
    if (
        not (whole and met and over)
        or len({each.kind for each in (whole, met, over)} - {""}) > 1
        or len(sentence.counts) > 3
    ):
        return
    if len({whole.by_times, met.by_times, over.by_times}) == 1 and met.number + over.number != whole.number:
        note = "“{words}”：达标 {met} 与超标 {over} 之和不是 {total}"
        values = _told(sentence, met=met.number, over=over.number, total=whole.number)
        tell = cant_tell if is_about(sentence.text) else failed
        yield tell("wrong-count", document.cite(_quote(document.text, sentence)), note=note, **values)


Wrong = tuple[str, bool, dict[str, str]]


def _quote(text: str, sentence: Sentence) -> str:
    """The line of a text in which a sentence stands."""
    return next((line.strip() for line in text.splitlines() if sentence.text[:12] in squeeze(line)), sentence.text[:60])


def _kinds(sentence: Sentence, *, is_overlapping: bool) -> Iterator[Wrong]:
    """A total of enterprises and behind it the numbers of each kind."""
    for n, total in enumerate(sentence.counts):
        parts = _parts_behind(sentence.counts[n + 1 :])
        if total.kind or not _are_parts(total, parts):
            continue
        goes_on = n + 1 + len(parts) < len(sentence.counts)
        added = sum(part.number for part in parts)
        if added != total.number and not (goes_on or is_overlapping or _OPEN.search(sentence.text)):
            kinds = {part.kind for part in parts}
            is_complete = set(_EVERY) <= kinds or parts[-1].kind == "其他" or "分别" in sentence.text
            note = "“{words}”：各类之和为 {added}，与 {total} 不符"
            yield note, is_complete and added < total.number, _told(sentence, added=added, total=total.number)
        return


def _are_parts(total: Counted, parts: Sequence[Counted]) -> bool:
    """Whether counts may be the parts of a total: of several kinds, each once, in the same unit."""
    is_total = total.state in (TOTAL, MEASURED, OWED, OVER, MET, "")
    kinds = {part.kind for part in parts}
    return is_total and len(parts) > 1 and len(kinds) == len(parts) and total.by_times == parts[0].by_times


def _told(sentence: Sentence, **numbers: int) -> dict[str, str]:
    return {"words": sentence.text[:80], **{name: str(number) for name, number in numbers.items()}}


def _parts_behind(counts: Sequence[Counted]) -> list[Counted]:
    """The counts with a kind that follow one another; the first without one ends them."""
    parts: list[Counted] = []
    for each in counts:
        if not each.kind:
            break
        parts.append(each)
    return parts


def _done(sentence: Sentence) -> Iterator[Wrong]:
    """Enterprises to be measured, measured, and not measured."""
    by_state = _by_state(sentence)
    owed, done = by_state.get(OWED) or by_state.get(TOTAL), by_state.get(MEASURED)
    rest = by_state.get(UNMEASURED) or by_state.get(STOPPED)
    if (
        not (owed and done and rest)
        or len(sentence.counts) > 3
        or len({each.kind for each in (owed, done, rest)} - {""}) > 1
    ):
        return
    if len({each.by_times for each in (owed, done, rest)}) > 1:
        return
    if done.number + rest.number != owed.number and done.number != owed.number:
        note = "“{words}”：已监测 {done} 与未监测 {rest} 之和不是 {total}"
        values = _told(sentence, done=done.number, rest=rest.number, total=owed.number)
        yield note, rest.state == UNMEASURED, values


def _by_state(sentence: Sentence) -> dict[str, Counted]:
    """The only count of each state; states that are counted twice are left out."""
    found: dict[str, Counted] = {}
    twice = set()
    for each in sentence.counts:
        twice |= {each.state} if each.state in found else set()
        found.setdefault(each.state, each)
    return {state: each for state, each in found.items() if state not in twice}


def _rows(report: Report, said: Sequence[Sentence]) -> Iterator[Finding]:
    """The number of enterprises said to be measured, against those of the tables, where all were read and listed."""
    totals = {
        each.number
        for sentence in said
        for each in sentence.counts
        if each.state == MEASURED and not each.kind and not each.by_times
    }
    rows = [row for row in report.rows if row.enterprise]
    names = {row.enterprise for row in rows}
    if len(totals) != 1 or len(names) < 2 or not is_whole(report) or not _lists_all(report):
        return
    total = totals.pop()
    measured = {row.enterprise for row in rows if not is_unmonitored(row)}
    pairs, stated = (
        {(row.enterprise, row.kind) for row in rows},
        {each.number for sentence in said for each in sentence.counts},
    )
    counts = (len(names), len(measured), len(pairs))
    if total in (*counts, len(rows), len(names) - len(measured)) or stated & set(counts):
        return
    note = "写明 {total} 家，表中列出 {rows} 家"
    tell = failed if len(names) < total else cant_tell
    yield tell("wrong-count", report.cite(str(total)), note=note, total=str(total), rows=str(len(names)))


def _lists_all(report: Report) -> bool:
    """Whether the tables are said to list those that were counted, and not only those that are over their limits."""
    words = squeeze("".join(text for _, text in report.texts))
    return _ALL_LISTED.search(words) is not None and any(verdict_of(row) is not False for row in report.rows)
