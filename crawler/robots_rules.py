"""Which addresses the rules of a robots.txt open: RFC 9309, and Google's reading where the two differ.

Paths are bytes, because a site may write them in any encoding. Rules are sorted once; no question is asked twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

RAW = re.compile(rb"%[0-9A-Fa-f]{2}|[\x80-\xff]")
ANY_CODE = re.compile(rb"%[0-9A-Fa-f]{2}")
CODE = re.compile(rb"%[0-9A-F]{2}")
UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
PATH_OPENS = re.compile(r"[/?;]")
Rule = tuple[bool, bytes]  # whether it allows, and the escaped pattern


def escaped(path: bytes) -> bytes:
    """A path with raw bytes percent-encoded and hexadecimal digits in capitals."""
    return RAW.sub(lambda found: found[0].upper() if len(found[0]) == 3 else b"%%%02X" % found[0][0], path)


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
        for glob in self._globs:
            if glob.rank <= best:
                break
            if glob.matches(path):
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


class Glob(NamedTuple):
    """A pattern with stars: what a path begins with, holds in this order, and ends with."""

    rank: tuple[int, bool]
    least: int  # no shorter path matches
    head: bytes
    middle: tuple[bytes, ...]
    tail: bytes

    @classmethod
    def of(cls, pattern: bytes, allow: bool) -> Glob:
        """A pattern taken apart."""
        literal = pattern.removesuffix(b"$")
        head, *rest = literal.split(b"*")
        tail = rest.pop() if literal != pattern else b""
        return cls((len(pattern), allow), len(literal) - literal.count(b"*"), head, tuple(filter(None, rest)), tail)

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
    return ANY_CODE.sub(lambda found: found[0].upper(), path)


def _plain(path: bytes) -> bytes:
    """An escaped path in which what needs no escape has none."""
    return CODE.sub(_decoded, path)


def _decoded(found: re.Match[bytes]) -> bytes:
    code = int(found[0][1:], 16)
    return bytes([code]) if code in UNRESERVED else found[0]


def _plain_path(path: bytes) -> bytes:
    return _plain(escaped(path)).replace(b"*", b"%2A").replace(b"$", b"%24")


def _plain_pattern(pattern: bytes) -> bytes:
    literal = pattern.removesuffix(b"$")
    return _plain(literal).replace(b"$", b"%24") + pattern[len(literal) :]
