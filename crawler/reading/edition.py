"""Which edition of the readers reads here: readings are kept under it, so that none outlives what made it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from crawler.reading.office import outside
from crawler.reading.pictures import ocr

LIBRARIES = (
    "ada-url",
    "isal",
    "lxml",
    "olefile",
    "pillow",
    "pypdfium2",
    "python-calamine",
    "rars",
    "selectolax",
    "striprtf",
)


@cache
def edition() -> str:
    """A digest of the readers' code, of the libraries that they lean on, of outside readers and of the models of the eyes."""
    from importlib.metadata import version

    folder = Path(__file__).parent
    sources = [*sorted(folder.rglob("*.py")), *sorted(folder.rglob("*.ttf")), folder.parent / "scope.py"]
    parts = [path.name.encode() + b"\0" + path.read_bytes() for path in sources]
    told = [f"{name} {version(name)}" for name in LIBRARIES] + [outside.signature(), ocr.version()]
    return sha256(b"\0".join([*parts, *map(str.encode, told)])).hexdigest()[:16]
