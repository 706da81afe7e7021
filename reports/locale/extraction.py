"""How Babel finds what people see: every Chinese text of the code that shows things, and what rules, pages and data say.

Templates of messages are plain constants, often in tables far from where they are said, so a text is known by being Chinese. What
is Chinese and no message (patterns, words that inputs are known by) is named in NO_MESSAGES by the constant that holds it.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

Found = tuple[int, str | None, str | tuple[str, str], list[str]]
CHINESE = re.compile("[一-龥、。；：，（）《》！-～]")
FIELD = re.compile(r"{[a-z_]+}")
TERM = "term"  # the context of words that rules write into subjects and notes
SPOKEN = frozenset(("note", "slip", "coverage"))  # names under which rules keep the texts of their notes
NO_MESSAGES = frozenset(
    "TEMPLATE ROSTER_TEMPLATE HEADERS OPTIONAL SORTS_OF_DAY DITTO DAY SHORT_YEAR CHINESE _DAY CLOSING OPENING FORMULA "
    "MARKS GLYPHS ASCII".split()
)
# Most modules say nothing to people, and reading them all takes seconds.
MAY_NOTE = re.compile(rb"note|slip|coverage|inapplicable|{[a-z_]+}")
MAY_FAULT = re.compile(rb"Fault|Usage|Refusal")
FAULTS = frozenset(("Fault", "Usage", "Refusal"))
PATTERNS = frozenset(("compile", "search", "match", "fullmatch", "sub", "split", "findall"))


def code(file: BinaryIO, *_: object, **__: object) -> Iterator[Found]:
    """Every Chinese text in a module, but docstrings, patterns, and parts of f-strings (which a test forbids)."""
    return (_found(text) for text, _ in _texts(ast.parse(file.read()), _says_note))


def notes(file: BinaryIO, *_: object, **__: object) -> Iterator[Found]:
    """What a rule notes of its findings: note=…, variables that hold notes, the reason of inapplicable(), and all that has fields."""
    told = file.read()
    texts = _texts(ast.parse(told), _says_note) if MAY_NOTE.search(told) else ()
    return (_found(text) for text, said in texts if said or _is_template(text.value))


def faults(file: BinaryIO, *_: object, **__: object) -> Iterator[Found]:
    """What is wrong with an input and what to do: the texts of Fault(…), and all that has fields."""
    told = file.read()
    texts = _texts(ast.parse(told), _says_fault) if MAY_FAULT.search(told) else ()
    return (_found(text) for text, said in texts if said or _is_template(text.value))


def rule_texts(file: BinaryIO, *_: object, **__: object) -> Iterator[Found]:
    """What the rules are called, what they ask, on what ground, and the problems they name: asked of the rules themselves."""
    from rules.rule import catalogue

    for rule in catalogue().values():
        for text in (rule.title, rule.duty, rule.basis, *rule.problems.values()):
            yield 1, None, text, []


def terms(file: BinaryIO, *_: object, **__: object) -> Iterator[Found]:
    """Words of the rules that stand alone, in a context of their own: the same word may be said otherwise elsewhere."""
    for text, _said in _texts(ast.parse(file.read()), _says_note):
        yield text.lineno, "pgettext", (TERM, str(text.value)), []


def pages(file: BinaryIO, *_: object, **__: object) -> Iterator[Found]:
    """Every Chinese text in the expressions of a page's template; a test sees to it that none stands outside of them."""
    from jinja2 import Environment, nodes

    for each in Environment(autoescape=True).parse(file.read().decode("utf-8")).find_all(nodes.Const):
        if isinstance(each.value, str) and CHINESE.search(each.value):
            yield each.lineno, None, each.value, []


def schemes(file: BinaryIO, *_: object, **__: object) -> Iterator[Found]:
    """What a scheme calls its indicators, groups, matters on site and steps."""
    return _named(tomllib.load(file), frozenset(("title", "group", "where", "asks", "step", "source")))


def annual_forms(file: BinaryIO, *_: object, **__: object) -> Iterator[Found]:
    """What a form of the annual report calls its tables, rows, columns and units."""
    return _named(tomllib.load(file), frozenset(("title", "about", "unit", "short", "sum", "source")))


def examples(file: BinaryIO, *_: object, **__: object) -> Iterator[Found]:
    """The notes of the handbook's examples."""
    return _named(tomllib.load(file), frozenset(("note",)))


def _named(value: Any, names: frozenset[str]) -> Iterator[Found]:
    """The Chinese texts that stand under one of these names anywhere in data."""
    if isinstance(value, list):
        for each in value:
            yield from _named(each, names)
    elif isinstance(value, Mapping):
        for name, each in value.items():
            if name in names and isinstance(each, str) and CHINESE.search(each):
                yield 1, None, each, []
            yield from _named(each, names)


def _found(text: ast.Constant) -> Found:
    return text.lineno, None, str(text.value), []


def _texts(node: ast.AST, says: Callable[[ast.AST], bool], said: bool = False) -> Iterator[tuple[ast.Constant, bool]]:
    """The Chinese texts below a node in their order, each with whether it is below one that says something to people."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant):
            if isinstance(child.value, str) and not isinstance(node, ast.JoinedStr) and CHINESE.search(child.value):
                yield child, said
        elif not _is_no_message(child):
            yield from _texts(child, says, said or says(child))


def _is_no_message(node: ast.AST) -> bool:
    """Whether it is a docstring, the use of a pattern, or a constant that holds no messages."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr in PATTERNS
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return any(name in NO_MESSAGES for name in _targets(node))
    return False


def _targets(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return (target.id for target in targets if isinstance(target, ast.Name))


def _says_note(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg == "note"
    if isinstance(node, ast.Assign):
        return any(name.lower() in SPOKEN for name in _targets(node))
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "inapplicable"


def _says_fault(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FAULTS


def _is_template(text: object) -> bool:
    return isinstance(text, str) and "(?" not in text and bool(FIELD.search(text))
