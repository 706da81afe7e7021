"""Honest small files of every kind, from which the changed ones are made; those of the foreign suites besides, where they are found."""

# ruff: noqa: E501 - markup in one piece
from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bench import hostile, hostile_office
from bench.hostile_office import docx, odf, ofd, ole, pptx, relation, sheet_xml, xlsx, zipped
from bench.proofs.fuzzing import wrappings
from bench.proofs.suites import folder

SMALL = 16_384  # bytes of a foreign file that is taken as a seed
MOST = 40  # of them, of each kind
WORDS = "关于公开二〇一三年部门预算的通知"


def _page(head: str, body: str) -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def pages() -> list[bytes]:
    """Web pages: an article, a list, a catalogue, nested tables, frames, scripts of content systems."""
    table = "<table border=1><caption>三公经费</caption><tr><th rowspan=2>项目<th colspan=2>金额（万元）<tr><th>预算<th>决算<tr><td>公务接待费<td>12.5<td>11.0</table>"
    article = _page(
        f'<meta charset="utf-8"><title>{WORDS}_某市财政局</title><meta name="PubDate" content="2013-07-01 09:00"><meta name="ContentSource" content="办公室">',
        f'<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/gk/">信息公开</a></div><h1>{WORDS}</h1><div>发布时间：2013-07-01 来源：某市财政局 【字体：大 中 小】</div>'
        f'<div id="zoom"><p>各单位：</p><p style="text-indent:2em">根据《条例》第十条，现公开如下。</p>{table}<p align=right>某市财政局<br>二〇一三年七月一日</p><p>附件：<a href="P020130701.doc">预算表.doc</a></p></div>'
        "<div style='display:none'>隐藏</div><div>主办：某市财政局 备案号：ICP备1号</div>",
    )
    rows = "".join(
        f'<li><span>2013-07-{day:02d}</span><a href="t201307{day:02d}_{day}.html" title="通知{day}">通知{day}…</a></li>'
        for day in range(1, 8)
    )
    listed = _page(
        "<title>通知公告</title><script>var countPage = 12; createPageHTML(12, 0, 'index', 'html');</script>",
        f"<ul>{rows}</ul><a href='index_1.html'>下一页</a><select onchange=\"location='x'+this.value\"><option value=/a/>甲</select>",
    )
    catalogue = _page(
        "<title>目录</title>",
        "<table><tr><td>索 引 号：<td>000014349/2013-00012<td>主题分类：<td>财政、金融<tr><td>发布机构：<td>某市财政局<td>成文日期：<td>2013年7月1日<tr><td>标 题：<td colspan=3>关于某事的批复<tr><td>发文字号：<td>〔2013〕1号<td>公开日期：<td>2013-07-03</table>"
        '<table><tr><td><table><tr><td>甲<td><img src=a.jpg alt="图"><tr><td>乙<td>2</table></table>',
    )
    jpage = b"""<html><body><div id="1"></div><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&columnid=3&unitid=4"></a>]]></nextgroup><recordset><record><![CDATA[<li><a href="/art/2013/7/1/art_3_1.html">\xe9\x80\x9a\xe7\x9f\xa5</a>2013-07-01</li>]]></record></recordset></datastore></script><script>perPage:15, totalRecord:120, proxyUrl:'/module/web/jpage/dataproxy.jsp'</script></body></html>"""
    frames = b'<html><head><meta http-equiv="refresh" content="3;url=/main/"></head><frameset cols="1,*"><frame src="left.asp"><noframes><a href="m.asp">main</a></noframes></frameset></html>'
    vsb = '<html><a href="list.jsp?a2t=12&a2p=2&PAGENUM=2&totalpage=12&wbtreeid=1001">下页</a><span class="p_next"><a href="1001/11.htm">下页</a></span><form action="s.jsp" method=get name=f><input type=hidden name=a value=1><select name=b><option value=2>二</select></form></html>'.encode(
        "gb18030"
    )
    forms = '<html><meta charset=gb2312><form action="/ysqgk/"><label>申请人姓名<input name=a></label><textarea name=b>所需信息</textarea></form><iframe src="http://b.gov.cn/x"></iframe><svg><a xlink:href="/m">图</a></svg></html>'.encode(
        "gb18030"
    )
    flow = "<html><body><div><b>办理流程</b><br>1、申请<br>2、受理<br/>3、办结 &nbsp;&#9312; &copy; &#x4e00;</div><dl><dt>时限<dd>20个工作日</dl><pre>a\n b</pre><ruby>公<rt>gong</ruby></body>".encode(
        "utf-16"
    )
    return [article, article.decode().encode("gb18030"), listed, catalogue, jpage, frames, vsb, forms, flow]


def texts() -> list[bytes]:
    """Plain text in several encodings."""
    said = f"{WORDS}\r\n各单位：\r\n    现将二〇一三年预算公开如下，共12.5万元。\r\n2013年7月1日\r\n"
    traditional = "關於公開預算的通知\n這個網頁是為了辦理業務，請各機關處長。"
    return [
        *(said.encode(name) for name in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")),
        said.replace("〇", "零").encode("hz"),
        traditional.encode("big5"),
    ]


def tables() -> list[bytes]:
    """Comma-separated values."""
    said = f'sep=,\r\n{WORDS},,\r\n项目,预算,"决算,万元"\r\n接待费,12.5,"1,100"\r\n"车辆\n购置",0,\r\n'
    return [
        said.encode(),
        said[7:].encode("gb18030"),
        said[7:].replace(",", "\t").encode("utf-16"),
        b"a;b\n1;2\n",
        "﻿a|b\n1|2\n".encode(),
    ]


def data() -> list[bytes]:
    """JSON and XML: answers of content systems, a site map, a feed."""
    sitemap = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://a.gov.cn/1.html</loc><lastmod>2013-07-01</lastmod><priority>0.5</priority></url><url><loc>http://a.gov.cn/?a=1&amp;b=2</loc></url></urlset>'
    feed = f'<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><title>{WORDS}</title><item><title><![CDATA[通知]]></title><link>http://a.gov.cn/1</link><pubDate>Mon, 01 Jul 2013 08:00:00 GMT</pubDate></item></channel></rss>'
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b&gt;公开</title><link href="http://a.gov.cn/1"/><updated>2013-07-01T00:00:00Z</updated></entry></feed>'
    answer = '{"total": 120, "rows": [{"title": "通知", "url": "/a/1.html", "date": 1372608000000, "more": null}], "page": {"size": 15, "ok": true}}'
    xml = '<?xml version="1.0"?><root><row id="1"><![CDATA[<a href="/x">通知</a>]]></row></root>'
    return [
        sitemap.encode(),
        feed.encode("gb18030"),
        atom.encode(),
        answer.encode(),
        answer.encode("gb18030"),
        xml.encode(),
        b'[[1,2],["\\u516c\\ud83d\\ude00"]]',
    ]


def mails() -> list[bytes]:
    """Pages saved as one file (MHTML)."""
    import base64

    inner = base64.encodebytes(
        "<html><body><p>今年共支出一百元。</p><table><tr><td>a<td>b</table></body></html>".encode("gb18030")
    )
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--=b"\r\n\r\n'
    part = (
        b'----=b\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\nContent-Location: file:///C:/a.htm\r\n\r\n'
        + inner
    )
    quoted = b"----=b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E9=80=9A=\r\n=E7=9F=A5</p>\r\n"
    single = b"MIME-Version: 1.0\nContent-Type: text/html\nSubject: =?gb2312?B?zajWqg==?=\n\n<p>x</p>"
    return [head + part + quoted + b"----=b--\r\n", single]


def pdfs() -> list[bytes]:
    """PDFs: words, a table, a form within a form, a picture, scripts."""
    boxes = b"".join(
        b"%d %d 100 20 re S BT /F 10 Tf %d %d Td (cell %d) Tj ET\n"
        % (50 + n % 3 * 100, 600 - n // 3 * 20, 55 + n % 3 * 100, 605 - n // 3 * 20, n)
        for n in range(9)
    )
    plain = hostile.sheet(hostile.stream(hostile.SAYS))
    ruled = hostile.sheet(hostile.stream(boxes + hostile.SAYS))
    packed = hostile.sheet(hostile.stream(zlib.compress(boxes), b"/Filter/FlateDecode"))
    form = hostile.sheet(
        hostile.stream(b"q 1 0 0 1 9 9 cm /X Do Q"),
        hostile.stream(hostile.SAYS, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>"),
        resources=b"/XObject<</X 6 0 R>>",
    )
    mapped = b"/CIDInit /ProcSet findresource begin 1 begincmap 1 begincodespacerange <00><FF> endcodespacerange 2 beginbfchar <41><516C> <42><5F00> endbfchar 1 beginbfrange <43><50><4E00> endbfrange endcmap"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Odd/ToUnicode 7 0 R/FirstChar 65/LastChar 67/Widths[500 600 700]/Encoding<</Differences[65/A/B/uni516C]>>>>"
    named = hostile.sheet(
        hostile.stream(b"BT /G 12 Tf 1 0 0 1 50 700 Tm [(AB)-250(C)]TJ T* (D) ' ET"),
        font,
        hostile.stream(mapped),
        resources=b"/Font<</G 6 0 R>>",
    ).replace(b"/Font<</F 5 0 R>>", b"", 1)
    picture = hostile.sheet(
        hostile.stream(b"600 0 0 800 0 0 cm /X Do"),
        hostile.stream(
            bytes(64), b"/Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray"
        ),
        resources=b"/XObject<</X 6 0 R>>",
    )
    acting = plain.replace(
        b"/Catalog",
        b"/Catalog/OpenAction<</S/JavaScript/JS(1)>>/Names<</EmbeddedFiles<</Names[(a)<</F(a.txt)>>]>>>>/AcroForm<</Fields[]>>",
    )
    turned = hostile.sheet(hostile.stream(boxes), said=b"/Rotate 90/CropBox[0 0 300 800]")
    return [plain, ruled, packed, form, named, picture, acting, turned]


def workbooks(ending: str) -> list[bytes]:
    """Spreadsheets of one kind, as several programs write them."""
    return {"xlsx": _xlsx, "xls": _xls, "ods": _ods, "xlsb": _xlsb}[ending]()


def _xlsx() -> list[bytes]:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet, hidden = book.add_worksheet("汇总"), book.add_worksheet("b")
        hidden.hide()
        percent = book.add_format({"num_format": "0.00%"})
        sheet.merge_range(0, 0, 0, 3, "三公经费预算表")
        for row, cells in enumerate((("项目", "预算", "决算"), ("接待费", 12.5, 0.95), ("车辆", 3, True)), 1):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell, percent if cell == 0.95 else None)
        sheet.write_formula(5, 1, "=SUM(B3:B4)", None, 15.5)
        sheet.write_formula(6, 1, '=IF(1,"x","")', None, "")
        sheet.data_validation("A9", {"validate": "list", "source": ["优", "良"]})
        sheet.write_url(7, 0, "http://a.gov.cn/", string="网址")
        sheet.write_comment(7, 1, "批注")
        hidden.write(20, 30, "远")
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>行内</t></is></c></row><row r="3" hidden="1"><c r="B3" s="1"><v>41456</v></c><c r="D3" t="e"><v>#N/A</v></c><c r="E3" t="b"><v>1</v></c></row>'
    styles = '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\年m\\月"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    made = xlsx(
        cells,
        strings="<si><r><t>富</t></r><r><t>文本</t></r><rPh><t>x</t></rPh></si>",
        styles=styles,
        after='<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
        before='<dimension ref="A1:E3"/>',
    )
    return [out.getvalue(), made]


def _xls() -> list[bytes]:
    import xlwt

    book, out = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    sheet = book.add_sheet("汇总")
    sheet.write_merge(0, 0, 0, 2, "三公经费")
    sheet.write(1, 0, "接待费")
    sheet.write(1, 1, 12.5, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write(2, 1, xlwt.Formula("B2*2"))
    sheet.write(3, 1, True)
    sheet.row(3).hidden = True
    book.add_sheet("b").write(9, 9, "远")
    book.save(out)
    markup = sheet_xml(
        '<Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">项目</Data></Cell><Cell ss:Index="5"><Data ss:Type="Number">1.5</Data></Cell></Row>'
    )
    page = (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td x:num>1<td>接待费</table></html>".encode(
            "gb18030"
        )
    )
    return [out.getvalue(), markup, page]


def _ods() -> list[bytes]:
    cells = '<table:table table:name="汇总"><table:table-column table:number-columns-repeated="3"/><table:table-row><table:table-cell office:value-type="string"><text:p>项目</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.5" table:number-columns-repeated="2"><text:p>50%</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="3"><table:covered-table-cell/><table:table-cell table:number-columns-spanned="2" office:value-type="date" office:date-value="2013-07-01" table:formula="of:=[.A1]"/></table:table-row></table:table>'
    return [odf("spreadsheet", cells, ("styles.xml", "<a/>"), ("META-INF/manifest.xml", "<m/>"))]


def _xlsb() -> list[bytes]:
    """Its cells near each other: far apart they end the process, which is an attack and no seed."""
    parts = wrappings.ZIP.parts(hostile_office.xlsb_of_two_cells_far_apart())
    near = [
        (name, body.replace(struct.pack("<L", 1_048_575), b"\2\0\0\0").replace(struct.pack("<L", 16_383), b"\3\0\0\0"))
        for name, body in parts
    ]
    return [wrappings.ZIP.whole(near)]


def documents(ending: str) -> list[bytes]:
    """Documents of one kind."""
    return {
        "docx": _docx,
        "doc": _doc,
        "rtf": _rtf,
        "wps": _wps,
        "ppt": _ppt,
        "pptx": _pptx,
        "odt": _odt,
        "ofd": _ofd,
        "xml": _word_xml,
    }[ending]()


BLOCKS = '<w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">申请 </w:t><w:tab/><w:br/></w:r><w:hyperlink r:id="r9"><w:r><w:t>附件</w:t></w:r></w:hyperlink></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>项目</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="end"/><w:t>12.5</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt;left:3pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>受理</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:r></w:p>'


def _docx() -> list[bytes]:
    numbers = f'<w:numbering {hostile_office.W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    styles = f'<w:styles {hostile_office.W}><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="0"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
    related = relation(2, "numbering", "numbering.xml") + relation(3, "styles", "styles.xml")
    return [
        docx(BLOCKS, ("word/numbering.xml", numbers), ("word/styles.xml", styles), related=related),
        docx(hostile_office.paragraph(WORDS)),
    ]


def _word_xml() -> list[bytes]:
    name = "http://schemas.microsoft.com/office/word/2003/wordml"
    old = f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="{name}"><w:body><w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:wordDocument>'
    return [old.encode()]


def _doc() -> list[bytes]:
    return [ole("WordDocument", hostile_office.WORD_97 + WORDS.encode("utf-16le") * 20)]


def _wps() -> list[bytes]:
    return [hostile_office.works_of_nothing_but_noise()[:6_000], *_doc()]


def _ppt() -> list[bytes]:
    return [
        ole("PowerPoint Document", b"\x0f\0\xe8\x03\x20\0\0\0" + b"\0\0\xa8\x0f\x10\0\0\0plain words here" + bytes(64))
    ]


def _rtf() -> list[bytes]:
    words = "".join(f"\\u{ord(each)}?" for each in WORDS)
    rows = r"\trowd\cellx1000\cellx2000\intbl a\cell b\cell\row"
    return [
        rf"{{\rtf1\ansi\ansicpg936\deff0{{\fonttbl{{\f0\fnil\fcharset134 SimSun;}}}}\pard {words}\par {rows}\pard\b bold\b0\tab x\line\'b9\'ab\'bf\'aa\par{{\*\generator x;}}}}".encode(),
        rb"{\rtf1\ansi{\pict\pngblip\bin4 abcd}{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}\par}",
    ]


def _pptx() -> list[bytes]:
    return [
        pptx(
            '<p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="1" y="2"/><a:ext cx="3" cy="4"/></a:xfrm></p:spPr><p:txBody><a:p><a:r><a:t>标题</a:t></a:r></a:p></p:txBody></p:sp><p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc gridSpan="2"><a:txBody><a:p><a:r><a:t>1</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>'
        )
    ]


def _odt() -> list[bytes]:
    inside = f'<text:h text:outline-level="1">{WORDS}</text:h><text:list><text:list-item><text:p>一<text:s text:c="3"/><text:tab/></text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>项目</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table><text:p><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame></text:p>'
    return [
        odf("text", inside),
        odf(
            "presentation",
            f'<draw:page draw:name="p1"><draw:frame><draw:text-box><text:p>{WORDS}</text:p></draw:text-box></draw:frame></draw:page>',
        ),
    ]


def _ofd() -> list[bytes]:
    lines = "".join(
        f'<ofd:PathObject ID="{n}" Boundary="10 {10 + n * 10} 100 1"><ofd:AbbreviatedData>M 0 0 L 100 0</ofd:AbbreviatedData></ofd:PathObject>'
        for n in range(3)
    )
    words = f'<ofd:TextObject ID="3" Boundary="12 12 90 9" Size="5" CTM="1 0 0 1 0 0"><ofd:TextCode X="0" Y="5" DeltaX="g 2 5 5">{WORDS[:6]}</ofd:TextCode></ofd:TextObject>'
    return [ofd(lines + words)]


def pictures() -> list[bytes]:
    """Pictures of every kind that is read."""
    from PIL import Image, ImageDraw

    made = Image.new("RGB", (64, 48), "white")
    pen = ImageDraw.Draw(made)
    pen.rectangle((8, 8, 40, 30), outline="black")
    pen.line((0, 0, 63, 47), fill="red")
    found = []
    for kind, options in (
        ("PNG", {}),
        ("JPEG", {"quality": 60}),
        ("GIF", {}),
        ("WEBP", {}),
        ("BMP", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
    ):
        for mode in ("RGB", "L", "P"):
            if (kind, mode) != ("JPEG", "P"):
                out = io.BytesIO()
                made.convert(mode).save(out, kind, **options)
                found.append(out.getvalue())
    return found


def zips() -> list[bytes]:
    """ZIPs of several files, of names in GBK, of a ZIP and of a document."""
    inner = zipped(("a.txt", WORDS), ("b.html", "<p>x</p>"))
    legacy = hostile_office.closed(
        hostile_office.local("通知.txt".encode("gb18030"), b"x", 1, zlib.crc32(b"x"), 0),
        hostile_office.entry("通知.txt".encode("gb18030"), b"x", 1, checksum=zlib.crc32(b"x"), method=0), 1,
    )  # fmt: skip
    return [
        zipped(("通知/附件1.txt", WORDS), ("表.csv", "a,b\n1,2"), ("深.zip", inner)),
        legacy,
        zipped(("表.docx", _docx()[1])),
    ]


def named_zips() -> list[bytes]:
    """ZIPs that say what they are, each packed in another way."""
    import zipfile

    found = []
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as bundle:
            bundle.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            bundle.writestr("[Content_Types].xml", "<Types/>")
        found.append(out.getvalue())
    return found


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as bundle:
        for name, content in (("通知.txt", WORDS.encode()), ("a/" + "长" * 50 + ".txt", b"x")):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            bundle.addfile(info, io.BytesIO(content))
    return out.getvalue()


def tars() -> list[bytes]:
    """A tar, and the same packed in three ways."""
    return [_tar(), gzip.compress(_tar()), bz2.compress(_tar()), lzma.compress(_tar()), gzip.compress(WORDS.encode())]


def rars() -> list[bytes]:
    """RARs of versions 4 and 5, stored, with a picture's worth of flags."""
    from tests.crawler.reading.archives import rar4, rar5

    members = [("通知.txt".encode(), WORDS.encode()), (b"a\\b.txt", b"x")]
    return [rar4(*members), rar5(*members), rar4(*members, flags=4), rar4(*members, main=1)]


def sevens() -> list[bytes]:
    """7z files by several methods."""
    import py7zr

    found = []
    for filters in (
        [{"id": py7zr.FILTER_LZMA2, "preset": 1}],
        [{"id": py7zr.FILTER_COPY}],
        [{"id": py7zr.FILTER_DEFLATE}],
        [{"id": py7zr.FILTER_LZMA, "preset": 1}],
    ):
        out = io.BytesIO()
        with py7zr.SevenZipFile(out, "w", filters=filters) as bundle:
            bundle.set_encoded_header_mode(False)
            bundle.writestr(WORDS.encode(), "通知.txt")
            bundle.writestr(b"a,b\n1,2", "a/b.csv")
        found.append(out.getvalue())
    return found


def robots() -> list[bytes]:
    """Files for robots."""
    return [
        b"User-agent: *\nDisallow: /a/*.asp$\nAllow: /a/b\nCrawl-delay: 5\nSitemap: http://a.gov.cn/sitemap.xml\n",
        "\ufeffUser-agent: gongkai\r\nDisallow:\r\n# 说明\r\nUser-agent:Baiduspider\r\nDisallow: /%E4%B8%80?x=*&y\r\n".encode(),
        b"<html><title>404</title></html>", "User-agent: *\nDisallow: /公开/\n".encode("utf-16"),
    ]  # fmt: skip


def foreign(suite: str, ending: str) -> list[bytes]:
    """Small files of a foreign suite; none where it is not here."""
    place = folder(suite)
    files = sorted((place / "files").glob(f"*.{ending}")) if place else []
    return [each.read_bytes() for each in files if each.stat().st_size <= SMALL][:MOST]


def with_foreign(make: Callable[[], list[bytes]], suite: str, ending: str) -> Callable[[], list[bytes]]:
    """Own seeds and foreign ones, made once."""

    @cache
    def made() -> list[bytes]:
        return [*make(), *foreign(suite, ending)]

    return made


def path_of(name: str) -> Path:
    """A file of the repository."""
    return Path(__file__).parents[3] / name
