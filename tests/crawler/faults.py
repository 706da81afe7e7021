"""What is expected of the crawler for each fault, and one way to crawl a world of scenes and look at what came of it."""

import multiprocessing
from dataclasses import dataclass, field, replace
from pathlib import Path

from crawler.archive import Archive, Capture
from crawler.period import Period
from crawler.refusal import CrawlFailed
from crawler.run import crawl
from crawler.scope import Target, parts
from crawler.snapshot import Reason
from tests.crawler.hostile import Behaviour
from tests.crawler.little_site import page, settings

MONTH = Period(2013, 7)
GOOD = ""
CLEAR = page(title="好").encode()

FAULTS_WITHOUT_TEST: dict[int, str] = {}
PARTS_WITHOUT_TEST = {
    5: "the 15 s bound is a setting here (1 s); a dropping route needs a network namespace",
    12: "3DES, small DH and legacy renegotiation need a server library that still has them; TLS 1.0 and 1.1 stand for them",
    13: "no library here speaks SM2; a server that shares no cipher sends the same alert",
    15: "loopback cannot drop a route; a full queue on ::1 stands for a broken IPv6",
    16: "that a refetch differs is seen by the month after; here only that what is kept is what was served",
    36: "the next day's window needs a clock that the crawler does not take from outside",
    41: "only loopback can be witnessed without root; for the other networks the outcome alone speaks",
    51: "that the site is rescheduled cannot be seen within a minute; the cap is tested where it is made",
}


@dataclass(frozen=True)
class Row:
    """One hostile answer and the outcomes that are right; `code` begins the note, `body` is what must be kept when good."""

    behaviour: Behaviour
    reasons: tuple[Reason | str, ...]
    code: str = ""
    body: bytes | None = None


def row(behaviour, *reasons, code="", body=None):
    """A row of a table of faults."""
    return Row(behaviour, reasons, code, body)


@dataclass
class Seen:
    """What a crawl kept: captures and bodies by scene and path; `died` says why it ended early, `most_memory` in MiB."""

    captures: dict[str, dict[str, Capture]] = field(default_factory=dict)
    bodies: dict[tuple[str, str], bytes] = field(default_factory=dict)
    died: str = ""
    most_memory: float = 0.0

    def outcome(self, scene, path):
        """The capture of an address."""
        assert not self.died, self.died
        kept = self.captures.get(scene, {})
        assert path in kept, f"{path} has no outcome; there are {sorted(kept)[:20]}"
        return kept[path]


def visit(folder: Path, homes: dict[str, str], again=False, **changes) -> Seen:
    """Crawls sites side by side, as many as there are, and reads back all that was kept."""
    memory: list[float] = []

    def watch(progress):
        memory.extend(_memory(child.pid) for child in multiprocessing.active_children())

    usual = {"concurrency": 128, "max_bytes": 1_000_000}
    died, targets = "", [Target(key, home) for key, home in homes.items()]
    with Archive(folder) as archive:
        try:
            crawl(targets, MONTH, archive, settings(**(usual | changes)), watch, again)
        except CrawlFailed as error:
            died = str(error)
    return replace(read_back(folder, homes), died=died, most_memory=max(memory, default=0.0))


def read_back(folder: Path, homes: dict[str, str]) -> Seen:
    """All that a crawl of these sites kept. Addresses of other sites keep their host."""
    seen = Seen()
    with Archive(folder) as archive:
        for key, home in homes.items():
            found = parts(home)
            origin = found.url.removesuffix(found.path + found.query)
            for capture in archive.captures(key, MONTH):
                path = capture.url.removeprefix(origin)
                seen.captures.setdefault(key, {})[path] = capture
                seen.bodies[key, path] = archive.body(capture)
    return seen


def _memory(pid: int) -> float:
    """The most MiB that a process has held."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def path_of(fault: str) -> str:
    """Where the scene of a row misbehaves."""
    return f"/{fault[:3]}.html"


def scenes_of(rows: dict[str, Row]):
    """A scene for each row: a home that links to the one address that misbehaves."""
    return {fault: {path_of(fault): each.behaviour} for fault, each in rows.items()}


def check(seen: Seen, fault: str, expected: Row, path: str = ""):
    """The address of a row ended in one of the right ways, with the right code, and with the very bytes if good."""
    capture = seen.outcome(fault, path or path_of(fault))
    assert capture.reason in expected.reasons, f"{capture.reason!r} {capture.note!r} (status {capture.status})"
    assert capture.note.startswith(expected.code), f"the note {capture.note!r} does not begin with {expected.code!r}"
    assert capture.status is None or 100 <= capture.status <= 999
    if not capture.reason and expected.body is not None:
        assert seen.bodies[fault, path or path_of(fault)] == expected.body
