"""What a perfect checker would find in a month about polluters."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.period import Period
from reports.samplecity.pollution.plan import plan
from reports.samplecity.pollution.polluters import WATER, results

Said = tuple[str, str, str]  # outcome, problem, subject
BOTH = ("missing", "outdated")
LIMIT = "排放标准限值"


def monitoring(seed: int, body: str, city: str, period: Period) -> Iterator[Said]:
    """What is wrong with what was measured."""
    this = plan(seed, body, period)
    if this.fault in (*BOTH, "broken", "wrong-count"):
        yield "failed", this.fault, ""
    elif this.fault in ("no-field", "blank-field"):
        yield "failed", this.fault, LIMIT
    elif this.fault in ("wrong-verdict", "wrong-multiple", "no-reason"):
        for result in results(seed, city, this.terms[0]):
            if result.value is None if this.fault == "no-reason" else result.is_over:
                yield "failed", this.fault, result.enterprise


def compliance(seed: int, body: str, city: str, period: Period) -> Iterator[Said]:
    """What is wrong with how the limits are said to be kept."""
    this = plan(seed, body, period)
    if this.fault in BOTH:
        yield "failed", this.fault, ""
    elif this.fault == "wrong-rate":
        yield "failed", this.fault, WATER
    elif this.fault == "contradiction":
        term = this.terms[0]
        yield from (("failed", this.fault, result.enterprise) for result in results(seed, city, term) if result.is_over)
