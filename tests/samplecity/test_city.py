"""The sample city: the same seed, the same city; and what is said to be wrong is so."""

import io
import subprocess
import sys
import zipfile
from collections import Counter
from functools import cache
from hashlib import sha256

import pytest

from crawler.period import Period
from crawler.reading import read
from crawler.roster import KINDS, read_roster
from reports.samplecity.bodies import NO_SITE
from reports.samplecity.city import City
from reports.samplecity.content import Trouble
from reports.samplecity.documents import Paper, pdf
from reports.samplecity.duties import ITEMS, items
from reports.samplecity.truth import (
    ABOUT,
    DEPARTMENT_BUDGET,
    DEPARTMENT_FINAL,
    FINAL,
    MONEY,
    POWER,
    duties,
)

JULY = Period(2013, 7)
HEADS = {
    ("failed", "missing"),
    ("failed", "outdated"),
    ("failed", "broken"),
    ("failed", "incomplete"),
    ("failed", "mismatch"),
    ("failed", "no-unit"),
    ("untested", "missing"),
}
THREE = HEADS | {
    ("failed", "empty"),
    ("failed", "wrong-change"),
    ("failed", "text-differs"),
    ("failed", "last-year-differs"),
    ("failed", "places-differ"),
    ("failed", "template"),
    ("failed", "deep"),
    ("cantTell", "incomplete"),
    ("cantTell", "unit-slip"),
}
WHOLE = HEADS | {("failed", "empty-table"), ("failed", "deep")}
PROBLEMS = {
    *((MONEY, *said) for said in THREE),
    *((DEPARTMENT_BUDGET, *said) for said in WHOLE),
    (POWER, "failed", "no-chart"),
    (POWER, "failed", "uncovered"),
    (POWER, "failed", "dead-chart"),
    (POWER, "failed", "orphan-chart"),
    (POWER, "cantTell", "uncovered"),
}
FINAL_PROBLEMS = {*((FINAL, *said) for said in THREE), *((DEPARTMENT_FINAL, *said) for said in WHOLE)}


@cache
def city(seed=1, full=False):
    return City(seed, full=full)


@cache
def sites(period=JULY, seed=1):
    return {site.key: site for site in city(seed).content(period)}


def shown(period, seed, body, place):
    """The articles of a place that are, or may be, a body's."""
    found = sites(period, seed)
    key = "portal" if place == "portal" else body.id
    return found[key].articles if key in found else ()


def digest(value):
    return sha256(repr(value).encode()).hexdigest()


def test_another_process_makes_the_same_bytes():
    code = (
        "from hashlib import sha256; from crawler.period import Period; from reports.samplecity.city import City; "
        "c = City(1); p = Period(2013, 7); print(sha256(repr((c.content(p), c.truth(p))).encode()).hexdigest())"
    )
    command = [sys.executable, "-c", code]
    other = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"})
    assert other.stdout.strip() == digest((city().content(JULY), city().truth(JULY)))


def test_another_seed_makes_another_city():
    assert city(2).departments[0].name != city().departments[0].name
    assert city(2).truth(JULY) != city().truth(JULY)


def test_who_lives_there():
    small, big = city().departments, city(full=True).departments
    assert len(small) == 20
    assert len(big) == 59 + 31 + 2 + 17
    for bodies in (small, big):
        kinds = Counter(kind for body in bodies for kind in body.kinds)
        assert kinds["ecology"] == kinds["office"] == 1
        assert kinds["approving"] > 5
        assert set(kinds) <= KINDS
        assert all(bool(body.kinds & {"county", "enterprise"}) != ("budget-unit" in body.kinds) for body in bodies)
        names = Counter(name for body in bodies for name in body.names)
        assert set(names.values()) == {1}


def test_size_of_a_small_city():
    found = sites()
    assert next(iter(found)) == "portal"
    assert 1800 <= sum(len(site.articles) for site in found.values()) <= 3200
    assert all(40 <= len(site.articles) <= 220 for key, site in found.items() if key != "portal")


def test_articles_keep_their_numbers_and_are_unique():
    july, august = sites(), sites(Period(2013, 8))
    for key, site in july.items():
        ids = [article.id for article in site.articles]
        assert len(set(ids)) == len(ids)
        later = {article.id: article.title for article in august[key].articles}
        assert sum(later.get(article.id) == article.title for article in site.articles) > 0.6 * len(ids)
        assert all(article.column in site.columns for article in site.articles)
        assert all(article.published <= JULY.last.replace(month=8, day=3) for article in site.articles)


def test_months_add_pages_and_last_years_budgets_stay():
    sizes = [sum(len(site.articles) for site in sites(JULY.shift(n)).values()) for n in (0, 6, 12)]
    assert sizes == sorted(set(sizes))
    later = sites(Period(2014, 7))["portal"].articles
    assert any("2013年" in article.title and "预算" in article.title for article in later)


def test_truth_names_only_what_is_owed_and_most_places_are_clean():
    for seed in (1, 2, 3):
        owed = {(body.id, rule, place) for body in city(seed).departments for rule, place in duties(body)}
        for month in range(5, 13):
            truth = city(seed).truth(Period(2013, month))
            places = {(planted.department, planted.rule, planted.place) for planted in truth}
            assert places <= owed
            assert 0.7 <= 1 - len(places) / len(owed) <= 0.92
            single = {(p.department, p.place, p.rule, p.problem) for p in truth if p.rule in ABOUT}
            assert len(single) == len({said[:3] for said in single})


@pytest.mark.parametrize(
    "seed", [1, pytest.param(2, marks=pytest.mark.proof), pytest.param(3, marks=pytest.mark.proof)]
)
def test_every_problem_comes_round_in_three_months(seed):
    for first in range(5, 11):
        months = [city(seed).truth(Period(2013, first + n)) for n in range(3)]
        seen = {(planted.rule, planted.outcome, planted.problem) for truth in months for planted in truth}
        assert seen >= PROBLEMS


def test_every_problem_of_final_accounts_comes_round_once_they_are_owed():
    seen = {(p.rule, p.outcome, p.problem) for seed in (1, 2, 3) for p in both_months(seed)}
    assert seen >= FINAL_PROBLEMS


def both_months(seed):
    return (planted for month in (11, 12) for planted in city(seed).truth(Period(2014, month)))


def test_a_budget_that_is_not_owed_yet_is_no_gap():
    for rule, last, owed in ((MONEY, 3, 4), (FINAL, 10, 11), (DEPARTMENT_BUDGET, 3, 4), (DEPARTMENT_FINAL, 10, 11)):
        gaps = {p.problem for p in city().truth(Period(2013, last)) if p.rule == rule and p.outcome == "failed"}
        assert not gaps & {"missing", "outdated"}
        assert {"missing", "outdated"} <= {p.problem for p in city().truth(Period(2013, owed)) if p.rule == rule}


def test_some_site_is_in_trouble_every_month_but_never_the_portal():
    for month in range(1, 13):
        found = {planted.department for planted in troubled(Period(2013, month))}
        assert found
        assert "portal" not in found


def troubled(period):
    return [planted for planted in city().truth(period) if (planted.outcome, planted.problem) == ("untested", "")]


def test_a_site_in_trouble_is_untested_and_nothing_else():
    down = {key for key, site in sites().items() if site.trouble is not Trouble.NONE}
    truth = [p for p in city().truth(JULY) if p.place == "own" and p.department in down]
    assert truth
    assert {(p.outcome, p.problem, p.subject) for p in truth} == {("untested", "", "")}


def test_charts_are_as_the_truth_says():
    for planted in city().truth(JULY):
        body = next(body for body in city().departments if body.id == planted.department)
        charts = [
            article
            for article in shown(JULY, 1, body, planted.place)
            if article.issuer in body.names and "流程图" in article.title and "公文" not in article.title
        ]
        words = "".join(a.title + "".join(file.label for file in a.attachments) for a in charts)
        if planted.problem == "no-chart":
            assert not charts
        elif planted.problem == "dead-chart":
            files = [file for article in charts for file in article.attachments if planted.subject in file.label]
            assert [file.body for file in files] == [None]
        elif planted.problem == "uncovered" and planted.subject:
            assert planted.subject in dict(items(body.id))
            assert planted.subject not in words
        elif planted.problem == "orphan-chart":
            assert planted.subject not in dict(items(body.id))


def test_every_kind_of_document_is_there():
    found = Counter()
    for seed in (1, 2):
        for site in sites(JULY, seed).values():
            found.update(file.name.rsplit(".", 1)[1] for a in site.articles for file in a.attachments if file.body)
    assert set(found) >= {"pdf", "doc", "docx", "xls", "xlsx", "png"}


def test_files_are_what_they_say():
    starts = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "xls": b"\xd0\xcf\x11\xe0", "png": b"\x89PNG", "zip": b"PK"}
    for site in sites().values():
        for file in (file for article in site.articles for file in article.attachments if file.body):
            suffix = file.name.rsplit(".", 1)[1]
            assert file.body.startswith(starts.get(suffix, (b"{\\rtf", b"<html"))), file.name
            if suffix == "docx":
                members = zipfile.ZipFile(io.BytesIO(file.body)).infolist()
                assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}


def test_pictures_in_pages_hang_on_them():
    for site in sites().values():
        for article in site.articles:
            named = {file.name for file in article.attachments if file.inline}
            assert all("{{picture:" + name + "}}" in article.html for name in named)
            assert article.html.count("{{picture:") == len(named)


def test_items_of_a_power_list_are_told_apart():
    for id in ITEMS:
        names = [name for name, _ in items(id)]
        assert len(set(names)) == len(names)
        assert 6 <= len(names) <= 20
        assert not any(one in other for one in names for other in names if one != other)


@pytest.mark.parametrize("seed", [1, 3, 4])
def test_a_workspace_can_be_read(seed, tmp_path):
    keys = ["portal", *(body.id for body in city(seed).departments if body.id not in NO_SITE)]
    bases = {key: f"http://127.0.0.9/{key}/" for key in keys}
    city(seed).write_workspace(tmp_path, bases | {"portal:czj": "http://127.0.0.2/czj/"})
    roster = {body.id: body for body in read_roster(tmp_path / "departments.csv")}
    assert roster["czj"].portal == "http://127.0.0.2/czj/"
    assert roster["hbj-jcz"].home == ""
    assert [body.name for body in city(seed).departments] == [body.name for body in roster.values()]
    assert 'allow_addresses = ["127.0.0.0/8"]' in (tmp_path / "gongkai.toml").read_text("utf-8")


@pytest.mark.parametrize("length", range(30, 46))
def test_a_pdf_keeps_a_character_that_is_alone_on_its_line(length):
    words = "一二三四五六七八九十" * 5
    paper = Paper(
        words[: length - 1] + "终", (words[: length - 2] + "末", (("甲", "乙"), (words[: length - 8] + "了", "1")))
    )
    text = read(pdf(paper), url="x.pdf", content_type="application/pdf").text
    assert all(char in text for char in "终末了")
