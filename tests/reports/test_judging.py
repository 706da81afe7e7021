"""A month judged by several processes is the same month; what dies, or has not changed, costs nobody anything."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from checker.casebook import Casebook
from checker.scoring import Assessment
from checker.store import Store, findings_of
from crawler.archive import Archive
from crawler.run import crawl
from reports import judging_processes, monthly, run_inputs, workspace
from reports.cli import main
from reports.judging import Asked, Judge, read_before, unjudged
from reports.judging_processes import judged_bodies
from reports.spent import Spent
from rules.finding import Finding, Outcome
from rules.rule import catalogue
from tests.crawler.little_site import page, serve
from tests.reports.run_made import BODIES, JULY, PAGES, SCHEME, City

MARK = "GONGKAI_TEST_DEADLY"


@pytest.fixture(scope="module")
def asked(tmp_path_factory, readers) -> Asked:
    """Three tiny sites, crawled and read."""
    folder = tmp_path_factory.mktemp("judged")
    (folder / "schemes").mkdir()
    (folder / "schemes" / "s.toml").write_text(SCHEME, "utf-8")
    with serve(PAGES) as portal, serve(PAGES) as one, serve({"/": page(("/1.html", "信息公开指南"))}) as two:
        city = City(folder, {"portal": portal, **dict(zip(BODIES, (one, two), strict=True))})
        city.settings()
        city.roster()
        space = workspace.read(folder)
        with Archive(space.var / "archive") as archive:
            crawl(space.targets(space.roster()), JULY, archive, space.crawl)
            plain = Asked(archive.folder, space.roster(), JULY, space.portal, space.open_scheme())
            return read_before(plain, archive, Spent())


def judged(asked: Asked, size: int) -> dict[str, object]:
    """What is found of each body, without what it took."""
    found = dict(judged_bodies(asked, size))
    return {id: (each.assessment, each.share, each.figures, each.relooks, each.weak) for id, each in found.items()}


def test_nothing_hangs_on_how_many_processes_judge(asked):
    alone = judged(asked, 1)
    assert list(alone) == list(BODIES)
    assert judged(asked, 2) == alone


def deadly(id: str) -> object:
    """Ends its process for one body, always or once."""
    path = Path(os.environ[MARK])
    if id == "hbj" and path.read_text() != "spared":
        path.write_text("spared" if path.read_text() == "once" else "always")
        os._exit(9)
    return _judged(id)


_judged = judging_processes._judged


@pytest.mark.parametrize("when", ["once", pytest.param("always", marks=pytest.mark.proof)])
def test_a_process_that_dies_costs_nobody_a_mark(asked, tmp_path, monkeypatch, when):
    (tmp_path / "mark").write_text(when)
    whole = judged(asked, 1)
    monkeypatch.setenv(MARK, str(tmp_path / "mark"))
    monkeypatch.setattr(judging_processes, "_judged", deadly)
    monkeypatch.setattr(judging_processes, "_begin", begin_with(str(tmp_path / "mark")))
    found = judged(asked, 2)
    assert found["czj"] == whole["czj"]
    if when == "once":
        assert found == whole
    else:
        assessment = found["hbj"][0]
        assert isinstance(assessment, Assessment)
        items = [item for verdict in assessment.verdicts for item in verdict.weighed]
        assert items
        assert {item.finding.outcome for item in items} == {Outcome.UNTESTED}
        assert sum(item.deducted for item in items) == 0


_begin = judging_processes._begin


class begin_with:
    """Tells a new process where the mark lies: the server that it comes from has its own environment."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __call__(self, asked: Asked) -> None:
        os.environ[MARK] = self.mark
        _begin(asked)


def test_what_the_machine_was_at_fault_for_is_judged_again_and_the_ledger_hears_of_it(asked, tmp_path, monkeypatch):
    city = City(tmp_path / "w")
    shutil.copytree(asked.archive.parent.parent, city.folder)
    words = ["check", "--workspace", str(city.folder), "--period", "2013-07", "--as-of", "2013-08-01", "--quiet"]
    monkeypatch.setattr(monthly, "_bodies", lambda _, asked, *__: {id: unjudged(asked, id) for id in BODIES})
    main(words)
    before = told(city)
    monkeypatch.undo()
    assert {found.outcome for found in found_in(city)} == {Outcome.UNTESTED}
    main(words)
    assert Outcome.FAILED in {found.outcome for found in found_in(city)}
    with closing(Casebook(city.var / "gongkai.sqlite")) as book:
        assert book.matters()
    assert told(city) != before  # and so do tables and pages
    anew: list[object] = []
    monkeypatch.setattr(monthly, "weigh_month", lambda *known: anew.append(known) or monthly.Weighed(0, lasting=True))
    main(words)
    assert not anew  # now it is the last word
    monkeypatch.setattr(run_inputs, "_code", lambda: "another program of the same version")
    main(words)
    assert anew


def told(city: City) -> str:
    """What the ledger, tables and pages of the month hang on, for the same judgement."""
    return run_inputs.told_from(workspace.read(city.folder), JULY, "judged")


def found_in(city: City) -> list[Finding]:
    """What is stored of the month."""
    with closing(Store(city.var / "gongkai.sqlite")) as store:
        return [item.finding for _, _, item in findings_of(store.assessments(JULY))]


def test_every_rule_is_charged_with_what_it_takes_and_all_together_is_the_whole(asked):
    profiled = Asked(**{**vars(asked), "profile": True})
    with Judge(profiled) as judge:
        spent = judge.judged("hbj").spent
    assert sum(spent.told.values()) == spent.whole
    assert {each.rule for each in asked.scheme.indicators} <= set(spent.on)
    assert spent.on["disclosure-guide"] > 0
    assert set(spent.pages) <= set(catalogue())
