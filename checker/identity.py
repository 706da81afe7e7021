"""What a finding is called, so that a spreadsheet, an appeal or a letter can name it and be understood next year."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.period import Period
from rules.finding import Finding

PATTERN = re.compile(r"(\d{4}-\d\d)/([a-z0-9_-]+)/([A-Za-z0-9._-]+)/([0-9a-f]{10})~([0-9a-f]{4})")


@dataclass(frozen=True)
class Named:
    """A finding's name, and what it was seen by: `key` stays as long as the finding does, `seen` as long as its evidence."""

    key: str
    seen: str

    def __str__(self) -> str:
        return f"{self.key}~{self.seen}"

    @classmethod
    def parse(cls, text: str) -> Named | None:
        """The name in a text, None when it is none."""
        return cls(*text.split("~")) if PATTERN.fullmatch(text) else None

    @property
    def period(self) -> Period:
        """The month in which it was found."""
        return Period.parse(self.key.split("/")[0])

    @property
    def department(self) -> str:
        """The id of the department."""
        return self.key.split("/")[1]

    @property
    def indicator(self) -> str:
        """The id of the indicator."""
        return self.key.split("/")[2]


def names(period: Period, department: str, indicator: str, findings: Iterable[Finding]) -> Iterator[Named]:
    """The name of each finding of a verdict, in order: month, department, indicator, and a digest of place, problem and subject.

    Findings that are alike in all three are numbered in their order.
    """
    met: Counter[str] = Counter()
    for finding in findings:
        what = "\0".join((str(finding.place or ""), finding.problem, finding.subject))
        met[what] += 1
        digest = _digest(f"{what}\0{met[what]}")[:10]
        yield Named(f"{period}/{department}/{indicator}/{digest}", _seen(finding))


def _seen(finding: Finding) -> str:
    """Four digits that change when the outcome or the evidence does, and not when only words do."""
    cited = sorted({f"{each.url} {each.sha256}" for each in finding.evidence})
    return _digest("\0".join((finding.outcome, *cited)))[:4]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
