"""Where a place shows its air without words that can be read: widgets, pictures, links to platforms, files that are shut."""

from __future__ import annotations

from crawler.snapshot import Document, Snapshot
from rules.air.bulletin import Elsewhere


def elsewhere(site: Snapshot) -> list[Elsewhere]:
    """The widgets, the pictures without words and the links to platforms that stand on pages about air."""
    raise NotImplementedError


def unreadable(site: Snapshot) -> list[Document]:
    """The files on pages of bulletins that could not be read, or not all of them."""
    raise NotImplementedError
