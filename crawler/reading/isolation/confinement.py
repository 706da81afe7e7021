"""What a reading process may use of its machine, and what little more the programs that it asks may use."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterator

from crawler.reading import limits
from crawler.reading.isolation.offline import leave_network

PR_SET_PDEATHSIG = 1  # prctl(2): the signal that a process gets when the one that began it ends
ASKED = (
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_FSIZE, limits.READER_FILE),
    (resource.RLIMIT_AS, limits.READER_MEMORY),
    (resource.RLIMIT_DATA, limits.READER_MEMORY),
    (resource.RLIMIT_CPU, limits.READER_CPU),
)
_PRCTL = getattr(ctypes.CDLL(None), "prctl", None) if sys.platform == "linux" else None


def confine(memory: int = limits.CHILD_MEMORY, data: int = limits.CHILD_DATA) -> None:
    """No network, no core file, no file written, no more memory than given; only a program that is asked may have more.

    `memory` are bytes of addresses, `data` those of them that can be written to.
    """
    most = dict(ASKED)
    for kind, soft in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_DATA, data),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, max(soft, most[kind])))
    leave_network()


def allow_cpu(seconds: int) -> None:
    """Processor time counts from the birth of a process: each file gets its own allowance on top of what is used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hardest = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, hardest))


def confine_asked(memory: int = limits.READER_MEMORY) -> None:
    """Between fork and exec of an outside program: its limits, and its end with the end of this process."""
    if _PRCTL is not None:
        _PRCTL(PR_SET_PDEATHSIG, signal.SIGKILL)
    for kind, most in ASKED:
        hard = resource.getrlimit(kind)[1]
        allowed = min(most, memory) if kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA) else most
        fitting = allowed if hard == resource.RLIM_INFINITY else min(allowed, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (fitting, fitting))


@contextlib.contextmanager
def may_write() -> Iterator[None]:
    """For as long as a file is handed to an outside program, it may be written. Raises OSError where the limit is fixed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    most = limits.READER_FILE if hard == resource.RLIM_INFINITY else min(limits.READER_FILE, hard)
    if soft != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_FSIZE, (max(soft, most), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def end(process_id: int) -> None:
    """End an outside program with all that it began."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process_id, signal.SIGKILL)
