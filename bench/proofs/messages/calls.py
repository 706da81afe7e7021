"""Runs the real command: as a program of its own, or forked from this one, which has read it already and so is cheap to ask often."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAM = "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"
LONGEST = 300.0  # seconds of one command
WIDE = "400"  # columns: a sentence stands on one line


@dataclass(frozen=True)
class Call:
    """How a command ended, and what it said on both streams; None for a signal that ended it."""

    code: int | None
    out: str
    err: str

    @property
    def text(self) -> str:
        """Both, as a person sees them."""
        return f"{self.out}\n{self.err}"


def environment(**more: str) -> dict[str, str]:
    """What a command is started with."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LD_LIBRARY_PATH")}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "COLUMNS": WIDE,
        "TERM": "xterm",
        "PYTHONDONTWRITEBYTECODE": "1",
        **more,
    }


def command(words: Sequence[str], program: str = PROGRAM) -> list[str]:
    """The words that start it."""
    return [sys.executable, "-c", program, *words]


def called(
    words: Sequence[str],
    folder: Path,
    prefix: Sequence[str] = (),
    program: str = PROGRAM,
    env: Mapping[str, str] | None = None,
) -> Call:
    """`gongkai WORDS` in a folder, as a program of its own; `prefix` starts it (strace, prlimit, unshare), `program` in its stead."""
    done = subprocess.run(
        [*prefix, *command(words, program)],
        cwd=folder,
        env=environment() if env is None else dict(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    code = done.returncode if done.returncode >= 0 else None
    return Call(code, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def forked(words: Sequence[str], folder: Path, before: Callable[[], None] | None = None) -> Call:
    """The same in a copy of this process; `before` disturbs the copy first. Only where no other thread runs."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _answer(words, folder, before, out.fileno(), err.fileno())
        _, status = os.waitpid(child, 0)
        said = []
        for stream in (out, err):
            stream.seek(0)
            said.append(stream.read().decode("utf-8", "replace"))
    return Call(os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else None, said[0], said[1])


def _answer(words: Sequence[str], folder: Path, before: Callable[[], None] | None, out: int, err: int) -> None:
    """Never returns."""
    code = 99
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        os.environ.clear()
        os.environ.update(environment())
        os.chdir(folder)
        from reports.cli import main

        if before is not None:
            before()
        code = main(list(words))
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - whatever comes as far as this is shown as a user would see it
        traceback.print_exc()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code)
