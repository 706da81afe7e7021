"""What a check spent its time on: CPU time of every process, by part and by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import wraps
from time import process_time_ns
from types import MappingProxyType
from typing import Any

from crawler.snapshot import Snapshot
from rules.finding import Finding
from rules.rule import Rule

READING, ASSEMBLING, TOPICS, FIGURES, COUNTING, RELOOKS, MARKS, STORING, REST = PARTS = (
    "读取网页和文件",
    "整理各单位的网页",
    "判断网页的主题",
    "收集“三公”经费等数字",
    "统计信息条数",
    "复查台账中的条目",
    "情况说明、评分",
    "对照、保存、记入台账",
    "启动和其他",
)


@dataclass
class Spent:
    """Nanoseconds by part or rule, each second once: within another part it is that part's own; and how many pages rules were given.

    `whole` is all that the processes took, whatever for.
    """

    on: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    whole: int = 0

    @contextmanager
    def of(self, part: str) -> Iterator[None]:
        """Counts what the block takes to a part, but for what the block counts to others itself."""
        began, others = process_time_ns(), self.on.total()
        try:
            yield
        finally:
            self.on[part] += process_time_ns() - began - (self.on.total() - others)

    def add(self, other: Spent, *, elsewhere: bool) -> None:
        """Adds what was spent on one body; what another process took elsewhere is more than what this one takes."""
        self.on.update(other.on)
        self.pages.update(other.pages)
        self.whole += other.whole * elsewhere

    @property
    def told(self) -> dict[str, int]:
        """Every part, with the rest that was counted to none: together they are the whole."""
        return {**self.on, REST: self.whole - self.on.total()}


def timed(catalogue: Mapping[str, Rule], spent: Spent) -> Mapping[str, Rule]:
    """The same rules; what each takes is counted."""
    return MappingProxyType({id: _timed(rule, spent) for id, rule in catalogue.items()})


def _timed(rule: Rule, spent: Spent) -> Rule:
    @wraps(rule.check)
    def check(site: Snapshot, **dials: Any) -> Iterator[Finding]:
        spent.pages[rule.id] += len(site.pages) + len(site.commons)
        with spent.of(rule.id):
            return iter(list(rule.check(site, **dials)))

    return replace(rule, check=check)
