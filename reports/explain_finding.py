"""The story of one finding: what was seen, what it costs and why, what people made of it, and the page that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.appeals import Appeal
from checker.decided import APPEAL, CHANGED, CONFLICT, may_be_ruled, most, scale
from checker.indicator import Sort, Standing
from checker.rulings import Ruling
from checker.scoring import DOUBTFUL
from crawler.snapshot import Citation
from reports.disputes_named import DISPUTABLE, Disputed
from reports.disputes_told import appeal_lines, ruling_line
from reports.explain_page import Excerpt, Line
from reports.explain_sums import amount
from reports.lines import Wrapped
from reports.marks import BAD, DIM, DOUBT, Sign
from reports.questions import problem_or_question
from reports.remedies import advice, named_in
from reports.wording import Wording, plain

STANDINGS: Mapping[Standing, str] = {
    Standing.STATED: "原文规定",
    Standing.UNVERIFIED: "未核实",
    Standing.PROPOSED: "本程序的建议",
}
OPEN: Mapping[str, str] = {
    CONFLICT: "意见不一，还没有了结：谁的都不算，仍按机器认定，成绩暂定",
    CHANGED: "裁定以后重新检查过，证据与当时不同，请再看一次，成绩暂定",
    APPEAL: "申诉还没有答复，成绩暂定",
}
Look = Callable[[Citation], Excerpt]


@dataclass(frozen=True)
class Said:
    """Everything that people said in a month: rulings by the key of the finding, appeals, where handed files are kept,
    and the names of the files that came back, by their digests."""

    rulings: Mapping[str, Sequence[Ruling]]
    appeals: Sequence[Appeal]
    folder: Path
    files: Mapping[str, str]

    def appealed(self, key: str) -> list[Appeal]:
        """The appeals against a finding, in the order in which they came."""
        return [each for each in self.appeals if each.finding == key]


def finding_story(each: Disputed, said: Said, look: Look, pages: int, wording: Wording) -> RenderableType:
    """The whole story of a finding; a `look` is taken into so many of the pages that prove it."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    grid.add_row(Sign(each.item.outcome), Wrapped(_headline(each, wording)))
    people = _people(each, said, wording) if may_be_ruled(each.item) else ()
    for line in (*_remedies(each, wording), *_price(each, wording), *people):
        grid.add_row("", Wrapped(line))
    for number, citation in enumerate(each.item.finding.evidence):
        grid.add_row("", Group(*_evidence(citation, look if number < pages else None, wording)))
    return Padding(grid, (0, 0, 1, 2))


def _headline(each: Disputed, wording: Wording) -> Text:
    finding, item = each.item.finding, each.item
    line = Text(f"{wording.place(finding.place)}　{wording.outcome(finding.outcome)}")
    if finding.problem:
        line.append(f"　{problem_or_question(each.verdict.rule, finding.problem, finding.outcome, wording)}")
    if finding.subject:
        line.append(f"{wording.say('：')}{wording.subject(plain(finding.subject))}", style="bold")
    note = wording.finding(finding)
    line.append(f"　{note}" if note else "")
    if item.deducted:
        line.append(f"　{wording.say('扣 {mark} 分', mark=wording.mark(item.deducted))}", style=BAD)
    if item.doubted:
        line.append(f"　{wording.say('{mark} 分不能评定', mark=wording.mark(item.doubted))}", style=DOUBT)
    return line


def _remedies(each: Disputed, wording: Wording) -> Iterator[Text]:
    """What to do where something could not be read."""
    if each.item.outcome in DOUBTFUL:
        yield from map(Text, advice(named_in(each.item.finding), wording))


def _price(each: Disputed, wording: Wording) -> Iterator[Text]:
    """By what it is named, and what it would cost by the scheme."""
    if each.item.finding.outcome in DISPUTABLE:
        yield Text(wording.say("编号 {name}", name=str(each.name)), style=DIM)
        yield from (Text(line, style=DIM) for line in price_lines(each, wording))


def price_lines(each: Disputed, wording: Wording) -> Iterator[str]:
    """How the scheme comes to what a fault or a doubt costs."""
    finding, item = each.item.finding, each.item
    if each.indicator.sort is Sort.VETO:
        yield wording.say("单项否决的指标：不扣分，够数就否决全部成绩")
        return
    first, *more = _priced(each, wording)
    yield wording.say("扣分标准：{told}", told=first)
    yield from more
    asked = min(_each(each), most(each.indicator, each.verdict, item))
    if item.ruling is None and item.deducted + item.doubted < asked:
        doubt = finding.outcome in DOUBTFUL
        why = "同一问题或这一处已到上限，只留出余下的分值" if doubt else "同一问题或这一处已扣到上限，只扣余下的分值"
        yield wording.say(why)


def _each(each: Disputed) -> Decimal:
    finding, indicator = each.item.finding, each.indicator
    deduction = indicator.deduct.get(finding.problem)
    price = indicator.share if deduction is None else deduction.each
    if finding.explained:
        price = indicator.explained.get(finding.problem, price)
    return price * scale(indicator, each.verdict)


def _priced(each: Disputed, wording: Wording) -> Iterator[str]:
    """The price of a problem, its cap, how sure both are, and what changes them."""
    finding, indicator = each.item.finding, each.indicator
    deduction = indicator.deduct.get(finding.problem)
    if deduction is None:
        yield wording.say("全部存疑，按这一处的全部分值 {share} 分", share=amount(indicator.share))
    else:
        template = "扣 {mark} 分" if deduction.each == deduction.at_most else "每处扣 {mark} 分，至多 {most} 分"
        values = {"mark": amount(deduction.each), "most": amount(deduction.at_most)}
        number = f"deduct.{finding.problem}"
        standing = wording.say(STANDINGS[indicator.standing(number)])
        yield wording.say("{price}（{standing}）", price=wording.say(template, **values), standing=standing)
    if finding.explained and finding.problem in indicator.explained:
        mark = amount(indicator.explained[finding.problem])
        yield wording.say("已公开情况说明，只扣 {mark} 分", mark=mark)
    factor = scale(indicator, each.verdict)
    if factor > 1:
        yield wording.say("另一处不适用，这一处加倍计：× {factor}", factor=amount(factor))


def _people(each: Disputed, said: Said, wording: Wording) -> Iterator[Text]:
    """What people made of it: the ruling that counts, what the machine had found, who said otherwise, appeals."""
    item, all_of_them = each.item, said.rulings.get(each.name.key, ())
    if all_of_them:
        yield Text(wording.say("机器认定：{outcome}，{cost}", outcome=wording.outcome(item.finding.outcome),
                               cost=found_cost(each, wording)))  # fmt: skip
    if item.ruling is not None:
        yield Text(f"{wording.say('裁定')}　").append_text(ruling_line(item.ruling, wording, said.files))
    for other in all_of_them:
        if other != item.ruling:
            label = part_of(other, all_of_them, item.ruling is None)
            yield Text(f"{wording.say(label)}　").append_text(ruling_line(other, wording, said.files))
    for reason in item.open:
        yield Text(wording.say(OPEN[reason]), style=DOUBT)
    for appeal in said.appealed(each.name.key):
        yield Text(wording.say("申诉 {number}", number=str(appeal.number)), style="bold")
        yield from (Text("  ").append_text(line) for line in appeal_lines(appeal, said.folder, wording))


def found_cost(each: Disputed, wording: Wording) -> str:
    """What the machine had a finding cost or leave in doubt."""
    found = wording.mark(each.item.found)
    doubt = each.item.finding.outcome in DOUBTFUL
    return wording.say("{mark} 分不能评定" if doubt else "扣 {mark} 分", mark=found)


def part_of(ruling: Ruling, rulings: Sequence[Ruling], is_contested: bool) -> str:
    """What a ruling is that does not count, or not alone."""
    at = next(number for number, each in enumerate(rulings) if each is ruling)
    later = rulings[at + 1 :]
    if any(each.settles for each in later):
        return "了结以前的意见（不再计）"
    if any(each.by == ruling.by for each in later):
        return "本人后来改过的意见（不再计）"
    return "意见" if is_contested else "他人的意见"


def _evidence(citation: Citation, look: Look | None, wording: Wording) -> Iterator[RenderableType]:
    yield Wrapped(Text().append(plain(citation.url), style="underline"))
    digest = f"SHA-256 {citation.sha256}" if citation.sha256 else wording.say("没有取得内容")
    yield Wrapped(Text(f"{wording.day(citation.fetched)}　{digest}", style=DIM))
    if citation.quote or citation.where:
        quote = citation.quote if citation.sha256 else wording.reason(citation.quote)
        yield Wrapped(Text(f"“{plain(quote)}”{plain(citation.where)}", style=DIM))
    if citation.read_by == "ocr":
        yield Wrapped(Text(wording.say("由图像识别读出，须人工核对"), style=DOUBT))
    if look is not None:
        yield from _page(look(citation), wording)


def _page(found: Excerpt, wording: Wording) -> Iterator[RenderableType]:
    """The lines of the page as it was, the quoted ones marked."""
    if found.said:
        put: Mapping[str, Callable[[str], str]] = {"where": wording.say, "reason": wording.reason}
        values = {name: put.get(name, plain)(value) for name, value in found.values.items()}
        yield Wrapped(Text(wording.say(found.said, **values).rstrip(), style=DOUBT))
    if not found.lines:
        return
    if found.title:
        yield Wrapped(Text(wording.say("当时的页面《{title}》：", title=found.title), style=DIM))
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    for line in found.lines:
        grid.add_row(Gutter(bool(line.quote)), Wrapped(_shown(line)))
    yield grid


def _shown(line: Line) -> Text:
    return Text(line.before, style=DIM).append(line.quote, style="not dim bold").append(line.after)


class Gutter:
    """What stands before a line of a page: a mark at the quoted ones, a rule at those around."""

    def __init__(self, quoted: bool) -> None:
        self._signs = (">", ">") if quoted else ("│", "|")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(self._signs[options.ascii_only], style=DIM)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(1, 1)
