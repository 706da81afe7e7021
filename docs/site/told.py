"""The page of everything that the program says when something is wrong, gathered from the program itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from reports import storage_words
from reports.remedies import FILES, SITE, remedy
from reports.wording import Wording

ROOT = Path(__file__).parents[2]
ROOMS = ("crawler", "checker", "reports")
APART = ("reports/samplecity", "reports/templates", "reports/letters", "reports/draft")
CHINESE = re.compile("[一-龥]")
FAULTS = ("Fault", "fault", "Unclear")
FIELD = re.compile(r"\{(\w+)[^{}]*\}")
STORAGE = tuple(dict.fromkeys((*storage_words.BY_NUMBER.values(), *storage_words.BY_WORDS.values(), storage_words.NO_DATABASE,
                               storage_words.CUT_OFF, storage_words.NO_MEMORY, storage_words.OTHERWISE)))  # fmt: skip


def page(wording: Wording) -> str:
    """The whole page."""
    say = wording.either
    parts = [
        say("# 程序说的每一句话", "# Everything that it says"),
        say(
            "以下由程序自己写出（`make handbook`）：出了问题时它会说的话，和该怎么办。在本页里查找（Ctrl-F）屏幕上的那句话；"
            "“…”处是当时的文件、网站、数字。退出码见[遇到问题时](trouble.md#exit-codes)。",
            "Written by the program itself (`make handbook`): what it says when something is wrong, and what to do. Search this page "
            "(Ctrl-F) for what stands on your screen; “…” stands for a file, a site or a number. Exit codes: "
            "[when something is wrong](trouble.md#exit-codes).",
        ),
        _table(
            say("网站没有读到", "A site was not read"),
            [(wording.reason(name), remedy(name, wording)) for name in SITE],
            wording,
        ),
        _table(
            say("文件没有读全", "A file was not read with certainty"),
            [(wording.reason(name), remedy(name, wording)) for name in FILES],
            wording,
        ),
        _list(say("磁盘和数据文件（退出码 6）", "Disks and data files (exit code 6)"), STORAGE, wording),
        _table(
            say("名册、设置、表格不合格（退出码 4）", "Roster, settings or workbook refused (exit code 4)"),
            [(_shown(what, wording), _shown(do, wording)) for what, do in sorted(refusals())],
            wording,
        ),
        _list(say("命令用错了（退出码 2）", "Wrong usage (exit code 2)"), sorted(usages()), wording),
    ]
    return "\n\n".join(parts) + "\n"


def refusals() -> set[tuple[str, str]]:
    """What may be wrong with an input, and what to do about it, as templates."""
    found = set()
    for tree in _modules():
        for node in ast.walk(tree):
            is_fault = isinstance(node, ast.Call) and _name(node.func) in FAULTS
            given = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
            texts = [
                each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else "" for each in given
            ]
            for what, do in pairwise(texts):
                if CHINESE.search(what) and (do.startswith("请") or (is_fault and CHINESE.search(do))):
                    found.add((what, do))
    return found


def _name(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def usages() -> set[str]:
    """What may be wrong with a call, as templates."""
    return {
        node.args[0].value
        for tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Usage"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def _modules() -> Iterator[ast.Module]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if not str(path.relative_to(ROOT)).startswith(APART):
                yield ast.parse(path.read_text("utf-8"))


def _shown(template: str, wording: Wording) -> str:
    """A message with marks where its fields are."""
    from reports.locale.compiled import translations

    words = translations(wording.language).gettext(template)
    return FIELD.sub("…", words).replace("{{", "{").replace("}}", "}").replace("|", "\\|").replace("<", "&lt;")


def _table(title: str, rows: list[tuple[str, str]], wording: Wording) -> str:
    head = wording.either("| 屏幕上说 | 怎么办 |", "| it says | do |")
    return "\n".join([f"## {title}", "", head, "|---|---|", *(f"| {what} | {do} |" for what, do in rows)])


def _list(title: str, templates: tuple[str, ...] | list[str], wording: Wording) -> str:
    return "\n".join([f"## {title}", "", *(f"- {_shown(each, wording)}" for each in templates)])
