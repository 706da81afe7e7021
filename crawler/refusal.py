"""Input that cannot be used: every fault at once, each with what, where and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input.

    `what` and `remedy` are message templates in Chinese, the source language of
    the catalogue; `values` fills their named fields, with a list where there are several.
    """

    what: str
    remedy: str
    where: str = ""
    line: int | None = None
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Refusal(Exception):
    """An input was refused (exit code 4): nothing has been written."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.what for fault in faults))
        self.faults = faults


class CrawlFailed(Exception):
    """The crawling processes ended before their work did. What they had kept is kept; the crawl can be resumed."""


class ClusterFailed(Exception):
    """A cluster is not there, or cannot be worked with. What was kept is kept; the crawl can be resumed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault
