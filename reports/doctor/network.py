"""The network as it is set up here; nobody is asked anything."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path

from reports.doctor.line import Line, bad, good
from reports.workspace import Workspace

NAMES = Path("/etc/resolv.conf")
IPV6 = Path("/proc/net/if_inet6")
LOCAL_IPV6 = ("fe8", "fe9", "fea", "feb", "00000000000000000000000000000001")
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
WIDE = 2**24  # addresses: a network as large as 10.0.0.0/8 is hardly one organisation's


def network(workspace: Workspace | None) -> Iterator[Line]:
    """How names are found, which ways there are, and what a crawl may touch."""
    yield names()
    yield ways()
    yield from proxies()
    if workspace:
        yield from allowed(workspace)


def names() -> Line:
    """Whether a server of names is set."""
    try:
        found = re.findall(r"^\s*nameserver\s+(\S+)", NAMES.read_text("utf-8", "replace"), re.M)
    except OSError:
        found = []
    if found:
        return good("network", "域名服务器：{servers}", servers=found)
    return bad(
        "network", "没有设置域名服务器（{path}）", "请联系网络管理员，否则所有网站都会列为未能检测", path=str(NAMES)
    )


def ways() -> Line:
    """Whether there is a way by IPv6; most sites need none."""
    try:
        lines = IPV6.read_text().splitlines() if socket.has_ipv6 else []
    except OSError:
        lines = []
    if any(not line.startswith(LOCAL_IPV6) for line in lines):
        return good("network", "本机有 IPv4 和 IPv6 地址")
    return good("network", "本机没有 IPv6 地址：只有 IPv6 地址的网站会列为未能检测")


def proxies() -> Iterator[Line]:
    """Proxies that are set for other programs; a crawl goes to each site itself, so that addresses can be checked."""
    if found := [name for name in PROXIES if os.environ.get(name)]:
        said = "设置了代理（{names}）：访问网站时不用代理，只直接连接；必须经代理上网的电脑不能访问网站"
        yield good("network", said, names=found)


def allowed(workspace: Workspace) -> Iterator[Line]:
    """The networks outside the public one that may be touched."""
    networks = workspace.polite.allow_addresses
    if not networks:
        yield good("network", "只访问公网地址；内网的网站要写进 allow_addresses")
        return
    wide = [str(each) for each in networks if each.num_addresses > WIDE or each.prefixlen == 0]
    if wide:
        said, remedy = "allow_addresses 太宽：{networks}", "请只写各单位网站所在的网段，例如 10.1.0.0/16"
        yield bad("network", said, remedy, networks=wide)
    yield good("network", "除公网外还可以访问：{networks}", networks=list(map(str, networks)))
