"""No library with a known fault: not in the locks, not by what pyproject.toml lets in, and not unnoticed on a machine."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from reports.floors import floors, too_old

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


def test_what_is_installed_is_not_too_old():
    assert list(too_old()) == []


def test_a_release_below_its_floor_is_found_and_one_that_is_not_there_is_not():
    installed = {"twisted": "26.9.0", "lxml": "6.1.0", "pillow": "13.0.0rc1"}

    def version(name):
        if name not in installed:
            raise PackageNotFoundError(name)
        return installed[name]

    assert [(floor.name, found) for floor, found in too_old(version)] == [
        ("pillow", "13.0.0rc1"),
        ("twisted", "26.9.0"),
    ]
