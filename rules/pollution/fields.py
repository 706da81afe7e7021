"""Whether reports give what must be told of each measurement: whole fields that lack, blank cells, reasons that lack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze
from rules.pollution.monitored import Sheet
from rules.pollution.owed import is_whole
from rules.pollution.rates import whole_rates
from rules.pollution.reports import Report
from rules.pollution.sheets import is_monitoring
from rules.pollution.standards import field_name, fields_asked
from rules.pollution.verdicts import over, verdict_of

_TOLD = {
    "verdict": re.compile("(?:不|未)?达标|超标|符合|合格"),
    "day": re.compile(
        r"(?:监测|采样)(?:日期|时间)[^。]{0,6}\d|\d{1,2}月\d{1,2}日?[^。]{0,20}(?:监测|采样)|(?:监测|采样)[^。]{0,12}\d{1,2}月\d{1,2}日"
    ),
    "limit": re.compile(r"(?:GB|DB|HJ)[/T\d]|(?:限值|标准)[^。]{0,12}\d|排放(?:限值|标准)"),
    "point": re.compile("排口|排放口|出[水]?口|点位|断面|机组"),
}
_STANDS_FOR = {
    "result": ("verdict", "value", "converted", "raw", "over", "multiple"),
    "value": ("converted", "raw"),
    "verdict": ("multiple", "over"),
    "pollutant": ("over",),
}
_ELSEWHERE = re.compile("(?:详见|登录|登陆|查询|请见|见)[^。]{0,40}(?:平台|网站|系统|栏目)")
_MULTIPLE_TOLD = re.compile(r"超标[^。]{0,30}\d[^。]{0,8}倍|超标倍数")
_ENTERPRISE_TOLD = re.compile("公司|处理厂|[一-龥]{2}厂")
_COUNTED_OVER = re.compile(r"[1-9]\d*(?:家|座|个|次)[^。]{0,12}超标|(?<![无未不])超标(?:污染物|项目|因子|企业)")


def lacking(reports: Sequence[Report]) -> Iterator[Finding]:
    """The fields that the rule of the time asks for and that none of the reports of one span gives.

    Where a part of them could not be read, that part is named elsewhere; what was read of the others leaves a doubt at most.
    """
    is_all = all(is_whole(report) for report in reports)
    read = [report for report in reports if is_whole(report) and (is_all or report.rows)]
    if not read:
        return
    span, cited = read[0].span, tuple(report.cite() for report in read[:3])
    if not any(report.rows for report in read) and any(map(_leads_on, read)):
        if "value" in fields_asked(span.end):
            yield cant_tell("no-field", *cited, note="各企业的监测数据登载在所指的平台上，请人工查看")
        return
    for role in fields_asked(span.end):
        if _gives(read, role, has_rows=any(report.rows for report in read)):
            continue
        name = field_name(role)
        if is_all:
            note = "{span}的监测信息没有列出“{field}”"
            yield failed("no-field", *cited, note=note, subject=name, span=str(span), field=name)
        else:
            note = "监测信息没有读全，没有看到“{field}”"
            yield cant_tell("no-field", *cited, note=note, subject=name, field=name)


def _leads_on(report: Report) -> bool:
    """Whether a report sends its reader to a platform or another site."""
    return any(_ELSEWHERE.search(squeeze(text)) for _, text in report.texts)


def _gives(reports: Sequence[Report], role: str, *, has_rows: bool) -> bool:
    """Whether a field is given: by a column, by every row, by the words beside; what does not arise need not be given."""
    sheets = [sheet for report in reports for sheet in report.sheets if is_monitoring(sheet)]
    if any(role in sheet.roles or _stands_for(sheet, role) for sheet in sheets):
        return True
    words = squeeze("".join(text for report in reports for _, text in report.texts))
    if role == "multiple":
        return not _is_any_over(reports, words, sheets) or _MULTIPLE_TOLD.search(words) is not None
    if role == "enterprise":
        is_enough = "pollutant" not in fields_asked(reports[0].span.end)
        return not has_rows and (is_enough or _ENTERPRISE_TOLD.search(words) is not None)
    if role == "verdict" and has_rows:
        return whole_rates(words)
    if role == "result":
        return _TOLD["verdict"].search(words) is not None
    if role == "region":
        return _names_places(sheets, words)
    return role in _TOLD and not (role == "limit" and has_rows) and _TOLD[role].search(words) is not None


def _stands_for(sheet: Sheet, role: str) -> bool:
    """Whether columns give a field under another name: figures converted to standard oxygen, lists of what is over its limit."""
    return any(each in sheet.roles for each in _STANDS_FOR.get(role, ()))


def _names_places(sheets: Sequence[Sheet], words: str) -> bool:
    names = [row.enterprise for sheet in sheets for row in sheet.rows]
    placed = [name for name in names if re.search("[县区市旗]", name)]
    return (bool(names) and len(placed) * 2 >= len(names)) or (not names and re.search("[县区市]", words) is not None)


def _is_any_over(reports: Sequence[Report], words: str, sheets: Sequence[Sheet]) -> bool:
    rows = [row for report in reports for row in report.rows]
    if any(verdict_of(row) is False or over(row) for row in rows):
        return True
    return not sheets and _COUNTED_OVER.search(words) is not None
