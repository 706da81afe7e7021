"""A whole rulebook for an official to read, and the list of all that there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.indicator import Indicator, Sort, Standing
from checker.matrix import DAILY, ON_SITE, ONLINE, YEAR_END
from checker.onsite import YEAR_END as AT_YEAR_END
from checker.onsite import OnSite
from checker.scheme import FULL, Scheme
from reports import rulebooks_words as words
from reports.lines import Flow, Wrapped
from reports.marks import DIM
from reports.rulebooks_values import standing, tally
from reports.wording import Wording, plain

Line = tuple[str, RenderableType]


def page(scheme: Scheme, wording: Wording) -> RenderableType:
    """A scheme from its title to its on-site form, each number with the sign that says how sure it is."""
    title = f"{words.own(scheme.title, wording)}　{scheme.id}　{scheme.year}"
    lines: list[Line] = [("数的来历", Flow(_tally(scheme, wording))), *_rules(scheme, wording)]
    parts: list[RenderableType] = [
        Wrapped(Text(title, style="bold")),
        Wrapped(Text(plain(wording.either(scheme.source.replace("\n", ""), wording.say(scheme.source))))),
        Text(),
        *(Wrapped(Text(f"{wording.say(words.SHORT[each])}{_meaning(each, wording)}")) for each in Standing),
        Text(),
        _grid(lines, wording),
    ]
    parts += [Text(f"\n{wording.say('权重矩阵')}", style="bold"), Padding(_matrix(scheme, wording), (0, 0, 0, 2))]
    for name, members in _grouped(scheme):
        parts += [Text(), Text(_heading(name, members, wording), style="bold")]
        parts += [Padding(_indicator(each, wording), (0, 0, 0, 2)) for each in members]
    for name, matters in _stages(scheme):
        parts += [Text(), Text(wording.say(name), style="bold")]
        parts += [Padding(_matter(each, wording), (0, 0, 0, 2)) for each in matters]
    return Group(*parts)


def _meaning(each: Standing, wording: Wording) -> str:
    told = {
        Standing.STATED: "明文：来源中写明的数",
        Standing.UNVERIFIED: "未核实：听说而没有读到原文的数，不能据以否决",
        Standing.PROPOSED: "建议：本程序提出的数，可以改",
    }
    return wording.say(told[each])


def _tally(scheme: Scheme, wording: Wording) -> list[Text]:
    counts = tally(scheme)
    return [Text(f"{wording.say(words.STANDINGS[each])} {counts.get(each, 0)}") for each in Standing]


def _grid(lines: Sequence[Line], wording: Wording) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for label, told in lines:
        grid.add_row(Text(wording.say(label), style=DIM), told)
    return grid


def _rules(scheme: Scheme, wording: Wording) -> Iterator[Line]:
    """How marks are made of the indicators."""

    def told(text: str, name: str) -> Wrapped:
        return Wrapped(Text(words.sure(text, standing(scheme, name), wording)))

    yield "不适用的分", told(wording.say(words.SHARINGS[scheme.sharing]), "inapplicable")
    grades = "　".join(
        wording.say("{name} {least} 分起", name=words.own(each.name, wording), least=words.figure(each.at_least))
        for each in scheme.grades
    )
    yield "等次", told(grades, "grades")
    if any(each.sort is Sort.BONUS for each in scheme.indicators):
        above = wording.say("超过 {points} 分才计加分", points=words.figure(scheme.bonus_above))
        yield "加分", told(above, "bonus_above")
    if scheme.at_most != FULL:
        yield "加分后的上限", told(words.figure(scheme.at_most), "at_most")
    if scheme.escalation:
        steps = (
            wording.say("期满后 {days} 个工作日{step}", days=str(each.after), step=words.own(each.name, wording))
            for each in scheme.escalation
        )
        yield "逾期未整改", told("　".join(steps), "escalation")
    yield "年终网上检查的月份", told(str(scheme.year_end_period), "year_end_crawl")


def _matrix(scheme: Scheme, wording: Wording) -> Table:
    """The four cells with their sums, which the city's report states or the scheme takes from it."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=DIM)
    table.add_column("")
    for label in ("网上", "实地", "合计"):
        table.add_column(wording.say(label), justify="right", no_wrap=True)

    def cell(value: Decimal, name: str) -> Text:
        return Text(words.sure(words.figure(value), standing(scheme, name), wording))

    cells = scheme.matrix
    for label, online, on_site, total in (
        ("日常", cells.daily_online, cells.daily_on_site, DAILY),
        ("年终", cells.year_end_online, cells.year_end_on_site, YEAR_END),
    ):
        row = cell(online, "matrix"), cell(on_site, "matrix"), cell(total, "marginals")
        table.add_row(Text(wording.say(label)), *row)
    sums = cell(ONLINE, "marginals"), cell(ON_SITE, "marginals"), Text(words.figure(FULL))
    table.add_row(Text(wording.say("合计")), *sums)
    return table


def _grouped(scheme: Scheme) -> list[tuple[str, list[Indicator]]]:
    """The indicators under their indicators of the first level, in the order in which these first come."""
    groups: dict[str, list[Indicator]] = {}
    for each in scheme.indicators:
        groups.setdefault(each.group, []).append(each)
    return list(groups.items())


def _heading(name: str, members: Sequence[Indicator], wording: Wording) -> str:
    points = sum((each.points for each in members if each.sort is Sort.DEDUCT), Decimal(0))
    title = words.own(name, wording) if name else wording.say("其他指标")
    told = wording.say("{number} 项", number=str(len(members)))
    if points:
        told = wording.say("{number} 项，共 {points} 分", number=str(len(members)), points=words.figure(points))
    return f"{title}　{told}"


def _indicator(each: Indicator, wording: Wording) -> RenderableType:
    """One indicator: points by place, who owes it, what each problem costs, what vetoes, and where the numbers come from."""
    head = f"{each.id}　{words.own(each.title, wording)}"
    if each.sort is not Sort.DEDUCT:
        head += f"　{wording.say(words.SORTS[each.sort])}"
    if each.sort is not Sort.VETO:
        head += f"　{words.sure(words.figure(each.points), each.standing('points'), wording)}"
    return Group(Wrapped(Text(head, style="bold")), Padding(_grid(list(_lines(each, wording)), wording), (0, 0, 0, 2)))


def _lines(each: Indicator, wording: Wording) -> Iterator[Line]:
    def priced(name: str, text: str, number: str) -> Text:
        problem = wording.problem(each.rule, name)
        return Text(f"{problem} {words.sure(text, each.standing(f'{number}.{name}'), wording)}")

    share = "" if each.sort is Sort.VETO else f" {words.figure(_share(each))}"
    places = [Text(f"{wording.place(place)}{share}") for place in each.places]
    whole = [Text(wording.say("整个门户作为一个网站"))] if each.whole else []
    yield "检查位置", Flow([*places, *whole])
    yield "适用", Wrapped(Text(words.kinds(each.applies_to, wording)))
    yield "规则", Wrapped(Text(f"{each.rule}　{wording.rule_title(each.rule)}"))
    if each.dials:
        dials = (
            (words.dial(name, value, wording), each.standing(f"dials.{name}")) for name, value in each.dials.items()
        )
        yield "参数", Flow([Text(words.sure(told, how, wording)) for told, how in dials])
    if each.veto:
        standing = each.standing("veto") if each.vetoes else Standing.UNVERIFIED  # as sure as its dials
        yield "否决条件", Wrapped(Text(words.sure(words.vetoes(each, wording), standing, wording)))
    if each.deduct:
        label = "不加分" if each.sort is Sort.BONUS else "扣分"
        yield label, Flow([priced(name, words.price(cost, wording), "deduct") for name, cost in each.deduct.items()])
    if each.explained:
        left = each.explained.items()
        yield "有情况说明时", Flow([priced(name, words.figure(value), "explained") for name, value in left])
    if each.rectify_in:
        days = wording.say("{days} 个工作日", days=str(each.rectify_in))
        yield "整改", Wrapped(Text(words.sure(days, each.standing("rectify_in"), wording)))
    yield "依据", Wrapped(Text(words.own(each.source, wording)))


def _share(each: Indicator) -> Decimal:
    return each.share.quantize(Decimal("0.01")) if each.share * 100 % 1 else each.share


def _stages(scheme: Scheme) -> list[tuple[str, list[OnSite]]]:
    """What is looked at on site in the months, and at the year's end."""
    daily = [each for each in scheme.on_site if each.cycle != AT_YEAR_END]
    yearly = [each for each in scheme.on_site if each.cycle == AT_YEAR_END]
    stages = (("实地检查表：日常", daily), ("实地检查表：年终", yearly))
    return [(name, matters) for name, matters in stages if matters]


def _matter(each: OnSite, wording: Wording) -> RenderableType:
    points = words.sure(words.figure(each.points), each.standing("points"), wording)
    head = f"{each.id}　{words.own(each.title, wording)}　{points}"
    cycle = words.sure(wording.say(words.CYCLE_WORDS[each.cycle]), each.standing("cycle"), wording)
    lines: list[Line] = [
        ("周期", Text(cycle)),
        ("登载处", Wrapped(Text(words.own(each.where, wording)))),
        ("适用", Wrapped(Text(words.kinds(each.applies_to, wording)))),
        ("查什么", Wrapped(Text(words.own(each.asks, wording)))),
        ("答案", Wrapped(Text(words.answers(each, wording)))),
        ("依据", Wrapped(Text(words.own(each.source, wording)))),
    ]
    return Group(Wrapped(Text(head, style="bold")), Padding(_grid(lines, wording), (0, 0, 0, 2)))
