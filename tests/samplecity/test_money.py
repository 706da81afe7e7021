"""The sample city's money: figures add up, agree between places and years, and every fault is in the bytes."""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from crawler.period import Period
from reports.samplecity.schedules import roles
from reports.samplecity.truth import ABOUT
from tests.samplecity.papers import (
    SUBJECTS,
    WIDE,
    adds_up,
    city,
    last,
    lines,
    now,
    owed,
    own,
    papers,
    said,
)

proof = pytest.mark.proof
ALL = [(1, "2013-07"), (2, "2013-12"), (3, "2014-11"), (5, "2018-12"), (6, "2021-12")]
MONTHS = [each if each[0] == 5 else pytest.param(*each, marks=proof) for each in ALL]
LATER = [(5, "2018-12"), pytest.param(6, "2021-12", marks=proof)]
pytestmark = pytest.mark.xdist_group("sample money")


@pytest.mark.parametrize(("seed", "period"), MONTHS)
def test_what_is_sound_is_there_once_and_can_be_read(seed, period):
    month = Period.parse(period).month
    for body, place, rule, year, found in owed(seed, period):
        assert len(found) == 1 or (not found and month < (11 if ABOUT[rule][0] else 4)), (body.id, place, rule, year)
        assert all(not a.dead and all(file.body for file in a.attachments) for a in found)
        assert all(len(said(a)[0]) > 20 and len(a.column) <= 3 for a in found)


@pytest.mark.parametrize(("seed", "period"), MONTHS)
def test_sound_figures_add_up_and_agree_between_places(seed, period):
    seen = defaultdict(list)
    for body, _, rule, year, found in owed(seed, period):
        for heads in (now(lines(a)) for a in found if rule.startswith("three")):
            if heads:
                assert adds_up(heads), (body.id, heads)
                seen[body.id, rule, year].append(heads)
    assert len(seen) > 8
    for heads in seen.values():
        assert all(abs(one[head] - heads[0][head]) < Decimal("0.02") for one in heads for head in {*one} & {*heads[0]})


@pytest.mark.parametrize(("seed", "period"), MONTHS)
def test_last_years_figures_are_those_that_were_published(seed, period):
    compared = 0
    for body, place, rule, year, found in owed(seed, period):
        final = ABOUT[rule][0]
        for before in (last(lines(a)) for a in found if rule.startswith("three")):
            earlier = [now(lines(a)) for a in papers(seed, period, body, place, year - 1, final=final)]
            for heads in filter(None, earlier if before else ()):
                compared += 1
                assert all(before[head] == heads[head] for head in {*before} & {*heads})
    assert compared or period < "2014"


@pytest.mark.parametrize(("seed", "period"), MONTHS)
def test_stated_changes_are_those_of_the_figures(seed, period):
    for body, _, rule, year, found in owed(seed, period):
        for table in (lines(a) for a in found if rule.startswith("three")):
            for head, change in table.get("增减额", {}).items():
                assert change == now(table)[head] - last(table)[head], (body.id, year)


@pytest.mark.parametrize(("seed", "period"), MONTHS)
def test_schedules_are_those_of_the_year(seed, period):
    for _, _, rule, year, found in owed(seed, period):
        if rule.startswith("department"):
            held = roles(year, final=ABOUT[rule][0])
            assert len(held) == ({2016: 8}.get(year, 2) if year < 2017 and ABOUT[rule][0] else held_of(year, rule))
            for text, tables in map(said, found):
                assert "收入总计" in text
                assert not tables or len(tables) >= (len(held) if len(held) > 2 else 1)


def held_of(year, rule):
    return 2 if year < 2017 else 9 if year >= 2020 and ABOUT[rule][0] else 8


def totals(text):
    plain = re.sub(r"[\s,]", "", text.translate(WIDE))
    found = re.search(r"收入总计([\d.]+)支出总计([\d.]+)", plain)
    return found.groups() if found else ("", "")


def sentence(text, words):
    return next((part for part in re.split("[。；]", text) if words in part), "")


def day_of_approval(text):
    found = re.search(r"(\d+)年(\d+)月(\d+)日，市财政局批复", text)
    return date(*map(int, found.groups())) if found else None


def shows(problem, subject, article, text, year):
    """Whether a fault is to be seen in a paper; None where its form does not lend itself to this test."""
    table, head = lines(article), SUBJECTS.get(subject, "")
    heads = now(table)
    if problem == "mismatch" and subject == "收入总计":
        return len(set(totals(text))) == 2
    if problem == "mismatch":
        return (not adds_up(heads)) if heads else None
    if problem == "unit-slip":
        return heads["total"] > 10000 if heads else None
    if problem == "wrong-change":
        return table["增减额"][head] != heads[head] - last(table)[head] if heads else None
    if problem == "unexplained":
        return "原因" not in text
    if problem == "text-differs":
        told = re.search(r"公务接待费([\d,.]+)", text.translate(WIDE).split("合计")[-1])
        return (
            Decimal(told[1].replace(",", "")) not in (heads["reception"], heads["reception"] * 10000) if heads else None
        )
    if problem == "template":
        return "占“三公”经费的 %" in text
    if problem == "no-counts":
        return "批次" not in text and year >= 2016
    if problem == "contradiction":
        return "国内公务接待0批次" in text
    if problem == "no-unit":
        return "万元" not in text
    return None


SEEN = {"mismatch", "unit-slip", "wrong-change", "text-differs", "template", "no-counts", "contradiction", "no-unit"}


@proof
@proof
def test_faults_of_figures_and_words_are_in_the_bytes():
    seen = set()
    for seed, period in ALL:
        for planted in city(seed).truth(Period.parse(period)):
            if planted.rule not in ABOUT or planted.problem in ("missing", "outdated", "broken", "picture", ""):
                continue
            (article,) = own(seed, period, planted)
            year = Period.parse(period).year - ABOUT[planted.rule][0]
            shown = shows(planted.problem, planted.subject, article, said(article)[0], year)
            assert shown is not False, planted
            seen |= {planted.problem} if shown else set()
    assert seen >= SEEN | {"unexplained"}


@proof
def test_absent_dead_and_pictured_papers_are_so():
    for seed, period in ALL:
        for planted in (p for p in city(seed).truth(Period.parse(period)) if p.rule in ABOUT):
            found = own(seed, period, planted)
            if planted.problem in ("missing", "outdated") and planted.outcome == "failed":
                assert not found
            elif planted.problem == "broken":
                assert found[0].dead or found[0].attachments[0].body is None
            elif planted.problem in ("missing", "picture"):
                assert len(said(found[0])[0]) < 120
                assert found[0].attachments[0].media_type in ("image/png", "application/pdf")


@proof
def test_old_papers_are_there_where_only_they_are():
    for seed, period in ALL:
        for planted in (p for p in city(seed).truth(Period.parse(period)) if p.problem in ("missing", "outdated")):
            if planted.rule in ABOUT and planted.outcome == "failed":
                body = next(body for body in city(seed).departments if body.id == planted.department)
                final, year = ABOUT[planted.rule][0], Period.parse(period).year - ABOUT[planted.rule][0]
                before = papers(seed, period, body, planted.place, year - 1, final=final)
                assert bool(before) is (planted.problem == "outdated")


@proof
def test_faults_of_place_and_time_are_so():
    seen = set()
    for seed, period in ALL:
        for planted in (p for p in city(seed).truth(Period.parse(period)) if p.rule in ABOUT):
            if planted.problem == "deep":
                assert all(len(article.column) >= 4 for article in own(seed, period, planted))
            if planted.problem == "late":
                for article in own(seed, period, planted):
                    assert (article.published - day_of_approval(said(article)[0])).days > 20
            seen.add(planted.problem)
    assert seen >= {"deep", "late"}


@pytest.mark.parametrize(("seed", "period"), LATER)
def test_what_is_sound_came_in_time(seed, period):
    days = []
    for *_, found in owed(seed, period):
        days += [(a.published - day).days for a in found if (day := day_of_approval(said(a)[0]))]
    assert days
    assert max(days) <= 20


@proof
def test_places_that_differ_and_last_years_that_do_are_so():
    seen = set()
    for seed, period in ALL:
        for planted in city(seed).truth(Period.parse(period)):
            if planted.rule not in ABOUT or planted.problem not in ("places-differ", "last-year-differs"):
                continue
            ((article,), head) = own(seed, period, planted), SUBJECTS[planted.subject]
            final, body = ABOUT[planted.rule][0], next(b for b in city(seed).departments if b.id == planted.department)
            year = Period.parse(period).year - final
            here, place, then = now(lines(article)), "own", year
            if planted.problem == "last-year-differs":
                here, place, then = last(lines(article)), planted.place, year - 1
            others = [now(lines(a)) for a in papers(seed, period, body, place, then, final=final)]
            for other in filter(None, others if here else ()):
                assert abs(other[head] - here[head]) > Decimal("0.05")
                seen.add(planted.problem)
    assert seen == {"places-differ", "last-year-differs"}


@proof
def test_schedules_left_out_or_empty_are_so():
    for seed, period in ALL:
        for planted in city(seed).truth(Period.parse(period)):
            if planted.rule in ABOUT and planted.problem in ("empty-table", "incomplete") and "表" in planted.subject:
                (article,), year = own(seed, period, planted), Period.parse(period).year - ABOUT[planted.rule][0]
                text, tables = said(article)
                held = roles(year, final=ABOUT[planted.rule][0])
                if planted.problem == "incomplete":
                    assert len(tables) == len(held) - 1 or not tables or "xls" in article.attachments[0].name
                else:
                    assert "政府性基金预算安排的支出，本表无数据" not in text
