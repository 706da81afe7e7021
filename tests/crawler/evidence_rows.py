"""An archive of one site, row by row and byte by byte as a test wants it."""

import gzip
import hashlib
import sqlite3
from contextlib import closing

from crawler.archive import Archive
from crawler.verify import Count, verify

FILE = "warc/2013-07/czj.warc.gz"
URL, ASKED = "http://a.cn/", "http://a.cn/asked"
HTTP = b"HTTP/1.1 200 OK\r\n\r\n"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def text(block=HTTP + b"body", first="WARC/1.1", end=b"\r\n\r\n", body=b"body", **fields):
    """A record before it is packed; a field that is None is left out."""
    named = {
        "WARC_Type": "response", "WARC_Target_URI": URL, "WARC_Payload_Digest": f"sha256:{sha256(body)}",
        "WARC_Block_Digest": f"sha256:{sha256(block)}", "Content_Type": "application/http; msgtype=response",
        "Content_Length": str(len(block)),
    } | fields  # fmt: skip
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value is not None]
    return "\r\n".join([first, *lines, "", ""]).encode() + block + end


def pack(*texts):
    return b"".join(gzip.compress(each, 1, mtime=0) for each in texts)


GOOD = pack(text())
SIZE = len(GOOD)


class Site:
    """An archive of one site, row by row as the test wants it; what is not given is as it should be."""

    def __init__(self, folder):
        Archive(folder).close()
        self.folder = folder

    def run(self, sql, *values):
        with closing(sqlite3.connect(self.folder / "archive.db")) as db, db:
            db.execute(sql, values)

    def visit(self, period="2013-07", site="czj", finished="x"):
        self.run("INSERT INTO visits VALUES (?, ?, '', '', ?, 0, '', '', 0, x'')", period, site, finished)

    def file(self, data, path=FILE, committed=None, whole=""):
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(data)
        self.run("INSERT INTO warcs VALUES (?, ?, ?)", path, len(data) if committed is None else committed, whole)

    def record(self, data, offset=0, path=FILE, length=None, digest=None):
        told = sha256(data) if digest is None else digest
        self.run("INSERT INTO records VALUES (?, ?, ?, ?)", path, offset, len(data) if length is None else length, told)

    def capture(self, offset=0, length=SIZE, body=b"body", **columns):
        row = {
            "period": "2013-07", "site": "czj", "url": ASKED, "final_url": URL, "label": "", "seen_on": "",
            "depth": 0, "kind": "page", "status": 200, "reason": "", "note": "", "media_type": "", "sha256": sha256(body),
            "size": 0, "fetched": "", "last_modified": "", "etag": "", "warc": FILE, "offset": offset, "length": length,
        } | columns  # fmt: skip
        names = ", ".join(f'"{name}"' for name in row)
        self.run(f"INSERT INTO captures ({names}) VALUES ({', '.join('?' * len(row))})", *row.values())

    def one(self, data, digest=None, **columns):
        """A file of this record alone, to which a capture points."""
        self.visit()
        self.file(data)
        self.record(data, digest=digest)
        if columns:
            self.capture(length=len(data), **columns)
        return self.said()

    def said(self, **more):
        return [(each.path, each.offset, each.address, each.what) for each in verify(self.folder, **more)]

    def counted(self, **more):
        count = Count()
        list(verify(self.folder, count=count, **more))
        return count
