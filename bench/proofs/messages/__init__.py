"""Every fault of the catalogue is told so that a clerk can act on it: where, what, what to do, in Chinese and in English.

Each of the 112 faults is made for real and the real command run: sites that misbehave (`visits`), files that cannot be read
(`papers`), machines that fail (`machine`), workbooks that come back changed (`books`); `kept` are the cheap ones. `oracle` judges.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.proofs.proof import Figure, Proof, Size

FAULTS = frozenset(range(1, 113))
CHEAP = 28  # faults of which the short form shows something
# What cannot be made on a machine like this, or only in part.
LEFT = (
    "fault 12: 3DES, small DH and legacy renegotiation need a server library that still has them; TLS 1.0 and 1.1 stand for them",
    "fault 13: no library here speaks SM2; a server that shares no cipher sends the same alert",
    "fault 85: a disk quota needs a file system that has one; the error that it gives is injected by strace",
)


def _all(folder: Path) -> Iterator[object]:
    from bench.proofs.messages.books import disagreeing, exports, returned
    from bench.proofs.messages.kept import reasons, refusals
    from bench.proofs.messages.machine import shown, troubles
    from bench.proofs.messages.papers import read_papers
    from bench.proofs.messages.visits import visits
    from tests.reports.run_made import served

    yield from reasons(folder / "kept")
    yield from refusals(folder / "kept")
    yield from returned(folder / "books")
    yield from disagreeing(folder / "books")
    yield from exports(folder / "books")
    yield from read_papers(folder / "papers")
    yield from visits(folder / "visits")
    with served(folder / "city") as made:
        _judge(made.folder)
        yield from shown(made, folder / "machine", troubles())


def _judge(folder: Path) -> None:
    """The month of a made city, judged again: it is kept without its results."""
    from bench.proofs.messages.calls import called

    called(["check", "--period", "2013-07", "--as-of", "2013-08-01", "--quiet"], folder)


def prove(size: Size, folder: Path) -> Figure:
    """All faults, or the cheap ones."""
    from bench.proofs.messages.kept import kept
    from bench.proofs.messages.oracle import Shown, tally

    every = [each for each in (kept(folder) if size is Size.SHORT else _all(folder)) if isinstance(each, Shown)]
    found, asked = tally(every), FAULTS if size is Size.WHOLE else {each.fault for each in every}
    missing = sorted(asked - found.well)
    told = f"{len(found.well & asked)} of {len(asked)} faults told in both languages, {found.messages:,} messages"
    wrong = (*found.wrong, *(f"fault {number} is not shown well in both languages" for number in missing))
    enough = len(found.well) >= (len(FAULTS) if size is Size.WHOLE else CHEAP)
    return Figure(not wrong and enough, told, wrong, LEFT if size is Size.WHOLE else ())


def without(size: Size, folder: Path) -> Figure:
    """The cheap ones, and the papers in the whole form, without what answers storage faults and without the table of what to do."""
    from bench.proofs.messages.kept import kept
    from bench.proofs.messages.oracle import LANGUAGES, tally
    from bench.proofs.messages.papers import read_papers

    every = [*kept(folder, _unguarded, LANGUAGES[: 1 if size is Size.SHORT else 2])]
    if size is Size.WHOLE:
        every += read_papers(folder / "papers", before=_unguarded)
    found = tally(every)
    asked = {each.fault for each in every}
    return Figure(not found.wrong, f"{len(found.well)} of {len(asked)} faults told in both languages", found.wrong)


def _unguarded() -> None:
    """Takes the table of what to do away, and hands errors of storage on as the system words them."""
    from reports import cli, remedies

    remedies.REMEDIES = {}  # type: ignore[misc]
    cli.storage_words = lambda error, *_: f"{type(error).__name__}: {error}"  # type: ignore[assignment]


PROOFS = (
    Proof(
        "messages",
        "every fault of faults.md: what, where, what to do, in Chinese and English; 0 tracebacks; documented exit code",
        prove,
        "the table of what to do emptied, storage faults told in the system's words",
        without,
        minutes=25,
        needs=("unshare", "ip", "strace", "prlimit", "setpriv"),
    ),
)
