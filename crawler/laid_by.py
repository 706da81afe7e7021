"""Answers that have come and are not kept yet, laid by for whoever goes on after a kill: it need not ask for them again.

A crawl that is killed loses what was not yet made to last, and asks for it once more. What a process has written survives
the process though, if not the machine: so each answer is first written into a small file, which goes away when the answer
is kept. Nothing depends on these files: one that cannot be written, is torn or too old is done without.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
import time
from collections.abc import Container, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from crawler.outcome import Answer
from crawler.period import Period

FOLDER = "answers"
LASTS = 3600.0  # seconds for which such an answer is as good as a new one
LASTING = frozenset((*range(200, 300), 304, *range(400, 500))) - {408, 429}
DIGEST = 32


class LaidBy:
    """The answers for the sites of one process, numbered by how many addresses a site was through with.

    Without a folder nothing is laid by.
    """

    def __init__(self, folder: Path | None = None, period: Period | None = None) -> None:
        self._folder, self._period = folder, str(period)
        self._at: dict[str, int] = {}
        self._found: dict[tuple[str, str], tuple[Path, Answer]] = {}
        self._used: dict[str, list[Path]] = {}

    def begin(self, site: str, fetched: int) -> None:
        """Takes up what an earlier process laid by of a site; what was kept since is of no use any more."""
        if self._folder is None:
            return
        self._at[site] = fetched
        for path in self._folder.glob(f"{self._period}.{site}.*"):
            number = path.name.split(".")[-2]
            answer = _read(path) if number.isdecimal() and int(number) >= fetched else None
            if answer is None:
                drop([path])
            else:
                self._found[site, answer.url] = path, answer

    def put(self, site: str, answer: Answer) -> None:
        """Lays an answer by that would be the same again: no failure, and no redirection, which may set a cookie on its way."""
        if self._folder is None or site not in self._at:
            return
        if answer.reason or answer.status is None or answer.status not in LASTING:
            return
        path = self._folder / f"{self._period}.{site}.{self._at[site]}.{secrets.token_hex(6)}"
        with suppress(OSError):
            self._used.setdefault(site, []).append(path)
            self._folder.mkdir(exist_ok=True)
            path.write_bytes(_written(answer))

    def take(self, site: str, url: str) -> Answer | None:
        """What was laid by of an address, once."""
        if (site, url) not in self._found:
            return None
        path, answer = self._found.pop((site, url))
        self._used.setdefault(site, []).append(path)
        return answer

    def lasts(self, site: str, fetched: int, kept: asyncio.Future[None]) -> None:
        """What was made of all answers so far is being kept: when that is done, their files are of no use any more."""
        if site in self._at:
            self._at[site] = fetched
        if used := self._used.pop(site, None):
            kept.add_done_callback(lambda done: None if done.cancelled() else drop(used))

    def end(self, site: str) -> None:
        """Nothing more will be asked of a site."""
        drop(path for (whose, _), (path, _) in self._found.items() if whose == site)


def drop(paths: Iterable[Path]) -> None:
    """Removes files that are not needed any more."""
    for path in paths:
        with suppress(OSError):
            path.unlink()


def sweep(folder: Path, period: Period, done: Container[str]) -> None:
    """Removes what nobody came back for in time, and what is left of sites that are done with a month."""
    drop(path for path in (folder / FOLDER).glob("*") if _is_old(path) or _site(path, period) in done)


def _site(path: Path, period: Period) -> str:
    """Whose answer a file is, if it is one of that month; "" otherwise."""
    month, _, rest = path.name.partition(".")
    return rest.rsplit(".", 2)[0] if month == str(period) else ""


def _is_old(path: Path) -> bool:
    try:
        return not 0 <= time.time() - path.stat().st_mtime <= LASTS
    except OSError:
        return False


def _written(answer: Answer) -> bytes:
    said = [answer.url, answer.fetched.isoformat(), answer.status, answer.seconds, len(answer.head), answer.note]
    data = json.dumps(said).encode() + b"\n" + answer.head + answer.body
    return hashlib.sha256(data).digest() + data


def _read(path: Path) -> Answer | None:
    """The answer in a file; None when it is torn, or too old."""
    try:
        data, age = path.read_bytes(), time.time() - path.stat().st_mtime
    except OSError:
        return None
    if hashlib.sha256(data[DIGEST:]).digest() != data[:DIGEST] or not 0 <= age <= LASTS:
        return None
    said, _, rest = data[DIGEST:].partition(b"\n")
    url, fetched, status, seconds, size, note = json.loads(said)
    return Answer(url, url, datetime.fromisoformat(fetched), status, rest[:size], rest[size:], None, note, seconds)
