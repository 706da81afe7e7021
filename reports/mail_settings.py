"""The section [mail] of gongkai.toml, checked whole: to whom the summary goes, from whom, and by which way."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.refusal import Fault, Refusal
from reports.workspace import FILE, Workspace

SENDMAIL, SMTP = "sendmail", "smtp"
STARTTLS, TLS, NONE = "starttls", "tls", "none"
PORTS: Mapping[str, int] = {STARTTLS: 587, TLS: 465, NONE: 25}
ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")
SERVER = re.compile(r"(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]+)(?::([0-9]{1,5}))?")
MOST_PORT = 65535
TEMPLATE = """
[mail]                                # 每月做完后把总结寄给谁；不写这一节就不寄
to       = ["zwgkb@example.gov.cn"]
from     = "gongkai@example.gov.cn"
by       = "sendmail"                 # 用本机的 sendmail；或 "smtp"，用下面的服务器
# server   = "smtp.example.gov.cn:587"
# user     = "gongkai"                # 密码放在环境变量 GONGKAI_SMTP_PASSWORD 或 systemd 的凭据 smtp-password，不写在这里
# security = "starttls"               # 或 "tls"，或 "none"（不加密，不能有用户名）
"""


@dataclass(frozen=True)
class MailSettings:
    """To whom the summary is sent, and how. `host` and `port` are of the server; `user` is "" where none is asked for."""

    to: tuple[str, ...]
    sender: str
    by: str = SENDMAIL
    host: str = ""
    port: int = 0
    user: str = ""
    security: str = STARTTLS


def mail_settings(workspace: Workspace) -> MailSettings | None:
    """What the workspace says of mail; None when it says nothing. Raises Refusal with every fault."""
    said = workspace.sections.get("mail", {})
    if not said:
        return None
    faults = [Fault(what, remedy, FILE, None, values) for what, remedy, values in _faults(said)]
    if faults:
        raise Refusal(*faults)
    security = said.get("security", STARTTLS)
    host, port = _server(said.get("server", ""))
    return MailSettings(
        tuple(said["to"]),
        said["from"],
        said.get("by", SENDMAIL),
        host,
        port or PORTS[security],
        said.get("user", ""),
        security,
    )


def _server(text: str) -> tuple[str, int]:
    found = SERVER.fullmatch(text)
    return (found[1].strip("[]"), int(found[2] or 0)) if found else ("", 0)


def _faults(said: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Sequence[str]]]]:
    if not said.get("to"):
        yield "没有写邮件寄给谁（mail.to）", '请写成 to = ["zwgkb@example.gov.cn"]，不寄就删去 [mail] 一节', {}
    if "from" not in said:
        yield "没有写发件人（mail.from）", '请写成 from = "gongkai@example.gov.cn"', {}
    addresses = [*said.get("to", ()), *([said["from"]] if "from" in said else [])]
    for each in addresses:
        if not (isinstance(each, str) and ADDRESS.fullmatch(each)):
            yield "“{value}”不是邮件地址", "请写成 name@example.gov.cn 的形式，不带姓名", {"value": str(each)}
    for key, choices in (("by", (SENDMAIL, SMTP)), ("security", (STARTTLS, TLS, NONE))):
        if said.get(key, choices[0]) not in choices:
            values = {"key": f"mail.{key}", "value": str(said[key]), "choices": tuple(choices)}
            yield "“{key}”不能是“{value}”", "请写 {choices} 之一", values
    yield from _server_faults(said)


def _server_faults(said: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Sequence[str]]]]:
    server, user = said.get("server", ""), said.get("user", "")
    host, port = _server(server)
    if said.get("by") == SMTP and not server:
        yield "用 smtp 寄信，但没有写服务器（mail.server）", '请写成 server = "smtp.example.gov.cn:587"', {}
    elif server and (not host or port > MOST_PORT):
        yield "“{value}”不是服务器", "请写成 smtp.example.gov.cn:587 的形式", {"value": server}
    if not (user.isprintable() and user.isascii()):
        yield "用户名（mail.user）里有 ASCII 以外的字符", "请重新填写", {}
    if user and said.get("security") == NONE and not _is_here(host):
        yield "不加密（security = none）就不能用用户名和密码", '请改用 "starttls" 或 "tls"，或删去 user', {}


def _is_here(host: str) -> bool:
    """Whether a server is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
