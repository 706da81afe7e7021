"""站点可用性 — the site can be reached.

The national rule has a site visited 20 times a day for a week; a visit that does not open within 15 seconds counts, and with
5 of 100 or more the site has failed. One crawl a month makes fewer days and many visits. So a failure is stated only where
20 visits or more spread over an hour or more, some of them answered after others were not, and 5 of 100 or more failed:
the figures are given and a person may measure on. A part of the site that never answers is no fault of the whole. Time-outs
and a site that did not answer at all are left to a person: one crawl cannot tell the site from the way to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from crawler.snapshot import Reason, Snapshot, Unreached
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.rule import rule
from rules.sites.visits import Visits, visits

ENOUGH, PERCENT, LONG = 20, 5, timedelta(hours=1)
BARRED = frozenset(
    (
        Reason.CHALLENGE, Reason.ROBOTS, Reason.LOGIN, Reason.NEEDS_JS, Reason.BLOCKED_ADDRESS, Reason.BUDGET, Reason.TRAP,
        Reason.NOT_VISITED, Reason.OFFSITE, Reason.MOVED, Reason.SUSPECT, Reason.TOO_LARGE, Reason.NO_WAY,
    )
)  # fmt: skip


@rule(
    title="站点可用性",
    duty="网站能够正常访问，间隔访问中打不开的次数不到百分之五。",
    basis="《国务院办公厅关于开展第一次全国政府网站普查的通知》（国办发〔2015〕15号）附件“站点无法访问”；国办秘函〔2019〕19号",
    reads=[],
    problems={
        "unreachable": "站点无法访问",
        "often-down": "站点经常打不开（百分之五以上）",
        "slow": "站点经常超时未打开（百分之五以上）",
    },
    of_visit=True,
    hiding=("unreachable",),
)
def site_reachable(site: Snapshot) -> Iterator[Finding]:
    """The site answers; of spaced visits less than 5 in 100 stay without an answer."""
    seen = visits(site)
    home = next((lost for lost in site.unreached if lost.depth == 0 and lost.reason is not Reason.NOT_VISITED), None)
    if home is not None or not seen.answered:
        yield _unanswered(home or next(iter(site.unreached), None))
    elif seen.exceeds(PERCENT):
        yield _failing(seen)
    else:
        note = "共访问{number}次，{failed}次打不开"
        if seen.apart:
            note = "共访问{number}次，{failed}次打不开；另有{apart}个网址始终打不开，未计入"
        yield passed(seen.answered[0].cite(), note=note, **_figures(seen))


def _unanswered(lost: Unreached | None) -> Finding:
    if lost is None:
        return inapplicable("没有访问过这个网站")
    if lost.reason in BARRED:
        return untested("unreachable", lost.cite(), note="网站未能检测：{reason}", reason=lost.reason)
    note = "采集时首页打不开（{reason}）；一次采集分不清是网站还是网络的问题，请人工在不同时间再试"
    return cant_tell("unreachable", lost.cite(), note=note, reason=lost.reason)


def _failing(seen: Visits) -> Finding:
    problem = "slow" if seen.is_slow else "often-down"
    evidence = [*(lost.cite() for lost in seen.failed[:5]), seen.answered[-1].cite()]
    note = "在{minutes}分钟里访问{number}次，{failed}次打不开"
    if problem == "often-down" and seen.number >= ENOUGH and seen.span >= LONG and seen.came_back:
        return failed(problem, *evidence, note=note, **_figures(seen))
    note = "在{minutes}分钟里访问{number}次，{failed}次打不开；次数、时长或网络不足以断定，请人工连续监测"
    return cant_tell(problem, *evidence, note=note, **_figures(seen))


def _figures(seen: Visits) -> dict[str, str]:
    minutes = int(seen.span.total_seconds() // 60)
    return {
        "minutes": str(minutes), "number": str(seen.number), "failed": str(len(seen.failed)), "apart": str(len(seen.apart))
    }  # fmt: skip
