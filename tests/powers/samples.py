"""Samples of charts and lists of powers with what is true of them, drawn and written on the spot from their descriptions.

The forms follow pages that offices publish; the words are ours. Labels were set by reading, before any program ran on them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.reading.value import Eyes
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Snapshot
from tests.crawler.reading.archives import rar4
from tests.powers import papers, words
from tests.powers.alike import bared
from tests.powers.drawing import Flow, Style
from tests.powers.grids import Grid
from tests.powers.layouts import chart, styled
from tests.powers.scenes import scene

FOLDER = Path(__file__).parent / "data"
FETCHED = datetime(2013, 8, 1, 2, 10, 4, tzinfo=CHINA)
PLAIN = Style(width=800)
USUAL = {
    "处罚": "penalty",
    "强制": "force",
    "检查": "inspect",
    "监察": "inspect",
    "征收": "levy",
    "给付": "pay",
    "执法": "penalty",
}


@dataclass(frozen=True)
class Shown:
    """One file or picture of a sample: its bytes, its label, the charts in it; `drawn` says whether it is a flowchart."""

    name: str
    label: str
    body: bytes
    flows: tuple[Flow, ...] = ()
    drawn: bool = False
    picture: bool = False


@dataclass(frozen=True)
class Sample:
    """One page with its files, and what is true of it. `part` is charts, decoys, lists or lookalikes."""

    name: str
    part: str
    told: dict[str, Any]
    shown: tuple[Shown, ...] = ()
    html: str = ""
    flows: tuple[Flow, ...] = field(default=())

    @property
    def is_office(self) -> bool:
        """Whether its charts are about the office's own work."""
        return bool(self.told.get("office"))

    @property
    def is_held(self) -> bool:
        """Whether it was held out: written after the readers."""
        return bool(self.told["held"])

    @property
    def shows_limits(self) -> bool:
        """Whether the time limits stand on its charts: over pictures they do where the title does."""
        return all(entry.get("style", {}).get("title", True) for entry in self.told.get("picture", []))

    @property
    def items(self) -> list[tuple[str, str, str]]:
        """Name, class and code of each item of a list."""
        rows = [line.split("|") for line in self.told.get("items", "").strip().splitlines()]
        return [(name, kind, code) for name, kind, code in rows]

    def page(self, eyes: Eyes | None = None) -> Page:
        """The page as the program reads it, with its files."""
        url = "http://own/" + quote(self.name) + ".html"
        files = [self._document(each, eyes) for each in self.shown]
        body = self.html.encode()
        reading = read(body, url=url, name="page.html", eyes=eyes)
        return Page(
            url, Place.OWN, FETCHED, sha256(body).hexdigest(), "", reading,
            columns=tuple(self.told.get("columns", reading.columns)), documents=tuple(files), clicks=2,
        )  # fmt: skip

    def _document(self, each: Shown, eyes: Eyes | None) -> Document:
        url = "http://own/files/" + quote(each.name)
        reading = read(each.body, url=url, name=each.name, eyes=eyes)
        return Document(url, Place.OWN, FETCHED, sha256(each.body).hexdigest(), each.label, reading)


def page(title: str, inner: str, files: tuple[Document, ...]) -> Page:
    """A page of a title with files."""
    body, url = _around({"page": title}, inner).encode(), "http://own/" + quote(title) + ".html"
    return Page(
        url, Place.OWN, FETCHED, sha256(body).hexdigest(), "", read(body, url=url, name="page.html"),
        documents=files, clicks=2,
    )  # fmt: skip


def alone(*pages: Page) -> Snapshot:
    """A place that holds nothing but these pages."""
    department = Department("unit", "示例市某局", ("市某局",), home="http://own/")
    return Snapshot(department, Period.parse("2013-07"), pages, place=Place.OWN)


def list_of(shown: Sequence[Flow]) -> Page:
    """The page of a list that holds just the powers whose charts these are."""
    kinds = {
        "处罚": "行政处罚",
        "强制": "行政强制",
        "检查": "行政检查",
        "执法": "行政处罚",
        "给付": "行政给付",
        "认定": "行政确认",
    }
    rows = [["序号", "职权名称", "职权类别"]]
    for number, flow in enumerate(shown, 1):
        kind = next((kind for word, kind in kinds.items() if word in flow.title), "行政许可")
        is_whole = any(word in flow.title for word in ("处罚", "强制", "检查", "执法"))
        rows.append([str(number), f"对违反管理规定行为的{kind[2:]}" if is_whole else bared(flow.title), kind])
    return page("市某局行政权力清单", papers.table_html(Grid.of(rows)), ())


@cache
def stand_in(name: str) -> Document:
    """A chart that was read and lacks no step of its class, for what only needs to know that there is one."""
    like = next((flow for word, flow in USUAL.items() if word in name), "water")
    body = words.paragraphs([Flow(name, flows()[like].steps)])
    url = "http://own/" + quote(name)
    reading = read(body, url=url, name="stand-in.docx")
    return Document(url, Place.OWN, FETCHED, sha256(body).hexdigest(), name, reading)


def flows() -> dict[str, Flow]:
    """What charts say, by name."""
    return _flows()


@cache
def _flows() -> dict[str, Flow]:
    data = tomllib.loads((FOLDER / "flows.toml").read_text("utf-8"))
    return {
        name: Flow(**{key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()})
        for name, entry in data.items()
    }


SOURCES = {
    "charts": ("charts", "chart_files"),
    "decoys": ("decoys",),
    "lists": ("lists_pages", "lists_files", "held_lists"),
    "lookalikes": ("list_decoys", "held_decoys"),
}


def samples(part: str = "", every: int = 1) -> Iterator[Sample]:
    """Every sample of pages, in the order of the files, or each of so many of a file; of one part if it is named."""
    for name, sources in SOURCES.items():
        for source in sources if part in ("", name) else ():
            for told in tomllib.loads((FOLDER / f"{source}.toml").read_text("utf-8"))["sample"][::every]:
                yield _made(name, {**told, "held": source.startswith("held")})


def _made(part: str, told: dict[str, Any]) -> Sample:
    inner, shown = "", []
    inner += "".join(f"<p>{escape(line)}</p>" for line in told.get("text", []) if told.get("form", "html") == "html")
    inner += f"<pre>{told['pre'].strip()}</pre>" if "pre" in told else ""
    for number, entry in enumerate(told.get("picture", []), 1):
        shown.append(_picture(entry, number))
    for number, entry in enumerate(told.get("scene", []), 51):
        kind = entry.get("format", "png")
        body = scene(entry["kind"], entry["words"], entry.get("seed", 1), kind)
        shown.append(Shown(f"2013{number:02}.{kind}", entry.get("alt", ""), body, picture=True))
    for entry in told.get("files", [told["file"]] if isinstance(told.get("file"), dict) else []):
        made = _file(entry)
        inner += made if isinstance(made, str) else ""
        shown += [made] if isinstance(made, Shown) else []
    parts, listed = _listed(told)
    charts = tuple(flow for each in shown for flow in each.flows) or _inline(told)
    for each in (*shown, *listed):
        address = "/files/" + quote(each.name)
        inner += (
            f"<p><img src='{address}' alt='{each.label}'></p>"
            if each.picture
            else f"<p><a href='{address}'>{each.label}</a></p>"
        )
    html = _around(told, inner + parts)
    return Sample(told["name"], part, told, (*shown, *listed), html, charts)


def _inline(told: dict[str, Any]) -> tuple[Flow, ...]:
    entry = told.get("file")
    return tuple(flows()[name] for name in entry["flows"]) if isinstance(entry, dict) else ()


def _around(told: dict[str, Any], inner: str) -> str:
    trail = "<div class='position'>当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a></div>"
    if "columns" in told:
        trail = (
            "<div class='position'>当前位置："
            + " &gt; ".join(f"<a href='/x'>{name}</a>" for name in told["columns"])
            + "</div>"
        )
    head = f"<html><head><meta charset='utf-8'><title>{escape(told['page'])}</title></head><body>{trail}"
    return f"{head}<h1>{escape(told['page'])}</h1><p>发布日期：2013-06-10　来源：办公室</p><div class='content'>{inner}</div></body></html>"


def _picture(entry: dict[str, Any], number: int) -> Shown:
    flow, style = flows()[entry["flow"]], styled(entry.get("style", {}))
    name = entry.get("file", f"W0201306{number:02}.{style.format}")
    return Shown(name, entry.get("alt", ""), chart(flow, style), (flow,), drawn=True, picture=True)


def _file(entry: dict[str, Any]) -> Shown | str:
    held = [flows()[name] for name in entry["flows"]]
    form, name = entry["form"], entry.get("name", "")
    if form == "html":
        return papers.lines_html(held)
    if form in ("htmltable", "htmlrow"):
        return "".join(_chart_table(flow, form == "htmlrow") for flow in held)
    body = _FILES[form](held, entry)
    return Shown(name, entry.get("label", name), body, tuple(held), drawn=True)


def _chart_table(flow: Flow, row: bool) -> str:
    texts = [
        text for place, step in enumerate(flow.steps) for text in ((["→" if row else "↓", step]) if place else [step])
    ]
    grid = Grid.of([texts] if row else [[text] for text in texts])
    return f"<p><b>{words.titled(flow)}</b></p>" + papers.table_html(grid)


def _png(flow: Flow) -> bytes:
    return chart(flow, PLAIN)


def _rar(members: dict[str, bytes]) -> bytes:
    return rar4(*((name.encode("gbk"), body) for name, body in members.items()))


_FILES: dict[str, Callable[[list[Flow], dict[str, Any]], bytes]] = {
    "paragraphs": lambda held, told: words.paragraphs(held, told.get("numbered", False)),
    "book": lambda held, told: words.book(held),
    "cells": lambda held, told: words.cells(held),
    "vml": lambda held, told: words.old_boxes(held, told.get("order", 1)),
    "drawing": lambda held, told: words.new_boxes(held, told.get("order", 1)),
    "pdf": lambda held, told: papers.charts_pdf(held),
    "pdfpicture": lambda held, told: papers.pictures_pdf([_png(flow) for flow in held]),
    "rtf": lambda held, told: papers.rich_text(held),
    "wordpicture": lambda held, told: words.pictured([_png(flow) for flow in held]),
    "zip": lambda held, told: words.zipped({f"{flow.title}.png": _png(flow) for flow in held}),
    "zipwords": lambda held, told: words.zipped({f"{flow.title}.docx": words.paragraphs([flow]) for flow in held}),
    "rar": lambda held, told: _rar({f"{flow.title}.png": _png(flow) for flow in held}),
}


def _listed(told: dict[str, Any]) -> tuple[str, list[Shown]]:
    """The tables of a list: as part of the page, or as files."""
    tables, form = told.get("table", []), told.get("form", "html")
    parts = [(entry.get("heading", ""), Grid.told(entry["rows"])) for entry in tables]
    if form == "html":
        return "".join(
            (f"<p><b>{escape(heading)}</b></p>" if heading else "") + papers.table_html(grid) for heading, grid in parts
        ), []
    if form == "many":
        return "", [_many(entry, part) for entry, part in zip(tables, parts, strict=True)]
    name, before, after = told["file"], told.get("before", []), told.get("after", [])
    sheets = [entry.get("sheet", f"Sheet{number}") for number, entry in enumerate(tables, 1)]
    if form == "docx" and not parts:
        body = words.prose(told["text"])
    elif form == "docx":
        body = words.lists(parts, before, after)
    elif form == "pdf":
        body = papers.lists_pdf(parts, before, after)
    else:
        body = (papers.lists_xls if form == "xls" else papers.lists_xlsx)(parts, sheets, before)
    return "", [Shown(name, name, body)]


def _many(entry: dict[str, Any], part: tuple[str, Grid]) -> Shown:
    name = entry["file"]
    body = papers.lists_xlsx([part], [entry["sheet"]]) if name.endswith("xlsx") else words.lists([part])
    return Shown(name, name, body)
