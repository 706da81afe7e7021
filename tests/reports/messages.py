"""Every message that people see, gathered from the code, so that none lacks its English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from rules.rule import catalogue

ROOT = Path(__file__).parents[2]
WHOLE = [
    *sorted((ROOT / "reports").glob("*.py")),
    *sorted((ROOT / "reports" / "site").glob("*.py")),
    *sorted((ROOT / "checker").glob("*.py")),
    ROOT / "crawler" / "roster.py",
]
CHINESE = re.compile("[一-龥]")
SAID = re.compile(r'say\("([^"]+)"')
FIELD = re.compile(r"{[a-z_]+}")
# What is written into files, what files say, and patterns.
NO_MESSAGES = {
    "TEMPLATE",
    "ROSTER_TEMPLATE",
    "HEADERS",
    "OPTIONAL",
    "SORTS_OF_DAY",
    "DITTO",
    "DAY",
    "_FILE",
    "SHORT_YEAR",
    "CHINESE",
}


def messages() -> list[str]:
    """Message templates in order of first use, without repetition."""
    found = [text for path in WHOLE for text in _literals(path)]
    found += [text for path in sorted((ROOT / "reports").rglob("templates/*.html")) for text in _said(path)]
    for rule in catalogue().values():
        found += [rule.title, *rule.problems.values()]
    for path in sorted((ROOT / "rules").rglob("*.py")):
        found += _notes(path)
    return list(dict.fromkeys(found))


def _said(path: Path) -> Iterator[str]:
    """What a page's template says; nothing in it is in Chinese that does not go through the catalogue."""
    text = path.read_text("utf-8")
    yield from SAID.findall(text)
    assert not CHINESE.search(SAID.sub("", text)), path


def _literals(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {id(node) for statement in ast.walk(tree) for node in _skipped(statement)}
    for node in ast.walk(tree):
        said = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
        if said and CHINESE.search(node.value):
            yield node.value


def _skipped(statement: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, parts of f-strings, and constants that are no messages."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        yield statement.value
    if isinstance(statement, ast.JoinedStr):
        yield from statement.values
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    if any(isinstance(target, ast.Name) and target.id in NO_MESSAGES for target in targets):
        yield from ast.walk(statement)


def _notes(path: Path) -> Iterator[str]:
    """Texts given as notes of findings: note=…, variables called note, the argument of inapplicable(), all that have fields."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {id(node) for statement in ast.walk(tree) for node in _skipped(statement)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in skipped and _is_template(node.value):
            yield str(node.value)
        if (isinstance(node, ast.keyword) and node.arg == "note") or (
            isinstance(node, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id.lower() in ("note", "slip", "coverage") for t in node.targets)
        ):
            yield from _strings(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "inapplicable":
            yield from (text for argument in node.args for text in _strings(argument))


def _is_template(value: object) -> bool:
    return isinstance(value, str) and "(?" not in value and bool(CHINESE.search(value) and FIELD.search(value))


def _strings(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and CHINESE.search(part.value):
            yield part.value
