"""A month judged by several processes is the same month; what dies, or has not changed, costs nobody anything."""

import os
from pathlib import Path

import pytest

from checker.scoring import Assessment
from crawler.archive import Archive
from crawler.run import crawl
from reports import judging_processes, workspace
from reports.judging import Asked, Judge, read_before
from reports.judging_processes import judged_bodies
from reports.spent import Spent
from rules.finding import Outcome
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


def test_every_rule_is_charged_with_what_it_takes_and_all_together_is_the_whole(asked):
    profiled = Asked(**{**vars(asked), "profile": True})
    with Judge(profiled) as judge:
        spent = judge.judged("hbj").spent
    assert sum(spent.told.values()) == spent.whole
    assert {each.rule for each in asked.scheme.indicators} <= set(spent.on)
    assert spent.on["disclosure-guide"] > 0
    assert set(spent.pages) <= set(catalogue())
