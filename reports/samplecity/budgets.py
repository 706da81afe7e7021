"""Budgets as the sites carry them: in the page, in files, in a whole department's budget, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from reports.samplecity.charts import scan, scanned_pdf
from reports.samplecity.content import Article, Attachment
from reports.samplecity.crosstable import can_cross, crosstable
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import FORMATS, Paper, Rows, html
from reports.samplecity.faults import Flaw
from reports.samplecity.money import Statement, figures, flawed, manner, rows, sentences, sheet, told

FORMS = "table table crossed crossed transposed sentences sentences pdf docx rtf word-html xlsx xls whole-page whole-pdf whole-docx".split()
TABLED = [form for form in FORMS if form != "sentences"]
FILED = [form for form in FORMS if form in FORMATS]
NIL = (
    "{org}{year}年没有安排“三公”经费预算。",
    "经核实，{year}年度本单位无“三公”经费预算支出，特此说明。",
    "{org}{year}年未安排因公出国（境）费、公务接待费、公务用车购置及运行维护费，“三公”经费预算为零元。",
    "本单位{year}年没有“三公”经费预算安排。",
)
TITLES = (
    "{org}{year}年“三公”经费预算",
    "{org}{year}年三公经费预算公开",
    "{org}{year}年度“三公”经费预算情况说明",
    "{org}{year}年财政拨款“三公”经费预算表",
    "关于{org}{year}年“三公”经费预算的公示",
    "{org}{words}年“三公”经费预算",
)
NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
WHOLE = ("{org}{year}年部门预算", "{org}{year}年部门预算及“三公”经费预算", "{org}{year}年度部门预算公开")
LEAD = "按照政府信息公开的有关规定，现将{org}{year}年“三公”经费{kind}予以公布，接受社会监督。"


@dataclass(frozen=True)
class Shelf:
    """Where a body's papers are put: site, column, by whom, and whether titles name the body."""

    seed: int
    body: str
    org: str
    place: str
    column: tuple[str, ...]
    issuer: str
    named: bool

    @property
    def slot(self) -> tuple[str, str]:
        """Body and place."""
        return self.body, self.place

    def chance(self, *what: object) -> Random:
        """A random source for something on this shelf."""
        return dice(self.seed, self.body, self.place, *what)

    def article(self, title: str, body: str, published: date, attachments: tuple[Attachment, ...] = ()) -> Article:
        """An article on this shelf, with the catalogue's numbers; it was written a few days before."""
        written = published - timedelta(days=number(title, self.body) % 20)
        index = f"{number(self.body) % 10**8:08}-{published.year}-{number(title, published) % 10**5:05}"
        return Article(
            0, title, body, published, self.issuer, self.column, attachments, index_number=index, written=written
        )


def announced(seed: int, slot: tuple[str, str], year: int) -> date:
    """The day on which a place gets a year's budget: mid-February to the end of May, half of them by the end of March."""
    day = dice(seed, slot, year, "announced").triangular(0, 105, 35)
    return date(year, 2, 12) + timedelta(days=int(day))


def budget(shelf: Shelf, year: int, flaw: Flaw | None, *, nil: bool) -> Iterator[Article]:
    """The article that carries a body's three public expenses of a year, with a companion now and then."""
    chance = shelf.chance(year, "budget")
    day = announced(shelf.seed, shelf.slot, year)
    kind = flaw.kind if flaw else ""
    if kind in ("broken", "scan"):
        yield _unreadable(shelf, year, day, kind, chance)
    elif nil:
        line = chance.choice(NIL).format(org=shelf.org, year=year)
        yield shelf.article(_title(TITLES[:3], shelf, year, chance), f"<p>{line}</p>", day)
    else:
        yield _shown(shelf, _statement(shelf, year, flaw), _form(kind, chance), day, chance)
        if flaw is None and chance.random() < 0.2:
            yield _balance(shelf, year, day)


def final_account(shelf: Shelf, year: int, *, nil: bool) -> Iterator[Article]:
    """What was spent in a year, published in the autumn after it: no budget."""
    chance = shelf.chance(year, "final")
    if nil or chance.random() < 0.4:
        return
    spent = replace(_statement(shelf, year, None), final=True)
    title = ("" if not shelf.named else shelf.org) + f"{year}年度“三公”经费决算"
    day = date(year + 1, 8, 20) + timedelta(days=chance.randrange(70))
    yield shelf.article(title, html(sheet(spent, title)), day)


def _statement(shelf: Shelf, year: int, flaw: Flaw | None) -> Statement:
    known = figures(shelf.seed, shelf.body, year).by_head()
    plain = Statement(shelf.org, year, known, manner(shelf.seed, shelf.body, shelf.place, year))
    if flaw is None:
        return plain
    return flawed(plain, flaw.kind, shelf.chance(flaw.kind, flaw.episode))[0]


def subjects(seed: int, slot: tuple[str, str], year: int, flaw: Flaw) -> tuple[str, ...]:
    """The heads that a fault of figures is about."""
    shelf = Shelf(seed, slot[0], "", slot[1], (), "", named=False)
    plain = Statement("", year, figures(seed, slot[0], year).by_head(), manner(seed, *slot, year))
    return flawed(plain, flaw.kind, shelf.chance(flaw.kind, flaw.episode))[1]


def _form(kind: str, chance: Random) -> str:
    return chance.choice(TABLED if kind in ("empty", "blank", "no-unit") else FORMS)


def in_words(year: int) -> str:
    """A year in Chinese numerals, as solemn titles have it."""
    return str(year).translate(NUMERALS)


def _title(forms: tuple[str, ...], shelf: Shelf, year: int, chance: Random) -> str:
    return chance.choice(forms).format(org=shelf.org if shelf.named else "", year=year, words=in_words(year))


def _shown(shelf: Shelf, statement: Statement, form: str, day: date, chance: Random) -> Article:
    whole, year = form.startswith("whole"), statement.year
    title = _title(WHOLE if whole else TITLES, shelf, year, chance)
    paper = _whole(statement, title) if whole else sheet(statement, title, across=form == "transposed")
    format = form.removeprefix("whole-")
    if form == "crossed" and can_cross(statement):
        return shelf.article(title, crosstable(statement), day)
    if format in FORMATS:
        return _filed(shelf, paper, format, day, year)
    told_so = "".join(f"<p>{line}</p>" for line in sentences(statement))
    return shelf.article(title, told_so if form == "sentences" else html(paper), day)


def _filed(shelf: Shelf, paper: Paper, format: str, day: date, year: int) -> Article:
    suffix, media_type, write = FORMATS[format]
    label = shelf.chance(year, "label").choice(
        (f"附件：{paper.title}{suffix}", paper.title + suffix, f"附件1：{paper.title}")
    )
    file = Attachment(_file_name(shelf, year, suffix), label, media_type, write(paper))
    return shelf.article(paper.title, _lead(shelf, year), day, (file,))


def _lead(shelf: Shelf, year: int) -> str:
    return f"<p>{LEAD.format(org=shelf.org, year=year, kind='预算')}</p>"


def _file_name(shelf: Shelf, year: int, suffix: str) -> str:
    return f"P{year}0{number(*shelf.slot, year) % 10**9:09}{number(shelf.seed, shelf.body) % 10**8:08}{suffix}"


def _unreadable(shelf: Shelf, year: int, day: date, kind: str, chance: Random) -> Article:
    """An entry whose page or file does not open, or which is only a picture of a paper."""
    title = _title(TITLES, shelf, year, chance)
    if kind == "broken":
        page = shelf.article(title, _lead(shelf, year), day)
        file = Attachment(_file_name(shelf, year, ".doc"), f"附件：{title}.doc", "application/msword", None)
        return replace(page, dead=True) if chance.random() < 0.5 else replace(page, attachments=(file,))
    paper = sheet(_statement(shelf, year, None), title)
    if chance.random() < 0.5:
        file = Attachment(_file_name(shelf, year, ".pdf"), f"附件：{title}.pdf", "application/pdf", scanned_pdf(paper))
        return shelf.article(title, _lead(shelf, year), day, (file,))
    name = _file_name(shelf, year, ".png")
    picture = Attachment(name, title, "image/png", scan(paper), inline=True)
    return shelf.article(title, "<p>{{picture:" + name + "}}</p>", day, (picture,))


def _whole(statement: Statement, title: str) -> Paper:
    """A department's whole budget: what it does, income and expenditure, the three public expenses."""
    inner = sheet(statement, title)
    unit = "" if statement.without_unit else f"    单位：{statement.manner.unit}"
    return Paper(
        title,
        (
            f"一、主要职责。贯彻执行国家有关法律法规和方针政策，承担{statement.org}职责范围内的管理和服务工作。",
            f"二、{statement.year}年收支预算总表{unit}",
            _balance_rows(statement),
            f"三、{statement.year}年“三公”经费预算表{unit}",
            rows(statement),
            *told(statement),
        )
        if not statement.without_unit
        else ("一、收支预算总表", _balance_rows(statement), "二、“三公”经费预算表", *inner.blocks),
    )


def _balance_rows(statement: Statement) -> Rows:
    """Income and expenditure; blank where the whole template was left unfilled."""
    if statement.figures["total"] is None:
        return (
            ("收入", "预算数", "支出", "预算数"),
            ("财政拨款收入", "", "基本支出", ""),
            ("收入总计", "", "支出总计", ""),
        )
    basic, project = 30000 + number(statement.org) % 90000, 5000 + number(statement.org, 1) % 40000
    factor = 1 if statement.manner.unit == "万元" else 10000
    shown = [f"{amount * factor / 100:.2f}" for amount in (basic, project, basic + project)]
    return (
        ("收入", "预算数", "支出", "预算数"),
        ("财政拨款收入", shown[2], "基本支出", shown[0]),
        ("其他收入", "0", "项目支出", shown[1]),
        ("收入总计", shown[2], "支出总计", shown[2]),
    )


def _balance(shelf: Shelf, year: int, day: date) -> Article:
    """A department budget that holds no three public expenses, beside the paper that does."""
    title = (shelf.org if shelf.named else "") + f"{year}年收支预算总表"
    paper = Paper(title, ("单位：万元", _balance_rows(_statement(shelf, year, None))))
    return shelf.article(title, html(paper), day)
