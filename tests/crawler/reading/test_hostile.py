"""Files that were made to hurt: each is an outcome of its own, and nothing else notices."""

# ruff: noqa: E501
import io
import time
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bench import hostile, hostile_more
from bench.pace import within
from crawler.reading import File, Pool, from_json, limits, plain, read, read_safely, sniff, to_json
from crawler.reading.value import Image, Link, Reading, Table
from tests.crawler.reading.test_files import document, pdf, rezipped, seen, workbook, zipped
from tests.tries import tries

LEADS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1 ", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"<html><table><tr>",
         b"<?xml version='1.0'?>", b"MIME-Version: 1.0\n", b"{\"a\":"]  # fmt: skip
assert hostile_more  # it enters its own
NUMBERING = (
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="LEVEL"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum></w:numbering>'
)
WORDS = st.text(max_size=20)
READINGS = st.builds(
    Reading, media_type=WORDS, title=WORDS, published=st.none() | st.dates(), columns=st.lists(WORDS).map(tuple), text=WORDS,
    tables=st.lists(st.builds(Table, rows=st.lists(st.lists(WORDS).map(tuple)).map(tuple), caption=WORDS)).map(tuple),
    links=st.lists(st.builds(Link, WORDS, WORDS)).map(tuple), images=st.lists(st.builds(Image, WORDS, WORDS)).map(tuple),
    metadata=st.lists(st.tuples(WORDS, WORDS)).map(tuple), doubts=st.lists(WORDS).map(tuple), width=st.integers(0),
)  # fmt: skip


@tries(12)
@given(
    st.sampled_from(LEADS), st.binary(max_size=400), st.sampled_from(["", "text/html", "text/csv", "application/pdf"])
)
def test_no_bytes_raise(lead, rest, content_type):
    assert read(lead + rest, url="http://a.gov.cn/x", content_type=content_type).media_type


@tries(12)
@given(st.sampled_from([pdf(), document(), workbook()]), st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_no_damaged_document_raises(body, place, damage):
    place %= len(body)
    assert seen(body[:place] + damage + body[place + len(damage) :]).media_type


@tries(12)
@given(READINGS)
def test_a_reading_comes_back_as_it_was(reading):
    assert from_json(to_json(reading)) == reading


def test_a_sheet_that_claims_a_million_rows_costs_no_more_than_its_cells():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, 1)
        sheet.write(1_048_575, 16_383, 1)
    found = seen(out.getvalue())
    assert (found.tables[0].rows, found.doubts) == ((("1", "", ""), ("", "", "1")), ())


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml"])
def test_a_document_type_in_an_office_file_is_refused(part):
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert seen(rezipped(document(), **{part: entity})).doubts == ("doc_unreadable", "unsafe")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_a_part_of_which_nothing_can_be_recovered_is_damage(part):
    with pytest.raises(etree.XMLSyntaxError):
        plain.parse_xml(b"\0")
    assert seen(rezipped(workbook(), **{part: b"\0"})).doubts == ("doc_unreadable",)


def test_a_zip_that_names_itself_in_a_packing_of_no_office_is_an_outcome_here_too():
    attack = next(each for each in hostile.ATTACKS if each.name == "odt_that_names_itself_by_lzma_that_is_none")
    body = attack.body(hostile.Lure())
    assert sniff.media_type(body) == sniff.ZIP
    with Pool(1) as pool:  # where its child died over it, this process looks at its first bytes
        assert pool.submit(File(body, "http://a/")).result().doubts == ("doc_unreadable",)


@pytest.mark.parametrize("body", [b"\x7f", "\u2028".encode(), b"\x1b[0m"[:1], "\u200b\ufeff".encode()])
def test_a_text_of_which_nothing_can_be_seen_is_empty(body):
    assert read(body, url="http://a.gov.cn/a.txt", content_type="text/plain").doubts == ("empty",)


@pytest.mark.parametrize("level", ["²", "①", "-1", "9" * 30, ""])
def test_a_level_of_a_list_that_is_no_number_is_none(level):
    found = (
        seen(document())
        if level == ""
        else seen(rezipped(document(), **{"word/numbering.xml": NUMBERING.replace("LEVEL", level)}))
    )
    assert "doc_unreadable" not in found.doubts


def test_archives_that_unpack_to_too_much_stop_early():
    bomb = zipped(**{"bomb.txt": b"0" * (limits.ZIP_RATIO_FLOOR * 4)})
    began = time.monotonic()
    assert "parse_limit" in seen(bomb).doubts
    assert "parse_limit" in seen(zipped(**{"a.zip": zipped(**{"b.zip": zipped(**{"c.txt": "底"})})})).doubts
    assert time.monotonic() - began < 5


def test_names_that_leave_the_archive_are_only_words():
    found = seen(zipped(**{"../../etc/passwd": "root", "/abs.txt": "x"}))
    assert "../../etc/passwd" in found.text


def test_an_archive_with_too_many_members_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for number in range(limits.ZIP_ENTRIES + 1):
            bundle.writestr(str(number), b"")
    assert seen(out.getvalue()).doubts == ("parse_limit",)


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 200_000 + "底".encode(),
        b"<a href=x>y</a>" * 100_000,
        b"<p title='" + b"x" * 5_000_000 + b"'>y</p>",
        b"<table>" + b"<tr><td colspan=1000 rowspan=65534>x</td></tr>" * 3000 + b"</table>",
        b"<!-- " + b"x" * 1_000_000,
    ],
)
def test_pages_made_to_hurt_cost_little(page):
    with within(5):
        read(page, url="http://a.gov.cn/")


def test_files_are_read_in_children_and_their_order_is_kept():
    files = [
        File(pdf(), "http://a/1.pdf"),
        File(b"<p>x</p>", "http://a/2"),
        File(b"%PDF-", "http://a/3"),
        File(workbook(), "http://a/4"),
    ]
    assert [found.doubts for found in read_safely(files)] == [(), (), ("doc_unreadable",), ()]
