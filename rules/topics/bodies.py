"""What the body of a text holds, whatever it is called: how many signs of each topic's documents stand in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FORMS = frozenset(
    ("power-list", "approval-change", "disclosure-catalogue")
)  # whose entries are of all subjects: one more sign
SHOWN = 3  # signs that a reason names


@dataclass(frozen=True)
class Body:
    """What the documents of one topic hold: the signs, how many make one likely, of which one must and none may stand there."""

    topic: str
    need: int
    signs: tuple[re.Pattern[str], ...]
    must: re.Pattern[str]
    but: re.Pattern[str] | None


@dataclass(frozen=True)
class Held:
    """How many signs of a topic a text holds, by how many that is more than needed, and the first of them."""

    topic: str
    beyond: int
    words: str


def held_by(body: str) -> list[Held]:
    """The topics of which a squeezed text holds the signs that are needed, the surest first."""
    found = [held for each in _bodies() if (held := _held(each, body)) is not None]
    return sorted(found, key=lambda held: -held.beyond - (held.topic in FORMS))


def _held(each: Body, body: str) -> Held | None:
    if each.must.search(body) is None or (each.but is not None and each.but.search(body)):
        return None
    words = [match[0] for sign in each.signs if (match := sign.search(body))]
    return (
        Held(each.topic, len(words) - each.need, "+".join(list(dict.fromkeys(words))[:SHOWN]))
        if len(words) >= each.need
        else None
    )


@cache
def _bodies() -> tuple[Body, ...]:
    data = tomllib.loads((resources.files("rules.topics") / "bodies.toml").read_text("utf-8"))
    return tuple(_read(data))


def _read(data: Mapping[str, Any]) -> Iterator[Body]:
    for topic, told in data.items():
        but = _any("|".join(told["but"])) if "but" in told else None
        yield Body(topic, told["need"], tuple(map(_any, told["signs"])), _any("|".join(told["must"])), but)


def _any(words: str) -> re.Pattern[str]:
    return re.compile("|".join(word if ".{" in word else re.escape(word) for word in words.split("|")))
