"""The inspectors' workbook: its form, what people may write in it, and that it says what the program says."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from checker.appeals import Appeal, Handed
from checker.decided import decided
from checker.identity import Named
from checker.rulings import Decision, Ruling
from checker.visits import Disagreement, SiteMark
from reports import form
from reports.onsite_sheet import tasks
from reports.wording import Wording
from reports.workbook import write_workbook
from rules.finding import Outcome
from tests.reports import books_made as made

ZH = Wording()
MONTH = ["说明", "排名", "检查发现", "无法检测", "实地检查", "申诉", "整改台账", "计分", "版本"]
INPUTS = {
    "检查发现": ["督查员意见", "改为扣分", "理由", "姓名", "日期"],
    "无法检测": ["核实结果", "改为扣分", "理由", "姓名", "日期"],
    "实地检查": ["结果", "得分", "日期、版面或地点", "情况", "姓名", "日期"],
    "申诉": ["答复", "改为扣分", "理由", "姓名", "日期"],
}


@pytest.fixture(scope="module")
def city():
    """A month with many findings, one appeal and nothing decided yet."""
    chance = random.Random(3)
    rules = made.scheme(chance, 5)
    machine = made.month(chance, rules, 8)
    first = made.book(rules, machine, made.untouched(rules, machine)).found[0]
    handed = (Handed("截图.png", "0" * 64),)
    appeal = Appeal(7, first.name.key, first.name.seen, "已于6月公开", "办公室", date(2013, 8, 5), handed)
    book = made.book(rules, machine, decided(machine, rules, {}, (appeal,)), (appeal,))
    return rules, machine, book


@pytest.fixture(scope="module")
def opened(city, tmp_path_factory):
    return written(city[2], tmp_path_factory.mktemp("book") / "a.xlsx")


def written(book, path, wording=ZH, **how):
    write_workbook(path, book, wording)
    return openpyxl.load_workbook(path, **how)


def headings(sheet):
    return [cell.value for cell in sheet[1] if cell.value is not None]


def column(sheet, words, nth=0):
    return [cell.column for cell in sheet[1] if cell.value == words][nth]


def cells(sheet, words, nth=0):
    at = column(sheet, words, nth)
    return [sheet.cell(row, at) for row in range(2, sheet.max_row + 1)]


def values(sheet, words, nth=0):
    return [cell.value for cell in cells(sheet, words, nth)]


def test_the_sheets_stand_in_their_order_and_have_their_headings(opened):
    assert opened.sheetnames == MONTH
    shapes = (form.FOUND_COLUMNS, form.DOUBT_COLUMNS, form.ON_SITE_COLUMNS, form.APPEAL_COLUMNS)
    for name, shape in zip(INPUTS, shapes, strict=True):
        told = [words for words, _, _ in shape]
        assert headings(opened[name])[: len(told)] == told, name


def test_only_the_inputs_can_be_written_and_they_are_pale_yellow(opened):
    for name, inputs in INPUTS.items():
        sheet = opened[name]
        assert sheet.protection.sheet, name
        assert not sheet.protection.password
        assert sheet.max_row > 1, name
        last = headings(sheet).index(form.KEY) + 1
        for row in sheet.iter_rows(min_row=2, max_col=last):
            for cell in row:
                words = sheet.cell(1, cell.column).value
                locked = words not in inputs or cell.data_type == "f" or (name == "申诉" and words == "收到日期")
                assert cell.protection.locked == locked, (name, cell.coordinate)
                assert locked or cell.fill.fgColor.rgb == "FFFFF9E5", (name, cell.coordinate)
    for name in set(MONTH) - set(INPUTS):
        assert opened[name].protection.sheet, name
        assert all(cell.protection.locked for row in opened[name].iter_rows() for cell in row), name


def test_every_line_has_an_id_of_its_own_that_can_be_read_back(city, opened):
    book = city[2]
    for name, lines in (("检查发现", book.found), ("无法检测", book.doubts)):
        ids = values(opened[name], form.KEY)
        assert ids == [str(line.name) for line in lines]
        assert len(set(ids)) == len(ids) > 3
        assert all(Named.parse(id) for id in ids)
    ids = values(opened["实地检查"], form.KEY)
    assert ids == [task.key for task in book.tasks]
    assert len(set(ids)) == len(ids) > 3


def test_nothing_decided_leaves_the_inputs_blank(opened):
    for name, inputs in INPUTS.items():
        for words in inputs:
            nth = 1 if name == "申诉" and words == "收到日期" else 0
            assert all(cell.value is None or cell.data_type == "f" for cell in cells(opened[name], words, nth)), name


def test_a_decision_is_chosen_from_its_words_and_points_are_bounded_by_the_line(city, opened):
    for name, words in (("检查发现", "维持,撤销,改为"), ("申诉", "维持,撤销,改为")):
        assert f'"{words}"' in lists(opened[name])
    assert set(lists(opened["无法检测"])) == {'"属实,不属实,改为"', '"不属实,改为"'}
    doubts = opened["无法检测"]
    may_confirm = next(each for each in doubts.data_validations.dataValidation if each.formula1 == '"属实,不属实,改为"')
    at = column(doubts, "核实结果")
    for row, line in enumerate(city[2].doubts, 2):
        inside = any(doubts.cell(row, at).coordinate in each for each in may_confirm.sqref.ranges)
        assert inside == bool(line.machine.finding.problem)
    for name, lines in (("检查发现", city[2].found), ("无法检测", city[2].doubts)):
        sheet = opened[name]
        bounds = next(each for each in sheet.data_validations.dataValidation if each.type == "decimal")
        assert (bounds.operator or "between", bounds.formula1) == ("between", "0")
        letters = bounds.formula2.strip("$2")
        assert [Decimal(str(sheet[f"{letters}{row}"].value)) for row in range(2, sheet.max_row + 1)] == [
            line.bound for line in lines
        ]


def lists(sheet):
    return [each.formula1 for each in sheet.data_validations.dataValidation if each.type == "list"]


def test_dates_are_days_from_the_beginning_of_the_month(opened):
    first = (date(2013, 7, 1) - date(1899, 12, 30)).days
    for name in INPUTS:
        days = [each for each in opened[name].data_validations.dataValidation if each.type == "date"]
        assert [(each.operator, each.formula1) for each in days] == [("greaterThanOrEqual", str(first))], name


def test_on_site_answers_are_chosen_and_worth_what_the_scheme_says(city, opened):
    sheet = opened["实地检查"]
    choices = {each.formula1: str(each.sqref) for each in sheet.data_validations.dataValidation if each.type == "list"}
    assert set(choices) == {"'版本'!$E$2:$E$5", '"无法查看"'}
    assert [opened["版本"][f"E{row}"].value for row in range(2, 6)] == ["是", '基本"是"*', "否", "无法查看"]
    points, answers = cells(sheet, "得分"), city[2].tasks
    for cell, task in zip(points, answers, strict=True):
        assert (cell.data_type == "f") == bool(task.matter.answers)
        assert cell.protection.locked == bool(task.matter.answers)
    bounds = next(each for each in sheet.data_validations.dataValidation if each.type == "decimal")
    first = next(row for row, task in enumerate(answers, 2) if not task.matter.answers)
    assert (bounds.formula1, bounds.formula2) == ("0", f"$I{first}")


def test_headers_stay_in_sight_and_on_every_page_of_a4(opened):
    for name in MONTH:
        sheet = opened[name]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9), name
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.right.text
    for name in set(MONTH) - {"说明", "版本"}:
        sheet = opened[name]
        assert sheet.freeze_panes, name
        assert sheet.auto_filter.ref.startswith("A1:"), name
        assert sheet.print_title_rows == "$1:$1", name


def test_the_last_sheet_and_the_properties_say_what_it_is(city, opened):
    told = {row[0].value: row[1].value for row in opened["版本"].iter_rows(max_col=2)}
    assert list(told) == ["格式版本", "城市", "期别", "考核方案", "方案摘要", "导出日期", "范围"]
    assert (told["格式版本"], told["城市"], told["期别"]) == ("2", "示例市", "2013-07")
    assert (told["考核方案"], told["导出日期"], told["范围"]) == ("made-2013", "2013-08-06", "全部")
    assert len(told["方案摘要"]) == 12
    assert told["方案摘要"] in opened.properties.description


def test_the_values_that_formulas_have_are_the_program_s(city, tmp_path):
    book = written(city[2], tmp_path / "a.xlsx", data_only=True)
    ranking = {row[2].value: row for row in book["排名"].iter_rows(min_row=2)}
    scores = book["计分"]
    for owner in city[2].owners:
        row, mark = ranking[owner.department.id], owner.mark
        assert row[0].value == (owner.standing.rank or "—")
        assert row[4].value == ("—" if mark.total is None else float(mark.total))
        raw = owner.standing.assessment.score
        said = [Decimal(str(round(row[at].value, 9))) for at in (8, 10, 12)]
        assert said == [raw.possible, raw.assessable, raw.earned]
        assert (row[6].value == "暂定") == owner.standing.assessment.provisional
        assert scores.cell(owner.row, 2).value == owner.department.id


def test_places_and_problems_add_up_to_each_verdict(city):
    for owner in city[2].owners:
        for verdict in owner.standing.assessment.verdicts:
            held = [each for each in owner.held if each.indicator.id == verdict.indicator]
            share, doubt = (sum((getattr(each, name) for each in held), Decimal(0)) for name in ("share", "doubt"))
            lost = sum((each.lost for each in held), Decimal(0))
            score = verdict.score
            assert (score.possible, score.assessable, score.earned) == (share, share - doubt, share - doubt - lost)


def test_what_was_decided_and_marked_before_is_filled_in(city, tmp_path):
    rules, machine, book = city
    found, doubt = book.found[1], next(each for each in book.doubts if each.machine.finding.problem)
    changed = Ruling(
        found.name.key, found.name.seen, Decision.CHANGED, Decimal("0.5"), "减半", "张三", date(2013, 8, 7), "x"
    )
    sure = Ruling(doubt.name.key, doubt.name.seen, Decision.CONFIRMED, None, "", "李四", date(2013, 8, 8), "x")
    after = made.ruled(rules, machine, [changed, sure])
    answered, number, split = book.tasks[0], next(t for t in book.tasks if not t.matter.answers), book.tasks[1]
    one = SiteMark(
        answered.key, "2013-07", "否", Decimal(0), Decimal(4), "7月5日三版", "没有", "王五", date(2013, 7, 9), "x"
    )
    two = SiteMark(number.key, "2013-07", "", Decimal("7.5"), Decimal(10), "大厅", "", "王五", date(2013, 7, 9), "x")
    other = replace(one, key=split.key, answer="是", points=Decimal(4), by="赵六")
    marks = {answered.key: one, number.key: two, split.key: Disagreement((replace(one, key=split.key), other))}
    owed = [(task.department, task.group) for task in {t.department: t for t in book.tasks}.values()]
    again = made.book(rules, machine, after, tasks=tuple(tasks(owed, rules, made.PERIOD, marks)))
    opened = written(again, tmp_path / "a.xlsx", data_only=True)
    assert line(opened["检查发现"], str(found.name), "督查员意见") == ["改为", 0.5, "减半", "张三", date(2013, 8, 7)]
    assert line(opened["无法检测"], str(doubt.name), "核实结果") == ["属实", None, None, "李四", date(2013, 8, 8)]
    site = opened["实地检查"]
    assert line(site, answered.key, "结果", 6) == ["否", 0, "7月5日三版", "没有", "王五", date(2013, 7, 9)]
    assert line(site, number.key, "结果", 6) == [None, 7.5, "大厅", None, "王五", date(2013, 7, 9)]
    assert line(site, split.key, "结果", 6) == [None, "", None, None, None, None] or not any(
        line(site, split.key, "结果", 6)
    )
    note = next(cell.comment for cell in cells(site, "结果") if cell.comment)
    assert "王五：否" in note.text
    assert "赵六：是" in note.text


def line(sheet, id, words, count=5):
    row = values(sheet, form.KEY).index(id) + 2
    found = [sheet.cell(row, column(sheet, words) + number).value for number in range(count)]
    return [value.date() if hasattr(value, "date") else value for value in found]


def test_people_who_disagree_leave_the_decision_open_and_are_named(city, tmp_path):
    rules, machine, book = city
    found = book.found[1]
    words = [
        Ruling(found.name.key, found.name.seen, what, None, "看过", by, date(2013, 8, 7), "x")
        for what, by in ((Decision.UPHELD, "张三"), (Decision.REVOKED, "李四"))
    ]
    after = decided(machine, rules, {found.name.key: words})
    sheet = written(made.book(rules, machine, after), tmp_path / "a.xlsx")["检查发现"]
    assert line(sheet, str(found.name), "督查员意见") == [None] * 5
    told = next(cell.comment.text for cell in cells(sheet, "督查员意见") if cell.comment)
    assert "张三：维持" in told
    assert "李四：撤销" in told


def test_an_open_appeal_stands_on_its_sheet_with_its_evidence(opened):
    sheet = opened["申诉"]
    row = [cell.value for cell in sheet[2]]
    assert row[0] == 7
    assert row[6:9] == ["已于6月公开", "截图.png", "2013-08-05"]
    assert "单位已申诉" in next(cell.comment.text for cell in cells(opened["检查发现"], "督查员意见") if cell.comment)


def changed(machine, change):
    """A month in which every finding is changed."""
    return tuple(
        replace(each, verdicts=tuple(replace(v, weighed=tuple(map(change, v.weighed))) for v in each.verdicts))
        for each in machine
    )


EVIL = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "=cmd|' /C calc'!A0",
    "{=1}",
    "<b>&amp;",
    "_x0041_",
    "%s{0}",
    "\x01\x0b\x1b[2J",
    "\ud800a",
    "\ufffe",
)


def test_text_from_outside_is_never_a_formula_and_never_breaks_the_file(city, tmp_path):
    rules, machine, _ = city
    count = iter(range(10_000))

    def evil(item):
        return replace(item, finding=replace(item.finding, subject=EVIL[next(count) % len(EVIL)]))

    dirty = changed([made.renamed(each, name=f"{text}局") for each, text in zip(machine, EVIL, strict=False)], evil)
    book = replace(
        made.book(rules, dirty, made.untouched(rules, dirty)),
        city="=1&A:B\x00[*]",
        scope="=2",
        scheme=replace(rules, title="\x01<&>"),
    )
    opened = written(book, tmp_path / "a.xlsx")
    for name in ("检查发现", "无法检测"):
        sheet = opened[name]
        for row in sheet.iter_rows(min_row=2, max_col=column(sheet, form.KEY)):
            assert not any(cell.data_type == "f" for cell in row)
        assert any(str(value).startswith(("=", "+", "-", "@")) for value in values(sheet, "对象"))
    assert opened["版本"]["B2"].data_type == "s"
    assert opened["版本"]["B7"].value == "=2"


def test_what_a_cell_cannot_hold_is_cut_with_a_mark(city, tmp_path):
    rules, machine, _ = city
    texts = iter(("长" * 40_000, "😀" * 20_000))

    def told(item):
        text = next(texts, "短") if item.finding.outcome is Outcome.FAILED else item.finding.subject
        return replace(item, finding=replace(item.finding, subject=text))

    long = changed(machine, told)
    sheet = written(made.book(rules, long, made.untouched(rules, long)), tmp_path / "a.xlsx")["检查发现"]
    said = set(values(sheet, "对象"))
    assert "短" in said
    cut = sorted(len(text.encode("utf-16-le")) // 2 for text in said if text.endswith("…"))
    assert cut == [32_001, 32_001]


def test_only_whole_web_addresses_can_be_clicked(city, tmp_path):
    rules, machine, _ = city
    urls = (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://a b/",
        "http://x/" + "a" * 3000,
        "https://x.example/p?a=1&b='\"#c",
        "\\\\host\\share",
        "http://x.example/\ufffe",
        "http://x.example/\uffff",
    )
    number = iter(range(10_000))

    def cited(item):
        if not item.finding.evidence:
            return item
        citation = replace(item.finding.evidence[0], url=urls[next(number) % len(urls)])
        return replace(item, finding=replace(item.finding, evidence=(citation,)))

    dirty = changed(machine, cited)
    sheet = written(made.book(rules, dirty, made.untouched(rules, dirty)), tmp_path / "a.xlsx")["检查发现"]
    addresses = cells(sheet, "证据网址")
    assert {cell.value for cell in addresses} >= set(urls[:6])
    clickable = {cell.value for cell in addresses if cell.hyperlink}
    assert clickable == {urls[4]}


def test_an_inspector_s_workbook_has_its_own_departments_and_their_ranks_among_all(city, tmp_path):
    book = city[2]
    theirs = tuple(owner for owner in book.owners if owner.department.id in ("d001", "d006"))
    opened = written(replace(book, owners=theirs, whole=False, scope="张三", tasks=(), appeals=()), tmp_path / "a.xlsx")
    assert headings(opened["排名"])[0] == "名次（全市，导出时）"
    ranks = {owner.department.id: owner.standing.rank or "—" for owner in book.owners}
    assert {row[2].value: row[0].value for row in opened["排名"].iter_rows(min_row=2)} == {
        id: ranks[id] for id in ("d001", "d006")
    }
    assert set(values(opened["检查发现"], "单位编号")) <= {"d001", "d006"}


def test_the_year_end_form_is_only_the_inspection_on_site(city, tmp_path):
    rules, machine, book = city
    owed = [(task.department, task.group) for task in {t.department: t for t in book.tasks}.values()]
    year = replace(book, stage="2013", owners=(), appeals=(), tasks=tuple(tasks(owed, rules, 2013, {})))
    opened = written(year, tmp_path / "a.xlsx")
    assert opened.sheetnames == ["说明", "实地检查", "版本"]
    assert opened["版本"]["B3"].value == "2013"
    keys = values(opened["实地检查"], form.KEY)
    assert keys == [f"onsite/{each.department.id}/Y-1/2013-01-01" for each in machine]
    assert values(opened["实地检查"], "满分") == [12.5] * len(machine)


def test_a_month_without_findings_or_matters_is_written_all_the_same(city, tmp_path):
    rules, _, _ = city
    opened = written(made.book(rules, (), made.untouched(rules, ()), tasks=()), tmp_path / "a.xlsx")
    assert opened.sheetnames == MONTH


def test_the_workbook_in_english_has_the_same_columns_and_ids(city, opened, tmp_path):
    english = written(city[2], tmp_path / "a.xlsx", Wording("en"))
    assert len(english.sheetnames) == len(MONTH)
    for name, other in zip(MONTH, english.worksheets, strict=True):
        assert other.max_row == opened[name].max_row
        bounds, theirs = (sheet.data_validations.dataValidation for sheet in (opened[name], other))
        assert len(bounds) == len(theirs), name
    assert not any("," in Wording("en").say(word) for word in (*form.DECISIONS.values(), *form.CHECKED.values()))
    found = english.worksheets[2]
    at = len(form.FOUND_COLUMNS)
    assert [found.cell(row, at).value for row in range(2, found.max_row + 1)] == values(opened["检查发现"], form.KEY)
