"""Chance that can be repeated: the same question gets the same answer for ever."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")


def dice(*what: object) -> Random:
    """A random source that depends on nothing but what it is asked for."""
    return Random(":".join(map(str, what)))


def number(*what: object) -> int:
    """A positive number below 2**31 that stands for what it is asked for."""
    return crc32(":".join(map(str, what)).encode()) & 0x7FFFFFFF


def shuffled(items: Iterable[T], *what: object) -> list[T]:
    """The items in a random but repeatable order."""
    order = list(items)
    dice(*what).shuffle(order)
    return order
