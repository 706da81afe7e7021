"""The service and the timer of systemd that start the run: written, installed for the user, taken away again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from reports.timetable_plan import USUAL, Plan, label
from reports.timetable_tools import ToolFailed, call, must
from reports.whole import whole
from reports.wording import Wording, plain

TIMER = """[Unit]
Description={description}

[Timer]
OnCalendar=*-*-01..10 {at}:00 Asia/Shanghai
Persistent=true
RandomizedDelaySec=10min

[Install]
WantedBy=timers.target
"""
SERVICE = """[Unit]
Description={description}

[Service]
Type=oneshot
ExecStart={program} run --quiet --workspace {folder}
{environment}# {codes}
SuccessExitStatus=3 5
# {length}
TimeoutStartSec=10d
# {stop}
KillMode=mixed
KillSignal=SIGINT
TimeoutStopSec=2min
UMask=0027
Nice=10
IOSchedulingPriority=7
{hardening}# {secret}
{has_secret}LoadCredentialEncrypted={credential}:%h/{secret_file}
"""
HARDENING = """# {why}
NoNewPrivileges=true
ProtectSystem=strict
ReadWritePaths={var}
{temporary}
"""
CREDENTIAL = "smtp-password"
ENCRYPTED = ".config/gongkai/smtp-password.cred"  # in the user's home, encrypted: no secret lies in a file
REFUSED = frozenset("'\"\\$")
TEMPORARY = ("/tmp", "/var/tmp")  # noqa: S108 - a private one would hide what lies in the common one


def quoted(text: str) -> str:
    """A word of a unit file."""
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%")):
        text = text.replace(sign, written)
    return f'"{text}"'


def argument(text: str) -> str:
    """A word that is handed to a program: only there $ begins a variable."""
    return quoted(text.replace("$", "$$"))


def command(program: str) -> str:
    """What starts a program. Systemd takes no name that has signs of its quoting in it: that goes through a shell, as a word of its own."""
    if set(program).isdisjoint(REFUSED):
        return quoted(program)
    shell = 'exec "$0" "$@"'
    return f"/bin/sh -c {argument(shell)} {argument(program)}"


def units(plan: Plan, wording: Wording) -> dict[str, str]:
    """The text of each unit file by its name: the service and the timer."""
    name, say = label(plan.folder), wording.say
    description = plain(say("{city}政务公开每月检查", city=plan.city)).replace("%", "%%")
    path = plan.path(frozenset(USUAL))
    service = SERVICE.format(
        description=description,
        program=command(plan.program),
        folder=argument(str(plan.folder)),
        environment=f"Environment={quoted(f'PATH={path}')}\n" if path else "",
        codes=say("3：有未能检测的；5：另有任务在运行。都不算失败"),
        length=say("夜间分段访问可以持续几天；卡住的任务在下月之前结束"),
        stop=say("停止时如同按 Ctrl-C：已经得到的都保留，下次接着做"),
        hardening=_hardening(plan, wording),
        secret=say("经 SMTP 发邮件时，用 systemd-creds encrypt --user 把口令加密成这个文件，再去掉下一行的 #"),
        has_secret="" if plan.has_password and (Path.home() / ENCRYPTED).is_file() else "#",
        credential=CREDENTIAL,
        secret_file=ENCRYPTED,
    )
    timer = TIMER.format(description=description, at=f"{plan.at:%H:%M}")
    return {f"{name}.service": service, f"{name}.timer": timer}


def _hardening(plan: Plan, wording: Wording) -> str:
    """What the service may not do; nothing is forbidden where sendmail needs rights of its own to queue a mail."""
    if plan.has_sendmail:
        told = wording.say("[mail] 用 sendmail 发信，它需要自己的权限，所以不加限制；改用 smtp 后请重新安装")
        return f"# {told}\n"
    why = wording.say("只准写工作区的 var 目录；更改 [mail] 后请重新安装")
    is_hidden = any(Path(path).is_relative_to(each) for path in (plan.folder, plan.program) for each in TEMPORARY)
    temporary = f"ReadWritePaths={' '.join(TEMPORARY)}" if is_hidden else "PrivateTmp=true"
    return HARDENING.format(why=why, var=quoted(str(plan.folder / "var")), temporary=temporary)


def home() -> Path:
    """Where the user's units lie."""
    config = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(config) if os.path.isabs(config) else Path.home() / ".config"
    return base / "systemd" / "user"


def install(plan: Plan, wording: Wording) -> bool:
    """Writes the units, has them read and the timer started; returns whether they were not there like this. Raises ToolFailed, OSError."""
    texts = units(plan, wording)
    changed = _written(home(), texts)
    plan.folder.joinpath("var").mkdir(exist_ok=True)  # systemd opens only what is there
    must(["systemctl", "--user", "daemon-reload"])
    must(["systemctl", "--user", "enable", "--now", next(name for name in texts if name.endswith(".timer"))])
    return changed


def _written(folder: Path, texts: Mapping[str, str]) -> bool:
    changed = False
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != text.encode():
            with whole(path) as temporary:
                temporary.write_bytes(text.encode())
            changed = True
    return changed


def files(folder: Path) -> tuple[Path, Path]:
    """Where the units of a workspace lie when they are installed."""
    return home() / f"{label(folder)}.service", home() / f"{label(folder)}.timer"


def remove(folder: Path) -> bool:
    """Stops the timer and deletes both units; returns whether there were any. Raises ToolFailed, OSError."""
    there = [path for path in files(folder) if path.is_file()]
    if not there:
        return False
    code, _, complaint = call(["systemctl", "--user", "disable", "--now", f"{label(folder)}.timer"])
    if code and "does not exist" not in complaint:
        raise ToolFailed(
            "{command} 失败：{detail}", command="systemctl --user disable", detail=plain(complaint) or str(code)
        )
    for path in there:
        path.unlink()
    must(["systemctl", "--user", "daemon-reload"])
    return True
