"""Faults 60–80: pages and files that cannot be read with certainty, and what `gongkai read` says of each."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.proofs.messages.calls import Call, forked
from bench.proofs.messages.oracle import LANGUAGES, Shown

TEXT = "二〇一三年部门预算公开说明"
SENTENCE = f"{TEXT}：本单位公开的内容如下，包括机构职能、工作动态、通知公告与财政信息等各个方面的材料。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Paper:
    """One file at fault. `what` are patterns of what must be said, in Chinese and in English; none where it must be read well.

    `holds` are words that must come out of it all the same.
    """

    fault: int
    name: str
    body: bytes
    what: tuple[str, str] = ("", "")
    holds: str = ""


def _page(body: str | bytes, head: str = '<meta charset="utf-8">') -> bytes:
    told = body.encode() if isinstance(body, str) else body
    return f"<html><head>{head}<title>notice</title></head><body>".encode() + told + b"</body></html>"


def _png(width: int, height: int) -> bytes:
    """A picture that claims a size and holds nothing of it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def _zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def _sheet(inside: str) -> bytes:
    """A workbook with this in its one sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return _zipped(
        {
            "[Content_Types].xml": f'{head}<Types xmlns="{packages}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>'.encode(),
            "_rels/.rels": f'{head}<Relationships xmlns="{packages}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
            "xl/workbook.xml": f'{head}<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" '
            'r:id="rId1"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{packages}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{main}">{inside}</worksheet>'.encode(),
        }
    )


def papers() -> Iterator[Paper]:
    """Every file."""
    yield from _texts()
    yield from _pdfs()
    yield from _offices()
    yield from _archives()


def _texts() -> Iterator[Paper]:
    mixed = ("编码", "encoding")
    limit = ("超出限制", "limit")
    yield Paper(60, "gbk-said-utf8.html", _page(SENTENCE.encode("gbk")), holds=TEXT)
    yield Paper(
        60, "mixed.html", _page(f"<p>{SENTENCE}</p>".encode() + f"<p>{SENTENCE * 3}</p>".encode("gbk")), mixed, TEXT
    )
    yield Paper(
        61, "utf16.html", f"<html><title>通知</title><p>{SENTENCE * 3}</p></html>".encode("utf-16-le"), holds=TEXT
    )
    yield Paper(
        61, "gb18030.html", _page(f"{SENTENCE}𠮷林㐂".encode("gb18030"), '<meta charset="gb18030">'), holds="𠮷林㐂"
    )
    yield Paper(
        61,
        "big5.html",
        _page("預算公開說明書，本單位公開的內容如下".encode("big5"), '<meta charset="big5">'),
        holds="預算公開說明書",
    )
    yield Paper(
        62, "turned.html", _page(f"<p>{SENTENCE}\u202e算预\u202c\u200b</p>"), ("隐藏的文字|颠倒", "hid|turn"), TEXT
    )
    yield Paper(62, "nul.html", _page(f"<p>{SENTENCE}\0\x1b[31m</p>"), holds=TEXT)
    yield Paper(63, "deep.html", _page("<div>" * 200_000 + SENTENCE), limit)
    yield Paper(63, "links.html", _page(SENTENCE + "<a href=x>y</a>" * 1_000_000), limit)
    yield Paper(64, "empty.html", b"", ("没有内容", "no content|empty"))
    yield Paper(64, "blanks.html", b" \r\n\t" * 40, ("没有内容", "no content|empty"))
    yield Paper(65, "picture.png", _png(60, 40), ("图片", "picture|image"))
    yield Paper(79, "huge.png", _png(100_000, 100_000), ("图片|超出限制|损坏", "picture|image|limit|damaged"))
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>三公经费公开</text></svg>'
    yield Paper(79, "drawn.svg", svg.encode(), holds="")


def _pdfs() -> Iterator[Paper]:
    from tests.crawler.reading.test_pdf import Paper as Drawn
    from tests.crawler.reading.test_pdf import lines, scan

    def drawn(text: str = TEXT) -> bytes:
        paper = Drawn()
        lines(paper, [text] * 3)
        return paper.saved()

    damaged = ("损坏", "damaged")
    good = drawn()
    yield Paper(66, "cut.pdf", good[: len(good) // 3], damaged)
    yield Paper(66, "rubbish.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 20, damaged)
    yield Paper(67, "locked.pdf", _locked_pdf(), ("密码", "password"))
    script = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Type /Catalog"
    yield Paper(68, "script.pdf", good.replace(b"/Type /Catalog", script), ("脚本", "script"), TEXT)
    paper = Drawn()
    lines(paper, [TEXT] * 3)
    paper.page()
    scan(paper)
    yield Paper(69, "scan.pdf", paper.saved(), ("扫描件|图片", "scan|picture|image"))
    yield Paper(
        69,
        "garbled.pdf",
        drawn("\ue5e5\ue5e6\ue5e7\ue5e8\ue5e9\ue5ea" * 4),
        ("乱码|扫描件|图片", "garbled|scan|picture"),
    )
    yield Paper(70, "bomb.pdf", _bomb_pdf(), ("超出限制|损坏|超时", "limit|damaged|time"))


def _locked_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    made = canvas.Canvas(out, encrypt=StandardEncryption("secret", "owner"))
    made.drawString(72, 720, "budget")
    made.save()
    return out.getvalue()


def _bomb_pdf() -> bytes:
    """Content that unpacks in three layers to 400 MB of nothing."""
    packer = zlib.compressobj(9)
    inner = b"".join(packer.compress(b" " * 1_000_000) for _ in range(400)) + packer.flush()
    content = zlib.compress(zlib.compress(inner))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R >>",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode /FlateDecode] >>\nstream\n%s\nendstream"
        % (len(content), content),
    ]
    body, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % start for start in starts)
    return body + table + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)


def _offices() -> Iterator[Paper]:
    yield Paper(71, "really-html.doc", _page(f"<p>{SENTENCE}</p>"), holds=TEXT)
    yield Paper(71, "really-html.xls", _page("<table><tr><td>接待费<td>12.5</table>"), holds="接待费")
    yield Paper(71, "really-csv.xls", "项目,金额\r\n接待费,12.5\r\n".encode("gbk"), holds="接待费")
    yield Paper(
        71,
        "unknown.doc",
        OLE + bytes(500) + "Strange\0".encode("utf-16-le"),
        ("旧格式|损坏|无法识别", "old|damaged|unknown|cannot be"),
    )
    yield Paper(72, "locked.docx", OLE + "EncryptedPackage\0".encode("utf-16-le"), ("密码", "password"))
    entity = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    cells = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>预算</t></is></c></row></sheetData>'
    unsafe = ("不安全", "unsafe|not safe")
    lying = _sheet(cells)
    with zipfile.ZipFile(io.BytesIO(lying)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    yield Paper(
        73,
        "entity.xlsx",
        _zipped({**parts, "xl/worksheets/sheet1.xml": sheet.replace(b"?>", b"?>" + entity.encode(), 1)}),
        unsafe,
    )
    yield Paper(74, "claims-all.xlsx", _sheet(f'<dimension ref="A1:XFD1048576"/>{cells}'), holds="预算")
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 200_001))
    yield Paper(74, "merges.xlsx", _sheet(f"{cells}<mergeCells>{merges}</mergeCells>"), holds="预算")


def _archives() -> Iterator[Paper]:
    from tests.crawler.reading.archives import rar4, raw_zip

    limit = ("超出限制|不安全", "limit|unsafe|not safe")
    nothing = _zipped({"0.txt": b"0" * 200_000_000})
    yield Paper(75, "flat.zip", nothing, limit)
    inner = nothing
    for _ in range(6):
        inner = _zipped({f"{n}.zip": inner for n in range(4)})
    yield Paper(75, "nested.zip", inner, limit)
    yield Paper(75, "members.zip", _zipped({f"{n}.txt": b"" for n in range(65_000)}), limit)
    yield Paper(
        76,
        "leaves.zip",
        raw_zip((b"../../../etc/passwd", b"x"), (b"CON.txt", b"y"), (b"a.txt", b"1"), (b"a.txt", b"2")),
    )
    yield Paper(77, "gbk-names.zip", raw_zip(("部门预算.txt".encode("gbk"), SENTENCE.encode())), holds="部门预算.txt")
    yield Paper(78, "part.rar", rar4((b"a.txt", b"x" * 16), main=1), ("分卷", "volume|part"))
    yield Paper(78, "locked.rar", rar4((b"a.txt", b"x" * 16), flags=4), ("密码", "password"))
    yield Paper(78, "locked.zip", raw_zip((b"a.txt", b"x", {"flags": 1})), ("密码", "password"))


def read_papers(folder: Path, chosen: Sequence[int] = (), before: Callable[[], None] | None = None) -> Iterator[Shown]:
    """What one call of `gongkai read` says of all these files, or those of some faults, in each language; `before` disturbs it."""
    folder.mkdir(parents=True, exist_ok=True)
    every = [paper for paper in papers() if not chosen or paper.fault in chosen]
    for paper in every:
        (folder / paper.name).write_bytes(paper.body)
    words = ["read", *(paper.name for paper in every)]
    for at, language in enumerate(LANGUAGES):
        call = forked([*words, "--lang", language], folder, before)
        for paper in every:
            yield _shown(paper, call, at)


def _shown(paper: Paper, call: Call, at: int) -> Shown:
    card = _card(call.out, paper.name)
    wanted = paper.what[at]
    doubt = "\n".join(line for line in card.splitlines() if line.lstrip("│ ").startswith(("✗", "!")))
    wrong = [] if paper.holds in card else [f"{paper.holds!r} was not read"]
    if not wanted and doubt:
        wrong.append(f"it is doubted: {doubt}")
    text = f"{paper.name}\n{doubt}" if wanted else ""
    where = (paper.name,) if wanted else ()
    return Shown(
        paper.fault,
        paper.name,
        LANGUAGES[at],
        text,
        call.code,
        (0,),
        where,
        wanted,
        silent=not wanted,
        wrong=tuple(wrong),
    )


def _card(out: str, name: str) -> str:
    """The part of what was said that is about one file."""
    starts = [at for at in range(len(out)) if out.startswith("╭─ ", at)]
    for start, end in zip(starts, [*starts[1:], len(out)], strict=True):
        if out.startswith(f"╭─ {name} ", start):
            return out[start:end]
    return f"nothing is said of {name}"
