"""The command line: the one place where everything meets, where time enters and where errors become words.

Exit codes: 0 done and complete, 1 done and --strict found problems, 2 wrong
usage, 3 done with gaps, 4 input refused, 5 another run holds the lock,
6 storage, 70 a bug of ours.
"""

from __future__ import annotations

import argparse
import errno
import os
import sqlite3
import sys
import traceback
from collections.abc import Sequence
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.text import Text
from rich_argparse import RawDescriptionRichHelpFormatter

from crawler.period import CHINA, Period
from crawler.refusal import CrawlFailed, Refusal
from crawler.warc import ArchiveDamaged
from reports import commands
from reports.arguments import OPTIONS, TITLE, Argument
from reports.arguments_month import MONTH
from reports.arguments_office import OFFICE
from reports.session import Session, Usage
from reports.terminal import Terminal, ready_streams, tell_lost
from reports.wording import Wording, pick_language, plain
from reports.workspace import LANGUAGES, Busy, NoWorkspace, find, read

DONE, PROBLEMS, USAGE, GAPS, REFUSED, LOCKED, STORAGE, BUG = 0, 1, 2, 3, 4, 5, 6, 70


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    ready_streams()
    wording = Wording(pick_language(_language_option(words), "", _locale()))
    try:
        options = build_parser(wording).parse_args(words)
        ready_streams(is_json=getattr(options, "format", "") in ("json", "jsonl"))
        if not options.lang and (setting := _language_setting(options.workspace)):
            wording = Wording(setting)
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
    except CrawlFailed as error:
        complain("访问网站的进程中途停止：{error}。再次运行会从停下的地方继续", error=str(error))
        return GAPS
    except (sqlite3.Error, OSError, ArchiveDamaged) as error:
        complain(_storage(error), error=plain(str(error)))
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


def _language_option(words: Sequence[str]) -> str:
    for number, word in enumerate(words):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and number + 1 < len(words):
            return words[number + 1]
    return ""


def _language_setting(folder: str | None) -> str:
    """The language of the workspace, or "" when there is none to ask; its faults are told by the command itself."""
    try:
        return read(find(Path(folder or ".").resolve())).language
    except (NoWorkspace, Refusal, OSError):
        return ""


def _locale() -> str:
    return next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")


def build_parser(wording: Wording) -> argparse.ArgumentParser:
    """The parser with every command, its help in the language of the wording."""
    say = wording.say
    parser = argparse.ArgumentParser(
        "gongkai", description=say(TITLE), formatter_class=RawDescriptionRichHelpFormatter, add_help=False
    )
    _add_help(parser, wording)
    parser.add_argument("--version", action="version", version=version("gongkai"), help=say("显示版本"))
    shared = argparse.ArgumentParser(add_help=False)
    for argument in OPTIONS:
        _add(shared, argument, wording)
    subparsers = parser.add_subparsers(
        prog="gongkai", dest="command", required=True, metavar=say("命令"), title=say("命令")
    )
    for command in (*MONTH, *OFFICE):
        child = subparsers.add_parser(
            command.name,
            help=say(command.help),
            description=say(command.help),
            parents=[shared],
            formatter_class=RawDescriptionRichHelpFormatter,
            add_help=False,
        )
        _add_help(child, wording)
        for argument in command.arguments:
            _add(child, argument, wording)
    return parser


def _add_help(parser: argparse.ArgumentParser, wording: Wording) -> None:
    parser.add_argument("-h", "--help", action="help", help=wording.say("显示本说明"))
    parser._positionals.title, parser._optionals.title = wording.say("参数"), wording.say("选项")


def _add(parser: argparse.ArgumentParser, argument: Argument, wording: Wording) -> None:
    settings: dict[str, Any] = {**argument.settings, "help": wording.say(argument.help)}
    if argument.kind:
        settings["type"] = {"period": _period, "day": _day, "lang": _lang, "case": _case}[argument.kind]
    parser.add_argument(*argument.names, **settings)


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM-DD") from None


def _case(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r}: 1, 2, 3 …")
    return int(text)


def _lang(text: str) -> str:
    if text not in LANGUAGES:
        raise argparse.ArgumentTypeError(f"{text!r}: zh, en")
    return text
