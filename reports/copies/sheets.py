"""Pages of a PDF, and pictures: as they look, with a box around the quoted words."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from PIL import Image

from crawler.reading import limits
from crawler.reading.value import Reading
from reports.copies.values import Quote, Where
from reports.copies.words import Found, How, Piece, Words

WIDE = 1_240  # pixels across a page: A4 at 150 dots an inch
COLOURS = 64  # of a page, which is print and lines
SHOWN = 6  # pages of one document that are shown
PLAIN_BYTES = 400_000  # a picture of so many bytes is shown as it was sent
KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
NUMBER = re.compile(r"第\s*(\d{1,4})\s*页")
MARGIN = 2  # points around words

Place = tuple[float, float, float, float]


@dataclass(frozen=True)
class Sheets:
    """Safe markup of pages or pictures, where each quote is in them, and which of how many pages these are."""

    markup: str
    places: dict[str, Where]
    pages: str = ""


def document(body: bytes, quotes: Sequence[Quote]) -> Sheets:
    """The pages of a PDF on which the quoted words stand; of these that stand nowhere, the page that was told, or the first."""
    import pypdfium2

    with pypdfium2.PdfDocument(body) as file:
        count = min(len(file), limits.PDF_PAGES)
        texts = [_text(file, number) for number in range(count)]
        words = Words([Piece(text, begins=True) for text in texts])
        found = {quote.anchor: words.find(quote.words) for quote in quotes}
        wanted = [span.piece for each in found.values() if each for span in each.spans]
        wanted += [page for quote in quotes if not found[quote.anchor] for page in _told(quote, count)]
        pages = sorted(dict.fromkeys(wanted or [0]))[:SHOWN]
        parts = [_page(file, number, found) for number in pages]
        places = {name: _where(each) for name, each in found.items() if each and each.spans[0].piece in pages}
        shown = "、".join(str(page + 1) for page in pages)
        return Sheets("".join(parts), places, f"{shown}/{len(file)}")


def _where(found: Found) -> Where:
    return Where.PARTS if found.how is How.PARTS else Where.HERE


def _told(quote: Quote, count: int) -> Iterator[int]:
    number = NUMBER.search(quote.where)
    if number and 0 < int(number[1]) <= count:
        yield int(number[1]) - 1


def _text(file, number: int) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
    page = file[number]
    text = page.get_textpage()
    try:
        return str(text.get_text_range()) if text.count_chars() <= 10 * limits.PDF_CHARACTERS else ""
    finally:
        text.close()
        page.close()


def _page(file, number: int, found: dict[str, Found | None]) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """A page as a drawing: its picture, and boxes over it."""
    page = file[number]
    wide, high = page.get_size()
    scale = WIDE / max(wide, high, 1) if wide > high else WIDE / max(wide, 1)
    scale = min(scale, (limits.PDF_SEEN_PIXELS / max(wide * high, 1)) ** 0.5)
    picture = page.render(scale=scale).to_pil()
    boxes: list[tuple[str, Place]] = []
    text = page.get_textpage()
    for name, each in found.items():
        mine = [span for span in each.spans if span.piece == number] if each else []
        places = [place for span in mine for place in _lines(text, range(span.start, span.end))]
        anchor = name if each and each.spans[0].piece == number else ""
        boxes += [(anchor if not at else "", _onto(page, place, scale)) for at, place in enumerate(places)]
    text.close()
    page.close()
    return drawn(_png(picture), picture.size, boxes)


def _onto(page, place: Place, scale: float) -> Place:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """A place of the page's own, from its lower left corner, on the picture of it, from the upper left one."""
    from ctypes import c_int

    import pypdfium2.raw as raw

    wide, high = page.get_size()
    size = int(wide * scale), int(high * scale)
    corners = []
    for x, y in ((place[0], place[3]), (place[2], place[1])):
        at_x, at_y = c_int(), c_int()
        raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, at_x, at_y)
        corners += [at_x.value, at_y.value]
    return (
        min(corners[0], corners[2]),
        min(corners[1], corners[3]),
        max(corners[0], corners[2]),
        max(corners[1], corners[3]),
    )


def _lines(text, numbers: Iterable[int]) -> list[Place]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """The boxes around characters, one for each line of them."""
    found: list[Place] = []
    for number in numbers:
        left, bottom, right, top = text.get_charbox(number)
        if right <= left or top <= bottom:
            continue
        last = found[-1] if found else None
        middle = (bottom + top) / 2
        if last and last[1] - MARGIN <= middle <= last[3] + MARGIN and left >= last[0] - MARGIN:
            found[-1] = (min(last[0], left), min(last[1], bottom), max(last[2], right), max(last[3], top))
        else:
            found.append((left, bottom, right, top))
    return [(a - MARGIN, b - MARGIN, c + MARGIN, d + MARGIN) for a, b, c, d in found]


def picture(body: bytes, reading: Reading | None, quotes: Sequence[Quote]) -> Sheets:
    """A picture, with boxes around the words that were recognised in it. Raises OSError when it is none."""
    with Image.open(io.BytesIO(body)) as image:
        if image.width * image.height > limits.PICTURE_PIXELS // 4:
            raise OSError("too large")
        size, kind = image.size, KINDS.get(image.format or "", "")
        if kind and len(body) <= PLAIN_BYTES:
            data = _data(body, kind)
        else:
            image.draft("RGB", (2 * WIDE, 2 * WIDE))
            small = image.convert("RGB")
            small.thumbnail((WIDE, 4 * WIDE))
            data = _png(small)
    boxes = [box for box in reading.boxes if box.page == 1] if reading else []
    words = Words([Piece(box.text, begins=True) for box in boxes])
    found = {quote.anchor: each for quote in quotes if (each := words.find(quote.words))}
    marks: list[tuple[str, Place]] = []
    for name, each in found.items():
        for at, span in enumerate(each.spans):
            box = boxes[span.piece]
            marks.append(("" if at else name, (box.left, box.top, box.right, box.bottom)))
    return Sheets(drawn(data, size, marks), {name: _where(each) for name, each in found.items()})


def drawn(data: str, size: tuple[int, int], boxes: Sequence[tuple[str, Place]]) -> str:
    """A picture of so many pixels with boxes over it, as a drawing that needs no style of its own; anchors are the boxes' names."""
    wide, high = size
    rects = [
        Markup('<rect {}x="{:.0f}" y="{:.0f}" width="{:.0f}" height="{:.0f}"/>').format(
            Markup('id="{}" ').format(name) if name else "", a, b, max(c - a, 1), max(d - b, 1)
        )
        for name, (a, b, c, d) in boxes
    ]
    head = Markup('<svg class="sheet" viewBox="0 0 {} {}" width="{}" height="{}" role="img">').format(
        wide, high, wide, high
    )
    image = Markup('<image href="{}" width="{}" height="{}"/>').format(data, wide, high)
    return str(head + image + Markup("").join(rects) + Markup("</svg>"))


def _png(picture: Image.Image) -> str:
    out = io.BytesIO()
    few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", compress_level=6)
    return _data(out.getvalue(), "image/png")


def _data(body: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(body).decode()}"
