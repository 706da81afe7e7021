"""Archives: what is in them comes out, what cannot be read is doubted, and no bomb goes off."""

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import unicodedata
import zipfile
import zlib

import py7zr
import pytest
import rars
from hypothesis import given
from hypothesis import strategies as st

from bench.pace import within
from crawler.reading import File, doubts, limits, read, read_safely
from crawler.reading.archives import bundle, rar
from crawler.reading.containers.members import Budget
from crawler.reading.value import Box, Reading, Table
from tests.crawler.reading.archives import deflated, program, rar4, rar5, raw_zip, seven_zip, tarred, zipped
from tests.crawler.reading.test_files import document, rezipped
from tests.tries import tries

BUDGET, NOTE = "2013年部门预算.txt", "预算/说明.txt"
FILES = {BUDGET: "预算数十二万元".encode(), NOTE: "以上均为一般公共预算".encode()}
RAW = [(name.encode(), content) for name, content in FILES.items()]
GBK = [(name.replace("/", "\\").encode("gbk"), content) for name, content in FILES.items()]
COPIED = [{"id": py7zr.FILTER_COPY}]
RAR4_END = bytes.fromhex("c43d7b00400700")  # its packer leaves it out; WinRAR writes it since 2002
X86_LZMA = [{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA, "preset": 7}]


def seen(body, name="附件.bin"):
    return read(body, url="http://a.gov.cn/" + name)


def built(solid=False, format=rars.RAR50, **options):
    builder = rars.RarBuilder(format=format, solid=solid, **options)
    for name, content in FILES.items():
        builder.add_bytes(content, name)
    return builder


SEVEN_ZIPS = {
    "lzma2": None,
    "lzma": [{"id": py7zr.FILTER_LZMA, "preset": 7}],
    "bzip2": [{"id": py7zr.FILTER_BZIP2}],
    "deflate": [{"id": py7zr.FILTER_DEFLATE}],
    "copy": COPIED,
    "delta": [{"id": py7zr.FILTER_DELTA}, {"id": py7zr.FILTER_LZMA2, "preset": 7}],
    "program": X86_LZMA,
}
ARCHIVES = {
    "zip": lambda: zipped(FILES),
    "zip stored": lambda: zipped(FILES, zipfile.ZIP_STORED),
    "zip bzip2": lambda: zipped(FILES, zipfile.ZIP_BZIP2),
    "zip lzma": lambda: zipped(FILES, zipfile.ZIP_LZMA),
    "zip in the middle": lambda: b"\xef\xbb\xbf\r\n" + zipped(FILES) + b"<!-- 1 -->" * 50,
    "zip by hand": lambda: raw_zip(*RAW),
    "zip with GBK": lambda: raw_zip(*GBK),
    "zip of one disk": lambda: b"PK00" + zipped(FILES),
    "rar 4": lambda: rar4(*GBK),
    "rar 5": lambda: rar5(*RAW),
    "rar 4 packed": lambda: built(format=rars.RAR29).to_bytes() + RAR4_END,
    "rar 5 packed": lambda: built().to_bytes(),
    "rar 4 solid": lambda: built(True, rars.RAR29).to_bytes() + RAR4_END,
    "rar 5 solid": lambda: built(True).to_bytes(),
    "tar": lambda: tarred(FILES),
    "tar in GBK": lambda: tarred(FILES, format=tarfile.GNU_FORMAT, encoding="gbk"),
    "tar.gz": lambda: gzip.compress(tarred(FILES)),
    "tar.bz2": lambda: bz2.compress(tarred(FILES)),
    "tar.xz": lambda: lzma.compress(tarred(FILES)),
    "program with zip": lambda: program(zipped(FILES)),
    "program with rar": lambda: program(rar5(*RAW)),
    "program with 7z": lambda: program(seven_zip(FILES)),
} | {f"7z {name}": lambda filters=filters: seven_zip(FILES, filters=filters) for name, filters in SEVEN_ZIPS.items()}


@pytest.mark.parametrize("kind", ARCHIVES)
def test_names_and_words_come_out_of_every_kind(kind):
    found = seen(ARCHIVES[kind]())
    assert found.text.split("\n")[:2] == [BUDGET, NOTE]
    assert found.text.endswith(f"{NOTE}：\n以上均为一般公共预算")
    assert "\n预算数十二万元\n" in found.text
    assert found.doubts == ((doubts.ACTIVE,) if kind.startswith("program") else ())


@pytest.mark.parametrize(
    ("pack", "name"), [(gzip.compress, "决算.txt.gz"), (bz2.compress, "决算.txt.bz2"), (lzma.compress, "决算.txt.xz")]
)
def test_a_stream_holds_one_file(pack, name):
    assert seen(pack("决算数".encode()), name).text == "决算.txt\n\n决算.txt：\n决算数"


def test_archives_are_read_in_a_child_that_may_write_nothing():
    files = [File(ARCHIVES[kind](), "http://a/x") for kind in ("zip", "rar 5 solid", "7z lzma2", "tar.gz")]
    assert [found.doubts for found in read_safely(files)] == [()] * 4


# Names


@pytest.mark.parametrize(
    ("member", "name"),
    [
        ((names := "关于公布预算的通知.doc").encode("gbk"), names),
        ("通知.doc".encode("gbk"), "通知.doc"),  # these bytes are valid UTF-8, of another script
        ("通知.doc".encode(), "通知.doc"),
        ("預算公開說明書.doc".encode("big5"), "預算公開說明書.doc"),
        ("𠮷林.doc".encode("gb18030"), "𠮷林.doc"),
        ("数\\誠\\表.txt".encode("gb18030"), "数/誠/表.txt"),
        (b"plain name.txt", "plain name.txt"),
        (b"\xff\xff.txt", "��.txt"),
    ],
)
def test_names_without_a_mark_are_decoded(member, name):
    assert seen(raw_zip((member, b"x"))).text.split("\n")[0] == name
    assert seen(rar4((member, b"x"))).text.split("\n")[0] == name


def test_a_mark_of_utf8_that_lies_and_a_name_that_differs_in_its_member_are_borne():
    gbk = "预算表.txt".encode("gbk")
    assert seen(raw_zip((gbk, b"x", {"flags": 0x800}))).text.startswith("预算表.txt\n")
    assert seen(raw_zip((gbk, b"x", {"local_name": b"other.txt"}))).text.startswith("预算表.txt\n")


def test_the_unicode_path_of_info_zip_counts_where_it_fits_the_name():
    raw = b"????.txt"
    for checksum, name in ((zlib.crc32(raw), "决算公开.txt"), (1, "????.txt")):
        path = b"\1" + struct.pack("<L", checksum) + "决算公开.txt".encode()
        extra = struct.pack("<2H", 0x7075, len(path)) + path
        assert seen(raw_zip((raw, b"x", {"extra": extra}))).text.startswith(name + "\n")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "../../etc/passwd"),
        ("/etc/passwd", "/etc/passwd"),
        ("C:\\windows\\win.txt", "C:/windows/win.txt"),
        ("\\\\host\\share\\a.txt", "//host/share/a.txt"),
        ("CON.txt", "CON.txt"),
        ("a\nb\t\u202ecod.txt", "a\\nb\\t\\u202ecod.txt"),
        ("%s{0}$(id)`id`.txt", "%s{0}$(id)`id`.txt"),
        ("长" * 400, "长" * 300 + "…"),
    ],
)
@pytest.mark.parametrize("pack", [raw_zip, rar5])
def test_names_that_would_do_harm_are_only_words(pack, name, shown, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert seen(pack((name.encode(), b"x"))).text == f"{shown}\n\n{shown}：\nx"
    assert not list(tmp_path.iterdir())


def test_members_of_the_same_name_are_both_read():
    for pack in (raw_zip, rar5):
        assert seen(pack((b"a.txt", b"1"), (b"a.txt", b"2"))).text == "a.txt\na.txt\n\na.txt：\n1\n\na.txt：\n2"


def test_a_mode_that_no_file_has_is_no_damage():
    assert seen(rar5((b"a.txt", b"1"), mode=1 << 40)).text == "a.txt\n\na.txt：\n1"


def test_links_are_named_and_not_followed():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            link = tarfile.TarInfo("link")
            link.type, link.linkname = kind, "/etc/passwd"
            archive.addfile(link)
    assert (seen(out.getvalue()).text, seen(out.getvalue()).doubts) == ("link\nlink\nlink\nlink", ())
    assert seen(raw_zip((b"link", b"/etc/passwd", {"mode": stat.S_IFLNK | 0o777}))).text == "link"
    builder = rars.RarBuilder()
    builder.add_unix_symlink("link", "/etc/passwd")
    assert seen(builder.to_bytes()).text == "link"


# What is left unread has a name


def test_a_password_is_named_and_so_are_the_members_where_they_can_be_seen():
    cases = {
        "zip": raw_zip((b"a.txt", b"x", {"flags": 1})),
        "zip aes": raw_zip((b"a.txt", b"x", {"method": 99})),
        "rar 4": rar4((b"a.txt", b"x" * 16), flags=4),
        "rar 5": built(password="secret").to_bytes(),
        "7z": seven_zip(FILES, password="secret"),
    }
    for kind, body in cases.items():
        assert seen(body).doubts == (doubts.ARCHIVE_LOCKED,), kind
        assert "txt" in seen(body).text, kind
    hidden = [built(password="secret", encrypt_headers=True).to_bytes()]
    hidden.append(seven_zip(FILES, password="secret", header_encryption=True))
    for body in hidden:
        assert (seen(body).text, seen(body).doubts) == ("", (doubts.ARCHIVE_LOCKED,))


def test_a_part_of_several_is_named(tmp_path):
    builder = rars.RarBuilder(volume_size=4096, store=True)
    builder.add_bytes(bytes(range(256)) * 40, "大表.xls")
    builder.write_volumes(str(tmp_path / "a.rar"))
    parts = sorted(path.read_bytes() for path in tmp_path.iterdir())
    assert len(parts) > 2
    whole = zipped(FILES)
    seven = seven_zip(FILES)
    cases = [*parts, rar4(*RAW, main=1), rar5(*RAW, main=1), raw_zip(*RAW, disk=2), b"PK\7\x08" + whole[:80]]
    assert {seen(body).unread for body in cases} == {doubts.VOLUMES}
    named = {
        "a.7z.001": seven[:99],
        "a.7z.002": seven[99:],
        "a.zip.001": whole[:99],
        "a.z01": whole[99:],
        "a.part2.rar": b"\1\2\3\xff",
    }
    assert {seen(body, name).unread for name, body in named.items()} == {doubts.VOLUMES}
    assert "预算数十二万元" in seen(rar4(*RAW, main=1)).text


def test_a_method_without_a_reader_is_named():
    assert seen(raw_zip((b"a.txt", b"x", {"method": 9}))).doubts == ("needs_reader:zip",)
    ppmd = [{"id": py7zr.FILTER_PPMD, "order": 6, "mem": 24}]
    assert seen(seven_zip(FILES, filters=ppmd)).doubts == ("needs_reader:7z",)


def test_without_a_reader_of_rar_it_is_named(monkeypatch):
    assert bundle.readers() == (rar.version(),)
    assert rar.version().startswith("rars ")
    monkeypatch.setattr(rar.util, "find_spec", lambda name: None)
    assert seen(rar5(*RAW)).doubts == ("needs_reader:rar",)
    assert bundle.readers() == ()


def test_one_damaged_member_does_not_hide_the_others():
    body = raw_zip((b"a.doc", b"x", {"checksum": 1}), (b"b.txt", b"words"))
    assert (seen(body).doubts, "words" in seen(body).text) == ((doubts.DAMAGED,), True)
    for solid in (False, True):
        body = bytearray(built(solid, store=True).to_bytes())
        body[body.find(FILES[NOTE])] ^= 1
        assert seen(bytes(body)).unread == doubts.DAMAGED
        assert "预算数十二万元" in seen(bytes(body)).text


@pytest.mark.parametrize("kind", ["zip by hand", "rar 4", "rar 5", "tar", "7z copy"])
def test_an_archive_that_is_cut_off_is_never_taken_for_whole(kind):
    body = ARCHIVES[kind]()
    whole = seen(body).text
    end = body.rstrip(b"\0") if kind == "tar" else body
    for size in range(40, len(end)):
        assert seen(body[:size]).unread, size
    assert (seen(body).text, seen(body).unread) == (whole, "")


def test_a_directory_that_leaves_members_out_is_doubted():
    body = raw_zip(*RAW)
    place = body.rfind(b"PK\5\6")
    one = struct.unpack_from("<L", body, place + 12)[0] - 46 - len(RAW[1][0])
    for begin, size in ((0, one), (one, one)):
        short = bytearray(body)
        struct.pack_into("<L", short, place + 12, size)
        assert seen(bytes(short)).unread == doubts.DAMAGED, begin


def test_what_systems_leave_behind_and_programs_do_not_make_an_archive_unread():
    left = ["Thumbs.db", "__MACOSX/._a.doc", ".DS_Store", "~$预算.doc", "图/总平面.dwg", "会议.mp4", "desktop.ini"]
    body = zipped(dict.fromkeys(left, b"\0\1\2\3") | {"setup.exe": program(b"")} | FILES)
    assert (seen(body).doubts, "setup.exe" in seen(body).text) == ((), True)
    for name in ("预算.doc", "年报", "公开表.dbf"):
        assert seen(zipped({name: b"\0\1\2\3"} | FILES)).unread == doubts.DAMAGED
    assert seen(program(b"")).doubts == ("needs_reader:exe",)


# What an archive says as a whole


def test_a_title_is_that_of_the_one_document_or_of_the_folder_of_all():
    assert seen(zipped({"a/三公.docx": document(), "a/Thumbs.db": b"\0\1"})).title == "某局三公经费说明"
    assert seen(zipped({"某局决算/一.txt": b"1", "某局决算/二/二.txt": b"2"})).title == "某局决算"
    assert seen(zipped(FILES)).title == ""


def test_what_was_recognised_in_a_member_is_not_taken_for_read():
    readings = {
        "a.txt": Reading("text/plain", text="甲"),
        "b.png": Reading("image/png", text="乙", read_by="ocr", confidence="0.91", boxes=(Box("乙", 1, 2, 3, 4),)),
        "c.pdf": Reading(
            "application/pdf", pages=3, read_by="ocr", confidence="0.5", doubts=(doubts.UNSURE, doubts.EMPTY),
            tables=(Table((("丙",),), where="第2页"),), boxes=(Box("丙", 1, 2, 3, 4, 2),), published=None, issuer="丁",
        ),
    }  # fmt: skip
    found = bundle.read(
        zipped(dict.fromkeys(readings, b"x")), "application/zip", "", lambda _, name, __: readings[name], 0, Budget()
    )
    assert (found.read_by, found.confidence, found.doubts, found.issuer) == ("ocr", "0.5", (doubts.UNSURE,), "")
    assert [box.page for box in found.boxes] == [1, 3]
    assert [table.where for table in found.tables] == ["c.pdf 第2页"]


# Bombs

ZEROS = b"0" * (limits.ZIP_RATIO_FLOOR + limits.MIB)


def overlapping():
    packed = deflated(b"0" * 4_000_000)
    said = {"method": 8, "size": 4_000_000, "checksum": zlib.crc32(b"0" * 4_000_000)}
    others = [(b"%d.txt" % place, packed, said | {"same_as": b"0.txt"}) for place in range(1, 1900)]
    return raw_zip((b"0.txt", packed, said), *others)


def deep(body, depth):
    for _ in range(depth):
        body = zipped({"a.zip": body})
    return body


BOMBS = {
    "flat zip": lambda: zipped({"a.txt": ZEROS}),
    "flat rar": lambda: rar_of(ZEROS),
    "flat 7z": lambda: seven_zip({"a.txt": ZEROS}),
    "flat gz": lambda: gzip.compress(ZEROS),
    "flat bz2": lambda: bz2.compress(ZEROS),
    "flat xz": lambda: lzma.compress(ZEROS),
    "tar in xz": lambda: lzma.compress(tarred({"a": ZEROS})),
    "wide zip": lambda: zipped({f"{place}.zip": zipped({"a.txt": ZEROS[: 1 << 20]}) for place in range(20)}),
    "deep zip": lambda: deep(zipped(FILES), 2),
    "deep mixed": lambda: gzip.compress(zipped({"a.7z": seven_zip({"a.rar": rar5(*RAW)})})),
    "overlapping zip": overlapping,
    "claims of a zip": lambda: raw_zip((b"a.txt", b"x", {"size": 0xFFFFFFF0})),
    "65,535 entries": lambda: raw_zip((b"a", b""), *[(b"a", b"", {"same_as": b"a"})] * 65_534),
    "rar of many": lambda: rar5(*[(b"a", b"")] * (limits.ZIP_ENTRIES + 1)),
    "7z of many": lambda: seven_zip({str(place): b"" for place in range(limits.ZIP_ENTRIES + 1)}, filters=COPIED),
    "tar of many": lambda: tarred({str(place): b"" for place in range(limits.ZIP_ENTRIES + 1)}),
    "many in many": lambda: zipped({f"{place}.zip": raw_zip((b"a", b""), *[(b"a", b"", {"same_as": b"a"})] * 1200) for place in range(2)}),
}  # fmt: skip


def test_office_files_in_an_archive_spend_its_budget_too():
    one = raw_zip(
        (b"word/document.xml", b"<w/>"), (b"word/media/a.png", b"\x89", {"size": limits.ZIP_RATIO_FLOOR - 100})
    )
    found = seen(zipped({"a.docx": one, "b.docx": one}))
    assert found.doubts[-1] == doubts.LIMIT
    assert limits.ZIP_ENTRIES < 80 * 40
    many = rezipped(document(), **{f"customXml/{place}.xml": b"<a/>" for place in range(80)})
    assert seen(zipped({f"{place}.docx": many for place in range(40)}, zipfile.ZIP_STORED)).doubts == ()


def rar_of(content):
    builder = rars.RarBuilder()
    builder.add_bytes(content, "a.txt")
    return builder.to_bytes()


@pytest.mark.parametrize("attack", BOMBS)
def test_no_bomb_goes_off(attack):
    body = BOMBS[attack]()
    with within(3):
        found = seen(body)
        assert doubts.LIMIT in found.doubts
        assert len(found.text) <= Budget.of(body).left + 3 * len(body)


@pytest.mark.parametrize("size", [0, 1, 10, 999])
def test_a_size_that_is_less_than_what_comes_out_is_unsafe(size):
    body = raw_zip((b"a.txt", deflated(b"1" * 1000), {"method": 8, "size": size}))
    assert seen(body).doubts == (doubts.DAMAGED, doubts.UNSAFE)


def test_a_member_that_fits_is_read_beside_one_that_does_not():
    for body in (zipped({"a.txt": ZEROS} | FILES), rars_with(ZEROS)):
        assert (seen(body).doubts, "预算数十二万元" in seen(body).text) == ((doubts.LIMIT,), True)


def rars_with(content):
    builder = built()
    builder.add_bytes(content, "a.txt")
    return builder.to_bytes()


# Office files are looked over


def test_an_office_file_is_looked_over_without_unpacking_its_pictures():
    checked = Budget.of(b"")
    picture = {"method": 8, "size": 1000, "checksum": 7}  # a wrong checksum: found only by one who unpacks it
    body = raw_zip((b"word/document.xml", b"<w/>"), (b"word/media/a.png", deflated(b"\x89" * 1000), picture))
    bundle.check(body)
    assert checked.left == limits.ZIP_RATIO_FLOOR
    with pytest.raises(limits.LimitReached):
        bundle.check(raw_zip((b"word/media/a.png", b"\x89", {"size": limits.ZIP_BYTES + 1})))


@pytest.mark.parametrize("name", [b"xl/sharedStrings.xml", b"xl/media/sheet.png", b"xl/worksheets/sheet1.bin"])
def test_a_part_that_is_parsed_may_not_lie_about_its_size(name):
    content = deflated(b"<a>" + b"1" * 100_000)
    with pytest.raises(limits.Unsafe):
        bundle.check(raw_zip((name, content, {"method": 8, "size": 100})))


@pytest.mark.parametrize("codec", ["utf-8", "utf-16le", "utf-16be"])
def test_a_document_type_is_refused_in_every_encoding(codec):
    content = "<!DOCTYPE a><a/>".encode(codec)
    with pytest.raises(limits.Unsafe):
        bundle.check(raw_zip((b"word/document.xml", content)))
    bundle.check(raw_zip((b"word/media/drawing.svg", content)))


# Whatever the bytes

SAMPLES = [
    ARCHIVES[kind]()
    for kind in ("zip", "zip with GBK", "rar 4", "rar 5 packed", "rar 5 solid", "7z lzma", "tar", "tar.gz")
]
NAMES = st.text(
    st.characters(codec="gb18030", exclude_categories=("C", "Z"), exclude_characters="\\/\ufffd"),
    min_size=1,
    max_size=30,
).filter(lambda name: name.strip(".") and unicodedata.is_normalized("NFC", name))


@tries(15)
@given(st.sampled_from(SAMPLES), st.integers(0, 10_000), st.binary(min_size=1, max_size=8), st.integers(0, 10_000))
def test_any_damaged_archive_is_an_outcome(body, place, damage, cut):
    place %= len(body)
    body = body[:place] + damage + body[place + len(damage) :]
    found = seen(body if cut % 3 else body[: cut % len(body)])
    assert found.doubts != (doubts.DAMAGED,) or not found.tables
    assert found.unread or found.text or found.doubts


@tries(6)
@given(NAMES)
def test_names_survive_in_gbk_and_utf_8(name):
    for codec in ("gb18030", "utf-8"):
        body = raw_zip((f"关于公开部门预算的说明/{name}".encode(codec), b"x"))
        assert seen(body).text.split("\n")[0] == f"关于公开部门预算的说明/{name}"
    for body in (rar5((name.encode(), b"x")), seven_zip({name: b"x"}, filters=COPIED), tarred({name: b"x"})):
        assert seen(body).text.split("\n")[0] == name
