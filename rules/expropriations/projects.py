"""The notices about land or houses that go together: a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rules.expropriations.naming import own_numbers
from rules.expropriations.notices import Notice


@dataclass(frozen=True)
class Project:
    """Notices of one project, the newest first, and the longest name that they give it."""

    name: str
    notices: tuple[Notice, ...]


def grouped(notices: Sequence[Notice]) -> list[Project]:
    """The notices by project: those whose names hold each other, or that share the number of an approval."""
    groups: list[list[Notice]] = []
    for notice in notices:
        near = [group for group in groups if any(_are_one(notice, each) for each in group)]
        merged = [each for group in near for each in group] + [notice]
        groups = [group for group in groups if group not in near] + [merged]
    return [Project(max((each.project for each in group), key=len), tuple(group)) for group in groups]


def _are_one(one: Notice, other: Notice) -> bool:
    name, known = one.project, other.project
    if name and known and (name in known or known in name):
        return True
    return bool(own_numbers(one.numbers) & own_numbers(other.numbers))
