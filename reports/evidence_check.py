"""Checks a folder of evidence with Python's standard library alone: python3 check.py

Every file must be there and have the SHA-256 that SHA256SUMS says, and no other may be there; of records.warc.gz each damaged
record is named by its place and its address, and every original must be the body of some record. The exit code is 0 when all is
as it was, 6 when anything is not.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

WHOLE, DAMAGED = 0, 6
SUMS, RECORDS, OURS = "SHA256SUMS", "records.warc.gz", "__pycache__"


def faults(folder: Path) -> Iterator[str]:
    """What is not as it was, in words. Raises OSError when there is nothing to check it by."""
    lines = (folder / SUMS).read_text("utf-8", "backslashreplace").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    if len(listed) != len(lines):
        yield f"{SUMS}: a file is listed twice"
    there = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and OURS not in path.parts
    }
    yield from (f"{name}: not listed" for name in sorted(there - {SUMS} - set(listed)))
    for name, digest in listed.items():
        if name not in there:
            yield f"{name}: the file is missing"
        elif hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            yield f"{name}: the file is not the one that was written"
    if RECORDS in there:
        bodies = set[str]()
        yield from _records((folder / RECORDS).read_bytes(), bodies)
        originals = (name for name in listed if name.startswith("files/") and name in there)
        yield from (f"{name}: it is in no record" for name in originals if listed[name] not in bodies)


def _records(data: bytes, bodies: set[str]) -> Iterator[str]:
    """Each damaged record of a WARC file; the digests of the bodies of the others are added."""
    offset = 0
    while offset < len(data):
        unpacker, address = zlib.decompressobj(31), ""
        try:
            record = unpacker.decompress(data[offset:])
        except zlib.error as error:
            yield f"{RECORDS} at byte {offset}: it does not unpack ({error})"
            following = data.find(b"\x1f\x8b\x08", offset + 1)  # the next record may be whole
            offset = len(data) if following < 0 else following
            continue
        head, _, rest = record.partition(b"\r\n\r\n")
        pairs = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
        named = {name.strip().lower(): value.strip() for name, _, value in pairs}
        block, address = rest.removesuffix(b"\r\n\r\n"), named.get("warc-target-uri", "")
        if not unpacker.eof or named.get("warc-block-digest") != f"sha256:{hashlib.sha256(block).hexdigest()}":
            yield f"{RECORDS} at byte {offset} ({address}): the record is not the one that was written"
        body = block.partition(b"\r\n\r\n")[2] if "application/http" in named.get("content-type", "") else block
        bodies.add(hashlib.sha256(body).hexdigest())
        offset = len(data) - len(unpacker.unused_data)


def main() -> int:
    """Checks the folder in which this file lies."""
    try:
        found = list(faults(Path(__file__).resolve().parent))
    except OSError as error:
        found = [str(error)]
    for each in found:
        sys.stdout.write(f"{each.encode('unicode_escape').decode()}\n")
    sys.stdout.write(f"{len(found)} damaged\n")
    return DAMAGED if found else WHOLE


if __name__ == "__main__":
    sys.exit(main())
