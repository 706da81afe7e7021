"""The handbook of the rules in the terminal: all of them by area, and the chapter of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checker.indicator import Indicator, Sort
from checker.scheme import Scheme
from reports.lines import Wrapped
from reports.marks import DIM
from reports.wording import DASH, Wording, plain
from rules.examples import Example, examples
from rules.finding import Outcome
from rules.rule import Rule, catalogue
from rules.topics import column_words

COLUMNS = 8  # names of columns that a chapter shows


def rules_by_area(schemes: Sequence[Scheme], wording: Wording) -> RenderableType:
    """Every rule with its title and the indicators that use it, under the areas of duties."""
    ordered = sorted(catalogue().values(), key=lambda rule: (rule.check.__module__.split(".")[1], rule.id))
    parts: list[RenderableType] = []
    width = max(len(rule.id) for rule in ordered)
    for area, found in groupby(ordered, key=lambda rule: rule.area):
        grid = Table.grid(padding=(0, 2))
        for rule in found:
            used = " ".join(each.id for scheme in schemes for each in scheme.indicators if each.rule == rule.id)
            grid.add_row(f"  {rule.id:<{width}}", wording.rule_title(rule.id), Text(used or DASH, style=DIM))
        parts += [Text(wording.either(*area), style="bold"), grid, Text()]
    return Group(*parts, Text(wording.say("一条规则的职责、依据、问题和例子：gongkai explain 规则名"), style=DIM))


def explain_rule(rule: Rule, schemes: Sequence[Scheme], wording: Wording) -> RenderableType:
    """The chapter of a rule: duty, legal basis, what is looked at, its place in schemes, each problem with an example."""
    grid = Table.grid(padding=(0, 2))
    for label, words in (
        ("规则", rule.id),
        ("职责领域", wording.either(*rule.area)),
        ("职责", wording.duty(rule)),
        ("依据", wording.say(rule.basis)),
        ("看哪些页面", wording.listed(rule.reads) or DASH),
        ("先到哪些栏目", wording.listed(column_words(rule.reads)[:COLUMNS]) or DASH),
        ("由方案设定", wording.listed(f"{name} ({kind})" for name, kind in rule.dials.items()) or DASH),
    ):
        grid.add_row(Text(wording.say(label), style=DIM), Wrapped(Text(words)))
    used = [(scheme, each) for scheme in schemes for each in scheme.indicators if each.rule == rule.id]
    for scheme, indicator in used:
        grid.add_row(Text(wording.say("方案"), style=DIM), Wrapped(Text(_place(scheme, indicator, wording))))
    problems = Table.grid(padding=(0, 2))
    for name in rule.problems:
        problems.add_row(Text(name, style="bold"), Wrapped(Text("\n").join(_problem(rule, name, used, wording))))
    title = Text(wording.say(rule.title), style="bold")
    return Group(title, grid, Text(f"\n{wording.say('能指出的问题')}", style="bold"), problems)


def _place(scheme: Scheme, indicator: Indicator, wording: Wording) -> str:
    """Where a scheme uses a rule: indicator, points, kinds, places, and how it sets the dials."""
    places = wording.listed(wording.place(place) for place in indicator.places)
    dials = wording.listed(f"{name} = {value or DASH}" for name, value in indicator.dials.items())
    worth = wording.say("{points} 分", points=wording.mark(indicator.points))
    return wording.say(
        "{scheme}：{id}，{worth}，{places}，类别 {kinds}{dials}",
        scheme=scheme.id,
        id=indicator.id,
        worth=wording.say("单项否决") if indicator.sort is Sort.VETO else worth,
        places=places,
        kinds=" ".join(sorted(indicator.applies_to)),
        dials=wording.say("；") + dials if dials else "",
    )


def _problem(rule: Rule, name: str, used: Sequence[tuple[Scheme, Indicator]], wording: Wording) -> Iterator[Text]:
    """A problem in words with what it costs, and an example of it."""
    line = Text(wording.problem(rule.id, name))
    for _, indicator in used:
        price = indicator.deduct.get(name)
        if price is not None:
            mark, most = wording.mark(price.each), wording.mark(price.at_most)
            words = "每处扣 {mark} 分，至多 {most} 分" if price.at_most != price.each else "扣 {mark} 分"
            line.append(f"　{indicator.id} " + wording.say(words, mark=mark, most=most), style=DIM)
    yield line
    example = examples().get((rule.id, name))
    if example is not None:
        yield Text(wording.say("例：") + _told(example, wording), style=DIM)


def _told(example: Example, wording: Wording) -> str:
    doubt = f"{wording.outcome(Outcome.CANT_TELL)}　" if example.outcome is Outcome.CANT_TELL else ""
    said = "：".join(
        part for part in (wording.subject(plain(example.subject)), wording.finding(example.finding)) if part
    )
    return doubt + said + (f"　“{plain(example.quote)}”" if example.quote else "")
