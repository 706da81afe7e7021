"""No file can break it: foreign files and generated attacks, each read in the limited child."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.proofs import attacked, foreign, suites
from bench.proofs.proof import Figure, Proof, Size
from crawler.reading import Pool
from crawler.reading.office import outside

SUITES = ("pdf", "office")
KINDS = 60  # of attacks, at least; those that differ in a word or an encoding only are one
SOME = 5  # attacks, and files of each suite, of the short form
VARIED = re.compile(r"_lines?_of_.*|_in_(?:utf|cp)[\w-]+$")


def prove(size: Size, folder: Path) -> Figure:
    """Every foreign file that is here, and every attack."""
    found = _attacked(size, folder)
    wrong = [
        f"{each.name}: {', '.join(each.misses)} ({each.seconds:.1f} s, {each.reader:.0f} MiB)"
        for each in found
        if each.misses
    ]
    read = [each for name in SUITES for each in _foreign(name, size)]
    wrong += [f"{each.name}: {what}" for each in read for what in each.misses(attacked.SECONDS, attacked.MEMORY)]
    kinds = len({VARIED.sub("", each.name) for each in found})
    known = [each for each in read if each.pages is not None and each.reading.pages]
    slowest = max((each.seconds for each in (*found, *read)), default=0)
    largest = max((*(max(each.reader, each.outside) for each in found), *(each.mebibytes for each in read)), default=0)
    said = (
        f"{len(found)} attacks of {kinds} kinds and {len(read)} foreign files: {len(wrong)} amiss, slowest {slowest:.1f} s, largest "
        f"{largest:.0f} MiB, {sum(each.reading.pages == each.pages for each in known)} of {len(known)} page counts as two others say"
    )
    enough = size is Size.SHORT or kinds >= KINDS
    left = (*suites.left(*SUITES), *_unasked(), *_unseen(read)) if size is Size.WHOLE else ()
    return Figure(not wrong and enough, said, tuple(wrong), left)


def _unasked() -> tuple[str, ...]:
    """That programs are not here that would be asked for old formats."""
    lacking = [program.name for program in (outside.WRITER, outside.IMPRESS, outside.CALC) if not program.path]
    return (f"old office formats were read without {', '.join(lacking)}, which are not here",) if lacking else ()


def _unseen(read: list[foreign.Outcome]) -> tuple[str, ...]:
    """That pictures are recognised by a process with limits of its own, which is not measured here."""
    shown = sum(not each.reading.doubts or "no_text_layer" in each.reading.doubts for each in read)
    return (
        (
            f"the recognition of words in pictures, a process of its own with 300 s and 2 GiB ({shown} of these files may go there)",
        )
        if read
        else ()
    )


def _foreign(name: str, size: Size) -> Iterator[foreign.Outcome]:
    place = suites.folder(name)
    if place is not None:
        yield from foreign.outcomes(place, SOME if size is Size.SHORT else None)


def _attacked(size: Size, folder: Path) -> list[attacked.Outcome]:
    with _trapped(folder) as trap:
        if size is Size.WHOLE:
            return [attacked.alone(attack, trap) for attack in attacked.ATTACKS]
        with Pool(1) as pool:
            pool._eyes = None
            return [attacked.run(attack, pool, trap) for attack in _quick()[:: len(_quick()) // SOME]]


def _quick() -> list[attacked.hostile.Attack]:
    """Those that take little, and ask no other program."""
    return [attack for attack in attacked.ATTACKS if attack.quick and not attack.file_name.endswith(attacked.ASKED)]


@contextmanager
def _trapped(folder: Path) -> Iterator[attacked.Trap]:
    """A trap, in whose folder everything that follows is at home."""
    trap, begun, before = attacked.Trap(folder), Path.cwd(), dict(os.environ)
    os.environ.update(PYTHONPATH=str(attacked.ROOT), TMPDIR=str(trap.work), HOME=str(trap.work))
    os.chdir(trap.work)
    try:
        yield trap
    finally:
        os.chdir(begun)
        os.environ.clear()
        os.environ.update(before)


BOMBS = ("gzip_of_2_gb", "png_that_claims_ten_billion_dots", "xlsx_of_two_cells_far_apart")


def without(size: Size, folder: Path) -> Figure:
    """Attacks before a reader without limits, which unpacks, resolves and decodes whatever it is given."""
    with _trapped(folder) as trap:
        chosen = [
            attack
            for attack in attacked.ATTACKS
            if attack.name in BOMBS[:1] or (size is Size.WHOLE and (attack.quick or attack.name in BOMBS))
        ]
        found = [attacked.control(attack, trap) for attack in chosen]
    hurt = [f"{each.name}: {', '.join(each.misses)}" for each in found if each.misses]
    return Figure(not hurt, f"{len(hurt)} of {len(found)} attacks hurt", tuple(hurt))


PROOFS = (
    Proof(
        "files",
        "every file of the suites pdf and office and at least 60 kinds of attacks: parent alive, an outcome for each, at most 20 s and 512 "
        "MiB, no connection, nothing written, the next file read right, no wrong page count",
        prove,
        "readers in this process, without limits",
        without,
        minutes=25,
        quiet=True,
    ),
)
