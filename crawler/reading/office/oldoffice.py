"""Old office formats, by the best reader that this machine has: LibreOffice, else one of plain text, else a doubt."""

from __future__ import annotations

import functools
import itertools
import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace

from crawler.reading import doubts, limits, sniff
from crawler.reading.containers import ole
from crawler.reading.containers.members import Unreadable
from crawler.reading.isolation import confinement
from crawler.reading.office import libreoffice, locked, outside, slides, word
from crawler.reading.office.story import ReadPart
from crawler.reading.text import encoding, titles
from crawler.reading.value import Reading

PROSE = ((outside.CATDOC, ("-d", "utf-8", "-w")), (outside.ANTIWORD, ("-m", "UTF-8.txt", "-w", "0", "-")))
SLIDES = ((outside.CATPPT, ("-d", "utf-8")),)
PROGRAMS = {"docx": outside.WRITER, "pptx": outside.IMPRESS, "xlsx": outside.CALC}
Commands = Sequence[tuple[outside.Program, tuple[str, ...]]]
BRACE = re.compile(rb"\\[{}\\]|[{}]")
DRAWN_RTF = re.compile(rb"\\(?:trowd|shp|do|pict|object)\b")


def read_word(body: bytes, media_type: str, read_part: ReadPart | None = None) -> Reading:
    """A .doc or .wps file with its tables and text boxes; its words alone where only a reader of these is here.

    Raises Encrypted, LimitReached.
    """
    locked.check(body)
    converted = _converted(body, "wps" if media_type == sniff.WORKS else "doc", "docx")
    if converted:
        return word.read(converted, media_type, read_part)
    found = _prose(body, media_type, PROSE, "doc")
    more = ole.is_more_than_prose(body)
    return replace(found, doubts=(*found.doubts, doubts.needs("doc"))) if found.text and more else found


def read_rtf(body: bytes, media_type: str, read_part: ReadPart | None = None) -> Reading:
    """The text of an RTF file, whatever its name; with tables and drawings only by LibreOffice. Raises LimitReached."""
    from crawler.reading.office import rtf

    if _is_too_deep(body):
        raise limits.LimitReached("braces")
    damaged = not rtf.is_balanced(body)
    converted = _converted(body, "rtf", "docx")
    if converted:
        found = word.read(converted, media_type, read_part)
        small = len(body) <= rtf.LONGEST
        lost = damaged or (small and rtf.is_much_less(found.text, rtf.words(body)))
        return replace(found, doubts=(*found.doubts, doubts.DAMAGED)) if lost else found
    lines = rtf.words(body[: limits.PAGE_BYTES]).split("\n")
    left = (doubts.LIMIT,) if len(body) > limits.PAGE_BYTES else ()
    more = (doubts.needs("rtf"),) if DRAWN_RTF.search(body) else () if any(lines) else (doubts.EMPTY,)
    damaged = damaged or bool(outside.WRITER.path)
    return Reading(
        media_type,
        title=titles.first(lines),
        text="\n".join(lines),
        doubts=((doubts.DAMAGED,) if damaged else more) + left,
    )


def _is_too_deep(body: bytes) -> bool:
    """Whether more groups are open at once than any program writes; only counted where so many are opened at all."""
    if body.count(b"{") <= limits.RTF_DEPTH:
        return False
    steps = (1 if brace[0] == b"{" else -1 for brace in BRACE.finditer(body) if len(brace[0]) == 1)
    return any(depth > limits.RTF_DEPTH for depth in itertools.accumulate(steps))


def read_slides(body: bytes, media_type: str, read_part: ReadPart | None = None) -> Reading:
    """A .ppt or .dps file. Raises Encrypted, LimitReached."""
    locked.check(body)
    converted = _converted(body, "ppt", "pptx")
    if converted:
        return slides.read(converted, media_type, read_part)
    found = _prose(body, media_type, SLIDES, "ppt")
    return replace(found, doubts=(*found.doubts, doubts.needs("ppt"))) if found.text else found


def read_sheets(body: bytes, media_type: str, read_part: ReadPart | None = None) -> Reading:
    """A workbook; one so old that the library refuses it goes through LibreOffice. Raises Encrypted, LimitReached, CalamineError."""
    from python_calamine import CalamineError

    from crawler.reading.office import sheets

    locked.check(body)
    try:
        found = sheets.read(body, media_type, read_part)
        if found.doubts == (doubts.PICTURE,) and (converted := _converted(body, "xls", "xlsx")):
            return sheets.read(converted, media_type, read_part)  # its pictures are parts then
        return found
    except (CalamineError, Unreadable):  # what is no OLE is taken for a ZIP
        if not outside.CALC.path:
            return Reading(media_type, doubts=(doubts.needs("xls"),))
        converted = _converted(body, "xls", "xlsx")
        if not converted:
            raise
        found = sheets.read(converted, media_type, read_part)
        lost = body.startswith(sniff.OLE_MARK) and not found.text
        return replace(found, doubts=(doubts.DAMAGED,)) if lost else found


def _converted(body: bytes, suffix: str, to: str) -> bytes:
    """The file as a new-style one; none when LibreOffice is not here or makes nothing of it."""
    if not (path := PROGRAMS[to].path):
        return b""
    try:
        return libreoffice.office(path).convert(body, suffix, to)
    except libreoffice.NotConverted:
        return b""


def _prose(body: bytes, media_type: str, commands: Commands, kind: str) -> Reading:
    """The words by the first reader of plain text that finds any."""
    asked = False
    for program, options in commands:
        if path := program.path:
            asked = True
            lines = [line for line in map(str.strip, _said(path, options, body).split("\n")) if line]
            if lines:
                return Reading(media_type, title=titles.first(lines), text="\n".join(lines))
    asked = asked or bool((outside.IMPRESS if kind == "ppt" else outside.WRITER).path)
    return Reading(media_type, doubts=(doubts.DAMAGED if asked else doubts.needs(kind),))


def _said(path: str, options: Sequence[str], body: bytes) -> str:
    """What a program says of a file that it is given through a pipe. Raises LimitReached."""
    with subprocess.Popen(  # noqa: S603
        [path, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=functools.partial(confinement.confine_asked, limits.PROSE_MEMORY),
    ) as process:
        try:
            said, _ = process.communicate(body, limits.READER_SECONDS)
        except subprocess.TimeoutExpired as fault:
            raise limits.LimitReached("outside reader") from fault
        finally:
            confinement.end(process.pid)
    return encoding.clean(said[: limits.READER_FILE].decode("utf-8", "replace"))
