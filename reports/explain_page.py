"""The page as it was: what stood around a quoted line, read again from what was kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType

from crawler.archive import Archive, ArchiveDamaged, Capture
from crawler.period import Period
from crawler.reading import File, Pool, edition, from_json, read_safely
from crawler.reading.value import Reading, Table
from crawler.snapshot import Citation, Place
from reports.wording import plain

PORTAL = "portal"
CELL = " | "  # between the cells of a row that is quoted
EDGE = "|"
AROUND, LONGEST = 2, 90  # lines before and after a quote, characters of each
NO_ARCHIVE = "证据档案不在这里（{folder}），只能显示当时记下的引文"
UNOPENED = "证据档案打不开（{folder}：{error}），只能显示当时记下的引文"
UNKEPT = "证据档案里没有这份内容（可能已重新访问或移走），只能显示当时记下的引文"
LOST = "这份内容的存档文件不见了，以下是当时从中读出的文字"
DAMAGED = "这份内容的存档已损坏（请运行 gongkai verify），以下是当时从中读出的文字"
UNREAD = "存档取不出这份内容（请运行 gongkai verify），只能显示当时记下的引文"
ELSEWHERE = "正文中没有这一句，它在：{where}"
NOWHERE = "正文中没有这一句（可能在图片、框架或目录里），以下是正文的开头"
FAILED = "当时没有取得内容：{reason} {answer}"


@dataclass(frozen=True)
class Line:
    """A line of the page: what stands before the quote, the quote (or the part of it here, "" for none), and what follows."""

    before: str
    quote: str = ""
    after: str = ""


@dataclass(frozen=True)
class Excerpt:
    """Lines around a quote, and what must be said of them: a message template and its values.

    Of these, `where` is a message, too, and `reason` the name of one.
    """

    title: str = ""
    lines: tuple[Line, ...] = ()
    said: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


class Pages:
    """What was kept of a department in a month, opened where it is asked for. Close it, or use it in a with block."""

    def __init__(self, folder: Path, department: str, period: Period) -> None:
        self._folder, self._department, self._period = folder, department, period
        self._error = ""
        self._archive: Archive | None = None
        self._indexes: dict[tuple[str, Period], dict[tuple[str, str], Capture]] = {}
        if folder.is_dir():
            try:
                self._archive = Archive(folder)
            except sqlite3.Error as error:
                self._error = str(error)

    def __enter__(self) -> Pages:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._archive is not None:
            self._archive.close()
        if "_pool" in self.__dict__:
            self._pool.close()

    def around(self, citation: Citation) -> Excerpt:
        """What stood around the quoted words when they were seen; where that cannot be had, it says why."""
        if self._archive is None:
            said = UNOPENED if self._error else NO_ARCHIVE
            return Excerpt(said=said, values={"folder": str(self._folder), "error": self._error})
        capture = self._capture(self._archive, citation)
        if not citation.sha256:
            return _unreached(capture) if capture is not None else Excerpt()
        body, said = self._body(self._archive, capture)
        reading = self._reading(self._archive, citation, capture, body)
        if reading is None:
            return Excerpt(said=UNKEPT if capture is None else UNREAD)
        return excerpt(reading, citation.quote, said if capture is not None else "")

    @cached_property
    def _pool(self) -> Pool:
        return Pool()

    def _capture(self, archive: Archive, citation: Citation) -> Capture | None:
        """The capture that holds the cited bytes: of this month, else of the latest one that has them."""
        site = PORTAL if citation.place is Place.PORTAL else self._department
        earlier = [month for month in archive.periods() if month < self._period]
        for month in (self._period, *reversed(earlier)):
            for each in dict.fromkeys((site, PORTAL, self._department)):
                found = self._index(archive, each, month).get((citation.url, citation.sha256))
                if found is not None:
                    return found
        return None

    def _index(self, archive: Archive, site: str, month: Period) -> dict[tuple[str, str], Capture]:
        if (site, month) not in self._indexes:
            found = self._indexes[site, month] = {}
            for each in archive.captures(site, month):
                found[each.url, "" if each.reason else each.sha256] = each
        return self._indexes[site, month]

    def _body(self, archive: Archive, capture: Capture | None) -> tuple[bytes, str]:
        """The bytes, and what must be said when they are not what was stored."""
        if capture is None:
            return b"", ""
        try:
            return archive.body(capture), ""
        except (ArchiveDamaged, OSError):
            return b"", DAMAGED if (archive.folder / capture.spot.path).is_file() else LOST

    def _reading(self, archive: Archive, citation: Citation, capture: Capture | None, body: bytes) -> Reading | None:
        stored = archive.reading(citation.sha256, edition(), citation.url)
        if stored is not None:
            return from_json(stored)
        if capture is None or not body:
            return None
        file = File(body, capture.url, capture.media_type, fetched=capture.fetched.date())
        return next(iter(read_safely([file], self._pool)))


def _unreached(capture: Capture) -> Excerpt:
    """Why there was nothing to read, and what the site answered."""
    answer = f"HTTP {capture.status}" if capture.status else ""
    return Excerpt(said=FAILED, values={"reason": str(capture.reason), "answer": answer})


def excerpt(reading: Reading, quote: str, said: str = "") -> Excerpt:
    """The lines of what was read that hold a quote, with those before and after; spaces and breaks are nothing."""
    title = plain(reading.title)
    span = _find(reading.text, quote)
    if span is not None:
        return Excerpt(title, tuple(_lines(reading.text, *span)), said)
    row = next(_rows(reading.tables, quote), ())
    if row:
        return Excerpt(title, row, said)
    beginning = tuple(Line(plain(line)[:LONGEST]) for line in _full(reading.text.splitlines())[: 2 * AROUND])
    where = next((name for name, text in _others(reading) if _find(text, quote) is not None), "") if quote else ""
    if said or not quote:
        return Excerpt(title, beginning, said)
    return Excerpt(title, beginning, ELSEWHERE if where else NOWHERE, {"where": where} if where else {})


def _others(reading: Reading) -> Iterator[tuple[str, str]]:
    """Where words of a page may stand that are not part of its text."""
    yield "标题", reading.title
    for table in reading.tables:
        yield "表格", "\n".join((table.caption, table.where, *("\t".join(row) for row in table.rows)))
    yield "链接", "\n".join(link.text for link in reading.links)
    yield "图片说明", "\n".join(image.text for image in reading.images)
    yield "图中的文字", "\n".join(box.text for box in reading.boxes)
    yield "页脚", reading.foot
    yield "栏目", "\n".join(reading.columns)
    yield "网页的 meta 标签", "\n".join(value for _, value in (*reading.metas, *reading.metadata))


def _rows(tables: Sequence[Table], quote: str) -> Iterator[tuple[Line, ...]]:
    """The rows around one that has all cells that a quote names, in their order, under the head of the table."""
    wanted = [_squeezed(part) for part in quote.replace("\t", CELL).split(CELL)]
    for table in tables if len(wanted) > 1 else ():
        for at, row in enumerate(table.rows):
            cells = iter(_squeezed(cell) for cell in row)
            if all(part in cells for part in wanted):
                around = range(max(at - AROUND, 0), min(at + AROUND + 1, len(table.rows)))
                shown = dict.fromkeys((0, *around))
                yield tuple(_row(table.rows[number], number == at) for number in shown)


def _row(row: Sequence[str], quoted: bool) -> Line:
    """A row on one line, a cell that reaches over several columns once."""
    once = [plain(cell) for number, cell in enumerate(row) if number == 0 or cell != row[number - 1] or not cell]
    text = CELL.join(once)
    return Line("", text) if quoted else Line(_head(text))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _find(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote begins and ends in a text, however either is spaced and broken."""
    wanted = _squeezed(quote)
    places = [at for at, char in enumerate(text) if not char.isspace()]
    at = "".join(text[place] for place in places).find(wanted) if wanted else -1
    return None if at < 0 else (places[at], places[at + len(wanted) - 1] + 1)


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    before, after = _broken(text[:start]), _broken(text[end:])
    quoted = [plain(line) for line in _full(text[start:end].splitlines())]
    yield from (Line(_tail(plain(line))) for line in _full(before[:-1])[-AROUND:])
    for number, part in enumerate(quoted):
        first, last = number == 0, number == len(quoted) - 1
        leading, following = plain(before[-1] + EDGE)[:-1], plain(EDGE + after[0])[1:]  # with the blanks at the quote
        yield Line(_tail(leading) if first else "", part, _head(following) if last else "")
    yield from (Line(_head(plain(line))) for line in _full(after[1:])[:AROUND])


def _broken(text: str) -> list[str]:
    """The lines of a part of a text, of which the last may go on."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _full(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line.strip()]


def _tail(text: str) -> str:
    return text if len(text) <= LONGEST else "…" + text[-LONGEST:]


def _head(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
