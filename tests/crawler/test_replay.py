"""Both months come back from the WARC files alone, as programs that replay them look for them."""

import gzip
import hashlib
import json
import time
from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive, Known
from crawler.families import Lead
from crawler.frontier import Row
from crawler.outcome import GOOD, Answer, Verdict
from crawler.period import CHINA, Period
from crawler.recording import keep
from crawler.run import crawl
from crawler.scope import Target
from crawler.snapshot import Reason
from crawler.verify import verify
from tests.crawler.little_site import page, serve, settings

JULY, AUGUST = Period(2013, 7), Period(2013, 8)
WHEN = datetime(2013, 7, 3, 9, 30, 15, 987654, CHINA)
ROW = Row("a", Lead("http://a.cn/"), "", 0)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n"


def tagged(body):
    """A page that says 304 to whoever has it."""

    def answer(handler):
        same = handler.headers.get("If-None-Match") == '"1"'
        return (304, {"ETag": '"1"'}, b"") if same else (200, {"ETag": '"1"', "X-Own": "of July"}, body)

    return answer


PAGES = {
    "/": tagged(page(("/same.html", "没有标签"), ("/new.html", "要变"), ("/out", "别处"), title="首页")),
    "/same.html": page(title="没有标签的页"),
    "/new.html": page(title="七月"),
    "/out": (302, {"Location": "http://elsewhere.example/"}, b""),
}


class Replay:
    """What a replay program makes of WARC files: it knows nothing of archive.db."""

    def __init__(self, paths):
        self.found = {}
        for path in paths:
            with path.open("rb") as file:
                for record in ArchiveIterator(file, check_digests="raise"):
                    if record.rec_type in ("response", "revisit"):
                        named = record.rec_headers
                        spot = named["WARC-Target-URI"], named["WARC-Date"]
                        self.found.setdefault(spot, (named, record.http_headers, record.raw_stream.read()))

    def show(self, url, date):
        """(status, headers, bytes) of a capture: of a revisit its own head, else that of what it repeats."""
        named, head, body = self.found[url, date]
        if named["WARC-Type"] == "revisit":
            if head and head.get_statuscode().startswith("3"):
                return head.get_statuscode(), head, b""
            repeated, first, body = self.found[named["WARC-Refers-To-Target-URI"], named["WARC-Refers-To-Date"]]
            assert repeated["WARC-Type"] == "response"
            assert repeated["WARC-Payload-Digest"] == named["WARC-Payload-Digest"]
            head = head or first
        return head.get_statuscode(), head, body


def stamp(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    """Two months of a site of which one page changes."""
    folder = tmp_path_factory.mktemp("months")
    with serve(dict(PAGES)) as site, Archive(folder) as archive:
        for month, words in ((JULY, "七月"), (AUGUST, "八月")):
            site.pages["/new.html"] = page(title=words)
            crawl([Target("czj", site.home)], month, archive, settings())
            time.sleep(1)  # two captures of one second are one to a replay program
        captures = [capture for month in (JULY, AUGUST) for capture in archive.captures("czj", month)]
    return folder, captures


def test_both_months_come_back_byte_for_byte(months):
    folder, captures = months
    replay = Replay(sorted(folder.glob("warc/*/*.warc.gz")))
    good = [capture for capture in captures if not capture.reason]
    assert len(good) == 6
    for capture in good:
        status, head, body = replay.show(capture.final_url, stamp(capture.fetched))
        assert (status, head["Content-Type"]) == ("200", "text/html; charset=utf-8")
        assert hashlib.sha256(body).hexdigest() == capture.sha256
    assert list(verify(folder)) == []


def test_that_a_site_said_304_is_kept_as_it_said_it(months):
    folder, _ = months
    with (folder / "warc/2013-08/czj.warc.gz").open("rb") as file:
        revisits = [record.rec_headers for record in ArchiveIterator(file) if record.rec_type == "revisit"]
    told = {named["WARC-Profile"].rpartition("/")[2]: named for named in revisits}
    assert set(told) == {"server-not-modified", "identical-payload-digest"}
    assert told["identical-payload-digest"]["WARC-Truncated"] == "length"
    assert told["server-not-modified"]["Content-Length"] == "0"
    assert told["server-not-modified"]["Content-Type"] is None
    head = json.loads(told["server-not-modified"]["X-Archive-Orig-Head"])
    assert head.startswith("HTTP/1.1 304 Not Modified\r\n")
    assert 'ETag: "1"\r\n' in head


def test_a_redirection_is_the_answer_of_the_address_that_gave_it(months):
    folder, captures = months
    (out,) = [capture for capture in captures if capture.url.endswith("/out") and capture.period == "2013-07"]
    assert (out.reason, out.final_url) == ("offsite", "http://elsewhere.example/")
    replay = Replay([folder / out.record])
    status, head, _ = replay.show(out.url, stamp(out.fetched))
    assert (status, head["Location"]) == ("302", "http://elsewhere.example/")
    assert not [url for url, _ in replay.found if "elsewhere" in url]


def headers(record):
    lines = gzip.decompress(record.data).split(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    return dict(line.split(": ", 1) for line in lines)


@pytest.mark.parametrize(
    ("reason", "why"),
    [(None, None), (Reason.TOO_LARGE, "length"), (Reason.TIMEOUT, "time"), (Reason.RESET, "disconnect")],
)
def test_a_record_that_ends_early_says_why(reason, why):
    kept = keep(ROW, Answer("http://a.cn/", "http://a.cn/", WHEN, 200, HEAD, b"half", reason), Verdict(reason))
    named = headers(kept.record)
    assert named.get("WARC-Truncated") == why
    assert named["WARC-Payload-Digest"] == f"sha256:{hashlib.sha256(b'half').hexdigest()}"


def test_what_a_browser_showed_names_the_answer_that_it_came_from():
    answer = Answer("http://a.cn/", "http://a.cn/", WHEN, 200, HEAD, b"<script>")
    shown = Answer("http://a.cn/", "http://a.cn/", WHEN, 200, HEAD, "<p>文</p>".encode(), note="rendered")
    kept = keep(ROW, answer, GOOD, shown=shown)
    source, made = headers(kept.record), headers(kept.shown)
    assert made["WARC-Refers-To"] == source["WARC-Record-ID"]
    assert made["WARC-Date"] == source["WARC-Date"]
    assert made["WARC-Payload-Digest"] == f"sha256:{kept.columns['sha256']}"


@pytest.mark.parametrize("status", [200, 304])
def test_a_revisit_gives_the_second_in_which_the_first_was_written(status):
    first = Answer("http://a.cn/", "http://a.cn/", WHEN, 200, HEAD, b"same")
    july = keep(ROW, first, GOOD)
    known = Known(
        "http://a.cn/", '"1"', "", july.columns["sha256"], 4, "text/html", july.columns["stored"], "w", 0, 1, "", 0, 0
    )
    again = Answer(
        "http://a.cn/", "http://a.cn/", WHEN.replace(month=8), status, HEAD, b"same" if status == 200 else b""
    )
    august = keep(ROW, again, GOOD, known=known)
    assert headers(august.record)["WARC-Refers-To-Date"] == headers(july.record)["WARC-Date"]
