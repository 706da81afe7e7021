"""What was seen of one department in one month, and what was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from crawler.period import Period
from crawler.reading.value import Image, Link, Reading, Table
from crawler.roster import Department

MOST_ALIKE = 3  # places of a site at which a title that only a script opens is kept: what stands at more is furniture


class Place(StrEnum):
    """The two places where a department publishes."""

    OWN = "own"
    PORTAL = "portal"


class Reason(StrEnum):
    """Why an address was not read. The list is closed: every failure has one of these."""

    GONE = "gone"  # 404 or 410: the site itself says that nothing is there
    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    RESET = "reset"
    TLS = "tls"
    PROTOCOL = "protocol_error"
    HTTP_ERROR = "http_error"
    SERVER_ERROR = "server_error"
    CHALLENGE = "blocked_challenge"
    ROBOTS = "robots_disallowed"
    SOFT_404 = "soft_404"
    LOGIN = "login_required"
    NEEDS_JS = "needs_js"
    EMPTY = "empty_page"
    PICTURE = "image_only"  # words that only a picture or a film may hold
    GARBLED = "garbled"  # no words that anybody could read
    CUT = "cut_short"  # it came only in part
    NO_WAY = "leads_nowhere"  # the first page is all that there is
    TOO_LARGE = "too_large"
    OFFSITE = "offsite"
    MOVED = "moved"  # the whole site redirects to another domain
    SUSPECT = "content_suspect"  # a parked or hijacked domain speaks in the site's name
    BLOCKED_ADDRESS = "blocked_address"
    REDIRECT_LOOP = "redirect_loop"
    BUDGET = "budget"
    TRAP = "trap"  # addresses that a site makes up without end
    STALLED = "stalled"  # the page stops or breaks whoever reads it
    NOT_VISITED = "not_visited"

    @property
    def proves_absence(self) -> bool:
        """Whether the site itself said that nothing is there; everything else is only our not knowing."""
        return self in (Reason.GONE, Reason.SOFT_404)


@dataclass(frozen=True)
class Citation:
    """Enough to look again and to prove that it was so.

    `sha256` is "" and `fetched` may be None where nothing could be fetched. `read_by` is "ocr" where words of a picture
    were recognised: no failure that rests on them stands before a person has looked.
    """

    url: str
    fetched: datetime | None
    sha256: str
    quote: str
    place: Place
    where: str = ""
    read_by: str = "text"


@dataclass(frozen=True)
class Document:
    """One file as it was fetched: an attachment, or a picture in a page.

    `label` is the text of the link that led to it, or the picture's alt text.
    """

    url: str
    place: Place
    fetched: datetime
    sha256: str
    label: str
    reading: Reading

    def __hash__(self) -> int:
        return hash((self.url, self.sha256))  # of all that was read it would cost more than what is remembered by it

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "answers"}

    @cached_property
    def answers(self) -> dict[object, Any]:
        """What was answered of it before, by question: kept with it, gone with it, and no part of what it is."""
        return {}

    @property
    def title(self) -> str:
        """Its own title, else what the link called it; the link first where the title was only recognised in a picture."""
        own, label = self.reading.title, self.label
        return (label or own) if self.is_recognised else (own or label)

    @property
    def text(self) -> str:
        """The text that could be read; empty for pictures."""
        return self.reading.text

    @property
    def tables(self) -> tuple[Table, ...]:
        """Tables with merged cells repeated."""
        return self.reading.tables

    @property
    def published(self) -> date | None:
        """The day of publication, when the source states one."""
        return self.reading.published

    @property
    def issuer(self) -> str:
        """Who issued it, when the source says so."""
        return self.reading.issuer

    @property
    def is_recognised(self) -> bool:
        """Whether its words were recognised in pictures."""
        return self.reading.read_by == "ocr"

    def cite(self, words: str = "", where: str = "") -> Citation:
        """A citation of the line that holds these words (the words themselves when no line does)."""
        lines = (line.strip() for line in self.text.splitlines())
        quote = next((line for line in lines if words and words in line), words or self.title)
        return Citation(self.url, self.fetched, self.sha256, quote[:200], self.place, where, self.reading.read_by)


@dataclass(frozen=True)
class Page(Document):
    """A web page, with the files that hang on it and the links of it that led nowhere.

    `clicks` is the length of the shortest way from the home page, turning over the pages of a list not counted;
    None where no way is known.
    """

    columns: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    dead: tuple[Unreached, ...] = ()
    clicks: int | None = None

    __hash__ = Document.__hash__

    @property
    def links(self) -> tuple[Link, ...]:
        """Links in the page, in order."""
        return self.reading.links

    @property
    def images(self) -> tuple[Image, ...]:
        """Pictures in the page, in order, whether or not they were fetched."""
        return self.reading.images


@dataclass(frozen=True)
class Unreached:
    """An address that the site led to and that was not read.

    `label` is the text of the link, `columns` the column path of the page that
    holds it, `kind` what was expected there: page, document or picture.
    """

    url: str
    place: Place
    reason: Reason
    label: str = ""
    columns: tuple[str, ...] = ()
    status: int | None = None
    seen_on: str = ""
    fetched: datetime | None = None
    depth: int = 0
    kind: str = "page"

    def cite(self) -> Citation:
        """A citation of the link that led there; there are no bytes to digest."""
        return Citation(self.url, self.fetched, "", self.label or self.reason, self.place)


@dataclass(frozen=True)
class Visited:
    """Everything that a visit to one site read, and what it did not read; `others` are the pages there of other bodies."""

    pages: tuple[Page, ...]
    unreached: tuple[Unreached, ...]
    others: tuple[Page, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """One department's month: its pages on its own site and on the portal.

    `commons` are pages of the portal that name no body at all or concern all of them, `earlier` what was kept of the
    year before and `previous` of the last month crawled before this one, as far as it was asked for; nothing is
    `previous` of a place that could not be judged then, or where anything asked for was not read, save what was only asked
    for besides. `others` are pages on its own site that are other bodies', which no rule judges. `at(place)` narrows it to one
    place, which is what a rule judges; the other place stays within reach as `elsewhere` for comparisons, and is None when it could
    not be judged.
    """

    department: Department
    period: Period
    pages: tuple[Page, ...]
    unreached: tuple[Unreached, ...] = ()
    commons: tuple[Page, ...] = ()
    place: Place | None = None
    elsewhere: Snapshot | None = None
    earlier: tuple[Page, ...] = ()
    previous: tuple[Page, ...] = ()
    whole: Visited | None = None
    others: tuple[Page, ...] = ()

    def __hash__(self) -> int:
        return hash((self.department.id, self.period, self.place, len(self.pages)))

    @cached_property
    def answers(self) -> dict[object, Any]:
        """What was asked of it already, by question; it goes with it."""
        return {}

    def of_portal(self) -> Snapshot | None:
        """The whole portal as one place; None for a body that does not answer for it."""
        if self.whole is None:
            return None
        pages, lost = self.whole.pages, self.whole.unreached
        return replace(self, pages=pages, unreached=lost, commons=(), place=Place.PORTAL)

    def at(self, place: Place) -> Snapshot:
        """The part of this snapshot that one place shows; the same for all who ask."""
        return self._places[place]

    @cached_property
    def _places(self) -> Mapping[Place, Snapshot]:
        return {place: self._narrowed(place) for place in Place}

    def _narrowed(self, place: Place) -> Snapshot:
        return replace(
            self,
            pages=tuple(page for page in self.pages if page.place is place),
            unreached=tuple(lost for lost in self.unreached if lost.place is place),
            commons=self.commons if place is Place.PORTAL else (),
            place=place,
        )
