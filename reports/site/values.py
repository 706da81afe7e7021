"""What the web report is made of: the values of a month, and what every page has in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.docket_view import Docket
from reports.stored import Results
from reports.wording import Wording

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Month:
    """A city's month on a day: its results and its ledger, and the language to tell them in."""

    city: str
    day: date
    results: Results
    docket: Docket
    wording: Wording


@dataclass(frozen=True)
class Page:
    """A page of the report: its file, which is also its template, its title, what it shows, and the scripts that it loads."""

    file: str
    title: str
    data: Callable[[Month], Data]
    scripts: tuple[str, ...] = ()
