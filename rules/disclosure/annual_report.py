"""政府信息公开工作年度报告 — what a body disclosed in a year, and what it was asked for.

Every body reports once a year in the form that binds that year: how much it published, what it was asked for, what
it charged, who complained, and what is to be done better. Its figures must agree with each other and with last year's.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, inapplicable
from rules.reports_yearly import judged
from rules.reports_yearly.forms import due_year
from rules.reports_yearly.offered import TOPIC, reports
from rules.rule import rule


@rule(
    title="政府信息公开工作年度报告",
    basis="《中华人民共和国政府信息公开条例》（国务院令第492号）第三十一、三十二条；修订后（国务院令第711号）第四十九、五十条；国办发〔2014〕32号；国办公开办函〔2019〕60号、〔2021〕30号",
    reads=[TOPIC],
    problems={
        "missing": "没有公开政府信息公开工作年度报告",
        "outdated": "只有往年的年度报告",
        "broken": "年度报告或其附件打不开",
        "empty": "年度报告没有内容",
        "picture": "年度报告只有图片",
        "template": "年度报告的模板没有填完",
        "late": "超过时限才公开年度报告",
        "no-part": "年度报告缺少法定部分",
        "no-declaration": "没有说明行政复议或行政诉讼情况",
        "wrong-sum": "年度报告的数字相加不符",
        "carry-over": "上年结转数与上年报告不符",
        "wrong-balance": "现行有效件数与上年报告不符",
        "no-download": "年度报告的电子版不能下载",
    },
    duty="每年3月31日前公布上一年度的政府信息公开工作年度报告（自2019年度起部门为1月31日前，政府为3月31日前），"
    "按当年的格式填写完整，说明行政复议和行政诉讼情况，各项数字相加相符，并与上年报告衔接。",
    hiding=("missing", "outdated", "broken", "empty", "picture", "template", "no-download"),
    spans=True,
)
def annual_report(site: Snapshot) -> Iterator[Finding]:
    """The report of the year is shown by its day, in the form of that year, filled in, and its figures agree."""
    found, due = reports(site), due_year(site)
    now = judged.current(found, due)
    if now:
        yield from judged.judged(site, now, found)
    elif due is None:
        yield inapplicable("第一份年度报告是2008年度的，到2009年3月31日为止公布，尚未到期")
    else:
        yield judged.not_current(site, found, due)
