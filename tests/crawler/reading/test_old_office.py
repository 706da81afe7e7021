"""Old formats: told by their bytes, refused when locked, read by whatever reader is here; without one, a doubt and no guess."""

# ruff: noqa: E501
import io
import os
import socket
import subprocess
import time

import docx
import pytest
from xlwt.CompoundDoc import XlsDoc

from crawler.reading import File, Pool, limits, read, read_safely, sniff
from crawler.reading.isolation import confinement
from crawler.reading.office import libreoffice, outside, rtf
from tests.crawler.reading.test_files import MERGED, document
from tests.crawler.reading.test_word import TYPES, box, p, packed, relations
from tests.crawler.reading.test_word import docx as made

needs_office = pytest.mark.skipif(not outside.WRITER.path, reason="LibreOffice Writer is not here")
needs_impress = pytest.mark.skipif(not outside.IMPRESS.path, reason="LibreOffice Impress is not here")
needs_calc = pytest.mark.skipif(not outside.CALC.path, reason="LibreOffice Calc is not here")
pytestmark = pytest.mark.xdist_group("office")
WORD_97 = b"\xec\xa5\xc1\x00" + bytes(6)  # the first bytes of a FIB; the flags follow


def ole(name, content):
    """An OLE file with one stream."""
    out = io.BytesIO()
    XlsDoc().save(out, content.ljust(4096, b"\0"))
    body = bytearray(out.getvalue())
    at = body.rindex("Workbook".encode("utf-16le"))
    body[at : at + 64] = (name.encode("utf-16le") + b"\0\0").ljust(64, b"\0")
    body[at + 64 : at + 66] = (2 * len(name) + 2).to_bytes(2, "little")
    return bytes(body)


def seen(body, name="附件.pdf"):
    return read(body, url="http://a.gov.cn/" + name, content_type="application/pdf")


@pytest.fixture
def convert(monkeypatch):
    """Old files made by LibreOffice itself."""
    forms = {
        "doc": "doc:MS Word 97",
        "rtf": "rtf:Rich Text Format",
        "odt": "odt:writer8",
        "ppt": "ppt:MS PowerPoint 97",
    }
    monkeypatch.setattr(libreoffice, "FORMS", libreoffice.FORMS | forms)
    return lambda body, suffix, to: libreoffice.office(outside.WRITER.path).convert(body, suffix, to)


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Nothing but the given shell scripts can be found as programs."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def add(name, script):
        program = tmp_path / name
        program.write_text("#!/bin/sh\n" + script)
        program.chmod(0o755)

    return add


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("WordDocument", sniff.DOC),
        ("Workbook", sniff.XLS),
        ("PowerPoint Document", sniff.PPT),
        ("CONTENTS", sniff.WORKS),
        ("VisioDocument", sniff.OLE),
    ],
)
def test_an_ole_file_is_told_by_the_entries_of_its_root(name, kind):
    other = "Workbook" if kind == sniff.DOC else "WordDocument"
    assert sniff.media_type(ole(name, (other + "\0").encode("utf-16le")), "text/html", "a.html") == kind


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xef\xbb\xbf {\\rtf1\\ansi x}", sniff.RTF),
        (b"\xdb\xa5\x2d\x00" + bytes(40), sniff.DOC),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00", sniff.XLS),
        (
            b"<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>",
            sniff.FLAT_ODF,
        ),
        (b"\xef\xbb\xbfMIME-Version: 1.0\r\nContent-Type: multipart/related", sniff.MHTML),
    ],
)
def test_old_kinds_are_told_by_their_first_bytes(body, kind):
    assert sniff.media_type(body, "application/msword", "a.docx") == kind


def test_locked_files_are_named_before_any_reader_is_asked(programs):
    programs("catdoc", "echo 不该问到\n")
    book = b"\x09\x08\x04\x00\x00\x06\x05\x00" + b"\x2f\x00\x06\x00" + bytes(6)
    for body in (ole("WordDocument", WORD_97 + b"\x00\x01"), ole("Workbook", book), ole("EncryptedPackage", b"")):
        assert (seen(body).doubts, seen(body).text) == (("doc_encrypted",), "")


def test_without_a_reader_there_is_a_doubt_and_no_guess(programs):
    assert seen(ole("WordDocument", WORD_97)).doubts == ("needs_reader:doc",)
    assert seen(ole("PowerPoint Document", b"")).doubts == ("needs_reader:ppt",)
    assert seen(b"\x09\x00\x04\x00\x02\x00\x10\x00").doubts == ("needs_reader:xls",)
    assert outside.signature() == ""


def test_a_reader_of_plain_text_reads_prose_and_leaves_a_doubt_where_there_is_more(programs):
    programs("catdoc", "echo 某局三公经费说明\n")
    found = seen(ole("WordDocument", WORD_97))
    assert (found.text, found.doubts) == ("某局三公经费说明", ())
    row = seen(ole("WordDocument", WORD_97.ljust(200, b"\0") + "合计\x07\x07".encode("utf-16le")))
    assert (row.text, row.tables, row.doubts) == ("某局三公经费说明", (), ("needs_reader:doc",))
    drawn = WORD_97.ljust(0x60, b"\0") + (12).to_bytes(4, "little")
    assert seen(ole("WordDocument", drawn.ljust(200, b"\0"))).doubts == ("needs_reader:doc",)


def test_readers_that_find_nothing_leave_a_broken_file(programs):
    programs("antiword", "exit 1\n")
    assert seen(ole("WordDocument", WORD_97)).doubts == ("doc_unreadable",)


def test_rich_text_with_a_table_is_doubted_without_libreoffice(programs):
    plain = rb"{\rtf1\ansi\ansicpg936 \'b9\'ab\'bf\'aa\par}"
    table = rb"{\rtf1\ansi\ansicpg936 \trowd\cellx100\cellx200 \'b9\'ab\cell \'bf\'aa\cell\row}"
    assert (seen(plain).text, seen(plain).doubts) == ("公开", ())
    assert (seen(table).tables, seen(table).doubts) == ((), ("needs_reader:rtf",))


def test_the_signature_changes_when_a_reader_comes(programs):
    before = outside.signature()
    programs("catdoc", "")
    assert before != outside.signature() != ""


def test_a_reader_that_hangs_is_ended_with_all_that_it_began(programs, monkeypatch):
    monkeypatch.setattr(limits, "READER_SECONDS", 0.3)
    programs("catdoc", "/bin/sleep 87 &\n/bin/sleep 87\n")
    began = time.monotonic()
    assert seen(ole("WordDocument", WORD_97)).doubts == ("parse_limit",)
    assert time.monotonic() - began < 5
    assert b"sleep 87" not in subprocess.run(["/bin/ps", "-eo", "args"], capture_output=True, check=True).stdout


def test_mail_that_holds_several_sheets_is_read_whole():
    parts = "".join(
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{words}</p>\r\n" for words in ("甲", "乙")
    )
    mail = f'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n{parts}--x--'
    assert seen(mail.encode(), "a.xls").text.split("\n") == ["甲", "乙"]


@needs_office
def test_an_old_document_has_its_tables_and_boxes(convert):
    old = convert(document(), "docx", "doc")
    found = seen(old)
    assert (found.media_type, found.doubts, found.title) == (sniff.DOC, (), "某局三公经费说明")
    assert (found.tables[0].rows, found.tables[0].caption) == (MERGED, "单位：万元")
    chart = made(p("许可流程图") + f"<w:p>{box(100, 200, '办结')}{box(100, 20, '申请')}{box(100, 100, '受理')}</w:p>")
    assert [one.text for one in seen(convert(chart, "docx", "doc")).boxes] == ["申请", "受理", "办结"]
    assert seen(convert(document(), "docx", "rtf")).tables[0].rows == MERGED


@needs_office
def test_an_open_document_has_its_tables_lists_and_boxes(convert):
    source = docx.Document()
    for words in ("概况", "收支"):
        source.add_paragraph(words, style="List Number")
    out = io.BytesIO()
    source.save(out)
    assert seen(convert(out.getvalue(), "docx", "odt")).text.split("\n") == ["1. 概况", "2. 收支"]
    assert seen(convert(document(), "docx", "odt")).tables[0].rows == MERGED
    chart = made(p("许可流程图") + f"<w:p>{box(100, 200, '办结')}{box(100, 20, '申请')}</w:p>" + p("电话"))
    assert seen(convert(chart, "docx", "odt")).text.split("\n") == ["许可流程图", "申请", "办结", "电话"]


PML = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def shape(words, top, role=""):
    holder = f'<p:ph type="{role}"/>' if role else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{top}" name="x"/><p:cNvSpPr/><p:nvPr>{holder}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="914400" y="{top * 12700}"/>'
        f'<a:ext cx="914400" cy="381000"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def presentation():
    def row(*cells):
        return f'<a:tr h="1">{"".join(f"<a:tc {mark}><a:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></a:txBody></a:tc>" for words, mark in cells)}</a:tr>'

    table = row(("项目", ""), ("预算", 'gridSpan="2"'), ("", 'hMerge="1"')) + row(
        ("接待费", ""), ("0", ""), ("12.5", "")
    )
    frame = f'<p:graphicFrame><p:xfrm><a:off x="0" y="5080000"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData><a:tbl>{table}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>'
    tree = (
        frame
        + shape("办结", 300)
        + shape("申请", 200)
        + shape("3", 500, "sldNum")
        + shape("2013年预算说明", 20, "title")
    )
    main = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    return packed(
        {
            "[Content_Types].xml": TYPES.format("ppt/presentation.xml", main),
            "_rels/.rels": relations(a="officeDocument ppt/presentation.xml"),
            "ppt/presentation.xml": f'<p:presentation {PML}><p:sldIdLst><p:sldId id="256" r:id="s"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": relations(s="slide slides/slide1.xml"),
            "ppt/slides/slide1.xml": f"<p:sld {PML}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:sld>",
            "ppt/slides/_rels/slide1.xml.rels": relations(n="notesSlide ../notesSlides/n1.xml"),
            "ppt/notesSlides/n1.xml": f"<p:notes {PML}><p:cSld><p:spTree>{shape('单位：万元', 1, 'body')}</p:spTree></p:cSld></p:notes>",
        }
    )


def test_slides_are_read_from_above():
    found = seen(presentation())
    assert (found.media_type, found.title, found.pages) == (sniff.PPTX, "2013年预算说明", 1)
    assert found.text.split("\n") == ["2013年预算说明", "申请", "办结", "项目\t预算", "接待费\t0\t12.5", "单位：万元"]
    assert found.tables[0].rows == (("项目", "预算", "预算"), ("接待费", "0", "12.5"))
    assert [one.text for one in found.boxes][-2:] == ["申请", "办结"]


@needs_impress
def test_old_slides_are_read_by_way_of_new_ones(convert):
    flat = (
        '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.presentation"><office:body><office:presentation><draw:page draw:name="a">'
        + "".join(
            f'<draw:frame svg:x="1cm" svg:y="{y}cm" svg:width="5cm" svg:height="1cm"><draw:text-box><text:p>{words}</text:p></draw:text-box></draw:frame>'
            for y, words in ((9, "办结"), (3, "申请"))
        )
        + "</draw:page></office:presentation></office:body></office:document>"
    )
    assert seen(flat.encode()).text == "申请\n办结"
    found = seen(convert(flat.encode(), "fodp", "ppt"))
    assert (found.media_type, found.text, found.pages) == (sniff.PPT, "申请\n办结", 1)


@needs_calc
def test_a_workbook_from_before_ole_is_read():
    def record(kind, data):
        return kind.to_bytes(2, "little") + len(data).to_bytes(2, "little") + data

    def label(y, x, words):
        return record(4, bytes((y, 0, x, 0, 0, 0, 0, len(words.encode("gbk")))) + words.encode("gbk"))

    body = (
        record(9, b"\x02\0\x10\0")
        + record(0x42, (936).to_bytes(2, "little"))
        + label(0, 0, "项目")
        + label(0, 1, "预算")
        + record(10, b"")
    )
    assert seen(body, "a.doc").tables[0].rows == (("项目", "预算"),)


@needs_office
def test_libreoffice_works_within_the_limits_of_a_child_and_leaves_nothing_behind(convert, tmp_path, monkeypatch):
    old = convert(document(), "docx", "doc")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with Pool(1) as pool:
        found = list(read_safely([File(old, f"http://a/{number}.doc") for number in range(4)], pool))
        assert [len(one.tables) for one in found] == [1, 1, 1, 1]
        folders = list(tmp_path.iterdir())
        assert len(folders) == 1
    assert list(tmp_path.iterdir()) == []
    assert not any(libreoffice._pipe(folder).exists() for folder in folders)


@pytest.mark.proof
@needs_office
def test_what_a_killed_process_left_is_cleared_away_by_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / f"{libreoffice.PREFIX}x"
    left.mkdir()
    (left / libreoffice.LOCK).touch()
    office = libreoffice.Office(outside.WRITER.path)
    try:
        assert office.convert(document(), "docx", "docx").startswith(b"PK")
        assert not left.exists()
        office._process.kill()
        assert office.convert(document(), "docx", "docx").startswith(b"PK")
    finally:
        office.close()
    assert list(tmp_path.iterdir()) == []


@needs_office
def test_what_libreoffice_makes_nothing_of_is_broken(convert):
    with pytest.raises(libreoffice.NotConverted):
        convert(b"PK\x03\x04 broken", "pptx", "docx")


def test_a_rtf_file_whose_groups_do_not_end_is_damaged(programs):
    whole = rb"{\rtf1\ansi\ansicpg936 {\b \'b9\'ab}\{ {\pict\bin3 }}}}\'bf\'aa\par}"
    raw = b"{\\rtf1\\ansi\\ansicpg936 {" + "開".encode("gbk") + b"\xb0\x7b}}"
    assert [seen(body).doubts for body in (whole, raw)] == [("needs_reader:rtf",), ()]
    for body in (whole[:-8], whole[:20] + b"{" + whole[20:], whole + b"{x}"):
        assert "doc_unreadable" in seen(body).doubts


def test_a_table_of_fonts_that_says_no_names_does_not_keep_the_reader():
    body = rb"{\rtf1{\fonttbl" + rb"\f0\fnil\fcharset134 SimSun" * 400 + rb"}\f0 \'b9\'ab}"
    begun = time.process_time()
    assert rtf.words(body) == "公"
    assert time.process_time() - begun < 2


@needs_office
def test_what_libreoffice_loses_of_a_rtf_file_is_doubted(monkeypatch):
    body = rb"{\rtf1\ansi " + rb"\u20844?\u24320?" * 80 + rb"\par}"
    assert seen(body).doubts == ()
    monkeypatch.setattr(libreoffice.Office, "convert", lambda *_: made(p("公开")))
    assert seen(body).doubts == ("doc_unreadable",)


def test_old_files_that_are_cut_off_are_damaged(programs):
    for name in ("WordDocument", "Workbook"):
        assert seen(ole(name, WORD_97 + bytes(20_000))[:12_000]).doubts == ("doc_unreadable",)


@needs_calc
def test_a_workbook_of_which_no_reader_finds_anything_is_damaged():
    book = ole("Workbook", b"\x09\x08\x10\x00\x00\x06" + bytes(9000))
    assert seen(book).doubts == ("doc_unreadable",)


@needs_office
def test_libreoffice_follows_no_link(convert):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/p.png" \\d}}{{\fldrslt x}}}}{{\field{{\*\fldinst INCLUDETEXT "{address}/q.doc"}}{{\fldrslt y}}}}'
        assert seen((r"{\rtf1\ansi{\*\template " + address + "/t.dot}" + field + r" body\par}").encode()).text.endswith(
            "body"
        )
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_file_may_be_written_only_while_it_is_handed_over(tmp_path):
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    process = os.fork()
    if not process:
        try:
            confinement.confine()
            with confinement.may_write():
                (tmp_path / "a").write_bytes(b"x" * 1000)
            try:
                (tmp_path / "b").write_bytes(b"x")
            except OSError:
                os._exit(0)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    assert resource.getrlimit(resource.RLIMIT_FSIZE) == before
