"""Serves the web report to this machine alone: `gongkai report --open`.

Only what the report is made of is given out, whatever else is in its folder; only to who calls this machine by a name of
its own, so that no page of elsewhere can read it under a name that it has turned here.
"""

from __future__ import annotations

import os
import socketserver
import webbrowser
from collections.abc import Mapping
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from markupsafe import escape

from reports.copies.made import FOLDER
from reports.session import Session, Usage
from reports.site.written import FIRST, FOLDER_POLICY, WRITTEN, site_of
from reports.wording import Wording

DONE = 0
HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
PATIENCE = 30.0  # seconds that a connection may be silent
TEXT, ANY = "text/plain; charset=utf-8", "application/octet-stream"
TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": TEXT,
    ".md": TEXT,
    ".license": TEXT,
    ".notice": TEXT,
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".bmp": "image/bmp",
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".rtf": "application/rtf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
COPIES = f"{FOLDER}/"  # stored pages and files of others
OWN_POLICY = f"{FOLDER_POLICY.replace(' file:', '')}; frame-ancestors 'none'"
# No script may run; which styles may be is said by each page itself, by their digests.
COPY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": OWN_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "Accept-Ranges": "none",
}


def serve_report(session: Session) -> int:
    """Writes the report, serves it until Ctrl-C and opens it in the browser. Raises Usage for a port that cannot be had, and what
    writing raises."""
    with listening(session.options.port, session.wording) as server:
        server.folder = site_of(session).parent
        session.say("网页报告：{address}（只有本机能打开，按 Ctrl-C 结束）", address=server.address)
        Thread(target=_show, args=(server.address, session), daemon=True).start()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            session.say("已结束")
    return DONE


def listening(port: int, wording: Wording) -> Server:
    """A server at a port of this machine, 0 for any that is free; its folder is still to be named. Raises Usage for one it cannot have."""
    try:
        return Server(port, wording)
    except OverflowError:
        raise Usage("端口是 0 到 65535 的数") from None
    except PermissionError:
        raise Usage("端口 {port} 不许使用，请换一个（--port），或不写 --port", port=str(port)) from None
    except OSError:
        raise Usage("端口 {port} 已被占用，请换一个（--port），或不写 --port", port=str(port)) from None


def _show(address: str, session: Session) -> None:
    """Opens an address; where there is no browser with a window, says so even to who wants quiet, for nothing else is to be seen."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        browser = None
    # What is exactly that type runs in the terminal, and would take it from us; who names such a one wants it.
    in_terminal = type(browser) is webbrowser.GenericBrowser and not os.environ.get("BROWSER")
    if browser is None or in_terminal or not browser.open(address):
        session.complain("没有找到可以打开的浏览器，请自己打开 {address}", address=address)


class Server(ThreadingHTTPServer):
    """Gives out what the report in `folder` consists of."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name != "nt"  # there it would let two servers have one port

    def __init__(self, port: int, wording: Wording) -> None:
        super().__init__((HOST, port), Handler)
        self.folder = Path(os.devnull)
        self.wording = wording

    def server_bind(self) -> None:
        """Binds, without asking any name server what this machine is called."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no fault, and nobody reads of others here."""

    @property
    def address(self) -> str:
        """Where the report is."""
        return f"http://{HOST}:{self.server_port}/"

    def file(self, path: str) -> Path | None:
        """The file of the report that a path names; None for all else, also for what a link in the folder leads out to."""
        name = unquote(path, errors="replace").removeprefix("/") or FIRST
        listed = self.folder / WRITTEN
        if name != WRITTEN and name not in listed.read_text("utf-8").splitlines():
            return None
        found = (self.folder / name).resolve()
        return found if found.is_relative_to(self.folder.resolve()) and found.is_file() else None


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD, and refuses all else."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE

    def version_string(self) -> str:
        """Nothing more than who answers."""
        return "gongkai"

    def do_GET(self) -> None:
        """A file of the report, or a page that says that there is none."""
        if self.headers.get("Content-Length") or self.headers.get("Transfer-Encoding"):
            self.close_connection = True  # what follows is no request
        if _name(self.headers.get("Host", "")) not in NAMES:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        try:
            found = self.server.file(urlsplit(self.path).path)
            body, about = (found.read_bytes(), found.stat()) if found else (b"", None)
        except (OSError, ValueError):
            found, about = None, None
        if found is None or about is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        tag = f'"{about.st_mtime_ns:x}-{about.st_size:x}"'
        changed = {"ETag": tag, "Last-Modified": formatdate(about.st_mtime, usegmt=True)}
        if tag in self.headers.get("If-None-Match", ""):
            self._answer(HTTPStatus.NOT_MODIFIED, changed)
        else:
            self._answer(
                HTTPStatus.OK, {**about_file(found.relative_to(self.server.folder.resolve())), **changed}, body
            )

    do_HEAD = do_GET

    def _refuse(self) -> None:
        self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = _refuse

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A short page; what was asked is not repeated in it."""
        headers = {"Content-Type": TYPES[".html"]}
        if code != HTTPStatus.NOT_FOUND:
            headers["Connection"] = "close"
        if code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = "GET, HEAD"
        self._answer(HTTPStatus(code), headers, _error(HTTPStatus(code), self.server.wording))

    def _answer(self, status: HTTPStatus, headers: Mapping[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in {**HEADERS, **headers}.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: who sits here sees it in the browser."""


def _error(status: HTTPStatus, wording: Wording) -> bytes:
    language, say = wording.either("zh-CN", "en"), wording.say
    missing = status is HTTPStatus.NOT_FOUND
    words = escape(say("没有这一页") if missing else status.phrase)
    back = f'<p><a href="/">{escape(say("全市"))}</a></p>' if missing else ""
    head = f'<html lang="{language}"><meta charset="utf-8"><title>{words}</title>'
    return f"<!doctype html>{head}<h1>{words}</h1>{back}".encode()


def about_file(file: Path) -> dict[str, str]:
    """What the headers say of a file of the report, by its name alone, as the machine's own list of types may say anything."""
    type = TYPES.get(file.suffix.lower() or ".txt", ANY)
    if not file.as_posix().startswith(COPIES):
        return {"Content-Type": type}
    # A stored text is in whatever encoding its site had.
    return {"Content-Type": "text/plain" if type == TEXT else type, "Content-Security-Policy": COPY_POLICY}


def _name(host: str) -> str:
    """The name in a Host header; the port may be that of a tunnel."""
    name, _, port = host.partition(":")
    return name.lower() if not port or (port.isascii() and port.isdigit()) else ""
