"""Service guides rewritten from real forms, with the elements that are there: tests/guides/NAME.toml.

`text` are the lines of a page, `html` its body; `pictures` counts pictures in the text. Each [[guide]] tells one item and
the elements under whose headings something stands (a picture of the flow counts).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from crawler.period import CHINA
from crawler.reading import read
from crawler.reading.value import Reading
from crawler.snapshot import Document, Page, Place

FOLDER = Path(__file__).parent
FETCHED = datetime(2026, 11, 1, 2, 0, 0, tzinfo=CHINA)
ELEMENTS = "name basis conditions quantity process limit materials place hours phone".split()


@dataclass(frozen=True)
class Labelled:
    """One page and what is true of it: the elements of each of its guides, by the item's name ("" for the only one)."""

    name: str
    form: str
    year: int
    page: Page
    guides: tuple[tuple[str, frozenset[str]], ...]


def labelled() -> Iterator[Labelled]:
    """Every labelled page, by name."""
    for path in sorted(FOLDER.glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        guides = tuple((each.get("name", ""), frozenset(each["there"])) for each in told["guide"])
        yield Labelled(path.stem, told["form"], told["year"], page_of(told), guides)


def page_of(told: dict[str, Any]) -> Page:
    """A page of a title, text or HTML, columns and pictures, as the crawler would hand it over."""
    body = told.get("html") or "".join(_lines(told["text"].splitlines()))
    title = escape(told["title"])
    html = f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    url = "http://own/guide.html"
    pictures = (
        Document(f"{url}{n}.png", Place.OWN, FETCHED, "", "", Reading("image/png", width=700, height=900))
        for n in range(told.get("pictures", 0))
    )
    reading = read(html.encode(), url=url, name="guide.html")
    return Page(
        url, Place.OWN, FETCHED, "ab", "", reading, columns=tuple(told.get("columns", ())), documents=tuple(pictures)
    )


def _lines(lines: list[str]) -> Iterator[str]:
    """Paragraphs, and a table where lines hold tabs."""
    for tabbed, group in groupby(lines, key=lambda line: "\t" in line):
        if tabbed:
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t")) for line in group)
            yield "<table border='1'>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
        else:
            yield from (f"<p>{escape(line).replace('  ', chr(0x3000) * 2)}</p>" for line in group)
