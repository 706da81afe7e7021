"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary file beside the path, which takes its name when the block ends well, and else is gone. Raises OSError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except FileCreateError as error:  # xlsxwriter's, no OSError though it tells of one
        raise OSError(str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)
