"""Sends the summary of a month, by the system's sendmail or by a server. A password comes from outside, never from a file here.

It is taken from the environment (GONGKAI_SMTP_PASSWORD), or from the credentials that systemd hands over (smtp-password).
"""

from __future__ import annotations

import os
import shutil
import smtplib
import ssl
import subprocess
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from hashlib import sha256
from pathlib import Path

from reports.mail_settings import SMTP, STARTTLS, TLS, MailSettings
from reports.wording import plain

PASSWORD, CREDENTIAL = "GONGKAI_SMTP_PASSWORD", "smtp-password"
PLACES = ("/usr/sbin", "/usr/lib", "/usr/local/sbin")  # where a sendmail is that cron's short PATH does not lead to
PATIENCE = 60.0  # seconds
LONGEST = 300  # characters of what a server says


class MailFailed(Exception):
    """The mail did not go out: a message template and its values."""

    def __init__(self, template: str, **values: str) -> None:
        super().__init__(template)
        self.template, self.values = template, values


def letter(settings: MailSettings, subject: str, body: str, moment: datetime) -> EmailMessage:
    """The mail: plain text in UTF-8, of a machine, so that no machine answers it."""
    message = EmailMessage(policy=WIRE)
    message["Subject"] = plain(subject)
    message["From"] = settings.sender
    message["To"] = ", ".join(settings.to)
    message["Date"] = moment
    name = sha256(f"{subject}\n{body}\n{moment.isoformat()}".encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{name}@{settings.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body, cte="base64")
    return message


def send(settings: MailSettings, message: EmailMessage, environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Sends a mail and returns those of its addresses that the server refused. Raises MailFailed when it did not go out at all."""
    if settings.by != SMTP:
        _by_sendmail(message, environment)
        return ()
    try:
        return tuple(_by_server(settings, message, environment))
    except (smtplib.SMTPException, OSError, ValueError) as error:
        server = f"{settings.host}:{settings.port}"
        raise MailFailed("服务器 {server} 没有收下：{error}", server=server, error=_words(error)) from None


def _by_sendmail(message: EmailMessage, environment: Mapping[str, str]) -> None:
    path = os.pathsep.join(filter(None, (environment.get("PATH", ""), *PLACES)))
    program = shutil.which("sendmail", path=path)
    if program is None:
        raise MailFailed("本机没有 sendmail，请安装邮件程序，或在 gongkai.toml 中改用 by = {smtp}", smtp='"smtp"')
    written = message.as_bytes(policy=WIRE.clone(linesep="\n"))
    try:
        done = subprocess.run([program, "-t", "-i"], input=written, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MailFailed("sendmail 没有收下：{error}", error=_words(error)) from None
    if done.returncode:
        said = plain(done.stderr.decode("utf-8", "replace"))[:LONGEST] or str(done.returncode)
        raise MailFailed("sendmail 没有收下：{error}", error=said)


def _by_server(settings: MailSettings, message: EmailMessage, environment: Mapping[str, str]) -> Mapping[str, object]:
    """Hands the mail to the server and returns the addresses that it refused. Raises smtplib's errors, OSError and MailFailed."""
    trust = ssl.create_default_context()
    password = password_of(environment) if settings.user else ""
    if not password.isascii():
        raise MailFailed("密码里有 ASCII 以外的字符，邮件服务器不认")
    where = settings.host, settings.port
    if settings.security == TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=PATIENCE, context=trust)
    else:
        server = smtplib.SMTP(*where, timeout=PATIENCE)
    with server:
        if settings.security == STARTTLS:
            server.starttls(context=trust)
        if settings.user:
            server.login(settings.user, password)
        return server.send_message(message, settings.sender, settings.to)


def password_of(environment: Mapping[str, str]) -> str:
    """The password of the mail server. Raises MailFailed when it was put nowhere."""
    folder = environment.get("CREDENTIALS_DIRECTORY", "")
    try:
        if folder and (path := Path(folder) / CREDENTIAL).is_file():
            return path.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise MailFailed("凭据 {name} 读不出来：{error}", name=CREDENTIAL, error=_words(error)) from None
    if password := environment.get(PASSWORD, ""):
        return password
    raise MailFailed(
        "没有密码：请放到环境变量 {variable}，或 systemd 的凭据 {name}", variable=PASSWORD, name=CREDENTIAL
    )


def _words(error: Exception) -> str:
    """What an error says, on one line; of refused addresses and logins what the server said."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {plain(said.decode('utf-8', 'replace') if isinstance(said, bytes) else str(said))}"[
            :LONGEST
        ]
    return plain(f"{type(error).__name__}: {error}")[:LONGEST]
