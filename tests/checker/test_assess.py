"""Judging: what could not be seen is untested before any rule runs; a rule's bug costs nobody a mark."""

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from time import process_time

import pytest

from checker.assess import assess, is_cut_off
from checker.patience import TookTooLong, within
from checker.scheme import open_scheme
from checker.scoring import Assessment
from checker.store import Store
from crawler.health import columns, hindrance, weakness
from crawler.period import CHINA, Period
from crawler.reading.value import Reading
from crawler.roster import Department
from crawler.snapshot import Page, Place, Reason, Snapshot, Unreached
from rules.finding import Outcome, failed, passed
from rules.rule import Rule, catalogue

JULY = Period(2013, 7)
WHEN = datetime(2013, 8, 1, 2, 10, 4, tzinfo=CHINA)
OWING = Department("czj", "示例市财政局", kinds=frozenset({"budget-unit"}), home="http://own/")


def page(place: Place, number: int = 0) -> Page:
    return Page(
        f"http://{place}/{number}", place, WHEN, "ab", "", Reading("text/html", title=f"页{number}", text="正文")
    )


def lost(place: Place, reason: Reason, depth: int = 0) -> Unreached:
    return Unreached(f"http://{place}/x{depth}", place, reason, fetched=WHEN, depth=depth)


def judged(tmp_path, pages=(), unreached=(), department=OWING, rules=None):
    scheme = open_scheme("yichun-2013", tmp_path, catalogue())
    scheme = replace(scheme, indicators=scheme.indicators[:1])  # one duty is enough to see how it is weighed
    return assess(Snapshot(department, JULY, tuple(pages), tuple(unreached)), scheme, rules or catalogue())


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.GONE])
def test_a_site_that_could_not_be_read_is_untested_and_costs_nothing(tmp_path, reason):
    result = judged(tmp_path, [page(Place.PORTAL)], [lost(Place.OWN, reason)])
    (verdict,) = result.verdicts
    own = [item for item in verdict.weighed if item.finding.place is Place.OWN]
    assert [item.finding.outcome for item in own] == [Outcome.UNTESTED]
    assert own[0].finding.values["reason"] == reason
    assert own[0].deducted == 0
    assert verdict.score.assessable == verdict.score.possible / 2
    assert result.provisional


def test_most_of_a_site_lost_is_no_site_seen():
    few = Snapshot(OWING, JULY, (page(Place.OWN),), (lost(Place.OWN, Reason.TIMEOUT, 1),) * 2)
    many = Snapshot(OWING, JULY, tuple(page(Place.OWN, n) for n in range(9)), (lost(Place.OWN, Reason.TIMEOUT, 1),) * 2)
    gone = Snapshot(OWING, JULY, (page(Place.OWN),), (lost(Place.OWN, Reason.GONE, 1),) * 9)
    assert hindrance(few)
    assert not hindrance(many)
    assert not hindrance(gone)


def in_column(number, *path, reason=None, label=""):
    if reason:
        return Unreached(f"http://own/c{number}", Place.OWN, reason, label, path, fetched=WHEN, depth=2)
    return replace(page(Place.OWN, number), columns=path)


def test_what_a_budget_left_is_weighed_column_by_column():
    left = tuple(in_column(n, "首页", "新闻", reason=Reason.BUDGET) for n in range(90))
    site = Snapshot(OWING, JULY, tuple(in_column(n, "首页", "财政信息") for n in range(3)), left)
    assert not hindrance(site)
    assert not weakness(site, ["财政信息"])
    assert weakness(site, ["新闻"]) == left[0]
    assert [(column.path, column.read, column.lost, column.is_weak) for column in columns(site)] == [
        (("财政信息",), 3, 0, False),
        (("新闻",), 0, 90, True),
    ]


def test_a_column_that_was_not_read_accuses_nobody(tmp_path):
    pages = [*(page(Place.OWN, n) for n in range(9)), page(Place.PORTAL)]
    (whole,) = judged(tmp_path, pages).verdicts
    unreached = [in_column(n, "首页", "财政预决算", reason=Reason.TIMEOUT, label=f"第{n}份材料") for n in range(3)]
    (verdict,) = judged(tmp_path, pages, unreached).verdicts
    outcomes = [{item.finding.place: item.finding.outcome for item in each.weighed} for each in (whole, verdict)]
    assert [found[Place.OWN] for found in outcomes] == [Outcome.FAILED, Outcome.UNTESTED]
    assert [found[Place.PORTAL] for found in outcomes] == [Outcome.FAILED, Outcome.FAILED]


def test_a_department_without_a_site_owes_the_portal_only(tmp_path):
    homeless = Department("zx", "示例市支付中心", kinds=frozenset({"budget-unit"}))
    (verdict,) = judged(tmp_path, [page(Place.PORTAL)], department=homeless).verdicts
    assert [item.finding.outcome for item in verdict.weighed] == [Outcome.INAPPLICABLE, Outcome.FAILED]
    assert (verdict.score.possible, verdict.score.earned) == (20, 0)


def test_duties_of_other_kinds_do_not_bind(tmp_path):
    county = Department("thx", "示例县", kinds=frozenset({"county"}), home="http://own/")
    assert judged(tmp_path, [page(Place.OWN)], department=county).verdicts == ()


def test_a_rule_with_a_bug_is_untested_and_the_others_go_on(tmp_path):
    def broken(site, **dials):
        raise KeyError("oops")
        yield

    known = catalogue()["three-public-budget"]
    rules = {**catalogue(), known.id: Rule(known.id, known.title, known.basis, known.reads, known.problems, broken)}
    (verdict,) = judged(tmp_path, [page(Place.OWN), page(Place.PORTAL)], rules=rules).verdicts
    assert verdict.outcome is Outcome.UNTESTED
    assert verdict.weighed[0].finding.values == {"error": "KeyError"}
    assert verdict.score.assessable == 0


def endless(site, **dials):
    re.fullmatch("(x+x+)+y", "x" * 60)  # for longer than anybody waits
    yield


def test_a_rule_that_does_not_end_is_untested_in_time_and_may_say_more_another_day(tmp_path, monkeypatch):
    monkeypatch.setattr("checker.assess.PATIENCE", 100)
    verdict = told(tmp_path, endless)
    assert [str(item.finding) for item in verdict.weighed] == ["检查用时过长，未得出结果，请报告"] * 2
    assert [item.finding.outcome for item in verdict.weighed] == [Outcome.UNTESTED] * 2
    result = Assessment(OWING, JULY, "", (verdict,))
    assert is_cut_off(result)
    assert not is_cut_off(Assessment(OWING, JULY, "", (told(tmp_path, finding_of(passed)),)))


def _swallow_one():
    with suppress(TookTooLong):
        while True:
            pass
    while True:
        pass


def test_what_ends_in_time_is_left_alone_in_every_thread():
    with within(50):
        pass
    begun = process_time()
    while process_time() - begun < 0.2:
        pass
    with pytest.raises(TookTooLong), within(50):
        _swallow_one()
    with ThreadPoolExecutor(1) as other:
        assert other.submit(lambda: list(within(1_000).gen) == [None]).result()


def finding_of(make, *evidence, **more):
    def check(site, **dials):
        yield make("missing", *evidence, **more)

    return check


def told(tmp_path, check):
    known = catalogue()["three-public-budget"]
    rules = {**catalogue(), known.id: Rule(known.id, known.title, known.basis, known.reads, known.problems, check)}
    (verdict,) = judged(tmp_path, [page(Place.OWN), page(Place.PORTAL)], rules=rules).verdicts
    return verdict


def test_what_was_recognised_in_a_picture_fails_nobody(tmp_path):
    scan = replace(page(Place.OWN), reading=Reading("image/png", text="合计 12.5", read_by="ocr"))
    cited = (page(Place.OWN).cite(), scan.cite("12.5"))
    assert [each.read_by for each in cited] == ["text", "ocr"]
    verdict = told(tmp_path, finding_of(failed, *cited, note="写的是 {stated}", stated="12.5", subject="合计"))
    (finding, _) = (item.finding for item in verdict.weighed)
    assert (finding.outcome, finding.problem, finding.subject) == (Outcome.CANT_TELL, "missing", "合计")
    assert finding.evidence == cited
    assert "图像识别" in str(finding)
    assert str(finding).endswith("写的是 12.5")
    assert all(item.deducted == 0 for item in verdict.weighed)


def test_what_was_recognised_in_a_picture_may_fulfil_a_duty(tmp_path):
    scan = replace(page(Place.OWN), reading=Reading("image/png", text="合计 12.5", read_by="ocr"))
    verdict = told(tmp_path, finding_of(lambda _, *evidence: passed(*evidence), scan.cite()))
    assert verdict.outcome is Outcome.PASSED


def test_what_was_read_as_text_fails_as_ever(tmp_path):
    assert told(tmp_path, finding_of(failed, page(Place.OWN).cite())).outcome is Outcome.FAILED


def test_a_store_from_before_pictures_were_read_opens(tmp_path):
    file = tmp_path / "var" / "gongkai.sqlite"
    results = [judged(tmp_path, [page(Place.OWN), page(Place.PORTAL)])]
    store = Store(file)
    store.save(JULY, results, open_scheme("yichun-2013", tmp_path, catalogue()))
    store.close()
    with sqlite3.connect(file) as old:
        old.execute("alter table citations drop column read_by")
    old.close()
    store = Store(file)
    try:
        assert store.assessments(JULY) == results
    finally:
        store.close()


def test_what_is_stored_comes_back_the_same(tmp_path):
    scan = replace(page(Place.OWN).cite(), read_by="ocr")
    verdict = told(tmp_path, finding_of(failed, scan))
    assert verdict.weighed[0].finding.evidence == (scan,)
    results = [
        Assessment(OWING, JULY, "yichun-2013", (verdict,)),
        judged(tmp_path, [page(Place.OWN), page(Place.PORTAL)], [lost(Place.OWN, Reason.TIMEOUT, 3)]),
        judged(tmp_path),
    ]
    store = Store(tmp_path / "var" / "gongkai.sqlite")
    try:
        store.save(JULY, results[:1], open_scheme("yichun-2013", tmp_path, catalogue()))
        store.save(JULY.shift(1), [], open_scheme("yichun-2013", tmp_path, catalogue()))
        store.save(JULY, results[:1], open_scheme("yichun-2013", tmp_path, catalogue()))
        assert store.assessments(JULY) == results[:1]
        assert store.periods() == [JULY]
    finally:
        store.close()
