"""Machines inside, and every way that we know to write them in an address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv6Address

MACHINES = (  # IPv4: this machine, private networks, clouds' secrets, carriers, tests, the rest that is nobody's
    *("127.0.0.1", "127.8.9.10", "127.255.255.254", "0.0.0.0", "0.1.2.3"),
    *("10.0.0.1", "10.255.255.254", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.255.254"),
    *("169.254.169.254", "169.254.170.2", "169.254.0.23", "100.100.100.200", "168.63.129.16", "192.0.0.192"),
    *("100.64.0.1", "100.127.255.254", "198.18.0.1", "198.19.255.254", "192.0.2.1", "203.0.113.9", "240.0.0.1"),
)
WIDE = (  # IPv6 that is no IPv4 in disguise
    *("::1", "::", "fe80::1", "fe80::a9fe:a9fe", "febf::1", "fc00::1", "fd00:ec2::254", "fdff:ffff::1", "fec0::1"),
    *("100::1", "2001:db8::1", "3fff::1", "5f00::1", "4000::1", "ff02::1", "2001:2::1", "2001:10::1", "400::1"),
)
NAMES = (
    "localhost",
    "localhost.",
    "LOCALHOST",
    "ｌｏｃａｌｈｏｓｔ",
    "loc\u00adalhost",
    "oa",
    "oa.",
    "ⓞⓐ",
)  # of /etc/hosts
FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")
CIRCLED = {"0": "⓪", **{str(n): chr(0x245F + n) for n in range(1, 10)}}
BOLD = {str(n): chr(0x1D7CE + n) for n in range(10)}
LOW = {str(n): chr(0x2080 + n) for n in range(10)}


def _octets(address: IPv4Address) -> tuple[int, ...]:
    return tuple(address.packed)


def _wide(prefix: str) -> Callable[[IPv4Address], str]:
    return lambda address: f"[{prefix}{int(address) >> 16:x}:{int(address) & 0xFFFF:x}]"


def _mixed(form: str) -> Callable[[IPv4Address], str]:
    def spell(address: IPv4Address) -> str:
        a, b, c, d = _octets(address)
        return form.format(a=a, b=b, c=c, d=d, n=int(address), tail=int(address) & 0xFFFFFF, low=int(address) & 0xFFFF)

    return spell


def _written(letters: dict[str, str]) -> Callable[[IPv4Address], str]:
    return lambda address: str(address).translate(str.maketrans(letters))


SPELLINGS: dict[str, Callable[[IPv4Address], str]] = {
    "plain": str,
    "one number": _mixed("{n}"),
    "hexadecimal": _mixed("0x{n:08x}"),
    "hexadecimal in capitals": _mixed("0X{n:X}"),
    "octal": _mixed("0{n:o}"),
    "octal with zeros": _mixed("00000{n:o}"),
    "hexadecimal parts": _mixed("0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}"),
    "octal parts": _mixed("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
    "octal parts with zeros": _mixed("000{a:o}.00{b:o}.000{c:o}.0{d:o}"),
    "parts of three kinds": _mixed("0x{a:x}.{b}.0{c:o}.{d}"),
    "two parts": _mixed("{a}.{tail}"),
    "two parts, hexadecimal": _mixed("0x{a:x}.0x{tail:x}"),
    "three parts": _mixed("{a}.{b}.{low}"),
    "three parts, octal": _mixed("0{a:o}.{b}.0{low:o}"),
    "a dot at its end": _mixed("{a}.{b}.{c}.{d}."),
    "one number, a dot at its end": _mixed("{n}."),
    "full width": lambda address: str(address).translate(FULL),
    "one number, full width": lambda address: str(int(address)).translate(FULL),
    "circled": _written(CIRCLED),
    "bold": _written(BOLD),
    "lowered": _written(LOW),
    "ideographic dots": _mixed("{a}。{b}。{c}。{d}"),
    "half-width dots": _mixed("{a}｡{b}.{c}｡{d}"),
    "escaped": lambda address: "".join(f"%{ord(letter):02x}" for letter in str(address)),
    "escaped dots": _mixed("{a}%2E{b}%2e{c}%2E{d}"),
    "escaped ideographic dots": _mixed("{a}%E3%80%82{b}.{c}.{d}"),
    "soft hyphens": _mixed("{a}\u00ad.{b}.\u00ad{c}.{d}"),
    "joiners": _mixed("{a}.{b}\u2060.{c}.{d}"),
    "tabs": _mixed("{a}\t.{b}.\t{c}.{d}"),
    "line ends": _mixed("{a}.\n{b}.{c}\r\n.{d}"),
    "a user": _mixed("www.gov.cn@{a}.{b}.{c}.{d}"),
    "a user and a word": _mixed("www.gov.cn:80@{a}.{b}.{c}.{d}"),
    "two users": _mixed("a@www.gov.cn@{a}.{b}.{c}.{d}"),
    "an escaped user": _mixed("www.gov.cn%2F@{a}.{b}.{c}.{d}"),
    "a port": _mixed("{a}.{b}.{c}.{d}:8080"),
    "a port with zeros": _mixed("{a}.{b}.{c}.{d}:00080"),
    "a port of files": _mixed("{n}:6379"),
    "mapped": _mixed("[::ffff:{a}.{b}.{c}.{d}]"),
    "mapped, hexadecimal": _wide("::ffff:"),
    "mapped, in full": _wide("0000:0000:0000:0000:0000:ffff:"),
    "mapped, in capitals": _wide("0:0:0:0:0:FFFF:"),
    "compatible": _wide("::"),
    "compatible, dotted": _mixed("[::{a}.{b}.{c}.{d}]"),
    "translated": _wide("::ffff:0:"),
    "translated, dotted": _mixed("[::ffff:0:{a}.{b}.{c}.{d}]"),
    "NAT64": _wide("64:ff9b::"),
    "NAT64, dotted": _mixed("[64:ff9b::{a}.{b}.{c}.{d}]"),
    "local NAT64": _wide("64:ff9b:1::"),
    "6to4": _mixed("[2002:{a:x}{b:02x}:{c:x}{d:02x}::1]"),
    "Teredo": _mixed("[2001:0:{a:x}{b:02x}:{c:x}{d:02x}::]"),
    "ISATAP": _mixed("[fe80::5efe:{a}.{b}.{c}.{d}]"),
    "a zone": _mixed("[::ffff:{a}.{b}.{c}.{d}%25eth0]"),
}
WIDE_SPELLINGS: dict[str, Callable[[IPv6Address], str]] = {
    "plain": lambda address: f"[{address}]",
    "in full": lambda address: f"[{address.exploded}]",
    "in capitals": lambda address: f"[{address.exploded.upper()}]",
    "full width": lambda address: "[" + str(address).translate(FULL) + "]",
    "a user": lambda address: f"www.gov.cn@[{address}]",
    "a port": lambda address: f"[{address}]:8080",
    "a zone": lambda address: f"[{address}%25lo]",
    "escaped": lambda address: f"%5B{address}%5D",
}


def spelled(machines: int | None = None) -> Iterator[str]:
    """Hosts as they are written in an address, of all machines or the first few."""
    for machine in map(IPv4Address, MACHINES[:machines]):
        yield from (spell(machine) for spell in SPELLINGS.values())
    for wide in map(IPv6Address, WIDE[:machines]):
        yield from (spell(wide) for spell in WIDE_SPELLINGS.values())
    yield from NAMES


def resolved(machines: int | None = None) -> Iterator[str]:
    """The labels of names that the name server of the proof answers with these machines: hexadecimal digits."""
    for machine in MACHINES[:machines]:
        yield f"{int(IPv4Address(machine)):08x}"
    for wide in WIDE[:machines]:
        yield f"{int(IPv6Address(wide)):032x}"
