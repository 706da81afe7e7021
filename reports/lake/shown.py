"""Answers of a lake on the terminal: codes in words, what is not final marked as such."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crawler.period import Period
from crawler.snapshot import Place
from reports.lake.questions import QUESTIONS, Head, Question
from reports.lake.tables import PERIOD, TABLES
from reports.marks import ABOUT, DIM, header, signed
from reports.themes import theme_of, theme_words
from reports.wording import DASH, Wording, plain

LINES = 20  # rows that are shown unless told otherwise
FIELD = re.compile(r"\{[a-z_]+\}")
STATES: Mapping[str, str] = {"whole": "全部读到", "part": "部分读到", "unread": "没有读到", "unfinished": "没有访问完"}


@dataclass(frozen=True)
class Answer:
    """What came back: the names of the columns, the rows, and what was asked of which month; nothing of a query of one's own."""

    names: Sequence[str]
    rows: Sequence[tuple[Any, ...]]
    question: Question | None = None
    period: Period | None = None


def answer_table(answer: Answer, wording: Wording, limit: int | None) -> RenderableType:
    """The answer as a table, with its title above and what is left out below."""
    heads = answer.question.columns if answer.question else {name: Head(name) for name in answer.names}
    most = LINES if limit is None else limit
    table = Table(box=None, pad_edge=False, header_style=DIM)
    numeric = {name for name, head in heads.items() if _is_number(answer, name, head)}
    for name, head in heads.items():
        words = header(head.words, wording) if answer.question else plain(head.words)
        table.add_column(Text(words), justify="right" if name in numeric else "left", overflow="fold")
    chosen = _chosen(answer, most)
    for row in chosen:
        named = dict(zip(answer.names, row, strict=True)) if row else {}
        table.add_row(*(Text(_cell(name, head, named, wording) if row else "…") for name, head in heads.items()))
    return Group(*_above(answer, wording), table, *_below(answer, most, wording))


def _is_number(answer: Answer, name: str, head: Head) -> bool:
    if head.kind:
        return head.kind in ("share", "mark", "change")
    at = answer.names.index(name)
    first = next((row[at] for row in answer.rows if row[at] is not None), None)
    return isinstance(first, int | float | Decimal) and not isinstance(first, bool)


def _chosen(answer: Answer, most: int) -> list[tuple[Any, ...]]:
    """The rows to show: the first, or the first and the last where both ends matter, with an empty one between."""
    rows = list(answer.rows)
    if not most or len(rows) <= most:
        return rows
    if answer.question and answer.question.ends:
        return [*rows[: most - most // 2], (), *rows[-(most // 2) :]] if most > 1 else rows[:1]
    return rows[:most]


def _above(answer: Answer, wording: Wording) -> list[Text]:
    if answer.question is None:
        return []
    period = str(answer.period)
    title = wording.say("{title}（{period}）", title=wording.say(answer.question.title), period=period)
    return [Text(title, style="bold"), Text(wording.say(answer.question.tells), style=DIM)]


def _below(answer: Answer, most: int, wording: Wording) -> list[Text]:
    if most and len(answer.rows) > most:
        said = "共 {number} 行，只显示 {shown} 行；用 --limit 0 全部显示"
        return [Text(wording.say(said, number=str(len(answer.rows)), shown=str(most)), style=DIM)]
    return [] if answer.rows else [Text(wording.say("没有"), style=DIM)]


def _cell(name: str, head: Head, row: Mapping[str, Any], wording: Wording) -> str:
    value = row[name]
    if value is None or value == "":
        return DASH
    if head.kind:
        told = KINDS[head.kind](value, row, wording)
        return f"{ABOUT}{told}" if head.about and row[head.about] else told
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return plain(str(value))


def _reason(value: str, row: Mapping[str, Any], wording: Wording) -> str:
    """Why something was not read: a code in words, or the program's own sentence with a gap where a site's words would be."""
    told = wording.reason(value)
    return plain(FIELD.sub("…", wording.say(value)) if told == value else told)


KINDS: Mapping[str, Callable[[Any, Mapping[str, Any], Wording], str]] = {
    "mark": lambda value, row, wording: wording.mark(value),
    "share": lambda value, row, wording: wording.mark(value * 100, 1),
    "change": lambda value, row, wording: signed(value * 100, wording),
    "rule": lambda value, row, wording: plain(wording.rule_title(value)),
    "problem": lambda value, row, wording: plain(wording.problem(row["rule"], value)),
    "place": lambda value, row, wording: wording.place(Place(value)) if value in set(Place) else plain(value),
    "state": lambda value, row, wording: wording.say(STATES[value]) if value in STATES else plain(value),
    "reason": _reason,
    "theme": lambda value, row, wording: theme_words(theme_of(row["rule"]), wording),
}


def listing(wording: Wording) -> RenderableType:
    """The questions, then every table with its columns."""
    say = wording.say
    asked = Table(box=None, pad_edge=False, header_style=DIM)
    for words in ("问题", "名称", "说明"):
        asked.add_column(say(words), overflow="fold")
    for name, question in QUESTIONS.items():
        asked.add_row(Text(name, no_wrap=True), Text(say(question.title)), Text(say(question.tells)))
    parts: list[RenderableType] = [Text(say("用 --ask 提问：")), asked]
    for name, about in TABLES.items():
        parts += [Text(), Text(say("{table}：{row}", table=name, row=say(about.row)), style="bold")]
        columns = Table(box=None, pad_edge=False, show_header=False)
        for column, known in {"period": PERIOD, **about.columns}.items():
            unit = say("（{unit}）", unit=say(known.unit)) if known.unit else ""
            columns.add_row(Text(f"  {column}"), Text(known.type, style=DIM), Text(say(known.means) + unit))
        parts.append(columns)
    return Group(*parts)
