"""A copy of the repository as it stands, in which something may be changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("crawler", "rules", "checker", "reports")
BESIDE = ("tests", "bench", "docs", "README.md", "README.zh-CN.md", "SECURITY.md", "CHANGELOG.md", "Makefile", "pyproject.toml",
          "requirements.lock", "requirements-dev.lock")  # fmt: skip


def copy(folder: Path, tests: Collection[str] = ()) -> None:
    """Copies what the tests need; with `tests`, of the folders of tests only these, for there are thousands of cases."""
    skipped = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in (*PACKAGES, *BESIDE):
        if not (source := ROOT / name).is_dir():
            shutil.copy(source, folder / name)
        elif name == "tests" and tests:
            others = {each.name for each in source.iterdir() if each.is_dir()} - set(tests)
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc", *others))
        else:
            shutil.copytree(source, folder / name, ignore=skipped)


def environment() -> dict[str, str]:
    """This one without what would make a copy use the original, or pytest another's settings."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "PYTHONPATH"))}
