"""robots.txt: what its answer means (RFC 9309 §2.3.1), and its lines, read as leniently as Google reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from crawler.robots_rules import Rule, Rules, escaped, path_of
from crawler.settings import AGENT
from crawler.snapshot import Reason

MOST_ROBOTS = 500 * 1024  # bytes of robots.txt that count (RFC 9309 §2.5)
LONGEST_LINE = 2083 * 8 - 1  # bytes of a line that count, as with Google
LONGEST_DELAY = 30.0  # seconds; a longer Crawl-delay is cut to this
HEARD_FOR = timedelta(hours=24)  # how long an answer holds for whoever goes on with the visit
CLOSED_FOR = timedelta(hours=1)
LAST_GOOD_FOR = timedelta(days=30)  # how long a silent host is still judged by what it said
ASKED = frozenset(Reason) - {Reason.DNS, Reason.BLOCKED_ADDRESS}  # why an answer closes a host
MOST_SITEMAPS = 20
LONGEST_SITEMAP = 2000  # characters of an address
KEYS = (  # Google knows a key by how it begins, and these misspellings
    ("agent", (b"user-agent", b"useragent", b"user agent")),
    ("allow", (b"allow",)),
    ("disallow", (b"disallow", b"dissallow", b"dissalow", b"disalow", b"diasllow", b"disallaw")),
    ("sitemap", (b"sitemap", b"site-map")),
    ("delay", (b"crawl-delay", b"crawldelay", b"crawl delay")),
)
LONGEST_KEY = max(len(name) for _, names in KEYS for name in names)
UTF8_MARK = b"\xef\xbb\xbf"
WIDE_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
REMARK = re.compile(rb"[\0#]")
FORGOTTEN_COLON = re.compile(rb"([^ \t]+)[ \t]+([^ \t]+)")
NO_TOKEN = re.compile(rb"[^A-Za-z_-]")
SECONDS = re.compile(rb"\d{1,9}(?:\.\d{1,9})?")


class RobotsState(StrEnum):
    """What robots.txt said (RFC 9309 §2.3.1)."""

    RULES = "rules"  # 2xx, or what the host said not long ago: its rules hold
    FREE = "free"  # 3xx that leads nowhere, 4xx: there are no rules
    CLOSED = "closed"  # 429, 5xx, no answer: everything must be taken as forbidden


class Heard(Protocol):
    """What a host's robots.txt meant when it was asked."""

    @property
    def moment(self) -> datetime:
        """When."""

    @property
    def state(self) -> str:
        """A RobotsState."""

    @property
    def reason(self) -> str:
        """Why nothing may be fetched, of a closed host."""

    @property
    def note(self) -> str:
        """The same in words."""


@dataclass(frozen=True)
class Robots:
    """The rules of one host for us. `reason` and `note` say why an address that is not allowed is not fetched."""

    state: RobotsState
    rules: Rules | None = None
    reason: Reason = Reason.ROBOTS
    note: str = ""
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """Whether an address may be fetched. Rules cannot forbid robots.txt itself (RFC 9309 §2.2.2)."""
        if self.rules is None:
            return self.state is RobotsState.FREE
        return path_of(url) == b"/robots.txt" or self.rules.allows(url)


def decide(status: int | None, body: bytes, last_good: tuple[datetime, bytes] | None, now: datetime) -> Robots:
    """What the answer for robots.txt means; `status` is None when there was no answer.

    `last_good` is when a robots.txt was last had from the host, and its bytes.
    """
    if status is not None and 200 <= status < 300:
        return _ruled(body)
    if status is not None and 300 <= status < 500 and status != 429:
        return Robots(RobotsState.FREE, note=f"status {status}")
    trouble = "no answer" if status is None else f"status {status}"
    if last_good is not None and timedelta(0) <= now - last_good[0] <= LAST_GOOD_FOR:
        return _ruled(last_good[1], f"{trouble}, rules of {last_good[0].isoformat(timespec='seconds')}")
    return Robots(RobotsState.CLOSED, note=trouble)


def recall(heard: Heard, last_good: tuple[datetime, bytes] | None, now: datetime) -> Robots | None:
    """What a host said to an earlier process, as long as that may be taken for its answer (RFC 9309 §2.4).

    What kept us from asking at all is looked at again: it may have been put right here.
    """
    age = now - heard.moment
    if heard.state not in set(RobotsState) or heard.reason not in ASKED:
        return None
    state = RobotsState(heard.state)
    if not timedelta(0) <= age <= (CLOSED_FOR if state is RobotsState.CLOSED else HEARD_FOR):
        return None
    if state is RobotsState.RULES:
        return _ruled(last_good[1], heard.note) if last_good else None
    return Robots(state, reason=Reason(heard.reason), note=heard.note)


def _ruled(body: bytes, note: str = "") -> Robots:
    said = read(body, AGENT)
    notes = [note] if note else []
    if not said.heard and said.markup:
        notes.append("a web page, no rules")
    delay = min(said.delay, LONGEST_DELAY)
    return Robots(RobotsState.RULES, said.rules, note=", ".join(notes), delay=delay, sitemaps=said.sitemaps)


@dataclass(frozen=True)
class Said:
    """What a robots.txt says to one agent. `heard` is False when no line of it is one of a robots.txt."""

    rules: Rules
    delay: float
    sitemaps: tuple[str, ...]
    heard: bool
    markup: bool


def read(body: bytes, agent: str) -> Said:
    """The group that names an agent, else the group for all."""
    text = _readable(body)
    reader = _Reader(agent.lower().encode("utf-8", "replace"))
    for key, value in _lines(text):
        reader.take(key, value)
    group = reader.named or reader.common
    markup = text.lstrip().startswith(b"<")
    return Said(Rules(group.rules), group.delay or 0.0, tuple(reader.sitemaps), reader.heard, markup)


def _readable(body: bytes) -> bytes:
    """The bytes that count, without a mark of their encoding. Part of a mark is skipped like all of it."""
    text = body[: MOST_ROBOTS + 1]
    wide = next((name for mark, name in WIDE_MARKS if text.startswith(mark)), "")
    if wide:
        text = text.decode(wide, "ignore").encode()
    else:
        skipped = next((size for size in (3, 2, 1) if text.startswith(UTF8_MARK[:size])), 0)
        text = text[skipped:]
    if len(body) <= MOST_ROBOTS:
        return text
    return text[: max(text.rfind(b"\n"), text.rfind(b"\r")) + 1] or text


def _lines(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Keys in small letters, and values. A forgotten colon is forgiven where only two words stand."""
    for line in filter(None, text.replace(b"\r", b"\n").split(b"\n")):
        said = REMARK.split(line[:LONGEST_LINE], 1)[0].strip()
        key, colon, value = said.partition(b":")
        if not colon:
            words = FORGOTTEN_COLON.fullmatch(said)
            key, value = words.groups() if words else (b"", b"")
        if key.strip():
            yield key.strip().lower(), value.strip()


@dataclass
class _Group:
    rules: list[Rule] = field(default_factory=list)
    delay: float | None = None


class _Reader:
    """Takes lines one by one and keeps what concerns one agent."""

    def __init__(self, agent: bytes) -> None:
        self._agent = agent
        self._to_us = self._to_all = self._ruled = False
        self.named: _Group | None = None
        self.common = _Group()
        self.sitemaps: list[str] = []
        self.heard = False

    def take(self, key: bytes, value: bytes) -> None:
        """One line."""
        kind = _kind(key[:LONGEST_KEY])
        self.heard = self.heard or bool(kind)
        if kind == "agent":
            self._address(value)
        elif kind == "sitemap":
            self._sitemap(value.decode("utf-8", "replace"))
        elif kind == "delay":
            self._delay(value)
        elif kind:
            self._rule(kind == "allow", value)

    def _address(self, value: bytes) -> None:
        if self._ruled:
            self._to_us = self._to_all = self._ruled = False
        if value[:1] == b"*" and not value[1:2].strip():
            self._to_all = True
        elif NO_TOKEN.split(value, 1)[0].lower() == self._agent:
            self._to_us = True
            self.named = self.named or _Group()

    @property
    def _group(self) -> _Group | None:
        return self.named if self._to_us else self.common if self._to_all else None

    def _rule(self, allow: bool, value: bytes) -> None:
        group = self._group
        if group is None:
            return
        self._ruled = True
        for path in _encodings(value) if value else ():
            pattern = escaped(path)
            group.rules.append((allow, pattern))
            slash = pattern.rfind(b"/")
            if allow and pattern.startswith(b"/index.htm", slash):
                group.rules.append((True, pattern[: slash + 1] + b"$"))

    def _delay(self, value: bytes) -> None:
        group, seconds = self._group, SECONDS.match(value)
        if group and seconds and group.delay is None:
            group.delay = float(seconds[0])

    def _sitemap(self, address: str) -> None:
        if 0 < len(address) <= LONGEST_SITEMAP and address not in self.sitemaps and len(self.sitemaps) < MOST_SITEMAPS:
            self.sitemaps.append(address)


@lru_cache(1000)
def _kind(key: bytes) -> str:
    return next((kind for kind, names in KEYS if key.startswith(names)), "")


def _encodings(path: bytes) -> tuple[bytes, ...]:
    """A path as it is written and, when that is GBK, as a browser asks for it."""
    try:
        path.decode()
    except UnicodeDecodeError:
        try:
            return path, path.decode("gb18030").encode()
        except UnicodeDecodeError:
            pass
    return (path,)
