"""What is known of a month or a year when its workbook comes back: every row as it stands there, in both languages."""

import re
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from checker.decisions import Decisions
from checker.returns_form import APPEALS, DOUBTS, FOUND, ON_SITE, WORDS
from checker.rulings import Decision, Ruling
from checker.store import Store
from crawler.period import Period
from crawler.refusal import Refusal
from reports.about_sheet import digest as scheme_digest
from reports.returned_known import words
from reports.wording import Wording
from rules.finding import passed
from tests.reports.sent_back import DAY, GONE, HBJ, PERIOD, SCHEME, Filled, assessed, disputed, judged, made, stage

TODAY = date(2013, 10, 12)


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    return disputed(tmp_path_factory.mktemp("month") / "city")


@pytest.fixture
def city(sent, tmp_path):
    return shutil.copytree(sent, tmp_path / "city")


def rows(books, language, form):
    """The rows of a sheet by their ids, each as texts by the Chinese headings."""
    columns, sheet = books["zh"].columns(form.sheet), books[language].book[Wording(language).say(form.sheet)]
    for row, found in books["zh"].rows(form.sheet):
        told = {heading: sheet.cell(row, columns[heading]).value for heading in (*form.tells, *form.proves)}
        yield found["编号"], {heading: "" if value is None else str(value) for heading, value in told.items()}


def test_what_is_known_of_a_row_is_what_stands_in_it_in_both_languages(sent):
    known, books = stage(sent).known, {language: Filled(sent / f"{language}.xlsx") for language in ("zh", "en")}
    places = {str(each.name): each for each in known.findings.values()}
    appeals = {str(each.name): each for each in known.appeals.values()}
    count = {}
    for form, of in ((FOUND, places), (DOUBTS, places), (ON_SITE, known.lines), (APPEALS, appeals)):
        both = list(zip(rows(books, "zh", form), rows(books, "en", form), strict=True))
        count[form] = len(both)
        for (id, chinese), (_, english) in both:
            assert of[id].tells == {heading: {chinese[heading], english[heading]} for heading in chinese}
            assert form in (ON_SITE, APPEALS) or of[id].form is form
    assert [count[FOUND], count[DOUBTS], count[APPEALS]] == [5, 2, 4]
    assert count[FOUND] + count[DOUBTS] == len(places)


def test_what_is_known_of_a_month_is_its_city_its_scheme_its_departments_and_its_days(sent):
    known = stage(sent).known
    assert (known.stage, known.first, known.today) == ("2013-09", date(2013, 9, 1), TODAY)
    assert known.stamps == {
        "城市": "伊春市",
        "期别": "2013-09",
        "考核方案": "yichun-2013",
        "方案摘要": scheme_digest(SCHEME),
    }
    assert known.departments == {"hbj", "czj"}
    assert {each.name.indicator: each.names_problem for each in known.findings.values() if each.form is DOUBTS} == {
        "B2-2": True,
        "B2-3": False,
    }
    assert {name: (each.appeal.number, each.bound) for name, each in known.appeals.items()} == {
        1: (1, Decimal(2)),
        2: (2, Decimal("7.5")),
        3: (3, Decimal(0)),
        4: (4, Decimal(0)),
    }
    assert [(known.appeals[each].name.key, known.appeals[each].name.seen) for each in (3, 4)] == [*GONE]
    lines = {key: each for key, each in known.lines.items() if key.startswith("onsite/hbj/C1-week/")}
    assert [(each.key, each.stage, each.first, each.words) for each in lines.values()][:2] == [
        ("onsite/hbj/C1-week/2013-08-26", "2013-09", date(2013, 8, 26), ()),
        ("onsite/hbj/C1-week/2013-09-02", "2013-09", date(2013, 9, 1), ()),
    ]
    assert words().of("编号") == {"编号", Wording("en").say("编号")}
    assert {word: words().of(word) for word in WORDS} == {word: known.words.of(word) for word in WORDS}
    assert known.words.of("是") == {"是", Wording("en").say("是")}


def test_what_was_ruled_on_or_disputed_is_known_however_it_looks_now(city, tmp_path):
    untested = next(each for each in stage(city).known.findings.values() if each.name.indicator == "B2-3")
    hbj, czj = assessed()
    month = [replace(hbj, verdicts=(*hbj.verdicts[:2], judged(HBJ, "B2-3", [passed()]))), czj]
    plain, ruled = made(tmp_path / "plain"), made(tmp_path / "ruled")
    ruling = Ruling(untested.name.key, untested.name.seen, Decision.UPHELD, None, "", "王强", DAY, "x")
    with closing(Decisions(ruled / "var/gongkai.sqlite")) as decisions:
        decisions.receive([], [ruling], [])
    found = {}
    for folder in (city, plain, ruled):
        with closing(Store(folder / "var/gongkai.sqlite")) as store:
            store.save(PERIOD, month, SCHEME)
        found[folder] = stage(folder).known
    now = [found[folder].findings.get(untested.name.key) for folder in (city, plain, ruled)]
    assert [each and (each.form, each.names_problem, each.words) for each in now] == [
        (FOUND, False, ()),
        None,
        (FOUND, False, (ruling,)),
    ]
    assert now[0].tells["问题"] == {""}
    appeal = found[city].appeals[2]
    assert (appeal.name, "问题" in appeal.tells, appeal.tells["对象"]) == (now[0].name, False, {""})


def test_a_year_is_judged_by_the_scheme_that_its_workbook_names_in_the_last_of_its_months(city):
    other = replace(SCHEME, text=SCHEME.text + "\n")
    with closing(Store(city / "var/gongkai.sqlite")) as store:
        for month, scheme in ((Period(2013, 10), SCHEME), (Period(2013, 11), other), (Period(2012, 6), other)):
            store.save(month, [replace(each, period=month) for each in assessed()], scheme)
    names = [scheme_digest(SCHEME), scheme_digest(other), "x", None]
    found = [stage(city, "2013", {} if name is None else {"方案摘要": name}) for name in names]
    assert [str(each.results.period) for each in found] == ["2013-10", "2013-11", "2013-11", "2013-11"]
    assert all(each.is_year_end for each in found)
    known = found[0].known
    assert (known.stage, known.first, known.findings, known.appeals) == ("2013", date(2013, 1, 1), {}, {})
    assert known.stamps == {"城市": "伊春市", "期别": "2013", "考核方案": "yichun-2013", "方案摘要": names[0]}
    assert {key.rsplit("/", 1)[1] for key in known.lines} == {"2013-01-01"}
    assert {each.first for each in known.lines.values()} == {date(2013, 1, 1)}
    assert (found[0].rulings, found[0].appeals, found[0].marks) == ({}, [], [])
    with pytest.raises(Refusal) as refused:
        stage(city, "2011")
    (fault,) = refused.value.faults
    assert Wording().fault(fault) == "2011 年还没有按本年度方案检查过的月份。请先运行 gongkai check。"
    assert not re.search("[一-鿿]", Wording("en").fault(fault))
    for name in ("2013-13", "13", "二〇一三", "20133"):
        with pytest.raises(Refusal):
            stage(city, name)


def test_a_year_of_a_city_that_was_never_checked_is_refused(city):
    (city / "var/gongkai.sqlite").unlink()
    with pytest.raises(Refusal, match="年还没有按本年度方案检查过的月份"):
        stage(city, "2013")
