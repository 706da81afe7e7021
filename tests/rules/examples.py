"""The examples of the handbook, taken from the cases: `python -m tests.rules.examples` writes rules/examples.toml."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from rules.examples import Example
from rules.finding import Finding, Outcome
from tests.rules.cases import Case, cases

FILE = Path(__file__).parents[2] / "rules" / "examples.toml"
HEAD = "# One finding for each problem, taken from the cases by `python -m tests.rules.examples`; do not edit.\n"
LONGEST = 80  # characters of a quote
TOLD = (Outcome.FAILED, Outcome.CANT_TELL)


def text() -> str:
    """What the file must hold."""
    best: dict[tuple[str, str], tuple[tuple[object, ...], list[str]]] = {}
    for case in cases():
        for rank, finding in _raised(case):
            key = (case.rule.id, finding.problem)
            if key not in best or rank < best[key][0]:
                best[key] = (rank, _lines(example(case, finding)))
    entries = ("\n".join((f"[{rule}.{problem}]", *told)) for (rule, problem), (_, told) in sorted(best.items()))
    return HEAD + "\n" + "\n\n".join(entries) + "\n"


def _raised(case: Case) -> Iterator[tuple[tuple[object, ...], Finding]]:
    """The findings of a case that tell of a problem, each with how poor an example it is: failures, alone, first by name."""
    told = [finding for finding in case.find() if finding.outcome in TOLD and finding.problem]
    for finding in told:
        says = bool(str(finding)) or bool(finding.subject)
        yield (TOLD.index(finding.outcome), not says, len(told), case.folder.name), finding


def example(case: Case, finding: Finding) -> Example:
    """What is kept of a finding of a case."""
    quote = next((cited.quote for cited in finding.evidence if cited.quote), "")
    name, words = "/".join(case.folder.parts[-2:]), " ".join(quote.split())[:LONGEST]
    return Example(name, finding.outcome, finding.subject, finding.note, dict(finding.values), words)


def _lines(kept: Example) -> list[str]:
    told = ((key, str(getattr(kept, key))) for key in ("case", "outcome", "subject", "note", "quote"))
    values = ", ".join(f"{name} = {_string(value)}" for name, value in sorted(kept.values.items()))
    return [f"{key} = {_string(value)}" for key, value in told if value] + (
        [f"values = {{ {values} }}"] if values else []
    )


def _string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
