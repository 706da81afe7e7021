"""重点污染源监督性监测信息 — what the environment bureau measures at polluters.

The environment bureau publishes on its own site what it measured at each key
polluter: each quarter, and each month where the rule of the time asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, inapplicable, passed
from rules.pollution import timing
from rules.pollution.blanks import blank
from rules.pollution.divided import divided
from rules.pollution.fields import lacking
from rules.pollution.gone import gone
from rules.pollution.multiples import wrong_multiples
from rules.pollution.owed import TOPIC, Owed, lost_files, owed_of_results
from rules.pollution.presence import absent
from rules.pollution.silent import silent
from rules.pollution.tallies import wrong_counts
from rules.pollution.unmonitored import no_reason
from rules.pollution.verdicts import wrong_verdicts
from rules.rule import rule


@rule(
    title="重点污染源监督性监测信息",
    theme="pollution",
    duty="按季度（2014年起按月，视当年规定）公布重点污染源监督性监测结果，写明企业、点位、污染物、浓度、限值和是否达标，未监测的说明原因，数目相符。",
    basis="国办发〔2013〕73号（五）；环发〔2013〕81号《国家重点监控企业污染源监督性监测及信息公开办法（试行）》",
    reads=[TOPIC],
    problems={
        "missing": "没有公开监督性监测信息",
        "outdated": "监督性监测信息没有按期更新",
        "broken": "监测信息的页面或附件打不开",
        "empty": "监测信息没有内容",
        "picture": "监测信息只有图片",
        "no-field": "监测信息缺少要素",
        "blank-field": "监测信息的要素为空",
        "wrong-count": "企业家数前后不符",
        "enterprise-gone": "上一期公布的企业这一期没有提到",
        "no-reason": "没有写明未监测的原因",
        "wrong-verdict": "评价结论与浓度、限值不符",
        "wrong-multiple": "超标倍数与浓度、限值不符",
        "early": "一期未满就公开了全期的信息",
        "late": "超过公开时限",
    },
    hiding=("missing", "outdated", "broken", "empty", "picture", "enterprise-gone", "no-reason"),
    lasting=("early", "late"),
    spans=True,
    anchored=("outdated", "no-field", "blank-field", "wrong-count", "no-reason", "wrong-verdict", "wrong-multiple"),
)
def pollution_source_monitoring(site: Snapshot, *, publish_within: int) -> Iterator[Finding]:
    """What was measured at each key polluter in the last period that is due is public, in time, with its fields, and agrees in itself."""
    owed = owed_of_results(site, publish_within)
    if owed is None:
        yield inapplicable("当时没有公开监督性监测信息的要求")
        return
    if not owed.due:
        yield absent(owed)
        return
    yield from _found(owed) or [_passed(owed)]


def _found(owed: Owed) -> list[Finding]:
    found = [
        *lost_files(owed),
        *lacking(owed.due),
        *gone(owed),
        *timing.early(owed),
        *timing.late(owed),
        *timing.at_once(owed),
    ]
    found += [*wrong_verdicts(owed.current), *silent(owed.current)]
    each = (blank, no_reason, wrong_multiples, wrong_counts, divided)
    found += [finding for ask in each for report in owed.current for finding in ask(report)]
    return list({(finding.problem, finding.subject, str(finding)): finding for finding in found}.values())


def _passed(owed: Owed) -> Finding:
    names = {row.enterprise for report in owed.due for row in report.rows}
    cited = tuple(report.cite() for report in owed.due[:3])
    return passed(*cited, note="{span}：{count} 家企业", span=str(owed.span), count=str(len(names)))
