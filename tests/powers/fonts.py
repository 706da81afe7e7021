"""Typefaces: those of the machine where it has them, the repository's own subset where not."""

from __future__ import annotations

import io
from functools import cache
from importlib import resources
from pathlib import Path

from PIL import ImageFont

SUBSET = "subset"
FILES = {
    "song": "/usr/share/fonts/truetype/arphic/uming.ttc",
    "kai": "/usr/share/fonts/truetype/arphic/ukai.ttc",
    "zenhei": "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "microhei": "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "hei": "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "heavy": "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "serif": "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
}
NOTHING = "\U000e01ff"  # no face draws this
used: set[str] = set()


@cache
def _loaded(name: str, size: int) -> ImageFont.FreeTypeFont:
    if name == SUBSET:
        file = resources.files("reports.samplecity") / "fonts" / "NotoSansCJK-subset.otf"
        return ImageFont.truetype(io.BytesIO(file.read_bytes()), size)
    return ImageFont.truetype(FILES[name], size, index=2 if "Noto" in FILES[name] else 0)


@cache
def has(name: str, char: str) -> bool:
    """Whether a face draws a character."""
    face = _loaded(name, 24)
    return char.isspace() or bytes(face.getmask(char)) != bytes(face.getmask(NOTHING))


def _serves(name: str, text: str) -> bool:
    return (name == SUBSET or Path(FILES[name]).exists()) and all(has(name, char) for char in set(text))


def face(name: str, size: int, text: str) -> ImageFont.FreeTypeFont:
    """The wanted face when it is there and draws all of a text, else the first that does.

    Raises LookupError when none does.
    """
    for each in (name, SUBSET, "hei", "microhei", "zenhei", "song"):
        if _serves(each, text):
            used.add(each)
            return _loaded(each, size)
    raise LookupError(f"no typeface draws all of {text!r}")
