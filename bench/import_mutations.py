"""Ten thousand workbooks that were changed on their way back: each is taken in as it reads, or refused; never misread.

    python bench/import_mutations.py [--files 10000] [--seed 1] [--jobs 2] [--only NAME] [--keep NUMBER]

A small city's month is exported by the program, filled in, and changed one to
three times in ways that people, spreadsheet programs and disks have. For each
file the bench knows what a careful person would read in it, and whether nobody
could be sure (bench/import_mutations_reader.py). A wrong is a ruling or mark
that is taken and does not stand there, one that stands there and is lost, a
file taken in that nobody can be sure of, or a refusal that changes the
database. Refusals of what is plainly still the same are counted apart.

A sloppy importer reads the same files for control: when it is not often wrong,
the bench proves nothing. Ends with 1 when the program was wrong once.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench import import_mutations_cells, import_mutations_files  # noqa: E402, F401 - they enter their changes
from bench.import_mutations_book import Book, as_csv, as_ods, as_xls, opened, saved  # noqa: E402
from bench.import_mutations_changes import MUTATIONS, PEOPLE, Case, Grade, Mutation, fill  # noqa: E402
from bench.import_mutations_city import City, found  # noqa: E402
from bench.import_mutations_program import Answer, Program  # noqa: E402
from bench.import_mutations_reader import FORM, Expected, Original, Said, complaints, expected, roles  # noqa: E402
from bench.import_mutations_sloppy import Sloppy  # noqa: E402

WITHOUT = 0.7  # of the files come without the sheets that only show: they are the larger part of the time
EXAMPLES = 3  # shown of each sort of wrong
WAYS = (("one file", 90), ("two inspectors", 5), ("the same twice", 2), ("the same again", 3))
OTHERS = ("赵敏", "钱进")


@dataclass
class Base:
    """What all files begin with: the city, and its workbook as exported, saved again by other programs."""

    city: City
    books: dict[str, tuple[Book, Original]]
    sloppy: Sloppy
    before: tuple[Said, ...]


@dataclass
class Result:
    """What became of a file: what was done to it, whether it was taken in, and what was wrong with that."""

    number: int
    names: tuple[str, ...]
    told: str
    grade: Grade
    answer: str  # "taken", "refused"
    wrong: list[str] = field(default_factory=list)
    said: str = ""
    sloppy: bool = False


def base(folder: Path, seed: int, *, resaved: bool = True) -> Base:
    """Makes the city and exports its workbook, which is also saved again by another program."""
    city = found(folder / "city", seed)
    path = city.export(folder / "exported.xlsx")
    books = {}
    bodies = {"exported": path.read_bytes()} | ({"saved by openpyxl": _resaved(path)} if resaved else {})
    for name, body in bodies.items():
        book = opened(body)
        roles(book)
        books[name] = (book, Original.of(book))
    return Base(city, books, Sloppy(books["exported"][0]), tuple(Program(city, folder / "before").kept()))


def _resaved(path: Path) -> bytes:
    """The workbook opened and saved by a program that keeps no results of formulas."""
    import io

    import openpyxl

    out = io.BytesIO()
    openpyxl.load_workbook(path).save(out)
    return out.getvalue()


# --- One file


def made(
    whole: Base, seed: int, number: int, people: Sequence[str] = PEOPLE, only: str = ""
) -> tuple[Case, Expected, Grade, list[str]]:
    """A file, what may come of it, how plain it is, and which changes were made."""
    chance = random.Random(f"{seed}-{number}-{people[0]}")
    name = chance.choices([*whole.books], [4, 1][: len(whole.books)])[0]
    book, original = whole.books[name]
    case = Case(book.copy({*FORM, "版本"}), chance, whole.city)
    if chance.random() < WITHOUT:
        case.book.sheets = [sheet for sheet in case.book.sheets if sheet.role in {*FORM, "版本"}]
    fill(case, people)
    filled = case.book.copy({*FORM, "版本"})
    done = list(_changed(case, only))
    grade = max((each.grade for each in done), default=Grade.PLAIN)
    wanted = expected(case.book, original, whole.city)
    if grade is Grade.PLAIN and (wanted.refuse or wanted.said != expected(filled, original, whole.city).said):
        raise AssertionError(f"the bench contradicts itself: {number}: {case.told}: {wanted.refuse[:2]}")
    if case.lost:
        wanted.refuse.insert(0, case.lost)
    return case, wanted, grade, [each.name for each in done]


def _changed(case: Case, only: str) -> Iterator[Mutation]:
    """Makes one to three changes, of the file as a whole at most one, in the order in which they happen."""
    if number := case.chance.choices((0, 1, 2, 3), (2, 50, 30, 18))[0]:
        every = list(MUTATIONS.values())
        chosen = {each.name: each for each in case.chance.choices(every, [each.weight for each in every], k=number)}
        if only:
            chosen[only] = MUTATIONS[only]
        ordered = sorted(chosen.values(), key=lambda each: each.stage)
        whole = [each for each in ordered if each.stage == 3]
        for each in [each for each in ordered if each.stage < 3] + whole[:1]:
            if case.sheets() and (told := each.change(case)):
                case.told.append(told)
                yield each


def body(case: Case) -> bytes:
    """The file as it comes back."""
    if case.form == "xls":
        found = as_xls(case.book)
    elif case.form == "ods":
        found = as_ods(case.book)
    elif case.only:
        found = as_csv(next(sheet for sheet in case.book.sheets if sheet.name == case.only), case.form)
    else:
        found = saved(case.book)
    for spoil in case.spoil:
        found = spoil(found)
    return found


def name(case: Case, number: int) -> str:
    """What the file is called."""
    return f"督查表-{number}.{'csv' if case.only else case.form}"


def tried(whole: Base, program: Program, seed: int, number: int, only: str = "") -> Result:
    """What comes of a file, or of two."""
    chance = random.Random(f"{seed}-{number}-way")
    way = chance.choices([way for way, _ in WAYS], [share for _, share in WAYS])[0]
    case, wanted, grade, names = made(whole, seed, number, only=only)
    files = [(name(case, number), body(case))]
    told = "; ".join(case.told)
    if way == "two inspectors":
        other, more, also, others = made(whole, seed, number, OTHERS)
        files.append((name(other, number + 1_000_000), body(other)))
        wanted, grade = _both(wanted, more), max(grade, also, Grade.READABLE)
        told, names = f"{told} + another inspector's file: {'; '.join(other.told)}", [*names, *others]
    elif way == "the same twice":
        files.append((f"副本{files[0][0]}", files[0][1]))
        grade = max(grade, Grade.READABLE)
    answer = program.take(files)
    result = Result(number, tuple(dict.fromkeys((*names, way))), told, grade, answer.outcome, said=answer.told)
    result.wrong += _wrongs(wanted, answer, whole)
    if way == "the same again" and answer.outcome == "taken":
        again = program.take(files, fresh=False)
        if again.said or again.outcome != "taken":
            result.wrong.append(f"the same file again: {again.outcome}, {len(again.said)} taken: {again.told[:200]}")
    if way == "one file":
        guessed = whole.sloppy.take(files[0][1])
        result.sloppy = guessed is not None and any(complaints(wanted, guessed, whole.before))
    return result


def _both(one: Expected, other: Expected) -> Expected:
    """What may come of two files that are taken in together."""
    said = {key: [*one.said.get(key, ()), *other.said.get(key, ())] for key in {**one.said, **other.said}}
    twice = [f"{id}: an appeal has one answer" for sheet, id in set(one.said) & set(other.said) if sheet == "申诉"]
    return Expected([*one.refuse, *other.refuse, *twice], said)


def _wrongs(wanted: Expected, answer: Answer, whole: Base) -> Iterator[str]:
    if answer.outcome == "refused":
        if answer.changed:
            yield "refused, and the database is not what it was"
        if not answer.told.strip():
            yield "refused without a word"
    elif answer.outcome == "taken":
        yield from complaints(wanted, answer.said, whole.before)
        rows = sum(map(len, wanted.said.values()))
        if len(answer.said) > rows:
            yield f"{len(answer.said)} taken from {rows} rows"
    else:
        yield f"neither taken nor refused: {answer.outcome}: {answer.told[-400:]}"


# --- All of them


def run(whole: Base, folder: Path, files: Iterable[int], seed: int, only: str = "") -> Iterator[Result]:
    """What comes of files, in one process."""
    with Program(whole.city, folder) as program:
        for number in files:
            result = tried(whole, program, seed, number, only)
            if result.wrong:
                print(f"wrong {number}: {result.told}\n    {result.wrong[0][:500]}", file=sys.stderr, flush=True)
            yield result


WHOLE: list[Base] = []  # for the processes that are forked from this one


def _share(given: tuple[Path, range, int, str]) -> list[Result]:
    folder, files, seed, only = given
    return list(run(WHOLE[0], folder, files, seed, only))


def run_all(whole: Base, folder: Path, files: int, seed: int, jobs: int, only: str = "") -> list[Result]:
    """What comes of so many files, in several processes."""
    WHOLE[:] = [whole]
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        shares = [(folder / f"job{job}", range(job, files, jobs), seed, only) for job in range(jobs)]
        return [result for found in pool.imap_unordered(_share, shares) for result in found]


def report(results: Sequence[Result], seconds: float) -> str:
    """One table by change, and examples of what went wrong."""
    counts: dict[str, Counter[str]] = {}
    for result in results:
        for each in result.names:
            count = counts.setdefault(each, Counter())
            count["files"] += 1
            count[result.answer] += 1
            count["wrong"] += bool(result.wrong)
            if result.grade is Grade.PLAIN:
                count["plain"] += 1
                count["over"] += result.answer != "taken"
    lines = [
        f"{'change':36} {'files':>6} {'taken':>6} {'refused':>7} {'plain':>6} {'of them refused':>15} {'wrong':>6}"
    ]
    for each, count in sorted(counts.items()):
        row = (count["files"], count["taken"], count["refused"], count["plain"], count["over"], count["wrong"])
        lines.append("{:36} {:6} {:6} {:7} {:6} {:15} {:6}".format(each, *row))
    plain = [result for result in results if result.grade is Grade.PLAIN]
    over = [result for result in plain if result.answer != "taken"]
    wrong = [result for result in results if result.wrong]
    control = [result for result in results if result.sloppy]
    alone = sum("one file" in result.names for result in results)
    taken = sum(result.answer == "taken" for result in results)
    lines += [
        "",
        f"{len(results)} files in {seconds:.0f} s: {taken} taken in, {len(results) - taken} refused, {len(wrong)} wrong",
        f"plainly the same: {len(plain)}, of them refused {len(over)} ({_share_of(len(over), len(plain))})",
        f"the sloppy importer is wrong in {len(control)} of {alone} ({_share_of(len(control), alone)})",
        *_examples("refused though plain", over, lambda result: result.said),
        *_examples("WRONG", wrong, lambda result: "\n    ".join(result.wrong[:3])),
    ]
    return "\n".join(lines)


def _share_of(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"


def _examples(title: str, results: Sequence[Result], tell: object) -> Iterator[str]:
    shown: Counter[str] = Counter()
    for result in results:
        text = tell(result) if callable(tell) else ""
        shown[text[:30]] += 1
        if shown[text[:30]] <= EXAMPLES:
            yield f"{title} {result.number}: {result.told}\n    {text[:900]}"


def main() -> int:
    """Runs the bench; 1 when the program was wrong, or the control was not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="make this change to every file, beside others")
    parser.add_argument(
        "--keep", type=int, default=None, metavar="NUMBER", help="write this one file here instead, and what it is"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole = base(Path(folder), options.seed)
        if options.keep is not None:
            case, wanted, grade, _ = made(whole, options.seed, options.keep, only=options.only)
            Path(name(case, options.keep)).write_bytes(body(case))
            print(
                grade.name,
                case.told,
                *wanted.refuse,
                *(" / ".join(map(str, each[0])) for each in wanted.said.values()),
                sep="\n",
            )
            return 0
        begun = time.monotonic()
        results = run_all(whole, Path(folder), options.files, options.seed, options.jobs, options.only)
    print(report(results, time.monotonic() - begun))
    caught = sum(result.sloppy for result in results) * 10 >= len(results)
    if not caught:
        print("THE CONTROL IS NOT WRONG OFTEN ENOUGH: THIS PROVES NOTHING")
    return int(any(result.wrong for result in results) or not caught)


if __name__ == "__main__":
    sys.exit(main())
