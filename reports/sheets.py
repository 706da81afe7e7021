"""The sheets of the inspectors' workbook."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from checker.scheme import Scheme
from checker.scoring import Assessment, Verdict, Weighed
from checker.store import findings_of
from checker.year import ONLINE
from reports.marks import matrix_line
from reports.standing import standings
from reports.styles import Styles, header, write_text
from reports.wording import Wording, plain
from rules.finding import Outcome

DOUBTFUL = (Outcome.CANT_TELL, Outcome.UNTESTED)
DECISIONS = ("维持", "撤销", "改为")
FINDINGS = (
    ("编号", 22),
    ("单位编号", 9),
    ("单位", 24),
    ("指标", 8),
    ("位置", 12),
    ("结果", 9),
    ("问题", 24),
    ("对象", 22),
    ("说明", 36),
    ("证据网址", 40),
    ("取得时间", 16),
    ("原文", 36),
    ("扣分", 8),
    ("督查员意见", 11),
    ("改为扣分", 9),
    ("理由", 24),
    ("姓名", 10),
    ("日期", 11),
)
LOST, DECISION, INSTEAD = 12, 13, 14  # columns of FINDINGS that formulas use


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
        for column, text in enumerate(_finding_cells(assessment, verdict, item, wording)):
            write_text(sheet, number, column, text, styles.text)
        sheet.write_number(number, LOST, float(item.deducted), styles.mark)
        for column in range(DECISION, len(FINDINGS)):
            sheet.write_blank(number, column, None, styles.input)
    last = max(len(rows), 1)
    choices = [wording.say(word) for word in DECISIONS]
    sheet.data_validation(1, DECISION, last, DECISION, {"validate": "list", "source": choices})
    bounds = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    sheet.data_validation(1, INSTEAD, last, INSTEAD, bounds)
    return len(rows)


def _finding_cells(assessment: Assessment, verdict: Verdict, item: Weighed, wording: Wording) -> list[str]:
    finding = item.finding
    cited = finding.evidence[0] if finding.evidence else None
    subject = plain(finding.subject)
    key = (assessment.department.id, verdict.rule, str(finding.place or ""), finding.problem, subject)
    return [
        "/".join(key),
        assessment.department.id,
        plain(assessment.department.name),
        verdict.indicator,
        wording.place(finding.place),
        wording.outcome(finding.outcome),
        wording.problem(verdict.rule, finding.problem) if finding.problem else "",
        subject,
        wording.finding(finding),
        plain(cited.url) if cited else "",
        wording.day(cited.fetched) if cited else "",
        plain(cited.quote) if cited else "",
    ]


def ranking(sheet: Worksheet, assessments: Sequence[Assessment], wording: Wording, styles: Styles, count: int) -> None:
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
    everyone = standings(assessments)
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
    cell = {name: xl_rowcol_to_cell(row, column) for name, column in zip("BDEFGH", (1, 3, 4, 5, 6, 7), strict=True)}
    tab, last = wording.say("检查发现"), max(count, 1) + 1
    ranges = {name: f"'{tab}'!${name}$2:${name}${last}" for name in "BMNO"}
    decided = (
        f"=SUMIFS({ranges['M']},{ranges['B']},{cell['B']})"
        f'-SUMIFS({ranges["M"]},{ranges["B"]},{cell["B"]},{ranges["N"]},"{wording.say("撤销")}")'
        f'-SUMIFS({ranges["M"]},{ranges["B"]},{cell["B"]},{ranges["N"]},"{wording.say("改为")}")'
        f'+SUMIFS({ranges["O"]},{ranges["B"]},{cell["B"]},{ranges["N"]},"{wording.say("改为")}")'
    )
    online = earned / possible * ONLINE if possible else Decimal(0)
    rate = earned / assessable if assessable else None
    formulas = (
        (5, f"={cell['D']}-{cell['E']}", float(assessable)),
        (6, decided, float(lost)),
        (7, f"={cell['F']}-{cell['G']}", float(earned)),
        (8, f'=IF({cell["F"]}=0,"—",{cell["H"]}/{cell["D"]}*70)', float(online) if assessable else "—"),
        (9, f'=IF({cell["F"]}=0,"—",{cell["H"]}/{cell["F"]})', float(rate) if rate is not None else "—"),
    )
    for column, formula, value in formulas:
        sheet.write_formula(row, column, formula, styles.mark, value)


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
        for column, text in enumerate(cells):
            write_text(sheet, row, column, text, styles.text)
        sheet.write_number(row, 9, float(item.doubted), styles.mark)
        sheet.write_blank(row, 10, None, styles.input)


def onsite(sheet: Worksheet, assessments: Sequence[Assessment], wording: Wording, styles: Styles) -> None:
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
    everyone = standings(assessments)
    header(sheet, styles, [(wording.say(words), width) for words, width in columns], len(everyone))
    for row, each in enumerate(everyone, start=1):
        department = each.assessment.department
        for column, text in enumerate((department.id, wording.say(each.group), plain(department.name))):
            write_text(sheet, row, column, text, styles.text)
        for column in range(3, len(columns)):
            sheet.write_blank(row, column, None, styles.input)
    bounds = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    sheet.data_validation(1, 3, max(len(everyone), 1), 3, bounds)
