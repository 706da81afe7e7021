"""The process in which files from outside are read: limits first, then one file after another through pipes."""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from typing import BinaryIO

from crawler.reading import limits
from crawler.reading.reader import read
from crawler.reading.record import to_json


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the other side closes the pipe."""
    while line := requests.readline():
        asked = json.loads(line)
        body = requests.read(asked["size"])
        _allow_cpu()
        answer = to_json(read(body, url=asked["url"], content_type=asked["content_type"]))
        answers.write(len(answer).to_bytes(8, "big") + answer)
        answers.flush()


def confine() -> None:
    """No core file, no file written, and no more memory than one file may need."""
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, limits.CHILD_MEMORY),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def _allow_cpu() -> None:
    """Processor time counts from the birth of a process: each file gets its own allowance on top of what is used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.CHILD_CPU
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


if __name__ == "__main__":
    confine()
    serve(sys.stdin.buffer, sys.stdout.buffer)
