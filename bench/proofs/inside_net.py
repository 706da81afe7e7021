"""A network of its own in which every address leads to this machine, with a name server, sites, and a kernel that counts.

`enter` runs a function there, in a process of its own with nothing of the outer network (unshare). All addresses of IPv4 and IPv6 are
local: what is public serves the sites, and what is inside would answer, too, if it were asked. A filter of the kernel (nftables) notes
every packet that goes anywhere but to the sites and the name server, whoever sends it, and turns it back.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import shlex
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any

SITES = "93.184.0.0/16"  # where the sites are
NAMES = "198.51.100.53"  # the name server (RFC 5737)
HOSTS = "127.0.0.1 localhost\n::1 localhost\n10.0.0.5 oa\n"
WATCH = f"""
table inet watch {{
  set seen4 {{ type ipv4_addr . inet_proto . inet_service; flags dynamic; size 65535; }}
  set seen6 {{ type ipv6_addr . inet_proto . inet_service; flags dynamic; size 65535; }}
  counter outside {{}}
  counter sites {{}}
  chain out {{
    type filter hook output priority 0;
    ct direction reply accept
    ip daddr {SITES} tcp dport 80 counter name sites accept
    ip daddr {NAMES} meta l4proto {{ tcp, udp }} th dport 53 accept
    counter name outside
    meta nfproto ipv4 add @seen4 {{ ip daddr . meta l4proto . th dport }}
    meta nfproto ipv6 add @seen6 {{ ip6 daddr . meta l4proto . th dport }}
    meta l4proto tcp reject with tcp reset
    drop
  }}
}}
"""
STEPS = (
    "mount --bind {folder}/resolv.conf /etc/resolv.conf",
    "mount --bind {folder}/hosts /etc/hosts",
    "mount --bind {folder}/nsswitch.conf /etc/nsswitch.conf",
    "ip link set lo up",
    "ip route add local 0.0.0.0/0 dev lo",
    "ip -6 route add local ::/0 dev lo",
    "nft -f {folder}/watch.nft",
)


def enter(work: str, folder: Path, **options: Any) -> dict[str, Any]:
    """What "module:function" returns, called in there with the folder and the options. Raises RuntimeError when that is impossible."""
    files = {
        "resolv.conf": f"nameserver {NAMES}\noptions timeout:2 attempts:2\n",
        "hosts": HOSTS,
        "nsswitch.conf": "hosts: files dns\n",
        "watch.nft": WATCH,
    }
    for name, content in files.items():
        (folder / name).write_text(content)
    found, asked = folder / "found.json", json.dumps([work, str(folder), options])
    last = shlex.join([sys.executable, "-m", "bench.proofs.inside_net", asked, str(found)])
    steps = " && ".join((*(step.format(folder=shlex.quote(str(folder))) for step in STEPS), f"exec {last}"))
    ran = subprocess.run(["unshare", "-rnm", "sh", "-c", steps], capture_output=True, text=True, check=False)
    if not found.exists():
        raise RuntimeError(f"no network of its own: {ran.stderr[-1000:] or ran.stdout[-1000:]}")
    return json.loads(found.read_text("utf-8"))


def main() -> None:
    """Begins in there."""
    (work, folder, options), found = json.loads(sys.argv[1]), Path(sys.argv[2])
    module, _, name = work.partition(":")
    told = getattr(importlib.import_module(module), name)(Path(folder), **options)
    part = found.with_suffix(".part")
    part.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    part.rename(found)


def counted() -> tuple[int, int, set[str]]:
    """What the kernel saw: packets to the sites, packets to anywhere else, and where those went."""
    ran = subprocess.run(["nft", "-j", "list", "table", "inet", "watch"], capture_output=True, text=True, check=True)
    packets, places = {"sites": 0, "outside": 0}, set()
    for item in json.loads(ran.stdout)["nftables"]:
        if counter := item.get("counter"):
            packets[counter["name"]] = counter["packets"]
        for element in item.get("set", {}).get("elem", ()):
            address, protocol, port = element["concat"]
            places.add(f"{address} {protocol} {port}")
    return packets["sites"], packets["outside"], places


def is_watched() -> bool:
    """Whether the kernel notes what it should: a connection and a datagram of IPv4 and IPv6 that this process tries itself."""
    before = counted()
    for address, kind in (
        ("10.9.9.9", socket.SOCK_STREAM),
        ("fd09::9", socket.SOCK_STREAM),
        ("10.9.9.8", socket.SOCK_DGRAM),
    ):
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, kind) as probe, suppress(OSError):
            probe.connect((address, 9))
            probe.send(b"x")
    _, packets, places = counted()
    tried = {"10.9.9.9 tcp 9", "fd09::9 tcp 9", "10.9.9.8 udp 9"}
    subprocess.run(["nft", "reset", "counters", "table", "inet", "watch"], capture_output=True, check=True)
    for name in ("seen4", "seen6"):
        subprocess.run(["nft", "flush", "set", "inet", "watch", name], check=True)
    return tried <= places and packets >= before[1] + 3


Answer = bytes | Callable[[str], bytes]  # of a path, or of whatever host is asked


@dataclass
class Net:
    """Sites by host and path, served on every public address while the block runs, and a name server for their names.

    `machines` says to which addresses a name leads, at its nth question. `log` holds what was asked for, as "host/path".
    """

    sites: dict[str, dict[str, bytes]]
    machines: Callable[[str, int], tuple[str, ...]]
    log: set[str] = field(default_factory=set)
    questions: dict[tuple[str, int], int] = field(default_factory=dict)

    def __enter__(self) -> Net:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(10)
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _open(self) -> None:
        for address in ("0.0.0.0", "::"):  # every address, in a network that nobody else reaches
            await asyncio.start_server(self._serve, address, 80, backlog=1024)
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind((NAMES, 53))
        server.setblocking(False)
        self._loop.add_reader(server, self._tell, server)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            path = head[0].split(" ")[1]
            host = next((line[6:] for line in head if line.lower().startswith("host: ")), "")
            self.log.add(host + path)
            site = self.sites.get(host, {})
            writer.write(site.get(path) or b"HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")
            await writer.drain()
        writer.close()

    def _tell(self, server: socket.socket) -> None:
        with suppress(OSError):
            question, asker = server.recvfrom(4096)
            server.sendto(self.answered(question), asker)

    def answered(self, question: bytes) -> bytes:
        """The answer to a question of DNS (RFC 1035), good for 0 seconds."""
        labels, at = [], 12
        while size := question[at]:
            labels.append(question[at + 1 : at + 1 + size].decode("latin-1"))
            at += 1 + size
        name, kind = ".".join(labels).lower(), int.from_bytes(question[at + 1 : at + 3], "big")
        asked = question[12 : at + 5]
        turn = self.questions[name, kind] = self.questions.get((name, kind), 0) + 1
        found = [ip_address(machine) for machine in self.machines(name, turn)]
        wanted = {1: IPv4Address, 28: IPv6Address}.get(kind)
        records = [each.packed for each in found if wanted and isinstance(each, wanted)]
        rows = b"".join(
            b"\xc0\x0c" + question[at + 1 : at + 5] + bytes(4) + len(data).to_bytes(2, "big") + data for data in records
        )
        code = 0x8180 if found else 0x8183
        counts = (1).to_bytes(2, "big") + len(records).to_bytes(2, "big") + bytes(4)
        return question[:2] + code.to_bytes(2, "big") + counts + asked + rows


if __name__ == "__main__":
    main()
