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
from reports.parsing import parsed
from reports.session import Session, Usage
from reports.terminal import Terminal, ready_streams, tell_lost
from reports.wording import Wording, pick_language, plain
from reports.workspace import Busy, NoWorkspace, find, read

DONE, PROBLEMS, USAGE, GAPS, REFUSED, LOCKED, STORAGE, BUG = 0, 1, 2, 3, 4, 5, 6, 70


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    ready_streams()
    setting = _language_setting(_option(words, "--workspace"))
    wording = Wording(pick_language(_option(words, "--lang"), setting, _locale()))
    try:
        options = parsed(words, wording)
        ready_streams(getattr(options, "format", "text"))
        return _run(Session(options, wording, Terminal(), Terminal(stderr=True), datetime.now(CHINA)))
    finally:
        tell_lost(Terminal(stderr=True), wording)


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
        complain(_storage(error), error=plain(_about(error, session)))
        return STORAGE
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


def _storage(error: Exception) -> str:
    """What to say of something that could not be read or written, as a template."""
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT) or "disk is full" in str(error):
        return "磁盘满了：{error}。请腾出空间，再次运行会从停下的地方继续"
    if "locked" in str(error) and isinstance(error, sqlite3.Error):
        return "数据文件正被别的程序占用：{error}。请关闭打开着 var/ 下文件的程序（查看工具、备份），再运行一次"
    if number in (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY, errno.EROFS):
        return "写不进去：{error}。请检查权限，关闭打开着这个文件的程序，再运行一次"
    return "读写失败：{error}。请检查磁盘空间和权限"


def _about(error: Exception, session: Session) -> str:
    """What the system says, with the path: the file, or where it names none, as SQLite does not, the folder in which all is written."""
    if isinstance(error, ArchiveDamaged) or getattr(error, "filename", None) is not None:
        return str(error)
    try:
        return f"{session.workspace().var}: {error}"
    except (NoWorkspace, Refusal, OSError):
        return str(error)


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
