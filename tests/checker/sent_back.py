"""A small month and the workbook that was made of it, as cells, to be filled in by tests and sent back."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from checker.appeals import Appeal
from checker.identity import Named
from checker.onsite import OnSite
from checker.returns import returned
from checker.returns_form import ABOUT, APPEALS, DOUBTS, FOUND, ON_SITE
from checker.returns_known import Known, KnownAppeal, KnownFinding, KnownLine
from checker.returns_words import Words
from crawler.reading.office.workbook import Cell, Kind, Merged, Sheet, Workbook
from reports.wording import Wording

DAY, TODAY = date(2013, 8, 6), date(2013, 8, 20)
SIGNED = {"姓名": "王强", "日期": DAY}
UPHELD = {"督查员意见": "维持", **SIGNED}
CHANGED = {"督查员意见": "改为", "改为扣分": 2, "理由": "只缺一天", **SIGNED}
STAMPS = {"城市": "伊春市", "期别": "2013-07", "考核方案": "yichun-2013", "方案摘要": "0123456789ab"}
ENGLISH = {
    "检查发现": "Findings",
    "督查员意见": "Decision",
    "编号": "Key",
    "撤销": "Revoke",
    "改为": "Change to",
    "维持": "Uphold",
}
HEADS = {
    FOUND: (
        "单位编号",
        "单位",
        "指标",
        "位置",
        "问题",
        "对象",
        "说明",
        "证据网址",
        "取得时间",
        "原文",
        "单价",
        "扣分",
        *FOUND.inputs,
        "编号",
    ),
    DOUBTS: (
        "单位编号",
        "单位",
        "指标",
        "位置",
        "结果",
        "可能的问题",
        "对象",
        "原因",
        "证据网址",
        "单价",
        "不能评定的分",
        *DOUBTS.inputs,
        "编号",
    ),
    ON_SITE: (
        "单位编号",
        "组别",
        "单位",
        "事项",
        "登载处",
        "应查日期",
        "查什么",
        "依据",
        "满分",
        *ON_SITE.inputs,
        "编号",
    ),
    APPEALS: (
        "申诉号",
        "单位编号",
        "单位",
        "指标",
        "问题",
        "对象",
        "申诉理由",
        "证据",
        "收到日期",
        *APPEALS.inputs,
        "编号",
    ),
}


def told(**texts):
    return {heading: frozenset((text,)) for heading, text in texts.items()}


def finding(number, form, problem, subject, bound=8, *words, department="hbj"):
    name = Named(f"2013-07/{department}/C1-1/{number:010x}", f"{number:04x}")
    problem_at = "问题" if form is FOUND else "可能的问题"
    tells = told(
        单位编号=department,
        单位=f"市{department}局",
        指标="C1-1",
        位置="本单位网站",
        对象=subject,
        证据网址=f"http://x/{number}",
    )
    return KnownFinding(name, form, Decimal(bound), {**tells, problem_at: frozenset((problem,))}, bool(problem), words)


def line(id, answers, *words, full=10, first=date(2013, 7, 1)):
    matter = OnSite(
        id, f"事项{id}", "报纸", "查什么", "monthly", frozenset(("department",)), "", Decimal(full), answers
    )
    key = f"onsite/hbj/{id}/2013-07-01"
    return KnownLine(key, "2013-07", matter, first, told(单位编号="hbj", 单位="市hbj局", 事项=f"事项{id}"), words)


LATE = finding(1, FOUND, "逾期公布", "7月3日")
MISSING = finding(2, FOUND, "缺少日报", "7月9日", 2)
DOUBT = finding(3, DOUBTS, "缺少日报", "7月11日", 4)
VAGUE = finding(4, DOUBTS, "", "全部", 4)
WEEKLY = line("C1-week", {"是": Decimal(10), "否": Decimal(0), "部分": Decimal(5)})
HALL = line("A-hall", {})


def known(*more, appeals=()):
    findings = {each.name.key: each for each in (LATE, MISSING, DOUBT, VAGUE, *more) if isinstance(each, KnownFinding)}
    lines = {each.key: each for each in (WEEKLY, HALL, *more) if isinstance(each, KnownLine)}
    words = Words({word: frozenset((english,)) for word, english in ENGLISH.items()})
    numbered = {each.appeal.number: each for each in appeals}
    return Known("2013-07", date(2013, 7, 1), TODAY, STAMPS, frozenset(("hbj",)), findings, lines, numbered, words)


def appealed(number, about, answer=None):
    appeal = Appeal(number, about.name.key, about.name.seen, "已经公布", "张三", date(2013, 8, 2), (), answer)
    return KnownAppeal(appeal, about.name, about.bound, {**about.tells, "申诉号": frozenset((str(number),))})


def typed(value):
    """The cell that holds a value of Python; a `Cell` is one already."""
    if isinstance(value, Cell):
        return value
    if isinstance(value, date):
        return Cell(Kind.DATE, value.isoformat())
    return Cell(Kind.TEXT, value) if isinstance(value, str) else Cell(Kind.NUMBER, str(value))


@dataclass
class Sent:
    """A workbook of which tests change the rows: each is a mapping from headings to values."""

    rows: dict = field(default_factory=dict)  # by form
    heads: dict = field(default_factory=lambda: dict(HEADS))
    stamps: dict = field(default_factory=lambda: {"格式版本": "2", **STAMPS, "导出日期": "2013-08-05", "范围": "全部"})
    above: int = 0
    merged: dict = field(default_factory=dict)
    names: dict = field(default_factory=dict)

    def put(self, about, **values):
        """Fills the row of a finding, a line or an appeal; headings that are given replace what stands there."""
        if isinstance(about, KnownFinding):
            form, key, tells = about.form, str(about.name), about.tells
        elif isinstance(about, KnownLine):
            form, key, tells = ON_SITE, about.key, about.tells
        else:
            form, key, tells = APPEALS, str(about.name), about.tells
        row = {**{heading: min(texts) for heading, texts in tells.items()}, "编号": key, **values}
        self.rows.setdefault(form, []).append(row)
        return self

    def add(self, form, **values):
        """Adds a row as people write one below."""
        self.rows.setdefault(form, []).append(values)
        return self

    def book(self):
        """The workbook as it is read."""
        about = {}
        for number, (label, value) in enumerate(self.stamps.items()):
            about[number, 0], about[number, 1] = typed(label), typed(value)
        sheets = [self._sheet(form) for form in HEADS]
        return Workbook("x", (*sheets, *((Sheet(ABOUT, about),) if about else ())))

    def _sheet(self, form):
        heads = [*self.heads[form]]
        rows = [dict(zip(heads, heads, strict=False)), *self.rows.get(form, [])]
        cells = {}
        for y, row in enumerate(rows, self.above):
            for x, heading in enumerate(heads):
                if row.get(heading) not in (None, "") or y == self.above:
                    cells[y, x] = typed(row.get(heading, heading))
        merged = tuple(Merged(*each) for each in self.merged.get(form, ()))
        return Sheet(self.names.get(form, form.sheet), cells, merged)

    def read(self, *more, appeals=(), source="sha256:0123456789abcdef"):
        """What the program makes of it; whatever it complains of can be said whole in both languages."""
        found = returned(self.book(), known(*more, appeals=appeals), source)
        for each in found.faults:
            for template in (each.what, each.remedy):
                assert Wording("en").say(template, **each.values) != Wording().say(template, **each.values)
        return found


def complaints(found):
    """The faults as one reads them, the remedies left out."""
    return [f"{fault.where} {Wording().say(fault.what, **fault.values)}".strip() for fault in found.faults]


def sentences(found):
    """The faults as they are printed: where, what, and what to do."""
    return [Wording().fault(fault) for fault in found.faults]


def complaint(sent, *more, **how):
    """The one sentence about a workbook of which nothing is taken then."""
    found = sent.read(*more, **how)
    assert found.said == []
    (sentence,) = sentences(found)
    return sentence
