"""The programs of this machine that read what no library here does: found by name, each with what it is asked for."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

VERSION = re.compile(r"^\w+ (\d[\w.]*)", re.M)
ASK_SECONDS = 5


@dataclass(frozen=True)
class Program:
    """An outside reader: the commands it may have, the formats it is asked for, and the packages that bring it.

    `part` is a library beside it without which it does not read these formats; "" when it is all in one.
    """

    name: str
    commands: tuple[str, ...]
    formats: str
    packages: str
    part: str = ""

    @property
    def path(self) -> str:
        """Where it is, or "" when it is not here."""
        return _find(self.commands, self.part)

    @property
    def version(self) -> str:
        """Its version where it can be asked for it; LibreOffice takes a tenth of a second to tell."""
        return _version(self.path) if self.path else ""


OFFICE = ("soffice", "libreoffice")
WRITER = Program("LibreOffice Writer", OFFICE, ".doc .wps .rtf", "libreoffice-writer", "swlo")
IMPRESS = Program("LibreOffice Impress", OFFICE, ".ppt .dps", "libreoffice-impress", "sdlo")
CALC = Program("LibreOffice Calc", OFFICE, ".xls (5.0/95)", "libreoffice-calc", "sclo")
ANTIWORD = Program("antiword", ("antiword",), ".doc", "antiword")
CATDOC = Program("catdoc", ("catdoc",), ".doc", "catdoc")
CATPPT = Program("catppt", ("catppt",), ".ppt", "catdoc")
PROGRAMS = (WRITER, IMPRESS, CALC, ANTIWORD, CATDOC, CATPPT)


def signature() -> str:
    """A short text that changes when an outside reader is added, removed or replaced: readings that lacked it are made anew."""
    parts = []
    for program in PROGRAMS:
        if path := program.path:
            state = Path(_real(path)).stat()
            parts.append(f"{program.name} {_real(path)} {state.st_size} {int(state.st_mtime)}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16] if parts else ""


def _real(path: str) -> str:
    """What does the work: beside the script that starts LibreOffice, its program, which changes with every version."""
    binary = Path(path).resolve().with_name("soffice.bin")
    return str(binary if binary.is_file() else Path(path).resolve())


def _find(commands: tuple[str, ...], part: str) -> str:
    for command in commands:
        path = shutil.which(command)
        if path and _has(path, part):
            return path
    return ""


def _has(path: str, part: str) -> bool:
    """Whether the library for some formats is beside a program; yes where the program does not lie as on Linux."""
    folder = Path(path).resolve().parent
    return not part or not (folder / "soffice.bin").is_file() or (folder / f"lib{part}.so").is_file()


@cache
def _version(path: str) -> str:
    binary = Path(path).resolve().with_name("soffice.bin")
    if not binary.is_file():
        return ""
    with tempfile.TemporaryDirectory() as folder:
        try:
            told = subprocess.run(  # noqa: S603
                [binary, "--version"], env={"HOME": folder}, capture_output=True, timeout=ASK_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
    found = VERSION.search(told.stdout.decode("utf-8", "replace"))
    return found[1] if found else ""
