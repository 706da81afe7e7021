"""A tiny loopback site for tests: pages by path, or a function that misbehaves on the socket; with a log."""

import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

from crawler.settings import CrawlSettings

TEXT = "这里是市财政局的网站，欢迎来到政务公开栏目，请点击下面的链接查看详细内容。"
HOME = f"<html><title>市财政局</title><body><p>{TEXT}</p>{{}}</body></html>"


def page(*links, title="市财政局"):
    """A page with links: (href, label) each."""
    listed = "".join(f'<a href="{href}">{label}</a>' for href, label in links)
    return HOME.replace("市财政局</title>", f"{title}</title>").format(listed)


class Site:
    """`pages` maps a path to (status, headers, body), to a body, or to a function of the request handler."""

    def __init__(self, pages, host="127.0.0.1"):
        self.pages = pages
        self.log = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def do_GET(self):
                site.log.append((time.monotonic(), self.path))
                found = site.pages.get(self.path, (404, {}, b"no such thing"))
                if callable(found):
                    found = found(self)
                    if found is None:
                        return
                status, headers, body = found if isinstance(found, tuple) else (200, {}, found)
                body = body.encode() if isinstance(body, str) else body
                self.send_response(status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer((host, 0), Handler)
        self.server.daemon_threads = True
        self.home = f"http://{host}:{self.server.server_port}/"

    def asked(self, path):
        return sum(1 for _, each in self.log if each == path)


@contextmanager
def serve(pages, host="127.0.0.1"):
    """A site that is served while the block runs."""
    site = Site(pages, host)
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()
        thread.join()


def reset(handler):
    """Sends the beginning of an answer and resets the connection."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbeginning")
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    handler.connection.close()
    handler.close_connection = True


def slow(handler):
    """Does not answer for a long time."""
    time.sleep(3)
    handler.close_connection = True


def settings(**changes):
    """Fast settings that allow loopback."""
    loopback = (ip_network("127.0.0.0/8"),)
    usual = {
        "delay": 0.0,
        "allow_addresses": loopback,
        "timeout": 1.0,
        "words": ("三公经费", "流程图"),
        "browser": False,
    }
    return CrawlSettings(**(usual | changes))
