"""Characters of a PDF's page that nobody sees: painted white on white, with no colour, or not at all."""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium

from crawler.reading import limits
from crawler.reading.pdf.glyphs import INVISIBLE, Box, Frame
from crawler.reading.pdf.rules import OUTLINES, Drawing, colour

WHITE = 250  # of 255 in red, green and blue: no darker is white
FILLED = 0  # PDF 32000-1, 9.3.6: text rendering mode 0 fills characters and draws no outline


def is_faint(drawn: Any) -> bool:
    """Whether a text object paints nothing, or white only."""
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn)
    if mode != FILLED:
        return bool(mode == INVISIBLE)
    painted = colour(drawn)
    return painted is not None and (min(painted[:3]) >= WHITE or painted[3] == 0)


def hidden(textpage: Any, frame: Frame, drawing: Drawing) -> frozenset[int]:
    """The numbers of the characters that nobody sees.

    White ones are seen on a ground that is not white; such as paint nothing are kept over a picture or drawn outlines:
    there they are the words of a scan, recognised by somebody.
    """
    if len(drawing.grounds) + len(drawing.pictures) > limits.PDF_GROUNDS:
        return frozenset()
    box, found = pdfium.FS_RECTF(), []
    for number in range(min(pdfium.FPDFText_CountChars(textpage), limits.PDF_CHARACTERS)):
        drawn = pdfium.FPDFText_GetTextObject(textpage, number)
        if not drawn or not is_faint(drawn):
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, number, box)
        painted = pdfium.FPDFTextObj_GetTextRenderMode(drawn) != INVISIBLE
        grounds = [*drawing.pictures, *(drawing.grounds if painted else ())]
        scanned = not painted and drawing.outlines >= OUTLINES
        if not scanned and not _is_on(frame.box(box.left, box.bottom, box.right, box.top), grounds):
            found.append(number)
    return frozenset(found)


def _is_on(box: Box, grounds: list[Box]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in grounds)
