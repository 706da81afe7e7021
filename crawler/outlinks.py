"""Where a page leads, kept beside it, so that a page that did not change need not be read again to follow its links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.families import Lead
from crawler.families.page import BARRED, HOP, LETTERS, PAGER

KINDS = {letter: kind for kind, letter in LETTERS.items()}


@dataclass(frozen=True)
class Outlinks:
    """A page's title, what it says (crawler.outcome.likeness), and a line for each lead."""

    title: str
    likeness: str
    lines: tuple[str, ...]

    @property
    def addresses(self) -> Iterator[str]:
        """Where the leads go."""
        return (line.partition(" ")[0] for line in self.lines)

    @property
    def turns(self) -> bool:
        """Whether the page is one of several of a list."""
        return any(PAGER in line.split(" ", 2)[1] for line in self.lines)

    @property
    def only_sends(self) -> bool:
        """Whether all that the page leads to stands in its stead: frames, redirections."""
        return bool(self.lines) and all(HOP in line.split(" ", 2)[1] for line in self.lines)

    def encode(self) -> str:
        """The fields of a WARC metadata record."""
        named = [f"title: {' '.join(self.title.split())}", f"likeness: {self.likeness}"]
        return "\r\n".join([*named, *(f"outlink: {line}" for line in self.lines), ""])


def decode(block: bytes) -> Outlinks:
    """What `encode` made."""
    head, *lines = block.decode("utf-8", "replace").removesuffix("\r\n").split("\r\noutlink: ")
    title, _, likeness = head.partition("\r\n")
    return Outlinks(title[len("title: ") :], likeness[len("likeness: ") :], tuple(lines))


def lead_by(url: str, label: str, letters: str) -> Lead:
    """The lead of which `Lead.way` gave the letters."""
    return Lead(url, label, KINDS[letters[0]], HOP in letters, PAGER in letters, BARRED in letters)


def lead(line: str) -> Lead:
    """The lead that a line stands for."""
    url, letters, label = line.split(" ", 2)
    return lead_by(url, label, letters)


def lines(leads: Sequence[Lead]) -> tuple[str, ...]:
    """A line for each lead, each once, in order."""
    return tuple(dict.fromkeys(each.line for each in leads))
