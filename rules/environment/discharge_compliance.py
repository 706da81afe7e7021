"""企业排污达标信息 — how far polluters keep within their limits.

The environment bureau publishes on its own site how the enterprises whose
discharge it measured kept their limits: a verdict on each, or the rates.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Citation, Snapshot
from rules.finding import Finding, inapplicable, passed
from rules.pollution import compliance
from rules.pollution.divided import divided
from rules.pollution.owed import TOPIC, Owed, lost_files, owed_of_rates
from rules.pollution.presence import absent
from rules.rule import rule


@rule(
    title="企业排污达标信息",
    theme="pollution",
    duty="期满后按时公布企业排污达标情况，写明达标与否；达标率、达标数、监测数相符，与监测结果不矛盾。",
    basis="国办发〔2013〕73号（五）；环发〔2013〕81号《国家重点监控企业污染源监督性监测及信息公开办法（试行）》",
    reads=[TOPIC],
    problems={
        "missing": "没有公开企业排污达标信息",
        "outdated": "排污达标信息没有按期更新",
        "broken": "排污达标信息的页面或附件打不开",
        "empty": "排污达标信息没有内容",
        "picture": "排污达标信息只有图片",
        "no-field": "没有写明达标情况",
        "wrong-rate": "达标率与达标数、监测数不符",
        "wrong-count": "达标、超标与监测的数目不符",
        "contradiction": "达标情况与监测结果矛盾",
    },
    stops=("no-field",),
    spans=True,
    anchored=("contradiction",),
)
def discharge_compliance(site: Snapshot, *, publish_within: int) -> Iterator[Finding]:
    """How enterprises kept their limits in the last period that is due is public, with rates that follow from their parts."""
    owing = owed_of_rates(site, publish_within)
    if owing is None:
        yield inapplicable("当时没有公开排污达标信息的要求")
    elif not owing.due:
        yield absent(owing)
    elif not any(compliance.complies(report) for report in owing.due):
        yield _untold(owing)
    else:
        yield from _found(owing) or [passed(*_cited(owing), note="{span}的达标情况已公开", span=str(owing.span))]


def _untold(owed: Owed) -> Finding:
    lost = next(lost_files(owed), None)
    return lost if lost is not None else compliance.untold(owed.due, owed.told.reports)


def _found(owed: Owed) -> list[Finding]:
    found = [
        finding
        for report in owed.current
        for finding in (*compliance.wrong_rates(report), *compliance.wrong_counts(report), *divided(report))
    ]
    found += compliance.contradictions(owed.due)
    return list({(finding.problem, finding.subject, str(finding)): finding for finding in found}.values())


def _cited(owed: Owed) -> tuple[Citation, ...]:
    return tuple(report.cite() for report in owed.due if compliance.complies(report))[:3]
