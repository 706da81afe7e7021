"""Charts whose rows turn back as an ox ploughs: the second row runs from right to left, the third from left to right again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Protocol, TypeVar

from rules.phrases import squeeze

COLUMNS = 3  # fewer are a main way with what branches off
ALIGNED = 0.25  # of the way to the next column: boxes under each other may be off by so much
TELLING = 2  # pairs of steps in the wrong order; one may be a box beside the main way
_PHASES = (  # in the order in which every power runs, 《行政许可法》第四章 and 《行政处罚法》第五章
    "申请|申报|申领|案件来源|案源|发现|线索|举报|报名",
    "受理|接件|收件|立案|受案|接收",
    "审查|审核|初审|复审|调查|取证|勘查|勘验|踏勘|评审|检查|核查|核实|会审|审议|论证",
    "告知|听证|申辩|陈述",
    "决定|批准|审批|签发|核准|批复|准予",
    "制证|发证|颁发|颁证|核发|发放|打证|打印",
    "送达|领取|领证|公告|公布|执行|缴纳|履行",
    "结案|归档|办结|存档|登记入册",
)
_PHASE = re.compile("|".join(f"(?P<p{number}>{words})" for number, words in enumerate(_PHASES)))


class Placed(Protocol):
    """A box with its words and its place: left, top, right, bottom."""

    @property
    def text(self) -> str: ...

    @property
    def place(self) -> tuple[int, int, int, int]: ...


B = TypeVar("B", bound=Placed)


def in_flow_order(boxes: Sequence[B]) -> list[B]:
    """Boxes that are given line by line, in the order in which the chart runs.

    Every second row is turned where all boxes stand in columns and either a last, shorter row begins at the right, or the
    steps would otherwise go back (决定 before 审查) more often. Whatever is laid out otherwise is left as it is given.
    """
    rows = _rows(boxes)
    widest = len(rows[0]) if rows else 0
    if len(rows) < 2 or widest < COLUMNS or any(len(row) != widest for row in rows[:-1]) or len(rows[-1]) > widest:
        return list(boxes)
    columns = _columns(rows)
    if columns is None:
        return list(boxes)
    turned = [box for number, row in enumerate(rows) for box in (reversed(row) if number % 2 else row)]
    plain = [box for row in rows for box in row]
    fewer, more = _backward(turned), _backward(plain)
    last = columns[-1]
    begins_right = len(rows) % 2 == 0 and len(last) < widest and last[-1] == widest - 1 and last[0] > 0
    return turned if fewer + TELLING <= more or (begins_right and fewer <= more) else list(boxes)


def _rows(boxes: Sequence[B]) -> list[list[B]]:
    """The boxes that stand beside each other, from top to bottom, each row from left to right."""
    rows: list[list[B]] = []
    for box in sorted(boxes, key=lambda box: box.place[1] + box.place[3]):
        middle = (box.place[1] + box.place[3]) / 2
        if rows and rows[-1][0].place[1] <= middle <= rows[-1][0].place[3]:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=_middle) for row in rows]


def _columns(rows: Sequence[Sequence[B]]) -> list[list[int]] | None:
    """The columns of the first row under which the boxes of each row stand; None where one stands under none."""
    heads = [_middle(box) for box in rows[0]]
    near = ALIGNED * min(after - before for before, after in pairwise(heads))
    found: list[list[int]] = []
    for row in rows:
        under = [number for box in row for number, head in enumerate(heads) if abs(_middle(box) - head) <= near]
        if len(set(under)) != len(row):
            return None
        found.append(under)
    return found


def _middle(box: Placed) -> float:
    return (box.place[0] + box.place[2]) / 2


def _backward(boxes: Sequence[Placed]) -> int:
    """How many pairs of steps stand in another order than that in which powers run."""
    phases = [_phase(box.text) for box in boxes]
    known = [phase for phase in phases if phase is not None]
    return sum(one > other for one, other in combinations(known, 2))


def _phase(text: str) -> int | None:
    found = _PHASE.search(squeeze(text)[:60])
    return int((found.lastgroup or "p0")[1:]) if found else None
