"""The network, given up for good by a process that reads files from outside, and by whatever it starts."""

from __future__ import annotations

import ctypes
import platform
import socket
import struct

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2  # linux/prctl.h, linux/seccomp.h
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000  # linux/sched.h
# The machine's name in the kernel's audit table (linux/audit.h) and its number of socket(2).
MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198), "loongarch64": (0xC0000102, 198)}
IO_URING_SETUP = 425  # the same everywhere; it would open sockets behind the filter's back
X32 = 0x40000000  # the second set of calls on x86_64 begins here
LOAD, EQUAL, NOT_BELOW, RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h: words, jumps, end
CALL, MACHINE, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
ALLOW, DENY = 0x7FFF0000, 0x00050000 | 13  # linux/seccomp.h; EACCES


def leave_network() -> bool:
    """Whether this process can open no socket to any network from now on: by a filter in the kernel, else in a namespace of its own."""
    kernel = ctypes.CDLL(None, use_errno=True)
    if platform.system() != "Linux":
        return False
    _filter_sockets(kernel)
    if not is_offline():
        kernel.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    return is_offline()


def is_offline() -> bool:
    """Whether the kernel refuses what a connection needs: a socket, or with one, any way out of this machine."""
    try:
        probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    except OSError:
        return True
    with probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET-1 (RFC 5737): nothing is sent by connecting a datagram socket
        except OSError:
            return True
    return False


def _filter_sockets(kernel: ctypes.CDLL) -> None:
    """A filter of system calls (seccomp): sockets within this machine only, whatever is started from here."""
    known = MACHINES.get(platform.machine())
    if known is None:
        return
    machine, socket_call = known
    steps = (
        (LOAD, 0, 0, MACHINE),
        (EQUAL, 0, 7, machine),
        (LOAD, 0, 0, CALL),
        (NOT_BELOW, 5, 0, X32),
        (EQUAL, 4, 0, IO_URING_SETUP),
        (EQUAL, 0, 2, socket_call),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (EQUAL, 0, 1, socket.AF_UNIX),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, DENY),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(code)))
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    kernel.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
