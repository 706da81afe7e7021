"""What is there now of that in which a case was found."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from checker.grounds import Shown
from checker.ledger.events import Matter
from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Reason, Snapshot, Unreached, Visited

THEN, NOW = datetime(2013, 8, 1, 2, tzinfo=CHINA), datetime(2013, 9, 1, 2, tzinfo=CHINA)
HTML = "<html><title>{0}</title><body><h1>{0}</h1><p>{1}</p></body></html>"


def page(url, title="行政处罚公示（第三批）", text="共三件。", fetched=NOW, place=Place.OWN, documents=()):
    reading = read(HTML.format(title, text).encode(), url=url)
    return Page(url, place, fetched, str(hash((title, text))), "", reading, documents=tuple(documents))


def file(url, label="处罚明细表"):
    return Document(url, Place.OWN, NOW, "0" * 64, label, read("对象\t事由\n甲\t乙".encode(), url=url, name="1.txt"))


def grounds(*pages, evidence, place=Place.OWN, **more):
    snapshot = Snapshot(Department("hbj", "市环保局"), Period(2013, 8), pages, **more)
    case = SimpleNamespace(
        matter=Matter("hbj", "r", place, "no-field", "处罚依据"), seen=SimpleNamespace(evidence=evidence)
    )
    return Shown(snapshot).grounds(case)


A = page("http://hbj/a.htm")


def test_a_page_is_there_at_its_address_with_all_that_hangs_on_it():
    now = replace(A, documents=(file("http://hbj/a.xls"),))
    assert grounds(now, evidence=[A.cite("共三件")]).addresses == {"http://hbj/a.htm", "http://hbj/a.xls"}
    assert not grounds(now, evidence=[A.cite("共三件")]).gone


def test_a_page_that_is_nowhere_is_gone():
    cited = A.cite("共三件")
    assert grounds(page("http://hbj/b.htm", "另一份"), evidence=[cited]).gone == (cited,)


@pytest.mark.parametrize(
    "past", [(), (replace(A, fetched=THEN),)], ids=["by the quoted title", "by the title that it had"]
)
def test_a_page_put_up_anew_under_the_same_title_is_there(past):
    cited = A.cite("共三件" if past else "")
    found = grounds(page("http://hbj/c.htm", text="共四件。"), evidence=[cited], previous=past)
    assert not found.gone
    assert found.addresses == {"http://hbj/c.htm"}


def test_a_file_under_another_address_and_the_same_link_is_there():
    lost = replace(file("http://hbj/1.xls"), fetched=THEN).cite("处罚明细表")
    now = replace(A, documents=(file("http://hbj/2.xls"),))
    assert not grounds(now, evidence=[lost]).gone
    assert grounds(A, evidence=[lost]).gone == (lost,)


def test_a_page_of_its_title_in_the_other_place_is_another():
    cited = A.cite()
    assert grounds(page("http://city/c.htm", place=Place.PORTAL), evidence=[cited]).gone == (cited,)


def test_of_many_pages_of_its_place_the_first_counts_and_of_the_other_place_all():
    second, portal = page("http://hbj/2.htm", "第二份"), page("http://city/1.htm", "另一处", place=Place.PORTAL)
    cited = [A.cite(), second.cite(), portal.cite()]
    assert grounds(A, portal, evidence=cited).gone == ()
    assert grounds(A, second, evidence=cited).gone == (portal.cite(),)


def test_a_page_of_the_whole_portal_or_of_all_bodies_is_there():
    common = page("http://city/1.htm", place=Place.PORTAL)
    evidence = [common.cite()]
    assert not grounds(evidence=evidence, place=Place.PORTAL, commons=(common,)).gone
    assert not grounds(evidence=evidence, place=Place.PORTAL, whole=Visited((common,), ())).gone


def test_what_was_kept_of_an_earlier_visit_is_needed_to_compare_again():
    old, new = replace(A, fetched=THEN - timedelta(days=30)), replace(page(A.url, text="共两件。"), fetched=THEN)
    evidence = [old.cite("共三件"), new.cite("共两件")]
    assert grounds(replace(new, fetched=NOW), evidence=evidence, previous=(new,)).kept == (evidence[0],)
    assert grounds(replace(new, fetched=NOW), evidence=evidence, earlier=(old,)).kept == ()
    assert not grounds(replace(new, fetched=NOW), evidence=evidence).gone


def test_another_place_that_was_read_on_another_day_is_no_earlier_visit():
    portal = replace(page("http://city/1.htm", "另一处", place=Place.PORTAL), fetched=NOW + timedelta(days=12))
    assert not grounds(replace(A, sha256="f"), portal, evidence=[A.cite(), portal.cite()]).kept


def test_a_case_without_evidence_rests_on_nothing():
    assert not grounds(A, evidence=[]).gone


def test_a_file_that_did_not_open_is_there_where_its_page_says_now_what_it_was_to_say():
    lost = Unreached(
        "http://hbj/1.doc", Place.OWN, Reason.GONE, "附件1：行政处罚公示（第三批）.doc", status=404, kind="document"
    )
    assert not grounds(A, evidence=[lost.cite()]).gone
    other = replace(lost, label="明细")
    assert grounds(A, evidence=[other.cite()]).gone
    assert not grounds(A, evidence=[other.cite()], previous=(replace(A, fetched=THEN, dead=(other,)),)).gone
    assert not grounds(replace(A, dead=(other,)), evidence=[other.cite()]).gone
