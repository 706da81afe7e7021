"""A schedule as labels with the numbers behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rules.amounts import Amount

Rows = Sequence[tuple[str, ...]]
COUNT = re.compile(r"^\d{1,3}$")
LINES = re.compile(r"^(?:行次|序号|序列)$")
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Segment:
    """A label, the numbers behind it by column (in a stream: by their order; None for a blank), and the row that says so."""

    label: str
    values: tuple[tuple[int, Amount | None], ...]
    quote: str
    column: int = -1


@dataclass(frozen=True)
class Sheet:
    """A schedule as segments. `paths` are the words above each column; in a stream `header` are the words before all numbers."""

    segments: tuple[Segment, ...]
    paths: tuple[tuple[str, ...], ...] = ()
    header: tuple[str, ...] = ()

    @property
    def is_stream(self) -> bool:
        """Whether columns are not known, only the order of cells."""
        return not self.paths

    @cached_property
    def split(self) -> int:
        """The column in which the expenditure half of a table begins; -1 when its header does not say."""
        sides = [self._first("收入"), self._first("支出")]
        return sides[1] if -1 < sides[0] < sides[1] else -1

    def _first(self, word: str) -> int:
        exact = re.compile(rf"^(?:本年)?(?:预算|决算)?{word}(?:预算|决算|部分|项目|内容|类别)?$")
        return next((i for i, path in enumerate(self.paths) if any(exact.match(said) for said in path)), -1)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Every number that is a figure."""
        return tuple(found for segment in self.segments for _, found in segment.values if found is not None)


def rises(numbers: Sequence[int]) -> bool:
    """Whether each number is one more than the one before."""
    return all(after == before + 1 for before, after in pairwise(numbers))
