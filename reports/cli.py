"""The command line: the one place where everything meets, where time enters and where errors become words.

Exit codes: 0 done and complete, 1 done and --strict found problems, 2 wrong
usage, 3 done with gaps, 4 input refused, 5 another run holds the lock,
6 storage, 70 a bug of ours.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.text import Text

from crawler.period import CHINA
from crawler.refusal import ClusterFailed, CrawlFailed, Refusal
from crawler.warc import ArchiveDamaged
from reports import commands
from reports.holding import Busy
from reports.parsing import parsed
from reports.room import ENOUGH, full, is_full, size
from reports.session import Session, Usage
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
        complain("访问网站的进程中途停止：{error}。再次运行会从停下的地方继续", error=str(error))
        return GAPS
    except (sqlite3.Error, OSError, ArchiveDamaged) as error:
        return _storage(session, error)
    except KeyboardInterrupt:
        complain("已停止，再次运行会从停下的地方继续")
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


def _storage(session: Session, error: Exception) -> int:
    """Says what could not be read or written, and what to do."""
    number, said = error.errno if isinstance(error, OSError) else None, plain(str(error))
    if is_full(error):
        place, free = full(error, _var(session))
        template = (
            "磁盘满了：{place} 只剩 {free}（{error}）。请腾出空间（建议不少于 {enough}），再次运行会从停下的地方继续"
        )
        session.complain(template, place=plain(place), free=free, error=said, enough=size(ENOUGH))
    elif "locked" in str(error) and isinstance(error, sqlite3.Error):
        template = "数据文件正被别的程序占用：{error}。请关闭打开着 var/ 下文件的程序（查看工具、备份），再运行一次"
        session.complain(template, error=said)
    elif number in (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY, errno.EROFS):
        session.complain("写不进去：{error}。请检查权限，关闭打开着这个文件的程序，再运行一次", error=said)
    else:
        session.complain("读写失败：{error}。请检查磁盘空间和权限", error=said)
    return STORAGE


def _var(session: Session) -> Path:
    try:
        return find(Path(getattr(session.options, "workspace", None) or ".").resolve()) / "var"
    except (NoWorkspace, OSError):
        return Path.cwd()


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
