"""Pages of a PDF that show only pictures, looked at by whoever has eyes."""

from __future__ import annotations

from typing import Any

from crawler.reading import limits
from crawler.reading.value import Eyes, Seen

POINTS = 72  # an inch


def look(page: Any, number: int, eyes: Eyes) -> Seen:
    """What eyes see on a page, by its number from 1. Raises pypdfium2.PdfiumError."""
    width, height = page.get_size()
    scale = limits.PDF_SEEN_DOTS / POINTS
    if (pixels := width * height * scale * scale) > limits.PDF_SEEN_PIXELS:
        scale *= (limits.PDF_SEEN_PIXELS / pixels) ** 0.5
    if min(width, height) * scale < 1:
        return Seen()
    bitmap = page.render(scale=scale, may_draw_forms=False)
    try:
        with bitmap.to_pil() as picture:
            return eyes(picture, number)
    finally:
        bitmap.close()
