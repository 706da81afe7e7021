"""Office files that open only with a password, told before any reader is asked: most readers call them broken."""

from __future__ import annotations

import io
import zipfile
import zlib

from crawler.reading import limits
from crawler.reading.containers import ole

MANIFEST = "META-INF/manifest.xml"
ENCRYPTED = b"encryption-data"  # OpenDocument 1.3 part 2, 4.8.3
LONGEST = 1_048_576  # bytes of a manifest that are looked at; it names some tens of parts


def check(body: bytes) -> None:
    """Raises Encrypted for a locked OLE or OpenDocument file."""
    if not body.startswith(b"PK"):
        ole.check(body)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts, parts.open(MANIFEST) as manifest:
            locked = ENCRYPTED in manifest.read(LONGEST)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, LookupError, EOFError, OSError, zlib.error):
        return
    if locked:
        raise limits.Encrypted
