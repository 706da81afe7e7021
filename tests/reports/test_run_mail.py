"""The summary by mail: by sendmail or a server, once for each result, with no secret in any file and nothing forged into it."""

import socket
import ssl
from email import message_from_bytes, policy
from types import SimpleNamespace

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from crawler.refusal import Refusal
from reports import mail as mailing
from reports.mail import MailFailed, letter, password_of, send
from reports.mail_settings import TEMPLATE, MailSettings, mail_settings
from reports.wording import Wording
from tests.reports.test_run_window import NOON

TO = 'to = ["zwgkb@example.gov.cn", "b@example.gov.cn"]\nfrom = "gongkai@example.gov.cn"\n'
TWO = ("zwgkb@example.gov.cn", "b@example.gov.cn")


def said(text):
    return mail_settings(SimpleNamespace(sections={"mail": text}))


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ({"from": "a@b.cn"}, ["mail.to"]),
        ({"to": ["a@b.cn"]}, ["mail.from"]),
        ({"to": []}, ["mail.to", "mail.from"]),
        ({"to": ["a@b.cn\nBcc: x@y.cn"], "from": "a@b.cn"}, ["不是邮件地址"]),
        ({"to": ["a@b.cn"], "from": "a@b.cn\r\nX: y"}, ["不是邮件地址"]),
        ({"to": ["局 <a@b.cn>"], "from": "a@b.cn"}, ["不是邮件地址"]),
        ({"to": [3], "from": "a@b.cn"}, ["不是邮件地址"]),
        ({"to": ["a@b.cn, c@d.cn"], "from": "a@b.cn"}, ["不是邮件地址"]),
        ({"to": ["a@b.cn"], "from": "a@b.cn", "by": "pigeon"}, ["sendmail、smtp"]),
        ({"to": ["a@b.cn"], "from": "a@b.cn", "by": "smtp"}, ["mail.server"]),
        ({"to": ["a@b.cn"], "from": "a@b.cn", "by": "smtp", "server": "http://x/"}, ["不是服务器"]),
        ({"to": ["a@b.cn"], "from": "a@b.cn", "by": "smtp", "server": "x:99999"}, ["不是服务器"]),
        ({"to": ["a@b.cn"], "from": "a@b.cn", "security": "ssl"}, ["starttls、tls、none"]),
        (
            {"to": ["a@b.cn"], "from": "a@b.cn", "by": "smtp", "server": "x", "user": "u", "security": "none"},
            ["不能用用户名"],
        ),
    ],
)
def test_what_cannot_be_sent_by_is_refused_with_every_fault(section, told):
    with pytest.raises(Refusal) as refused:
        said(section)
    words = [Wording().fault(fault) for fault in refused.value.faults]
    assert len(words) == len(told)
    assert all(word in text for word, text in zip(told, words, strict=True))


def test_no_section_no_mail_and_the_usual_ports():
    assert mail_settings(SimpleNamespace(sections={"mail": {}})) is None
    asked = {"to": ["a@b.cn"], "from": "a@b.cn", "by": "smtp"}
    found = {each: said({**asked, "server": "s", "security": each}).port for each in ("starttls", "tls", "none")}
    assert found == {"starttls": 587, "tls": 465, "none": 25}
    assert said({**asked, "server": "[::1]:2525"}).host == "::1"


def test_a_password_in_the_settings_is_refused_with_where_it_belongs(tiny, capsys):
    tiny.settings(mail=f'{TO}password = "geheim"')
    assert tiny.run("--quiet") == 4
    told = capsys.readouterr().err
    assert "GONGKAI_SMTP_PASSWORD" in told
    assert "smtp-password" in told
    assert "geheim" not in told


def test_the_password_comes_from_the_environment_or_from_systemd(tmp_path):
    (tmp_path / "smtp-password").write_text("密b\n", "utf-8")
    assert password_of({"GONGKAI_SMTP_PASSWORD": "a"}) == "a"
    assert password_of({"GONGKAI_SMTP_PASSWORD": "a", "CREDENTIALS_DIRECTORY": str(tmp_path)}) == "密b"
    assert password_of({"GONGKAI_SMTP_PASSWORD": "a", "CREDENTIALS_DIRECTORY": str(tmp_path / "none")}) == "a"
    with pytest.raises(MailFailed, match="没有密码"):
        password_of({})


def written(settings=None, **words):
    settings = settings or MailSettings(TWO, "gongkai@example.gov.cn")
    return letter(settings, words.get("subject", "题"), words.get("body", "文\n"), NOON)


def test_words_cannot_become_headers():
    text = written(subject="市\r\nBcc: x@y.cn\r\n\r\n正文", body="Bcc: x@y.cn\n.\nQUIT\n" + "长" * 2000).as_bytes()
    found = message_from_bytes(text, policy=policy.default)
    assert set(found.keys()) >= {"Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted"}
    assert found["Bcc"] is None
    assert found["Subject"] == "市 Bcc: x@y.cn 正文"
    assert found.get_content().startswith("Bcc: x@y.cn\r\n.\r\nQUIT\r\n长")
    assert max(map(len, text.split(b"\r\n"))) < 998


@pytest.fixture
def sendmail(tmp_path, monkeypatch):
    """A sendmail that keeps what it is given."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "sendmail"
    program.write_text(
        f'#!/bin/sh\necho "$@" >>{tmp_path}/words\n/bin/cat >>{tmp_path}/mail\nexit $(/bin/cat {tmp_path}/code)\n'
    )
    program.chmod(0o755)
    (tmp_path / "code").write_text("0")
    monkeypatch.setenv("PATH", str(program.parent))
    return tmp_path


@pytest.mark.xdist_group("tiny city")
def test_the_summary_goes_out_once_for_each_result(tiny, sendmail):
    tiny.settings(mail=TO)
    assert tiny.run("--quiet") == 0
    assert (sendmail / "words").read_text() == "-t -i\n"
    found = message_from_bytes((sendmail / "mail").read_bytes(), policy=policy.default)
    assert (found["To"], found["From"]) == (", ".join(TWO), "gongkai@example.gov.cn")
    assert found["Subject"] == "示例市 2013-07 政务公开检查"
    body = found.get_content()
    assert body.startswith("2013-07 完成：网站 3/3")
    assert "网站 3 个：全部读到 3" in body
    assert str(tiny.var) in body
    assert b"\r" not in (sendmail / "mail").read_bytes()
    tiny.run("--quiet")
    (tiny.folder / "readme.csv").write_text("x", "utf-8")
    tiny.run("--quiet")
    tiny.book.unlink()
    tiny.run("--quiet")
    assert (sendmail / "words").read_text() == "-t -i\n"
    tiny.roster({"hbj": "示例市环保局"})
    tiny.run("--quiet")
    assert (sendmail / "words").read_text() == "-t -i\n" * 2


@pytest.mark.xdist_group("tiny city")
def test_a_mail_that_fails_loses_nothing_is_told_and_is_tried_again(tiny, sendmail, capsys):
    tiny.settings(mail=TO)
    (sendmail / "code").write_text("75")
    assert tiny.run("--quiet") == 3
    said = capsys.readouterr()
    assert "2013-07 完成" in said.out
    assert "总结没有寄出：sendmail 没有收下：75。结果都在，下次启动再寄" in said.err
    assert "没有寄出" in (tiny.var / "log" / "run.log").read_text("utf-8")
    before = tiny.stored()
    (sendmail / "code").write_text("0")
    assert tiny.run("--quiet") == 0
    assert tiny.stored() == before
    assert (sendmail / "words").read_text() == "-t -i\n" * 2
    assert tiny.run("--strict", "--quiet") == 1


def test_without_any_sendmail_it_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(mailing, "PLACES", ())
    with pytest.raises(MailFailed, match="没有 sendmail"):
        send(MailSettings(TWO, "a@b.cn"), written(), {"PATH": str(tmp_path)})


class Box:
    """What a server took; it refuses the address `refused`."""

    def __init__(self):
        self.mails, self.refused, self.users = [], "", []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == self.refused:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"

    def authenticate(self, server, session, envelope, mechanism, data):
        self.users.append((data.login, data.password))
        return AuthResult(success=data.password == b"geheim", handled=False)


@pytest.fixture
def box():
    return Box()


def serving(box, **words):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, **words)
    controller.start()
    return controller, port


@pytest.fixture
def server(box):
    """Starts servers, and stops them."""
    started = []

    def start(**words):
        controller, port = serving(box, **words)
        started.append(controller)
        return port

    yield start
    for controller in started:
        controller.stop()


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def context(authority):
    found = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(found)
    return found


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch):
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def by(port, security, **more):
    return MailSettings(TWO, "gongkai@example.gov.cn", "smtp", "127.0.0.1", port, more.get("user", ""), security)


def test_a_server_takes_it_and_says_whom_it_does_not_know(box, server):
    box.refused = TWO[1]
    port = server()
    assert send(by(port, "none"), written(body="网站"), {}) == (TWO[1],)
    ((to, content),) = box.mails
    assert to == [TWO[0]]
    assert message_from_bytes(content, policy=policy.default).get_content().strip() == "网站"


def test_by_starttls_with_a_password_from_outside(box, server, context, trusted):
    words = {"tls_context": context, "require_starttls": True, "authenticator": box.authenticate}
    port = server(**words)
    assert send(by(port, "starttls", user="gongkai"), written(), {"GONGKAI_SMTP_PASSWORD": "geheim"}) == ()
    assert box.users == [(b"gongkai", b"geheim")]
    assert len(box.mails) == 1
    with pytest.raises(MailFailed) as failed:
        send(by(port, "starttls", user="gongkai"), written(), {"GONGKAI_SMTP_PASSWORD": "falsch"})
    assert "535" in failed.value.values["error"]
    assert "falsch" not in str(failed.value.values)


def test_by_tls(box, server, context, trusted):
    assert send(by(server(ssl_context=context), "tls"), written(), {}) == ()
    assert len(box.mails) == 1


@pytest.mark.parametrize(("security", "words"), [("starttls", "tls_context"), ("tls", "ssl_context")])
def test_a_certificate_that_nobody_vouches_for_gets_nothing(box, server, context, security, words):
    port = server(**{words: context})
    with pytest.raises(MailFailed) as failed:
        send(by(port, security, user="gongkai"), written(), {"GONGKAI_SMTP_PASSWORD": "geheim"})
    assert "CERTIFICATE_VERIFY_FAILED" in failed.value.values["error"]
    assert (box.mails, box.users) == ([], [])


def test_a_server_that_does_not_encrypt_gets_no_password(box, server):
    port = server(authenticator=box.authenticate, auth_require_tls=False)
    with pytest.raises(MailFailed):
        send(by(port, "starttls", user="gongkai"), written(), {"GONGKAI_SMTP_PASSWORD": "geheim"})
    assert (box.mails, box.users) == ([], [])


def test_a_server_that_is_not_there_or_a_password_of_other_letters_is_told(box, server):
    with pytest.raises(MailFailed, match="服务器"):
        send(by(1, "none"), written(), {})
    with pytest.raises(MailFailed, match="ASCII"):
        send(by(server(), "tls", user="a"), written(), {"GONGKAI_SMTP_PASSWORD": "密"})


def test_the_template_is_a_section_that_is_taken():
    import tomllib

    assert said(tomllib.loads(TEMPLATE)["mail"]).by == "sendmail"
    lines = [line.removeprefix("# ") for line in TEMPLATE.replace('"sendmail"', '"smtp"').splitlines()]
    assert said(tomllib.loads("\n".join(lines))["mail"]).port == 587
