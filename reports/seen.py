"""`gongkai read`: what the program sees in pages and files, without any workspace."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from crawler.period import CHINA
from crawler.reading import File, limits, read_safely
from crawler.reading.value import Reading
from crawler.refusal import CrawlFailed
from crawler.settings import CrawlSettings
from crawler.snapshot import Page, Place
from reports.crawl_codes import told
from reports.reading_card import reading_card
from reports.remedies import REMEDIES
from reports.session import Session
from reports.wording import Wording
from rules.facts import facts_of
from rules.topics import reasons_of, topics_of

GAPS, REFUSED = 3, 4
FAULTS = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EISDIR: "这是一个目录",
    errno.ENOTDIR: "没有这个文件",
}


@dataclass(frozen=True)
class Source:
    """A file or address as it was asked for: its bytes and what was said of them, or why there are none."""

    name: str
    file: File | None
    fault: str = ""
    code: int = 0


def see(session: Session) -> int:
    """Prints what is seen in every source, in order: as text, as JSON (a list for several), or as lines of JSON.

    The exit code is 4 when a file could not be had, else 3 when an address could not, else 0.
    """
    names: Sequence[str] = session.options.source
    form: str = session.options.format
    code, rows = 0, []
    for source, reading in _readings(names, session.today):
        code = max(code, source.code)
        if source.file is None or reading is None:
            fault = _why(source, session.wording)
            session.complain("{source}：读不到（{error}）。请检查路径、网址和权限", source=source.name, error=fault)
            rows.append({"source": source.name, "error": fault})
        elif form == "text":
            session.out.print(reading_card(source.name, reading, described(reading, source.file), session.wording))
        else:
            rows.append({"source": source.name, **described(reading, source.file)})
        if form == "jsonl":
            _write(session, rows.pop(), None)
    if form == "json" and len(names) > 1:
        _write(session, rows, 2)
    elif form == "json" and "error" not in rows[0]:
        _write(session, {name: value for name, value in rows[0].items() if name != "source"}, 2)
    return code


def described(reading: Reading, file: File) -> dict[str, Any]:
    """A reading with its topics and facts, in the form of contracts.md."""
    digest = sha256(file.body).hexdigest()
    never = datetime.fromtimestamp(0, CHINA)
    document = Page(file.url, Place.OWN, never, digest, "", reading, columns=reading.columns)
    return {
        "media_type": reading.media_type,
        "encoding": reading.encoding or None,
        "title": reading.title or None,
        "title_from": reading.title_from or None,
        "published": reading.published.isoformat() if reading.published else None,
        "published_from": reading.published_from or None,
        "written": reading.written.isoformat() if reading.written else None,
        "issuer": reading.issuer or None,
        "issuer_from": reading.issuer_from or None,
        "columns": list(reading.columns),
        "text": reading.text,
        "tables": [[list(row) for row in table.rows] for table in reading.tables],
        "table_places": [{"caption": table.caption, "where": table.where} for table in reading.tables],
        "links": [{"url": link.url, "text": link.text} for link in reading.links],
        "images": [{"url": image.url, "text": image.text} for image in reading.images],
        "boxes": [vars(box) for box in reading.boxes],
        "metadata": [list(pair) for pair in reading.metadata],
        "pages": reading.pages or None,
        "read_by": reading.read_by,
        "confidence": reading.confidence or None,
        "topics": list(_topics(document)),
        "facts": facts_of(document),
        "doubts": list(reading.doubts),
    }


def _topics(document: Page) -> Iterator[dict[str, Any]]:
    """Each topic with why it is one: where it shows, by which words, and how much that weighs."""
    reasons = reasons_of(document)
    for name, confidence in topics_of(document):
        why = [{"from": each.source, "words": each.words, "weight": str(each.weight)} for each in reasons[name]]
        yield {"topic": name, "confidence": str(confidence), "why": why}


def _readings(names: Sequence[str], today: date) -> Iterator[tuple[Source, Reading | None]]:
    """Every source with its reading, in order; sources are fetched while others are read."""
    waiting: list[Source] = []

    def files() -> Iterator[File]:
        for name in names:
            source = _source(name, today)
            waiting.append(source)
            if source.file is not None:
                yield source.file

    for reading in read_safely(files()):
        while (source := waiting.pop(0)).file is None:
            yield source, None
        yield source, reading
    for source in waiting:
        yield source, None


def _source(name: str, today: date) -> Source:
    """A source and its bytes, no more of them than one file may have; "-" is standard input."""
    try:
        if name.startswith(("http://", "https://")):
            from crawler.run import fetch  # with all of Scrapy, which a file from disk does not need

            _, media_type, body = fetch(name, CrawlSettings(contact=""))
            return Source(name, File(body, name, media_type, fetched=today))
        if name == "-":
            return Source(name, File(sys.stdin.buffer.read(limits.FILE_BYTES + 1), "", fetched=today))
        path = Path(name)
        with path.open("rb") as stream:
            body = stream.read(limits.FILE_BYTES + 1)
        return Source(name, File(body, path.resolve().as_uri(), name=path.name, fetched=today))
    except CrawlFailed as fault:
        return Source(name, None, str(fault), GAPS)
    except OSError as fault:
        return Source(name, None, FAULTS.get(fault.errno or 0, "读写失败"), REFUSED)


def _why(source: Source, wording: Wording) -> str:
    """Why there is nothing: of an address, by the crawler's reason and what it noted; of a file, in words of ours."""
    if source.code != GAPS:
        return wording.say(source.fault)
    reason, _, note = source.fault.partition(" ")
    why, noted = wording.reason(reason) if reason in REMEDIES else "", told(note, wording)
    return wording.say("{name}（{why}）", name=why, why=noted) if why and noted else why or wording.say("没有应答")


def _write(session: Session, seen: object, indent: int | None) -> None:
    session.out.file.write(json.dumps(seen, ensure_ascii=False, indent=indent) + "\n")
    session.out.file.flush()
