"""Whatever is taken away, in whatever order and wherever it is broken off: what stays is whole and opens."""

import hashlib
import os
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from crawler import retention
from crawler.archive import Archive
from crawler.period import Period
from crawler.retention import Holding, digest, holdings, later, needless, periods_of, take_away
from crawler.verify import Count, verify
from tests.crawler.months_kept import all_bodies, body, keep_months, moment
from tests.tries import tries

MAY = Period(2003, 5)
STEPS = 16  # at which a kill may come
MONTHS = [
    {"czj": {"a": 1, "b": 1}, "hbj": {"x": 1}},
    {"czj": {"a": 1, "b": 2}, "hbj": {"x": 2}},
    {"czj": {"a": 2, "b": 2, "c": 1}, "hbj": {"x": 2}, "wsj": {"w": 1}},
]
PAGES = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 2), min_size=1)
SITES = st.dictionaries(st.sampled_from(["czj", "hbj"]), PAGES)


def at(month, site="czj"):
    return Holding(MAY.shift(month), site)


@pytest.fixture
def folder(tmp_path):
    keep_months(tmp_path / "archive", MAY, MONTHS)
    return tmp_path / "archive"


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.warc.gz")}


def pointed(folder):
    """The files into which captures point."""
    with sqlite3.connect(folder / "archive.db") as db:
        return {path for row in db.execute("SELECT warc, leads, record FROM captures") for path in row} - {""}


def counts(folder):
    with sqlite3.connect(folder / "archive.db") as db:
        names = ("captures", "records", "warcs", "readings", "frontier", "visits")
        return {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def test_what_rests_on_what(folder):
    with Archive(folder) as archive:
        found = holdings(archive)
    assert {each: held.rests_on for each, held in found.items() if held.rests_on} == {
        at(1): {at(0)},
        at(2): {at(1)},
        at(2, "hbj"): {at(1, "hbj")},
    }
    assert {each: held.captures for each, held in found.items()} == {
        at(0): 2, at(0, "hbj"): 1, at(1): 2, at(1, "hbj"): 1, at(2): 3, at(2, "hbj"): 1, at(2, "wsj"): 1,
    }  # fmt: skip
    assert all(held.size == (folder / each.path).stat().st_size for each, held in found.items())
    assert later(found) == {MAY: {MAY.shift(1)}, MAY.shift(1): {MAY.shift(2)}}


def test_only_what_nobody_needs_any_more_goes(folder):
    with Archive(folder) as archive:
        found = holdings(archive)
        assert needless(found, {MAY}) == {at(0, "hbj")}
        assert needless(found, {MAY.shift(1)}) == set()
        assert needless(found, {MAY, MAY.shift(2)}) == {at(0, "hbj"), at(2), at(2, "hbj"), at(2, "wsj")}
        assert needless(found, {MAY.shift(each) for each in range(3)}) == set(found)
        take_away(archive, needless(found, {MAY}), moment(MAY))
        assert archive.periods() == [MAY, MAY.shift(1), MAY.shift(2)]
    assert "warc/2003-05/hbj.warc.gz" not in files(folder)
    assert "warc/2003-05/czj.warc.gz" in files(folder)
    assert list(verify(folder)) == []


def test_the_last_that_needs_a_file_takes_it_along(folder):
    with Archive(folder) as archive:
        everything = {each.period for each in holdings(archive)}
        gone = set()
        for period in sorted(everything):
            gone.add(period)
            take_away(archive, needless(holdings(archive), gone), moment(MAY))
            assert list(verify(folder)) == []
        assert archive.periods() == []
    assert not files(folder)
    assert set(counts(folder).values()) == {0}
    assert not list((folder / "warc").iterdir())


@tries(5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(months=st.lists(SITES, min_size=2, max_size=5), data=st.data())
def test_what_stays_reads_as_before(tmp_path, months, data):
    folder = tmp_path / "any"
    shutil.rmtree(folder, ignore_errors=True)
    keep_months(folder, MAY, months, finish=data.draw(st.booleans()))
    before, gone = all_bodies(folder), set()
    for number in data.draw(st.permutations(range(len(months)))):
        gone.add(MAY.shift(number))
        with Archive(folder) as archive:
            take_away(archive, needless(holdings(archive), gone), moment(MAY))
        now = all_bodies(folder)
        assert now.items() <= before.items()
        assert {each for each in before if Period.parse(each[0]) not in gone} <= set(now)
        assert list(verify(folder)) == []
        assert files(folder) == pointed(folder)
    assert not files(folder)


@pytest.mark.parametrize(
    "deadly", [1, 2, 4, *(pytest.param(each, marks=pytest.mark.proof) for each in (0, 3, *range(5, 24)))]
)
def test_a_kill_at_any_moment_leaves_nothing_damaged_and_the_rest_is_done_later(folder, deadly):
    gone, before = {MAY, MAY.shift(2)}, all_bodies(folder)
    assert _killed(folder, gone, deadly) == (deadly < STEPS)
    assert list(verify(folder, count=Count())) == []
    assert all_bodies(folder).items() <= before.items()
    with Archive(folder) as archive:
        take_away(archive, needless(holdings(archive), gone), moment(MAY))
    assert list(verify(folder)) == []
    assert files(folder) == {"warc/2003-05/czj.warc.gz", "warc/2003-06/czj.warc.gz", "warc/2003-06/hbj.warc.gz"}


def _killed(folder, gone, deadly):
    """Whether a process that takes months away was killed at its so-manieth step."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    left = [deadly]

    def deadly_step(real):
        def step(*words, **named):
            for moment_of_it in (lambda: None, lambda: real(*words, **named)):
                result = moment_of_it()
                if not left[0]:
                    os._exit(9)
                left[0] -= 1
            return result

        return step

    for name in ("_forget", "_unlinked", "_settle"):
        setattr(retention, name, deadly_step(getattr(retention, name)))
    Path.unlink = deadly_step(Path.unlink)
    try:
        with Archive(folder) as archive:
            take_away(archive, needless(holdings(archive), gone), moment(MAY))
        os._exit(0)
    finally:
        os._exit(1)


def test_what_was_deleted_is_not_left_in_the_database(tmp_path):
    keep_months(tmp_path, MAY, [{"czj": {"secret": 1, "open": 1}}, {"czj": {"open": 2}}])
    with Archive(tmp_path) as archive:
        (capture,) = (each for each in archive.captures("czj", MAY) if each.url.endswith("secret"))
        archive.keep_readings("1", [(capture.sha256, "", b"a name that was read" * 9)])
        archive.db.execute("PRAGMA secure_delete = OFF")  # as SQLite is, where it was not built otherwise
        take_away(archive, needless(holdings(archive), {MAY}), moment(MAY))
    left = (tmp_path / "archive.db").read_bytes()
    assert b"open" in left
    assert b"secret" not in left
    assert b"that was read" not in left


def test_what_a_kill_of_the_crawl_left_goes_too(tmp_path):
    keep_months(tmp_path, MAY, MONTHS, finish=False)
    with (tmp_path / "warc/2003-05/hbj.warc.gz").open("ab") as file:
        file.write(b"half a record")
    with Archive(tmp_path) as archive:
        take_away(archive, needless(holdings(archive), {MAY}), moment(MAY))
    assert "warc/2003-05/hbj.warc.gz" not in files(tmp_path)
    assert list(verify(tmp_path)) == []


def test_readings_that_others_share_stay(tmp_path):
    keep_months(tmp_path, MAY, [{"czj": {"a": 1}, "hbj": {"x": 1}}, {"czj": {"a": 2}, "hbj": {"x": 2}}])
    with Archive(tmp_path) as archive:
        before = counts(tmp_path)["readings"]
        with archive.db.atomic():
            june = "SELECT sha256 FROM captures WHERE period = '2003-06' AND site = 'hbj'"
            archive.db.execute(f"UPDATE captures SET sha256 = ({june}) WHERE period = '2003-05' AND site = 'czj'")
        take_away(archive, [at(0)], moment(MAY))
    assert counts(tmp_path)["readings"] == before  # what czj had is now hbj's, of June


def test_a_citation_is_found_in_the_month_that_fetched_it(folder):
    url = "http://czj.example/b"
    with Archive(folder) as archive:
        cited = [(url, moment(MAY.shift(month), 1)) for month in range(3)] + [("http://other/", moment(MAY, 1))]
        found = periods_of(archive, cited)
    assert found == {cited[month]: {MAY.shift(month)} for month in range(3)}


def test_a_name_that_leads_out_of_the_archive_is_no_site(folder):
    with sqlite3.connect(folder / "archive.db") as db:
        db.execute("UPDATE visits SET site = '../../../etc/x' WHERE site = 'wsj'")
    with Archive(folder) as archive, pytest.raises(sqlite3.DatabaseError):
        holdings(archive)


def test_a_digest_is_that_of_the_file_as_it_lies_there(folder):
    with Archive(folder) as archive:
        assert digest(archive, at(0)) == hashlib.sha256((folder / at(0).path).read_bytes()).hexdigest()
        assert digest(archive, at(9)) == ""
    assert body("czj", "a", 1) in all_bodies(folder).values()


def test_nothing_else_in_the_program_deletes_evidence():
    root = Path(retention.__file__).parents[1]
    rows = re.compile(r"delete from (?:captures|records|warcs|visits)", re.IGNORECASE)
    names = re.compile(r"\.unlink\(|rmtree|\.rmdir\(|os\.remove")
    found = {
        path.relative_to(root).as_posix()
        for room in ("crawler", "rules", "checker", "reports")
        for path in (root / room).rglob("*.py")
        if rows.search(text := path.read_text("utf-8")) or (room == "crawler" and names.search(text))
    }
    own_drafts = {
        "crawler/reading/office/libreoffice.py",
        "crawler/laid_by.py",
    }  # the second, of answers that are kept by then
    assert found == {"crawler/retention.py", *own_drafts}
