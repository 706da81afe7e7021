"""DuckDB, as this program uses it: nothing is installed or loaded, no Python object is a table, no file is what an unknown name means."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from crawler.refusal import Fault, Refusal

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "preserve_insertion_order": "true",
}


def must_be_there() -> None:
    """Raises Refusal where DuckDB is not installed."""
    if find_spec("duckdb") is None:
        raise Refusal(Fault("没有安装 DuckDB", "请安装 gongkai[lake]：pip install 'gongkai[lake]'"))


def connect(filesystem: Any = None) -> Any:
    """A database in memory that reaches files of this machine, and of a file system of fsspec."""
    import duckdb

    db = duckdb.connect(config=CONFIG)
    if filesystem is not None:
        db.register_filesystem(filesystem)
    return db


def lock(db: Any, places: Sequence[str]) -> None:
    """From here on it reaches no file outside these places, loads nothing, and nothing of this can be changed."""
    db.execute("SET allowed_directories = $1", [list(places)])
    db.execute("SET temp_directory = ''")
    db.execute("SET enable_external_access = false")
    db.execute("SET lock_configuration = true")
