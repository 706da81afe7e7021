"""Libraries that read a page's title, date and source, as their manuals would have them called.

They are no part of the project. Install what is to be compared by hand, best in an environment of its own beside it:

    pip install htmldate trafilatura gne lxml_html_clean selectolax ada-url
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from crawler.reading import read
from crawler.reading.text.encoding import decode
from tests.crawler.reading.labelled import FETCHED


@dataclass(frozen=True)
class Answer:
    """What a library says of a page; "" and None where it says nothing. `gives` names what it can say at all."""

    title: str = ""
    published: date | None = None
    issuer: str = ""
    gives: tuple[str, ...] = ("title", "published", "issuer")
    raised: bool = False


Reader = Callable[[bytes, str], Answer]


def gongkai(body: bytes, url: str) -> Answer:
    """This project."""
    found = read(body, url=url, fetched=FETCHED)
    return Answer(found.title, found.published, found.issuer)


def htmldate(body: bytes, url: str) -> Answer:
    """The date that was first published, from the page alone."""
    import htmldate

    found = htmldate.find_date(decode(body)[0], url=url, original_date=True)
    return Answer(published=_day(found), gives=("published",))


def trafilatura(body: bytes, url: str) -> Answer:
    """Title, date and site name."""
    import trafilatura

    found = trafilatura.extract_metadata(decode(body)[0], default_url=url)
    if found is None:
        return Answer(gives=("title", "published"))
    return Answer(found.title or "", _day(found.date), gives=("title", "published"))


def gne(body: bytes, url: str) -> Answer:
    """Title and time of publication by the extractor of Chinese news."""
    import gne

    found = gne.GeneralNewsExtractor().extract(decode(body)[0], host=url)
    return Answer(found.get("title") or "", _day(found.get("publish_time")), gives=("title", "published"))


READERS: dict[str, Reader] = {"gongkai": gongkai, "htmldate": htmldate, "trafilatura": trafilatura, "gne": gne}


def installed() -> dict[str, Reader]:
    """The readers that are here."""
    return {name: reader for name, reader in READERS.items() if name == "gongkai" or importlib.util.find_spec(name)}


def _day(text: object) -> date | None:
    from crawler.reading.text.dates import find

    return find(str(text)) if text else None
