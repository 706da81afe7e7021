"""What was read of one page or file, on the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from crawler.reading.doubts import leaves_unread
from crawler.reading.value import Box, Link, Reading, Table
from reports.marks import BAD, DIM, DOUBT
from reports.remedies import remedy
from reports.wording import DASH, Wording, plain

MOST_ROWS, MOST_COLUMNS, MOST_LINES, MOST_LINKS, MOST_BOXES = 15, 8, 24, 12, 20
LONGEST_CELL = 60
NUMBER = re.compile(r"[\s\d.,%+()（）-]*\d[\s\d.,%+()（）-]*")
SOURCES: Mapping[str, str] = {
    "label": "“发布日期”等标签",
    "meta": "网页的 meta 标签",
    "heading": "正文标题",
    "line": "标题下的一行",
    "list": "列表",
    "url": "网址",
    "title-tag": "网页的 <title>",
    "text": "正文",
}

REASONS: Mapping[str, str] = {
    "title": "标题",
    "column": "栏目",
    "structure": "结构",
    "content": "正文",
    "mention": "只是提到",
}
FACTS: Mapping[str, str] = {
    "org": "单位",
    "year": "年度",
    "kind": "种类",
    "unit": "金额单位",
    "total": "合计",
    "abroad": "因公出国（境）费",
    "reception": "公务接待费",
    "vehicles": "公务用车费",
    "vehicle_purchase": "其中购置",
    "vehicle_operation": "其中运行维护",
    "date": "日期",
    "index": "指数",
    "primary_pollutant": "首要污染物",
    "grade": "级别",
    "proactive": "主动公开",
    "requests": "依申请公开",
    "item": "事项",
    "nodes": "环节",
    "read_by": "读取方式",
}


def reading_card(source: str, reading: Reading, seen: Mapping[str, Any], wording: Wording) -> RenderableType:
    """Facts of the whole, each with where it stands, then tables, boxes, text and links, each cut with what is left."""
    parts: list[RenderableType] = [_head(reading, seen, wording)]
    parts += _doubts(reading, wording)
    for number, table in enumerate(reading.tables, 1):
        parts += _table(number, table, wording)
    parts += _boxes(reading.boxes, wording)
    parts += _text(reading.text, wording)
    parts += _links(reading.links, wording)
    return Panel(Group(*parts), title=Text(plain(source)), title_align="left", border_style=DIM, padding=(0, 1))


def _head(reading: Reading, seen: Mapping[str, Any], wording: Wording) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value, found_in in _rows(reading, seen, wording):
        text = Text(plain(value) or DASH)
        if found_in:
            text.append(f"　{wording.say(SOURCES.get(found_in, found_in))}", style=DIM)
        grid.add_row(Text(wording.say(label) if label else ""), text)
    return grid


def _rows(reading: Reading, seen: Mapping[str, Any], wording: Wording) -> Iterator[tuple[str, str, str]]:
    yield "标题", reading.title, reading.title_from
    yield "发布日期", str(reading.published or ""), reading.published_from
    if reading.written:
        yield "成文日期", str(reading.written), ""
    yield "发布机构", reading.issuer, reading.issuer_from
    yield "栏目", " > ".join(reading.columns), ""
    yield "类型", wording.listed(_kind(reading, wording)), ""
    for place, each in enumerate(seen["topics"]):
        yield "" if place else "主题", f"{each['topic']} {each['confidence']}", _why(each["why"], wording)
    for facts in seen["facts"].values():
        yield (
            "事实",
            wording.joined(_fact(name, value, wording) for name, value in facts.items() if value not in (None, {}, [])),
            "",
        )


def _why(reasons: Sequence[Mapping[str, str]], wording: Wording) -> str:
    """Why a page is of a topic, in the order in which it was weighed: 标题“公租房”+0.6；栏目“住房保障”+0.2."""
    return wording.joined(_because(each, wording) for each in reasons)


def _because(reason: Mapping[str, str], wording: Wording) -> str:
    weight = reason["weight"] if reason["weight"].startswith("-") else f"+{reason['weight']}"
    words = f"“{plain(reason['words'])}”" if reason["words"] else ""
    return f"{wording.say(REASONS[reason['from']])}{words}{weight}"


def _fact(name: str, value: Any, wording: Wording) -> str:
    said = wording.listed(map(str, value)) if isinstance(value, list) else str(value)
    return f"{wording.say(FACTS[name]) if name in FACTS else name} {said}"


def _kind(reading: Reading, wording: Wording) -> Iterator[str]:
    yield reading.media_type
    if reading.encoding:
        yield reading.encoding
    if reading.pages:
        yield wording.say("{count} 页", count=str(reading.pages))
    if reading.width:
        yield wording.say("{width} × {height} 像素", width=str(reading.width), height=str(reading.height))
    if reading.read_by == "ocr":
        yield wording.say("由图像识别读出，把握 {confidence}，须人工核对", confidence=reading.confidence or DASH)


def _doubts(reading: Reading, wording: Wording) -> Iterator[Text]:
    for doubt in reading.doubts:
        text = Text(f"{'✗' if leaves_unread(doubt) else '!'} ", style=BAD if leaves_unread(doubt) else DOUBT)
        known = wording.say("{what}（{name}）", what=wording.reason(doubt), name=doubt)
        yield text.append(wording.say("{what}：{remedy}", what=known, remedy=remedy(doubt, wording)))


def _table(number: int, table: Table, wording: Wording) -> Iterator[RenderableType]:
    width = max(map(len, table.rows), default=0)
    title = Text(f"\n{wording.say('表 {number}', number=str(number))}", style="bold")
    size = wording.say("{rows} 行 {columns} 列", rows=str(len(table.rows)), columns=str(width))
    about = "　".join(filter(None, (plain(table.where), plain(table.caption), size)))
    yield title.append(f"　{about}", style=DIM)
    grid = Grid(show_header=False, border_style=DIM, show_lines=False)
    columns = range(min(width, MOST_COLUMNS))
    for column in columns:
        cells = [row[column] for row in table.rows[1:] if column < len(row) and row[column]]
        figures = sum(NUMBER.fullmatch(cell) is not None for cell in cells)
        grid.add_column(justify="right" if cells and figures * 2 > len(cells) else "left", overflow="fold")
    for row in table.rows[:MOST_ROWS]:
        grid.add_row(*(Text(_cut(row[column] if column < len(row) else "")) for column in columns))
    yield grid
    yield from _left(len(table.rows) - MOST_ROWS, "还有 {count} 行", wording)
    yield from _left(width - MOST_COLUMNS, "还有 {count} 列", wording)


def _cut(cell: str) -> str:
    text = plain(cell)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _boxes(boxes: Sequence[Box], wording: Wording) -> Iterator[RenderableType]:
    if not boxes:
        return
    yield Text(f"\n{wording.say('图中的文字框（自上而下）')}", style="bold")
    for box in boxes[:MOST_BOXES]:
        line = Text(f"  ▢ {_cut(box.text)}")
        yield line.append(f"　{box.confidence}", style=DIM) if box.confidence else line
    yield from _left(len(boxes) - MOST_BOXES, "还有 {count} 个文字框", wording)


def _text(text: str, wording: Wording) -> Iterator[RenderableType]:
    lines = [plain(line) for line in text.splitlines() if line.strip()]
    if not lines:
        return
    yield Text(f"\n{wording.say('文字')}", style="bold")
    yield Padding(Text("\n".join(lines[:MOST_LINES])), (0, 0, 0, 2))
    yield from _left(len(lines) - MOST_LINES, "还有 {count} 行", wording)


def _links(links: Sequence[Link], wording: Wording) -> Iterator[RenderableType]:
    """The first links, those with the same address together."""
    together = [(url, [link.text for link in same]) for url, same in groupby(links, key=lambda link: link.url)]
    if not together:
        return
    yield Text(f"\n{wording.say('链接')}", style="bold")
    for url, texts in together[:MOST_LINKS]:
        line = Text(f"  {plain(next(filter(None, texts), '')) or DASH}　")
        yield line.append(plain(url), style=DIM)
    yield from _left(len(together) - MOST_LINKS, "还有 {count} 条链接", wording)


def _left(count: int, template: str, wording: Wording) -> Iterator[Text]:
    """What is not shown, and how to see it."""
    if count > 0:
        left = wording.say(template, count=str(count))
        yield Text(f"  … {left}{wording.say('（--format json 看全部）')}", style=DIM)
