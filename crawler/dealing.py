"""How sites are dealt out: all that one machine answers for goes to one process, for it must see all that concerns pauses."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from crawler.scope import AddressPolicy, Target, parts

SITES_A_PROCESS = 4  # fewer are not worth another process
LOOKUPS = 32  # at the same time


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def machines_of(targets: Sequence[Target]) -> dict[str, frozenset[str]]:
    """For each site, by its key, the hosts of its addresses and the machines that answer for them."""
    asked = sorted({url for target in targets for url in (target.home, *(url for _, url in target.hints))})
    with ThreadPoolExecutor(LOOKUPS) as threads:
        found = dict(zip(asked, threads.map(_machines, asked), strict=True))
    return {target.key: found[target.home].union(*(found[url] for _, url in target.hints)) for target in targets}


def _machines(url: str) -> frozenset[str]:
    found = parts(url)
    if found is None or AddressPolicy.is_numeric(found.host):
        return frozenset((found.host if found else url,))
    try:
        infos = socket.getaddrinfo(found.host, found.number, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return frozenset((found.host,))
    return frozenset((found.host, *(str(info[4][0]) for info in infos)))


def by_machine(targets: Sequence[Target], machines: Mapping[str, frozenset[str]]) -> list[list[Target]]:
    """The targets in groups that have no machine in common."""
    leads: dict[str, str] = {}
    for target in targets:
        first, *others = sorted(machines[target.key])
        for other in others:
            leads[_first(leads, other)] = _first(leads, first)
    groups: dict[str, list[Target]] = {}
    for target in targets:
        groups.setdefault(_first(leads, min(machines[target.key])), []).append(target)
    return list(groups.values())


def _first(leads: dict[str, str], name: str) -> str:
    """The name that stands for all that are joined to this one."""
    while (other := leads.setdefault(name, name)) != name:
        leads[name] = leads[other]
        name = leads[name]
    return name


def shares(groups: Sequence[Sequence[Target]], count: int) -> list[list[Target]]:
    """The groups dealt out to so many shares, the largest first, each to the share that has least."""
    dealt: list[list[Target]] = [[] for _ in range(count)]
    for group in sorted(groups, key=len, reverse=True):
        min(dealt, key=len).extend(group)
    return [share for share in dealt if share]
