"""The cheap faults: each reason for which a site was not read, as a month kept it, and what refuses at the door; nothing is fetched."""

from __future__ import annotations

import fcntl
import importlib
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from bench.proofs.messages.books import NAMES
from bench.proofs.messages.calls import forked
from bench.proofs.messages.oracle import LANGUAGES, Shown
from bench.proofs.messages.visits import TOLD
from checker.scoring import Assessment, weigh
from checker.store import Store
from crawler.snapshot import Citation, Place, Reason
from rules.finding import Finding, untested
from tests.reports import sent_back
from tests.reports.sent_back import HBJ, PERIOD, SCHEME, TODAY

# A fault of the catalogue for each reason that a visit may end with.
FAULTS = {
    Reason.DNS: 1, Reason.BLOCKED_ADDRESS: 3, Reason.REFUSED: 4, Reason.TIMEOUT: 7, Reason.RESET: 6, Reason.TLS: 13,
    Reason.REDIRECT_LOOP: 22, Reason.CHALLENGE: 17, Reason.SOFT_404: 19, Reason.LOGIN: 21, Reason.NEEDS_JS: 23, Reason.NO_WAY: 24,
    Reason.PROTOCOL: 26, Reason.TOO_LARGE: 32, Reason.HTTP_ERROR: 34, Reason.SERVER_ERROR: 36, Reason.OFFSITE: 44, Reason.ROBOTS: 47,
    Reason.TRAP: 52, Reason.BUDGET: 56, Reason.MOVED: 58, Reason.SUSPECT: 59, Reason.EMPTY: 64, Reason.STALLED: 97,
    Reason.NOT_VISITED: 82, Reason.GONE: 20,
}  # fmt: skip
MONTH = ("--period", str(PERIOD), "--as-of", TODAY)
BEGINS = re.compile("未能检测　|untested　")  # a finding, in what explains it
Disturb = Callable[[], None]


def kept(folder: Path, before: Disturb | None = None, languages: Sequence[str] = LANGUAGES) -> Iterator[Shown]:
    """All of them; `before` disturbs each command."""
    for name in ("explain", "returned", "whole_month", "run_steps", "ranking", "monthly"):
        importlib.import_module(f"reports.{name}")  # once, and not in every copy of this process
    yield from reasons(folder, before, languages)
    yield from refusals(folder, before, languages)


def reasons(folder: Path, before: Disturb | None = None, languages: Sequence[str] = LANGUAGES) -> Iterator[Shown]:
    """A department of whose pages each was lost for another reason: its scorecard says each, with what to do."""
    place = sent_back.made(folder / "reasons")
    indicator = SCHEME.indicator("B2-1")
    found = tuple(_lost(reason) for reason in FAULTS)
    verdict = weigh(indicator, {Place.OWN: found, Place.PORTAL: ()})
    shutil.rmtree(place / "var")
    with closing(Store(place / "var/gongkai.sqlite")) as store:
        store.save(PERIOD, [Assessment(HBJ, PERIOD, SCHEME.id, (verdict,))], SCHEME)
    for language in languages:
        at = LANGUAGES.index(language)
        call = forked(("explain", "hbj", "B2-1", *MONTH, "--lang", language), place, before)
        lines, told = [line.strip() for line in call.out.splitlines()], [""]
        for line in lines:
            told = [line] if BEGINS.search(line) else [*told, line]
            if not line.startswith("http://"):
                continue
            reason, text = Reason(line.rpartition("/")[2]), "\n".join(told)
            yield Shown(
                FAULTS[reason], f"kept: {reason}", language, text, call.code, (0,), (line,), TOLD[reason][at], NAMES
            )


def _lost(reason: Reason) -> Finding:
    cited = Citation(f"http://hbj.example/{reason}", None, "", str(reason), Place.OWN)
    return replace(
        untested("missing", cited, note="网站未能检测：{reason}", reason=reason), place=Place.OWN, subject=str(reason)
    )


def refusals(folder: Path, before: Disturb | None = None, languages: Sequence[str] = LANGUAGES) -> Iterator[Shown]:
    """Damaged data, a workspace in use, a month that is not over, files that are none."""
    for language in languages:
        at = LANGUAGES.index(language)
        place = sent_back.made(folder / f"refused-{language}")

        def ask(*words: str, place: Path = place, language: str = language) -> tuple[str, int | None]:
            call = forked([*words, "--lang", language], place, before)
            return call.text, call.code

        (place / "empty.xlsx").write_bytes(b"")
        empty = ask("import", "empty.xlsx", "--as-of", TODAY)
        yield Shown(107, "kept: empty", language, *empty, (4,), ("empty.xlsx",), ("0 字节", "0 bytes|empty")[at], NAMES)
        over = ("还没有过完", "not over")[at]
        yield Shown(
            94,
            "kept: not over",
            language,
            *ask("run", "--period", "2013-10", "--as-of", TODAY),
            (2,),
            ("2013-10",),
            over,
        )
        with (place / "var" / "lock").open("a+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(b"4711 run")
            yield Shown(
                91, "kept: in use", language, *ask("check", *MONTH), (5,), ("4711",), ("另一个任务", "another")[at]
            )
        with (place / "var" / "gongkai.sqlite").open("r+b") as data:
            data.write(b"\0" * 100)
        yield Shown(87, "kept: damaged", language, *ask("rank", *MONTH), (6,), ("var",), ("损坏", "damaged")[at])
