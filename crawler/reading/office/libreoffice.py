"""LibreOffice as a reader of old formats: one of it, kept warm, turns files into the formats that this program reads.

A file that a LibreOffice just begun reads takes 1.4 s, of which it starts for 1.3 s; one that runs already takes 0.1 s. It
runs on for as long as a document stays open in it, and does what a second call with the same profile tells it to do.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from crawler.reading import limits
from crawler.reading.isolation import confinement

PREFIX = "gongkai-office-"
PROFILE, DONE, LOCK, OPEN = "profile", "done", "lock", "open.txt"
CALM = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
NAME = "document"  # of every file, whatever its own; formats without sheet names show it as one
START_SECONDS = 8
STEP = 0.02
FORMS = {
    "docx": "docx:MS Word 2007 XML",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "pptx": "pptx:Impress MS PowerPoint 2007 XML",
}
SETTINGS = (  # no macro, no link followed, no net, no recovery, no Java
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.WriterWeb/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Common/Load", "UpdateDocMode", "0"),
    ("Office.Common/Misc", "UseOpenCL", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


class NotConverted(Exception):
    """LibreOffice made nothing of the file, or ended over it."""


class Office:
    """One LibreOffice with a profile of its own in a private folder; `close()` ends it and removes the folder."""

    def __init__(self, program: str) -> None:
        self._program, self._caller = _binary(program, "soffice.bin"), _binary(program, "oosplash")
        self._folder: Path | None = None
        self._locked: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0

    def convert(self, body: bytes, suffix: str, to: str) -> bytes:
        """A file as one of another format. Raises NotConverted, LimitReached when it takes too long or grows too large."""
        try:
            with confinement.may_write():
                folder = self._ready()
                (folder / f"{NAME}.{suffix}").write_bytes(body)
            return self._converted(folder, suffix, to)
        except OSError as fault:
            raise NotConverted from fault

    def close(self) -> None:
        """End the program and remove whatever it wrote."""
        self._stop()
        if self._folder is not None:
            _remove(self._folder)
            self._folder = None
        if self._locked is not None:
            os.close(self._locked)
            self._locked = None

    def _converted(self, folder: Path, suffix: str, to: str) -> bytes:
        shutil.rmtree(folder / DONE, ignore_errors=True)
        command = ["--convert-to", FORMS[to], "--outdir", str(folder / DONE), str(folder / f"{NAME}.{suffix}")]
        try:
            self._run(command, limits.READER_SECONDS)
        except subprocess.TimeoutExpired as fault:
            self._stop()
            raise limits.LimitReached("outside reader") from fault
        finally:
            (folder / f"{NAME}.{suffix}").unlink(missing_ok=True)
        self._read += 1
        made = folder / DONE / f"{NAME}.{to}"
        if not made.is_file() or made.is_symlink():
            raise NotConverted
        if made.stat().st_size > limits.READER_FILE:
            raise limits.LimitReached("outside reader")
        return made.read_bytes()

    def _ready(self) -> Path:
        """The private folder, once a LibreOffice that uses it runs."""
        if self._folder is None:
            self._folder = self._prepared()
        if self._read >= limits.READER_FILES:
            self._stop()
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = self._begin(self._program, [str(self._folder / OPEN)])
            self._wait()
        return self._folder

    def _prepared(self) -> Path:
        for left in _left_behind():
            _remove(left)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._locked = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(self._locked, fcntl.LOCK_EX)
        user = folder / PROFILE / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_settings(), "utf-8")
        (folder / OPEN).write_text("\n", "ascii")
        self._folder = folder
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._run(["--terminate_after_init"], START_SECONDS)
        return folder

    def _wait(self) -> None:
        """Until it listens: a call that comes earlier would only start a second one."""
        pipe = _pipe(self._folder) if self._folder else None
        until = time.monotonic() + START_SECONDS
        while (
            pipe and not pipe.exists() and self._process and self._process.poll() is None and time.monotonic() < until
        ):
            time.sleep(STEP)

    def _run(self, command: list[str], seconds: float) -> None:
        process = self._begin(self._caller, command)
        try:
            process.wait(seconds)
        finally:
            confinement.end(process.pid)
            process.wait()

    def _begin(self, program: str, command: list[str]) -> subprocess.Popen[bytes]:
        folder = str(self._folder)
        return subprocess.Popen(  # noqa: S603
            [program, f"-env:UserInstallation=file://{folder}/{PROFILE}", *CALM, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={
                "PATH": "/usr/bin:/bin",
                "HOME": folder,
                "TMPDIR": folder,
                "LC_ALL": "C.UTF-8",
                "SAL_USE_VCLPLUGIN": "svp",
            },
            start_new_session=True,
            preexec_fn=confinement.confine_asked,
        )

    def _stop(self) -> None:
        if self._process is not None:
            confinement.end(self._process.pid)
            self._process.wait()
            self._process = None
        self._read = 0
        if self._folder is not None:
            _pipe(self._folder).unlink(missing_ok=True)
            for lock in (self._folder / PROFILE).glob(".lock"):
                lock.unlink(missing_ok=True)


_running: dict[str, Office] = {}


def office(program: str) -> Office:
    """The LibreOffice of this process; it ends with it."""
    if program not in _running:
        _running[program] = Office(program)
        atexit.register(_running[program].close)
    return _running[program]


def _binary(program: str, name: str) -> str:
    """What stands beside the script that starts LibreOffice and does its work, so that nothing comes between; else the script."""
    binary = Path(program).resolve().with_name(name)
    return str(binary) if binary.is_file() else program


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>'
    )


def _pipe(folder: Path) -> Path:
    """Where LibreOffice listens; it leaves this behind when it is ended (desktop/unx/source/start.c names it so)."""
    profile = f"file://{folder}/{PROFILE}"
    digest = hashlib.md5(profile.encode("utf-16le"), usedforsecurity=False).digest()
    return Path(f"/tmp/OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}")  # noqa: S108


def _left_behind() -> Iterator[Path]:
    """Folders of processes that were killed: nobody holds their locks any more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            if folder.stat().st_uid != os.getuid():
                continue
            lock = os.open(folder / LOCK, os.O_RDWR)
        except OSError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue
        else:
            yield folder
        finally:
            os.close(lock)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    _pipe(folder).unlink(missing_ok=True)
