"""How the tests are dealt out: a group stays on one worker, and there are more workers than cores.

pytest 9.2 keeps the name of a test in a form that pytest-xdist 3.8 does not reach: without this its groups are silently
ignored, and every worker sets up every crawl anew.
"""

import os

import pytest
from hypothesis import settings

from crawler.period import Period
from crawler.reading import Pool
from crawler.reading.pictures import ocr
from reports import judging_processes
from reports.samplecity.city import City
from tests.month import run

HAS_EYES = ocr.available
FEWEST = 4  # workers: half of the time, tests wait for pauses that a polite crawler makes

settings.register_profile("shared", deadline=None)  # with more workers than cores, time on the wall says nothing
settings.register_profile("proof", settings.get_profile("shared"), max_examples=500)
settings.load_profile("shared")


def pytest_xdist_auto_num_workers():
    return max(FEWEST, os.cpu_count() or 1)


@pytest.fixture(scope="session", autouse=True)
def without_eyes():
    """Whether the extra `ocr` is installed changes nothing, except for the tests of the eyes themselves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ocr, "available", lambda: False)
        patch.setattr(judging_processes, "BODIES", 1_000_000)  # other processes would judge with eyes
        yield


@pytest.fixture(scope="session")
def month(tmp_path_factory):
    """A city that `gongkai run` has crawled over HTTP and judged; made once, for it costs more than all else."""
    with run(City(7), Period(2013, 7), tmp_path_factory.mktemp("city")) as kept:
        yield kept


@pytest.fixture(scope="session")
def next_month(month):
    """The month after it, under the same addresses: crawled, and both judged one after the other."""
    after = month.period.shift(1)
    month.crawl(after)
    assert month.check(month.period, "--strict") == 1  # there are problems
    assert month.check(after) == 3  # not all sites could be read
    return after


@pytest.fixture(scope="session")
def readers(without_eyes):
    """Reading processes for tests that are not about them: each pool takes half a second to start."""
    with Pool() as pool:
        yield pool


@pytest.fixture(autouse=True)
def with_eyes(request, monkeypatch):
    """The tests of the eyes have them."""
    group = request.node.get_closest_marker("xdist_group")
    if group and group.args[0] == "ocr":
        monkeypatch.setattr(ocr, "available", HAS_EYES)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        group = item.get_closest_marker("xdist_group")
        if group and hasattr(item, "_id") and "@" not in item.nodeid.rpartition("]")[2]:
            item._id = type(item._id).parse(f"{item.nodeid}@{group.args[0]}")
