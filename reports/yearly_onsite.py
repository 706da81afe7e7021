"""The arithmetic of what was looked at on site: each line with who marked it, the visits, the mark of the month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from checker.visits import Disagreement, SiteMark
from checker.year_site import SiteLine, Stage
from reports.lines import Wrapped
from reports.marks import DIM, DOUBT
from reports.wording import Wording, plain
from reports.yearly_words import figure


def stage_lines(stage: Stage, wording: Wording) -> Iterator[RenderableType]:
    """A month on site or the year-end inspection: lines, visits, the mark."""
    say = wording.say
    if not any(line.said for line in stage.lines):
        matters = say("、").join(dict.fromkeys(line.matter.id for line in stage.lines))
        told = say("应查 {count} 处，都没有打分：{matters}", count=str(len(stage.lines)), matters=matters)
        yield _indented(told, DOUBT)
        return
    for line in stage.lines:
        words = _line(line, wording)
        yield _indented(words, "" if line.mark else DOUBT)
    for visit in stage.visits:
        values = {"day": str(visit.day), "by": plain(visit.by), "lines": str(visit.lines)}
        told = say(
            "{day} {by} 到场，打分 {lines} 处：得 {points}，满分 {possible}",
            points=figure(visit.points),
            possible=figure(visit.possible),
            **values,
        )
        yield _indented(told, DIM)
    if stage.mark is None:
        yield _indented(say("没有能计的打分，没有得分"), DOUBT)
        return
    values = {
        "points": " + ".join(figure(each.points) for each in stage.marks),
        "possible": " + ".join(figure(each.possible) for each in stage.marks),
        "mark": figure(stage.mark),
    }
    yield _indented(say("实地得分：100 × ({points}) ÷ ({possible}) ＝ {mark}", **values))


def _indented(words: str, style: str = "") -> RenderableType:
    return Padding(Wrapped(Text(words, style=style)), (0, 0, 0, 2))


def _line(line: SiteLine, wording: Wording) -> str:
    first, last = str(line.span.first), str(line.span.last)
    span = first if first == last else wording.say("{first}～{last}", first=first, last=last)
    said = (
        _said(line.said, wording)
        if line.said
        else wording.say("没有打分（满分 {points}）", points=figure(line.matter.points))
    )
    return f"{line.matter.id} {plain(wording.say(line.matter.title))}　{span}　{said}"


def _said(said: SiteMark | Disagreement, wording: Wording) -> str:
    say = wording.say
    if isinstance(said, Disagreement):
        words = wording.joined(_mark(each, wording) for each in said.marks)
        return say("打分不一，不计：{words}", words=words)
    return _mark(said, wording)


def _mark(mark: SiteMark, wording: Wording) -> str:
    say = wording.say
    points = say("{points} / {possible} 分", points=figure(mark.points), possible=figure(mark.possible))
    what = plain(mark.answer) or points if mark.points is None else " ".join(filter(None, (plain(mark.answer), points)))
    told = say("{what}（{by}，{day}）", what=what, by=plain(mark.by), day=str(mark.on))
    return "　".join(filter(None, (told, plain(mark.seen), plain(mark.note))))


def stray_lines(strays: Sequence[SiteMark | Disagreement], wording: Wording) -> Iterator[RenderableType]:
    """Marks for what was not owed, so that nobody looks for them in the sums."""
    if not strays:
        return
    yield Text(f"\n{wording.say('对不应查的事项打的分，不计')}", style=f"bold {DOUBT}")
    for said in strays:
        key = said.marks[0].key if isinstance(said, Disagreement) else said.key
        yield _indented(f"{plain(key)}　{_said(said, wording)}", DOUBT)
