"""What a sample site holds, before a content system turns it into pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum


class Trouble(StrEnum):
    """How a whole site, or one address of it, misbehaves."""

    NONE = ""
    DOWN = "down"  # the port accepts and resets
    ERROR = "error"  # 503 on every page
    CHALLENGE = "challenge"  # 521 with a script challenge
    ROBOTS = "robots"  # robots.txt forbids everything


@dataclass(frozen=True)
class Attachment:
    """A file that hangs on an article, or a picture in it. `body` None is a dead link (404)."""

    name: str
    label: str
    media_type: str
    body: bytes | None
    inline: bool = False
    trouble: Trouble = Trouble.NONE


@dataclass(frozen=True)
class Article:
    """One page of content. `html` is the body; inline pictures stand where `{{picture:NAME}}` is written.

    `index_number` and `document_number` feed the catalogue's 索引号 table; `trouble`
    makes this one page fail.
    """

    id: int
    title: str
    html: str
    published: date
    issuer: str
    column: tuple[str, ...]
    attachments: tuple[Attachment, ...] = ()
    index_number: str = ""
    document_number: str = ""
    written: date | None = None
    trouble: Trouble = Trouble.NONE
    dead: bool = False  # listed, but its page answers 404
    at: time | None = None  # the hour of publication, where it matters


@dataclass(frozen=True)
class Listing:
    """A column that shows papers of other columns in a table: its heads, an article and cells a row, which cell is the link."""

    column: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Article, tuple[str, ...]], ...]
    linked: int


@dataclass(frozen=True)
class SiteContent:
    """One site: its name, its columns in menu order (paths), its articles, newest first in each column.

    `system` names the content system, `host` the address (host:port) it is served
    under, `prefix` the path under which it lives on a shared host ("" for a whole host).
    A column in which nothing lies is not shown; `foot` stands below every page; a site
    with a `code`, its number in the state's register, has labels on every page, and a map.
    """

    key: str
    name: str
    system: str
    columns: tuple[tuple[str, ...], ...]
    articles: tuple[Article, ...]
    links: tuple[tuple[str, str], ...] = ()
    trouble: Trouble = Trouble.NONE
    seed: int = 0
    prefix: str = ""
    listings: tuple[Listing, ...] = ()
    foot: str = ""
    code: str = ""
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Response:
    """One answer of a sample site."""

    body: bytes
    content_type: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    trouble: Trouble = Trouble.NONE
