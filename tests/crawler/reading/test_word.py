"""Word documents, made on the spot from their own XML: what a person sees of them comes out, once and in order."""

# ruff: noqa: E501
import io
import zipfile

import pytest
from PIL import Image

from crawler.reading import limits, read, sniff
from crawler.reading.office import wordlists

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/{}" ContentType="{}"/></Types>'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def relations(**targets):
    """Relations by id: "kind target", or an address outside."""
    rows = ""
    for name, target in targets.items():
        kind, _, place = target.rpartition(" ")
        outside = ' TargetMode="External"' if not kind else ""
        rows += f'<Relationship Id="{name}" Type="{RELATION}/{kind or "hyperlink"}" Target="{place}"{outside}/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in parts.items():
            bundle.writestr(name, content)
    return out.getvalue()


def docx(body, main="word/document.xml", content_type=MAIN, related=None, **parts):
    folder, _, last = main.rpartition("/")
    return packed(
        {
            "[Content_Types].xml": TYPES.format(main, content_type),
            "_rels/.rels": relations(rId1=f"officeDocument {main}"),
            main: f"<w:document {NS}><w:body>{body}</w:body></w:document>",
            f"{folder}/_rels/{last}.rels": relations(**(related or {})),
            **{name.replace("__", "/") + ".xml": f"<w:{kind} {NS}>{content}</w:{kind}>" for name, (kind, content) in parts.items()},
        }
    )  # fmt: skip


def seen(body, name="附件.pdf", **options):
    return read(body, url="http://a.gov.cn/" + name, content_type="application/pdf", **options)


def p(text="", properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def lines(body, **options):
    return seen(docx(body, **options)).text.split("\n")


def box(left, top, words, wide=80, high=30):
    shape = f"<wps:wsp><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{wide * 12700}' cy='{high * 12700}'/></a:xfrm></wps:spPr><wps:txbx><w:txbxContent>{p(words)}</w:txbxContent></wps:txbx></wps:wsp>"
    place = f'<wp:positionH relativeFrom="column"><wp:posOffset>{left * 12700}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>{top * 12700}</wp:posOffset></wp:positionV>'
    drawing = f'<w:drawing><wp:anchor>{place}<wp:extent cx="{wide * 12700}" cy="{high * 12700}"/><a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>'
    fallback = f"<w:pict><v:rect><v:textbox><w:txbxContent>{p(words)}</w:txbxContent></v:textbox></v:rect></w:pict>"
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>'


def old_box(left, top, words):
    return f'<v:rect style="position:absolute;left:{left};top:{top};width:900;height:300"><v:textbox><w:txbxContent>{p(words)}</w:txbxContent></v:textbox></v:rect>'


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


SPAN, DOWN, MORE = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
TABLE = (
    f"<w:tbl><w:tr>{cell('项目', DOWN)}{cell('预算', SPAN)}</w:tr><w:sdt><w:sdtContent><w:tr>{cell('', MORE)}{cell('2012')}{cell('2013')}</w:tr></w:sdtContent></w:sdt>"
    f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}{cell('旧')}{cell('旧')}</w:tr><w:ins><w:tr>{cell('接待费')}{cell('0')}{cell('12.5')}</w:tr></w:ins></w:tbl>"
)


def test_a_table_with_merged_wrapped_and_deleted_rows():
    found = seen(docx(p("某局三公经费预算表") + p("单位：万元") + TABLE))
    assert found.tables[0].rows == (("项目", "预算", "预算"), ("项目", "2012", "2013"), ("接待费", "0", "12.5"))
    assert found.tables[0].caption == "单位：万元"
    assert found.text.split("\n")[2:] == ["项目\t预算", "2012\t2013", "接待费\t0\t12.5"]


def test_cells_that_say_the_same_are_not_taken_for_one():
    row = f"<w:tbl><w:tr>{cell('合计')}{cell('0')}{cell('0')}{cell('5')}</w:tr></w:tbl>"
    assert lines(row) == ["合计\t0\t0\t5"]


def test_a_row_that_begins_late_and_cells_merged_the_old_way():
    first = cell("甲", '<w:hMerge w:val="restart"/>')
    late = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{first}{cell('', '<w:hMerge/>')}</w:tr>"
    found = seen(docx(f"<w:tbl><w:tr>{cell('一')}{cell('二')}{cell('三')}</w:tr>{late}</w:tbl>"))
    assert found.tables[0].rows == (("一", "二", "三"), ("", "甲", "甲"))


def test_a_table_within_a_cell_is_a_table_and_its_words_stand_in_the_cell():
    inner = f"<w:tbl><w:tr>{cell('内一')}{cell('内二')}</w:tr></w:tbl>"
    found = seen(docx(f"<w:tbl><w:tr>{cell('外')}{cell(inner + p(''))}</w:tr></w:tbl>"))
    assert [table.rows for table in found.tables] == [(("内一", "内二"),), (("外", "内一 内二"),)]


def test_deleted_and_hidden_words_are_left_out_and_moved_ones_stand_once():
    body = (
        "<w:p><w:r><w:t>批准</w:t></w:r><w:del><w:r><w:delText>不予</w:delText></w:r></w:del><w:ins><w:r><w:t>同意</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"
        "<w:p><w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo></w:p>"
    )
    assert lines(body) == ["批准同意", "移来"]


def field(told, shown):
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{told}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


def test_fields_say_what_they_show_but_for_page_numbers_and_links_are_kept():
    body = (
        f"<w:p>{field(' PAGE ', '7')}{field(' REF a ', '见下表')}{field(' HYPERLINK &quot;http://b.gov.cn/x.xls&quot; ', '附件')}"
        '<w:hyperlink r:id="rId7"><w:r><w:t>附表</w:t></w:r></w:hyperlink><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple></w:p>'
    )
    found = seen(docx(body, related={"rId7": "https://c.gov.cn/y"}))
    assert found.text == "见下表附件附表"
    assert [(link.url, link.text) for link in found.links] == [
        ("http://b.gov.cn/x.xls", "附件"),
        ("https://c.gov.cn/y", "附表"),
    ]


def test_signs_forms_and_formulas_are_words_too():
    body = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:sym w:font="Wingdings 2" w:char="F0A3"/><w:t>否</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath><w:r><w:ruby><w:rt><w:r><w:t>gong</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>公</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert lines(body) == ["☑是□否☑x=1公"]


def numbering(*levels, more="", number='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'):
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{style}<w:lvlText w:val="{words}"/></w:lvl>'
        for at, (form, words, style) in enumerate(levels)
    )
    return "numbering", f'<w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>{more}{number}'


def item(text, level=0, number=1):
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


CHAPTERS = [("chineseCounting", "%1、", ""), ("japaneseCounting", "（%2）", ""), ("decimal", "%3.", "")]
LISTED = {"related": {"n": "numbering numbering.xml", "s": "styles styles.xml"}}


def test_lists_have_the_numbers_that_are_seen():
    body = (
        item("概况") + item("职能", 1) + p("正文") + item("机构", 1) + item("人员", 2) + item("收支") + item("收入", 1)
    )
    expected = ["一、概况", "（一）职能", "正文", "（二）机构", "1. 人员", "二、收支", "（一）收入"]
    assert lines(body, **LISTED, word__numbering=numbering(*CHAPTERS)) == expected


def test_a_list_that_begins_anew_and_one_that_goes_on():
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    more = numbering(("decimal", "%1.", ""), number='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' + again)
    body = item("甲") + item("乙") + item("丙", number=2) + item("丁")
    assert lines(body, **LISTED, word__numbering=more) == ["1. 甲", "2. 乙", "1. 丙", "3. 丁"]


def test_a_style_may_say_the_list_and_a_list_the_level_of_a_style():
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
    )
    levels = [("chineseCounting", "第%1章", '<w:pStyle w:val="H1"/>'), ("decimal", "%1.%2", '<w:pStyle w:val="H2"/>')]
    body = (
        p("总则", '<w:pStyle w:val="H1"/>')
        + p("目的", '<w:pStyle w:val="H2"/>')
        + p("无", '<w:pStyle w:val="H2"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    found = lines(body, **LISTED, word__numbering=numbering(*levels), word__styles=("styles", styles))
    assert found == ["第一章 总则", "一.1 目的", "无"]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [(10, "chineseCounting", "十"), (12, "japaneseCounting", "十二"), (20, "chineseCounting", "二十"), (105, "chineseCountingThousand", "一百零五"),
     (1010, "chineseCounting", "一千零一十"), (3, "ideographTraditional", "丙"), (12, "chineseLegalSimplified", "壹拾贰"), (11, "decimalEnclosedCircle", "⑪"),
     (28, "lowerLetter", "bb"), (14, "upperRoman", "XIV"), (3, "bullet", ""), (7, "decimalZero", "07")],
)  # fmt: skip
def test_numbers_in_the_forms_of_word(number, form, written):
    assert wordlists.written(number, form) == written


def test_a_flowchart_is_read_as_it_is_drawn_not_as_it_was_written():
    chart = (
        p("许可流程图")
        + f"<w:p>{box(100, 200, '办结送达')}{box(100, 20, '申请')}{box(200, 100, '不予受理')}{box(20, 102, '受理审查')}</w:p>"
        + p("咨询电话")
    )
    found = seen(docx(chart))
    first = found.boxes[0]
    assert found.text.split("\n") == ["许可流程图", "申请", "受理审查", "不予受理", "办结送达", "咨询电话"]
    assert (first.text, first.right - first.left, first.bottom - first.top) == ("申请", 80, 30)
    assert found.boxes[1].left < found.boxes[2].left


def test_shapes_of_a_group_have_the_places_that_the_group_gives_them():
    group = (
        '<w:pict><v:group style="position:absolute;margin-left:20pt;margin-top:10pt;width:300pt;height:200pt" coordorigin="1000,2000" coordsize="3000,2000">'
        f'{old_box(2000, 3500, "发证")}{old_box(2000, 2100, "提出申请")}<v:group style="left:1000;top:2500;width:3000;height:1000" coordsize="100,100">{old_box(10, 50, "现场勘验")}</v:group></v:group></w:pict>'
    )
    found = seen(docx(f"<w:p><w:r>{group}</w:r></w:p>"))
    assert [one.text for one in found.boxes] == ["提出申请", "现场勘验", "发证"]
    assert (found.boxes[2].left - found.boxes[0].left, found.boxes[2].top - found.boxes[0].top) == (0, 140)


def test_the_boxes_of_a_new_group_are_scaled():
    def member(x, y, words):
        return f"<wps:wsp><wps:spPr><a:xfrm><a:off x='{x}' y='{y}'/><a:ext cx='100' cy='50'/></a:xfrm></wps:spPr><wps:txbx><w:txbxContent>{p(words)}</w:txbxContent></wps:txbx></wps:wsp>"

    frame = "<wpg:grpSpPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='2540000' cy='2540000'/><a:chOff x='1000' y='1000'/><a:chExt cx='1000' cy='1000'/></a:xfrm></wpg:grpSpPr>"
    group = f"<w:drawing><wp:inline><wp:extent cx='2540000' cy='2540000'/><a:graphic><a:graphicData><wpg:wgp>{frame}{member(1000, 1500, '审核')}{member(1000, 1000, '受理')}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    found = seen(docx(f"<w:p><w:r>{group}</w:r></w:p>"))
    assert [(one.text, one.right - one.left) for one in found.boxes] == [("受理", 20), ("审核", 20)]
    assert found.boxes[1].top - found.boxes[0].top == 100


def test_a_diagram_and_a_chart_say_their_words():
    graphic = "<w:p><w:r><w:drawing><wp:inline><wp:extent cx='100' cy='100'/><a:graphic><a:graphicData>{}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    body = graphic.format('<dgm:relIds r:dm="d"/>') + graphic.format('<c:chart r:id="c"/>')
    data = "<w:x><dgm:pt><dgm:t><a:p><a:r><a:t>受理</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt type='pres'/><dgm:pt><dgm:t><a:p><a:r><a:t>办结</a:t></a:r></a:p></dgm:t></dgm:pt></w:x>"
    chart = "<c:ser><c:tx><c:v>支出</c:v></c:tx><c:cat><c:v>2012</c:v><c:v>2013</c:v></c:cat><c:val><c:v>5</c:v><c:v>6</c:v></c:val></c:ser>"
    found = seen(
        docx(
            body,
            related={"d": "diagramData data.xml", "c": "chart chart.xml"},
            word__data=("x", data),
            word__chart=("x", chart),
        )
    )
    assert found.text.split("\n") == ["受理", "办结", "支出\t2012 5\t2013 6"]
    assert [one.text for one in found.boxes] == ["受理", "办结"]


def test_notes_headers_and_footers_are_said_once_and_page_numbers_are_not():
    body = f'{p("正文很长")}<w:p><w:r><w:t>有注</w:t><w:footnoteReference w:id="2"/></w:r></w:p><w:sectPr><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>'
    parts = {
        "related": {"h": "header header1.xml", "f": "footer footer1.xml", "n": "footnotes footnotes.xml"},
        "word__header1": ("hdr", p("某政发〔2013〕5号")), "word__footer1": ("ftr", p("第 页 共 页") + p("正文很长")),
        "word__footnotes": ("footnotes", f'<w:footnote w:id="1">{p("没有提到")}</w:footnote><w:footnote w:id="2">{p("含上年结转")}</w:footnote>'),
    }  # fmt: skip
    assert lines(body, **parts) == ["正文很长", "有注", "含上年结转", "某政发〔2013〕5号"]


@pytest.mark.parametrize(
    "options",
    [{"main": "word/document2.xml"}, {"main": "Word/Document.xml"}, {"content_type": "application/vnd.ms-word.document.macroEnabled.main+xml", "main": "a/b.xml"},
     {"content_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "main": "x/y.xml"}],
)  # fmt: skip
def test_the_main_part_is_found_by_its_relation(options):
    found = seen(docx(p("公开"), **options))
    assert (found.text, found.media_type) == ("公开", sniff.DOCX)


def test_a_strict_document_is_read_too():
    strict = docx(p("公开") + TABLE)
    with zipfile.ZipFile(io.BytesIO(strict)) as bundle:
        parts = {name: bundle.read(name).decode() for name in bundle.namelist()}
    for name, content in parts.items():
        content = content.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/", "http://purl.oclc.org/ooxml/wordprocessingml/"
        )
        parts[name] = content.replace(RELATION, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    found = seen(packed(parts))
    assert found.text.startswith("公开")
    assert len(found.tables) == 1


def test_word_documents_in_one_xml_file():
    w2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
    old = f"""<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="{w2003}" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"
      xmlns:aml="http://schemas.microsoft.com/aml/2001/core"><w:body><wx:sect><w:p><w:pPr><w:listPr><wx:t wx:val="一、"/></w:listPr></w:pPr><w:r><w:t>概况</w:t></w:r></w:p>
      <w:p><aml:annotation w:type="Word.Deletion"><w:r><w:delText>旧</w:delText></w:r></aml:annotation><w:r><w:t>新</w:t></w:r></w:p>
      <w:tbl><w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>
      <w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl></wx:sect></w:body></w:wordDocument>"""
    found = seen(old.encode(), "a.doc")
    assert (found.media_type, found.text.split("\n")[:2]) == (sniff.WORD_XML, ["一、概况", "新"])
    assert found.tables[0].rows == (("甲", "1"), ("甲", "2"))
    pkg = "http://schemas.microsoft.com/office/2006/xmlPackage"
    flat = f"""<?xml version="1.0"?><pkg:package xmlns:pkg="{pkg}"><pkg:part pkg:name="/_rels/.rels"><pkg:xmlData>{relations(a="officeDocument word/d.xml")}</pkg:xmlData></pkg:part>
      <pkg:part pkg:name="/word/d.xml"><pkg:xmlData><w:document {NS}><w:body>{p("公开")}</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"""
    assert seen(flat.encode(), "a.doc").text == "公开"


def picture(size=(30, 20)):
    out = io.BytesIO()
    Image.new("RGB", size).save(out, "PNG")
    return out.getvalue()


def with_picture(body, points):
    drawn = f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{points * 12700}" cy="{points * 12700}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="i"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    made = docx(body + drawn, related={"i": "image media/1.png"})
    with zipfile.ZipFile(io.BytesIO(made)) as bundle:
        return packed({name: bundle.read(name) for name in bundle.namelist()} | {"word/media/1.png": picture()})


def test_a_document_that_is_a_picture_with_a_title_is_doubted_and_one_with_a_seal_is_not():
    assert seen(with_picture("", 400)).doubts == ("image_only",)
    assert seen(with_picture(p("某局权力运行流程图"), 400)).doubts == ("image_only",)
    assert seen(with_picture(p("字" * 300), 400)).doubts == ()
    assert seen(with_picture(p("通知"), 90)).doubts == ()
    assert seen(docx("<w:p/>")).doubts == ("empty",)


def test_a_document_in_a_document_is_read_where_it_stands():
    inner = docx(p("内文") + TABLE)
    outer = docx(p("前") + '<w:altChunk r:id="e"/>' + p("后"), related={"e": "aFChunk inner.docx"})
    with zipfile.ZipFile(io.BytesIO(outer)) as bundle:
        made = packed({name: bundle.read(name) for name in bundle.namelist()} | {"word/inner.docx": inner})
    found = seen(made)
    assert (found.text.split("\n")[:2], found.text.split("\n")[-1], len(found.tables)) == (["前", "内文"], "后", 1)


def test_a_broken_part_leaves_what_can_be_read_and_a_doubt():
    whole = docx(p("公开") + p("其余"))
    with zipfile.ZipFile(io.BytesIO(whole)) as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    cut = parts["word/document.xml"].replace("<w:t>其余".encode(), "<w:t>其余</w:x>".encode())
    found = seen(packed(parts | {"word/document.xml": cut}))
    assert found.text.startswith("公开")
    assert found.doubts == ("doc_unreadable",)
    assert seen(packed({name: content for name, content in parts.items() if name != "word/document.xml"})).doubts == (
        "doc_unreadable",
    )


def test_more_boxes_than_any_chart_has_are_a_limit(monkeypatch):
    monkeypatch.setattr(limits, "BOXES", 3)
    assert seen(docx(f"<w:p>{''.join(box(0, at * 40, '步') for at in range(4))}</w:p>")).doubts == ("parse_limit",)


def test_a_table_of_too_many_cells_is_read_as_words_with_a_doubt(monkeypatch):
    monkeypatch.setattr(limits, "TABLE_CELLS", 5)
    found = seen(docx(p("前") + TABLE + p("后")))
    assert (found.tables, found.doubts) == ((), ("parse_limit",))
    assert found.text.split("\n")[0] == "前"
    assert "12.5" in found.text


def test_paragraphs_nested_without_end_do_not_hurt():
    deep = "<w:sdt><w:sdtContent>" * 3000 + p("底") + "</w:sdtContent></w:sdt>" * 3000
    assert seen(docx(deep)).doubts


def test_hidden_text_of_an_open_document_is_left_out_and_told():
    spaces = {each: f"urn:oasis:names:tc:opendocument:xmlns:{each}:1.0" for each in ("office", "text", "style")}
    names = " ".join(f'xmlns:{name}="{space}"' for name, space in spaces.items())
    content = f"""<office:document {names}><office:automatic-styles><style:style style:name="T1" style:family="text">
    <style:text-properties text:display="none"/></style:style></office:automatic-styles><office:body><office:text>
    <text:p>公开<text:span text:style-name="T1">底稿</text:span>目录</text:p><text:p text:style-name="T1">底稿</text:p></office:text></office:body></office:document>"""
    found = read(f"<?xml version='1.0'?>{content}".encode(), url="http://a/a.fodt")
    assert (found.text, found.doubts) == ("公开目录", ("hidden_text",))
