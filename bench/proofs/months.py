"""A month is China's, wherever the machine thinks it stands and whatever its clock does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

from bench.proofs.midnight import over_midnight
from bench.proofs.proof import Figure, Proof, Size
from bench.proofs.work_backup import called, files, made

ZONES = (
    "UTC", "Asia/Shanghai", "America/New_York", "America/Los_Angeles", "America/St_Johns", "America/Sao_Paulo", "America/Santiago",
    "Pacific/Honolulu", "Pacific/Pago_Pago", "Pacific/Kiritimati", "Pacific/Chatham", "Pacific/Auckland", "Australia/Lord_Howe",
    "Australia/Adelaide", "Asia/Tokyo", "Asia/Urumqi", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Tehran", "Europe/London", "Europe/Moscow",
    "Africa/Casablanca", "Africa/Cairo", "Etc/GMT+12",
)  # fmt: skip
YEARS = range(2024, 2033)
STEPS = (-3600, -600, -1, 0, 1, 600, 3600)  # seconds from midnight: a clock is put right, or summer time begins
FEW = {"zones": ("America/New_York", "Asia/Tokyo", "UTC"), "months": ((2024, 2), (2028, 12)), "steps": (-600, 0, 600)}
ROOT = Path(__file__).parents[2]
HOURS = 8 * 3600  # by which China is ahead of UTC, all year
SHIM = """
import sys
from datetime import datetime
from reports import cli
class Clock(datetime):
    @classmethod
    def now(cls, zone=None):
        return datetime.fromtimestamp({moment}, zone)
cli.datetime = Clock
sys.exit(cli.main({words}))
"""


def civil(moment: int) -> date:
    """The day in China, counted and not asked of any clock or zone."""
    return date(1970, 1, 1) + timedelta(days=(moment + HOURS) // 86400)


def wanted(moment: int) -> tuple[str, date]:
    """The month that is meant when none is named, and the day that counts as today."""
    day = civil(moment)
    before = day.replace(day=1) - timedelta(days=1)
    return f"{before.year}-{before.month:02}", day


def moments(year: int, month: int, zone: tzinfo, steps: tuple[int, ...]) -> list[int]:
    """Seconds since 1970 around the end of a month: in China, on the machine, and in UTC."""
    first = datetime(year + month // 12, month % 12 + 1, 1)
    here = (
        int(first.replace(tzinfo=UTC).timestamp()) - HOURS,
        int(first.replace(tzinfo=zone).timestamp()),
        int(first.replace(tzinfo=UTC).timestamp()),
    )
    return sorted({midnight + step for midnight in here for step in steps})


@contextmanager
def on(zone: str) -> Iterator[None]:
    """A machine in a zone."""
    with patch.dict(os.environ, {"TZ": zone}):
        time.tzset()
        yield
    time.tzset()


def clock(moment: int, *, local: bool) -> type[datetime]:
    """A clock that stands; `local` gives what the machine calls the time, whoever asks."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.fromtimestamp(moment).replace(tzinfo=tz) if local else datetime.fromtimestamp(moment, tz)

    return Clock


def asked(moment: int, *, local: bool) -> tuple[str, date]:
    """What a command without --period and --as-of takes for its month and its day."""
    from reports import cli, commands

    found: list[tuple[str, date]] = []

    def look(session: object) -> int:
        found.append((str(session.period), session.today))  # type: ignore[attr-defined]
        return 0

    with patch.object(cli, "datetime", clock(moment, local=local)), patch.dict(commands.COMMANDS, {"rank": look}):
        cli.main(["rank"])
    return found[0]


def _ends(size: Size, local: bool) -> tuple[int, list[str]]:
    """Every month end in every zone: how many were looked at, and which were taken for another month or day."""
    zones = ZONES if size is Size.WHOLE else FEW["zones"]
    months = [(year, month) for year in YEARS for month in range(1, 13)] if size is Size.WHOLE else FEW["months"]
    steps = STEPS if size is Size.WHOLE else FEW["steps"]
    number, wrong = 0, []
    for name in zones:
        with on(name):
            for moment in (each for month in months for each in moments(*month, ZoneInfo(name), steps)):
                number += 1
                if (found := asked(moment, local=local)) != wanted(moment):
                    wrong.append(f"{name}, {datetime.fromtimestamp(moment, UTC)}: {found} instead of {wanted(moment)}")
    return number, wrong


def _starts(size: Size) -> tuple[int, list[str]]:
    """What cron makes of the lines in every zone: days on which the start that is due does not come."""
    from datetime import time as clock_time

    from reports.timetable_times import entries

    number, wrong = 0, []
    for name in ZONES if size is Size.WHOLE else FEW["zones"][:1]:
        zone = ZoneInfo(name)
        for at in (clock_time(20), clock_time(0, 30)) if size is Size.WHOLE else (clock_time(0, 30),):
            for year in YEARS if size is Size.WHOLE else YEARS[:1]:
                lines = {
                    (each.hour, each.minute, month, day)
                    for each in entries(at, zone, year)
                    for month in each.months
                    for day in each.days
                }
                for month, day in ((month, day) for month in range(1, 13) for day in range(1, 11)):
                    moment = int(datetime(year, month, day, at.hour, at.minute, tzinfo=UTC).timestamp()) - HOURS
                    local = datetime.fromtimestamp(moment, zone)
                    number += 1
                    if (local.hour, local.minute, local.month, local.day) not in lines:
                        wrong.append(f"{name}: no start on {civil(moment)} at {at}")
    return number, wrong


def _processes(size: Size, folder: Path) -> tuple[int, list[str]]:
    """The same of true processes: the month is named in what they refuse."""
    space, number, wrong = folder / "empty", 0, []
    called("init", str(space))
    for name in ZONES if size is Size.WHOLE else ():
        for moment in moments(2028, 2, ZoneInfo(name), (-1, 0)):
            script = SHIM.format(moment=moment, words=["check", "--workspace", str(space), "--lang", "zh"])
            done = subprocess.run(
                [sys.executable, "-c", script],
                env={**os.environ, "TZ": name},
                capture_output=True,
                text=True,
                check=False,
                cwd=ROOT,
            )
            number += 1
            if done.returncode != 4 or f"{wanted(moment)[0]} 还没有访问过" not in done.stderr:
                wrong.append(f"a process in {name} at {moment}: {done.returncode} {done.stderr[-200:]}")
    return number, wrong


def _back(folder: Path) -> tuple[int, list[str]]:
    """A clock that is behind what was done already: a run must refuse, say both days, and change nothing."""
    from crawler.period import Period
    from reports import cli
    from reports.run_journal import SUMMARY, journal_of
    from reports.workspace import read

    space, last, wrong = folder / "done", date(2028, 3, 2), []
    made(space)
    journal_of(read(space).var, Period(2028, 2)).note(SUMMARY, "", last)
    before, behind = files(space), (1, 30, 366, 21_000)
    for days in behind:
        moment = int(datetime(2028, 3, 2, 4, tzinfo=UTC).timestamp()) - days * 86400
        with on("America/New_York"), patch.object(cli, "datetime", clock(moment, local=False)):
            code, said = called("run", "--workspace", str(space), "--lang", "zh")
        after = {name: each for name, each in files(space).items() if not name.startswith("var/log/")}
        if (
            code != 4
            or "2028" not in said
            or after != {name: each for name, each in before.items() if not name.startswith("var/log/")}
        ):
            wrong.append(f"a clock {days} days behind: {code} {said[-300:]}")
    return len(behind), wrong


def _figure(size: Size, folder: Path, *, local: bool) -> Figure:
    ends, wrong = _ends(size, local)
    parts: list[tuple[str, Callable[[], tuple[int, list[str]]]]] = [
        ("starts of cron", lambda: _starts(size)),
        ("processes", lambda: _processes(size, folder)),
        ("clocks that are behind", lambda: _back(folder)),
        ("runs over midnight", lambda: over_midnight(folder) if size is Size.WHOLE else (0, [])),
    ]
    told, every = [f"{ends:,} moments"], list(wrong)
    for name, look in parts if not local else []:
        number, found = look()
        told.append(f"{number:,} {name}")
        every += found
    least = len(ZONES) * len(YEARS) * 12 * len(STEPS) if size is Size.WHOLE else 1
    return Figure(not every and ends >= least, f"{len(every):,} wrong of {', '.join(told)}", tuple(every))


def prove(size: Size, folder: Path) -> Figure:
    """Month ends in many zones, starts by cron, true processes, clocks that are behind, a run over midnight."""
    return _figure(size, folder, local=False)


def without(size: Size, folder: Path) -> Figure:
    """The same with the month of the machine's own time."""
    return _figure(Size.SHORT, folder, local=True)


PROOFS = (
    Proof(
        "time",
        "every month end 2024-2032 x 24 time zones, before and after midnight: the right month and day; a run over midnight stays in its"
        " month; a clock that is behind is refused",
        prove,
        "the month of the machine's local time",
        without,
        minutes=12,
    ),
)
