"""The handbook of the rules, written from the rules themselves.

`python -m rules` rewrites rules/README.md; `python -m rules --check` only says whether it is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rules.rule import Rule, catalogue

HANDBOOK = Path(__file__).with_name("README.md")
HEAD = """# 规则手册 · Handbook of the rules

Written by `python -m rules` from the rules themselves; do not edit. One duty is one file; how to add one: see
[docs/add-a-rule.md](../docs/add-a-rule.md).

"""


def handbook() -> str:
    """The text of the handbook."""
    return HEAD + "\n".join(map(_chapter, catalogue().values()))


def _chapter(rule: Rule) -> str:
    module = rule.check.__module__.replace(".", "/").removeprefix("rules/") + ".py"
    background = sys.modules[rule.check.__module__].__doc__ or ""
    dials = "、".join(f"`{name}` ({kind})" for name, kind in rule.dials.items()) or "—"
    problems = "\n".join(f"| `{name}` | {words} |" for name, words in rule.problems.items())
    return f"""## {rule.title} · `{rule.id}`

{background.strip()}

- **职责 Duty**: {rule.duty}
- **依据 Basis**: {rule.basis}
- **看哪些页面 Reads**: {"、".join(f"`{topic}`" for topic in rule.reads)}
- **由方案设定 Dials**: {dials}
- **文件 File**: [{module}]({module})

| 问题 Problem | |
|---|---|
{problems}
"""


def main(words: list[str]) -> int:
    """Rewrites the handbook, or with --check tells whether it is stale (1) or not (0)."""
    if "--check" in words:
        fresh = HANDBOOK.is_file() and HANDBOOK.read_text("utf-8") == handbook()
        if not fresh:
            sys.stderr.write("rules/README.md is stale: run `python -m rules` and commit it\n")
        return 0 if fresh else 1
    HANDBOOK.write_text(handbook(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
