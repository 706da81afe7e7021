"""Fonts that a PDF names and does not carry: where the machine has none either, one without shapes stands in.

pdfium leaves out a text of one character whose glyph is empty, and all glyphs of a Chinese font that is neither in the
document nor on the machine are (CPDF_TextPage leaves out text objects without width): headings set wide apart and the last
characters of table cells would be missing from what is read. `frame.ttf`, made by bench/frame.py, has a glyph of two dots
for every character, so that what is read does not depend on the fonts of the machine.
"""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

FRAME = Path(__file__).with_name("frame.ttf")
CHINESE = frozenset((134, 136, 128, 129))  # GB 2312, Big5, Shift JIS and Hangul: pdfium's FXFONT_*_CHARSET
HANDLE = id(FRAME)  # tells our font from the handles of pdfium, which are addresses too
WHOLE = 0  # the table of a font that stands for all of it


class Fonts:
    """What pdfium asks about fonts, answered by its own way of finding them first."""

    def __init__(self) -> None:
        self.own = pdfium.FPDF_GetDefaultSystemFontInfo()
        self.frame = FRAME.read_bytes()

    def info(self) -> Any:
        """The table of answers as pdfium takes it; it must live as long as the process."""
        kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
        made = pdfium.FPDF_SYSFONTINFO()
        made.version = self.own.contents.version
        for name in kinds.keys() - {"version"}:
            if getattr(self.own.contents, name):
                setattr(made, name, kinds[name](getattr(self, f"_{name}")))
        return made

    def _Release(self, _: Any) -> None:
        return None

    def _EnumFonts(self, _: Any, mapper: Any) -> None:
        self.own.contents.EnumFonts(self.own, mapper)

    def _MapFont(self, _: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int | None:
        return self.installed(weight, italic, charset, pitch, face, exact) or (HANDLE if charset in CHINESE else None)

    def installed(self, *wanted: Any) -> int | None:
        """The machine's font that pdfium finds nearest to what a document wants, None where there is none."""
        found: int | None = self.own.contents.MapFont(self.own, *wanted)
        return found

    def _GetFont(self, _: Any, face: Any) -> int | None:
        found: int | None = self.own.contents.GetFont(self.own, face)
        return found

    def _GetFontData(self, _: Any, font: int, table: int, buffer: Any, size: int) -> int:
        if font != HANDLE:
            return int(self.own.contents.GetFontData(self.own, font, table, buffer, size))
        if table != WHOLE:
            return 0
        if buffer and size >= len(self.frame):
            ctypes.memmove(buffer, self.frame, len(self.frame))
        return len(self.frame)

    def _GetFaceName(self, _: Any, font: int, buffer: Any, size: int) -> int:
        return 0 if font == HANDLE else int(self.own.contents.GetFaceName(self.own, font, buffer, size))

    def _GetFontCharset(self, _: Any, font: int) -> int:
        return min(CHINESE) if font == HANDLE else int(self.own.contents.GetFontCharset(self.own, font))

    def _DeleteFont(self, _: Any, font: int) -> None:
        if font != HANDLE:
            self.own.contents.DeleteFont(self.own, font)


@cache
def given() -> Any:
    """Tell pdfium, once in a process and before its first document; returns what must not be forgotten meanwhile."""
    info = Fonts().info()
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(info))
    return info
