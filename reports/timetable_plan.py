"""What is to be started, where and when: this very program, in a workspace, at the beginning of the hours in which sites are visited."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from functools import cached_property
from pathlib import Path

from crawler.reading.office.outside import PROGRAMS
from crawler.refusal import Fault, Refusal
from reports.session import Session, Usage
from reports.timetable_times import EVENING, Entry, entries, machine_zone
from reports.workspace import Workspace

USUAL = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
NAME = "gongkai"
UNWRITABLE = ("Cc", "Cs", "Zl", "Zp")  # ends of lines, and bytes that are no text


@dataclass(frozen=True)
class Plan:
    """A start of `program` for the workspace in `folder`, at a time in China, on a machine in a zone.

    `needs` are the folders of the programs that it calls; `has_sendmail` says that the system's own program is to send the
    summary, `has_password` that a server is to, which asks for one.
    """

    folder: Path
    city: str
    program: str
    at: time
    zone: tzinfo
    zone_name: str
    year: int
    needs: frozenset[str] = frozenset()
    has_sendmail: bool = False
    has_password: bool = False

    @cached_property
    def entries(self) -> list[Entry]:
        """When cron begins, in the machine's own time."""
        return entries(self.at, self.zone, self.year)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the machine's time is not China's."""
        return [(each.hour, each.minute) for each in self.entries] != [(self.at.hour, self.at.minute)]

    def path(self, known: frozenset[str]) -> str:
        """Where programs are to be looked for by whoever looks into some folders alone; "" where these are enough."""
        return "" if self.needs <= known else ":".join((*USUAL, *sorted(self.needs - set(USUAL))))


def plan_of(session: Session) -> Plan:
    """What is asked for. Raises Usage, NoWorkspace, and Refusal for a place that no timetable can name."""
    workspace, at = session.workspace(), session.options.at
    hours = workspace.crawl.hours
    is_limited = hours.start != hours.end
    return Plan(
        nameable(workspace.folder),
        workspace.city,
        str(nameable(program(sys.argv[0]))),
        clock(at) if at else hours.start if is_limited else EVENING,
        *machine_zone(),
        session.now.year,
        frozenset(os.path.dirname(each.path) for each in PROGRAMS if each.path),
        *_mails(workspace),
    )


def clock(text: str) -> time:
    """The time of day that HH:MM says. Raises Usage."""
    match = CLOCK.fullmatch(text)
    if not match:
        raise Usage("“{text}”不是时间，请写成 20:00 的形式", text=text)
    return time(int(match[1]), int(match[2]))


def is_shut(workspace: Workspace, plan: Plan) -> bool:
    """Whether the run would begin at a time at which no site may be visited, and wait."""
    moment = datetime(plan.year, 1, 1, plan.at.hour, plan.at.minute)
    return workspace.crawl.hours.until_open(moment) > 0


def program(started: str) -> Path:
    """The program as it was started, links not followed, else the one beside this Python. Raises Refusal when there is none."""
    beside = Path(sys.executable).with_name(NAME)
    for path in (Path(os.path.abspath(started)), beside):
        if path.name.startswith(NAME) and path.is_file() and os.access(path, os.X_OK):
            return path
    raise Refusal(Fault("找不到 gongkai 程序", "请安装后用 gongkai 命令运行", str(beside)))


def nameable(path: Path) -> Path:
    """The path, when a line of text can hold it. Raises Refusal."""
    if any(unicodedata.category(char) in UNWRITABLE for char in str(path)):
        raise Refusal(Fault("路径中有不能显示的字符，写不进定时任务", "请改名或移到别处", ascii(str(path))))
    return path


def label(folder: Path) -> str:
    """What the units of a workspace are called: a word that people know, and a digest that belongs to it alone."""
    word = re.sub(r"[^a-z0-9]+", "-", folder.name.lower()).strip("-")[:30].strip("-")
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:8]
    return "-".join(filter(None, (NAME, word, digest)))


def _mails(workspace: Workspace) -> tuple[bool, bool]:
    """Whether a summary is sent by sendmail, and whether by a server with a password."""
    mail = workspace.sections.get("mail", {})
    is_local = mail.get("by", "sendmail") == "sendmail"
    return bool(mail) and is_local, not is_local and bool(mail.get("user"))
