"""Which words of which topics stand in a text: found once for all topics, by pairs of letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import add

from rules.topics.topic import Patterns, classes

Rows = tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]  # topic, words that must stand, words that must not
Index = Mapping[str, Rows]


@dataclass(frozen=True)
class Lexicon:
    """The patterns of all topics by the first two letters of their first word."""

    sure: Index
    titles: Index
    columns: Index
    telling: Index
    contents: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]  # a word, and the topics of whose content it is one


@cache
def lexicon() -> Lexicon:
    """The words of every topic that a page can be."""
    columns = {topic.name: tuple(((word,), ()) for word in topic.paths) for topic in classes()}
    words: dict[str, list[str]] = {}
    for topic in classes():
        for word in topic.contents:
            words.setdefault(word, []).append(topic.name)
    contents: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for word, names in words.items():
        contents[word[:2]] = (*contents.get(word[:2], ()), (word, tuple(names)))
    return Lexicon(
        _index({topic.name: topic.sure for topic in classes()}),
        _index({topic.name: topic.titles for topic in classes()}),
        _index(columns),
        _index({topic.name: topic.telling for topic in classes()}),
        contents,
    )


def _index(patterns: Mapping[str, Patterns]) -> Index:
    found: dict[str, Rows] = {}
    for name, each in patterns.items():
        for must, without in each:
            found[must[0][:2]] = (*found.get(must[0][:2], ()), (name, must, without))
    return found


def pairs_of(text: str) -> set[str]:
    """Each two letters that stand side by side."""
    return set(map(add, text, text[1:]))


def patterns_in(index: Index, text: str, pairs: Iterable[str]) -> dict[str, str]:
    """The topics of which a pattern stands in a text, each with the words of one, joined by `+`."""
    found: dict[str, str] = {}
    for pair in sorted(index.keys() & pairs):
        for name, must, without in index[pair]:
            if name not in found and _stands(must, without, text):
                found[name] = "+".join(must)
    return found


def _stands(must: tuple[str, ...], without: tuple[str, ...], text: str) -> bool:
    for word in must:
        if word not in text:
            return False
    for word in without:  # noqa: SIM110 - twice as fast as any(), and asked of every page
        if word in text:
            return False
    return True


def contents_in(text: str, pairs: Iterable[str]) -> dict[str, list[str]]:
    """The words of content that stand in a text, by topic."""
    index = lexicon().contents
    found: dict[str, list[str]] = {}
    for pair in index.keys() & pairs:
        for word, names in index[pair]:
            if word in text:
                for name in names:
                    found.setdefault(name, []).append(word)
    return found
