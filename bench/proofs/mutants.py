"""Tests that bite: every small change to scoring, ledger, archive, import and scope must be noticed by their tests.

mutmut makes the changes, one at a time, and runs the tests that reach the function: https://github.com/boxed/mutmut. It does not
change what stands outside of functions, nor functions under decorators other than staticmethod and classmethod.
"""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.proofs.checkout import BESIDE, PACKAGES, copy, environment
from bench.proofs.proof import Figure, Proof, Size

ENOUGH = 0.9
KILLED = ("killed", "timeout", "segfault")  # endless loops are noticed, too


@dataclass(frozen=True)
class Part:
    """Files that are changed, and the tests that must notice."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


PARTS = {
    "scoring": Part(
        ("checker/scoring.py", "checker/marks.py"),
        ("tests/checker/test_scoring.py", "tests/checker/test_marks.py", "tests/checker/test_properties.py"),
    ),
    "ledger": Part(("checker/ledger/*.py",), ("tests/checker/ledger", "tests/checker/test_put_right.py")),
    "archive": Part(
        ("crawler/archive.py", "crawler/warc.py", "crawler/verify.py", "crawler/keeping.py", "crawler/schema.py"),
        ("tests/crawler/test_archive.py", "tests/crawler/test_verify.py", "tests/crawler/test_keeping.py"),
    ),
    "import": Part(
        ("reports/returned*.py", "checker/returns*.py"),
        ("tests/checker/test_returns.py", "tests/reports/test_returned.py", "tests/reports/test_import_mutations.py"),
    ),
    "scope": Part(
        ("crawler/scope.py", "crawler/border.py", "crawler/connection.py"),
        ("tests/crawler/test_scope.py", "tests/crawler/test_faults_scope.py"),
    ),
}
FEW = {"ledger": Part(("checker/ledger/steps.py",), ("tests/checker/ledger/test_steps.py",))}


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
    copy(folder)
    settings = {
        "source_paths": mutable,
        "also_copy": [name for name in (*PACKAGES, *BESIDE) if name not in ("tests", "pyproject.toml", *mutable)],
        "only_mutate": part.files,
        "pytest_add_cli_args": ("-n0", "-p", "no:cacheprovider", "-x"),
        "pytest_add_cli_args_test_selection": part.tests,
    }
    lines = [f"{key} = {json.dumps(list(value))}" for key, value in settings.items()]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n".join(["", "[tool.mutmut]", *lines, ""]))


def mutated(folder: Path) -> tuple[dict[str, int], list[str]]:
    """How many mutants ended how, and those that lived."""
    for words in (["run"], ["export-cicd-stats"]):
        command = [sys.executable, "-m", "mutmut", *words]
        done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"mutmut ended with {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")
    counts = json.loads((folder / "mutants" / "mutmut-cicd-stats.json").read_text("utf-8"))
    command = [sys.executable, "-m", "mutmut", "results"]
    lived = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=True).stdout
    return counts, [" ".join(line.split()) for line in lived.splitlines() if line.strip()]


def measured(parts: dict[str, Part], folder: Path, blunt: bool = False) -> Figure:
    """Every part on its own must reach the share."""
    told, lived, reached = [], [], True
    for name, part in parts.items():
        place = folder / name
        place.mkdir()
        checkout(place, part)
        if blunt:
            blunted(place)
        counts, left = mutated(place)
        killed = sum(counts[each] for each in KILLED)
        reached &= counts["total"] > 0 and killed >= ENOUGH * counts["total"]
        told.append(f"{name} {killed} of {counts['total']} ({killed / max(1, counts['total']):.1%})")
        lived += [f"{name}: {line}" for line in left]
        print(told[-1], counts, flush=True)
        shutil.rmtree(place)
    return Figure(reached, f"killed: {', '.join(told)}", tuple(lived))


def prove(size: Size, folder: Path) -> Figure:
    """Changes the parts, and runs their tests."""
    return measured(PARTS if size is Size.WHOLE else FEW, folder)


def without(size: Size, folder: Path) -> Figure:
    """The same with tests that look at everything and assert nothing."""
    return measured({"scoring": PARTS["scoring"]} if size is Size.WHOLE else FEW, folder, blunt=True)


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
