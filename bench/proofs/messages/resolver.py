"""A name server on loopback that answers as it is told: for faults of names, within a network namespace."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from ipaddress import ip_address

SERVER = "127.0.0.53"
NXDOMAIN, SERVFAIL = 3, 2
Answer = Sequence[str] | int | None  # addresses, an error, or silence
A, AAAA = 1, 28


class _Turns:
    """What each name is answered, one after the other; the last for ever."""

    def __init__(self, names: Mapping[str, Sequence[Answer]]) -> None:
        self._left = {(name, kind): list(answers) for name, answers in names.items() for kind in (A, AAAA)}

    def next(self, name: str, kind: int) -> Answer:
        left = self._left.get((name, kind))
        if not left:
            return NXDOMAIN
        return left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def resolving(names: Mapping[str, Sequence[Answer]]) -> Iterator[None]:
    """Answers while the block runs. The process must be alone in a network, and may take port 53 there."""
    turns = _Turns(names)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((SERVER, 53))
        server.settimeout(0.2)
        over = threading.Event()
        thread = threading.Thread(target=_serve, args=(server, turns, over))
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _serve(server: socket.socket, turns: _Turns, over: threading.Event) -> None:
    while not over.is_set():
        try:
            asked, whence = server.recvfrom(2048)
        except TimeoutError:
            continue
        name, end = _name(asked)
        kind = struct.unpack(">H", asked[end : end + 2])[0]
        answer = turns.next(name, kind)
        if answer is not None:
            server.sendto(_reply(asked[:2], asked[12 : end + 4], kind, answer), whence)


def _name(asked: bytes) -> tuple[str, int]:
    """The name that is asked for, and where it ends."""
    at, labels = 12, []
    while asked[at]:
        labels.append(asked[at + 1 : at + 1 + asked[at]].decode("latin-1"))
        at += 1 + asked[at]
    return ".".join(labels).lower(), at + 1


def _reply(number: bytes, question: bytes, kind: int, answer: Answer) -> bytes:
    if isinstance(answer, int):
        return number + struct.pack(">HHHHH", 0x8180 | answer, 1, 0, 0, 0) + question
    packed = [ip_address(each).packed for each in answer or ()]
    records = [each for each in packed if len(each) == (4 if kind == A else 16)]
    head = number + struct.pack(">HHHHH", 0x8180, 1, len(records), 0, 0)
    told = (struct.pack(">HHHIH", 0xC00C, kind, 1, 0, len(each)) + each for each in records)
    return head + question + b"".join(told)
