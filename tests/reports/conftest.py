"""Workspaces for the tests of the monthly run: the tiny city is crawled once, on one worker (xdist_group "tiny city")."""

from datetime import datetime

import pytest

from crawler import run as crawling
from reports import cli
from tests.reports.run_made import copied, served


@pytest.fixture(scope="session")
def made(without_eyes, tmp_path_factory):
    with served(tmp_path_factory.mktemp("made") / "w") as city:
        yield city


@pytest.fixture
def tiny(made, tmp_path):
    return copied(made, tmp_path / "w")


@pytest.fixture
def at(monkeypatch):
    """Sets the clock of whoever starts a crawl; the crawling processes go by the machine's."""

    def setting(moment):
        class Clock(datetime):
            @classmethod
            def now(cls, zone=None):
                return moment

        monkeypatch.setattr(cli, "datetime", Clock)
        monkeypatch.setattr(crawling, "now", lambda: moment)

    return setting
