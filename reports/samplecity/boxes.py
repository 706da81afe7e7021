"""Charts drawn with Word's text boxes, which the file holds in the order in which someone once drew them."""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from html import escape

from reports.samplecity.dice import shuffled
from reports.samplecity.documents import DOCX_PARTS, XML, W

WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
LEFT, WIDE, HIGH, STEP = 140, 160, 30, 54  # points
EMU = 12_700


@lru_cache(maxsize=512)
def boxes(title: str, steps: tuple[str, ...], *, old: bool) -> bytes:
    """A Word document with a title and a box for each step, in VML when `old`, else in DrawingML."""
    order = shuffled(range(len(steps)), title, "boxes")
    shapes = "".join(f"<w:r>{(_vml if old else _drawing)(steps[place], place)}</w:r>" for place in order)
    body = f'<w:p><w:r><w:t xml:space="preserve">{escape(title)}</w:t></w:r></w:p><w:p>{shapes}</w:p>'
    document = f"<w:document {W} {WP} {A} {WPS} {VML}><w:body>{body}<w:sectPr/></w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in {**DOCX_PARTS, "word/document.xml": document}.items():
            package.writestr(zipfile.ZipInfo(name), XML + text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _content(step: str) -> str:
    return f'<w:txbxContent><w:p><w:r><w:t xml:space="preserve">{escape(step)}</w:t></w:r></w:p></w:txbxContent>'


def _drawing(step: str, place: int) -> str:
    offsets = "".join(
        f'<wp:position{axis} relativeFrom="{base}"><wp:posOffset>{points * EMU}</wp:posOffset></wp:position{axis}>'
        for axis, base, points in (("H", "column", LEFT), ("V", "paragraph", 20 + STEP * place))
    )
    return (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" '
        f'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>{offsets}'
        f'<wp:extent cx="{WIDE * EMU}" cy="{HIGH * EMU}"/><wp:wrapNone/><wp:docPr id="{place + 1}" name="文本框 {place + 1}"/>'
        f'<a:graphic><a:graphicData uri="{SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/>'
        f"<wps:txbx>{_content(step)}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def _vml(step: str, place: int) -> str:
    style = f"position:absolute;margin-left:{LEFT}pt;margin-top:{20 + STEP * place}pt;width:{WIDE}pt;height:{HIGH}pt"
    return f'<w:pict><v:rect id="b{place}" style="{style}"><v:textbox>{_content(step)}</v:textbox></v:rect></w:pict>'
