"""Runs one command as a process tree of its own and says what it cost, as one JSON line.

    python bench/launch.py --cores 1 --limit 1800 -- COMMAND ...

CPU is that of every process of the tree, from the kernel's accounts: orphans come to this process and are counted, too.
Memory is the high-water mark of each process. This program stays small, because a child's high-water mark begins
with that of the process it was forked from: nothing is reported to be smaller than about 10 MiB.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of <linux/prctl.h>
EVERY = 0.25  # seconds between two looks at the processes' memory
AFTER = 10.0  # seconds that the rest of a tree may take to end after its first process has


class Memory(threading.Thread):
    """Watches the processes of one session: the high-water mark of each, and the most that they held together."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._ended = threading.Event()
        self.peaks: dict[int, int] = {}
        self.together = 0

    def run(self) -> None:
        """Looks until told to stop."""
        while not self._ended.wait(EVERY):
            self._look()

    def stop(self) -> None:
        """Ends the watch."""
        self._ended.set()
        self.join()

    def _look(self) -> None:
        now = 0
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                if os.getsid(int(name)) != self._session:
                    continue
                status = Path("/proc", name, "status").read_text()
            except OSError:
                continue
            found = {line.split(":")[0]: line.split()[1] for line in status.splitlines() if line.startswith("Vm")}
            self.peaks[int(name)] = max(self.peaks.get(int(name), 0), int(found.get("VmHWM", 0)))
            now += int(found.get("VmRSS", 0))
        self.together = max(self.together, now)


def launch(command: list[str], cores: set[int], limit: float) -> dict[str, object]:
    """Runs a command to its end, or until its time is up."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    began = time.monotonic()
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        start_new_session=True,
        preexec_fn=lambda: os.sched_setaffinity(0, cores) if cores else None,
    )
    memory = Memory(child.pid)
    memory.start()
    watch = threading.Timer(limit, _end, (child.pid,))
    watch.daemon = True
    watch.start()
    seconds, cpu, largest, code = _reap(child.pid, began)
    watch.cancel()
    memory.stop()
    return {
        "seconds": seconds,
        "cpu": cpu,
        "mib": largest / 1024,
        "together_mib": memory.together / 1024,
        "processes_mib": sorted((round(peak / 1024) for peak in memory.peaks.values()), reverse=True),
        "code": code,
        "stopped": time.monotonic() - began >= limit,
    }


def _reap(first: int, began: float) -> tuple[float, float, int, int]:
    """(seconds until the first process ended, CPU seconds of all, largest high-water mark in KiB, exit code)."""
    seconds, cpu, largest, code = 0.0, 0.0, 0, 0
    while True:
        try:
            pid, status, used = os.wait4(-1, 0)
        except ChildProcessError:
            return seconds, cpu, largest, code
        cpu += used.ru_utime + used.ru_stime
        largest = max(largest, used.ru_maxrss)
        if pid == first:
            seconds, code = time.monotonic() - began, os.waitstatus_to_exitcode(status)
            late = threading.Timer(AFTER, _end, (first,))
            late.daemon = True
            late.start()


def _end(session: int) -> None:
    try:
        os.killpg(session, signal.SIGKILL)
    except ProcessLookupError:
        return


def main() -> None:
    """Runs what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cores", default="", help="the cores to stay on, with commas between them; empty for any")
    parser.add_argument("--limit", type=float, default=3600.0, help="seconds")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    cores = {int(core) for core in options.cores.split(",") if core}
    print(json.dumps(launch(options.command, cores, options.limit)))


if __name__ == "__main__":
    main()
