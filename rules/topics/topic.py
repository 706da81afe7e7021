"""The topics and the words of each, from the files in `rules/words`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from rules.bodies import without_offices

Patterns = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
GENERAL_WORDS = frozenset(  # in the titles of pages of any kind: they promise nothing to a crawler
    "通知 公告 公示 通告 通报 结果 名单 目录 情况 报告 公布 计划 方案 项目 企业 建设 信息 检查 标准 清单 申请 工作 公开 状况".split()
)


@dataclass(frozen=True)
class Topic:
    """The words of one topic; each title pattern is (words that must stand, words that must not).

    A title of `sure` is a disclosure also where others of its form are rules or requests. Of each of `telling` and each
    shape, all words stand in a text: anywhere, or as whole cells or labels. `rank` says which topic a title with words of
    several is: the lower. A topic that is only `sought` is looked for by rules that read titles in their own way; what a
    page is called is never taken from it. `promising` are the words of a few telling titles, for those who look for pages,
    as `columns` are, while `paths` are all words in whose columns it stands;
    `takes` names kinds of text (`genres.Genre.kind`) that are no mere mention of this topic.
    """

    name: str
    titles: Patterns
    columns: tuple[str, ...]
    contents: tuple[str, ...]
    shapes: tuple[frozenset[str], ...] = ()
    sought: bool = False
    sure: Patterns = ()
    telling: Patterns = ()
    rank: int = 3
    promising: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()

    def titled(self, title: str) -> bool:
        """Whether a squeezed title has one of the patterns."""
        if self._begun.search(title) is None:
            return False
        return named_by(self.titles, title) != "" or (
            (plain := without_offices(title)) != title and named_by(self.titles, plain) != ""
        )

    @cached_property
    def _begun(self) -> re.Pattern[str]:
        """The first words of all patterns: most titles have none of them."""
        return re.compile("|".join(re.escape(must[0]) for must, _ in self.titles) or "(?!)")


def named_by(patterns: Patterns, title: str) -> str:
    """The words of the first pattern that a squeezed title has, joined by `+`; "" for none."""
    for must, must_not in patterns:
        if must[0] in title and all(word in title for word in must) and not any(word in title for word in must_not):
            return "+".join(must)
    return ""


@cache
def topics() -> Mapping[str, Topic]:
    """Every topic by name, from the files in `words`, in the order of their names."""
    folder = resources.files("rules") / "words"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    data = [tomllib.loads(file.read_text("utf-8")) for file in files]
    return {name: _topic(name, entry) for each in data for name, entry in each.items()}


@cache
def classes() -> tuple[Topic, ...]:
    """The topics that a page can be, without those that are only sought."""
    return tuple(topic for topic in topics().values() if not topic.sought)


def _topic(name: str, entry: Mapping[str, Any]) -> Topic:
    shapes = tuple(frozenset(shape.split("&")) for shape in entry.get("shape", []))
    return Topic(
        name,
        _patterns((*entry["title"], *entry.get("named", []))),
        tuple(entry["column"]),
        tuple(entry["content"]),
        shapes,
        entry.get("sought", False),
        _patterns(entry.get("sure", [])),
        _patterns(entry.get("telling", [])),
        entry.get("rank", 3),
        tuple(word for pattern in entry["title"] for word in pattern.split("!")[0].split("&")),
        tuple(entry.get("takes", [])),
        (*entry["column"], *entry.get("path", [])),
    )


def _patterns(written: Iterable[str]) -> Patterns:
    parts = [pattern.split("!") for pattern in written]
    return tuple((tuple(must.split("&")), tuple(must_not)) for must, *must_not in parts)


def promising_words() -> tuple[str, ...]:
    """Words in titles and columns that promise something to read; handed to the crawler as data."""
    found = [word for topic in topics().values() for word in topic.promising if not topic.sought or len(word) > 2]
    found += [word for topic in topics().values() for word in topic.columns]
    return tuple(dict.fromkeys(word for word in found if len(word) > 1 and word not in GENERAL_WORDS))


def title_words(names: Iterable[str]) -> tuple[str, ...]:
    """The words of links behind which these topics may stand."""
    found = [word for name in names for word in topics()[name].promising]
    return tuple(dict.fromkeys(word for word in found if len(word) > 1))


def column_words(names: Sequence[str]) -> tuple[str, ...]:
    """The words by which the columns of these topics are known."""
    return tuple(word for name in names if name in topics() for word in topics()[name].columns)
