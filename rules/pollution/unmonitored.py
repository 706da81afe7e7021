"""Enterprises at which nothing was measured, and whether it is said why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.finding import Finding, failed
from rules.phrases import squeeze
from rules.pollution.conclusions import is_kept
from rules.pollution.monitored import Monitored
from rules.pollution.reports import Report

_NOT_DONE = re.compile(
    r"未(?:开展|进行|实施|能|予|作|做)?(?:监督性?)?(?:监测|检测|采样|测)|没有?监测|无监测(?:数据|结果)?|未测|无数据|不(?:具备|能)[^,。]{0,6}监测"
)
_REASON = re.compile(
    "停产|停业|停运|停机|停工|停炉|停用|关闭|关停|关停|破产|倒闭|搬迁|检修|维修|大修|故障|改造|技改|在建|未建成|未投[产运]|未运行|不运行|没有?运行|未生产|不生产|季节性|"
    "间歇|试运行|调试|未排放|不排放|无(?:废水|废气|污水|外排|排水|排放)|零排放|没有(?:废水|废气|污水|排放)|回用|断流|结冰|冰封|不具备|不满足|工况|负荷|上季度|下季度|省(?:中心|站)|"
    "已拆除|拆除|注销|转产|破损|整改|整治|因|由于|原因|停"
)
_TELLING = ("value", "verdict", "note", "reason", "pollutant", "day", "point", "over")


def is_unmonitored(row: Monitored) -> bool:
    """Whether a row tells of an enterprise, or a part of one, at which nothing was measured."""
    said = _said(row)
    return not _has_result(row) and (_NOT_DONE.search(said) is not None or _REASON.search(said) is not None)


def _said(row: Monitored) -> str:
    """All that a row says beside names and limits."""
    return squeeze(" ".join(row.cells.get(role, "") for role in _TELLING))


def _has_result(row: Monitored) -> bool:
    """Whether a row gives a figure or a verdict."""
    is_judged = is_kept(row.cells.get("verdict", ""), row.cells.get("asked", "")) is not None
    return is_judged or re.search(r"\d", row.cells.get("value", "")) is not None


def no_reason(report: Report) -> Iterator[Finding]:
    """The enterprises of which it is said that nothing was measured, and not why."""
    told = set()
    for row in report.rows:
        said, name = _said(row), row.enterprise
        is_silent = _NOT_DONE.search(said) and not _has_result(row) and not _REASON.search(_NOT_DONE.sub("", said))
        if is_silent and name not in told and not _is_told_beside(name, report):
            note = "“{enterprise}”写作“{words}”，没有写明原因"
            yield failed(
                "no-reason", row.cite(), note=note, subject=name, enterprise=name, words=said.strip("/-—")[:30]
            )
        told |= {name} if is_silent else set()
    yield from _in_words(report, squeeze("".join(text for _, text in report.texts)))


def _is_told_beside(enterprise: str, report: Report) -> bool:
    """Whether a reason stands in a line that names the enterprise, or in a note on all at which nothing was measured."""
    for line in (squeeze(line) for _, text in report.texts for line in text.splitlines()):
        if enterprise and enterprise in line and _REASON.search(_NOT_DONE.sub("", line.replace(enterprise, ""))):
            return True
        if re.match("(?:备?注|说明)[:：\\d]", line) and _NOT_DONE.search(line) and _REASON.search(line):
            return True
    return False


def _in_words(report: Report, words: str) -> Iterator[Finding]:
    """A sentence that counts enterprises at which nothing was measured, in a text that nowhere says why."""
    found = re.search(
        r"(?:有|另)?(?<!\d)([1-9]\d*)(?:家|座|个)[^,。;]{0,20}?未(?:开展|进行)?(?:监督性)?监测(?!率)", words
    )
    if found and not _REASON.search(words[max(0, found.start() - 60) : found.end() + 200]) and not report.rows:
        note = "“{words}”，没有写明原因"
        yield failed("no-reason", report.cite(), note=note, words=found[0][:60])
