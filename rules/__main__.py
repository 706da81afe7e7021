"""The handbook of the rules and the file of their names, written from the rules themselves.

`python -m rules` rewrites rules/README.md and rules/names.json; `python -m rules --check` only says whether they are stale.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from rules.examples import Example, examples
from rules.finding import Outcome
from rules.named import FILE, as_written
from rules.rule import Rule, catalogue
from rules.topics import column_words

HANDBOOK, NAMES = Path(__file__).with_name("README.md"), Path(__file__).with_name(FILE)
HEAD = """# 规则手册 · Handbook of the rules

Written by `python -m rules` from the rules themselves; do not edit. One duty is one file; how to add one: see
[docs/add-a-rule.md](../docs/add-a-rule.md). Each problem has an example, taken from the cases under `tests/rules/`;
one that is marked 待核实 is left to a person. `gongkai explain RULE` shows a chapter with what the scheme makes of it.

"""
COLUMNS = 8  # names of columns that a chapter shows


def handbook() -> str:
    """The text of the handbook: a table of contents by area, then a chapter for each rule."""
    by_area = [(area, list(found)) for area, found in groupby(_sorted(), key=lambda rule: rule.area)]
    contents = "\n".join(_contents(area, found) for area, found in by_area)
    chapters = "\n".join(_area(area) + "\n".join(map(_chapter, found)) for area, found in by_area)
    return f"{HEAD}{contents}\n\n{chapters}"


def _sorted() -> list[Rule]:
    return sorted(catalogue().values(), key=lambda rule: (rule.check.__module__.split(".")[1], rule.id))


def _contents(area: tuple[str, str], found: list[Rule]) -> str:
    rules = "、".join(f"[{rule.title}](#{rule.id})" for rule in found)
    return f"- **{area[0]}** {area[1]}: {rules}"


def _area(area: tuple[str, str]) -> str:
    return f"# {area[0]} · {area[1]}\n\n"


def _chapter(rule: Rule) -> str:
    module = rule.check.__module__.replace(".", "/").removeprefix("rules/") + ".py"
    dials = "、".join(f"`{name}` ({kind})" for name, kind in rule.dials.items()) or "—"
    columns = "、".join(column_words(rule.reads)[:COLUMNS]) or "—"
    problems = "\n".join(_problem(rule, name, words) for name, words in rule.problems.items())
    return f"""<a id="{rule.id}"></a>
## {rule.title} · `{rule.id}`

{rule.duty}

{rule.statement}

{rule.background}

- **依据 Basis**: {rule.basis}
- **看哪些页面 Reads**: {"、".join(f"`{topic}`" for topic in rule.reads) or "—"}
- **先到哪些栏目 Looks first in**: {columns}
- **由方案设定 Dials**: {dials}
- **文件 File**: [{module}]({module})，cases: [tests](../tests/rules/{rule.id})

| 问题 Problem | | 例 Example |
|---|---|---|
{problems}
"""


def _problem(rule: Rule, name: str, words: str) -> str:
    example = examples().get((rule.id, name))
    return f"| `{name}` | {words} | {_cell(_told(example)) if example else '—'} |"


def _told(example: Example) -> str:
    """An example in one line: whom or what it is about, what was found, and the words that it rests on."""
    doubt = "待核实　" if example.outcome is Outcome.CANT_TELL else ""
    said = "：".join(part for part in (example.subject, str(example.finding)) if part)
    return doubt + said + (f"　“{example.quote}”" if example.quote else "")


def _cell(text: str) -> str:
    """Text that a table of Markdown shows as it is."""
    plain = " ".join(text.split())
    for sign in "\\|`*_<[":
        plain = plain.replace(sign, f"\\{sign}" if sign != "<" else "&lt;")
    return plain


def written() -> dict[Path, str]:
    """What stands in each file that is written from the rules."""
    return {HANDBOOK: handbook(), NAMES: as_written(catalogue().values())}


def main(words: list[str]) -> int:
    """Rewrites the files, or with --check tells whether one is stale (1) or none (0)."""
    if "--check" not in words:
        for path, text in written().items():
            path.write_text(text, "utf-8")
        return 0
    stale = [path for path, text in written().items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in stale:
        sys.stderr.write(f"rules/{path.name} is stale: run `make handbook` and commit it\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
