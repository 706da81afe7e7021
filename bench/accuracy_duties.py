"""Rules against what an official would say of small sites: who is accused wrongly, which faults are told, which are missed.

    python bench/accuracy_duties.py [--set NAME] [--only RULE] [--show]

Runs each rule on its samples (tests/duties) and prints for each rule: samples, wrong accusations (failed without a fault),
sure faults, of them failed, told (failed or left to a person) and missed; faults to be looked at, of them told; samples of
duties plainly met that are left to a person all the same. Exits 1 when somebody is accused wrongly or a sure fault is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from rules.finding import Outcome  # noqa: E402 - the repository itself is the package
from tests.duties.judged import Sample, samples  # noqa: E402

HEADS = ("samples", "accused", "sure", "failed", "told", "missed", "unsure", "told?", "met", "doubted")


def main() -> int:
    """Prints the comparison of all samples."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", default="", help="a folder of tests/duties")
    parser.add_argument("--only", default="", help="one rule")
    parser.add_argument("--show", action="store_true", help="say what differs, sample by sample")
    arguments = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    for sample in samples(arguments.set, arguments.only):
        counts.setdefault(sample.rule.id, Counter()).update(judged(sample))
        if arguments.show:
            show(sample)
    report(counts)
    return int(any(count["accused"] or count["missed"] for count in counts.values()))


def judged(sample: Sample) -> Counter[str]:
    """The counts of one sample."""
    told = {truth: sample.told_as(truth) for truth in sample.truths}
    sure = [outcome for truth, outcome in told.items() if truth.sure]
    unsure = [outcome for truth, outcome in told.items() if not truth.sure]
    return Counter(
        {
            "samples": 1,
            "accused": len(sample.accused()),
            "sure": len(sure),
            "failed": sure.count(Outcome.FAILED),
            "told": len(sure) - sure.count(None),
            "missed": len(sample.missed()),
            "unsure": len(unsure),
            "told?": len(unsure) - unsure.count(None),
            "met": int(sample.told.get("certain_ok", False)),
            "doubted": int(bool(sample.doubted())),
        }
    )


def show(sample: Sample) -> None:
    """Prints what differs between the rule and the official."""
    name = f"{sample.set_name}/{sample.rule.id}/{sample.folder.name}"
    for finding in sample.accused():
        print(f"{name}: ACCUSED {finding.problem}({finding.subject}) {finding}")
    for truth in sample.missed():
        print(f"{name}: MISSED {truth.problem}({truth.subject}); said: {said(sample)}")
    for finding in sample.doubted():
        print(f"{name}: doubted {finding.outcome} {finding.problem}({finding.subject}) {finding}")


def said(sample: Sample) -> str:
    """All that the rule said, in a line."""
    return ", ".join(f"{each.outcome} {each.problem}({each.subject})" for each in sample.findings)


def report(counts: dict[str, Counter[str]]) -> None:
    """Prints a line for each rule and one for all."""
    print(f"{'':28}" + "".join(f"{head:>9}" for head in HEADS))
    for rule, count in sorted(counts.items()):
        print(f"{rule:28}" + "".join(f"{count[head]:9}" for head in HEADS))
    total = sum(counts.values(), Counter())
    print(f"{'in all':28}" + "".join(f"{total[head]:9}" for head in HEADS))


if __name__ == "__main__":
    sys.exit(main())
