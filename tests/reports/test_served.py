"""`gongkai report --open`: the report is given out to this machine alone, and nothing else is."""

import http.client
import signal
import subprocess
import sys
import webbrowser
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from reports.cli import main
from reports.served import HEADERS, about_file, listening
from reports.session import Usage
from reports.wording import Wording
from tests.reports.judged import city

WHEN = ["--period", "2013-07", "--as-of", "2013-08-05", "--lang", "zh"]
WRITTEN = "assets/files.txt"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return city(tmp_path_factory.mktemp("served") / "w")


@pytest.fixture(scope="module")
def served(workspace):
    """A report in a folder that holds other things, too, given out by a server in this process."""
    folder = workspace / "public"
    assert main(["report", "--quiet", "-o", str(folder), "--workspace", str(workspace), *WHEN]) == 0
    (folder / "notes.txt").write_text("mine", "utf-8")
    (folder / "department" / ".hidden").write_text("mine", "utf-8")
    (workspace / "secret.html").write_text("secret", "utf-8")
    (folder / "leads-out.html").symlink_to(workspace / "secret.html")
    (folder / "leads-in.html").symlink_to(folder / "index.html")
    listed = folder / WRITTEN
    more = "leads-out.html\nleads-in.html\n../secret.html\nassets\n"
    listed.write_text(listed.read_text("utf-8") + more, "utf-8")
    with listening(0, Wording()) as server:
        server.folder = folder
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def ask(served):
    """Asks for a path as it is written, nothing put right, and returns the answer with its body."""

    def asking(path, method="GET", body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", served.server_port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_host="Host" in named, skip_accept_encoding=True)
        for name, value in named.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    return asking


def test_every_file_of_the_report_is_given_out_as_what_it_is(served, ask):
    own = [
        name for name in (served.folder / WRITTEN).read_text("utf-8").splitlines() if "." in name and "lead" not in name
    ]
    assert len(own) > 10
    for name in own[:-1]:
        answer = ask(f"/{name}")
        assert answer.status == 200
        assert answer.body == (served.folder / name).read_bytes()
        assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert ask("/").body == ask("/index.html?x=1").body == (served.folder / "index.html").read_bytes()


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/report.css", "text/css; charset=utf-8"),
        ("assets/table.js", "text/javascript; charset=utf-8"),
        ("assets/files.txt", "text/plain; charset=utf-8"),
        ("assets/vendor/minisearch.LICENSE", "text/plain; charset=utf-8"),
        ("assets/vendor/README.md", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_has_its_media_type_and_its_encoding(ask, name, type):
    assert ask(f"/{name}").headers["Content-Type"] == type


def test_what_has_no_known_name_is_only_bytes_and_a_stored_text_has_the_encoding_of_its_site():
    assert about_file(Path("x.exe")) == {"Content-Type": "application/octet-stream"}
    assert about_file(Path("X.PDF")) == {"Content-Type": "application/pdf"}
    assert about_file(Path("copy/1.html.txt"))["Content-Type"] == "text/plain"
    assert about_file(Path("copy/1.svg"))["Content-Type"] == "application/octet-stream"


def test_in_a_stored_page_no_script_may_run():
    policy = about_file(Path("copy/1.html"))["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html",
        "/..%2f..%2fsecret.html",
        "/%2e%2e/%2e%2e/secret.html",
        "/assets/../../../secret.html",
        "/assets/..%5c..%5c..%5csecret.html",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/etc/passwd",
        "/C:%5cWindows%5cwin.ini",
        "/index.html%00.txt",
        "/index.html/",
        "/%ff%fe",
        "/leads-out.html",
        "/notes.txt",
        "/department/.hidden",
        "/department/",
        "/department",
        "/assets",
        "/assets/",
        "/../gongkai.toml",
        "/../var/gongkai.sqlite",
        "http://127.0.0.1/../../secret.html",
        "/" + "a" * 5000,
    ],
)
def test_nothing_but_the_report_is_given_out_and_no_folder_is_listed(ask, path):
    answer = ask(path)
    assert answer.status == 404
    assert b"secret" not in answer.body
    assert b"mine" not in answer.body
    assert "没有这一页" in answer.body.decode()
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_a_link_within_the_folder_is_followed(served, ask):
    assert ask("/leads-in.html").body == (served.folder / "index.html").read_bytes()


def test_every_answer_keeps_pages_of_elsewhere_out(ask):
    answer = ask("/index.html")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "file:" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Server"] == "gongkai"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "127.0.0.1:x", "[::1]:80"]
)
def test_a_name_of_elsewhere_that_was_turned_to_this_machine_gets_nothing(ask, host):
    answer = ask("/index.html", Host=host)
    assert answer.status == 421
    assert b"ranking" not in answer.body


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1234", "127.0.0.1", "127.0.0.1:9"])
def test_a_name_of_this_machine_is_good_with_the_port_of_a_tunnel_too(ask, host):
    assert ask("/index.html", Host=host).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_changed(ask, method):
    answer = ask("/index.html", method, body=b"x", Content_Length="1")
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert answer.headers["Connection"] == "close"


def test_a_method_that_nobody_knows_is_refused(ask):
    assert ask("/index.html", "BREW").status == 501


def test_a_head_is_a_page_without_its_body(served, ask):
    whole = ask("/index.html")
    answer = ask("/index.html", "HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Length"] == whole.headers["Content-Length"]
    assert ask("/none.html", "HEAD").status == 404


def test_a_range_is_answered_with_the_whole_as_it_may_be(ask):
    answer = ask("/index.html", Range="bytes=0-9")
    assert answer.status == 200
    assert answer.headers["Accept-Ranges"] == "none"
    assert answer.body == ask("/index.html").body


def test_a_page_that_has_not_changed_is_not_sent_again_and_one_that_has_is(served, ask):
    first = ask("/topics.html")
    assert first.headers["Cache-Control"] == "no-cache"
    again = ask("/topics.html", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    path = served.folder / "topics.html"
    before = path.read_bytes()
    path.write_bytes(before + b"<!-- -->")
    changed = ask("/topics.html", If_None_Match=first.headers["ETag"])
    path.write_bytes(before)
    assert (changed.status, changed.body) == (200, before + b"<!-- -->")


def test_several_pages_are_asked_for_over_one_connection(served):
    connection = http.client.HTTPConnection("127.0.0.1", served.server_port, timeout=10)
    for name in ("index.html", "none.html", "ledger.html"):
        connection.request("GET", f"/{name}")
        answer = connection.getresponse()
        answer.read()
        assert not answer.will_close
    connection.close()


def test_a_port_that_is_taken_or_is_none_is_told_in_a_sentence(served, workspace, capsys):
    for port, words in ((served.server_port, "已被占用"), (70000, "0 到 65535"), (-1, "0 到 65535")):
        assert main(["report", "--open", "--port", str(port), "--workspace", str(workspace), *WHEN]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert words in said.err
        assert len(said.err.splitlines()) == 1  # and nothing was written


def test_a_port_that_needs_more_rights_is_told(monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr("reports.served.Server.server_bind", refuse)
    with pytest.raises(Usage, match="不许使用"):
        listening(80, Wording())


def test_a_port_without_open_is_a_mistake(workspace, capsys):
    assert main(["report", "--port", "8000", "--workspace", str(workspace), *WHEN]) == 2
    assert "--open" in capsys.readouterr().err


class Window:
    """A browser of the machine: what it was told to open, and whether it can; then Ctrl-C is pressed."""

    def __init__(self, works=True):
        self.works, self.opened = works, []

    def open(self, address):
        self.opened.append(address)
        return self.works


@pytest.fixture
def opened(workspace, monkeypatch, capsys):
    """Calls `report --open` with a browser, and ends it by Ctrl-C once the browser was told; returns the code and what was said."""

    def opening(*words, browser):
        def get():
            if browser is None:
                raise webbrowser.Error
            return browser

        def served(server):
            shown.join(10)
            raise KeyboardInterrupt

        class Shown(Thread):
            def start(self):
                nonlocal shown
                shown = self
                super().start()

        shown = None
        monkeypatch.setattr("reports.served.Thread", Shown)
        monkeypatch.setattr("reports.served.Server.serve_forever", served)
        monkeypatch.setattr(webbrowser, "get", get)
        code = main(["report", "--open", *words, "--workspace", str(workspace), *WHEN])
        return code, capsys.readouterr().err

    return opening


def test_the_browser_is_told_the_address(opened):
    window = Window()
    code, said = opened(browser=window)
    assert code == 0
    (address,) = window.opened
    assert urlsplit(address).hostname == "127.0.0.1"
    assert f"网页报告：{address}" in said
    assert "请自己打开" not in said
    assert opened("--quiet", browser=Window()) == (0, "")


@pytest.mark.parametrize("browser", [None, Window(works=False), webbrowser.GenericBrowser("w3m")])
def test_without_a_browser_that_has_a_window_the_address_is_said_even_to_who_wants_quiet(opened, monkeypatch, browser):
    monkeypatch.delenv("BROWSER", raising=False)
    code, said = opened("--quiet", browser=browser)
    assert code == 0
    assert said.startswith("没有找到可以打开的浏览器，请自己打开 http://127.0.0.1:")


@pytest.mark.proof
def test_ctrl_c_ends_it_well(workspace):
    """The program itself, as a person starts and ends it."""
    heard = "signal.signal(signal.SIGINT, signal.default_int_handler)"  # a shell starts what is in the background without it
    call = f"import signal, sys; {heard}; from reports.cli import main; sys.exit(main(sys.argv[1:]))"
    words = [sys.executable, "-c", call, "report", "--open", "--workspace", str(workspace), *WHEN]
    environment = {"PATH": "/nonexistent", "PYTHONPATH": ":".join(sys.path), "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as process:
        lines = iter(process.stderr.readline, "")
        address = next(line for line in lines if "网页报告" in line).partition("：")[2].partition("（")[0]
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        connection.close()
    assert process.returncode == 0
    assert "Traceback" not in rest
