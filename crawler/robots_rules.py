"""Which addresses the rules of a robots.txt open: RFC 9309, and Google's reading where the two differ.

Paths are bytes, because a site may write them in any encoding. Rules are sorted once; no question is asked twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

RAW = {code: f"%{code:02X}" for code in range(0x80, 0x100)}
SMALL_CODE = re.compile(rb"%(?:[a-f][0-9A-Fa-f]|[0-9A-F][a-f])")
NEEDLESS_CODE = re.compile(rb"%(?:2[DE]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])")  # letters, digits, - . _ ~
PATH_OPENS = re.compile(r"[/?;]")
FEW = 200  # patterns with stars that are tried without an index of the path
LONGEST_KEY = 1024  # bytes of a pattern that are looked up in the index
Rule = tuple[bool, bytes]  # whether it allows, and the escaped pattern


def escaped(path: bytes) -> bytes:
    """A path with raw bytes percent-encoded and hexadecimal digits in capitals."""
    return _capitals(path if path.isascii() else path.decode("latin-1").translate(RAW).encode())


def path_of(url: str) -> bytes:
    """The path and query of an address; it begins with a slash."""
    address = url.partition("#")[0]
    start = 2 if address.startswith("//") else 0
    opens, scheme = PATH_OPENS.search(address, start), address.find("://", start)
    if scheme >= 0 and (opens is None or opens.start() > scheme):
        opens = PATH_OPENS.search(address, scheme + 3)
    path = address[opens.start() :] if opens else ""
    return (path if path.startswith("/") else f"/{path}").encode("utf-8", "replace")


class Rules:
    """The rules for one agent.

    Google compares what is written, RFC 9309 §2.2.2 what it decodes to. An
    address is open when both readings open it.
    """

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules = list(rules)
        self._written = Matcher(self._rules)

    @cached_property
    def _meant(self) -> Matcher:
        rules = [(allow, _plain_pattern(pattern)) for allow, pattern in self._rules]
        return self._written if rules == self._rules else Matcher(rules)

    def allows(self, url: str) -> bool:
        """Whether an address may be fetched."""
        path = path_of(url)
        written, meant = _capitals(path), _plain_path(path)
        if not self._written.allows(written):
            return False
        return (written == meant and self._meant is self._written) or self._meant.allows(meant)


class Matcher:
    """Paths that rules open or close: the longest rule wins, and of two as long the one that allows."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._starts: dict[bytes, bool] = {}
        self._whole: dict[bytes, bool] = {}
        globs: dict[bytes, bool] = {}
        for allow, pattern in rules:
            kind = globs if b"*" in pattern else self._whole if pattern.endswith(b"$") else self._starts
            kind[pattern] = allow or kind.get(pattern, False)
        self._lengths = sorted({len(start) for start in self._starts}, reverse=True)
        self._globs = sorted((Glob.of(pattern, allow) for pattern, allow in globs.items()), reverse=True)

    def allows(self, path: bytes) -> bool:
        """Whether a path may be fetched."""
        best = self._without_stars(path)
        index = Index(path) if len(self._globs) > FEW else None
        for glob in self._globs:
            if glob.rank <= best:
                break
            if (index is None or index.holds(glob.key)) and glob.matches(path):
                return glob.rank[1]
        return best[1]

    def _without_stars(self, path: bytes) -> tuple[int, bool]:
        whole = path + b"$"
        if whole in self._whole:
            return len(whole), self._whole[whole]
        for length in self._lengths:
            if length <= len(path) and path[:length] in self._starts:
                return length, self._starts[path[:length]]
        return 0, True


class Index:
    """What stands anywhere in a path, sorted: a long search costs as little as a short one, whatever is searched."""

    def __init__(self, path: bytes) -> None:
        self._ends = sorted(path[at : at + LONGEST_KEY] for at in range(len(path)))

    def holds(self, piece: bytes) -> bool:
        """Whether a piece of at most LONGEST_KEY bytes stands in the path."""
        at = bisect_left(self._ends, piece)
        return at < len(self._ends) and self._ends[at].startswith(piece)


class Glob(NamedTuple):
    """A pattern with stars: what a path begins with, holds in this order, and ends with."""

    rank: tuple[int, bool]
    least: int  # no shorter path matches
    head: bytes
    middle: tuple[bytes, ...]
    tail: bytes
    key: bytes  # the longest part of the middle, or its beginning

    @classmethod
    def of(cls, pattern: bytes, allow: bool) -> Glob:
        """A pattern taken apart."""
        literal = pattern.removesuffix(b"$")
        head, *rest = literal.split(b"*")
        tail = rest.pop() if literal != pattern else b""
        middle, least = tuple(filter(None, rest)), len(literal) - literal.count(b"*")
        return cls((len(pattern), allow), least, head, middle, tail, max(middle, key=len, default=b"")[:LONGEST_KEY])

    def matches(self, path: bytes) -> bool:
        """Whether a path is of this form. The leftmost place of each part serves best, so nothing is tried twice."""
        if len(path) < self.least or not path.startswith(self.head) or not path.endswith(self.tail):
            return False
        at, end = len(self.head), len(path) - len(self.tail)
        for part in self.middle:
            found = path.find(part, at, end)
            if found < 0:
                return False
            at = found + len(part)
        return True


def _capitals(path: bytes) -> bytes:
    return SMALL_CODE.sub(lambda found: found[0].upper(), path) if b"%" in path else path


def _plain(path: bytes) -> bytes:
    """An escaped path in which what needs no escape has none."""
    return NEEDLESS_CODE.sub(lambda found: bytes([int(found[0][1:], 16)]), path) if b"%" in path else path


def _plain_path(path: bytes) -> bytes:
    return _plain(escaped(path)).replace(b"*", b"%2A").replace(b"$", b"%24")


def _plain_pattern(pattern: bytes) -> bytes:
    literal = pattern.removesuffix(b"$")
    return _plain(literal).replace(b"$", b"%24") + pattern[len(literal) :]
