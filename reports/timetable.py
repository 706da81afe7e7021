"""`gongkai schedule`: what makes a machine run the month by itself, shown with what to do, or installed and taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from getpass import getuser
from pathlib import Path

from rich.text import Text

from crawler.refusal import Refusal
from reports import timetable_cron as cron
from reports import timetable_units as systemd
from reports.session import Session, Usage
from reports.timetable_plan import Plan, is_shut, label, plan_of
from reports.timetable_times import DAYS
from reports.timetable_tools import ToolFailed, has
from reports.wording import plain
from reports.workspace import find

DONE, REFUSED, STORAGE = 0, 4, 6


def show_schedule(session: Session) -> int:
    """Shows, installs or removes; 6 when a program of the system fails. Raises Usage, NoWorkspace and Refusal."""
    options = session.options
    if options.remove:
        if options.install or options.at:
            raise Usage("--remove 不能与 --install、--at 同用")
        return _remove(session, find(Path(options.workspace or ".").resolve()))
    plan = plan_of(session)
    if is_shut(session.workspace(), plan):
        session.complain("北京时间 {at} 不在 [crawl] hours 之内，启动后会等到可以访问的时间", at=f"{plan.at:%H:%M}")
    if options.install:
        return _install(session, plan, options.install)
    for line in _shown(session, plan):
        session.out.print(Text(line), soft_wrap=True)
    return DONE


def _install(session: Session, plan: Plan, where: str) -> int:
    try:
        is_new = (cron if where == "cron" else systemd).install(plan, session.wording)
    except ToolFailed as failure:
        session.complain(failure.template, **failure.values)
        other = "systemd" if where == "cron" else "cron"
        session.complain("没有装好。请改正后再运行，或改用 gongkai schedule --install {other}", other=other)
        return STORAGE
    values = {"at": f"{plan.at:%H:%M}", "where": where}
    session.say(
        "已装入 {where}：每月 1 日至 10 日北京时间 {at} 启动" if is_new else "{where} 中已经有了，没有改动", **values
    )
    if where == "systemd":
        session.say("没有人登录时也要运行的，请执行：loginctl enable-linger {user}", user=_user())
        session.say("查看：systemctl --user list-timers；撤除：gongkai schedule --remove")
    else:
        session.say(
            "查看：crontab -l；运行的输出在 {log}；撤除：gongkai schedule --remove",
            log=str(plan.folder / "var/log/cron.log"),
        )
    if session.today.day not in DAYS:
        session.say("本月 10 日已过，下月起自动运行；现在就要结果的，请运行 gongkai run")
    return DONE


def _user() -> str:
    try:
        return getuser()
    except (KeyError, OSError):  # a user without a name
        return "$USER"


def _remove(session: Session, folder: Path) -> int:
    """Takes away both, the second whatever becomes of the first."""
    codes, gone = [DONE], []
    steps: list[tuple[str, Callable[[Path], bool]]] = [("systemd", systemd.remove)]
    if has("crontab"):
        steps.append(("cron", cron.remove))
    for name, step in steps:
        try:
            gone += [name] if step(folder) else []
        except ToolFailed as failure:
            session.complain(failure.template, **failure.values)
            codes.append(STORAGE)
        except Refusal as refusal:
            for fault in refusal.faults:
                session.err.print(Text(session.wording.fault(fault)), soft_wrap=True)
            codes.append(REFUSED)
    for name in gone:
        session.say("已从 {where} 撤除", where=name)
    if not gone and max(codes) == DONE:
        session.say("没有为这个工作区安装过定时任务")
    return max(codes)


def _shown(session: Session, plan: Plan) -> Iterator[str]:
    say, name = session.wording.say, label(plan.folder)
    values = {"program": plan.program, "folder": str(plan.folder), "at": f"{plan.at:%H:%M}"}
    yield say("每月 1 日至 10 日北京时间 {at} 启动：已做完的月份立即结束，没做完的接着做。", **values)
    yield say("程序 {program}，工作区 {folder}。以下两种办法任选一种；什么也没有改动。", **values)
    yield ""
    yield say("一、cron：运行 gongkai schedule --install cron，或用 crontab -e 加入：")
    yield ""
    yield cron.block(plan, session.wording).decode().rstrip("\n")
    yield ""
    yield from _cron_remarks(session, plan)
    yield ""
    yield say("二、systemd：运行 gongkai schedule --install systemd，或写出以下两个文件：")
    for path, text in systemd.units(plan, session.wording).items():
        yield ""
        yield f"# {systemd.home() / path}"
        yield text.rstrip("\n")
    yield ""
    yield say("然后运行：")
    yield "systemctl --user daemon-reload"
    yield f"systemctl --user enable --now {name}.timer"
    yield say("loginctl enable-linger {user}    # 没有人登录时也运行", user=_user())
    if not (plan.folder / "var").is_dir():
        yield f"mkdir {cron.word(str(plan.folder / 'var'))}"


def _cron_remarks(session: Session, plan: Plan) -> Iterator[str]:
    say = session.wording.say
    if plan.is_elsewhere:
        zone = plain(plan.zone_name) or say("不是北京时间")
        yield say("本机时区是 {zone}，以上已换算成本机时间。", zone=zone)
        if cron.knows_zones():
            entry = f"{plan.at.minute} {plan.at.hour} 1-10 * *"
            yield say(
                "本机的 cron 是 cronie：也可以在前面加一行 CRON_TZ=Asia/Shanghai，时间写成 {entry}。", entry=entry
            )
    if plan.has_password:
        yield say(
            "口令不写进文件：用 cron 时，发信请用 by = {sendmail}；或改用 systemd，它有加密的凭据。",
            sendmail='"sendmail"',
        )
    yield say("MAILTO=邮箱 写在这些行之前，cron 会把目录不在之类的错误寄来；运行的输出在 var/log/cron.log。")
