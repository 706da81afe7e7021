"""No wrong spreadsheet gets in: workbooks that were changed on their way back are read as a person would, or refused."""

from __future__ import annotations

from pathlib import Path

from bench import import_mutations
from bench.proofs.proof import Figure, Proof, Size

FILES = {Size.SHORT: 40, Size.WHOLE: 10_000}
GUESSED = {Size.SHORT: 40, Size.WHOLE: 1_000}  # files that an importer who guesses gets
SEED = 1
JOBS = 2


def _results(files: int, folder: Path) -> list[import_mutations.Result]:
    return import_mutations.run_all(import_mutations.base(folder, SEED), folder, files, SEED, JOBS)


def prove(size: Size, folder: Path) -> Figure:
    """Mutated workbooks through `gongkai import`."""
    results = _results(FILES[size], folder)
    wrong = tuple(f"file {each.number}: {each.told}: {' '.join(each.wrong)}" for each in results if each.wrong)
    taken = sum(each.answer == "taken" for each in results)
    said = f"{len(wrong)} of {len(results):,} misread ({taken:,} taken in, {len(results) - taken:,} refused)"
    return Figure(not wrong and len(results) == FILES[size], said, wrong)


def without(size: Size, folder: Path) -> Figure:
    """Such workbooks through an importer that matches by position and guesses."""
    alone = [each for each in _results(GUESSED[size], folder) if "one file" in each.names]
    wrong = tuple(f"file {each.number}: {each.told}" for each in alone if each.sloppy)
    return Figure(not wrong, f"{len(wrong):,} of {len(alone):,} misread", wrong)


PROOFS = (
    Proof(
        "import",
        "10,000 mutated workbooks: 0 silent mis-imports",
        prove,
        "an importer that matches rows by position and guesses",
        without,
        minutes=20,
    ),
)
