"""The list of the rulebooks that there are, the built-in ones and the workspace's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from checker.indicator import Sort, Standing
from checker.onsite import YEAR_END
from checker.scheme import Scheme, built_in_schemes, open_scheme
from checker.scoring import ZERO
from crawler.refusal import Fault, Refusal
from reports import rulebooks_words as words
from reports.lines import Flow, Wrapped
from reports.rulebooks_values import summary, tally
from reports.wording import Wording, plain
from rules.rule import catalogue


@dataclass(frozen=True)
class Listed:
    """A name with its scheme, or with what is wrong with it; `is_own` says that the workspace brings it along."""

    name: str
    scheme: Scheme | None
    faults: tuple[Fault, ...] = ()
    is_own: bool = False
    replaces: bool = False


def listed(folder: Path) -> list[Listed]:
    """Every scheme of a folder and every built-in one, by name; an own one stands in for a built-in one of its name."""
    own = {file.name.removesuffix(".toml") for file in folder.glob("*.toml")} if folder.is_dir() else set()
    built_in = set(built_in_schemes())
    found = []
    for name in sorted(own | built_in):
        is_own, replaces = name in own, name in own & built_in
        try:
            found.append(Listed(name, open_scheme(name, folder, catalogue(), named_in=""), (), is_own, replaces))
        except Refusal as refusal:
            found.append(Listed(name, None, refusal.faults, is_own, replaces))
    return found


def show_list(found: Sequence[Listed], used: str, wording: Wording) -> RenderableType:
    """Each scheme in a few lines, with what is wrong with those that do not fit."""
    parts: list[RenderableType] = []
    for each in found:
        parts += [*_told(each, used, wording), Text()]
    hints = (
        "看一个：gongkai schemes 方案",
        "比较两个：gongkai schemes 方案 方案",
        "试算一个月：gongkai schemes 方案 --dry-run --period YYYY-MM",
    )
    return Group(*parts, *(Wrapped(Text(wording.say(hint))) for hint in hints))


def _told(each: Listed, used: str, wording: Wording) -> Iterator[RenderableType]:
    origin = "工作区，代替内置方案" if each.replaces else "工作区" if each.is_own else "内置"
    head = wording.say("{name}　（{origin}）", name=plain(each.name), origin=wording.say(origin))
    if each.name == used:
        head += f"　{wording.say('本工作区使用')}"
    yield Text(head, style="bold")
    if each.scheme is None:
        yield Padding(Text(wording.say("不能使用，有 {number} 处错误：", number=str(len(each.faults)))), (0, 0, 0, 2))
        for fault in each.faults:
            yield Padding(Wrapped(Text(wording.fault(fault))), (0, 0, 0, 4))
        return
    yield Padding(Group(Wrapped(Text(_title(each.scheme, wording))), Flow(_counts(each.scheme, wording))), (0, 0, 0, 2))


def _title(scheme: Scheme, wording: Wording) -> str:
    return f"{scheme.year}　{words.own(scheme.title, wording)}"


def _counts(scheme: Scheme, wording: Wording) -> list[Text]:
    sorts = [(wording.say(words.SORTS[sort]), sum(each.sort is sort for each in scheme.indicators)) for sort in Sort]
    stages = (
        (wording.say("实地·日常"), sum(each.cycle != YEAR_END for each in scheme.on_site)),
        (wording.say("实地·年终"), sum(each.cycle == YEAR_END for each in scheme.on_site)),
    )
    numbers = tally(scheme)
    sure = [(wording.say(words.STANDINGS[each]), numbers.get(each, 0)) for each in Standing]
    points = words.figure(sum(scheme.group_points().values(), ZERO))
    told = [Text(wording.say("全部适用共 {points} 分", points=points))]
    return [*(Text(f"{name} {number}") for name, number in (*sorts, *stages)), *told] + [
        Text(wording.say("{name}的数 {number}", name=name, number=str(number))) for name, number in sure
    ]


def list_values(found: Sequence[Listed], used: str, wording: Wording) -> list[dict[str, Any]]:
    """The same as JSON."""
    return [
        {
            "name": each.name,
            "own": each.is_own,
            "used": each.name == used,
            "faults": [wording.fault(fault) for fault in each.faults],
            **(summary(each.scheme) if each.scheme else {}),
        }
        for each in found
    ]
