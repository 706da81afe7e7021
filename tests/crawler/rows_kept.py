"""What a keeper is handed, each column something else, and what it has written, row by row."""

from datetime import datetime

from crawler.families import Lead
from crawler.frontier import Row
from crawler.period import CHINA, Period
from crawler.warc import Record

JUNE, JULY = Period(2013, 6), Period(2013, 7)
MOMENT = datetime(2013, 7, 5, 9, 0, 0, 123456, tzinfo=CHINA)
STAMP = "2013-07-05T09:00:00+08:00"
HOME = "http://a.cn/x/"
FILE = "warc/2013-07/czj.warc.gz"


def columns(name="a", **changes):
    return {
        "url": f"{HOME}{name}", "final_url": "f", "label": "l", "seen_on": "s", "depth": 1, "kind": "page", "status": 200,
        "reason": "", "note": "n", "media_type": "m", "sha256": "h", "size": 2, "fetched": STAMP, "last_modified": "lm",
        "stored": STAMP, "etag": "e",
    } | changes  # fmt: skip


def record(text):
    return Record(text.encode(), f"sha256 of {text}", "")


def row(name, label="l", **more):
    return Row(f"a.cn/{name}", Lead(f"{HOME}{name}", label), "s", 1, **more)


def rows(archive, table, *names):
    """A table in its order, some columns of it or all."""
    asked = ", ".join(f'"{name}"' for name in names) or "*"
    return archive.db.execute(f"SELECT {asked} FROM {table}").fetchall()


def tables(archive):
    return {
        name: rows(archive, name) for name in ("captures", "visits", "frontier", "nowhere", "hosts", "robots", "rests")
    }
