"""The process in which files from outside are read: limits first, then one file after another through pipes."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from typing import BinaryIO

from crawler.reading import doubts, limits
from crawler.reading.isolation.confinement import allow_cpu, confine
from crawler.reading.pictures.ocr import open_eyes
from crawler.reading.reader import read, read_cells
from crawler.reading.record import to_json
from crawler.reading.value import Eyes, Reading


def serve(requests: BinaryIO, answers: BinaryIO, eyes: Eyes | None = None, *, cells: bool = False) -> None:
    """Answer until the other side closes the pipe; with `cells`, by listing the cells of workbooks."""
    while line := requests.readline():
        asked = json.loads(line)
        body = requests.read(asked["size"])
        allow_cpu(limits.EYES_CPU if eyes else limits.CHILD_CPU)
        fetched = date.fromisoformat(asked["fetched"]) if asked["fetched"] else None
        said = {name: asked[name] for name in ("url", "content_type", "name")}
        reading = read_cells(body, name=asked["name"]) if cells else read(body, fetched=fetched, eyes=eyes, **said)
        answer = _answer(reading)
        answers.write(len(answer).to_bytes(8, "big") + answer)
        answers.flush()


def _answer(reading: Reading) -> bytes:
    """The reading as the other side takes it: of one that is too large, only its first words."""
    try:
        answer = to_json(reading) if _length(reading) <= limits.ANSWER_BYTES else b""
    except MemoryError:
        answer = b""
    if 0 < len(answer) <= limits.ANSWER_BYTES:
        return answer
    text = reading.text[: limits.ANSWER_BYTES // 8]
    return to_json(Reading(reading.media_type, title=reading.title, text=text, doubts=(doubts.LIMIT,)))


def _length(reading: Reading) -> int:
    """Characters of text and tables: what has more of them than an answer has bytes is not even tried, for that may crash."""
    cells = (len(cell) for table in reading.tables for row in table.rows for cell in row)
    return len(reading.text) + sum(cells)


def _private_pipe() -> BinaryIO:
    """The way out for answers; whatever a parser prints goes nowhere."""
    kept = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(kept, "wb")


def main() -> None:
    """The life of the process."""
    pipe = _private_pipe()
    has_eyes = sys.argv[1:] == ["eyes"]
    if has_eyes:
        confine(limits.EYES_MEMORY, limits.EYES_MEMORY)
    else:
        confine()
    serve(sys.stdin.buffer, pipe, open_eyes() if has_eyes else None, cells=sys.argv[1:] == ["cells"])


if __name__ == "__main__":
    main()
