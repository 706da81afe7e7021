"""A finding on the terminal: what it is and costs, what people made of it, how far it is put right, and the pages that prove it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.decided import APPEAL, CHANGED, CONFLICT
from checker.indicator import Sort
from checker.rulings import Decision
from checker.scoring import DOUBTFUL, Verdict, Weighed
from crawler.snapshot import Citation
from reports.disputes_told import ruling_line
from reports.lines import Wrapped
from reports.marks import BAD, DIM, DOUBT, MINUS, Sign
from reports.questions import problem_or_question
from reports.wording import Wording, plain

MOST_CITED, QUOTED, DIGITS = 2, 60, 12  # citations, characters of a quote, digits of a digest
OPEN: Mapping[str, str] = {
    CONFLICT: "督查员意见不一，还没有定论：按机器的结果，暂定",
    CHANGED: "裁定以后证据有变，请再看一次：裁定仍算数，暂定",
    APPEAL: "申诉还没有答复，暂定",
}


def item_lines(verdict: Verdict, item: Weighed, wording: Wording, ledger: Text | None = None) -> RenderableType:
    """A finding of a verdict in as many lines as it needs; `ledger` says how its case stands."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    grid.add_row(Sign(item.outcome), Wrapped(_what(verdict, item, wording)))
    for line in _decided(item, wording):
        grid.add_row("", Wrapped(line))
    if ledger is not None:
        grid.add_row("", Wrapped(ledger))
    for cited in cited_lines(item.finding.evidence, wording):
        grid.add_row("", Wrapped(cited))
    return Padding(grid, (0, 0, 0, 2))


def _what(verdict: Verdict, item: Weighed, wording: Wording) -> Text:
    finding = item.finding
    line = Text().append(f"{wording.place(finding.place)}　", style=DIM)
    if item.deducted and verdict.sort is Sort.BONUS:
        line.append(f"{wording.say('未加 {points}', points=wording.mark(item.deducted))}　", style=DIM)
    elif item.deducted:
        line.append(f"{MINUS}{wording.mark(item.deducted)}　", style=f"bold {BAD}")
    if item.outcome in DOUBTFUL:
        line.append(f"{wording.outcome(item.outcome)}　", style=DOUBT)
    if item.doubted:
        line.append(f"{wording.say('{mark} 分不能评定', mark=wording.mark(item.doubted))}　", style=DOUBT)
    line.append(problem_words(verdict.rule, item, wording))
    if finding.subject:
        line.append(wording.say("：{subject}", subject=wording.subject(plain(finding.subject))), style="bold")
    note = wording.finding(finding)
    return line.append(f"　{note}" if note else "")


def problem_words(rule: str, item: Weighed, wording: Wording) -> str:
    """The problem, or the question that is open: a doubt must not read like a problem."""
    words = problem_or_question(rule, item.finding.problem, item.outcome, wording)
    return words if words or item.outcome in DOUBTFUL else wording.outcome(item.outcome)


def _decided(item: Weighed, wording: Wording) -> Iterator[Text]:
    """What people made of it: the ruling that counts, the machine's price that it replaces, and what is still open."""
    if item.ruling is not None:
        yield Text(f"{wording.say('裁定')}　").append_text(ruling_line(item.ruling, wording))
        if price := _replaced(item, wording):
            yield Text(price, style=DIM)
    yield from (Text(wording.say(OPEN[reason]), style=DOUBT) for reason in item.open)


def _replaced(item: Weighed, wording: Wording) -> str:
    """The machine's price in words, where it no longer holds."""
    ruling, say = item.ruling, wording.say
    if ruling is None or ruling.decision is Decision.UPHELD:
        return ""
    was, now = wording.mark(item.found), wording.mark(item.deducted)
    if item.finding.outcome in DOUBTFUL:
        return say("原有 {was} 分不能评定，现扣 {now} 分", was=was, now=now)
    return say("原扣 {was} 分作废，现扣 {now} 分", was=was, now=now)


def cited_lines(evidence: Sequence[Citation], wording: Wording, most: int = MOST_CITED) -> Iterator[Text]:
    """Where the proof is: the first addresses, each with when it was fetched, the head of its digest and the quoted words."""
    known = list(dict.fromkeys((plain(each.url), "　".join(_about(each, wording))) for each in evidence))
    for url, told in known[:most]:
        yield Text().append(url, style=f"{DIM} underline")
        yield Text(told, style=DIM)
    if len(known) > most:
        yield Text(wording.say("另有 {count} 处证据", count=str(len(known) - most)), style=DIM)


def _about(citation: Citation, wording: Wording) -> Iterator[str]:
    if citation.fetched is not None:
        yield wording.day(citation.fetched)
    yield f"SHA-256 {citation.sha256[:DIGITS]}…" if citation.sha256 else wording.say("没有取得内容")
    if citation.quote:
        quote = plain(citation.quote) if citation.sha256 else wording.reason(plain(citation.quote))
        yield wording.say("“{quote}”", quote=quote if len(quote) <= QUOTED else f"{quote[:QUOTED]}…")
    if citation.where:
        yield plain(citation.where)
    if citation.read_by == "ocr":
        yield wording.say("由图像识别读出，须人工核对")
