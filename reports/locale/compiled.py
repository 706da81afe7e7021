"""Catalogues as gettext reads them: compiled from the text that people edit, once for each state of it.

A wheel brings them compiled. In a checkout the text changes under the program's hands: what was compiled of an older state
is compiled again and kept beside it, as Python keeps its bytecode, where that may be written.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from sys import dont_write_bytecode

FOLDER = Path(__file__).parent
DOMAIN = "gongkai"
SOURCE = "zh"  # what the code is written in
EPOCH = datetime.fromtimestamp(0, UTC)


def source(language: str) -> Path:
    """The catalogue of a language as people edit it."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def languages() -> tuple[str, ...]:
    """Every language that there are words of: that of the source, and those with a catalogue."""
    return (SOURCE, *sorted(path.parent.parent.name for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


@cache
def translations(language: str) -> NullTranslations:
    """The words of a language. Raises OSError for one without a catalogue."""
    if language == SOURCE:
        return NullTranslations()
    text = source(language)
    digest = sha256(text.read_bytes()).hexdigest()
    with suppress(OSError, ValueError), text.with_suffix(".mo").open("rb") as file:
        kept = GNUTranslations(file)
        if kept.info().get("project-id-version", "").endswith(digest):
            return kept
    compiled = compile_catalogue(language)
    if not dont_write_bytecode:
        with suppress(OSError):
            keep(language, compiled)
    return GNUTranslations(BytesIO(compiled))


def compile_catalogue(language: str) -> bytes:
    """The catalogue of a language compiled, marked with the digest of its text. Raises OSError."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    text = source(language).read_bytes()
    catalogue = read_po(BytesIO(text), locale=language, abort_invalid=True)
    catalogue.project, catalogue.version = DOMAIN, sha256(text).hexdigest()
    catalogue.creation_date = EPOCH
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def keep(language: str, compiled: bytes) -> Path:
    """Writes a compiled catalogue whole beside its text. Raises OSError."""
    path = source(language).with_suffix(".mo")
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(compiled)
        return temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
