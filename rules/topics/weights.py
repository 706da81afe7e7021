"""What speaks for each topic of one page, in hundredths, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

ENOUGH = Decimal("0.5")
LIKELY, LEAST, MOST = 50, 20, 99  # hundredths, as those below
TITLE, LEAD, TELLING, LAST, COLUMN, CONTENT = 60, 40, 50, 30, 20, 10
TOLD, BESIDE = 80, LIKELY - 5
Confidences = tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True)
class Reason:
    """Why a page may be of a topic: where it shows, by which words, and how much that weighs.

    `source` is `title`, `column`, `structure`, `content`, or `mention` for what tells that it is only spoken of.
    """

    source: str
    words: str
    weight: Decimal


Reasons = Mapping[str, tuple[Reason, ...]]


class Weights:
    """The hundredths that speak for each topic so far, with every reason."""

    def __init__(self) -> None:
        self._found: dict[str, int] = {}
        self._why: dict[str, list[tuple[str, str, int]]] = {}

    def topics(self) -> list[str]:
        """The topics for which anything spoke."""
        return list(self._found)

    def weight(self, topic: str) -> int:
        """What speaks for a topic."""
        return self._found.get(topic, 0)

    @property
    def foremost(self) -> str:
        """The most likely topic so far, "" for none."""
        return max(self._found, key=lambda topic: self._found[topic], default="")

    @property
    def is_likely(self) -> bool:
        """Whether anything is likely."""
        return any(weight >= LIKELY for weight in self._found.values())

    def add(self, topic: str, source: str, words: str, weight: int) -> None:
        """So much more, or less, for a topic."""
        before = self._found.get(topic, 0)
        self._found[topic] = after = min(before + weight, MOST)
        if after != before:
            self._why.setdefault(topic, []).append((source, words, after - before))

    def raise_to(self, topic: str, source: str, words: str, weight: int) -> None:
        """At least this weight, for what settles a question."""
        self.add(topic, source, words, max(weight - self.weight(topic), 0))

    def cap(self, topic: str, source: str, words: str, most: int) -> None:
        """At most this weight."""
        if self.weight(topic) > most:
            self.add(topic, source, words, most - self.weight(topic))

    def lower(self, topics: Iterable[str], words: str) -> None:
        """What is only spoken of keeps a quarter."""
        for topic in topics:
            whole = self.weight(topic)
            self.add(topic, "mention", words, whole // 4 - whole)

    @cached_property
    def confidences(self) -> Confidences:
        """The topics with confidences, most likely first."""
        likely = sorted((-weight, topic) for topic, weight in self._found.items() if weight >= LEAST)
        return tuple((topic, _decimal(-weight)) for weight, topic in likely)

    @property
    def reasons(self) -> Reasons:
        """The reasons for each of them."""
        return {
            topic: tuple(Reason(source, words, _decimal(each)) for source, words, each in self._why[topic])
            for topic, _ in self.confidences
        }


@cache
def _decimal(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100
