"""A page out of what was kept of it: its reading, the files that hang on it, the column in which it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol
from urllib.parse import urlsplit

from crawler.archive import Capture
from crawler.kept_readings import WEB
from crawler.reading.value import Reading
from crawler.snapshot import Document, Page, Place, Reason, Unreached

_FILM = re.compile(r"\.(?:mp4|avi|wmv|flv|mov|rmvb?|mpe?g|m4v|webm)$", re.IGNORECASE)  # never asked for
_ATTACHED = re.compile(
    r"^\s*附件|\.\w{2,4}\s*$"
)  # the words of a link to a file; films that only adorn a page have others
OFFICE = ("application/msword", "application/vnd.ms")
NO_PAGES = (".doc", ".xls", ".wps", ".et", ".rtf", ".js")


class Titled(Protocol):
    """What is known of a page that led to others."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it shows itself to stand in."""


def is_page(capture: Capture, reading: Reading) -> bool:
    """Whether what was kept is a page: a file that Word or Excel saved as a web page stays a file, which hangs on its page.

    A file of scripts that writes a menu is none.
    """
    office = capture.media_type.startswith(OFFICE) or urlsplit(capture.url).path.lower().endswith(NO_PAGES)
    return reading.media_type in WEB and not office


def document(capture: Capture, place: Place, reading: Reading) -> Document:
    """What was kept of a file, with what a reader made of it."""
    return Document(capture.url, place, capture.fetched, capture.sha256, capture.label, reading)


def page(
    capture: Capture,
    place: Place,
    reading: Reading,
    columns: tuple[str, ...],
    files: Mapping[str, Document],
    lost: Mapping[str, Unreached],
    near: int,
) -> Page:
    """What was kept of a page, in its columns, `near` clicks from home, with the files that hang on it and those that were lost."""
    labels = {link.url: link.text for link in reading.links} | {image.url: image.text for image in reading.images}
    gone = [replace(lost[url], label=text) for url, text in labels.items() if _is_file(lost.get(url))]
    films = (link for link in reading.links if _FILM.search(urlsplit(link.url).path) and _ATTACHED.search(link.text))
    gone += [
        Unreached(
            link.url, place, Reason.PICTURE, link.text, columns, seen_on=capture.url, depth=near + 1, kind="document"
        )
        for link in films
        if link.url not in lost
    ]
    return Page(
        **vars(document(capture, place, reading)),
        columns=columns,
        documents=tuple(replace(files[url], label=text) for url, text in labels.items() if url in files),
        dead=tuple(gone),
        clicks=near,
    )


def columns_of(capture: Capture, readings: Mapping[str, Titled]) -> tuple[str, ...]:
    """The columns of a page that does not show its own: those of the page that led to it, and that page's title.

    An address to which no page led was given with the name of its column.
    """
    if not capture.seen_on and capture.label:
        return (capture.label,)
    leading = readings.get(capture.seen_on)
    return tuple(filter(None, (*leading.columns, leading.title))) if leading is not None else ()


def unreached(capture: Capture, place: Place, home: str, readings: Mapping[str, Titled]) -> Unreached:
    """What was lost. Only the home page has depth 0; a frame or a list that it is made of counts as a step away."""
    return Unreached(
        url=capture.url,
        place=place,
        reason=Reason(capture.reason),
        label=capture.label,
        columns=columns_of(capture, readings),
        status=capture.status,
        seen_on=capture.seen_on,
        fetched=capture.fetched,
        depth=capture.depth if capture.url == home else max(capture.depth, 1),
        kind=capture.kind,
    )


def _is_file(lost: Unreached | None) -> bool:
    return lost is not None and lost.kind != "page"
