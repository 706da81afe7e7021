"""Budgets and final accounts as the sites carry them: in the page, in files, in one paper or two, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from reports.samplecity.charts import scan, scanned_pdf
from reports.samplecity.content import Article, Attachment
from reports.samplecity.crosstable import can_cross, crosstable
from reports.samplecity.dice import number
from reports.samplecity.documents import FORMATS, Paper, html, lined, spaced
from reports.samplecity.entries import Entry
from reports.samplecity.episodes import ALL, DEPARTMENT, THREE, Flaw
from reports.samplecity.papers import NIL_BUDGET, NIL_FINAL, alone, whole
from reports.samplecity.shelf import Shelf
from reports.samplecity.statements import Statement, sentences, sheet

__all__ = ["Shelf", "budget", "final_account"]
FILED = ["pdf", "docx", "rtf", "word-html", "xlsx", "xls"]
SOLID = ["table", "table", "crossed", "crossed", "transposed", *FILED]
LISTED = ["table", "table", *FILED, "lines", "spaces"]
FORMS = [*SOLID, "sentences", "sentences", "lines", "spaces"]
WHOLE_FORMS = ["table", "table", "pdf", "docx", "xlsx", "xls"]
WORDED = ["table", "pdf", "docx"]  # sheets show no zeros behind the point, and their tables end where the file ends
SHAPED_WHOLE = ("empty-table", "text-differs")
ALONE_FORMS = [*WHOLE_FORMS, "word-html", "lines", "spaces"]
SHAPED = {
    **dict.fromkeys(("empty", "blank", "no-unit"), SOLID),
    **dict.fromkeys(("wrong-change", "unexplained", "last-year-differs", "template"), LISTED),
    "text-differs": ["table", "pdf", "docx", "lines", "spaces"],
}
TITLES = {
    (THREE, False): (
        "{org}{year}年“三公”经费预算",
        "{org}{year}年三公经费预算公开",
        "{org}{year}年度“三公”经费预算情况说明",
        "{org}{year}年财政拨款“三公”经费预算表",
        "关于{org}{year}年“三公”经费预算的公示",
        "{org}{words}年“三公”经费预算",
    ),
    (THREE, True): (
        "{org}{year}年度“三公”经费决算",
        "{org}{year}年三公经费决算公开",
        "{org}{year}年度“三公”经费决算情况说明",
        "{org}{year}年财政拨款“三公”经费支出决算表",
        "关于{org}{year}年“三公”经费决算的公示",
        "{org}{words}年“三公”经费决算",
    ),
    (DEPARTMENT, False): ("{org}{year}年收支预算总表", "{org}{year}年部门预算", "{org}{year}年部门收支预算公开"),
    (DEPARTMENT, True): ("{org}{year}年收入支出决算总表", "{org}{year}年部门决算", "{org}{year}年度部门决算公开"),
    (ALL, False): ("{org}{year}年部门预算", "{org}{year}年部门预算及“三公”经费预算", "{org}{year}年度部门预算公开"),
    (ALL, True): ("{org}{year}年部门决算", "{org}{year}年部门决算及“三公”经费决算", "{org}{year}年度部门决算公开"),
}
NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
LEAD = "按照政府信息公开的有关规定，现将{org}{year}年{what}{kind}予以公布，接受社会监督。"
BELOW = ("机关本级", "公开资料")


def budget(shelf: Shelf, year: int, flaw: Flaw | None, *, nil: bool) -> Iterator[Article]:
    """The articles that carry a body's budget of a year, that of the three public expenses first."""
    return _articles(shelf, Entry(shelf.seed, shelf.slot, year, False, flaw, shelf.org, nil))


def final_account(shelf: Shelf, year: int, flaw: Flaw | None, *, nil: bool) -> Iterator[Article]:
    """The articles that carry a body's final accounts of a year, published in the autumn after it."""
    return _articles(shelf, Entry(shelf.seed, shelf.slot, year, True, flaw, shelf.org, nil))


def _articles(shelf: Shelf, entry: Entry) -> Iterator[Article]:
    if entry.kind == "deep":
        shelf = replace(shelf, column=(*shelf.column, *BELOW, f"{entry.year}年度"))
    for part in entry.parts:
        made = _unreadable if entry.kind in ("broken", "scan") and entry.is_about(part) else _readable
        yield _approved(entry, made(shelf, entry, part))


def _approved(entry: Entry, article: Article) -> Article:
    """The article with the day of approval above it, where it is told."""
    day, kind = entry.approved, "决算" if entry.final else "预算"
    if day is None:
        return article
    line = f"<p>{day.year}年{day.month}月{day.day}日，市财政局批复我单位{entry.year}年部门{kind}。</p>"
    return replace(article, html=line + article.html)


def in_words(year: int) -> str:
    """A year in Chinese numerals, as solemn titles have it."""
    return str(year).translate(NUMERALS)


def _title(shelf: Shelf, entry: Entry, part: str) -> str:
    chance, forms = shelf.chance(entry.year, entry.final, part, "title"), TITLES[part, entry.final]
    form = chance.choice(forms[:3] if entry.nil else forms)
    if "-" in shelf.body and chance.random() < 0.4:
        form = form.replace("部门", "单位")
    return form.format(org=shelf.org if shelf.named else "", year=entry.year, words=in_words(entry.year))


@lru_cache(maxsize=4096)
def _readable(shelf: Shelf, entry: Entry, part: str) -> Article:
    title, chance = _title(shelf, entry, part), shelf.chance(entry.year, entry.final, part)
    if part == THREE and entry.nil:
        line = chance.choice(NIL_FINAL if entry.final else NIL_BUDGET).format(org=shelf.org, year=entry.year)
        return shelf.article(title, f"<p>{line}</p>", entry.day)
    if part == THREE:
        forms = [form for form in SHAPED.get(entry.kind, FORMS) if form != "rtf" or not entry.is_about(part)]
        return _told(shelf, entry, title, _near(shelf, chance.choice(forms)))
    if part == DEPARTMENT:
        paper, form = alone(entry, title), _near(shelf, chance.choice(ALONE_FORMS))
    else:
        paper, form = whole(entry, title), chance.choice(WORDED if entry.kind in SHAPED_WHOLE else WHOLE_FORMS)
    return _as(shelf, entry, part, paper, form)


def _near(shelf: Shelf, form: str) -> str:
    """The form, but no file that is a page of its own where it would lie a click too far from the home page."""
    return "docx" if form == "word-html" and len(shelf.column) > 1 and shelf.place == "own" else form


def _told(shelf: Shelf, entry: Entry, title: str, form: str) -> Article:
    statement = entry.statement
    if form in ("lines", "spaces") and not statement.manner.zero:
        statement = replace(statement, manner=replace(statement.manner, zero="0"))
    if form == "crossed" and can_cross(statement):
        return shelf.article(title, crosstable(statement), entry.day)
    if form == "sentences":
        return shelf.article(title, _paragraphs(statement), entry.day)
    return _as(shelf, entry, THREE, sheet(statement, title, across=form == "transposed"), form)


def _paragraphs(statement: Statement) -> str:
    return "".join(f"<p>{line}</p>" for line in sentences(statement))


def _as(shelf: Shelf, entry: Entry, part: str, paper: Paper, form: str) -> Article:
    if form in FORMATS:
        return _filed(shelf, entry, part, paper, form)
    typed = {"lines": lined, "spaces": spaced}.get(form, html)
    return shelf.article(paper.title, typed(paper), entry.day)


def _filed(shelf: Shelf, entry: Entry, part: str, paper: Paper, format: str) -> Article:
    suffix, media_type, write = FORMATS[format]
    label = shelf.chance(entry.year, part, "label").choice(
        (f"附件：{paper.title}{suffix}", paper.title + suffix, f"附件1：{paper.title}")
    )
    file = Attachment(_file_name(shelf, entry, part, suffix), label, media_type, write(paper))
    return shelf.article(paper.title, _lead(shelf, entry, part), entry.day, (file,))


def _lead(shelf: Shelf, entry: Entry, part: str) -> str:
    what, kind = "“三公”经费" if part == THREE else "部门", "决算" if entry.final else "预算"
    return f"<p>{LEAD.format(org=shelf.org, year=entry.year, what=what, kind=kind)}</p>"


def _file_name(shelf: Shelf, entry: Entry, part: str, suffix: str) -> str:
    what = number(*shelf.slot, entry.year, entry.final, part) % 10**9
    return f"P{entry.year}0{what:09}{number(shelf.seed, shelf.body) % 10**8:08}{suffix}"


def _unreadable(shelf: Shelf, entry: Entry, part: str) -> Article:
    """An entry whose page or file does not open, or which is only a picture of a paper."""
    title, chance = _title(shelf, entry, part), shelf.chance(entry.year, entry.final, part, "unreadable")
    if entry.kind == "broken":
        page = shelf.article(title, _lead(shelf, entry, part), entry.day)
        name = _file_name(shelf, entry, part, ".doc")
        file = Attachment(name, f"附件：{title}.doc", "application/msword", None)
        return replace(page, dead=True) if chance.random() < 0.5 else replace(page, attachments=(file,))
    paper = {THREE: lambda: sheet(entry.statement, title), DEPARTMENT: lambda: alone(entry, title)}.get(
        part, lambda: whole(entry, title)
    )()
    if chance.random() < 0.5:
        name = _file_name(shelf, entry, part, ".pdf")
        file = Attachment(name, f"附件：{title}.pdf", "application/pdf", scanned_pdf(paper))
        return shelf.article(title, _lead(shelf, entry, part), entry.day, (file,))
    name = _file_name(shelf, entry, part, ".png")
    picture = Attachment(name, title, "image/png", scan(paper), inline=True)
    return shelf.article(title, "<p>{{picture:" + name + "}}</p>", entry.day, (picture,))
