"""The sheets of the inspectors' workbook."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from checker.matrix import ONLINE
from checker.scheme import Scheme
from checker.scoring import Assessment, Verdict, Weighed
from checker.store import findings_of
from reports.marks import matrix_line
from reports.standing import standings
from reports.styles import Styles, header, write_row, write_text
from reports.wording import Wording, plain
from rules.finding import Outcome

DOUBTFUL = (Outcome.CANT_TELL, Outcome.UNTESTED)
DECISIONS = ("维持", "撤销", "改为")
FINDINGS = (
    ("单位编号", 8),
    ("单位", 18),
    ("指标", 6),
    ("位置", 9),
    ("问题", 20),
    ("对象", 14),
    ("说明", 22),
    ("证据网址", 26),
    ("取得时间", 10),
    ("原文", 20),
    ("扣分", 6),
    ("督查员意见", 8),
    ("改为扣分", 7),
    ("理由", 16),
    ("姓名", 8),
    ("日期", 9),
    ("编号", 16),
)
LOST, DECISION, INSTEAD, KEY = 10, 11, 12, 16  # columns of FINDINGS that formulas and imports use


def preface(
    sheet: Worksheet, assessments: Sequence[Assessment], scheme: Scheme, wording: Wording, styles: Styles, stamp: str
) -> None:
    """What the workbook is, which numbers it uses and how to fill it in."""
    say = wording.say
    period = str(assessments[0].period)
    lines = (
        say("{period} 政务公开网上检查", period=period),
        say("考核方案：{title}", title=say(scheme.title)),
        matrix_line(scheme, wording),
        say("网上满分 70 分。“可评”是本月能够检测的部分；未能检测或待核实的既不得分也不扣分，成绩暂定。"),
        say(
            "“检查发现”每行一个问题，附证据。督查员在浅黄色单元格中填写意见：维持、撤销，或改为多少分，并写明理由、姓名和日期。"
        ),
        say("“排名”中的得分由公式按督查员意见即时重算。"),
        say("“空气日历”按日列出两处公布的指数，底色为级别的颜色，可打印在一页纸上。"),
        say("“实地事项”每行一件须由人查看的事（如报纸上的周报），在浅黄色单元格中填写查看的结果。"),
        say("“实地检查”供现场打分，0 到 100；没有打分的留空，不要填 0。"),
        say("请不要删除“编号”列；行的次序和列的次序可以改变。"),
        say("版本 {stamp}", stamp=stamp),
    )
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(lines):
        sheet.write_string(row * 2, 0, line, styles.title if row == 0 else styles.plain)
    sheet.protect("")


def findings(sheet: Worksheet, assessments: Sequence[Assessment], wording: Wording, styles: Styles) -> int:
    """Every problem on a line, with cells for the inspector's decision; returns how many lines."""
    rows = [each for each in findings_of(assessments) if each[2].finding.outcome is Outcome.FAILED]
    header(sheet, styles, [(wording.say(words), width) for words, width in FINDINGS], len(rows))
    for number, (assessment, verdict, item) in enumerate(rows, start=1):
        cells = _finding_cells(assessment, verdict, item, wording)
        write_row(sheet, number, cells, [width for _, width in FINDINGS], styles.text)
        sheet.write_number(number, LOST, float(item.deducted), styles.mark)
        for column in range(DECISION, KEY):
            sheet.write_blank(number, column, None, styles.input)
        write_text(sheet, number, KEY, _key(assessment, verdict, item), styles.text)
    last = max(len(rows), 1)
    choices = [wording.say(word) for word in DECISIONS]
    sheet.data_validation(1, DECISION, last, DECISION, {"validate": "list", "source": choices})
    bounds = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    sheet.data_validation(1, INSTEAD, last, INSTEAD, bounds)
    return len(rows)


def _key(assessment: Assessment, verdict: Verdict, item: Weighed) -> str:
    """What names a finding for ever: department, rule, place, problem and subject."""
    finding = item.finding
    parts = (assessment.department.id, verdict.rule, str(finding.place or ""), finding.problem, plain(finding.subject))
    return "/".join(parts)


def _finding_cells(assessment: Assessment, verdict: Verdict, item: Weighed, wording: Wording) -> list[str]:
    finding = item.finding
    cited = finding.evidence[0] if finding.evidence else None
    return [
        assessment.department.id,
        plain(assessment.department.name),
        verdict.indicator,
        wording.place(finding.place),
        wording.problem(verdict.rule, finding.problem) if finding.problem else "",
        plain(finding.subject),
        wording.finding(finding),
        plain(cited.url) if cited else "",
        wording.day(cited.fetched) if cited else "",
        plain(cited.quote) if cited else "",
    ]


def ranking(
    sheet: Worksheet, assessments: Sequence[Assessment], scheme: Scheme, wording: Wording, styles: Styles, count: int
) -> None:
    """Everyone's marks; losses are live sums over the findings sheet, as the inspectors' decisions change them."""
    columns = (
        ("组别", 14),
        ("单位编号", 10),
        ("单位", 30),
        ("应得", 9),
        ("不能评定", 9),
        ("可评", 9),
        ("扣分", 9),
        ("得分", 9),
        ("网上得分/70", 12),
        ("得分率", 9),
        ("名次（督查前）", 10),
    )
    everyone = standings(assessments, scheme)
    header(sheet, styles, [(wording.say(words), width) for words, width in columns], len(everyone))
    for row, each in enumerate(everyone, start=1):
        score = each.assessment.score
        for column, text in enumerate(
            (wording.say(each.group), each.assessment.department.id, plain(each.assessment.department.name))
        ):
            write_text(sheet, row, column, text, styles.text)
        sheet.write_number(row, 3, float(score.possible), styles.mark)
        sheet.write_number(row, 4, float(score.possible - score.assessable), styles.mark)
        lost = score.assessable - score.earned
        _formulas(sheet, row, wording, styles, count, (score.possible, score.assessable, lost))
        write_text(sheet, row, 10, str(each.rank) if each.rank else "—", styles.text)


def _formulas(
    sheet: Worksheet, row: int, wording: Wording, styles: Styles, count: int, values: tuple[Decimal, Decimal, Decimal]
) -> None:
    """Assessable, lost, earned, out of 70 and rate of one row, each a formula with the value that it has now."""
    possible, assessable, lost = values
    earned = assessable - lost
    online = earned / possible * ONLINE if possible else Decimal(0)
    at = {name: f"{name}{row + 1}" for name in "BDEFGH"}
    marked = bool(assessable)
    formulas = (
        (5, f"={at['D']}-{at['E']}", float(assessable), styles.mark),
        (6, _decided(at["B"], count, wording), float(lost), styles.mark),
        (7, f"={at['F']}-{at['G']}", float(earned), styles.mark),
        (8, f'=IF({at["F"]}=0,"—",{at["H"]}/{at["D"]}*{ONLINE})', float(online) if marked else "—", styles.mark),
        (9, f'=IF({at["F"]}=0,"—",{at["H"]}/{at["F"]})', float(earned / assessable) if marked else "—", styles.share),
    )
    for column, formula, value, style in formulas:
        sheet.write_formula(row, column, formula, style, value)


def _decided(department: str, count: int, wording: Wording) -> str:
    """The formula of what a department loses when the inspectors' decisions are followed."""
    tab, last = wording.say("检查发现"), max(count, 1) + 1
    key, loss, decision, instead = (f"'{tab}'!${name}$2:${name}${last}" for name in "AKLM")
    revoked, changed = (f'{decision},"{wording.say(word)}"' for word in ("撤销", "改为"))
    own = f"{key},{department}"
    return (
        f"=SUMIFS({loss},{own})-SUMIFS({loss},{own},{revoked})"
        f"-SUMIFS({loss},{own},{changed})+SUMIFS({instead},{own},{changed})"
    )


def doubts(sheet: Worksheet, assessments: Sequence[Assessment], wording: Wording, styles: Styles) -> None:
    """What could not be checked or needs a look, and why: the inspectors' list of places to go."""
    columns = (
        ("单位编号", 10),
        ("指标", 8),
        ("单位", 28),
        ("位置", 13),
        ("结果", 10),
        ("可能的问题", 28),
        ("对象", 24),
        ("原因", 40),
        ("网址", 50),
        ("不能评定的分", 10),
        ("人工核实结果", 24),
    )
    rows = [each for each in findings_of(assessments) if each[2].finding.outcome in DOUBTFUL]
    header(sheet, styles, [(wording.say(words), width) for words, width in columns], len(rows))
    for row, (assessment, verdict, item) in enumerate(rows, start=1):
        finding = item.finding
        cells = (
            assessment.department.id,
            verdict.indicator,
            plain(assessment.department.name),
            wording.place(finding.place),
            wording.outcome(finding.outcome),
            wording.problem(verdict.rule, finding.problem) if finding.problem else wording.rule_title(verdict.rule),
            plain(finding.subject),
            wording.finding(finding),
            plain(finding.evidence[0].url) if finding.evidence else "",
        )
        write_row(sheet, row, cells, [width for _, width in columns], styles.text)
        sheet.write_number(row, 9, float(item.doubted), styles.mark)
        sheet.write_blank(row, 10, None, styles.input)


def onsite(
    sheet: Worksheet, assessments: Sequence[Assessment], scheme: Scheme, wording: Wording, styles: Styles
) -> None:
    """A line for each department's on-site mark."""
    columns = (
        ("单位编号", 10),
        ("组别", 14),
        ("单位", 36),
        ("实地得分（0–100）", 14),
        ("情况", 50),
        ("督查员", 12),
        ("日期", 12),
    )
    everyone = standings(assessments, scheme)
    header(sheet, styles, [(wording.say(words), width) for words, width in columns], len(everyone))
    for row, each in enumerate(everyone, start=1):
        department = each.assessment.department
        for column, text in enumerate((department.id, wording.say(each.group), plain(department.name))):
            write_text(sheet, row, column, text, styles.text)
        for column in range(3, len(columns)):
            sheet.write_blank(row, column, None, styles.input)
    bounds = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    sheet.data_validation(1, 3, max(len(everyone), 1), 3, bounds)
