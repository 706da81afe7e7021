"""How right it is told what a page is, on labelled texts after the forms of real ones; and how fast.

    python bench/accuracy_topics.py [--show] [--held | --last | --all] [--only TOPIC] [--speed]

The pages stand in tests/topics/<set>/<topic>.toml (see tests/topics/labelled.py), each with the one topic that it is, those
that are as right, and what it only mentions. What a page is said to be is the most likely topic of `topics_of`. A disclosure
is told from a mention when it has enough confidence for one of its topics, a mention when it has not enough for what it
mentions. Without a flag the set `first` is measured, which was before the eyes of who wrote the words; those of --held and
--last were not. --show prints each page that is told wrongly, with the reasons. --speed reads every page beforehand and
prints how many a second one core tells, each for the first time.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from rules.phrases import squeeze  # noqa: E402 - the repository itself is the package
from rules.topics import ENOUGH, reasons_of, topics_of  # noqa: E402
from rules.topics.weighed import weights_of  # noqa: E402
from tests.topics.labelled import FOLDER, Labelled, labelled  # noqa: E402

ROUNDS = 5


@dataclass(frozen=True)
class Told:
    """A labelled page and what it was told to be."""

    label: Labelled
    topic: str
    enough: frozenset[str]

    @classmethod
    def of(cls, label: Labelled) -> Told:
        found = topics_of(label.page)
        return cls(label, found[0][0], frozenset(name for name, confidence in found if confidence >= ENOUGH))

    @property
    def is_right(self) -> bool:
        """Whether it is told as what it is, or as what is as right."""
        return self.topic in self.label.right

    @property
    def is_distinguished(self) -> bool:
        """Whether a disclosure is told as one on its topic, and a mention as none on what it mentions."""
        if self.label.is_mention:
            return self.label.mentions not in self.enough
        return not self.enough.isdisjoint(self.label.right)


def f1(pages: Sequence[Told]) -> dict[str, tuple[float, int, int, int]]:
    """F1 of each topic, and how many of its pages were told, missed, and told of others wrongly."""
    hits, missed, false = Counter[str](), Counter[str](), Counter[str]()
    for page in pages:
        if page.is_right:
            hits[page.label.topic] += 1
        else:
            missed[page.label.topic] += 1
            false[page.topic] += 1
    counts = {name: (hits[name], missed[name], false[name]) for name in sorted({page.label.topic for page in pages})}
    return {
        name: (2 * right / (2 * right + gone + wrong), right, gone, wrong)
        for name, (right, gone, wrong) in counts.items()
    }


def report(pages: Sequence[Told], show: bool) -> None:
    """Prints F1, the weakest topics first, confusions, and how disclosures and mentions were told apart."""
    scores = f1(pages)
    for name, (score, right, gone, wrong) in sorted(scores.items(), key=lambda item: item[1]):
        print(f"{name:<28} {score:.3f}  {right:>3} right {gone:>3} missed {wrong:>3} wrongly")
    confused: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in pages:
        if not page.is_right:
            confused[page.label.topic, page.topic].append(page.label.id)
    for (true, told), ids in sorted(confused.items(), key=lambda item: -len(item[1])):
        print(f"{true} told as {told}: {len(ids)}  {' '.join(ids[:6])}")
    apart = [page.label.id for page in pages if not page.is_distinguished]
    mentions = sum(page.label.is_mention for page in pages)
    print(
        f"{len(pages)} pages, {mentions} of them mentions; told right {sum(page.is_right for page in pages) / len(pages):.3f}"
    )
    print(f"disclosure or mention {1 - len(apart) / len(pages):.4f}: {' '.join(apart)}")
    values = [score for score, *_ in scores.values()]
    print(f"macro F1 {sum(values) / len(values):.4f}, least {min(values):.3f}")
    for page in pages if show else ():
        if not (page.is_right and page.is_distinguished):
            _show(page.label)


def _show(label: Labelled) -> None:
    page = label.page
    print(f"\n# {label.id} is {label.topic}, mentions {label.mentions or 'nothing'}: {page.title}")
    print("  " + page.text[:160].replace("\n", " / "))
    for name, confidence in topics_of(page):
        why = "; ".join(f"{reason.source} {reason.words} {reason.weight}" for reason in reasons_of(page)[name])
        print(f"  {name} {confidence}: {why}")


def speed(labels: Sequence[Labelled]) -> None:
    """Prints how many pages a second are told, each of them for the first time."""
    best = 0.0
    for _ in range(ROUNDS):
        squeeze.cache_clear()
        began = time.process_time()
        for label in labels:
            weights_of(label.page)
        best = max(best, len(labels) / (time.process_time() - began))
    letters = sum(len(each.page.text) for each in labels) / len(labels)
    print(f"{best:,.0f} pages a second on one core, of {letters:,.0f} characters on average")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for flag in ("show", "held", "last", "all", "speed"):
        parser.add_argument(f"--{flag}", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    sets = [name for name in ("held", "last") if getattr(options, name)] or ["first"]
    if options.all:
        sets = sorted(each.name for each in FOLDER.iterdir() if any(each.glob("*.toml")))
    labels = [label for name in sets for label in labelled(name) if options.only in (label.topic, "")]
    report([Told.of(label) for label in labels], options.show)
    if options.speed:
        speed(labels)


if __name__ == "__main__":
    main()
