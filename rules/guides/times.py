"""The limits that a guide states and those of the list, compared where both are stated in one unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rules.guides.guide import Guide
from rules.phrases import squeeze

LEGAL, PROMISED = "legal", "promised"
KINDS: Mapping[str, str] = {"法定": LEGAL, "承诺": PROMISED}
TITLES = {LEGAL: "法定期限", PROMISED: "承诺期限"}
_DAYS = re.compile(r"(\d{1,3})个?(工作日|日|天)")
_STATED = re.compile(r"(法定|承诺)[^,;。\d法承]{0,12}(\d{1,3})个?(工作日|日|天)")
Span = tuple[int, str]  # days and their unit


def of_guides(guides: Iterable[Guide]) -> dict[str, Span]:
    """The legal and promised limit that guides state, each where it is stated once and nothing contradicts it."""
    found: dict[str, set[Span]] = {LEGAL: set(), PROMISED: set()}
    for guide in guides:
        for part in guide.under("limit"):
            heading, text = squeeze(part.heading), squeeze(part.content)
            for kind, days, unit in _STATED.findall(text):
                found[KINDS[kind]].add(_span(days, unit))
            kinds = [known for word, known in KINDS.items() if word in heading]
            days_said = _DAYS.findall(text)
            if len(kinds) == 1 and days_said and not _STATED.search(text):
                found[kinds[0]] |= {_span(*each) for each in days_said}
    return {kind: next(iter(spans)) for kind, spans in found.items() if len(spans) == 1}


def of_list(fields: Mapping[str, str]) -> dict[str, Span]:
    """The legal and promised limit that an item's row in the list states."""
    said = {kind: {_span(*each) for each in _DAYS.findall(squeeze(fields.get(kind, "")))} for kind in TITLES}
    return {kind: next(iter(spans)) for kind, spans in said.items() if len(spans) == 1}


def _span(days: str, unit: str) -> Span:
    return int(days), "工作日" if unit == "工作日" else "日"


def differing(guides: Iterable[Guide], fields: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    """(name of the limit, in the guide, in the list) of each that both state in one unit and that is not the same."""
    shown, listed = of_guides(guides), of_list(fields)
    for kind in TITLES:
        if kind in shown and kind in listed and shown[kind][1] == listed[kind][1] and shown[kind] != listed[kind]:
            yield TITLES[kind], f"{shown[kind][0]}{shown[kind][1]}", f"{listed[kind][0]}{listed[kind][1]}"
