"""Which patterns of the program take the square of a line, or worse?

    python bench/patterns.py [--letters 20000] [--least 0.5] [--only crawler.families] [--seed 1]

Every compiled pattern that a module or a class of the program keeps (in dictionaries and tuples, too) is taken apart, and texts are
made of it: each of its beginnings repeated, each part that it repeats, and each such part after a beginning; it is then sought through
texts of so many letters. Those that needed more than `--least` seconds of the processor are printed, the dearest first, with the text
that did it. A pattern that starts with what it repeats is told here even where it is only asked for at the beginning of a text, and a
line of a page is seldom so long: what a whole page costs `bench/repeats.py` tells. Both are for a person who writes a rule; nothing
here decides.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import random
import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from checker.patience import TookTooLong, within  # noqa: E402 - the repository itself is the package

PACKAGES = ("crawler", "rules", "checker", "reports")
LONGEST = 3_000  # milliseconds that one text may take
FEW = 9  # times that a part may be repeated without its pattern running away
WAYS = 6  # tries at each alternative of a pattern
TEXTS = 100  # of each pattern
TAIL = "※"  # nothing asks for it: what fails at the end of a row is tried in every way
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
SIGNS = "x一1 ;<'\"\n-_,.，。"  # one of them is in any set that leaves something out
OF_CATEGORY = {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "a"}


def patterns(begins: str) -> dict[re.Pattern[str], str]:
    """The patterns of the modules whose name begins so, each with the first place that keeps it."""
    found: dict[re.Pattern[str], str] = {}
    for package in map(importlib.import_module, PACKAGES):
        names = [
            package.__name__,
            *(each.name for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")),
        ]
        for name in names:
            if name.startswith(begins) and not name.endswith("__main__"):
                for place, pattern in _kept(importlib.import_module(name)):
                    found.setdefault(pattern, place)
    return found


def _kept(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    classes = [each for each in vars(module).values() if isinstance(each, type) and each.__module__ == module.__name__]
    for owner in (module, *classes):
        for name, value in list(vars(owner).items()):
            for pattern in _within(value):
                yield f"{module.__name__}.{name}", pattern


def _within(value: object, depth: int = 2) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, (dict, tuple, list, frozenset)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _within(each, depth - 1)


class Maker:
    """Makes texts that a pattern begins to match."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._groups: dict[int | None, str] = {}
        self._repeated: list[str] = []

    def texts(self, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
        """A beginning and what is repeated after it, in any order."""
        tree = list(parser.parse(pattern.pattern, pattern.flags))
        ways = tree[0][1][1] if len(tree) == 1 and tree[0][0] is sre.BRANCH else [tree]
        found = set()
        for way in [*ways] * WAYS:
            self._groups, self._repeated = {}, []
            parts = [self._text(*each) for each in way]
            begun = ["".join(parts[:end]) for end in range(1, len(parts) + 1)]
            found |= {("", each) for each in (*begun, *self._repeated)}
            found |= {(start, each) for start in begun for each in self._repeated[:6]}
        texts = sorted(each for each in found if each[1])
        return self._chance.sample(texts, min(TEXTS, len(texts)))

    def _joined(self, parts: Sequence[tuple[Any, Any]]) -> str:
        return "".join(self._text(*each) for each in parts)

    def _text(self, sort: Any, what: Any) -> str:
        """The least text for one part of a pattern; none for what takes no room."""
        if sort is sre.LITERAL:
            return chr(what)
        if sort in (sre.NOT_LITERAL, sre.ANY):
            return "y" if what == ord("x") else "x"
        if sort is sre.IN:
            return self._one_of(what)
        if sort in REPEATS:
            text = self._joined(what[2])
            self._repeated.append(text)
            return text * int(max(what[0], min(1, what[1])))
        if sort is sre.SUBPATTERN:
            self._groups[what[0]] = text = self._joined(what[3])
            return text
        if sort is sre.BRANCH:
            return self._joined(self._chance.choice(what[1]))
        if sort is sre.ATOMIC_GROUP:
            return self._joined(what)
        return self._groups[what] if sort is sre.GROUPREF else ""

    def _one_of(self, members: Sequence[tuple[Any, Any]]) -> str:
        """The first letter of a set, or one that a set leaves in."""
        if members[0][0] is sre.NEGATE:
            left = re.compile(f"[{''.join(map(_written, members[1:]))}]")
            return next((sign for sign in SIGNS if not left.match(sign)), "y")
        sort, what = members[0]
        return chr(what) if sort is sre.LITERAL else chr(what[0]) if sort is sre.RANGE else OF_CATEGORY.get(what, "-")


def _written(member: tuple[Any, Any]) -> str:
    """A member of a set as a pattern has it."""
    sort, what = member
    if sort is sre.LITERAL:
        return re.escape(chr(what))
    if sort is sre.RANGE:
        return "-".join(re.escape(chr(each)) for each in what)
    name = str(what).removeprefix("CATEGORY_")
    letter = name.removeprefix("NOT_")[0].lower()
    return "\\" + (letter.upper() if name.startswith("NOT_") else letter)


def repeats_parts(pattern: re.Pattern[str]) -> bool:
    """Whether it repeats something that is more than one letter: only such a pattern can take longer than any power of a text's length."""
    return _repeats_parts(parser.parse(pattern.pattern, pattern.flags))


def _repeats_parts(what: Any) -> bool:
    if isinstance(what, tuple) and what and what[0] in REPEATS:
        _, most, part = what[1]
        if most > FEW and not (len(part) == 1 and part[0][0] in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN)):
            return True
    return isinstance(what, (tuple, list, parser.SubPattern)) and any(map(_repeats_parts, what))


def dearest(
    pattern: re.Pattern[str], letters: int, chance: random.Random, longest: int = LONGEST
) -> tuple[float, str, str]:
    """The seconds that the worst text took, its beginning, and what it repeats; no text gets more than so many milliseconds."""
    worst = (0.0, "", "")
    for start, piece in Maker(chance).texts(pattern):
        text = start + (piece * (letters // len(piece) + 1))[:letters] + TAIL
        before = time.process_time()
        try:
            with within(longest):
                for _ in pattern.finditer(text):
                    pass
        except TookTooLong:
            pass
        worst = max(worst, (time.process_time() - before, start, piece))
        if worst[0] * 1_000 >= longest:
            break
    return worst


def main() -> None:
    """Prints the patterns that took long."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--letters", type=int, default=20_000)
    asked.add_argument("--least", type=float, default=0.5, help="seconds of the processor from which a pattern is told")
    asked.add_argument("--only", default="", help="modules whose name begins so")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    chance = random.Random(given.seed)
    found = patterns(given.only)
    slow = [(*dearest(pattern, given.letters, chance), place, pattern.pattern) for pattern, place in found.items()]
    told = sorted((each for each in slow if each[0] > given.least), reverse=True)
    for seconds, start, piece, place, written in told:
        print(f"{seconds:5.2f} s  {place}  {start[:40]!r} then {piece[:40]!r}  {written[:100]!r}")
    print(f"{len(found)} patterns; {len(told)} took more than {given.least} s for {given.letters:,} letters")


if __name__ == "__main__":
    main()
