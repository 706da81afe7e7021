"""Bytes in; title, dates, text, tables and links out.

The readers are entered by whoever reads: who only shows what was found needs nothing but their values.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from crawler.reading.edition import edition

if TYPE_CHECKING:
    from crawler.reading.pool import File, Pool, read_safely
    from crawler.reading.reader import read
    from crawler.reading.record import from_json, to_json

__all__ = ["File", "Pool", "edition", "from_json", "read", "read_safely", "to_json"]
HOMES = {
    "File": "pool",
    "Pool": "pool",
    "read_safely": "pool",
    "read": "reader",
    "from_json": "record",
    "to_json": "record",
}


def __getattr__(name: str) -> Any:
    """What a reader's module offers, loaded when it is first asked for. Raises AttributeError for anything else."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
