"""The lines of a crontab that start the run: written, put between marks of their own, taken away again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.refusal import Fault, Refusal
from reports.timetable_plan import Plan
from reports.timetable_tools import ToolFailed, call, must
from reports.wording import Wording, plain

SAFE = re.compile(r"[A-Za-z0-9_@+=:,./-]+")
PIECES = re.compile(r"'+|%|\\|[^'%\\]+")
CRON_PATH = frozenset(("/usr/bin", "/bin"))
LONGEST = 990  # bytes of a command that Vixie's cron takes
NONE = ("no crontab for", "No such file")  # what crontab says where there is none yet


@dataclass(frozen=True)
class Marks:
    """The two lines between which the lines of a workspace stand."""

    first: bytes
    last: bytes

    @classmethod
    def of(cls, folder: Path) -> Marks:
        """Those of the workspace in a folder."""
        name = str(folder).encode()
        return cls(b"# >>> gongkai " + name + b" >>>\n", b"# <<< gongkai " + name + b" <<<\n")


def word(text: str) -> str:
    """A word for the shell that cron starts.

    Cron takes the backslash from before a per cent sign, so that one stands outside of quotes, where the shell would take it
    too; no other backslash may stand before either, so that each has quotes of its own.
    """
    if SAFE.fullmatch(text):
        return text
    return "".join(_piece(piece) for piece in PIECES.findall(text)) or "''"


def _piece(piece: str) -> str:
    if piece == "%":
        return r"\%"
    return f'"{piece}"' if piece[0] == "'" else f"'{piece}'"


def lines(plan: Plan) -> list[str]:
    """The lines of the crontab, one for each time of day. Raises Refusal for a command that is too long for cron."""
    folder = word(str(plan.folder))
    path = f"PATH={word(found)} " if (found := plan.path(CRON_PATH)) else ""
    start = f"{path}nice -n 10 {word(plan.program)} run --quiet --workspace {folder}"
    command = f"umask 027; cd {folder} && mkdir -p var/log && {start} >>var/log/cron.log 2>&1"
    if len(command.encode()) > LONGEST:
        raise Refusal(
            Fault("路径太长，cron 的一行写不下", "请改用 --install systemd，或移到短一些的目录", str(plan.folder))
        )
    return [f"{entry} {command}" for entry in plan.entries]


def block(plan: Plan, wording: Wording) -> bytes:
    """All that stands in the crontab for a workspace, from mark to mark. Raises Refusal."""
    marks = Marks.of(plan.folder)
    told = "\n".join([*(f"# {plain(each)}" for each in _remarks(plan, wording)), *lines(plan), ""])
    return marks.first + told.encode() + marks.last


def _remarks(plan: Plan, wording: Wording) -> Iterator[str]:
    values = {"city": plan.city, "at": f"{plan.at:%H:%M}"}
    yield wording.say(
        "{city}政务公开检查：每月 1 日至 10 日北京时间 {at} 启动；已做完的月份立即结束，没做完的接着做", **values
    )
    if plan.is_elsewhere:
        zone = plan.zone_name or wording.say("不是北京时间")
        yield wording.say("以下按本机时区（{zone}）换算；更改本机时区后请重新安装", zone=zone)
    if len(plan.entries) > 1:
        yield wording.say("各行合起来才是全部的日子：本机有夏令时，或日期与北京相差一天")


def without(table: bytes, marks: Marks) -> bytes:
    """A crontab without the lines of a workspace. Raises Refusal when the marks are not in pairs, and it is not clear what is ours."""
    kept, is_inside = [], False
    for line in table.splitlines(keepends=True):
        whole = line if line.endswith(b"\n") else line + b"\n"
        if whole == (marks.last if not is_inside else marks.first):
            raise _unpaired(marks)
        if whole in (marks.first, marks.last):
            is_inside = not is_inside
        elif not is_inside:
            kept.append(line)
    if is_inside:
        raise _unpaired(marks)
    return b"".join(kept)


def _unpaired(marks: Marks) -> Refusal:
    values = {"first": marks.first.decode().strip(), "last": marks.last.decode().strip()}
    remedy = "请用 crontab -e 改正：“{first}”和“{last}”应当成对"
    return Refusal(Fault("crontab 中的标记不成对，没有改动", remedy, "crontab", None, values))


def with_block(table: bytes, marks: Marks, ours: bytes) -> bytes:
    """A crontab with the lines of a workspace: at the top, where no variable set for other lines changes what they mean."""
    return ours + without(table, marks)


def table() -> bytes:
    """The user's crontab, empty when there is none. Raises ToolFailed when it cannot be read, so that none is ever lost."""
    code, out, complaint = call(["crontab", "-l"])
    if code == 0:
        return out
    if any(words in complaint for words in NONE):
        return b""
    raise ToolFailed("{command} 失败：{detail}", command="crontab -l", detail=plain(complaint) or str(code))


def install(plan: Plan, wording: Wording) -> bool:
    """Puts the lines of a workspace into the user's crontab; returns whether they were not there. Raises Refusal, ToolFailed."""
    marks, before = Marks.of(plan.folder), table()
    after = with_block(before, marks, block(plan, wording))
    return _replace(before, after)


def remove(folder: Path) -> bool:
    """Takes the lines of a workspace out of the user's crontab; returns whether there were any. Raises Refusal, ToolFailed."""
    before = table()
    return _replace(before, without(before, Marks.of(folder)))


def _replace(before: bytes, after: bytes) -> bool:
    if after == before:
        return False
    must(["crontab", "-"], after)
    return True


def knows_zones() -> bool:
    """Whether this cron (cronie) obeys CRON_TZ."""
    try:
        _, out, complaint = call(["crontab", "-V"])
    except ToolFailed:
        return False
    return "cronie" in out.decode("utf-8", "replace") + complaint
