"""The look of an official document (GB/T 9704-2012 党政机关公文格式): page, fonts, head, title, tables, imprint.

Fonts that an office may lack (方正小标宋、仿宋_GB2312) name those that stand in for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TITLE, TEXT, HEAD, SECOND, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
STANDING_IN = {TITLE: "方正小标宋_GBK", TEXT: "仿宋", SECOND: "楷体", HEAD: "SimHei", SONG: "SimSun"}
RED = "E60012"
LINE = Pt(28.9)  # 22 lines of 225 mm
STYLES = (  # name, font, size, alignment, first line in characters, line, bold
    ("发文机关", TITLE, 36, ALIGN.CENTER, 0, None),
    ("发文字号", TEXT, 16, ALIGN.CENTER, 0, LINE),
    ("公文标题", TITLE, 22, ALIGN.CENTER, 0, Pt(33)),
    ("主送机关", TEXT, 16, ALIGN.JUSTIFY, 0, LINE),
    ("公文正文", TEXT, 16, ALIGN.JUSTIFY, 2, LINE),
    ("一级标题", HEAD, 16, ALIGN.JUSTIFY, 2, LINE),
    ("二级标题", SECOND, 16, ALIGN.JUSTIFY, 2, LINE),
    ("署名", TEXT, 16, ALIGN.RIGHT, 0, LINE),
    ("附件标记", HEAD, 16, ALIGN.LEFT, 0, LINE),
    ("表题", TITLE, 18, ALIGN.CENTER, 0, Pt(30)),
    ("表头", HEAD, 10.5, ALIGN.CENTER, 0, Pt(15)),
    ("表文", SONG, 10, ALIGN.LEFT, 0, Pt(14)),
    ("表数", SONG, 10, ALIGN.CENTER, 0, Pt(14)),
    ("表址", SONG, 10, ALIGN.LEFT, 0, Pt(14)),
    ("版记", TEXT, 14, ALIGN.LEFT, 0, Pt(22)),
)


def paper() -> Any:
    """An empty document with the page and the styles of an official one."""
    document = Document()
    document.element.body.clear_content()
    _defaults(document)
    for name, font, size, align, indent, line in STYLES:
        _style(document, name, font, size, align, indent, line)
    _fonts(document)
    _bare(document)
    document.settings.odd_and_even_pages_header_footer = True
    _upright(document.sections[0])
    _numbered(document.sections[0])
    return document


def _defaults(document: Any) -> None:
    """Fonts and language of all text, without those of a theme."""
    styles = document.styles.element
    fonts = f'<w:rFonts {W} w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="{TEXT}"/>'
    base = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(base):
        base.remove(child)
    language = f'<w:lang {W} w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    for xml in (fonts, f'<w:sz {W} w:val="32"/>', f'<w:szCs {W} w:val="32"/>', language):
        base.append(parse_xml(xml))
    kept = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "header", "footer"}
    for style in list(document.styles):
        if style.name not in {*kept, "Header", "Footer"}:
            styles.remove(style.element)
    normal = document.styles["Normal"].element.rPr
    if normal is not None:
        document.styles["Normal"].element.remove(normal)


def _style(document: Any, name: str, font: str, size: float, align: Any, indent: int, line: Any) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(size), "Times New Roman"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    shape = style.paragraph_format
    shape.alignment, shape.space_before, shape.space_after = align, Pt(0), Pt(0)
    if line is not None:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, line
    if indent:
        shape.first_line_indent = Pt(size * indent)
        style.element.pPr.ind.set(qn("w:firstLineChars"), str(indent * 100))
    if name in {"一级标题", "二级标题", "表题"}:  # a heading stays with what it heads
        shape.keep_with_next = True
    if name == "表址":
        style.element.pPr.insert_element_before(parse_xml(f'<w:wordWrap {W} w:val="0"/>'), "w:spacing", "w:ind", "w:jc")
    if name == "发文机关":
        style.font.color.rgb = RGBColor.from_string(RED)


def _fonts(document: Any) -> None:
    """Which fonts stand in for those that may be missing."""
    listed = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"swiss" if name == HEAD else "roman"}"/><w:pitch w:val="variable"/></w:font>'
        for name, other in STANDING_IN.items()
    )
    part = next(each for each in document.part.package.iter_parts() if str(each.partname) == "/word/fontTable.xml")
    part._blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {W}>{listed}</w:fonts>'.encode()


def _bare(document: Any) -> None:
    """Drops what an empty document of python-docx brings along: a picture of itself, lists, styles of old programs."""
    for rels in (document.part.rels, document.part.package.rels):
        for id, rel in list(rels.items()):
            if rel.reltype.rpartition("/")[2] in ("numbering", "stylesWithEffects", "customXml", "thumbnail"):
                del rels[id]


def _upright(section: Any) -> None:
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(24)


def lying(document: Any) -> None:
    """A new page, and from there on pages that lie on their side, for wide tables."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(30), Mm(30)
    section.footer_distance = Mm(15)


def _numbered(section: Any) -> None:
    """Page numbers between dashes, odd ones on the right, even ones on the left."""
    for footer, align, indent in ((section.footer, "right", "right"), (section.even_page_footer, "left", "left")):
        footer.is_linked_to_previous = False
        run = f'<w:rPr><w:rFonts w:ascii="{SONG}" w:hAnsi="{SONG}" w:eastAsia="{SONG}"/><w:sz w:val="28"/></w:rPr>'
        field = "".join(
            f'<w:r>{run}<w:fldChar w:fldCharType="{kind}"/></w:r>{text}'
            for kind, text in (
                ("begin", f'<w:r>{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'),
                ("separate", f"<w:r>{run}<w:t>1</w:t></w:r>"),
                ("end", ""),
            )
        )
        dash = f'<w:r>{run}<w:t xml:space="preserve">{{}}</w:t></w:r>'
        shape = f'<w:pPr><w:ind w:{indent}Chars="100" w:{indent}="280"/><w:jc w:val="{align}"/></w:pPr>'
        for child in list(footer._element):
            footer._element.remove(child)
        footer._element.append(parse_xml(f"<w:p {W}>{shape}{dash.format('— ')}{field}{dash.format(' —')}</w:p>"))


def say(document: Any, style: str, *lines: str) -> None:
    """Paragraphs of a style, one for each line."""
    for line in lines:
        document.add_paragraph(line, style)


def masthead(document: Any) -> None:
    """The red head: who writes, the number, and the red line."""
    say(document, "发文机关", "{{ office }}")
    document.paragraphs[-1].paragraph_format.space_after = Pt(24)
    say(document, "发文字号", "{% if draft %}草稿（没有编号，不作为依据）{% else %}{{ number }}{% endif %}")
    last = document.paragraphs[-1]
    last.paragraph_format.space_after = Pt(30)
    last._p.get_or_add_pPr().insert_element_before(
        parse_xml(f'<w:pBdr {W}><w:bottom w:val="single" w:sz="12" w:space="8" w:color="{RED}"/></w:pBdr>'),
        "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr",
    )  # fmt: skip


def signed(document: Any, *attached: str) -> None:
    """What is attached, who signs, and the day, four characters from the right: all on one page."""
    first = len(document.paragraphs)
    say(document, "公文正文", "", *attached)
    say(document, "署名", "", "", "{{ office }}", "{{ date }}")
    for paragraph, characters in zip(document.paragraphs[-2:], (3, 4), strict=True):
        paragraph.paragraph_format.right_indent = Pt(16 * characters)
        paragraph._p.pPr.ind.set(qn("w:rightChars"), str(characters * 100))
    for paragraph in document.paragraphs[first:-1]:
        paragraph.paragraph_format.keep_with_next = True


def table(
    document: Any, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[str]], *, high: float = 0
) -> Any:
    """A table whose head is repeated on every page and whose rows are not torn; widths, and the least height of a row, in mm.

    A row of a single text holds a tag of the template; cells that begin with ^ are centred, those with ~ may be broken
    anywhere, as addresses must.
    """
    made = document.add_table(0, len(columns), "Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _fill(made, [f"#{words}" for words, _ in columns], columns)
    mark = made.rows[0]._tr.get_or_add_trPr()
    mark.append(parse_xml(f"<w:cantSplit {W}/>"))
    mark.append(parse_xml(f"<w:tblHeader {W}/>"))
    for row in rows:
        if len(row) == 1:
            _fill(made, [row[0], *[""] * (len(columns) - 1)], columns)
        else:
            _fill(made, row, columns)
            made.rows[-1]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {W}/>"))
            made.rows[-1].height = Mm(high) if high else None
    for column, (_, wide) in zip(made.columns, columns, strict=True):
        column.width = Mm(wide)
    return made


def _fill(made: Any, texts: Sequence[str], columns: Sequence[tuple[str, float]]) -> None:
    styles = {"#": "表头", "^": "表数", "~": "表址"}
    for cell, text, (_, wide) in zip(made.add_row().cells, texts, columns, strict=True):
        cell.width = Mm(wide)
        cell.paragraphs[0].style = styles.get(text[:1], "表文")
        cell.paragraphs[0].add_run(text[1:] if text[:1] in styles else text)


def imprint(document: Any, wide: float, *, copied: bool = False) -> None:
    """The imprint (版记) at the end: who gets a copy, where letters of the kind have one, who printed it and when; so many mm wide."""
    say(document, "版记", "")
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    made = document.add_table(0, 1)
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    copies = ("{%tr if copies %}", "抄送：{{ copies }}。", "{%tr endif %}") if copied else ()
    tags = (*copies, "{{ office }}\t{{ date }}印发")
    for text in tags:
        made.add_row().cells[0].paragraphs[0].style = "版记"
        made.rows[-1].cells[0].width = Mm(wide)
        made.rows[-1].cells[0].paragraphs[0].add_run(text)
        made.rows[-1].cells[0].paragraphs[0].paragraph_format.tab_stops.add_tab_stop(
            Mm(wide - 5), WD_TAB_ALIGNMENT.RIGHT
        )
    thick, thin = (
        'w:val="single" w:sz="8" w:space="0" w:color="000000"',
        'w:val="single" w:sz="6" w:space="0" w:color="000000"',
    )
    borders = parse_xml(f"<w:tblBorders {W}><w:top {thick}/><w:bottom {thick}/><w:insideH {thin}/></w:tblBorders>")
    made._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
