"""The sample city's papers about money, read without its model: which are whose, and the figures that they print."""

import re
from collections import defaultdict
from decimal import Decimal
from functools import cache

from crawler.period import Period
from crawler.reading import read
from reports.samplecity.budgets import in_words
from reports.samplecity.city import City
from reports.samplecity.manners import LABELS
from reports.samplecity.money import ORDER
from reports.samplecity.truth import ABOUT, duties

PARTS = ("abroad", "reception", "cars")
WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
SUBJECTS = {
    "合计": "total",
    "因公出国（境）费": "abroad",
    "公务接待费": "reception",
    "公务用车购置及运行维护费": "cars",
    "公务用车购置费": "bought",
    "公务用车运行维护费": "run",
}


@cache
def city(seed):
    return City(seed)


@cache
def content(seed, period):
    return {site.key: site for site in city(seed).content(Period.parse(period))}


def shelf(seed, period, body, place):
    """The articles of a place that are a body's own papers about money, newest first."""
    return [a for a in of_money(seed, period, body.id if place == "own" else "portal") if a.issuer in body.names]


@cache
def of_money(seed, period, key):
    """The articles of a site that are about money, newest first."""
    site = content(seed, period).get(key)
    return [a for a in (site.articles if site else ()) if is_paper(a.title)]


def is_paper(title):
    return re.search("预算|决算|三公", title) is not None and not re.search("通知|全市|我市|汇总|推进会", title)


def papers(seed, period, body, place, year, *, final):
    found = shelf(seed, period, body, place)
    return [a for a in found if ("决算" in a.title) is final and (str(year) in a.title or in_words(year) in a.title)]


@cache
def said(article):
    """The text and the tables of an article and of its files."""
    bodies = [(f"<h1>{article.title}</h1><div>{article.html}</div>".encode(), "text/html; charset=utf-8", "")]
    bodies += [(file.body, file.media_type, file.name) for file in article.attachments if file.body]
    read_all = [read(body, url="http://h/x", content_type=kind, name=name) for body, kind, name in bodies]
    return "\n".join(each.text for each in read_all), [table for each in read_all for table in each.tables]


def is_about(article, part):
    """Whether an article is about the three public expenses, or about the rest; one may be about both."""
    if part == "three-public":
        return "三公" in article.title or "三公" in said(article)[0]
    return re.search("部门|单位|收支|收入支出", article.title) is not None


def own(seed, period, planted):
    """The papers in which a planted fault stands."""
    final, part = ABOUT[planted.rule]
    body = next(body for body in city(seed).departments if body.id == planted.department)
    year = Period.parse(period).year - final
    found = papers(seed, period, body, planted.place, year, final=final)
    unread = [a for a in found if a.dead or len(said(a)[0]) < 120]
    gone = planted.problem in ("missing", "outdated") and planted.outcome == "failed"
    return [a for a in found if is_about(a, part)] or ([] if gone else unread)


@cache
def lines(article):
    """Columns of figures in 万元, by header, of a table with a row for each head: header -> head -> figure."""
    text, tables = said(article)
    if "单位：" not in text:
        return {}
    factor = Decimal("0.0001") if "单位：元" in text else 1
    found = defaultdict(dict)
    for table in tables:
        start = next((n for n, row in enumerate(table.rows) if row and row[0] == "项目"), None)
        if start is not None:
            for name, figures in columns(table.rows[start], table.rows[start + 1 :], factor).items():
                found[name] |= figures
    return found


def columns(header, rows, factor):
    found = defaultdict(dict)
    for row in rows:
        heads = {head for labels in LABELS for head, label in zip(ORDER, labels, strict=True) if label == row[0]}
        for head in heads:
            for name, cell in zip(header[1:], row[1:], strict=True):
                found[name][head] = number(cell, name, factor)
    return found


def number(cell, name, factor):
    text = cell.translate(WIDE).replace(",", "")
    share = 1 if "%" in name or "％" in name else factor
    return Decimal(text) * share if text not in ("", "—") else Decimal(0)


def now(table):
    return next((table[name] for name in reversed(table) if re.fullmatch(r"\d{4}年[预决]算数", name)), {})


def last(table):
    named = [name for name in table if re.fullmatch(r"\d{4}年[预决]算数", name)]
    return table[named[0]] if len(named) == 2 and named[0][:4] != named[1][:4] else {}


def adds_up(heads):
    parts = [heads.get(head, 0) for head in PARTS]
    whole = abs(heads.get("total", 0) - sum(parts)) <= Decimal("0.02")
    return whole and ("bought" not in heads or abs(heads["cars"] - heads["bought"] - heads["run"]) <= Decimal("0.02"))


@cache
def faulty(seed, period):
    return {(p.department, p.place, p.rule) for p in city(seed).truth(Period.parse(period)) if p.rule in ABOUT}


@cache
def owed(seed, period):
    """(body, place, rule, year, papers) of everything about money that is sound."""
    return list(_owed(seed, period))


def _owed(seed, period):
    for body in city(seed).departments:
        for rule, place in duties(body):
            if rule in ABOUT and (body.id, place, rule) not in faulty(seed, period):
                final, part = ABOUT[rule]
                year = Period.parse(period).year - final
                found = papers(seed, period, body, place, year, final=final)
                yield body, place, rule, year, [a for a in found if is_about(a, part)]
