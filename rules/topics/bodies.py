"""What the body of a text holds, whatever it is called: how many signs of each topic's documents stand in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rules.topics.lexicon import pairs_of

FORMS = frozenset(
    ("power-list", "approval-change", "disclosure-catalogue")
)  # whose entries are of all subjects: one more sign
SHOWN = 3  # signs that a reason names
GAP = ".{"  # between the words of a pattern
MUST, BUT = 1, 2  # bits of what stands in a text; those of the signs follow
Words = tuple[str, ...]


@dataclass(frozen=True)
class Body:
    """What the documents of one topic hold: the signs, how many make one likely, of which one must and none may stand there."""

    topic: str
    need: int
    signs: tuple[Words, ...]
    must: Words
    but: Words


@dataclass(frozen=True)
class Held:
    """How many signs of a topic a text holds, by how many that is more than needed, and the first of them."""

    topic: str
    beyond: int
    words: str


def held_by(body: str) -> list[Held]:
    """The topics of which a squeezed text holds the signs that are needed, the surest first."""
    return held_among(body, pairs_of(body))


def held_among(body: str, pairs: Iterable[str]) -> list[Held]:
    """The same of a text of which each two letters that stand side by side are known.

    Which words stand there is found once for all topics; a bit for each sign tells whose they are.
    """
    seen = [0] * len(_bodies())
    for word in _words_in(body, pairs):
        for number, bits in word.marks:
            seen[number] |= bits
    found = [
        _held(each, body, bits >> 2)
        for each, bits in zip(_bodies(), seen, strict=True)
        if bits & (MUST | BUT) == MUST and (bits >> 2).bit_count() >= each.need
    ]
    return sorted(found, key=lambda held: -held.beyond - (held.topic in FORMS))


def _held(each: Body, body: str, bits: int) -> Held:
    words: dict[str, None] = {}
    for number, sign in enumerate(each.signs):
        if bits >> number & 1 and (match := _any(sign).search(body)):
            words[match[0]] = None
            if len(words) == SHOWN:
                break
    return Held(each.topic, bits.bit_count() - each.need, "+".join(words))


@dataclass(frozen=True)
class _Word:
    """One word, by itself or as a pattern of words with a gap, and the bits that it sets for the bodies of these numbers."""

    plain: str
    gapped: re.Pattern[str] | None
    marks: tuple[tuple[int, int], ...]


def _words_in(body: str, pairs: Iterable[str]) -> Iterator[_Word]:
    index, short = _index()
    for pair in index.keys() & pairs:
        for word in index[pair]:
            if word.plain in body and (word.gapped is None or word.gapped.search(body)):
                yield word
    for word in short:
        if word.plain in body and (word.gapped is None or word.gapped.search(body)):
            yield word


@cache
def _index() -> tuple[Mapping[str, Sequence[_Word]], Sequence[_Word]]:
    """All words by their first two letters, and those of one letter or with a gap behind their first."""
    marks: dict[str, dict[int, int]] = {}
    for number, body in enumerate(_bodies()):
        for bits, words in ((MUST, body.must), (BUT, body.but), *((4 << n, sign) for n, sign in enumerate(body.signs))):
            for word in words:
                found = marks.setdefault(word, {})
                found[number] = found.get(number, 0) | bits
    index: dict[str, list[_Word]] = {}
    short: list[_Word] = []
    for written, found in marks.items():
        plain = written.partition(GAP)[0]
        each = _Word(plain, re.compile(written) if GAP in written else None, tuple(found.items()))
        (index.setdefault(plain[:2], []) if len(plain) > 1 else short).append(each)
    return index, short


@cache
def _bodies() -> tuple[Body, ...]:
    data = tomllib.loads((resources.files("rules.topics") / "bodies.toml").read_text("utf-8"))
    return tuple(_read(data))


def _read(data: Mapping[str, Any]) -> Iterator[Body]:
    for topic, told in data.items():
        signs = tuple(tuple(words.split("|")) for words in told["signs"])
        yield Body(topic, told["need"], signs, _all(told["must"]), _all(told.get("but", ())))


def _all(written: Iterable[str]) -> Words:
    return tuple(word for words in written for word in words.split("|"))


@cache
def _any(words: Words) -> re.Pattern[str]:
    return re.compile("|".join(word if GAP in word else re.escape(word) for word in words))
