"""What a reader made of bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crawler.reading.doubts import leaves_unread

if TYPE_CHECKING:
    from PIL import Image as Picture

Eyes = Callable[["Picture.Image", int], "Seen"]  # a picture and its page number in; what can be recognised in it out


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
class RowLink:
    """A link or picture in a row of a table: its absolute address, the words of its cell and of the head above, and its row.

    `row` are the texts of all cells, those that reach down from above with them; in a form those of the rows above, the nearest first.
    """

    url: str
    text: str
    head: str
    row: tuple[str, ...]


@dataclass(frozen=True)
class Image:
    """A picture in a page: its absolute address and the words that go with it.

    `aside` says that it stands above the title or below the foot of the page, as a banner or a seal does.
    """

    url: str
    text: str
    aside: bool = False


@dataclass(frozen=True)
class Form:
    """A form of a page: the absolute address that it is sent to ("" where only a script knows), and what its fields are called."""

    url: str
    words: str


@dataclass(frozen=True)
class Box:
    """Words at a place of a picture or drawing, in its own units from the upper left corner.

    `confidence` is a decimal between 0 and 1 for recognised words, that of the least sure character, and "" for words
    that were read as text. `framed` says that a line is drawn around them, as around the steps of a chart.
    """

    text: str
    left: int
    top: int
    right: int
    bottom: int
    page: int = 1
    confidence: str = ""
    framed: bool = False


@dataclass(frozen=True)
class Seen:
    """What eyes saw on one picture: words at their places in reading order, and the tables that they stand in.

    `confidence` is the mean of the words' confidences as a decimal between 0 and 1, "" where there are no words.
    `doubts` are names from `doubts.py`: what of the picture may have been recognised wrongly or not at all.
    """

    text: str = ""
    tables: tuple[Table, ...] = ()
    boxes: tuple[Box, ...] = ()
    confidence: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """Everything that a page or document says of itself.

    `title_from`, `published_from` and `issuer_from` say where these stand (`label`, `meta`, `heading`, `line`, `url`, …);
    `written` is the day of signing (成文日期), which is never the day of publication. `doubts` are names from `doubts.py`.
    `read_by` is "ocr" when words were recognised in pictures, with the mean `confidence` as a decimal between 0 and 1:
    then no figure of it may cost anybody a mark before a person has looked. `boxes` are the places of words in a picture
    or drawing, in reading order. `width` and `height` are pixels, for pictures only; `pages` counts those of a document
    that has pages. `depicts` says of a picture what its pixels alone tell: "drawing", "paper" (a sheet with words and no
    boxes), "photo" or "code" (to scan), and "" where that is not sure. `looked` says that eyes looked for words on the whole
    picture, whether or not there were any. Of a web page `metas` are what stands in <title> and in meta tags, `forms` what one
    can fill in, and `foot`, for pages that are no articles, the lines at the end, whether or not they are part of `text`.
    """

    media_type: str
    encoding: str = ""
    title: str = ""
    title_from: str = ""
    published: date | None = None
    published_from: str = ""
    written: date | None = None
    issuer: str = ""
    issuer_from: str = ""
    columns: tuple[str, ...] = ()
    text: str = ""
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    row_links: tuple[RowLink, ...] = ()
    boxes: tuple[Box, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    read_by: str = "text"
    confidence: str = ""
    pages: int = 0
    width: int = 0
    height: int = 0
    depicts: str = ""
    looked: bool = False
    metas: tuple[tuple[str, str], ...] = ()
    forms: tuple[Form, ...] = ()
    foot: str = ""

    @property
    def unread(self) -> str:
        """The first doubt with which something that stands in the document may not have been read, or ""."""
        return next(filter(leaves_unread, self.doubts), "")
