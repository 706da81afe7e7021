"""Of each record that is not whole, or not what its capture says, verify names what is wrong, and of no other."""

import random

import pytest

from crawler import verify as module
from crawler.verify import MOST_HEAD, PIECE, Count
from tests.crawler.evidence_rows import ASKED, FILE, GOOD, HTTP, URL, Site, pack, text

CUT, OTHER, LONG = (
    "the record is cut off",
    "the record is not the one that was written",
    "the record is not as long as it says",
)
HEADLESS, BODY, BLOCK = "there is no header", "the body does not have its digest", "the block does not have its digest"
CLAIM, ELSEWHERE = "the body is not the one that its capture names", "the record is of another address than its capture"


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


def unpacked(data):
    with pytest.raises(module.zlib.error) as error:
        module.zlib.decompressobj(31).decompress(data)
    return f"it does not unpack ({error.value})"


FILLED = HTTP + random.Random(7).randbytes(3 * PIECE)
SPLIT = b"HTTP/1.1 200 OK\r\nX: " + b"x" * PIECE + b"\r\n\r\nbody"
AT_MOST = MOST_HEAD * b"x"


@pytest.mark.parametrize(
    "member",
    [
        text(),
        text(WARC_Block_Digest=None),
        text(WARC_Payload_Digest=None),
        text(Content_Length=None).replace(b"\r\n\r\n", b"\r\ncontent-LENGTH :  23 \r\n\r\n", 1),
        text(b"body", Content_Type="text/html"),
        text(b"body", Content_Type=None, WARC_Type="conversion"),
        text(FILLED, body=FILLED[len(HTTP) :]),
        text(SPLIT),
        text(b"X" * MOST_HEAD + b"\r\n\r\nbody"),
    ],
    ids=range(9),
)
def test_a_record_that_is_whole_is_silent(site, member):
    body = FILLED[len(HTTP) :] if FILLED in member else b"body"
    assert site.one(pack(member), body=body) == []
    size = len(pack(member))
    assert site.counted() == Count(1, 1, 1, size, 0)


@pytest.mark.parametrize(
    ("member", "address", "what"),
    [
        (text(first="WARC/1.0"), URL, "the header is none of WARC 1.1"),
        (text(Content_Length=None), URL, "the header is none of WARC 1.1"),
        (text(Content_Length="²³"), URL, "the header is none of WARC 1.1"),
        (text(Content_Length="-23"), URL, "the header is none of WARC 1.1"),
        (text(Content_Length="22"), URL, LONG),
        (text(Content_Length="24"), URL, LONG),
        (text(end=b"\r\n\r\n\r\n"), URL, LONG),
        (text(end=b"\r\n"), URL, LONG),
        (text(end=b""), URL, LONG),
        (text(end=b"\r\n\r\n" + b"\0" * PIECE), URL, LONG),
        (b"", "", LONG),
        (b"WARC/1.1\r\nWARC-Type: response", "", LONG),
        (AT_MOST, "", LONG),
        (AT_MOST + b"x", "", HEADLESS),
        (text(AT_MOST, body=b""), URL, ""),
        (text(AT_MOST + b"x", body=b""), URL, HEADLESS),
        (text(WARC_Block_Digest="sha256:ab"), URL, BLOCK),
        (text(WARC_Block_Digest=""), URL, BLOCK),
        (text(body=b"other"), URL, BODY),
        (text(b"no head", body=b"no head"), URL, BODY),
        (text(b"shown", WARC_Type="conversion", Content_Type="text/html", body=b"other"), URL, BODY),
        (text(WARC_Type="metadata", body=b"other"), URL, ""),
        (text(WARC_Type="revisit"), URL, "what it repeats is in no record"),
        (text(WARC_Target_URI=None, body=b"other"), "", BODY),
    ],
    ids=range(24),
)
def test_of_a_record_that_is_not_whole_it_is_said_what_is_wrong(site, member, address, what):
    assert site.one(pack(member)) == ([(FILE, 0, address, what)] if what else [])
    assert site.counted() == Count(1, 1, 0, len(pack(member)), 0)


@pytest.mark.parametrize(
    ("data", "address", "what"),
    [
        (pack(text(), text()), URL, "more than one record lies here"),
        (GOOD + b"\0", URL, "more than one record lies here"),
        (GOOD[:-1], URL, CUT),
        (GOOD[:20], "", CUT),
        (b"no gzip at all", "", unpacked(b"no gzip at all")),
        (GOOD[:-8] + b"\0" * 8, URL, unpacked(GOOD[:-8] + b"\0" * 8)),
    ],
    ids=range(6),
)
def test_of_what_is_no_record_it_is_said_how_it_is_packed(site, data, address, what):
    (said,) = site.one(data)
    assert (said[:2], said[3]) == ((FILE, 0), what)
    assert said[2] in ("", address)
    said = site.said()
    site.run("UPDATE records SET sha256 = 'ab'")
    assert site.said() == [(*said[0][:3], f"{OTHER}; {what}")]


def test_a_record_that_was_exchanged_for_one_that_is_whole_is_not_the_one_that_was_written(site):
    assert site.one(GOOD, digest="ab") == [(FILE, 0, URL, OTHER)]


@pytest.mark.parametrize(
    ("member", "columns", "what"),
    [
        (text(), {"body": b"other"}, CLAIM),
        (text(WARC_Type="metadata"), {"body": b"body"}, CLAIM),
        (text(), {"final_url": f"{URL}x"}, ELSEWHERE),
        (text(), {"final_url": f"{URL}x", "reason": "offsite"}, ""),
        (text(), {"final_url": f"{URL}x", "reason": "moved"}, ""),
        (text(), {"final_url": f"{URL}x", "reason": "gone"}, ELSEWHERE),
        (text(), {"current": 0, "body": b"other"}, CLAIM),
        (text(WARC_Target_URI=None, Content_Length=None), {"current": 1}, "the header is none of WARC 1.1"),
    ],
    ids=range(8),
)
def test_a_record_is_held_against_what_its_capture_says(site, member, columns, what):
    said = site.one(pack(member), **columns)
    assert said == ([(FILE, 0, URL, what)] if what else [])


def test_what_a_record_repeats_was_stored_by_some_month_itself(site):
    revisit = pack(text(HTTP, WARC_Type="revisit"))
    assert site.one(revisit) == [(FILE, 0, URL, "what it repeats is in no record")]
    site.capture(period="2013-06", warc=FILE.replace("07", "05"))
    assert (FILE, 0, URL, "what it repeats is in no record") in site.said()
    site.capture(period="2013-06", warc=FILE.replace("07", "06"))
    assert FILE not in {path for path, *_ in site.said()}


@pytest.mark.parametrize("name", ["warc", "record", "leads"])
def test_a_record_without_an_address_is_called_by_that_of_the_capture_that_points_to_it(site, name):
    start = "" if name == "warc" else f"{name}_"
    broken = pack(b"", text())
    site.visit()
    site.file(broken)
    site.record(broken)
    spot = {name: FILE, f"{start}offset": 0, f"{start}length": len(broken)}
    site.capture(**{"warc": "", "offset": 7, "length": 0, "final_url": "http://a.cn/final"} | spot)
    address = "http://a.cn/final" if name == "warc" else ASKED
    assert site.said() == [(FILE, 0, address, "more than one record lies here")]
