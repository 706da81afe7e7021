"""Where a page leads, kept beside it, so that a page that did not change need not be read again to follow its links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.families import Kind, Lead

HOP, PAGER = "R", "P"  # as Heritrix: R for what is followed in the page's stead
KINDS = {Kind.PAGE: "L", Kind.DOCUMENT: "D", Kind.PICTURE: "E"}
LETTERS = {letter: kind for kind, letter in KINDS.items()}


@dataclass(frozen=True)
class Outlinks:
    """A page's title, what it says (crawler.outcome.likeness), and a line for each lead."""

    title: str
    likeness: str
    lines: tuple[str, ...]

    def encode(self) -> str:
        """The fields of a WARC metadata record."""
        named = [f"title: {' '.join(self.title.split())}", f"likeness: {self.likeness}"]
        return "\r\n".join([*named, *(f"outlink: {line}" for line in self.lines), ""])


def decode(block: bytes) -> Outlinks:
    """What `encode` made."""
    title, likeness, *lines = block.decode("utf-8", "replace").rstrip("\r\n").split("\r\n")
    cut = len("outlink: ")
    return Outlinks(title[len("title: ") :], likeness[len("likeness: ") :], tuple(line[cut:] for line in lines))


def line(lead: Lead) -> str:
    """One lead as a line: address, how it leads there, the words that do."""
    flags = KINDS[lead.kind] + (HOP if lead.hop else "") + (PAGER if lead.pager else "")
    label = lead.label[:300]
    return f"{lead.url} {flags} {label}" if label.isprintable() else f"{lead.url} {flags} {' '.join(label.split())}"


def lead(line: str) -> Lead:
    """The lead that a line stands for."""
    url, flags, label = line.split(" ", 2)
    return Lead(url, label, LETTERS[flags[0]], HOP in flags, PAGER in flags)


def lines(leads: Sequence[Lead]) -> tuple[str, ...]:
    """A line for each lead, each once, in order."""
    return tuple(dict.fromkeys(line(each) for each in leads))
