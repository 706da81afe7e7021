"""A month of a small city with results, its workbook as the program exports it, and what inspectors do to it."""

import hashlib
import io
import re
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import openpyxl

from checker.decisions import Decisions
from checker.scheme import open_scheme
from checker.scoring import Assessment, weigh
from checker.store import Store
from crawler.period import CHINA, Period
from crawler.reading.office.workbook import workbook
from crawler.reading.reader import read_cells
from crawler.roster import Department
from crawler.snapshot import Citation, Place
from reports.cli import main
from reports.returned_known import stage_of
from reports.workspace import read
from rules.finding import cant_tell, failed, passed, untested
from rules.rule import catalogue

PERIOD, EXPORTED, TODAY = Period(2013, 9), "2013-10-08", "2013-10-12"
DAY = date(2013, 10, 9)
SCHEME = open_scheme("yichun-2013", Path(), catalogue())
HBJ = Department(
    "hbj", "伊春市环境保护局", (), frozenset(("department", "ecology", "budget-unit")), "", "http://hbj.example/", ""
)
CZJ = Department("czj", "伊春市财政局", (), frozenset(("department", "budget-unit")), "", "http://czj.example/", "")
GONE = (
    ("2013-09/hbj/B2-1/aaaaaaaaaa", "bbbb"),
    ("2013-09/gone/B2-1/aaaaaaaaaa", "bbbb"),
)  # of a finding, and of a department
SETTINGS = """city = "伊春市"
scheme = "yichun-2013"
language = "zh"
[portal]
home = "http://www.example/"
[crawl]
contact = "a@b.example"
"""
ROSTER = """编号,单位名称,别名,类别,主管单位,网址,门户栏目
hbj,伊春市环境保护局,,department;ecology;budget-unit,,http://hbj.example/,
czj,伊春市财政局,,department;budget-unit,,http://czj.example/,
"""


def cited(number):
    moment = datetime(2013, 10, 1, 2, 10, tzinfo=CHINA)
    return Citation(f"http://hbj.example/{number}.htm", moment, f"{number:064x}", f"第 {number} 页", Place.OWN)


def judged(department, id, own, portal=()):
    indicator = SCHEME.indicator(id)
    found = {Place.OWN: own, Place.PORTAL: portal or [passed()]}
    placed = {
        place: [each.__class__(**{**vars(each), "place": place}) for each in those] for place, those in found.items()
    }
    return weigh(indicator, placed)


def assessed():
    """Two departments: what is late, missing, in doubt and not tested."""
    late = [
        failed("late", cited(number), note="晚了 {days} 天", subject=f"9月{number}日", days=str(number))
        for number in (3, 4)
    ]
    doubt = cant_tell("missing-page", cited(9), note="看不清", subject="附件")
    hbj = (
        judged(HBJ, "B2-1", [failed("missing", cited(1), note="没有公布")]),
        judged(HBJ, "B2-2", late, [doubt]),
        judged(HBJ, "B2-3", [untested("", note="网站打不开")]),
    )
    czj = (judged(CZJ, "B2-1", late), judged(CZJ, "B2-2", [passed(cited(5))]))
    return [Assessment(HBJ, PERIOD, SCHEME.id, hbj), Assessment(CZJ, PERIOD, SCHEME.id, czj)]


def made(folder):
    """A workspace with the month's results."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "gongkai.toml").write_text(SETTINGS, "utf-8")
    (folder / "departments.csv").write_text(ROSTER, "utf-8")
    with closing(Store(folder / "var/gongkai.sqlite")) as store:
        store.save(PERIOD, assessed(), SCHEME)
    return folder


def call(folder, *words, language="zh", on=TODAY):
    """The exit code of a command."""
    return main([*words, "--workspace", str(folder), "--lang", language, "--as-of", on])


def exported(folder, *more, language="zh", name="book.xlsx"):
    """The workbook as it is sent out."""
    path = folder / name
    assert (
        call(folder, "export", "--period", str(PERIOD), "-o", str(path), "-q", *more, language=language, on=EXPORTED)
        == 0
    )
    return path


def taken(folder, *files, more=()):
    """What becomes of files that come back."""
    return call(folder, "import", *map(str, files), *more)


class Filled:
    """An exported workbook in which inspectors write."""

    def __init__(self, path):
        self.book = openpyxl.load_workbook(path)

    def columns(self, sheet):
        return {cell.value: cell.column for cell in self.book[sheet][1]}

    def rows(self, sheet):
        """The rows that have an id, each by its headings."""
        columns = self.columns(sheet)
        for row in range(2, self.book[sheet].max_row + 1):
            told = {heading: self.book[sheet].cell(row, column).value for heading, column in columns.items()}
            if told.get("编号"):
                yield row, told

    def put(self, sheet, row, **values):
        """Writes into cells of a row."""
        columns = self.columns(sheet)
        for heading, value in values.items():
            self.book[sheet].cell(row, columns[heading]).value = value
        return self

    def save(self, path):
        """Saves it under another name."""
        out = io.BytesIO()
        self.book.save(out)
        path.write_bytes(out.getvalue())
        return path


def kept(folder):
    """All rulings, marks and appeals of the month."""
    with closing(Decisions(folder / "var/gongkai.sqlite")) as decisions:
        rulings = [each for said in decisions.rulings(PERIOD).values() for each in said]
        return rulings, decisions.site_marks([str(PERIOD)]), decisions.appeals(PERIOD)


def digest(folder):
    """The digest of the file of results."""
    return hashlib.sha256((folder / "var/gongkai.sqlite").read_bytes()).hexdigest()


def stage(folder, name=str(PERIOD), told=None):
    """A stage as the import knows it."""
    return stage_of(read(folder), name, date.fromisoformat(TODAY), told or {})


def disputed(folder):
    """A month with appeals, its workbook in both languages, and what two inspectors made of it."""
    made(folder)
    found = stage(folder).known.findings.values()
    late = next(each.name for each in found if "9月4日" in each.tells["对象"])
    doubt = next(each.name for each in found if each.name.indicator == "B2-3")
    with closing(Decisions(folder / "var/gongkai.sqlite")) as decisions:
        for key, seen in ((late.key, late.seen), (doubt.key, doubt.seen), *GONE):
            decisions.appeal(key, seen, "已在 8 月公布", "张三", date(2013, 10, 8), [])
    for language in ("zh", "en"):
        exported(folder, language=language, name=f"{language}.xlsx")
    _one(folder).save(folder / "one.xlsx")
    _two(folder).save(folder / "two.xlsx")
    return folder


def signed(folder, by, sheets):
    """The workbook with inputs, by sheet and row, that all have a name and a day."""
    book = Filled(folder / "zh.xlsx")
    for sheet, rows in sheets.items():
        for row, values in rows.items():
            book.put(sheet, row, **{"姓名": by, "日期": DAY, **values})
    return book


def _one(folder):
    revoked = {"督查员意见": "撤销", "理由": "已公布"}
    change = {"改为扣分": 0.5, "理由": "只晚半天"}
    return signed(
        folder,
        "王强",
        {
            "检查发现": {2: {"督查员意见": "维持"}, 3: {"督查员意见": "改为", **change}, 4: {}, 5: revoked, 6: revoked},
            "无法检测": {2: {"核实结果": "属实"}, 3: {"核实结果": "改为", "改为扣分": 3, "理由": "看过"}},
            "实地检查": {2: {"结果": "是"}, 3: {"结果": "无法查看"}},
            "申诉": {2: {"答复": "维持"}, 4: {"答复": "撤销", "理由": "没有了"}},
        },
    )


def _two(folder):
    change = {"督查员意见": "改为", "改为扣分": 0.5, "理由": "只晚半天"}
    book = signed(
        folder,
        "李莉",
        {
            "检查发现": {2: {"督查员意见": "撤销", "理由": "已补"}, 3: change},
            "无法检测": {3: {"核实结果": "不属实", "理由": "看过"}},
            "实地检查": {2: {"结果": "否"}, 4: {}, 5: {"日期": None}},
        },
    )
    del book.book["申诉"]
    return book


def read_here(files):
    """Workbooks as they are read, in this process."""
    return (workbook(read_cells(file.body, name=file.name)) for file in files)


def told(capsys, folder, *files, language="zh", more=()):
    """What an import ends with, its tables line by line with the titles over them, and what else it says."""
    code = call(folder, "import", *(str(folder / each) for each in files), *more, language=language)
    out, err = capsys.readouterr()
    return code, cells(out), err.splitlines()


def cells(text):
    """The lines of tables, each with its cells one after the other."""
    lines = (re.split("[│┃]", line.strip("│┃ ")) for line in text.splitlines() if line[:1] not in "┏┡└")
    return ["|".join(cell.strip() for cell in line) for line in lines]
