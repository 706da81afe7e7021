"""Which edition of the readers reads here: readings are kept under it, so that none outlives what made it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

LIBRARIES = (
    "ada-url",
    "beautifulsoup4",
    "lxml",
    "pillow",
    "pypdfium2",
    "python-calamine",
    "python-docx",
    "selectolax",
    "striprtf",
)


@cache
def edition() -> str:
    """A digest of the readers' own code and of the libraries that they lean on: another one, another reading."""
    folder = Path(__file__).parent
    sources = [*sorted(folder.glob("*.py")), folder.parent / "scope.py"]
    parts = [path.name.encode() + b"\0" + path.read_bytes() for path in sources]
    parts += [f"{name} {version(name)}".encode() for name in LIBRARIES]
    return sha256(b"\0".join(parts)).hexdigest()[:16]
