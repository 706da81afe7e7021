"""Is everything that a sample city shows in the archive? Every article, file and column, with the bytes as served;
pictures where their page promises evidence.

    python bench/planted.py --seeds 71,72 --period 2013-07 [--full]

Prints a line for each city: sites, what was planted, what is in the archive, requests, seconds; then each thing that is
not there, with the site's content system. Sites and addresses that the city breaks on purpose are checked to have an
outcome that does not call them missing. Exit code 1 when anything is not there.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.archive import Archive, Capture  # noqa: E402 - the repository itself is the package
from crawler.period import Period  # noqa: E402
from crawler.run import crawl  # noqa: E402
from crawler.scope import address_key  # noqa: E402
from reports import workspace  # noqa: E402
from reports.samplecity.city import City  # noqa: E402
from reports.samplecity.content import SiteContent, Trouble  # noqa: E402
from reports.samplecity.server import Served, serve  # noqa: E402
from reports.samplecity.systems import SYSTEMS  # noqa: E402
from rules.topics import promising_words  # noqa: E402

WORDS = promising_words()  # pictures are fetched only where these promise evidence
HEAD = f"{'city':>12} {'sites':>6} {'planted':>8} {'kept':>8} {'addresses':>10} {'seconds':>8}"


def planted(content: SiteContent, served: Served) -> Iterator[tuple[str, bool]]:
    """Every address of a site that its articles, files and columns have, and whether it is broken on purpose."""
    home = served.bases[content.key]
    system = SYSTEMS[content.system](content, home, served.bases)
    root = home.removesuffix("/").removesuffix(content.prefix)
    yield home, False
    for article in content.articles:
        broken = article.dead or article.trouble is not Trouble.NONE
        yield root + system.prefix + system.article_path(article), broken
        for file in article.attachments if not broken else ():
            address = root + system.prefix + system.file_path(article, file)
            if not file.inline or any(word in f"{article.title}{file.label}" for word in WORDS):
                yield address, file.body is None or file.trouble is not Trouble.NONE
    for column in system.columns:
        yield root + (system.prefix + system.column_path(column)).partition("#")[0], False


def missing(content: SiteContent, served: Served, captures: dict[str, Capture]) -> Iterator[tuple[str, str]]:
    """What of a site is not in the archive as it was served: address, and why."""
    host = content.extra.get("host_of", content.key)
    for url, broken in dict(planted(content, served)).items():
        capture = captures.get(address_key(url))
        if capture is None:
            yield url, "not met"
        elif broken:
            continue
        elif capture.reason:
            yield url, f"{capture.reason} {capture.note}"
        else:
            address = urlsplit(capture.final_url)
            answer = served.answer(host, address.path + (f"?{address.query}" if address.query else ""))
            if hashlib.sha256(answer.body).hexdigest() != capture.sha256:
                yield url, "other bytes"


@dataclass
class Found:
    """What came of a crawl of a city: sites and things that were planted, and what of them is not in the archive as it was served."""

    sites: int = 0
    planted: int = 0
    addresses: int = 0
    seconds: float = 0.0
    lost: list[tuple[str, ...]] = field(default_factory=list)


def measure(city: City, period: Period, few: int = 0, **settings: object) -> Found:
    """Crawls a city, or a few of its sites, with other settings where some are given."""
    found = Found()
    contents = list(city.content(period))
    with tempfile.TemporaryDirectory() as name, serve(contents) as served:
        city.write_workspace(Path(name), served.bases)
        space = workspace.read(Path(name))
        targets = space.targets(space.roster())[-few:]
        with Archive(space.var / "archive") as archive:
            report = crawl(targets, period, archive, replace(space.crawl, **settings))
            for content in contents:
                if content.trouble is not Trouble.NONE or content.key not in report.sites:
                    continue
                captures = {address_key(capture.url): capture for capture in archive.captures(content.key, period)}
                found.sites += 1
                found.planted += len(dict(planted(content, served)))
                found.lost += [(content.key, content.system, *each) for each in missing(content, served, captures)]
                served._rendered.clear()
    found.addresses = sum(counts.total() for counts in report.sites.values())
    found.seconds = report.seconds
    return found


def main() -> None:
    """Measures the cities that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="71,72")
    parser.add_argument("--period", default="2013-07")
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args()
    print(HEAD, flush=True)
    lost = 0
    for seed in map(int, options.seeds.split(",")):
        found = measure(City(seed, full=options.full), Period.parse(options.period))
        lost += len(found.lost)
        print(
            f"{f'{seed} {options.period}':>12} {found.sites:>6} {found.planted:>8} {found.planted - len(found.lost):>8} "
            f"{found.addresses:>10} {found.seconds:>8.1f}",
            flush=True,
        )
        for line in found.lost[:50]:
            print("   ", *line)
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
