"""Makes crawler/reading/pdf/frame.ttf, the font that stands for the fonts a machine does not have.

    pip install fonttools && python bench/frame.py

Every character has a glyph of two dots at opposite corners of its place: as good as invisible, yet not empty. A wide one
stands for Chinese characters, a narrow one for all up to U+024F; spaces have none.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

TARGET = Path(__file__).parents[1] / "crawler" / "reading" / "pdf" / "frame.ttf"
NARROW = (range(0x21, 0x7F), range(0xA1, 0x250))
WIDE = (
    range(0x250, 0x2000),
    range(0x2010, 0x2028),
    range(0x2030, 0x205F),
    range(0x2070, 0x3000),
    range(0x3001, 0x30000),
)


def dots(width: int) -> object:
    """A glyph of two dots, one unit each, that spans `width` of the 1,000 units and the height of a Chinese character."""
    pen = TTGlyphPen(None)
    for x, y in ((40, -80), (width - 41, 819)):
        pen.moveTo((x, y))
        pen.lineTo((x, y + 1))
        pen.lineTo((x + 1, y + 1))
        pen.closePath()
    return pen.glyph()


def drawn() -> TTFont:
    """The font with its glyphs and no characters yet."""
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder([".notdef", "narrow", "wide"])
    made.setupCharacterMap({})
    made.setupGlyf({".notdef": dots(1000), "narrow": dots(240), "wide": dots(1000)})
    made.setupHorizontalMetrics({".notdef": (1000, 0), "narrow": (500, 0), "wide": (1000, 0)})
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": "Frame", "styleName": "Regular"})
    made.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    made.setupPost()
    kept = BytesIO()
    made.save(kept)
    return TTFont(BytesIO(kept.getvalue()), recalcTimestamp=False)


def main() -> None:
    font = drawn()
    font.getGlyphOrder()
    many = CmapSubtable.newSubtable(13)  # "many to one": a range of characters that share a glyph takes 12 bytes
    many.platformID, many.platEncID, many.language = 3, 10, 0
    many.format, many.reserved, many.length, many.nGroups = 13, 0, 0, 0
    many.cmap = {each: name for name, spans in (("narrow", NARROW), ("wide", WIDE)) for span in spans for each in span}
    font["cmap"].tables = [many]
    font["head"].created = font["head"].modified = 0
    font.save(TARGET)
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
