"""The reckoning of a province and the nation keeps simple laws, and meets what a real crawl with pauses takes."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.nation import ASSUMED, Address, Plan, addresses, chance_of_platform, figures, floor_of, limits, makespan
from crawler.archive import Archive
from crawler.period import Period
from crawler.run import crawl
from reports import workspace
from reports.samplecity.city import City
from reports.samplecity.server import serve

COSTS = json.loads((Path(__file__).parents[1] / "bench" / "costs.json").read_text("utf-8"))
LIKELY = {name: likely for name, (_, likely, _) in ASSUMED.items()}
MANY = st.lists(st.floats(1, 1e5), min_size=1, max_size=300).map(
    lambda all: [Address(max(int(each / 4), 1), each) for each in all]
)
TOLERANCE = 0.35  # by which a crawl of half a minute may differ from its pauses and answers
START = 5.0  # seconds until the crawling processes are there


@given(MANY, st.integers(1, 40), st.integers(1, 64))
def test_no_number_of_workers_undercuts_politeness_and_more_never_take_longer(found, workers, slots):
    plan = Plan(workers, slots)
    hours = makespan(found, plan, 0.0)
    assert hours >= floor_of(found) * (1 - 1e-9)
    assert makespan(found, replace(plan, workers=2 * workers), 0.0) <= hours * (1 + 1e-9)
    assert makespan(found, Plan(len(found), 1), 0.0) == pytest.approx(floor_of(found))


@given(st.integers(1, 8))
def test_twice_the_workers_take_half_the_time_until_politeness_binds(workers):
    found = [Address(100, 400.0)] * 64 * 40
    one, two = (makespan(found, Plan(number), 0.0) for number in (workers, 2 * workers))
    assert one / two == pytest.approx(2, rel=0.2)


def test_a_core_that_is_overrun_binds_before_the_slots_do():
    found = [Address(1000, 1.0)] * 64
    assert makespan(found, Plan(1), 0.01) == pytest.approx(64 * 1000 * 0.01 / 3600)


def test_the_wanted_share_of_sites_lies_on_platforms():
    draw = random.Random(1)
    alone = sum(draw.random() >= chance_of_platform(LIKELY) for _ in range(20_000)) / 20_000
    found = addresses(50_000, random.Random(2), LIKELY, Plan(1))
    assert alone * len(found) / 50_000 == pytest.approx(1 - LIKELY["shared"], abs=0.08)


def test_the_same_seed_gives_the_same_figures_and_what_is_reached_first_comes_first():
    assert figures(500, 7, COSTS, Plan(1), 5.0) == figures(500, 7, COSTS, Plan(1), 5.0)
    assert all(value > 0 for value in COSTS.values() if isinstance(value, float) and value != COSTS["load"])
    reached = [sites for sites, _, _ in limits(COSTS, 10.0)]
    assert reached == sorted(reached)


@pytest.mark.proof
def test_a_real_crawl_with_pauses_takes_what_is_reckoned(tmp_path):
    city, period, pause, answer = City(5), Period(2013, 7), 0.2, 0.02
    with serve(city.content(period), latency=answer) as served:
        city.write_workspace(tmp_path, served.bases)
        space = workspace.read(tmp_path)
        targets = [each for each in space.targets(space.roster()) if each.key != "portal"][:6]
        with Archive(space.var / "archive") as archive:
            report = crawl(targets, period, archive, replace(space.crawl, delay=pause))
    asked = [sum(each.values()) for each in report.sites.values()]
    reckoned = makespan([Address(each, each * (pause + answer)) for each in asked], Plan(1), 0.0) * 3600
    assert reckoned * (1 - TOLERANCE) <= report.seconds <= reckoned * (1 + TOLERANCE) + START
