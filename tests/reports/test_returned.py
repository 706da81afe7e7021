"""gongkai import: workbooks that were exported, filled in, and sent back; all of it is taken in, or nothing."""

import shutil
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlwt
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

import reports.returned
from checker.casebook import Casebook
from checker.decisions import Decisions
from checker.identity import Named
from checker.returns_form import APPEALS, DOUBTS, FORMS, FOUND, ON_SITE
from checker.returns_words import folded
from checker.rulings import Decision, Ruling
from checker.store import Store
from crawler.period import Period
from reports import form
from reports.returned_known import stage_of
from reports.wording import Wording
from reports.workspace import read
from rules.finding import inapplicable
from tests.reports.sent_back import (
    DAY,
    HBJ,
    PERIOD,
    SCHEME,
    Filled,
    assessed,
    call,
    digest,
    exported,
    judged,
    kept,
    made,
    read_here,
    taken,
)
from tests.tries import tries

SIGNED = {"姓名": "王强", "日期": DAY}


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """A city's month and its workbook."""
    folder = made(tmp_path_factory.mktemp("month") / "city")
    exported(folder)
    return folder


@pytest.fixture
def city(sent, tmp_path):
    return shutil.copytree(sent, tmp_path / "city")


@pytest.fixture
def confined():
    """Asks for workbooks to be read as people have them read: in a process of their own."""


@pytest.fixture(autouse=True)
def _here(monkeypatch, request):
    """Workbooks are read in this process, which is as good and saves the start of another, except where that is the point."""
    if "confined" not in request.fixturenames:
        monkeypatch.setattr(reports.returned, "opened", read_here)


def filled(city, *rows, name="back.xlsx", sheet="检查发现"):
    """The workbook with inputs in rows: pairs of a row's number and what is written into it."""
    book = Filled(city / "book.xlsx")
    for row, values in rows:
        book.put(sheet, row, **values)
    return book.save(city / name)


UPHELD = {"督查员意见": "维持", **SIGNED}
REVOKED = {"督查员意见": "撤销", "理由": "已经公布", **SIGNED}


def test_the_forms_on_both_sides_are_the_same():
    for mine, theirs in (
        (FOUND, form.FOUND_COLUMNS),
        (DOUBTS, form.DOUBT_COLUMNS),
        (ON_SITE, form.ON_SITE_COLUMNS),
        (APPEALS, form.APPEAL_COLUMNS),
    ):
        headings = [words for words, _, _ in theirs]
        assert [words for words, _, written in theirs if written] == [*mine.inputs]
        assert {*mine.tells, *mine.proves} < {*headings}
    assert {decision: word for word, decision in FOUND.decisions.items()} == form.DECISIONS
    assert {decision: word for word, decision in DOUBTS.decisions.items()} == form.CHECKED


def test_no_two_columns_or_words_of_a_sheet_are_called_the_same_in_english():
    say = Wording("en").say
    for each in FORMS:
        for words in (dict.fromkeys((*each.needed, *each.tells, *each.proves)), each.decisions):
            assert len({folded(say(word)) for word in words}) == len(words), [say(word) for word in words]
    assert len({folded(say(each.sheet)) for each in FORMS}) == len(FORMS)


def test_the_most_that_a_finding_may_cost_is_the_same_on_both_sides(city):
    book = Filled(city / "book.xlsx")
    stage = stage_of(read(city), str(PERIOD), DAY, {})
    for sheet in ("检查发现", "无法检测"):
        for _, told in book.rows(sheet):
            assert stage.known.findings[Named.parse(told["编号"]).key].bound == Decimal(str(told["上限"]))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workbook_that_nobody_wrote_in_changes_nothing(city, language, capsys, confined):
    path = exported(city, language=language, name=f"{language}.xlsx")
    before = digest(city)
    assert taken(city, path) == 0
    assert digest(city) == before
    assert "没有新的意见" in capsys.readouterr().err


def test_what_was_filled_in_is_kept_with_its_file_and_cell_and_exported_again_changes_nothing(city, capsys):
    book = Filled(city / "book.xlsx")
    book.put("检查发现", 2, **UPHELD).put("检查发现", 3, **{**REVOKED, "督查员意见": "改为", "改为扣分": "０.5"})
    book.put("无法检测", 2, 核实结果="属实", **SIGNED).put("实地检查", 2, 结果="是", **SIGNED)
    assert taken(city, book.save(city / "back.xlsx")) == 0
    rulings, marks, _ = kept(city)
    assert [(each.decision, each.points) for each in rulings] == [
        (Decision.UPHELD, None),
        (Decision.CHANGED, Decimal("0.5")),
        (Decision.CONFIRMED, None),
    ]
    assert [each.source.partition("!")[2] for each in (*rulings, *marks)] == [
        "检查发现!M2",
        "检查发现!M3",
        "无法检测!L2",
        "实地检查!J2",
    ]
    assert all(each.source.startswith("sha256:") and len(each.source.partition("!")[0]) == 7 + 16 for each in rulings)
    assert [(each.answer, each.points) for each in marks] == [("是", 4)]
    assert "检查意见 3 条，实地得分 1 条" in capsys.readouterr().err
    for language in ("zh", "en"):
        again, before = exported(city, language=language, name=f"again-{language}.xlsx"), digest(city)
        assert taken(city, again) == 0
        assert digest(city) == before


def test_the_same_file_twice_changes_nothing_the_second_time(city, capsys):
    path = filled(city, (2, UPHELD))
    assert taken(city, path) == 0
    before = digest(city)
    copy = shutil.copy(path, city / "copy.xlsx")
    assert taken(city, copy) == 0
    assert digest(city) == before
    assert "已经读入过" in capsys.readouterr().err


def test_what_was_taken_in_by_a_run_that_was_killed_then_is_told_to_the_ledger_by_the_next(city, monkeypatch):
    def killed(*words):
        raise KeyboardInterrupt

    path = filled(city, (2, UPHELD))
    with monkeypatch.context() as patch:
        patch.setattr(reports.returned, "bring_up", killed)
        assert taken(city, path) == 3
    assert len(kept(city)[0]) == 1
    assert events(city) == []
    assert taken(city, path, more=("--dry-run",)) == 0
    assert events(city) == []
    assert taken(city, path) == 0
    assert events(city)
    before = digest(city)
    assert taken(city, path) == 0
    assert digest(city) == before


def events(folder):
    with closing(Casebook(folder / "var/gongkai.sqlite")) as book:
        return book.events()


def test_everything_wrong_in_every_file_is_told_and_nothing_is_taken_in(city, capsys):
    good = filled(city, (2, UPHELD), name="good.xlsx")
    bad = filled(
        city,
        (2, {**UPHELD, "督查员意见": "？"}),
        (3, {**REVOKED, "督查员意见": "改为", "改为扣分": 12}),
        name="bad.xlsx",
    )
    before = digest(city)
    assert taken(city, good, bad, city / "absent.xlsx") == 4
    told = capsys.readouterr().err
    assert "absent.xlsx：没有这个文件" in told
    assert "有 3 处错误，什么也没有改变" in told
    assert "bad.xlsx 检查发现!M2：不认识的意见“？”。请从中选择：维持、撤销、改为。" in told
    assert "bad.xlsx 检查发现!N3：改为扣 12 分，最多 2 分。" in told
    assert (digest(city), kept(city)[0]) == (before, [])


def test_a_trial_shows_what_would_change_and_changes_nothing(city, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    path, before = filled(city, (5, REVOKED)), digest(city)
    assert taken(city, path, more=["--dry-run"]) == 0
    told = capsys.readouterr()
    assert digest(city) == before
    assert "撤销" in told.out
    assert "检查发现!M5" in told.out
    assert "伊春市财政局" in told.out
    assert "什么也没有改变" in told.err


def test_inspectors_who_disagree_are_both_kept_and_listed_until_someone_settles_it(city, capsys):
    one = filled(city, (2, UPHELD), name="one.xlsx")
    other = filled(city, (2, {**REVOKED, "姓名": "李莉"}), name="other.xlsx")
    assert taken(city, one) == 0
    assert taken(city, other, more=["--dry-run"]) == 3
    assert taken(city, other) == 3
    assert "伊春市环境保护局 B2-1 没有公开：王强 维持（2013-10-09）；李莉 撤销（2013-10-09）" in capsys.readouterr().err
    assert len(kept(city)[0]) == 2
    assert taken(city, other, more=["--settle"]) == 0
    assert [(each.by, each.settles) for each in kept(city)[0]] == [("王强", False), ("李莉", False), ("李莉", True)]
    assert taken(city, other, more=["--settle"]) == 0
    assert len(kept(city)[0]) == 3


def test_marks_on_site_that_differ_are_listed_too(city, capsys):
    one = filled(city, (2, {"结果": "是", **SIGNED}), sheet="实地检查", name="one.xlsx")
    other = filled(city, (2, {"结果": "否", **SIGNED, "姓名": "李莉"}), sheet="实地检查", name="other.xlsx")
    assert taken(city, one, other) == 3
    assert (
        "城市空气环境质量周报 2013-08-26：王强 是 4（2013-10-09）；李莉 否 0（2013-10-09）" in capsys.readouterr().err
    )
    assert taken(city, other, more=["--settle"]) == 0


def test_an_appeal_is_answered_from_its_sheet(city):
    with closing(Decisions(city / "var/gongkai.sqlite")) as decisions:
        told = next(told for _, told in Filled(city / "book.xlsx").rows("检查发现"))
        named = Named.parse(told["编号"])
        decisions.appeal(named.key, named.seen, "已在 8 月公布", "张三", date(2013, 10, 8), [])
    book = Filled(exported(city, name="open.xlsx"))
    ((row, _),) = book.rows("申诉")
    path = book.put("申诉", row, 答复="撤销", 理由="已核实", **SIGNED).save(city / "answered.xlsx")
    assert taken(city, path) == 0
    rulings, _, (appeal,) = kept(city)
    assert (appeal.answer, rulings[0].settles, rulings[0].decision) == (rulings[0], True, Decision.REVOKED)
    assert taken(city, exported(city, name="after.xlsx")) == 0


def test_two_workbooks_that_give_an_appeal_the_same_answer_answer_it_once(city):
    with closing(Decisions(city / "var/gongkai.sqlite")) as decisions:
        told = next(told for _, told in Filled(city / "book.xlsx").rows("检查发现"))
        named = Named.parse(told["编号"])
        decisions.appeal(named.key, named.seen, "已在 8 月公布", "张三", date(2013, 10, 8), [])
    first = exported(city, name="open.xlsx")
    paths = []
    for name in ("one.xlsx", "two.xlsx"):
        book = Filled(first)
        ((row, _),) = book.rows("申诉")
        reason = f"已核实（{name}）"
        paths.append(book.put("申诉", row, 答复="撤销", 理由=reason, **SIGNED).save(city / name))
    assert taken(city, *paths) == 0
    rulings, _, (appeal,) = kept(city)
    assert (len(rulings), appeal.answer.reason) == (1, "已核实（one.xlsx）")


def test_two_people_do_not_answer_one_appeal_not_even_alike(city, capsys):
    with closing(Decisions(city / "var/gongkai.sqlite")) as decisions:
        told = next(told for _, told in Filled(city / "book.xlsx").rows("检查发现"))
        named = Named.parse(told["编号"])
        decisions.appeal(named.key, named.seen, "已在 8 月公布", "张三", date(2013, 10, 8), [])
    first = exported(city, name="open.xlsx")
    paths = []
    for name in ("王强", "李莉"):
        book = Filled(first)
        ((row, _),) = book.rows("申诉")
        paths.append(
            book.put("申诉", row, 答复="撤销", 理由="已核实", **{**SIGNED, "姓名": name}).save(city / f"{name}.xlsx")
        )
    assert taken(city, *paths) == 4
    assert "这个申诉已在 王强.xlsx 申诉!" in capsys.readouterr().err
    assert kept(city)[2][0].answer is None


def test_an_appeal_against_what_does_not_bind_any_more_can_still_be_answered(city, capsys):
    found = {told["指标"]: told["编号"] for _, told in Filled(city / "book.xlsx").rows("无法检测")}
    named = Named.parse(found["B2-3"])
    with closing(Decisions(city / "var/gongkai.sqlite")) as decisions:
        decisions.appeal(named.key, named.seen, "本单位没有这项职责", "张三", date(2013, 10, 8), [])
    hbj, czj = assessed()
    gone = judged(HBJ, "B2-3", [inapplicable("没有这项职责")])
    with closing(Store(city / "var/gongkai.sqlite")) as store:
        store.save(PERIOD, [replace(hbj, verdicts=(*hbj.verdicts[:2], gone)), czj], SCHEME)
    assert call(city, "answer", "1", "--decision", "changed", "--points", "1", "--reason", "核实", "--by", "王强") == 4
    book = Filled(exported(city, name="open.xlsx"))
    ((row, _),) = book.rows("申诉")
    path = book.put("申诉", row, 答复="撤销", 理由="已核实", **SIGNED).save(city / "answered.xlsx")
    assert taken(city, path) == 0
    rulings, _, (appeal,) = kept(city)
    assert appeal.answer == rulings[0]
    assert call(city, "explain", "hbj", "--period", str(PERIOD)) == 0
    assert "已经没有的检查发现" in capsys.readouterr().out


def test_the_workbook_of_another_month_than_asked_for_is_refused(city, capsys):
    assert taken(city, city / "book.xlsx", more=["--period", "2013-08"]) == 4
    assert "版本：表格是 2013-09 的，要读入的是 2013-08" in capsys.readouterr().err


def test_another_citys_workbook_is_refused(city, capsys):
    settings = city / "gongkai.toml"
    settings.write_text(settings.read_text("utf-8").replace("伊春市", "别市"), "utf-8")
    assert taken(city, filled(city, (2, UPHELD))) == 4
    assert "版本：“城市”是“伊春市”，这里是“别市”" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("a.csv", "编号,意见\n1,维持\n".encode("gb18030"), "a.csv：是 .csv 文件"),
        ("~$a.xlsx", b"\x05user" + bytes(160), "~$a.xlsx：是打开表格时的临时文件"),
        ("a.xlsx", b"", "a.xlsx：文件是空的（0 字节）"),
        ("a.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16le"), "a.et：有打开密码"),
        ("a.xlsx", b"PK\x03\x04" + bytes(99), "a.xlsx：是压缩包，或者没有传完"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "a.xls：是网页，不是表格"),
        ("a.docx", bytes(99), "a.docx：不是表格"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(city, name, body, said, capsys):
    (city / name).write_bytes(body)
    before = digest(city)
    assert taken(city, city / name) == 4
    assert said in capsys.readouterr().err
    assert digest(city) == before


def test_any_other_workbook_is_refused(city, capsys):
    Filled(city / "book.xlsx")
    book = xlwt.Workbook()
    book.add_sheet("Sheet1").write(0, 0, "维持")
    book.save(str(city / "other.xls"))
    assert taken(city, city / "other.xls") == 4
    assert "没有“版本”这张表，不是本程序导出的表格" in capsys.readouterr().err


def test_a_workbook_saved_as_xls_says_the_same(city):
    source, book = Filled(filled(city, (2, UPHELD), (3, REVOKED))).book, xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for sheet in source:
        copy = book.add_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and not str(cell.value).startswith("="):
                    copy.write(cell.row - 1, cell.column - 1, cell.value, *([day] if cell.is_date else []))
    book.save(str(city / "back.xls"))
    assert taken(city, city / "back.xls") == 0
    assert [(each.decision, each.by, each.on) for each in kept(city)[0]] == [
        (Decision.UPHELD, "王强", DAY),
        (Decision.REVOKED, "王强", DAY),
    ]


def test_rows_sorted_columns_moved_and_hidden_by_the_program_that_saved_it_change_nothing(city):
    book = Filled(filled(city, (2, UPHELD), (4, REVOKED)))
    sheet = book.book["检查发现"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    rows = [[*row[17:], *row[:17]] for row in (rows[0], *reversed(rows[1:]))]
    for y, row in enumerate([[None] * len(rows[0]), *rows], 1):
        for x, value in enumerate(row, 1):
            sheet.cell(y, x).value = value
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    assert taken(city, book.save(city / "moved.xlsx")) == 0
    assert sorted(each.decision for each in kept(city)[0]) == [Decision.REVOKED, Decision.UPHELD]


def test_the_workbook_of_a_month_that_was_not_checked_is_refused(city, capsys):
    book = Filled(city / "book.xlsx")
    about = book.book["版本"]
    next(row for row in about.iter_rows() if row[0].value == "期别")[1].value = "2013-06"
    assert taken(city, book.save(city / "june.xlsx")) == 4
    assert "2013-06 还没有检查" in capsys.readouterr().err


def test_cron_hears_of_faults_and_disagreement_alone(city, capsys):
    assert taken(city, filled(city, (2, UPHELD)), more=["-q"]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "")


def test_the_year_end_workbook_is_taken_in_too(city):
    book = Filled(exported(city, "--year-end", name="year.xlsx")) if _has_year_end() else None
    if book is None:
        pytest.skip("no matter of this scheme is one of the year-end inspection")
    row, told = next(iter(book.rows("实地检查")))
    values = {"得分": 1} if told["得分"] is None else {"结果": "无法查看"}
    assert taken(city, book.put("实地检查", row, **values, **SIGNED).save(city / "year-back.xlsx")) == 0
    with closing(Decisions(city / "var/gongkai.sqlite")) as decisions:
        assert [each.stage for each in decisions.site_marks(["2013"])] == ["2013"]


def test_a_scheme_that_serves_another_year_has_that_years_inspection(city):
    december = Period(2014, 12)
    with closing(Store(city / "var/gongkai.sqlite")) as store:
        store.save(december, [replace(each, period=december) for each in assessed()], SCHEME)
    path = city / "year.xlsx"
    assert call(city, "export", "--year-end", "--period", str(december), "-o", str(path), "-q", on="2015-01-08") == 0
    book = Filled(path)
    row, told = next(iter(book.rows("实地检查")))
    assert told["编号"].endswith("/2014-01-01")
    values = {"得分": 1} if told["得分"] is None else {"结果": "无法查看"}
    signed = {"姓名": "王强", "日期": date(2015, 1, 5)}
    back = book.put("实地检查", row, **values, **signed).save(city / "year-back.xlsx")
    assert call(city, "import", str(back), on="2015-01-12") == 0
    with closing(Decisions(city / "var/gongkai.sqlite")) as decisions:
        assert [each.stage for each in decisions.site_marks(["2013", "2014"])] == ["2014"]


def test_a_scheme_without_matters_of_the_years_end_has_no_form_of_it(city, capsys):
    without = replace(SCHEME, text=SCHEME.text.replace('"year-end"', '"yearly"'))
    with closing(Store(city / "var/gongkai.sqlite")) as store:
        store.save(PERIOD, assessed(), without)
    assert call(city, "export", "--year-end", "--period", str(PERIOD)) == 2
    assert "没有年终实地检查的事项" in capsys.readouterr().err


def test_the_month_of_the_year_end_check_has_the_inspection_of_the_year_before():
    later = replace(SCHEME, year_end_crawl=Period(2014, 1))
    months = [Period(2013, 12), Period(2014, 1), Period(2014, 2), Period(2015, 1)]
    assert [later.year_ended(each) for each in months] == [2013, 2013, 2014, 2014]
    assert [SCHEME.year_ended(each) for each in months] == [2013, 2014, 2014, 2015]


def _has_year_end():
    from tests.reports.sent_back import SCHEME

    return any(each.cycle == "year-end" for each in SCHEME.on_site)


def test_a_missing_file_is_refused_and_help_is_given(city):
    assert call(city, "import", str(city / "nowhere.xlsx")) == 4


WORDS = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.sampled_from(("王强", "李莉", "Li Wei")),
        st.sampled_from((Decision.UPHELD, Decision.REVOKED, Decision.CHANGED, Decision.CONFIRMED)),
        st.decimals(0, 2, places=2),
        st.dates(date(2013, 10, 1), date(2013, 10, 12)),
        st.text("核实已= +-'\"{}[]<&_x0\n　，。", min_size=1, max_size=20),
    ),
    max_size=12,
)


@pytest.mark.proof
@tries(6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, st.sampled_from(("zh", "en")))
def test_what_is_exported_and_not_touched_changes_nothing_whatever_was_said_before(sent, said, language):
    city = Path(tempfile.mkdtemp(dir=sent.parent)) / "city"
    shutil.copytree(sent, city)
    names = [
        Named.parse(told["编号"])
        for sheet in ("检查发现", "无法检测")
        for _, told in Filled(city / "book.xlsx").rows(sheet)
    ]
    rulings = [
        Ruling(
            names[at].key,
            names[at].seen,
            decision,
            points if decision is Decision.CHANGED else None,
            reason,
            by,
            on,
            "x",
        )
        for at, by, decision, points, on, reason in said
    ]
    with closing(Decisions(city / "var/gongkai.sqlite")) as decisions:
        decisions.receive([], rulings, [])
    again, before = exported(city, language=language, name="again.xlsx"), digest(city)
    assert taken(city, again) in (0, 3)
    assert digest(city) == before
