"""The copies of what a month's findings cite: where each is found, and the files to write."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import MsgspecError

from crawler.archive import Archive, ArchiveDamaged, Capture
from crawler.period import Period
from crawler.reading import edition, from_json, sniff
from crawler.snapshot import Citation
from reports.copies import shell
from reports.copies.places import Leaf, Leaves
from reports.copies.uses import Use, Uses
from reports.copies.values import Job, Quote, Shown
from reports.copies.workers import Workers
from reports.wording import Wording, plain

FOLDER = "copy"
ENDINGS = {
    sniff.PDF: "pdf", sniff.DOCX: "docx", sniff.XLSX: "xlsx", sniff.DOC: "doc", sniff.XLS: "xls", sniff.ZIP: "zip",
    sniff.RAR: "rar", sniff.CSV: "csv", sniff.PLAIN: "txt", sniff.JSON: "json.txt", sniff.HTML: "html.txt", sniff.RTF: "rtf",
    "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/bmp": "bmp", "image/tiff": "tif", "image/webp": "webp",
}  # fmt: skip
PICTURE_BYTES, PICTURES_BYTES = 300_000, 1_200_000  # of one stored picture that a page shows, and of all of them
PICTURE = re.compile(r'<img ([^<>]*?)src="data:,(\d+)"')
SIGNS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
FRAMES = 8  # stored pages that one page shows within itself
MARK = re.compile(rb"<!doctype html><!-- ([0-9a-f]{64}) -->")
REMOVED = "证据档案里没有这份内容（可能已重新访问或移走）"
DAMAGED = "这份内容的存档已损坏或不见了（请运行 gongkai verify）"
CLOSED = "证据档案不在这里，或打不开"


@dataclass(frozen=True)
class Layout:
    """Where copies are shown from: their folder, and where a finding and an original are, relative to it.

    Without `originals` those of files are written beside the copies, those of web pages nowhere.
    """

    folder: str = FOLDER
    back: Callable[[Use], str] = lambda use: f"../department/{use.department.id}.html#i-{use.verdict.indicator}"
    originals: Callable[[Capture], str] | None = None


@dataclass
class Copies:
    """Where the copies of citations are, relative to the root and with the anchor of the quoted words; why others have none.

    `captures` are the stored answers that hold what is cited. `names` are the files; `files` makes those that a folder does not
    hold yet as they must be, all of them where there is no folder.
    """

    addresses: Mapping[Citation, str] = field(default_factory=dict)
    missing: Mapping[Citation, str] = field(default_factory=dict)
    captures: Mapping[Citation, Capture] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    files: Callable[[Path | None], Iterator[tuple[str, bytes]]] = lambda folder: iter(())


@contextmanager
def copies_of(
    folder: Path, period: Period, uses: Uses, wording: Wording, layout: Layout | None = None
) -> Iterator[Copies]:
    """The copies of what is cited of a month, out of the archive in a folder. Where there is none, nothing has a copy.

    Files can be made only within the block. Nothing is raised for evidence that was removed or is damaged: it has no copy.
    """
    if not (folder / "archive.db").is_file():
        yield Copies(missing=dict.fromkeys(uses, CLOSED))
        return
    try:
        archive = Archive(folder)
    except sqlite3.Error:
        yield Copies(missing=dict.fromkeys(uses, CLOSED))
        return
    with archive:
        yield _Made(archive, period, uses, wording, layout or Layout()).copies


@dataclass(frozen=True)
class _Stale:
    """A copy that is to be made: what is said around it, and the mark by which it is known when it is there."""

    leaf: Leaf
    context: Mapping[str, Any]
    mark: str


class _Made:
    """Makes the copies out of an open archive."""

    def __init__(self, archive: Archive, period: Period, uses: Uses, wording: Wording, layout: Layout) -> None:
        self._archive, self._wording, self._layout = archive, wording, layout
        self._leaves = Leaves(archive, period, uses)
        self._kinds: dict[str, str] = {}
        damaged = {leaf.stem for leaf in self._leaves.by_key.values() if not self._opens(leaf)}
        good = {citation: leaf for citation, leaf in self._leaves.by_citation.items() if leaf.stem not in damaged}
        self._shown = [leaf for leaf in self._leaves.by_key.values() if leaf.stem not in damaged]
        why = {
            citation: DAMAGED if citation in self._leaves.by_citation else REMOVED
            for citation in uses
            if citation not in good
        }
        where = {citation: f"{self._file(leaf)}#{Quote.of(citation).anchor}" for citation, leaf in good.items()}
        held = {citation: leaf.capture for citation, leaf in good.items()}
        names = frozenset((*map(self._file, self._shown), *filter(None, map(self._original, self._shown))))
        self.copies = Copies(where, why, held, names, self._files)

    def _opens(self, leaf: Leaf) -> bool:
        """Whether its bytes are there as they were; on the way, what they are."""
        try:
            body = self._archive.body(leaf.capture)
        except (ArchiveDamaged, OSError):
            return False
        name = leaf.capture.url.partition("?")[0].rpartition("/")[2]
        self._kinds[leaf.stem] = sniff.media_type(body, leaf.capture.media_type, name) if leaf.capture.warc else ""
        return True

    def _file(self, leaf: Leaf) -> str:
        return f"{self._layout.folder}/{leaf.stem}.html"

    def _original(self, leaf: Leaf) -> str:
        """The file that holds its bytes, "" where these are a web page or there are none."""
        kind = self._kinds.get(leaf.stem, "") if self._layout.originals is None else ""
        return f"{self._layout.folder}/{leaf.stem}.{ENDINGS.get(kind, 'bin')}" if kind and kind != sniff.HTML else ""

    def _files(self, folder: Path | None) -> Iterator[tuple[str, bytes]]:
        """The files that a folder does not hold yet as they must be. Raises ArchiveDamaged, OSError."""
        every = (_Stale(leaf, *self._context(leaf)) for leaf in self._shown)
        stale = [each for each in every if folder is None or _mark_of(folder / self._file(each.leaf)) != each.mark]
        framed: list[tuple[_Stale, Shown]] = []
        with Workers() as workers:
            had = [each for each in stale if each.leaf.capture.warc]
            for each, shown in zip(had, workers.shown(self._job(each.leaf) for each in had), strict=True):
                if shown.frames:
                    framed.append((each, shown))
                else:
                    yield self._page(each, shown)
            jobs = (self._job(each.leaf, shown.frames) for each, shown in framed)
            for (each, _), shown in zip(framed, workers.shown(jobs), strict=True):
                yield self._page(each, shown)
        yield from (self._page(each, None) for each in stale if not each.leaf.capture.warc)
        for leaf in self._shown:
            name = self._original(leaf)
            if name and (folder is None or not _is_whole(folder / name, leaf.capture)):
                yield name, self._archive.body(leaf.capture)

    def _page(self, each: _Stale, shown: Shown | None) -> tuple[str, bytes]:
        illustrated = self._illustrated(each.leaf, shown) if shown else None
        return self._file(each.leaf), shell.page(each.context, illustrated, each.mark, self._wording)

    def _job(self, leaf: Leaf, frames: Iterable[str] = ()) -> Job:
        capture = leaf.capture
        body, reading = self._archive.body(capture), self._reading(capture)
        inner = self._bodies(capture, list(frames)[:FRAMES])
        about = capture.url, capture.media_type, capture.fetched.date()
        label = (
            capture.label
            if self._kinds[leaf.stem] == sniff.HTML
            else "\n".join((capture.label, *self._called(capture)))
        )
        return Job(body, *about, tuple(leaf.quotes), reading, label, inner)

    def _called(self, capture: Capture) -> Iterator[str]:
        """What the page that led to a file calls it."""
        for page in self._archive.captures_of(capture.site, Period.parse(capture.period), [capture.seen_on]):
            with suppress(MsgspecError):
                reading = from_json(self._reading(page) or b"null")
                yield from (link.text for link in reading.links if link.url == capture.url)
                yield from (image.text for image in reading.images if image.url == capture.url)

    def _reading(self, capture: Capture) -> bytes:
        """What was read of it, by this edition of the readers or by the one of its time."""
        of_now = self._archive.reading(capture.sha256, edition(), capture.url)
        return of_now or self._archive.any_reading(capture.sha256, capture.url) or b""

    def _bodies(self, capture: Capture, urls: Iterable[str]) -> dict[str, bytes]:
        """Other answers of the same site and month, those that are there and whole."""
        found: dict[str, bytes] = {}
        wanted = list(urls)
        for each in self._archive.captures_of(capture.site, Period.parse(capture.period), wanted) if wanted else ():
            if each.warc and not each.reason:
                try:
                    found[each.url] = self._archive.body(each)
                except (ArchiveDamaged, OSError):
                    continue
        return found

    def _illustrated(self, leaf: Leaf, shown: Shown) -> Shown:
        """With the stored pictures in their places, as far as they are small."""
        bodies = self._bodies(leaf.capture, shown.pictures) if shown.pictures else {}
        left = PICTURES_BYTES
        data: dict[str, str] = {}
        for url, body in bodies.items():
            kind = next((kind for sign, kind in SIGNS.items() if body.startswith(sign)), "")
            if kind and len(body) <= min(PICTURE_BYTES, left):
                left -= len(body)
                data[url] = f'src="data:{kind};base64,{base64.b64encode(body).decode()}"'

        def put(found: re.Match[str]) -> str:
            return f"<img {found[1]}{data.get(shown.pictures[int(found[2])], '')}"

        return replace(shown, markup=PICTURE.sub(put, shown.markup)) if shown.pictures else shown

    def _context(self, leaf: Leaf) -> tuple[dict[str, Any], str]:
        """What is said around a copy, and the mark by which one that is there already is known."""
        capture, say = leaf.capture, self._wording.say
        outside = self._layout.originals
        original = outside(capture) if outside else self._original(leaf).rpartition("/")[2]
        led = self._leaves.leading.get(leaf.stem)
        context: dict[str, Any] = {
            "title": plain(capture.label) or plain(capture.url),
            "failed": str(capture.reason),
            "url": plain(capture.url),
            "when": self._wording.day(capture.fetched),
            "facts": shell.facts(capture, self._wording),
            "original": original,
            "size": say("{size} 字节", size=f"{capture.size:,}"),
            "lead": f"{led[0].stem}.html#{led[1].anchor}" if led and led[0] in self._shown else "",
            "quotes": [
                {"quote": quote, "uses": [{**use.told(self._wording), "back": self._layout.back(use)} for use in uses]}
                for quote, uses in leaf.quotes.items()
            ],
        }
        told = json.dumps(
            [_edition(), self._wording.language, capture.id, capture.sha256, context], default=repr, ensure_ascii=True
        )
        return context, sha256(told.encode() + self._reading(capture)).hexdigest()


@cache
def _edition() -> str:
    """A digest of what makes copies: code, templates, and the libraries that open files."""
    from importlib.metadata import version

    here = Path(__file__).parent
    files = sorted(path for path in here.rglob("*") if path.suffix in (".py", ".html", ".css"))
    libraries = [f"{name} {version(name)}" for name in ("turbohtml", "pypdfium2", "pillow")]
    return sha256(
        b"\0".join([*(path.read_bytes() for path in files), edition().encode(), *map(str.encode, libraries)])
    ).hexdigest()


def _mark_of(path: Path) -> str:
    """The mark of a copy that is there, "" for none."""
    try:
        with path.open("rb") as file:
            found = MARK.match(file.read(120))
    except OSError:
        return ""
    return found[1].decode() if found else ""


def _is_whole(path: Path, capture: Capture) -> bool:
    try:
        return path.stat().st_size == capture.size and sha256(path.read_bytes()).hexdigest() == capture.sha256
    except OSError:
        return False
