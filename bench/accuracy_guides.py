"""Elements of labelled service guides, read and compared: how many that are there are seen, and how many that are not.

    python bench/accuracy_guides.py [--verbose]

For every page of tests/guides prints what differs from its labels, then for each element and in all: there by label, seen,
seen wrongly, missed for sure (which would be an accusation), and left to a person.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from rules.guides.contents import State, state  # noqa: E402 - the repository itself is the package
from rules.guides.guide import Guide, guides_of  # noqa: E402
from rules.powers.naming.names import core  # noqa: E402
from tests.guides.labelled import ELEMENTS, Labelled, labelled  # noqa: E402

SEEN = (State.THERE, State.PICTURE)


def main() -> None:
    """Prints the comparison of all labelled pages."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--verbose", action="store_true", help="show pages without a difference too")
    verbose = arguments.parse_args().verbose
    counts: Counter[tuple[str, str]] = Counter()
    for page in labelled():
        for name, there in page.guides:
            judge(page, name, there, counts, verbose)
    report(counts)


def judge(page: Labelled, name: str, there: frozenset[str], counts: Counter[tuple[str, str]], verbose: bool) -> None:
    """Counts the elements of one guide and prints what differs."""
    found = [guide for guide in guides_of(page.page) if not name or _is_of(guide, name)]
    states = {role: state(role, found) for role in ELEMENTS}
    wrong = []
    for role, seen in states.items():
        kind = outcome(role in there, seen)
        counts[role, kind] += 1
        if kind in ("missed", "wrong", "doubted"):
            wrong.append(f"{role} {kind} ({seen})")
    if not found or wrong or verbose:
        print(f"{page.name} {name}: {'no guide; ' if not found else ''}{', '.join(wrong) or 'as labelled'}")


def outcome(there: bool, seen: State) -> str:
    """What a state is worth against its label."""
    if seen in SEEN:
        return "seen" if there else "wrong"
    if seen is State.DOUBTFUL:
        return "doubted" if there else "doubted, not there"
    return "missed" if there else "not there"


def _is_of(guide: Guide, name: str) -> bool:
    return any(core(name) == core(other) for other in guide.names)


def report(counts: Counter[tuple[str, str]]) -> None:
    """Prints the sums."""
    print(
        f"\n{'element':<12}{'there':>7}{'seen':>6}{'doubted':>9}{'missed':>8}{'wrong':>7}{'absent':>8}{'of these left':>15}"
    )
    for role in (*ELEMENTS, "all"):
        sums: Counter[str] = Counter()
        for (each, kind), number in counts.items():
            sums[kind] += number if role in (each, "all") else 0
        there = sums["seen"] + sums["doubted"] + sums["missed"]
        absent = sums["not there"] + sums["doubted, not there"] + sums["wrong"]
        print(
            f"{role:<12}{there:>7}{sums['seen']:>6}{sums['doubted']:>9}{sums['missed']:>8}{sums['wrong']:>7}{absent:>8}"
            f"{sums['doubted, not there']:>15}"
        )
        if role == "all":
            recall, precision = sums["seen"] / there, sums["seen"] / (sums["seen"] + sums["wrong"])
            print(f"recall {recall:.1%}, precision {precision:.1%}")


if __name__ == "__main__":
    main()
