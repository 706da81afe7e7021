"""A province and the nation, reckoned from what a page costs here: workers, hours, bytes, money, and what breaks first.

    python bench/nation.py [--costs bench/costs.json] [--seeds 41] [--sites 1500,14000,84000] [--hours 10]

What a page costs is measured (bench/costs.py writes the JSON). What is not known is an assumption with a name and a range (`ASSUMED`,
`PRICES`); each seed draws every one of them anew, and the sizes of all sites, their addresses and their troubles. Printed are the
median and the 5th and 95th percentile over the seeds. The same seeds give the same figures.

A site's pages are asked for one after another, and so are those of all sites at one address: `pages * (pause + answer)` is the least
time that an address takes, whatever the number of workers. Addresses are dealt to the slots of the workers, the longest first, as the
crawler deals machines to shares.
"""

from __future__ import annotations

import argparse
import heapq
import json
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
BODIES = 107  # of a full city
DAY, MONTH_DAYS, MONTHS = 24.0, 28, 12
Range = tuple[float, float, float]  # low, likely, high
ASSUMED: Mapping[str, Range] = {
    "median_pages": (120, 300, 700),  # addresses of a site, half have fewer
    "spread": (1.2, 1.5, 1.8),  # of their logarithm: a heavy tail
    "shared": (0.3, 0.5, 0.8),  # share of the sites that lie on a platform (集约化)
    "smallest_platform": (5, 10, 30),  # sites at its address
    "tail": (1.1, 1.4, 2.0),  # of the number of sites at one address: the smaller, the more giants
    "giant": (200, 400, 1000),  # sites at one address, at most
    "answer": (0.3, 0.8, 2.0),  # seconds until a page is there
    "down": (0.02, 0.05, 0.10),  # share of the sites that do not answer
    "blocked": (0.02, 0.05, 0.10),  # share that lets nobody in after a few pages
    "slow": (0.03, 0.08, 0.15),  # share that struggles, so that pauses grow
    "slowed": (2, 4, 10),  # times as long, then
    "lost_per_hour": (0.001, 0.01, 0.05),  # workers lost, of each worker
    "takeover": (60, 120, 300),  # seconds until another has taken over
    "restarts_per_day": (0.02, 0.1, 0.5),  # of the scheduler
    "restart": (30, 120, 600),  # seconds
    "part_seconds": (2, 5, 10),  # from one part that a worker puts to the next
}
PRICES: Mapping[str, Range] = {  # CNY, of public clouds: an assumption, to be replaced by one's own
    "vcpu_hour": (0.10, 0.25, 0.50),
    "gb_month": (0.08, 0.12, 0.20),
    "thousand_puts": (0.001, 0.001, 0.01),
}
TRIED = 10  # pages until it is clear that a site is down or lets nobody in


@dataclass(frozen=True)
class Plan:
    """How a crawl is run: the settings of the crawler, the workers, the hours of a day."""

    workers: int
    slots: int = 64  # sites that one worker reads at the same time
    pause: float = 3.0
    most_pages: int = 3000
    most_minutes: float = 240.0
    hours: float = 10.0  # of each day
    agreed: float = 3.0  # pause at an address with several sites, where its owner agreed to a shorter one


@dataclass(frozen=True)
class Address:
    """One machine: its pages, and the seconds that they take one after another."""

    pages: int
    seconds: float


@dataclass(frozen=True)
class Outcome:
    """What one draw came to; `floor` is the time that no number of workers can undercut, in hours of visiting."""

    hours: float
    floor: float
    days: float
    pages: int
    largest: int
    workers: int


def site_pages(draw: random.Random, assumed: Mapping[str, float], plan: Plan, pause: float) -> tuple[int, float]:
    """The addresses of one site that are read, and the seconds that they take."""
    pages = min(plan.most_pages, 1 + int(draw.lognormvariate(math.log(assumed["median_pages"]), assumed["spread"])))
    trouble, each = draw.random(), pause + assumed["answer"]
    if trouble < assumed["down"] + assumed["blocked"]:
        pages = min(pages, TRIED)
    elif trouble < assumed["down"] + assumed["blocked"] + assumed["slow"]:
        each *= assumed["slowed"]
    pages = max(1, min(pages, int(plan.most_minutes * 60 / each)))
    return pages, pages * each


def addresses(sites: int, draw: random.Random, assumed: Mapping[str, float], plan: Plan) -> list[Address]:
    """So many sites at their addresses: some of their own, the others on platforms of very different sizes."""
    found: list[Address] = []
    left = sites
    while left:
        together = 1
        if draw.random() < chance_of_platform(assumed):
            together = min(
                left, int(assumed["smallest_platform"] * draw.paretovariate(assumed["tail"])), int(assumed["giant"])
            )
        pause = plan.agreed if together > 1 else plan.pause
        read = [site_pages(draw, assumed, plan, pause) for _ in range(max(together, 1))]
        found.append(Address(sum(pages for pages, _ in read), sum(seconds for _, seconds in read)))
        left -= len(read)
    return found


def chance_of_platform(assumed: Mapping[str, float]) -> float:
    """How likely the next address is a platform, so that the wanted share of the sites lies on platforms."""
    low, tail, high = assumed["smallest_platform"], assumed["tail"], assumed["giant"]
    size = low + low / (tail - 1) * (1 - (low / high) ** (tail - 1))  # mean of a Pareto number that is cut at the giant
    share = assumed["shared"]
    return share / (share + (1 - share) * size)


def makespan(found: Sequence[Address], plan: Plan, cpu_of_page: float) -> float:
    """Hours of visiting until the last address is read, when the longest are begun first and no worker's core is overrun."""
    slots = plan.workers * plan.slots
    ends = [0.0] * min(slots, len(found))
    for each in sorted(found, key=lambda one: -one.seconds):
        heapq.heappush(ends, heapq.heappop(ends) + each.seconds)
    by_core = sum(each.pages for each in found) * cpu_of_page / plan.workers
    return max(max(ends), by_core) / 3600


def floor_of(found: Sequence[Address]) -> float:
    """Hours of visiting that the slowest address takes."""
    return max(each.seconds for each in found) / 3600


def outcome(
    sites: int, plan: Plan, costs: Mapping[str, float], assumed: Mapping[str, float], draw: random.Random
) -> Outcome:
    """One draw."""
    found = addresses(sites, draw, assumed, plan)
    cpu = (costs["visit_ms"] + costs["check_ms"]) / 1000  # pages are read where they were fetched: no less than this
    hours = makespan(found, plan, cpu)
    lost = _poisson(draw, assumed["lost_per_hour"] * hours * plan.workers)
    restarts = _poisson(draw, assumed["restarts_per_day"] * hours / plan.hours)
    hours += (lost / plan.workers * assumed["takeover"] + restarts * assumed["restart"]) / 3600
    pages = sum(each.pages for each in found)
    return Outcome(hours, floor_of(found), hours / plan.hours, pages, max(each.pages for each in found), plan.workers)


def _poisson(draw: random.Random, mean: float) -> int:
    if mean > 50:
        return max(0, round(draw.gauss(mean, math.sqrt(mean))))
    number, left = 0, draw.random()
    while left > math.exp(-mean):
        left *= draw.random()
        number += 1
    return number


def needed(
    sites: int, plan: Plan, costs: Mapping[str, float], assumed: Mapping[str, float], seed: int, days: float
) -> int:
    """The fewest workers that read all within so many days, or that reach the floor of politeness where that is later."""
    found = addresses(sites, random.Random(seed), assumed, plan)
    limit = max(days * plan.hours, floor_of(found) * 1.02)
    cpu = (costs["visit_ms"] + costs["check_ms"]) / 1000
    low, high = 1, 1
    while makespan(found, replace(plan, workers=high), cpu) > limit:
        low, high = high, high * 2
    while low < high:
        middle = (low + high) // 2
        low, high = (
            (low, middle) if makespan(found, replace(plan, workers=middle), cpu) <= limit else (middle + 1, high)
        )
    return high


def drawn(known: Mapping[str, Range], draw: random.Random) -> dict[str, float]:
    """Every assumption once, from its range."""
    return {name: draw.triangular(low, high, likely) for name, (low, likely, high) in known.items()}


def figures(sites: int, seed: int, costs: Mapping[str, float], plan: Plan, days: float) -> dict[str, float]:
    """All figures of one seed."""
    draw = random.Random(seed * 1_000_003 + sites)
    assumed, prices = drawn(ASSUMED, draw), drawn(PRICES, draw)
    workers = needed(sites, plan, costs, assumed, seed, days)
    told = outcome(sites, replace(plan, workers=workers), costs, assumed, random.Random(seed))
    pages = told.pages
    rate = pages / (told.hours * 3600)
    judging = pages * costs["check_ms"] / 3.6e6
    first = pages * (costs["bytes_kept"] + costs["bytes_readings"] + costs["bytes_results"]) / 1e9
    later = pages * (costs["bytes_kept_again"] + costs["bytes_results"]) / 1e9
    puts = told.hours * 3600 / assumed["part_seconds"] * workers * 4
    computing = (told.hours * workers + judging) * prices["vcpu_hour"]
    storing = (first + later * (MONTHS - 1)) * prices["gb_month"]
    return {
        "workers": workers,
        "days": told.days,
        "hours of visiting": told.hours,
        "floor of politeness, hours": told.floor,
        "million pages": pages / 1e6,
        "requests/s": rate,
        "largest address, thousand pages": told.largest / 1000,
        "GB fetched": pages * costs["bytes_fetched"] / 1e9,
        "GB kept, first month": first,
        "GB kept, each later month": later,
        "TB kept, first year": (first + later * (MONTHS - 1)) / 1000,
        "CPU hours of visiting": pages * costs["visit_ms"] / 3.6e6,
        "CPU hours of checking": judging,
        "one keeper's core busy, %": 100 * rate * costs["keep_ms"] / 1000,
        "GiB of all workers": workers * costs["visit_mib"] / 1024,
        "thousand parts put": puts / 1000,
        "CNY a month: computing": computing,
        "CNY a month: parts": puts / 1000 * prices["thousand_puts"],
        "CNY a month: storing a year": storing,
    }


def band(values: Sequence[float]) -> str:
    """Median, and the 5th and 95th percentile."""
    ordered = sorted(values)
    low, middle, high = (ordered[round(share * (len(ordered) - 1))] for share in (0.05, 0.5, 0.95))
    return f"{_short(middle)} ({_short(low)}–{_short(high)})"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def limits(costs: Mapping[str, float], hours: float) -> list[tuple[float, str, str]]:
    """What is reached at how many sites, the first first: (sites, what, what is done about it)."""
    likely = {name: middle for name, (_, middle, _) in ASSUMED.items()}
    plan = Plan(1, hours=hours)
    found = addresses(20_000, random.Random(1), likely, plan)
    pages = sum(each.pages for each in found) / 20_000
    seconds = sum(each.seconds for each in found) / sum(each.pages for each in found)
    month = MONTH_DAYS * hours * 3600
    return sorted(
        (
            (
                month / (pages * seconds),
                "one address with all sites (集约化)",
                "以平台为单位商定更短的间隔或更长的时段；其余的站不受影响",
            ),
            (
                plan.slots * month / (pages * seconds),
                "one crawling process, 64 sites at a time",
                "多开几个进程、多加几台机器",
            ),
            (
                5 * hours * 3600 * 1000 / (pages * costs["keep_ms"]),
                "one keeper, when a month is to be visited in 5 days",
                "一个城市一个工作区，各有各的写入进程",
            ),
            (
                2 * DAY * 3600 * 1000 / (pages * costs["check_ms"]),
                "one city's check on two cores within a day",
                "按城市分开检查，每个城市一台",
            ),
            (
                1e12 / (pages * (costs["bytes_kept"] + 11 * costs["bytes_kept_again"])),
                "a disk of 1 TB, a year",
                "按城市放在不同的盘或对象存储；gongkai retention",
            ),
            (
                100e9 / (pages * (costs["bytes_results"] * MONTHS + costs["bytes_readings"])),
                "one SQLite file of 100 GB, a year",
                "按城市分开；全国的问题用 gongkai lake",
            ),
        )
    )


def table(sizes: Sequence[int], seeds: Sequence[int], costs: Mapping[str, float], plan: Plan, days: float) -> None:
    """Prints the figures of each size."""
    found = {sites: [figures(sites, seed, costs, plan, days) for seed in seeds] for sites in sizes}
    said = f"{plan.hours:g} hours a day, {days:g} days wanted, pauses of {plan.pause:g} s, of {plan.agreed:g} s at shared addresses"
    print(f"\nmedian (5th–95th percentile) of {len(seeds)} seeds; {said}\n")
    print("| sites | " + " | ".join(f"{sites:,}" for sites in sizes) + " |\n|---|" + "---|" * len(sizes))
    for name in found[sizes[0]][0]:
        print(f"| {name} | " + " | ".join(band([each[name] for each in found[sites]]) for sites in sizes) + " |")


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--costs", default=str(ROOT / "bench" / "costs.json"))
    parser.add_argument("--seeds", type=int, default=41)
    parser.add_argument("--sites", default=f"{BODIES},1500,14000,84000")
    parser.add_argument("--hours", type=float, default=10.0, help="of each day in which sites may be visited")
    parser.add_argument(
        "--days", type=float, default=5.0, help="in which a month is to be visited, where politeness lets it be"
    )
    parser.add_argument("--agreed", default="3,0.3", help="pauses at addresses with several sites, a table for each")
    options = parser.parse_args()
    costs = json.loads(Path(options.costs).read_text("utf-8"))
    sizes = [int(each) for each in options.sites.split(",")]
    for agreed in map(float, options.agreed.split(",")):
        plan = Plan(1, hours=options.hours, agreed=agreed)
        table(sizes, range(options.seeds), costs, plan, options.days)
    print("\n| reached at sites | what | what is done about it |\n|---|---|---|")
    for sites, what, done in limits(costs, options.hours):
        print(f"| {sites:,.0f} | {what} | {done} |")


if __name__ == "__main__":
    main()
