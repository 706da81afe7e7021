"""What a reader made of bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Table:
    """A data table. A merged cell is repeated in every place that it covers."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    where: str = ""


@dataclass(frozen=True)
class Link:
    """An absolute address and the words that lead to it."""

    url: str
    text: str


@dataclass(frozen=True)
class Image:
    """A picture in a page: its absolute address and the words that go with it."""

    url: str
    text: str


@dataclass(frozen=True)
class Reading:
    """Everything that a page or document says of itself.

    `published_from` says where the date stands (`label`, `meta`, `list`, `url`);
    `doubts` names what could not be read with certainty, by fixed words such as
    `no_text_layer`, `encrypted`, `unreadable`, `image_only`, `parse_limit`.
    `width` and `height` are pixels, for pictures only.
    """

    media_type: str
    encoding: str = ""
    title: str = ""
    published: date | None = None
    published_from: str = ""
    issuer: str = ""
    columns: tuple[str, ...] = ()
    text: str = ""
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    width: int = 0
    height: int = 0
