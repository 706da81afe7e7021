"""`gongkai read`: what the program sees in one page or file, without any workspace."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from crawler.period import CHINA
from crawler.reading import read
from crawler.reading.value import Reading
from crawler.run import fetch
from crawler.settings import CrawlSettings
from crawler.snapshot import Page, Place
from reports.wording import Wording, plain
from rules.facts import facts_of
from rules.topics import topics_of

LONGEST_TEXT = 2000


def see(sources: Sequence[str], form: str, out: Console, wording: Wording) -> int:
    """Prints what is seen in files and pages: as text, JSON, or JSON lines in the order given."""
    for source in sources:
        seen = look(source)
        if form == "text":
            out.print(_shown(seen, wording))
        else:
            written = {"source": source, **seen} if form == "jsonl" or len(sources) > 1 else seen
            out.file.write(json.dumps(written, ensure_ascii=False, indent=None if form == "jsonl" else 2) + "\n")
    return 0


def look(source: str) -> dict[str, Any]:
    """What is seen in a file or under a web address, in the form of contracts.md. Raises OSError when it can't be had."""
    if source.startswith(("http://", "https://")):
        _, media_type, body = fetch(source, CrawlSettings(contact=""))
        url = source
    else:
        path = Path(source)
        body, media_type, url = path.read_bytes(), "", path.resolve().as_uri()
    return described(read(body, url=url, content_type=media_type, name=source), body, url)


def described(reading: Reading, body: bytes, url: str) -> dict[str, Any]:
    """A reading with its topics and facts, in the form of contracts.md."""
    digest = sha256(body).hexdigest()
    document = Page(url, Place.OWN, datetime.fromtimestamp(0, CHINA), digest, "", reading, columns=reading.columns)
    topics = topics_of(document)
    return {
        "media_type": reading.media_type,
        "encoding": reading.encoding or None,
        "title": reading.title or None,
        "published": reading.published.isoformat() if reading.published else None,
        "issuer": reading.issuer or None,
        "columns": list(reading.columns),
        "text": reading.text,
        "tables": [[list(row) for row in table.rows] for table in reading.tables],
        "links": [{"url": link.url, "text": link.text} for link in reading.links],
        "topics": [{"topic": name, "confidence": str(confidence)} for name, confidence in topics],
        "facts": facts_of(document),
        "doubts": list(reading.doubts),
    }


def _shown(seen: dict[str, Any], wording: Wording) -> RenderableType:
    grid = Grid.grid(padding=(0, 2))
    for label, key in (
        ("类型", "media_type"),
        ("编码", "encoding"),
        ("标题", "title"),
        ("发布日期", "published"),
        ("发布机构", "issuer"),
    ):
        grid.add_row(Text(wording.say(label), style="bold"), Text(plain(str(seen[key] or "—"))))
    grid.add_row(Text(wording.say("栏目"), style="bold"), Text(plain(" > ".join(seen["columns"])) or "—"))
    likely = "、".join(f"{each['topic']} {each['confidence']}" for each in seen["topics"])
    grid.add_row(Text(wording.say("主题"), style="bold"), Text(likely))
    grid.add_row(Text(wording.say("疑点"), style="bold"), Text("、".join(seen["doubts"]) or "—"))
    facts = json.dumps(seen["facts"], ensure_ascii=False, indent=2) if seen["facts"] else "—"
    grid.add_row(Text(wording.say("事实"), style="bold"), Text(plain_lines(facts)))
    return Group(grid, *map(_table, seen["tables"]), Text(plain_lines(seen["text"][:LONGEST_TEXT]), style="dim"))


def plain_lines(text: str) -> str:
    """Text from a site, line by line, without anything that a terminal would obey."""
    return "\n".join(plain(line) for line in text.splitlines())


def _table(rows: list[list[str]]) -> Grid:
    grid = Grid(show_header=False, show_lines=True)
    for row in rows:
        grid.add_row(*(Text(plain(cell)) for cell in row))
    return grid
