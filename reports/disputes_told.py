"""Appeals and rulings in words, for the list of appeals and for the story of a mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.text import Text

from checker.appeals import Appeal
from checker.rulings import Decision, Ruling
from reports.disputes_kept import DAMAGED, INTACT, MISSING, State, state
from reports.marks import BAD, DIM, DOUBT, GOOD
from reports.wording import Wording, plain

DECISIONS: Mapping[Decision, str] = {
    Decision.UPHELD: "维持",
    Decision.REVOKED: "撤销",
    Decision.CHANGED: "改为扣 {points} 分",
    Decision.CONFIRMED: "属实",
}
CONDITIONS: Mapping[str, tuple[str, str]] = {
    INTACT: ("文件完好", GOOD),
    MISSING: ("文件不见了", BAD),
    DAMAGED: ("文件已损坏，与提交时不同", BAD),
}
KIB = 1 << 10
SHORTEST = 8  # digits of a digest that name a file


def decision(ruling: Ruling, wording: Wording) -> str:
    """What a ruling says: 维持, 撤销, 改为扣 1 分, 属实."""
    points = "" if ruling.points is None else f"{ruling.points.normalize():f}"
    return wording.say(DECISIONS[ruling.decision], points=points)


def ruling_line(ruling: Ruling, wording: Wording, files: Mapping[str, str] | None = None) -> Text:
    """A ruling in one line: what, who, when, why, and, where `files` are known by their digests, where that is written."""
    line = Text(decision(ruling, wording), style="bold")
    line.append(f"　{plain(ruling.by)}　{wording.day(ruling.on)}", style="not bold")
    if ruling.reason:
        line.append(wording.say("：{reason}", reason=plain(ruling.reason)), style="not bold")
    if files is not None:
        source = wording.say("出自 {source}", source=origin(ruling, files, wording))
        line.append(f"　{source}", style=f"not bold {DIM}")
    return line


def origin(ruling: Ruling, files: Mapping[str, str], wording: Wording) -> str:
    """Where a ruling is written: the answer to an appeal, or a file, by its name where it is known, and the cell in it."""
    kind, _, number = ruling.source.partition(" ")
    if kind == "appeal" and number.isdecimal():
        return wording.say("对申诉 {number} 的答复", number=number)
    digest, _, cell = ruling.source.removeprefix("sha256:").partition("!")
    name = next((name for sha256, name in files.items() if len(digest) >= SHORTEST and sha256.startswith(digest)), "")
    return f"{plain(name)} {plain(cell)} (sha256:{digest})" if name else plain(ruling.source)


def appeal_lines(appeal: Appeal, folder: Path, wording: Wording) -> Iterator[Text]:
    """What a department says, what it handed in and whether that is still as it was, and what it was answered."""
    said = Text(f"{plain(appeal.by)}　{wording.day(appeal.on)}")
    yield said.append(wording.say("：{reason}", reason=plain(appeal.says)))
    for handed in appeal.evidence:
        yield Text(f"{wording.say('证据')}　{plain(handed.name)}").append_text(
            condition(state(folder, handed), wording)
        )
        yield Text(f"SHA-256 {plain(handed.sha256)}", style=DIM)
    if not appeal.evidence:
        yield Text(wording.say("没有提交文件"), style=DIM)
    if appeal.answer is None:
        yield Text(wording.say("还没有答复，这一条暂定"), style=DOUBT)
    else:
        yield Text(f"{wording.say('答复')}　").append_text(ruling_line(appeal.answer, wording))


def condition(found: State, wording: Wording) -> Text:
    """How a file that was handed in is now, and its size, to be put behind its name."""
    words, style = CONDITIONS[found.condition]
    size = "" if found.size is None else f"{size_of(found.size)}　"
    return Text(f"　{size}").append(wording.say(words), style=style)


def size_of(size: int) -> str:
    """A number of bytes as people read it."""
    if size < KIB:
        return f"{size} B"
    return f"{size / KIB:.0f} KB" if size < KIB * KIB else f"{size / KIB / KIB:.1f} MB"
