"""Files that are written whole or not at all."""

from __future__ import annotations

import fcntl
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary file beside the path, which takes its name when the block ends well, and else is gone. Raises OSError.

    What a run that was killed has left there is written over by the next.
    """
    try:
        with _beside(path) as temporary:
            try:
                yield temporary
                with temporary.open("rb") as file:
                    os.fsync(file.fileno())
                temporary.replace(path)
            finally:
                with suppress(OSError):  # whatever hinders it, the first error says more
                    temporary.unlink(missing_ok=True)
    except OSError as error:
        named = error.filename  # of a file that is open Python does not say which it is
        if named is None or os.path.basename(os.fsdecode(named)).startswith(f".{path.name}."):
            error.filename = str(path)
        raise


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """The name of a temporary file that nobody else is writing: the same each time, or where somebody is, one of our own."""
    usual = path.with_name(f".{path.name}.new")
    with usual.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_ours = os.path.samestat(os.fstat(file.fileno()), os.stat(usual))
        except (BlockingIOError, FileNotFoundError):
            is_ours = False
        yield usual if is_ours else path.with_name(f".{path.name}.{os.getpid()}")


@contextmanager
def workbook(path: Path, options: Mapping[str, Any]) -> Iterator[xlsxwriter.Workbook]:
    """A spreadsheet that is made in memory, and written whole when the block ends well. Raises OSError.

    With `constant_memory` among the options its rows are kept in files meanwhile.
    """
    made = io.BytesIO()
    with TemporaryDirectory() as scratch:
        where = {"tmpdir": scratch} if options.get("constant_memory") else {"in_memory": True}
        try:
            with xlsxwriter.Workbook(made, {**options, **where}) as book:
                yield book
        except FileCreateError as error:  # xlsxwriter's, no OSError though it tells of one
            raise OSError(str(error)) from error
    with whole(path) as temporary:
        temporary.write_bytes(made.getbuffer())
