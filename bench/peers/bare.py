"""The bare loop: what fetching, parsing and storing pages costs at least, in one process. `bench/limit.py` says what it leaves out.

    python bench/peers/bare.py FOLDER

FOLDER holds homes.txt, an address a line; pages.sqlite is written into it. Every address on the hosts of these homes that
links and frames reach is asked for once, over one plain connection to each host, and its row holds the status, the title,
the text, how many links it has, and the bytes as they came, compressed.
"""

from __future__ import annotations

import hashlib
import re
import selectors
import socket
import sqlite3
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import ada_url
import turbohtml
from isal import isal_zlib

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.padding import CHARSET
from bench.peers import Job, Peer, script

BATCH = 200
CHUNK = 1 << 18
LIST, ROWS = "homes.txt", "pages.sqlite"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
TYPE = re.compile(rb"\r\ncontent-type: *([^\r]*)", re.IGNORECASE)
UNSEEN = "script, style, noscript, template"
LINKS = "a[href], area[href], frame[src], iframe[src]"


class Rows:
    """Pages into SQLite, in batches. Nothing is synced to disk."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / ROWS, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute(
            "CREATE TABLE pages (url TEXT PRIMARY KEY, status INTEGER, title TEXT, text TEXT, links INTEGER, body BLOB)"
        )
        self._rows: list[tuple[str, int, str, str, int, bytes]] = []

    def add(self, url: str, status: int, title: str, text: str, links: int, body: bytes) -> None:
        """Keeps a row for the next batch."""
        self._rows.append((url, status, title, text, links, isal_zlib.compress(body, 1)))
        if len(self._rows) >= BATCH:
            self.write()

    def write(self) -> None:
        """Writes what waits."""
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?)", self._rows)
        self._db.execute("COMMIT")
        self._rows.clear()


class Host:
    """One host: its connection, what waits to be asked for, and every address written on its pages so far."""

    def __init__(self, name: str, origin: str) -> None:
        self.name, self.origin = name, origin
        self.waiting: deque[str] = deque()
        self.written: set[str] = set()
        self.asked = ""
        self._line = socket.create_connection((name.partition(":")[0], int(name.partition(":")[2] or 80)))
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._came = bytearray()
        self._need = 0

    def fileno(self) -> int:
        """The connection's, for whoever waits on many."""
        return self._line.fileno()

    def ask(self) -> None:
        """Asks for the next address, unless one is on its way or none is left."""
        if self.waiting and not self.asked:
            self.asked = self.waiting.popleft()
            head = f"GET {self.asked} HTTP/1.1\r\nHost: {self.name}\r\nUser-Agent: bare\r\n\r\n"
            self._line.sendall(head.encode())

    def hear(self) -> tuple[bytes, bytes] | None:
        """(head, body) of the answer once it is whole."""
        came, chunk = self._came, self._line.recv(CHUNK)
        if not chunk:
            raise SystemExit(f"{self.name} hung up")
        came += chunk
        if not self._need:
            if (end := came.find(b"\r\n\r\n")) < 0:
                return None
            length = LENGTH.search(came, 0, end + 2)
            self._start, self._need = end + 4, end + 4 + int(length[1] if length else 0)
        if len(came) < self._need:
            return None
        answer = bytes(came[: self._start - 2]), bytes(came[self._start :])
        self._came, self._need, self.asked = bytearray(), 0, ""
        return answer


class Loop:
    """Asks, reads and stores until nothing is left."""

    def __init__(self, homes: Sequence[str], rows: Rows) -> None:
        self._rows = rows
        self._hosts: dict[str, Host] = {}
        self._seen: set[tuple[str, str]] = set()
        for home in homes:
            found = ada_url.parse_url(home, attributes=("origin", "host"))
            if found["host"] not in self._hosts:
                self._hosts[found["host"]] = Host(found["host"], found["origin"])
        for home in homes:
            self._meet(home)

    def run(self) -> None:
        """Does everything."""
        with selectors.EpollSelector() as ready:
            for host in self._hosts.values():
                ready.register(host, selectors.EVENT_READ)
                host.ask()
            while any(host.asked for host in self._hosts.values()):
                for key, _ in ready.select():
                    self._take(key.fileobj)  # type: ignore[arg-type]  # registered above
        self._rows.write()

    def _take(self, host: Host) -> None:
        path = host.asked
        answer = host.hear()
        if answer is None:
            return
        host.ask()  # the site works while this process reads
        head, body = answer
        status, kind = int(head[9:12]), TYPE.search(head)
        title, text, hrefs = "", "", []
        if kind and kind[1].startswith(b"text/html"):
            title, text, hrefs = read(body, kind[1])
        url = host.origin + path
        self._rows.add(url, status, title, text, len(hrefs), body)
        if status == 200:
            self._follow(host, url, hrefs)
        host.ask()

    def _follow(self, host: Host, url: str, hrefs: Sequence[str]) -> None:
        folder = url.partition("?")[0].rpartition("/")[0]
        for href in hrefs:
            mark = href if href[:1] == "/" else f"{folder} {href}" if href[:1] not in "?#" else f"{url} {href}"
            if mark not in host.written:
                host.written.add(mark)
                try:
                    self._meet(ada_url.join_url(url, href.strip()))
                except ValueError:
                    continue

    def _meet(self, url: str) -> None:
        found = ada_url.parse_url(url, attributes=("protocol", "host", "pathname", "search"))
        host, path = self._hosts.get(found["host"]), found["pathname"] + found["search"]
        if host and found["protocol"] == "http:" and (host.name, path) not in self._seen:
            self._seen.add((host.name, path))
            host.waiting.append(path)
            host.ask()


def encoding(body: bytes, kind: bytes) -> str:
    """The encoding that an answer names."""
    found = CHARSET.search(kind) or CHARSET.search(body[:1000])
    name = found[1].decode().lower() if found else "utf-8"
    return "gb18030" if name in ("gb2312", "gbk") else name


def read(body: bytes, kind: bytes) -> tuple[str, str, list[str]]:
    """(title, text, addresses as written) of a page."""
    tree = turbohtml.parse(body.decode(encoding(body, kind), "replace"))
    name = tree.find("title")
    hrefs = [node.attr("href") or node.attr("src") or "" for node in tree.select(LINKS)]
    whole = tree.find("body")
    if whole is None:
        return name.text if name else "", "", hrefs
    whole.remove(UNSEEN)
    return name.text if name else "", " ".join(" ".join(whole.strings).split()), hrefs


def check(folder: Path, served: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the rows: each served page must have one with its bytes, and the text that another parser finds in them."""
    with sqlite3.connect(folder / ROWS) as db:
        rows = {row[0]: row[1:] for row in db.execute("SELECT url, title, text, links, body FROM pages")}
    for url, sha256 in served.items():
        title, text, links, packed = rows.get(url, ("", "", 0, isal_zlib.compress(b"")))
        body = isal_zlib.decompress(packed)
        if hashlib.sha256(body).hexdigest() != sha256:
            yield f"{url}: not the bytes that were served"
        elif (links or text) and (squeezed(title), squeezed(text), links) != other(body):
            yield f"{url}: not the text that another parser finds"


def other(body: bytes) -> tuple[str, str, int]:
    """(title, text, links) of a page by another parser, without white space."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(body.decode(encoding(body, b""), "replace"))
    name, links = tree.css_first("title"), len(tree.css(LINKS))
    if tree.body is None:
        return squeezed(name.text() if name else ""), "", links
    for node in tree.body.css(UNSEEN):
        node.decompose()
    return squeezed(name.text() if name else ""), squeezed(tree.body.text()), links


def squeezed(text: str) -> str:
    """A text without white space: parsers differ in that."""
    return "".join(text.split())


def command(job: Job) -> Sequence[str]:
    """The loop in a process of its own."""
    (job.folder / LIST).write_text("\n".join(job.addresses), "utf-8")
    return script("bare.py", str(job.folder))


NAME = "bare loop"
PEERS = (Peer(NAME, command, check=check),)


def main() -> None:
    """Crawls."""
    folder = Path(sys.argv[1])
    Loop((folder / LIST).read_text("utf-8").split("\n"), Rows(folder)).run()


if __name__ == "__main__":
    main()
