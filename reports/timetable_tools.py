"""The programs of the system that keep timetables, called without a shell."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

from reports.wording import plain

PATIENCE = 60  # seconds


class ToolFailed(Exception):
    """A program of the system did not do what was asked (exit code 6): a message template and its values."""

    def __init__(self, template: str, **values: str) -> None:
        super().__init__(template)
        self.template, self.values = template, values


def has(name: str) -> bool:
    """Whether the machine has such a program."""
    return shutil.which(name) is not None


def call(words: Sequence[str], told: bytes = b"") -> tuple[int, bytes, str]:
    """Runs a program; returns its exit code, what it prints, and what it complains of. Raises ToolFailed when it cannot be run."""
    path, named = shutil.which(words[0]), {"tool": words[0]}
    if path is None:
        raise ToolFailed("本机没有 {tool} 命令", **named)
    english = {**os.environ, "LC_ALL": "C", "LANGUAGE": "C"}
    try:
        done = subprocess.run(  # noqa: S603
            [path, *words[1:]], input=told, capture_output=True, env=english, timeout=PATIENCE, check=False
        )
    except OSError as error:
        raise ToolFailed("{tool} 不能运行：{detail}", **named, detail=str(error)) from error
    except subprocess.TimeoutExpired as error:
        raise ToolFailed("{tool} 没有应答", **named) from error
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def must(words: Sequence[str], told: bytes = b"") -> bytes:
    """The same for what has to end well. Raises ToolFailed."""
    code, out, complaint = call(words, told)
    if code:
        detail = plain(complaint) or str(code)
        raise ToolFailed("{command} 失败：{detail}", command=" ".join(words), detail=detail)
    return out
