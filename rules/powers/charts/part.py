"""One chart's share of a document: its lines, and the steps that they show in the order in which they run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rules.flowcharts import ARROW, SHORT, words
from rules.phrases import squeeze
from rules.powers.charts.turning import in_flow_order

_MARK = re.compile(
    r"^(?:是|否|[YN]|yes|no|通过|不通过|合格|不合格|符合|不符合|同意|不同意|[\d.①-⑳]+|[|∣│|]+)$", re.IGNORECASE
)
_NOTE = re.compile(
    "^(?:[*※注附]|备注|说明|法定|承诺|办理?[结理]?时限|时限|期限|地址|地点|电话|网址|监督|咨询电话|投诉电话|服务电话|联系|承办|责任|岗位|科室|依据|收费|廉政|风险|防控|制定|日期|单位)[^,]{0,12}[:：]?"
)


@dataclass(frozen=True)
class Line:
    """One line, cell or box of a document; `box` where it is a box, `framed` where a line is drawn around it.

    `place` are the left, upper, right and lower edges of a box, all 0 where they are not known.
    """

    text: str
    box: bool = False
    framed: bool = False
    cell: bool = False
    page: int = 0
    place: tuple[int, int, int, int] = (0, 0, 0, 0)

    @property
    def plain(self) -> str:
        """Its squeezed words."""
        return squeeze(self.text)


@dataclass
class Part:
    """One chart's share of a document: the heading that names it ("" for none), its lines, and where it stands.

    `heading` is what stands over it where something else names it, as the file that it is.
    """

    name: str
    lines: list[Line] = field(default_factory=list)
    where: str = ""
    heading: str = ""

    @property
    def text(self) -> str:
        """All its words, line by line."""
        return "\n".join(line.text for line in self.lines)


def is_mark(line: Line) -> bool:
    """Whether a line is no more than an arrow, a number or the answer at a fork."""
    plain = ARROW.sub("", line.plain)
    return not plain or _MARK.match(plain) is not None


def _steps(lines: Sequence[Line]) -> tuple[str, ...]:
    """The words of the boxes in the order of the chart: framed ones, else boxes, else cells and what stands between arrows."""
    chosen = [line for line in lines if line.framed] or [line for line in lines if line.box] or list(lines)
    drawn = any(line.box for line in chosen)
    if drawn and len({line.page for line in chosen}) == 1 and all(any(line.place) for line in chosen):
        chosen = in_flow_order(chosen)
    parts = [part for line in chosen for part in ARROW.split(line.text)]
    texts = [text for part in parts if (text := part.strip(" \t|∣│-—_")) and not _MARK.match(squeeze(text))]
    if drawn:
        return tuple(text for text in texts if not _is_note(text))
    return tuple(text for text in texts if len(squeeze(text)) <= SHORT and not _is_note(text) and _tells(text))


def _is_note(text: str) -> bool:
    plain = squeeze(text)
    return len(plain) > 90 or (_NOTE.match(plain) is not None and (":" in plain or len(plain) > SHORT))


def _tells(text: str) -> bool:
    plain = squeeze(text)
    return any(word in plain for word in words()["steps"]) or len(plain) <= 12


def steps_in(part: Part) -> tuple[str, ...]:
    """The steps of a part in the order in which they run; () where fewer than two can be told, one of them beyond doubt."""
    found = _steps(part.lines)
    sure = sum(_says(step, "steps") for step in found)
    return (
        found if sure and sure + sum(_says(step, "deeds") and not _says(step, "steps") for step in found) >= 2 else ()
    )


def _says(step: str, list_: str) -> bool:
    return any(word in squeeze(step) for word in words()[list_])
