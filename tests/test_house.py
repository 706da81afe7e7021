"""The budgets of the house: small functions, small files, one broad handler, reasons instead of remarks."""

import ast
import io
import re
import statistics
import tokenize
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("house")  # one worker parses all files, not each
ROOT = Path(__file__).parents[1]
ROOMS = ("crawler", "rules", "checker", "reports")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines


def test_a_file_is_at_most_300_lines_and_says_what_it_is():
    assert [name(path) for path in FILES if len(path.read_text("utf-8").splitlines()) > 300] == []
    assert [name(path) for path in FILES if not ast.get_docstring(tree(path))] == []


def test_no_function_is_over_50_lines_and_each_is_typed():
    every = [(name(path), function) for path in FILES for function in functions(path)]
    assert [(file, function.name) for file, function in every if length(function) > 50] == []
    assert [(file, function.name) for file, function in every if function.returns is None] == []  # says what it returns


def test_functions_are_short():
    lengths = sorted(length(function) for path in FILES for function in functions(path))
    assert statistics.median(lengths) <= 10
    assert lengths[len(lengths) * 9 // 10] <= 30


RULES = [path for path in (ROOT / "rules").rglob("*.py") if "@rule(" in path.read_text("utf-8")]


def test_a_rule_is_at_most_80_lines_of_code():
    code = {name(path): [line for line in path.read_text("utf-8").splitlines() if line.strip()] for path in RULES}
    assert [file for file, lines in code.items() if len(lines) > 80] == []


def test_there_is_one_broad_handler_and_the_boundaries_say_why():
    broad = re.compile(r"except(\s+\(?(Exception|BaseException)\b.*)?:")
    found = [
        f"{name(path)}: {line.strip()}"
        for path in FILES
        for line in path.read_text("utf-8").splitlines()
        if broad.search(line) and "# boundary" not in line
    ]
    assert [line.split(":")[0] for line in found] == ["checker/assess.py"]


def test_no_file_is_a_drawer():
    assert not {path.stem for path in FILES} & {"util", "utils", "helper", "helpers", "common", "misc", "manager"}


def test_there_is_no_float_in_the_checker():
    for path in (ROOT / "checker").rglob("*.py"):
        for node in ast.walk(tree(path)):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), f"{path}:{node.lineno}"
            assert not (isinstance(node, ast.Name) and node.id == "float"), f"{path}:{node.lineno}"


CLOCKS = re.compile(r"datetime\.now|date\.today|time\.time\(|utcnow")
MAY_LOOK_AT_A_CLOCK = {"reports/cli.py"}  # and the crawler, which stamps what it fetches


def test_there_is_no_clock_below_the_command_line():
    for path in FILES:
        if name(path) not in MAY_LOOK_AT_A_CLOCK and not name(path).startswith(("crawler/", "reports/samplecity/")):
            assert not CLOCKS.search(path.read_text("utf-8")), path


def test_rules_know_no_points_and_reach_no_network():
    forbidden = re.compile(
        r"^(?:from|import) (?:scrapy|sqlite3|sqlite_utils|rich|socket|crawler\.(?:spider|archive|run))", re.M
    )
    for path in (ROOT / "rules").rglob("*.py"):
        assert not forbidden.search(path.read_text("utf-8")), path


def test_comments_are_few():
    lines = comments = 0
    for path in FILES:
        text = path.read_text("utf-8")
        lines += len(text.splitlines())
        if "#" not in text:
            continue
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        comments += sum(token.type == tokenize.COMMENT and not token.string.startswith("# noqa") for token in tokens)
    assert comments <= lines * 0.03
