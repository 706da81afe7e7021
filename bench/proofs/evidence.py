"""No change of the evidence goes unseen: whatever is cut off, flipped, lost, added or taken from elsewhere is found and named."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from bench.proofs.evidence_made import FILES, Made, made
from bench.proofs.evidence_scenes import scenes
from bench.proofs.proof import Figure, Proof, Size
from checker.sealing import broken
from checker.upheld import Stores, unheld
from crawler import sealed, verify
from crawler.sealed import beyond, seals
from crawler.warc import ArchiveDamaged, Spot, Unpackable, read_record

STEP = {Size.SHORT: 331, Size.WHOLE: 1}  # between two lengths to which a file is cut
LEAST, LEAST_FLIPS = 16_000, 3_000  # lengths and bits that the goal names
FLIPS = {
    Size.SHORT: (40, 30, 20),
    Size.WHOLE: (3_000, 3_000, 2_000),
}  # in WARC files beside all of gzip's headers, archive.db, results
BITS = {Size.SHORT: 9, Size.WHOLE: 1}  # of a file that was handed in, every so many-th
HEADER = 10  # bytes of gzip before what is packed
ALL = -1  # where a file is named as a whole, beside its records
MANNERS = frozenset(("hosts", "rests", "nowhere"))  # what hosts asked for, which outlasts a kill and is no evidence
PAGES = ("archive/archive.db", "gongkai.sqlite")
SAMPLE = {Size.SHORT: 1, Size.WHOLE: 40}  # damages that are shown to the real command and to the verifiers alone
GONGKAI = "import sys; from reports.cli import main; sys.exit(main())"
SEED = 13


@dataclass
class Tally:
    """How many damages were made of each kind, and what went wrong with which."""

    made: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, kind: str, name: str, fault: str) -> None:
        """Counts a damage; `fault` is "" when it was found and named."""
        self.made[kind] = self.made.get(kind, 0) + 1
        if fault:
            self.wrong.append(f"{name}: {fault}")


Find = Callable[[Made], Iterator[tuple[str, int | str]]]  # yields which file or table, and which offset or row


@dataclass(frozen=True)
class Finder:
    """What looks for damages: in WARC files, and in everything else. A change of a WARC file alone is sought by the first alone."""

    in_files: Find
    in_rows: Find

    def __call__(self, world: Made) -> Iterator[tuple[str, int | str]]:
        yield from self.in_files(world)
        yield from self.in_rows(world)


def found_in_files(world: Made) -> Iterator[tuple[str, int | str]]:
    """What `gongkai verify` finds in WARC files, and in the rows that point to them, by its functions."""
    try:
        for damage in verify.verify(world.archive):
            of_file = "as a whole" in damage.what or "the file ends here" in damage.what
            yield damage.path, ALL if of_file else damage.offset
    except sqlite3.Error as error:
        yield "archive.db", str(error)


def found_in_rows(world: Made) -> Iterator[tuple[str, int | str]]:
    """All else that `gongkai verify` finds, by its functions."""
    try:
        with verify.opened(world.archive / "archive.db") as db:
            yield from ((f"archive.db {each.table}", each.name) for each in chain(seals(db), beyond(db, world.archive)))
    except (sqlite3.Error, ValueError) as error:  # what SQLite says of a damaged name need be no text
        yield "archive.db", str(error)
    results = world.var / "gongkai.sqlite"
    stores = Stores(results, world.archive / "archive.db", world.var / "appeals", world.var / "replies")
    for faults in (broken(results), unheld(stores)):
        try:
            yield from ((f"gongkai.sqlite {each.table}", each.name) for each in faults)
        except sqlite3.Error as error:
            yield "gongkai.sqlite", str(error)


def usual_in_files(world: Made) -> Iterator[tuple[str, int | str]]:
    """What is found without digests of ours: warcio with check_digests."""
    for name in FILES:
        try:
            with (world.archive / name).open("rb") as file:
                for each in ArchiveIterator(file, check_digests="raise"):
                    each.content_stream().read()
        except Exception as error:  # noqa: BLE001 - whatever it says, it has found something
            yield name, str(error)


def usual_in_rows(world: Made) -> Iterator[tuple[str, int | str]]:
    """What is found without seals of ours: SQLite's own check."""
    for page in PAGES:
        with closing(sqlite3.connect(f"{(world.var / page).as_uri()}?mode=ro", uri=True)) as db:
            try:
                yield from ((page, told) for (told,) in db.execute("PRAGMA integrity_check") if told != "ok")
            except (sqlite3.Error, UnicodeDecodeError) as error:
                yield page, str(error)


found = Finder(found_in_files, found_in_rows)
usual = Finder(usual_in_files, usual_in_rows)


def records(world: Made, size: Size, dice: random.Random, find: Finder, tally: Tally) -> None:
    """Every length to which a file can be cut, and flipped bits: each names the records that it hit, and the others open."""
    name = f"archive/{FILES[0]}"
    path, whole = world.var / name, len(world.good[name])
    for length in range(whole - 1, -1, -STEP[size]):
        os.truncate(path, length)
        hit = {at for at, (long, _) in world.records[FILES[0]].items() if at + long > length}
        tally.add("truncations", f"{name} cut to {length}", _named(world, FILES[0], hit, find.in_files))
    world.restore(name)
    for file in FILES:
        for place, bit in _bits(world, file, size, dice):
            _flip(world.archive / file, place, bit)
            hit = {at for at, (long, _) in world.records[file].items() if at <= place < at + long}
            tally.add("bits in WARC files", f"{file} byte {place} bit {bit}", _named(world, file, hit, find.in_files))
            _flip(world.archive / file, place, bit)


def _bits(world: Made, file: str, size: Size, dice: random.Random) -> list[tuple[int, int]]:
    heads = [(at + byte, bit) for at in world.records[file] for byte in range(HEADER) for bit in range(8)]
    length, count = len(world.good[f"archive/{file}"]), FLIPS[size][0] // len(FILES)
    if size is Size.SHORT:
        heads = dice.sample(heads, count)
    return heads + [(dice.randrange(length), dice.randrange(8)) for _ in range(count)]


def _named(world: Made, file: str, hit: set[int], find: Find) -> str:
    """What is wrong with what is said of a damaged file; "" when just the records that were hit are named, and all others open."""
    said = {place for path, place in find(world) if path == file} - {ALL}
    if said != hit:
        return f"{sorted(map(str, said))} named, not {sorted(hit)}" if said else "not found"
    for at, (length, _) in world.records[file].items():
        if at not in hit:
            try:
                read_record(world.archive, Spot(file, at, length))
            except (ArchiveDamaged, Unpackable) as error:
                return f"the record at {at} can no longer be read: {error}"
    return ""


def rows(world: Made, size: Size, dice: random.Random, find: Find, tally: Tally) -> None:
    """Flipped bits in the pages of both databases: what a reader would be told otherwise must be found in its table."""
    for page, count in zip(PAGES, FLIPS[size][1:], strict=True):
        path, good = world.var / page, world.good[page]
        before, used = _content(path), [place for place, byte in enumerate(good) if byte]
        for _ in range(count):
            place, bit = dice.choice(used), dice.randrange(8)
            _flip(path, place, bit)
            after = _content(path)
            other = {name for name in before if after is not None and before[name] != after.get(name)}
            if after == before or (other and other <= MANNERS):
                tally.add("bits in databases that say nothing", page, "")
            else:
                said = {str(where) for where, _ in find(world)}  # a damaged row may name anything
                said = {where for where in said if where.startswith((Path(page).name, "warc/"))}
                fault = "" if said else f"not found, though {sorted(other) or 'all'} is not what it was"
                tally.add("bits in databases", f"{page} byte {place} bit {bit}", fault)
            _flip(path, place, bit)


def _content(path: Path) -> dict[str, list[tuple[object, ...]]] | None:
    """All that a database says, table by table; None when it cannot be read."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        db.text_factory = bytes
        try:
            names = [name.decode() for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            told = {name: db.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
            told["sqlite_master"] = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        except (sqlite3.Error, UnicodeDecodeError):
            return None
        return told


def handed(world: Made, size: Size, find: Find, tally: Tally) -> None:
    """Every bit of the files that were handed in, and each file gone."""
    for name, data in world.good.items():
        if name.startswith(("appeals/", "replies/")):
            for place in range(0, len(data) * 8, BITS[size]):
                _flip(world.var / name, place // 8, place % 8)
                tally.add("bits in files handed in", name, "" if list(find(world)) else "not found")
                _flip(world.var / name, place // 8, place % 8)
            (world.var / name).unlink()
            tally.add("files lost, added or swapped", f"{name} lost", "" if list(find(world)) else "not found")
            world.restore(name)


def _flip(path: Path, place: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ 1 << bit]))


def commands(world: Made, size: Size, dice: random.Random, tally: Tally) -> None:
    """Some of it shown to `gongkai verify` itself, and to the two verifiers alone, with nothing but Python's standard library."""
    alone = [[sys.executable, "-I", "-S", str(each.__file__), str(world.archive)] for each in (verify, sealed)]
    ours = [sys.executable, "-c", GONGKAI, "verify", "--workspace", str(world.var.parent), "--lang", "en"]
    for number in range(1, SAMPLE[size] + 1):
        name = (f"archive/{FILES[number % 2]}", PAGES[0])[number // 2 % 2]
        place = dice.choice([at for at, byte in enumerate(world.good[name]) if byte])
        _flip(world.var / name, place, 0)
        wanted = 6 if list(found(world)) else 0
        codes = [subprocess.run(each, capture_output=True, check=False).returncode for each in alone]
        code = subprocess.run(ours, capture_output=True, check=False).returncode
        fault = "" if max(codes) == code == wanted else f"exit codes {codes} and {code}, not {wanted}"
        tally.add("shown to the commands themselves", f"{name} byte {place}", fault)
        world.restore(name)


def sweep(size: Size, folder: Path, find: Finder) -> tuple[Made, Tally]:
    """Makes a workspace, checks that it is found whole, and does all that to it."""
    world, tally, dice = made(folder), Tally(), random.Random(SEED)
    if said := list(find(world)):
        tally.wrong.append(f"what is whole is called damaged: {said[:5]}")
    records(world, size, dice, find, tally)
    print(tally.made, len(tally.wrong), "wrong", flush=True)
    rows(world, size, dice, find, tally)
    print(tally.made, len(tally.wrong), "wrong", flush=True)
    handed(world, size, find, tally)
    print(tally.made, len(tally.wrong), "wrong", flush=True)
    return world, tally


def prove(size: Size, folder: Path) -> Figure:
    """All damages, by the functions of `gongkai verify`, a sample by the commands."""
    world, tally = sweep(size, folder / "one", found)
    for name, fault in scenes(world, folder, found):
        tally.add("files lost, added or swapped", name, fault)
    commands(world, size, random.Random(SEED), tally)
    flips = tally.made["bits in WARC files"] + tally.made["bits in databases"]
    enough = size is Size.SHORT or (tally.made["truncations"] >= LEAST and flips >= LEAST_FLIPS)
    said = ", ".join(f"{count:,} {kind}" for kind, count in tally.made.items())
    return Figure(not tally.wrong and enough, f"{len(tally.wrong)} not found or misnamed of {said}", tuple(tally.wrong))


def without(size: Size, folder: Path) -> Figure:
    """The same damages before the usual library and SQLite's own check."""
    _, tally = sweep(size, folder / "one", usual)
    missed = tuple(each for each in tally.wrong if "not found" in each)
    cut = sum("cut to" in each for each in missed)
    said = f"{len(missed):,} of {sum(tally.made.values()):,} not found, {cut:,} of {tally.made['truncations']:,} truncations among them"
    return Figure(not missed, said, missed)


PROOFS = (
    Proof(
        "evidence",
        "every truncation (at least 16,000) and at least 3,000 flipped bits found and named to the record, the rest readable",
        prove,
        "our digests and seals: warcio with check_digests and SQLite's integrity_check instead",
        without,
        minutes=25,
    ),
)
