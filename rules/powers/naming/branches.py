"""The branch of administration that a chart for a whole class names before it (卫生行政处罚流程图), by branches.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

MOST = 4  # words that may stand beside the first branch in one name
LONGEST = 12  # characters before a class that may be a branch of which nothing is known


@cache
def pattern() -> str:
    """A pattern for one branch, or a few joined ones; its repetitions are few, so that it stays linear."""
    known = _any((*_words()["whole"], *_words()["part"]))
    return f"(?:{known})(?:{known}|{_any(_words()['around'])}|[和与及、]){{0,{MOST}}}"


@lru_cache(maxsize=4096)
def is_whole(branch: str) -> bool:
    """Whether a branch is that of a whole department, so that all of its powers belong to it."""
    rest = branch
    while rest not in _words()["whole"]:
        shorter = re.sub(f"(?:{_any(_words()['around'])})$", "", rest)
        if shorter == rest:
            return False
        rest = shorter
    return True


@lru_cache(maxsize=4096)
def may_be_branch(words: str) -> bool:
    """Whether words before a class may be a branch that is not known, since they tell of no act: 渣土, but not 占道经营."""
    if not 1 <= len(words) <= LONGEST or re.search("[():,。;]", words):
        return False
    acts = re.search(_any(_words()["acts"]), words) or re.search(f"(?:{_any(_words()['doings'])})的?$", words)
    return acts is None


@lru_cache(maxsize=50_000)
def speaks_of_branch(name: str, branch: str) -> bool:
    """Whether a name has two neighbouring characters of a branch in common with it, or its one character."""
    text = re.sub(f"(?:{_any(_words()['around'])})+$", "", branch) or branch
    return any(text[at : at + 2] in name for at in range(max(1, len(text) - 1)))


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _words() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads((resources.files("rules.powers.naming") / "branches.toml").read_text("utf-8"))
    return {name: tuple(words) for name, words in data.items()}
