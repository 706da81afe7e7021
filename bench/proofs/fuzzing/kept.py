"""A small archive, as bytes."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import datetime
from pathlib import Path

from crawler.archive import Archive
from crawler.keeping import Keeper, Kept, Step
from crawler.period import CHINA, Period
from crawler.warc import response_record

MONTH, MOMENT = Period(2013, 7), datetime(2013, 7, 5, 9, tzinfo=CHINA)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
PAGES = {"http://a.gov.cn/": b"<html>one", "http://a.gov.cn/2": "公开".encode() * 20, "http://a.gov.cn/3": b"<html>one"}


def archived() -> dict[str, bytes]:
    """The files of an archive of three pages, by their places in its folder."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        with Archive(place) as archive:
            keeper = Keeper(archive, MONTH, "test")
            for url, body in PAGES.items():
                keeper.apply(Step("czj", (_kept(url, body),)))
            keeper.close()
        files = (each for each in place.rglob("*") if each.is_file() and each.name in ("archive.db", "czj.warc.gz"))
        return {str(each.relative_to(place)): each.read_bytes() for each in files}


def _kept(url: str, body: bytes) -> Kept:
    digest, at = hashlib.sha256(body).hexdigest(), MOMENT.isoformat()
    columns = {
        "url": url, "final_url": url, "label": "", "seen_on": "", "depth": 0, "kind": "page", "status": 200, "reason": "",
        "note": "", "media_type": "text/html", "sha256": digest, "size": len(body), "fetched": at, "last_modified": "",
        "etag": "", "stored": at,
    }  # fmt: skip
    return Kept(columns, response_record(url, MOMENT, HEAD, body, digest))
