"""Nothing undocumented is raised: files changed at random, for every reader of bytes that are not ours."""

from __future__ import annotations

import os
from pathlib import Path
from unittest import mock

from bench.proofs import suites
from bench.proofs.fuzzing import readers, runs
from bench.proofs.proof import Figure, Proof, Size
from crawler.reading import File, Pool, doubts, sniff
from crawler.reading.office import outside

COUNT = {Size.SHORT: 15, Size.WHOLE: 100_000}
RATES = 4  # readers whose inputs in a second of processor time are told: the slowest
DEADLY = 20  # inputs that ended their process, of each reader, which are given to the program's own child


def prove(size: Size, folder: Path) -> Figure:
    """So many changed files to each reader."""
    every = readers.readers().values()
    wrong = _refused(size)
    tallies = [_read(reader, COUNT[size]) for reader in every]
    for reader, tally in zip(every, tallies, strict=True):
        wrong += [*runs.findings(tally), *(tally.ended if not reader.in_child else _survived(reader, tally))]
    wrongs = sum(tally.wrongs for tally in tallies)
    total, seconds = sum(tally.inputs for tally in tallies), sum(tally.seconds for tally in tallies)
    ended = sum(len(tally.ended) for tally in tallies)
    least = min(tally.inputs for tally in tallies)
    slow = sorted((tally.inputs / max(tally.seconds, 0.001), tally.name) for tally in tallies)[:RATES]
    said = (
        f"{len(tallies)} readers, at least {least:,} inputs each: {wrongs} raised, answered or took what they may not; {ended:,} of "
        f"{total:,} ended the child that reads them, as documented; {total / max(seconds, 0.001):,.0f} inputs a second, fewest for "
        + ", ".join(f"{name} ({rate:,.0f})" for rate, name in slow)
    )
    left = [*suites.left("pdf", "office")] if size is Size.WHOLE else []
    lacking = [each.name for each in (outside.WRITER, outside.IMPRESS, outside.CALC) if not each.path]
    if size is Size.WHOLE:
        left.append(
            "LibreOffice and other outside programs, which need a second for what these readers do in a thousandth: the proof of files"
        )
        left += [f"not here at all: {', '.join(lacking)}"] if lacking else []
    return Figure(not wrong and least >= COUNT[size], said, tuple(wrong), tuple(left))


def _read(reader: readers.Reader, count: int) -> runs.Tally:
    """So many inputs of a reader; a line of the log says what became of them."""
    tally = runs.run(reader, count, jobs=os.cpu_count() or 1)
    print(
        f"{tally.name}: {tally.inputs:,} inputs, {tally.wrongs} wrong, {len(tally.ended)} ended, {tally.seconds:.0f} s",
        flush=True,
    )
    for line in (*runs.findings(tally), *tally.ended[:DEADLY]):
        print("  ", line, flush=True)
    return tally


def _refused(size: Size) -> list[str]:
    """Honest files that a reader of the office refuses: then the changed ones prove nothing."""
    found = []
    for reader in readers.readers().values():
        for number, body in enumerate(reader.seeds() if reader.documented else ()):
            try:
                reader.read(body)
            except reader.documented as fault:
                found.append(f"{reader.name}: seed {number} is refused: {fault}")
    return found


def _survived(reader: readers.Reader, tally: runs.Tally) -> list[str]:
    """Of inputs that ended their process, those that the program's own child does not come to an end with; this process outlives all."""
    found = []
    if not tally.ended:
        return found
    with Pool(1) as pool:
        pool._eyes = None
        for each in tally.ended[:DEADLY]:
            number = int(each.split()[1].rstrip(":"))
            seen = pool.submit(File(runs.made(reader, number), "http://a.gov.cn/a", name="a")).result()
            if doubts.LATE in seen.doubts:
                found.append(f"{reader.name}, {each}: it does not end")
    return found


def without(size: Size, folder: Path) -> Figure:
    """Readers of XML and of kinds without their guards: what cannot be recovered is None, and what a ZIP raises is not foreseen."""
    from lxml import etree

    from crawler.reading import plain

    def unguarded(body: bytes) -> etree._Element:
        return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))

    with mock.patch.object(plain, "parse_xml", unguarded), mock.patch.object(sniff, "PLAINLY", (0, 8, 12, 14)):
        names = ("import", "xlsx", "ods") if size is Size.SHORT else ("kind", "import", "xlsx", "ods")
        count = 600 if size is Size.SHORT else 20_000
        tallies = [runs.run(readers.readers()[name], count, jobs=os.cpu_count() or 1) for name in names]
    wrong = [line for tally in tallies for line in runs.findings(tally)]
    return Figure(
        not wrong,
        f"{sum(tally.wrongs for tally in tallies)} of {sum(tally.inputs for tally in tallies):,} raised what is not documented",
        tuple(wrong),
    )


PROOFS = (
    Proof(
        "fuzz",
        "100,000 inputs changed at random to each reader: no undocumented exception, nothing quietly empty, at most 2 s for 64 KiB",
        prove,
        "the guards of two readers taken away",
        without,
        minutes=60,
    ),
)
