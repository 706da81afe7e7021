"""When the month's run begins: China's time told in the time of the machine, as cron needs it."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.period import CHINA

DAYS = range(1, 11)  # of each month: a month that is done returns at once, one that is not is resumed
EVENING = time(20)  # where no hours are set
YEARS = 5  # looked ahead for summer time and leap days
LOCALTIME = Path("/etc/localtime")  # by which cron goes, whatever TZ is here
ZONES = "/zoneinfo/"


@dataclass(frozen=True, order=True)
class Entry:
    """The five fields of a line of cron: one time of day, on some days of some months."""

    hour: int
    minute: int
    months: tuple[int, ...]
    days: tuple[int, ...]

    def __str__(self) -> str:
        months = "*" if len(self.months) == 12 else _spans(self.months)
        return f"{self.minute} {self.hour} {_spans(self.days)} {months} *"


def entries(at: time, zone: tzinfo, first_year: int) -> list[Entry]:
    """The lines by which a machine in a zone begins at a time in China, on the first ten days of each month there.

    Where summer time begins or ends on one of these days, a day may have two lines: a second start does nothing.
    """
    found: dict[tuple[int, int], dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for year in range(first_year, first_year + YEARS):
        for month in range(1, 13):
            for day in DAYS:
                local = datetime.combine(datetime(year, month, day), at, CHINA).astimezone(zone)
                found[local.hour, local.minute][local.month].add(local.day)
    return sorted(entry for clock, months in found.items() for entry in _alike(*clock, months))


def _alike(hour: int, minute: int, months: dict[int, set[int]]) -> Iterable[Entry]:
    """One entry for all months that share their days."""
    by_days: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for month, days in sorted(months.items()):
        by_days[tuple(sorted(days))].append(month)
    return (Entry(hour, minute, tuple(shared), days) for days, shared in by_days.items())


def _spans(numbers: Sequence[int]) -> str:
    """Numbers as cron lists them: 1-3,7,11-12."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ",".join(f"{span[0]}-{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)


def machine_zone() -> tuple[tzinfo, str]:
    """The zone that the machine is set to, and its name; UTC where it is not set to any."""
    try:
        with LOCALTIME.open("rb") as file:
            zone = ZoneInfo.from_file(file)
    except (OSError, ValueError):
        return UTC, "UTC"
    _, mark, name = os.path.realpath(LOCALTIME).partition(ZONES)
    return zone, name if mark else ""
