"""No library with a known fault: not in the locks, and not by what pyproject.toml lets in."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from reports.floors import floors

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def locked(name):
    """What a lock pins: (name, release)."""
    return [(canonicalize_name(each), Version(release)) for each, release in PINNED.findall((ROOT / name).read_text())]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_nothing_older(lock):
    pinned = locked(lock)
    assert len(pinned) > 80
    least = {floor.name: floor.least for floor in floors()}
    assert [(name, release) for name, release in pinned if name in least and release < least[name]] == []


def test_every_floor_is_of_something_that_is_used():
    pinned = {name for lock in LOCKS for name, _ in locked(lock)}
    assert [floor.name for floor in floors() if floor.name not in pinned] == []


def test_pyproject_lets_nothing_older_in():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    least = {floor.name: floor.least for floor in floors()}
    for requirement in map(Requirement, asked):
        if floor := least.get(canonicalize_name(requirement.name)):
            assert not requirement.specifier.contains(
                f"{floor.major}.{floor.minor}.{floor.micro}.dev0", prereleases=True
            )
            assert any(Version(each.version) >= floor for each in requirement.specifier if each.operator == ">=")
