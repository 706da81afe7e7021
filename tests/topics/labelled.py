"""Pages rewritten after real forms, each labelled with what it is: tests/topics/SET/TOPIC.toml.

`first` is there to learn from, `held` to measure with, `last` was made without a look at either
or at the words of the topics. A file holds the pages that *are* its topic, as `[[page]]` tables:

    id         the page's name, unique over all sets
    title      as a list or the page shows it; may say nothing ("通知公告", "无标题文档") or be empty
    columns    the path of columns, often empty or that of another topic
    issuer     who issued it, "" where the page does not say
    published  "YYYY-MM-DD", left out where the page does not say
    file       the words of the link that leads here: then it is an attachment, not a page
    is         the one right topic (a name of the interface, docs: `gongkai read`)
    also       topics that are as right
    kind       "disclosure": it is what `is` says and seems to be nothing else
               "mention": it speaks of another topic without disclosing it (a meeting, a request to publish, a tender, a law)
    mentions   that other topic, for "mention" only; it is never right
    text       the lines of the page; tables are flattened into lines
    html       a whole page instead, with menus, cards, tables, forms and footer
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crawler.period import CHINA
from crawler.reading import read
from crawler.reading.value import Reading
from crawler.snapshot import Document, Page, Place

FOLDER = Path(__file__).parent
SETS = ("first", "held", "last")
FETCHED = datetime(2026, 11, 1, 2, 0, 0, tzinfo=CHINA)
TOPICS = frozenset(
    "three-public-budget three-public-final department-budget department-final-accounts power-flowchart power-list"
    " approval-change air-quality-daily air-quality-period pollution-source-monitoring affordable-housing food-safety"
    " work-safety land-expropriation price-and-fees price-enforcement bidding education enforcement-result"
    " disclosure-guide disclosure-catalogue disclosure-application annual-report service-catalogue interpretation"
    " interview opinion-box personnel column-index news other".split()
)


@dataclass(frozen=True)
class Labelled:
    """A page or attachment and what is true of it."""

    id: str
    page: Page | Document
    topic: str
    also: frozenset[str]
    mentions: str

    @property
    def is_mention(self) -> bool:
        """Whether it only speaks of a topic that it does not disclose."""
        return bool(self.mentions)

    @property
    def right(self) -> frozenset[str]:
        """All topics that a careful official would accept."""
        return self.also | {self.topic}


def labelled(name: str) -> Iterator[Labelled]:
    """Every labelled page of a set, by topic; a label that does not fit the format raises."""
    for path in sorted((FOLDER / name).glob("*.toml")):
        for told in tomllib.loads(path.read_text("utf-8"))["page"]:
            if told["is"] != path.stem or (told["kind"] == "mention") != bool(told.get("mentions")):
                raise ValueError(f"{path.name}: {told['id']}")
            also = frozenset(told.get("also", ()))
            yield Labelled(told["id"], page_of(told), told["is"], also, told.get("mentions", ""))


def page_of(told: dict[str, Any]) -> Page | Document:
    """The page as the crawler would hand it over; a document where it is told to be a file."""
    url = f"http://own/{told['id']}.html"
    reading = _of_html(told, url) if "html" in told else _of_text(told)
    if "file" in told:
        return Document(url, Place.OWN, FETCHED, "ab", told["file"], reading)
    return Page(
        url, Place.OWN, FETCHED, "ab", told["title"], reading, columns=tuple(told["columns"]) or reading.columns
    )


def _of_html(told: dict[str, Any], url: str) -> Reading:
    reading = read(told["html"].encode(), url=url, content_type="text/html; charset=utf-8", name=f"{told['id']}.html")
    return reading if reading.title or not told["title"] else replace(reading, title=told["title"])


def _of_text(told: dict[str, Any]) -> Reading:
    day = date.fromisoformat(told["published"]) if "published" in told else None
    return Reading(
        "text/html",
        title=told["title"],
        published=day,
        issuer=told["issuer"],
        columns=tuple(told["columns"]),
        text=told["text"].strip("\n"),
    )
