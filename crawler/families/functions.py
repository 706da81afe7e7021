"""What the functions in a page's own scripts do when a link calls them: the address to which they go, or that they fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from crawler.families.page import Seen

MOST = 300  # functions of one page
LONGEST = 1500  # characters of one that are looked at
FUNCTION = re.compile(
    r"\bfunction\s{1,9}([\w$]{1,60})\s{0,9}\(([^()]{0,120})\)\s{0,9}\{"
    r"|(?<![\w$])([\w$]{1,60})\s{0,9}[=:]\s{0,9}function\s{0,9}\(([^()]{0,120})\)\s{0,9}\{"
)
BRACE = re.compile(r"[{}]")
GOES = re.compile(
    r"(?:\blocation(?:\.href)?\s{0,9}=(?!=)|\blocation\.(?:replace|assign)\s{0,9}\(|\bopen\s{0,9}\()\s{0,9}([^;\n]{1,400})"
)
FETCHES = re.compile(
    r"\$\.(?:post|ajax|get|getJSON)\s{0,9}\(|\.load\s{0,9}\(|XMLHttpRequest|\bfetch\s{0,9}\(|\baxios\b|\.submit\s{0,9}\("
    r"|\blocation\b|\bopen\s{0,9}\(|\.src\s{0,9}="
)
PART = re.compile(r"\s{0,9}(?:'([^'\\\n]{0,300})'|\"([^\"\\\n]{0,300})\"|([\w$]{1,60}))\s{0,9}(\+|[,);]|$)")
ARGUMENT = re.compile(r"\s{0,9}(?:'([^']{0,300})'|\"([^\"]{0,300})\"|(-?\d{1,20})|[^,]{1,300})\s{0,9}(?:,|$)")


class Function(NamedTuple):
    """A function: the pieces of the address to which it goes, a number for each of its parameters; whether it fetches anything."""

    pieces: tuple[str | int, ...]
    fetches: bool


class Functions:
    """The functions of one page, by name."""

    def __init__(self, page: Seen) -> None:
        self._known = dict(_functions(page.scripts)) if "function" in page.scripts else {}

    def fetches(self, name: str) -> bool:
        """Whether a function is known to bring something that the page does not hold."""
        return name in self._known and self._known[name].fetches

    def address(self, name: str, arguments: str) -> str:
        """Where a call of a function goes; "" where its text does not tell."""
        known = self._known.get(name)
        if known is None or not known.pieces:
            return ""
        told = [_literal(match) for match in ARGUMENT.finditer(arguments)]
        made = [each if isinstance(each, str) else _at(told, each) for each in known.pieces]
        return "" if None in made else "".join(filter(None, made))


def _functions(source: str) -> Iterator[tuple[str, Function]]:
    for number, match in enumerate(FUNCTION.finditer(source)):
        if number == MOST:
            return
        body = _body(source, match.end())
        names = [name.strip() for name in (match[2] or match[4] or "").split(",")]
        yield match[1] or match[3], Function(_pieces(body, names), FETCHES.search(body) is not None)


def _body(source: str, start: int) -> str:
    """What stands between the braces of a function."""
    end, depth = start + LONGEST, 1
    for match in BRACE.finditer(source, start, end):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return source[start : match.start()]
    return source[start:end]


def _pieces(body: str, names: list[str]) -> tuple[str | int, ...]:
    """The pieces of the one address to which a function goes; none where it goes to several, or makes one of what is not told."""
    goes = list(GOES.finditer(body))
    if len(goes) != 1:
        return ()
    found: list[str | int] = []
    place, written = 0, goes[0][1]
    while match := PART.match(written, place):
        said, name = match[1] if match[1] is not None else match[2], match[3]
        if said is None and name not in names:
            return ()
        found.append(said if said is not None else names.index(name))
        if match[4] != "+":
            return tuple(found)
        place = match.end()
    return ()


def _literal(match: re.Match[str]) -> str | None:
    return next((group for group in match.groups() if group is not None), None)


def _at(told: list[str | None], number: int) -> str | None:
    return told[number] if number < len(told) else None
