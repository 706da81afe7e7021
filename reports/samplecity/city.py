"""A city that exists only for demonstrations, tests and benchmarks: its sites, and what is wrong with them.

The same seed gives the same bytes, month by month, wherever the same libraries are installed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from crawler.period import Period
from crawler.roster import HEADERS, Department
from reports.samplecity import truth
from reports.samplecity.bodies import bodies, city_name
from reports.samplecity.content import SiteContent
from reports.samplecity.sites import Month, contents
from reports.samplecity.truth import Planted

__all__ = ["City", "Planted"]
SETTINGS = """city     = "{city}"
scheme   = "yichun-2013"
language = "zh"

[portal]
home     = "{portal}"

[crawl]
contact  = "zwgkb@sample.example"
delay    = 0.0
browser  = false
allow_addresses = ["127.0.0.0/8"]
"""


@dataclass(frozen=True)
class City:
    """12 departments with 6 units, or all 59 with 31 units and 17 counties when `full`; 2 enterprises; `news` times the usual news."""

    seed: int
    full: bool = False
    news: int = 1

    @cached_property
    def departments(self) -> tuple[Department, ...]:
        """Every body, without addresses."""
        return bodies(self.seed, full=self.full)

    def content(self, period: Period) -> tuple[SiteContent, ...]:
        """Every site as it stands on the third day after a month: the portal, then the bodies' own."""
        return tuple(contents(self._at(period)))

    def truth(self, period: Period) -> tuple[Planted, ...]:
        """What a perfect checker would find in a month besides passes, in order."""
        return tuple(sorted(truth.truth(self._at(period))))

    def lost(self, period: Period) -> tuple[Planted, ...]:
        """Every link of the departments' own sites that leads nowhere, by the words of the link: a finding each."""
        return tuple(sorted(truth.lost(self._at(period), self.content(period))))

    def write_workspace(self, folder: Path, bases: Mapping[str, str]) -> None:
        """Writes gongkai.toml and departments.csv; `bases` maps a site's key to its home.

        "portal:<id>", where given, is a body's place in the portal's catalogue. The roster is
        in GB18030 for every third seed, and has English headers for every fourth.
        """
        folder.mkdir(parents=True, exist_ok=True)
        settings = SETTINGS.format(city=city_name(self.seed), portal=bases["portal"])
        (folder / "gongkai.toml").write_text(settings, "utf-8")
        encoding = "gb18030" if self.seed % 3 == 0 else "utf-8-sig"
        (folder / "departments.csv").write_bytes(self._roster(bases).encode(encoding))

    def _roster(self, bases: Mapping[str, str]) -> str:
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(HEADERS.values() if self.seed % 4 == 0 else HEADERS)
        for body in self.departments:
            lists = ";".join(body.aliases), ";".join(sorted(body.kinds))
            homes = bases.get(body.id, ""), bases.get(f"portal:{body.id}", "")
            writer.writerow((body.id, body.name, *lists, body.parent, *homes))
        return out.getvalue()

    def _at(self, period: Period) -> Month:
        return Month(self.seed, self.full, period, self.departments, self.news)
