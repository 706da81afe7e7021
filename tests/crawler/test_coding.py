"""Content codings: whatever the pieces, the same bytes; never more than asked for; an end that is missing is noticed."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.coding import Coding, CodingFault
from crawler.snapshot import Reason
from crawler.transfer import Transfer

MOST = 1 << 20


def raw_deflate(body):
    made = zlib.compressobj(wbits=-15)
    return made.compress(body) + made.flush()


PACKED = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
    "identity": bytes,
    "": bytes,
    "gzip, gzip": lambda body: gzip.compress(gzip.compress(body)),
    "deflate,gzip": lambda body: gzip.compress(zlib.compress(body)),
}


def undo(named, sent, step, most=MOST):
    coding, found = Coding(named), b""
    for start in range(0, len(sent), step):
        found += coding.decode(sent[start : start + step], most - len(found)) if coding else sent[start : start + step]
    return found, coding


@given(st.sampled_from(sorted(PACKED)), st.binary(max_size=5000), st.integers(2, 700))
def test_any_pieces_give_the_same(named, body, step):
    found, coding = undo(named, PACKED[named](body), step)
    assert found == body
    assert coding.is_whole
    assert not coding.is_over


@given(
    st.sampled_from(["gzip", "deflate", "gzip, gzip", "deflate,gzip"]), st.binary(min_size=1, max_size=3000), st.data()
)
def test_a_cut_is_noticed(named, body, data):
    sent = PACKED[named](body)
    cut = data.draw(st.integers(1, min(4, len(sent) - 1)))
    assert not undo(named, sent[:-cut], 100)[1].is_whole


def test_several_members_are_one_body():
    assert undo("gzip", gzip.compress(b"one ") + gzip.compress(b"two"), 1000)[0] == b"one two"


def test_what_follows_the_end_is_left_alone():
    found, coding = undo("gzip", gzip.compress(b"one") + b"junk", 1000)
    assert (found, coding.is_whole) == (b"one", True)


@pytest.mark.parametrize("named", ["gzip", "deflate", "gzip, gzip", "deflate,gzip"])
def test_a_bomb_is_never_unpacked(named):
    bomb = PACKED[named](bytes(50_000_000))
    coding, size = Coding(named), 0
    for start in range(0, len(bomb), 1000):
        size += len(coding.decode(bomb[start : start + 1000], 10_001 - size))
        if coding.is_over or size > 10_000:
            break
    assert size <= 10_001
    assert coding.is_over or size > 10_000


@pytest.mark.parametrize("named", ["br", "zstd", "gzip, br", "gzip," * 5])
def test_what_was_not_asked_for_is_refused(named):
    with pytest.raises(CodingFault):
        Coding(named)


@pytest.mark.parametrize("body", [b"<html>no gzip", b"\x1f\x8bno gzip at all"])
def test_a_coding_that_is_a_lie_is_refused(body):
    with pytest.raises(CodingFault):
        undo("gzip", body, 100)


def taken(body, named="gzip", step=16_384):
    """How a packed body ends: the reason, and how far it was unpacked."""
    transfer, sent = Transfer(None, None, MOST * 64), PACKED[named](body)
    transfer.head = [b"HTTP/1.1 200 OK\r\n", f"Content-Encoding: {named}\r\n".encode()]
    for start in range(0, len(sent), step):
        if transfer.take_body(sent[start : start + step]) < 0:
            break
    return transfer.broken and transfer.broken[0], transfer.size


def test_a_bomb_is_given_up_before_the_limit_and_a_long_table_is_none():
    for named in ("gzip", "gzip, gzip"):
        reason, size = taken(bytes(60 * MOST), named)
        assert reason is Reason.TOO_LARGE
        assert size <= 16 * MOST + 1
    rows = "".join(f"<tr><td>{n}<td>行政许可事项<td>{n * 7919 % 10_007}" for n in range(500_000)).encode()
    assert len(rows) > 16 * MOST
    assert taken(rows) == (None, len(rows))
    assert taken(bytes(MOST)) == (None, MOST)
