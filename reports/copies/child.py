"""The process in which stored files are turned into what can be shown: limits first, then one file after another through pipes."""

from __future__ import annotations

import os
from typing import BinaryIO

import msgspec

from crawler.reading.isolation.confinement import allow_cpu, confine
from reports.copies.showing import show
from reports.copies.values import Job, Shown

CPU = 20  # seconds for one file
SIZE = 8  # bytes that say how long a message is
BROKEN = Shown("", form="file")  # of a file that asks for more than it may have


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers until the other side closes the pipe."""
    while size := int.from_bytes(requests.read(SIZE), "big"):
        job = msgspec.msgpack.decode(requests.read(size), type=Job)
        allow_cpu(CPU)
        try:
            answer = msgspec.msgpack.encode(show(job))
        except (MemoryError, RecursionError):
            answer = msgspec.msgpack.encode(BROKEN)
        answers.write(len(answer).to_bytes(SIZE, "big") + answer)
        answers.flush()


def main() -> None:
    """The life of the process; whatever a library prints goes nowhere."""
    kept = os.dup(1)
    os.dup2(2, 1)
    confine()
    with os.fdopen(0, "rb") as requests, os.fdopen(kept, "wb") as answers:
        serve(requests, answers)


if __name__ == "__main__":
    main()
