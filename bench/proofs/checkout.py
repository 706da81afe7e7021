"""A copy of the repository as it stands, in which something may be changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("crawler", "rules", "checker", "reports")
BESIDE = ("tests", "bench", "docs", "README.md", "README.zh-CN.md", "SECURITY.md", "CHANGELOG.md", "Makefile", "pyproject.toml",
          "requirements.lock", "requirements-dev.lock")  # fmt: skip


def copy(folder: Path) -> None:
    """Copies what the tests need."""
    for name in (*PACKAGES, *BESIDE):
        if (source := ROOT / name).is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        else:
            shutil.copy(source, folder / name)


def environment() -> dict[str, str]:
    """This one without what would make a copy use the original, or pytest another's settings."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "PYTHONPATH"))}
