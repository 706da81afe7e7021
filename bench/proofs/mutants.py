"""Tests that bite: every small change to scoring, ledger, archive, import and scope must be noticed by their tests.

mutmut makes the changes, one at a time, and runs the tests that reach the function: https://github.com/boxed/mutmut. It does not
change what stands outside of functions, nor functions under decorators other than staticmethod and classmethod.
"""

from __future__ import annotations

import ast
import difflib
import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bench.proofs.checkout import BESIDE, PACKAGES, copy, environment
from bench.proofs.proof import Figure, Proof, Size

ENOUGH = 0.9
KILLED = ("killed", "timeout", "segfault")  # endless loops are noticed, too
COUNT = {Size.SHORT: 60, Size.WHOLE: 200}  # of each part: two hundred tell to within four parts in a hundred
SEED = 20261129


@dataclass(frozen=True)
class Part:
    """Files that are changed, and the tests that must notice."""

    files: tuple[str, ...]
    tests: tuple[str, ...]
    without: str = ""  # tests that cannot run in mutmut's copy, as an expression for pytest -k
    beside: tuple[str, ...] = ()  # the folders of tests that these need; all of them where none is named


PARTS = {
    "scoring": Part(
        ("checker/scoring.py", "checker/marks.py"),
        ("tests/checker/test_scoring.py", "tests/checker/test_marks.py", "tests/checker/test_properties.py"),
    ),
    "ledger": Part(("checker/ledger/*.py",), ("tests/checker/ledger", "tests/checker/test_put_right.py")),
    "archive": Part(
        ("crawler/archive.py", "crawler/warc.py", "crawler/verify.py", "crawler/keeping.py", "crawler/schema.py"),
        (
            "tests/crawler/test_archive.py",
            "tests/crawler/test_archive_rows.py",
            "tests/crawler/test_warc.py",
            "tests/crawler/test_verify.py",
            "tests/crawler/test_verify_records.py",
            "tests/crawler/test_verify_told.py",
            "tests/crawler/test_keeping.py",
            "tests/crawler/test_keeping_rows.py",
            "tests/crawler/test_keeping_visits.py",
            "tests/crawler/test_schema.py",
        ),
        # these run verify.py by itself, with nothing but the standard library, which mutmut is not
        without="nothing_may_be_written or say_something_else or standard_library",
    ),
    "import": Part(
        ("reports/returned*.py", "checker/returns*.py"),
        (
            "tests/checker/test_returns.py",
            "tests/checker/test_returns_bounds.py",
            "tests/checker/test_returns_grid.py",
            "tests/checker/test_returns_refused.py",
            "tests/checker/test_returns_told.py",
            "tests/checker/test_returns_values.py",
            "tests/reports/test_returned.py",
            "tests/reports/test_returned_files.py",
            "tests/reports/test_returned_known.py",
            "tests/reports/test_returned_told.py",
            "tests/reports/test_returned_wrong.py",
        ),
    ),
    "scope": Part(
        ("crawler/scope.py", "crawler/border.py", "crawler/connection.py"),
        (
            "tests/crawler/test_scope.py",
            "tests/crawler/test_border.py",
            "tests/crawler/test_resolver.py",
            "tests/crawler/test_handler.py",
        ),
    ),
}
FEW = {
    "ledger": Part(("checker/ledger/steps.py",), ("tests/checker/ledger/test_steps.py",), beside=("checker",))
}  # of the short form


class _Blunt(ast.NodeTransformer):
    """Looks, and asserts nothing."""

    def visit_Assert(self, node: ast.Assert) -> ast.Expr:
        return ast.copy_location(ast.Expr(node.test), node)


def blunted(folder: Path) -> None:
    """Takes every assertion out of the tests of a checkout."""
    for path in (folder / "tests").rglob("*.py"):
        tree = _Blunt().visit(ast.parse(path.read_text("utf-8")))
        path.write_text(ast.unparse(ast.fix_missing_locations(tree)), "utf-8")


def checkout(folder: Path, part: Part) -> None:
    """The repository as it is here, with the settings of mutmut for a part of it."""
    mutable = sorted({name.partition("/")[0] for name in part.files})
    copy(folder, part.beside)
    settings = {
        "source_paths": mutable,
        "also_copy": [name for name in (*PACKAGES, *BESIDE) if name not in ("tests", "pyproject.toml", *mutable)],
        "only_mutate": part.files,
        "pytest_add_cli_args": (
            "-n0",
            "-p",
            "no:cacheprovider",
            "-x",
            *(("-k", f"not ({part.without})") if part.without else ()),
        ),
        "pytest_add_cli_args_test_selection": part.tests,
    }
    lines = [f"{key} = {json.dumps(list(value))}" for key, value in settings.items()]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n".join(["", "[tool.mutmut]", *lines, ""]))


def mutmut(folder: Path, *words: str) -> str:
    """What mutmut says; RuntimeError when it ends early."""
    command = [sys.executable, "-m", "mutmut", *words]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"mutmut ended with {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def names(folder: Path) -> list[str]:
    """All mutants of a checkout. mutmut makes them before it looks for those that it is to try, and finds none of this name."""
    with suppress(RuntimeError):
        mutmut(folder, "run", "no.such.mutant")
    made = [json.loads(path.read_text("utf-8")) for path in (folder / "mutants").rglob("*.meta")]
    return sorted(name for each in made for name in each["exit_code_by_key"])


def mutated(folder: Path, count: int) -> tuple[int, dict[str, str]]:
    """How many mutants there are, and how those ended that were tried: by chance as many as are asked for, the same each time."""
    every = names(folder)
    tried = random.Random(SEED).sample(every, min(count, len(every)))
    mutmut(folder, "run", *tried)
    told = [line.strip().rpartition(": ") for line in mutmut(folder, "results", "--all", "true").splitlines()]
    ended = {name: how for name, _, how in told}
    return len(every), {name: ended.get(name, "not tried") for name in tried}


def shown(folder: Path, name: str) -> str:
    """What a mutant changes, as the lines that differ; mutmut writes every mutant into the file, under a name of its own."""
    module, _, function = name.rpartition(".")
    tree = ast.parse((folder / "mutants" / f"{module.replace('.', '/')}.py").read_text("utf-8"))
    wanted = (f"{function.rpartition('__mutmut_')[0]}__mutmut_orig", function)
    every = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    before, after = (ast.unparse(every[each]).splitlines()[1:] if each in every else [] for each in wanted)
    return " ".join(line for line in difflib.ndiff(before, after) if line[:2] in ("- ", "+ "))


def measured(parts: dict[str, Part], folder: Path, count: int, blunt: bool = False) -> Figure:
    """Every part on its own must reach the share."""
    told, lived, reached, made, tried = [], [], True, 0, 0
    for name, part in parts.items():
        place = folder / name
        place.mkdir()
        checkout(place, part)
        if blunt:
            blunted(place)
        there, ended = mutated(place, count)
        killed = sum(how in KILLED for how in ended.values())
        made, tried = made + there, tried + len(ended)
        reached &= bool(ended) and killed >= ENOUGH * len(ended)
        told.append(f"{name} {killed} of {len(ended)} ({killed / max(1, len(ended)):.1%})")
        print(told[-1], dict(Counter(ended.values())), flush=True)
        left = [each for each, how in ended.items() if how not in KILLED]
        lived += [f"{name}: {each}: {ended[each]}: {shown(place, each)}" for each in left]
        shutil.rmtree(place)
    left = (
        (f"a sample was tried, the same each time, {count} of each part: there are {made:,} mutants",)
        if made > tried
        else ()
    )
    return Figure(reached, f"killed: {', '.join(told)}", tuple(lived), left)


def prove(size: Size, folder: Path) -> Figure:
    """Changes the parts, and runs their tests."""
    return measured(PARTS if size is Size.WHOLE else FEW, folder, COUNT[size])


def without(size: Size, folder: Path) -> Figure:
    """The same with tests that look at everything and assert nothing."""
    scoring = replace(
        PARTS["scoring"], without="would_not_hold"
    )  # tests that something does not hold need an assertion
    return measured({"scoring": scoring} if size is Size.WHOLE else FEW, folder, COUNT[size], blunt=True)


PROOFS = (
    Proof(
        "mutants",
        "≥ 90 % of mutants killed in each of scoring, ledger, archive, import, scope",
        prove,
        "what the tests assert",
        without,
        minutes=60,
    ),
)
