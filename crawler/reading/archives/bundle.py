"""Archives: the names of their members, and what can be read of these within one budget."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from crawler.reading import doubts, limits, sniff
from crawler.reading.archives import rar, sevenzip, streams
from crawler.reading.containers import names, zips
from crawler.reading.containers.members import Budget, Contents, Unreadable, check_names
from crawler.reading.value import Box, Reading, Table

OFFICE = frozenset(kind for _, kind in sniff.MEMBERS) | {sniff.ODS, sniff.ODT}
KINDS = frozenset((sniff.ZIP, sniff.RAR, sniff.SEVEN_ZIP, sniff.TAR, sniff.GZIP, sniff.BZIP, sniff.XZ, sniff.PROGRAM))
MARKUP = (b"<", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x00<")
TREES = (b".xml", b".rels", b".vml", b".bin")  # what the readers of office files parse; all else is a picture or a font
DOCTYPES = tuple(
    f"<!{word}".encode(codec) for word in ("DOCTYPE", "ENTITY") for codec in ("ascii", "utf-16le", "utf-16be")
)
NO_ARCHIVE = (doubts.needs("exe"),)
ReadMember = Callable[[bytes, str, int], Reading]

__all__ = ["KINDS", "OFFICE", "Budget", "check", "read", "readers", "spend"]


def readers() -> tuple[str, ...]:
    """The optional readers of archives that are installed here, with their versions: a kept reading rests on them."""
    return tuple(filter(None, (rar.version(),)))


def check(body: bytes) -> None:
    """Look over an office file that is a ZIP before its own reader does. Raises LimitReached, Unsafe, Encrypted.

    All that is parsed is unpacked here first, for its size may lie and it may bring a document type along. A picture
    counts by the size that it declares: no reader takes more of it.
    """
    budget = Budget.of(body)
    entries = zips.directory(body, budget)
    check_names((entry.name.decode("latin-1"), entry.checksum) for entry in entries)
    for entry in entries:
        if entry.locked:
            raise limits.Encrypted
        is_tree = entry.name.lower().endswith(TREES)
        if not is_tree and not zips.head(body, entry).lstrip().startswith(MARKUP):
            budget.take(entry.size)
            continue
        content = zips.unpack(body, entry, budget)
        if is_tree and any(mark in content for mark in DOCTYPES):
            raise limits.Unsafe("document type")


def spend(body: bytes, budget: Budget) -> None:
    """Count an office file that is a ZIP, and lies in an archive, by what its parts declare. Raises Unreadable, LimitReached."""
    budget.take(sum(entry.size for entry in zips.directory(body, Budget())))


def read(body: bytes, kind: str, name: str, member_reader: ReadMember, depth: int, budget: Budget) -> Reading:
    """The names of an archive as text, then what its members say; `where` of a table begins with the member's name.

    What systems leave behind, links and programs are named only. Raises Unreadable, LimitReached.
    """
    found = _contents(body, kind, name, budget)
    labels = names.decode(found.members)
    whole = _Whole()
    for member, label in zip(found.members, labels, strict=True):
        if member.read is not None and not names.is_leftover(label):
            whole.add(label, _reading(member.read, label, member_reader, depth))
    said = (*found.doubts, *whole.doubts) or (() if labels else (doubts.EMPTY,))
    return Reading(
        kind,
        title=whole.title or _shared_folder(labels),
        text="\n".join((*labels, *whole.lines)),
        tables=tuple(whole.tables),
        boxes=tuple(whole.boxes),
        doubts=tuple(dict.fromkeys(said)),
        read_by="ocr" if whole.confidences else "text",
        confidence=min(whole.confidences, key=Decimal, default=""),
        pages=whole.pages,
    )


@dataclass
class _Whole:
    """What the members of an archive say together."""

    titles: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    confidences: list[str] = field(default_factory=list)
    pages: int = 0

    @property
    def title(self) -> str:
        """The title of the one document; several have none in common."""
        return self.titles[0] if len(self.titles) == 1 else ""

    def add(self, name: str, reading: Reading) -> None:
        if reading.doubts == NO_ARCHIVE:
            return
        self.titles.append(reading.title or name.rpartition("/")[2].rpartition(".")[0])
        self.lines += ["", f"{name}：", reading.text] if reading.text else []
        self.tables += [replace(table, where=f"{name} {table.where}".rstrip()) for table in reading.tables]
        self.boxes += [replace(box, page=box.page + self.pages) for box in reading.boxes]
        self.pages += max((reading.pages, *(box.page for box in reading.boxes)))
        self.doubts += [doubt for doubt in reading.doubts if doubt != doubts.EMPTY]
        self.confidences += [reading.confidence or "0"] if reading.read_by == "ocr" else []


def _reading(read_bytes: Callable[[], bytes], name: str, member_reader: ReadMember, depth: int) -> Reading:
    try:
        content = read_bytes()
    except (limits.LimitReached, MemoryError):
        return Reading("", doubts=(doubts.LIMIT,))
    except limits.Unsafe:
        return Reading("", doubts=(doubts.DAMAGED, doubts.UNSAFE))
    except Unreadable as fault:
        return Reading("", doubts=(fault.doubt,))
    return member_reader(content, name, depth + 1)


def _contents(body: bytes, kind: str, name: str, budget: Budget) -> Contents:
    if kind == sniff.PROGRAM:
        return _within_program(body, budget)
    try:
        if kind == sniff.ZIP:
            return zips.contents(body, budget)
        if kind == sniff.RAR:
            return rar.contents(body, budget)
        return (
            sevenzip.contents(body, budget) if kind == sniff.SEVEN_ZIP else streams.contents(body, kind, name, budget)
        )
    except Unreadable as fault:
        raise Unreadable(doubts.VOLUMES if names.is_volume(name) else fault.doubt) from fault


def _within_program(body: bytes, budget: Budget) -> Contents:
    """The archive that a self-extracting program carries; the program is never run."""
    for lead, open_archive in (
        (b"Rar!\x1a\x07", rar.contents),
        (sevenzip.SIGNATURE, sevenzip.contents),
        (b"", zips.contents),
    ):
        place = body.find(lead)
        with contextlib.suppress(Unreadable):
            if place >= 0:
                found = open_archive(body[place:], budget)
                return Contents(found.members, (*found.doubts, doubts.ACTIVE))
    raise Unreadable(NO_ARCHIVE[0])


def _shared_folder(labels: list[str]) -> str:
    """The folder in which all members lie, or ""."""
    tops = {label.partition("/")[0] if "/" in label else "" for label in labels}
    return tops.pop() if len(tops) == 1 else ""
