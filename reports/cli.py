"""The command line: the one place where everything meets, where time enters and where errors become words.

Exit codes: 0 done and complete, 1 done and --strict found problems, 2 wrong
usage, 3 done with gaps, 4 input refused, 5 another run holds the lock,
6 storage, 70 a bug of ours.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from rich.text import Text

from crawler.period import CHINA
from crawler.refusal import ClusterFailed, CrawlFailed, Refusal
from crawler.warc import ArchiveDamaged
from reports import commands
from reports.holding import Busy
from reports.parsing import parsed
from reports.session import Session, Usage
from reports.stopping import stoppable
from reports.storage_words import storage_words
from reports.terminal import Terminal, ready_streams, tell_lost
from reports.wording import Wording, pick_language, plain
from reports.workspace import NoWorkspace, find, read

DONE, PROBLEMS, USAGE, GAPS, REFUSED, LOCKED, STORAGE, BUG = 0, 1, 2, 3, 4, 5, 6, 70


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    sys.unraisablehook = _unraisable
    ready_streams()
    setting = _language_setting(_option(words, "--workspace"))
    wording = Wording(pick_language(_option(words, "--lang"), setting, _locale()))
    try:
        options = parsed(words, wording)
        ready_streams(getattr(options, "format", "text"))
        return _run(Session(options, wording, Terminal(), Terminal(stderr=True), datetime.now(CHINA)))
    finally:
        tell_lost(Terminal(stderr=True), wording)


def _unraisable(found: sys.UnraisableHookArgs) -> None:
    """A file that could not be written cannot be closed either: that was told, and is no bug."""
    if not isinstance(found.exc_value, OSError):
        sys.__unraisablehook__(found)


def _run(session: Session) -> int:
    with stoppable(partial(_stopped, session.complain)):
        return _answered(session)


def _answered(session: Session) -> int:
    complain = session.complain
    try:
        code = _act(session)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # whoever reads the output has enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Usage as error:
        complain(error.template, **error.values)
        return USAGE
    except NoWorkspace as error:
        complain("{folder} 及其上级目录中没有 gongkai.toml，请先运行 gongkai init", folder=str(error))
        return USAGE
    except Refusal as refusal:
        for fault in refusal.faults:
            session.err.print(Text(session.wording.fault(fault)), soft_wrap=True)
        return REFUSED
    except Busy as error:
        command, process = f"gongkai {plain(error.command)}".strip(), plain(error.process) or "?"
        template = "另一个任务（{command}，进程 {process}，{since} 开始）正在运行，请等它结束"
        complain(template, command=command, process=process, since=session.wording.day(error.since))
        return LOCKED
    except ClusterFailed as error:
        session.err.print(Text(session.wording.fault(error.fault)), soft_wrap=True)
        return GAPS
    except CrawlFailed as error:
        site = plain(str(error).partition(":")[0]) or "?"
        complain(
            "访问网站的进程中途停止（{site}）。请再次运行，会从停下的地方继续；总是这样的，请告诉技术人员", site=site
        )
        return GAPS
    except (sqlite3.Error, OSError, ArchiveDamaged, MemoryError) as error:
        session.err.print(
            Text(storage_words(error, session.wording, _var(session), getattr(session.options, "output", "") or "")),
            soft_wrap=True,
        )
        return STORAGE
    except KeyboardInterrupt:
        _stopped(complain)
        return GAPS
    except BaseException as error:  # boundary: nothing above can answer a bug, and cron must see it as one
        if isinstance(error, SystemExit):
            raise
        complain("程序出错，请把以下内容发给维护者：")
        session.err.print(Text(traceback.format_exc()), soft_wrap=True)
        return BUG


def _act(session: Session) -> int:
    act = commands.COMMANDS[session.options.command]
    if getattr(session.options, "watch", False) and session.options.command != "crawl":
        from reports.live.watching import watch

        return watch(session, act)
    return act(session)


def _stopped(complain: Callable[[str], None]) -> None:
    complain("已停止，再次运行会从停下的地方继续")


def _var(session: Session) -> Path | None:
    """Where the workspace keeps its data; None when there is none, or it cannot be read."""
    try:
        return session.workspace().var
    except (NoWorkspace, Refusal, OSError):
        return None


def _option(words: Sequence[str], name: str) -> str:
    """What is said of an option before anything is parsed: the parser's own words, too, are in some language."""
    for number, word in enumerate(words):
        if word.startswith(f"{name}="):
            return word.removeprefix(f"{name}=")
        if word == name and number + 1 < len(words):
            return words[number + 1]
    return ""


def _language_setting(folder: str) -> str:
    """The language of the workspace, or "" when there is none to ask; its faults are told by the command itself."""
    try:
        return read(find(Path(folder or ".").resolve())).language
    except (NoWorkspace, Refusal, OSError):
        return ""


def _locale() -> str:
    return next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
