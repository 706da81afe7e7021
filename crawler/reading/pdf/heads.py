"""The head of a table of a PDF that has no lines: which of its words are one heading, and how far down each reaches."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from crawler.reading.pages.flow import join
from crawler.reading.pdf.pieces import Row, Spans, covers, texts_of

BESIDE = 0.95  # of the size: lines nearer to each other stand beside each other, not below
BROKEN = 1.4  # of the size: the lines of a broken heading stand no farther apart
CLOSER = 0.85  # of the distance of rows: so near are the lines of a broken heading

Texts = tuple[str, ...]


def head_rows(head: Sequence[Row], body: Sequence[Row], spans: Spans) -> list[Texts]:
    """The rows of a head. A heading in the middle beside two rows stands in both of them."""
    pitch = median([after.base - before.base for before, after in pairwise(body)] or [0.0])
    groups: list[list[Row]] = []
    middle: list[Row] = []
    for each in head:
        if groups and each.base - groups[-1][-1].base <= BESIDE * each.size:
            middle.append(each)
        elif groups and _is_rest(groups[-1], each, pitch, spans):
            groups[-1].append(each)
        else:
            groups.append([each])
    made = [texts_of(group, spans) for group in groups]
    for each in middle:
        before = max(number for number, group in enumerate(groups) if group[0].base <= each.base)
        within = each.base < groups[before][-1].base
        for number in range(before, min(before + (1 if within else 2), len(made))):
            pairs = zip(made[number], texts_of([each], spans), strict=True)
            made[number] = tuple(join(list(filter(None, pair))) for pair in pairs)
    return made


def _is_rest(group: Sequence[Row], below: Row, pitch: float, spans: Spans) -> bool:
    """Whether a line is the rest of headings broken over lines: nearer than rows are, none of them over two columns."""
    apart = below.base - group[-1].base
    single = all(len(covers(piece, spans)) == 1 for each in (*group, below) for piece in each.pieces)
    whole = below.base - group[0].base <= BROKEN * below.size * len(group)
    return single and whole and apart <= min(BROKEN * below.size, CLOSER * pitch)
