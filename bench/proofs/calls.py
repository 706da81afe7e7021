"""Every system call of a process and its children that changes a file below a folder: counted, and one of them made to fail.

The kernel asks us before it does such a call (seccomp_unotify(2)): we let it go on, answer it with an error, or kill whoever
makes it. Nothing of the program that is watched knows of it, and calls of all its threads and processes are met.
"""

from __future__ import annotations

import array
import ctypes
import errno
import fcntl
import os
import platform
import select
import signal
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from time import monotonic

MACHINES = {  # AUDIT_ARCH of linux/audit.h, and the numbers of the calls (asm/unistd.h)
    "x86_64": (
        0xC000003E,
        {
            "write": 1, "pwrite64": 18, "writev": 20, "pwritev": 296, "pwritev2": 328, "sendfile": 40, "splice": 275,
            "copy_file_range": 326, "fsync": 74, "fdatasync": 75, "sync_file_range": 277, "truncate": 76, "ftruncate": 77,
            "fallocate": 285, "open": 2, "creat": 85, "openat": 257, "mkdir": 83, "mkdirat": 258, "rmdir": 84, "unlink": 87,
            "unlinkat": 263, "rename": 82, "renameat": 264, "renameat2": 316, "link": 86, "linkat": 265, "symlink": 88,
            "symlinkat": 266, "chmod": 90, "fchmod": 91, "fchmodat": 268, "utimensat": 280,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "write": 64, "pwrite64": 68, "writev": 66, "pwritev": 70, "pwritev2": 287, "sendfile": 71, "splice": 76,
            "copy_file_range": 285, "fsync": 82, "fdatasync": 83, "sync_file_range": 84, "truncate": 45, "ftruncate": 46,
            "fallocate": 47, "openat": 56, "mkdirat": 34, "unlinkat": 35, "renameat": 38, "renameat2": 276, "linkat": 37,
            "symlinkat": 36, "fchmod": 52, "fchmodat": 53, "utimensat": 88,
        },
    ),
}  # fmt: skip
BY_FILE = (
    "write",
    "pwrite64",
    "writev",
    "pwritev",
    "pwritev2",
    "fsync",
    "fdatasync",
    "sync_file_range",
    "ftruncate",
    "fallocate",
    "fchmod",
)
BETWEEN = {"sendfile": 0, "splice": 2, "copy_file_range": 2}  # which argument is the file that is written
FOLDER_AND_NAME = {
    "linkat": 2,
    "symlinkat": 1,
}  # where these begin of the file that is made; of others with a folder: first
NAME = {"link": 1, "symlink": 1}  # which argument is the file that is made; of others: the first
IN_FOLDER = ("openat", "mkdirat", "unlinkat", "renameat", "renameat2", "linkat", "symlinkat", "fchmodat", "utimensat")
FLAGS = {"open": 1, "openat": 2}  # which argument says whether it makes or empties a file
FREEING = (
    "unlink",
    "unlinkat",
    "rmdir",
    "rename",
    "renameat",
    "renameat2",
    "truncate",
    "ftruncate",
    "chmod",
    "fchmod",
    "fchmodat",
    "utimensat",
)
MAKING = os.O_CREAT | os.O_TRUNC
SECCOMP = {"x86_64": 317, "aarch64": 277}  # the number of seccomp(2)
SET_FILTER, LISTENER, KILLABLE = 1, 1 << 3, 1 << 5  # linux/seccomp.h
ASK, ALLOW = 0x7FC00000, 0x7FFF0000
RECEIVE, ANSWER, GO_ON = 0xC0502100, 0xC0182101, 1
NO_NEW_PRIVILEGES = 38  # prctl(2)
LOAD, EQUAL, ANY_OF, RETURN = 0x20, 0x15, 0x45, 0x06  # linux/bpf_common.h
NUMBER, ARCH, ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
AT_CWD = -100
LONGEST_PATH = 4096


class Fault(Enum):
    """What becomes of the call."""

    KILL = "KILL"
    FULL_ONCE = "ENOSPC once"
    FULL = "ENOSPC from then on"
    BROKEN = "EIO"


@dataclass(frozen=True)
class Call:
    """A call that changes a file: its name, and the file below the folder."""

    name: str
    path: str

    def __str__(self) -> str:
        return f"{self.name} {self.path}"


def is_known() -> bool:
    """Whether calls can be watched on this machine."""
    return platform.system() == "Linux" and platform.machine() in MACHINES


def _filter() -> bytes:
    """The program that the kernel runs at each call, as struct sock_filter."""
    arch, numbers = MACHINES[platform.machine()]
    plain = [number for name, number in numbers.items() if name not in FLAGS]
    lines = [(LOAD, 0, 0, ARCH), (EQUAL, 1, 0, arch), (RETURN, 0, 0, ALLOW), (LOAD, 0, 0, NUMBER)]
    for number in plain:
        lines += [(EQUAL, 0, 1, number), (RETURN, 0, 0, ASK)]
    for name, argument in FLAGS.items():
        if name in numbers:
            at = ARGUMENTS + 8 * argument
            lines += [
                (EQUAL, 0, 4, numbers[name]),
                (LOAD, 0, 0, at),
                (ANY_OF, 0, 1, MAKING),
                (RETURN, 0, 0, ASK),
                (RETURN, 0, 0, ALLOW),
            ]
    return b"".join(struct.pack("HBBI", *line) for line in [*lines, (RETURN, 0, 0, ALLOW)])


def ask_first(there: socket.socket) -> None:
    """From here on this process and all that it starts ask whoever holds the other end of the socket."""
    kernel = ctypes.CDLL(None, use_errno=True)
    code = ctypes.create_string_buffer(_filter())
    program = struct.pack("HxxxxxxQ", len(code.raw) // 8, ctypes.addressof(code))
    kernel.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    listener = kernel.syscall(SECCOMP[platform.machine()], SET_FILTER, LISTENER | KILLABLE, program)
    if listener < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    there.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [listener]))])
    os.close(listener)
    there.close()


def listener_of(here: socket.socket) -> int:
    """The end at which a process asks, out of the socket that it was given."""
    _, rights, _, _ = here.recvmsg(1, socket.CMSG_SPACE(4))
    (listener,) = array.array("i", rights[0][2])
    here.close()
    return listener


@dataclass
class Watched:
    """A process whose calls are watched: `calls` are those below the folder so far; the one with the number `at` meets a fault."""

    listener: int
    folder: str
    at: int = 0  # from 1; 0: none
    fault: Fault = Fault.KILL
    calls: list[Call] = field(default_factory=list)
    met: Call | None = None
    victim: int = 0  # the process that was killed

    def attend(self) -> None:
        """Answers one question, which must be there."""
        asked = bytearray(80)
        try:
            fcntl.ioctl(self.listener, RECEIVE, asked)
        except OSError as error:  # whoever asked is gone
            if error.errno in (errno.ENOENT, errno.EINTR):
                return
            raise
        id, task, _, number, _, _, *arguments = struct.unpack("QIIiIQ6Q", asked)
        wrong = self._judged(task, number, arguments)
        if wrong is not None:
            with suppress(FileNotFoundError):
                fcntl.ioctl(self.listener, ANSWER, struct.pack("QqiI", id, 0, -wrong, 0 if wrong else GO_ON))

    def _judged(self, task: int, number: int, arguments: list[int]) -> int | None:
        """The error to answer with, 0 to go on, None where nobody waits for an answer any more."""
        call = _call(task, number, arguments, self.folder)
        if call is None:
            return 0
        self.calls.append(call)
        if len(self.calls) == self.at:
            self.met = call
            if self.fault is Fault.KILL:
                self.victim = _process_of(task)
                os.kill(self.victim, signal.SIGKILL)
                return None
            return errno.EIO if self.fault is Fault.BROKEN else errno.ENOSPC
        is_full = self.met is not None and self.fault is Fault.FULL and _needs_room(call, self.folder)
        return errno.ENOSPC if is_full else 0

    def close(self) -> None:
        """Asks are no longer heard: whoever still asks gets ENOSYS."""
        os.close(self.listener)


def until(done: Callable[[], bool], ends: list[int], watched: list[Watched], patience: float) -> bool:
    """Answers all that is asked until it is done, or for so many seconds; whether it was. `ends` are descriptors to be woken by."""
    poll = select.poll()
    by = {each.listener: each for each in watched}
    for descriptor in (*by, *ends):
        poll.register(descriptor, select.POLLIN)
    last = monotonic() + patience
    while not done():
        if monotonic() > last:
            return False
        for descriptor, what in poll.poll(200):
            if descriptor in by and what & select.POLLIN:
                by[descriptor].attend()
            elif descriptor in by or what & (select.POLLHUP | select.POLLERR | select.POLLNVAL):
                poll.unregister(descriptor)
    return True


def is_over(watched: Watched) -> bool:
    """Whether nobody is left who could ask."""
    poll = select.poll()
    poll.register(watched.listener, 0)
    return any(what & select.POLLHUP for _, what in poll.poll(0))


def _call(task: int, number: int, arguments: list[int], folder: str) -> Call | None:
    """What is asked for; None where it changes nothing below the folder."""
    name = _names()[number]
    try:
        path = _path(task, name, arguments)
    except OSError:
        return None
    if path != folder and not path.startswith(f"{folder}/"):
        return None
    return Call(name, path[len(folder) + 1 :])


def _names() -> dict[int, str]:
    return {number: name for name, number in MACHINES[platform.machine()][1].items()}


def _path(task: int, name: str, arguments: list[int]) -> str:
    """The file that a call changes, of two the one that is written."""
    if name in BY_FILE or name in BETWEEN:
        return _open_file(task, arguments[BETWEEN.get(name, 0)])
    if name in IN_FOLDER:
        folder, address = arguments[(at := FOLDER_AND_NAME.get(name, 0)) : at + 2]
        return _named(task, folder, address) if address else _open_file(task, folder)
    return _named(task, AT_CWD, arguments[NAME.get(name, 0)])


def _open_file(task: int, descriptor: int) -> str:
    return os.readlink(f"/proc/{task}/fd/{ctypes.c_int(descriptor).value}").removesuffix(" (deleted)")


def _named(task: int, folder: int, address: int) -> str:
    number = ctypes.c_int(folder & 0xFFFFFFFF).value
    with open(f"/proc/{task}/mem", "rb", 0) as memory:
        memory.seek(address)
        told = os.fsdecode(memory.read(LONGEST_PATH).partition(b"\0")[0])
    if not os.path.isabs(told):
        where = os.readlink(f"/proc/{task}/cwd" if number == AT_CWD else f"/proc/{task}/fd/{number}")
        told = os.path.join(where, told)
    return os.path.normpath(told)


def _process_of(task: int) -> int:
    with open(f"/proc/{task}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("Tgid:"))


def _needs_room(call: Call, folder: str) -> bool:
    """Whether a full disk refuses it: what only frees room, and opening what is there, goes on."""
    if call.name in FLAGS or call.name == "creat":
        return not os.path.exists(os.path.join(folder, call.path))
    return call.name not in FREEING
