"""Labelled samples: tests/air/{bulletins,months,held,last}/NAME.toml, each the pages of a department in one month.

A sample has `form` and `seen` (in words), `period`, `department`, the day on which it was `visited` (the first of the next
month unless said), `rule` with its `dials` where it is not the one of the
dailies, and pages: title, columns, published, place (own unless said), shell (how title and date stand in the page; `foot`
means that the date is known from the list that led here), html, files (rows written as .xls, .xlsx, .docx or .pdf, or a
picture), `kept` where a page is one of the year before (earlier) or of the last month (previous). [[unreached]] are
addresses that were not read. [[day]] is what is said of a day, [[finding]] what must be found, [[may]] what may be;
`window` is where days are owed, `lacks` are fields that the form truly has no place for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Reason, Snapshot, Unreached
from tests.air.files import picture, written

FOLDER = Path(__file__).parent
SETS = ("bulletins", "months", "held")  # `last` is asked for by its name: it is measured apart


@dataclass(frozen=True)
class Sample:
    """A department's month and what is true of it."""

    path: Path
    told: dict[str, Any]

    @property
    def name(self) -> str:
        """Its name, with the set that it belongs to."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def is_held(self) -> bool:
        """Whether it is of the set that was held out."""
        return self.path.parent.name == "held"

    @property
    def rule(self) -> str:
        """The rule that judges it."""
        return str(self.told.get("rule", "air-quality-daily"))

    @property
    def period(self) -> Period:
        """The month that is judged."""
        return Period.parse(self.told["period"])

    @cached_property
    def snapshot(self) -> Snapshot:
        """The month as the crawler would hand it over."""
        name = self.told["department"]
        short = name.replace("示例", "")
        department = Department("unit", name, (short,), frozenset({"department", "ecology"}), home="http://own/")
        kept: dict[str, list[Page]] = {"": [], "earlier": [], "previous": []}
        for number, told in enumerate(self.told["page"]):
            kept[told.get("kept", "")].append(self._page(told, number))
        lost = tuple(self._lost(entry) for entry in self.told.get("unreached", []))
        pages, earlier, previous = (tuple(kept[when]) for when in ("", "earlier", "previous"))
        return Snapshot(department, self.period, pages, lost, earlier=earlier, previous=previous)

    def site(self) -> Snapshot:
        """The place that is judged, the other one within reach where it has pages."""
        return self.at(Place(self.told.get("place", "own")))

    def at(self, place: Place) -> Snapshot:
        """One of the places, the other one within reach where it has pages."""
        other = self.snapshot.at(Place.PORTAL if place is Place.OWN else Place.OWN)
        return replace(self.snapshot.at(place), elsewhere=other if other.pages else None)

    def _fetched(self) -> datetime:
        return datetime.combine(self.told.get("visited", self.period.last + timedelta(1)), time(2, 10, 4), CHINA)

    def _page(self, told: dict[str, Any], number: int) -> Page:
        place = Place(told.get("place", "own"))
        url = told.get("url", f"http://{place}/page{number}.html")
        body = shelled(told).encode()
        reading = read(body, url=url, name="page.html")
        if told.get("shell") == "foot":
            reading = replace(reading, title=told["title"], published=told.get("published"))
        fetched = told.get("fetched", self._fetched())
        files = tuple(_file(each, url, place, fetched) for each in told.get("file", []))
        lost = [self._lost(entry) for entry in self.told.get("unreached", [])]
        return Page(
            url,
            place,
            fetched,
            sha256(body).hexdigest(),
            told["title"],
            reading,
            columns=tuple(told.get("columns", ())) or reading.columns,
            documents=files,
            dead=tuple(each for each in lost if each.url in body.decode() and each.kind != "page"),
            clicks=2,
        )

    def _lost(self, entry: dict[str, Any]) -> Unreached:
        place = Place(entry.get("place", "own"))
        return Unreached(
            entry["url"],
            place,
            Reason(entry["reason"]),
            label=entry.get("label", ""),
            columns=tuple(entry.get("columns", ())),
            status=entry.get("status"),
            seen_on=f"http://{place}/page0.html",
            fetched=self._fetched(),
            depth=2,
            kind=entry.get("kind", "page"),
        )


def _file(told: dict[str, Any], page: str, place: Place, fetched: datetime) -> Document:
    body = picture() if told.get("picture") else written(told["name"], told["rows"])
    url = page.rpartition("/")[0] + "/" + told["name"]
    return Document(
        url, place, fetched, sha256(body).hexdigest(), told["label"], read(body, url=url, name=told["name"])
    )


def shelled(told: dict[str, Any]) -> str:
    """The whole page around a body: title and day of publication stand as one of the content systems has them."""
    title, day = escape(told["title"]), str(told.get("published", ""))
    files = "".join(
        f'<p><a href="{f["name"]}">{escape(f["label"])}</a></p>' for f in told.get("file", []) if f["label"]
    )
    body, shell = str(told.get("html", "")) + files, told.get("shell", "line")
    if shell == "none":
        return body
    meta = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:10">' if day else ""
    head = f'<meta charset="utf-8"><title>{title}</title>' + (meta if shell == "meta" else "")
    line = f'<div class="info">发布日期：{day}　来源：本站　【打印】</div>' if day and shell == "line" else ""
    label = (
        ""
        if not day or shell != "label"
        else f"<table><tr><td>发布日期</td><td>{day}</td><td>索引号</td><td></td></tr></table>"
    )
    return (
        f"<html><head>{head}</head><body><div class='top'><a href='/'>首页</a> <a href='/zwgk/'>信息公开</a></div>{label}"
        f"<h1>{title}</h1>{line}<div class='content'>{body}</div></body></html>"
    )


def samples(*sets: str) -> Iterator[Sample]:
    """The samples of these sets (of all without a name), by name."""
    for folder in sets or SETS:
        for path in sorted((FOLDER / folder).glob("*.toml")):
            yield Sample(path, tomllib.loads(path.read_text("utf-8"), parse_float=Decimal))
