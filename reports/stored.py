"""The results of a month as they are stored, and as people decided on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from checker.appeals import Appeal
from checker.decided import Decided, decided
from checker.decisions import Decisions
from checker.rulings import Ruling
from checker.scheme import Scheme
from checker.scoring import Assessment
from checker.store import Store
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from reports.workspace import Workspace


@dataclass(frozen=True)
class Results:
    """A month as it was judged and as people decided on it, with the scheme by which it was judged.

    `rulings` are all that people said, by the key of the finding in the order in which they came, `files` the names of the files in
    which it came, by their digests.
    """

    period: Period
    scheme: Scheme
    machine: tuple[Assessment, ...]
    decided: Decided
    rulings: Mapping[str, Sequence[Ruling]] = field(default_factory=dict)
    appeals: Sequence[Appeal] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """The assessments after all rulings."""
        return self.decided.assessments


def results_of(workspace: Workspace, period: Period, *, cited: bool = True) -> Results:
    """The stored results of a month. Raises Refusal when it has not been checked."""
    return results_in(workspace.var / "gongkai.sqlite", period, cited=cited)


def results_in(path: Path, period: Period, *, cited: bool = True) -> Results:
    """The results of a month in a file of results. Raises Refusal when there are none.

    Who asks for marks alone needs nothing of what is `cited`; it is read where people ruled, for a ruling is on what was seen.
    """
    if not cited and path.is_file():
        with closing(Decisions(path)) as decisions:
            cited = bool(decisions.rulings(period))
    found: list[Assessment] = []
    latest: Period | None = None
    if path.is_file():
        with closing(Store(path)) as store:
            found, scheme = store.assessments(period, cited=cited), store.scheme(period)
            latest = max(store.periods(), default=None)
    if not found:
        values = {"period": str(period), "latest": str(latest)}
        remedy = "请先运行 gongkai crawl 和 gongkai check"
        if latest is not None:
            remedy = "最近检查过的是 {latest}：用 --period {latest}；检查这个月请运行 gongkai crawl 和 gongkai check"
        raise Refusal(Fault("{period} 还没有检查", remedy, "", None, values))
    if scheme is None:
        values = {"period": str(period)}
        remedy = "请再运行一次 gongkai check"
        raise Refusal(Fault("{period} 是由旧版本检查的，没有保存当时的考核方案", remedy, "", None, values))
    with closing(Decisions(path)) as decisions:
        rulings, appeals = decisions.rulings(period), decisions.appeals(period)
        files = {each.sha256: each.name for each in decisions.received()}
    return Results(period, scheme, tuple(found), decided(found, scheme, rulings, appeals), rulings, appeals, files)
