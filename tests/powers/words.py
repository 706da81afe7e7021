"""Word files from their own XML: charts as lines, as tables of one column, as old and new text boxes; lists as tables."""

# ruff: noqa: E501
from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from tests.powers.drawing import Flow
from tests.powers.grids import Grid

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WHEN = (2013, 6, 10, 9, 0, 0)
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Files in a ZIP, the same bytes at all times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in members.items():
            bundle.writestr(zipfile.ZipInfo(name, WHEN), content)
    return out.getvalue()


def document(body: str, media: Mapping[str, bytes] | None = None) -> bytes:
    """A Word file around its body; pictures are related as rId1, rId2, …"""
    media = media or {}
    types = "".join(f'<Default Extension="{kind}" ContentType="image/{kind}"/>' for kind in ("png", "jpeg"))
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/image" Target="media/{name}"/>'
        for number, name in enumerate(media, 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {NS}><w:body>{body}<w:sectPr/></w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
    }
    return zipped(
        {name: text.encode() for name, text in parts.items()}
        | {f"word/media/{name}": each for name, each in media.items()}
    )


def line(text: str, centred: bool = False) -> str:
    """One paragraph."""
    set_ = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    return f'<w:p>{set_}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table(grid: Grid) -> str:
    """A table with its merged cells."""
    rows = []
    for y in range(grid.height):
        cells = []
        for x in range(grid.width):
            text, across, down = grid.at(y, x)
            if across == 0:
                continue
            span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
            merge = '<w:vMerge w:val="restart"/>' if down > 1 else "<w:vMerge/>" if down == 0 else ""
            words = "".join(line(part) for part in (text if down else "").split("\n"))
            cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{words}</w:tc>")
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * grid.width}</w:tblGrid>{''.join(rows)}</w:tbl>" + line("")


def titled(flow: Flow) -> str:
    """The title of a chart with its limits, as the real ones print them."""
    if not flow.legal:
        return flow.title
    return f"{flow.title}（法定办结时限{flow.legal}个工作日，承诺办结时限{flow.promised or flow.legal}个工作日）"


def paragraphs(flows: Sequence[Flow], numbered: bool = False) -> bytes:
    """Charts as lines with arrows between them; what branches off stands behind its step."""
    body = line("一、行政许可类") if numbered else ""
    for number, flow in enumerate(flows, 1):
        body += line((f"{number}、" if numbered else "") + titled(flow), centred=True)
        for place, step in enumerate(flow.steps):
            body += (line("↓", centred=True) if place else "") + line(step, centred=True)
            body += "".join(line(f"→ {side}") for side in flow.sides.get(step, []))
        body += "".join(map(line, flow.notes)) + BREAK
    return document(body)


def book(flows: Sequence[Flow]) -> bytes:
    """Many charts after a table of contents; under each title stand office, telephones and limits."""
    body = line("目 录", centred=True)
    for number, flow in enumerate(flows, 1):
        body += line(f"{flow.title}{'.' * 30}{number * 2}")
    for flow in flows:
        body += (
            BREAK + line(flow.title, centred=True) + line("办理机构：政策法规科 业务电话：8237922，监督电话：8221110")
        )
        if flow.legal:
            without = "（不含听证、招标、鉴定和专家评审等时间）"
            body += line(f"法定期限：{flow.legal}个工作日{without} 承诺期限：{flow.promised}个工作日{without}")
        body += "".join(
            (line("↓", centred=True) if place else "") + line(step, centred=True)
            for place, step in enumerate(flow.steps)
        )
    return document(body)


def cells(flows: Sequence[Flow]) -> bytes:
    """Charts as tables of one column, with an arrow in every second row."""
    body = ""
    for flow in flows:
        rows = [[text] for place, step in enumerate(flow.steps) for text in (["↓", step] if place else [step])]
        body += line(titled(flow), centred=True) + table(Grid.of(rows)) + BREAK
    return document(body)


def _places(flow: Flow, order: int) -> Iterable[tuple[str, int, int, int, int]]:
    """Each step and what branches off, with its place in points, in the order of drawing."""
    found, top = [], 0
    for step in flow.steps:
        found.append((step, 150, top, 150, 34))
        found += [(side, 330, top + 40 * number, 120, 34) for number, side in enumerate(flow.sides.get(step, []))]
        top += 60 + 40 * max(0, len(flow.sides.get(step, [])) - 1)
    random.Random(order).shuffle(found)
    return found


def old_boxes(flows: Sequence[Flow], order: int = 1) -> bytes:
    """Charts of text boxes and lines as Word 2003 draws them (VML)."""
    body = ""
    for flow in flows:
        body += line(titled(flow), centred=True)
        shapes = ""
        for text, left, top, wide, high in _places(flow, order):
            place = f"position:absolute;margin-left:{left}pt;margin-top:{top + 10}pt;width:{wide}pt;height:{high}pt"
            shapes += f'<w:r><w:pict><v:rect style="{place}"><v:textbox><w:txbxContent>{line(text)}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>'
        for number in range(len(flow.steps) - 1):
            y = number * 60 + 44
            shapes += f'<w:r><w:pict><v:line style="position:absolute" from="225pt,{y}pt" to="225pt,{y + 26}pt"><v:stroke endarrow="block"/></v:line></w:pict></w:r>'
        body += f"<w:p>{shapes}</w:p>" + "".join(map(line, flow.notes)) + BREAK
    return document(body)


def new_boxes(flows: Sequence[Flow], order: int = 1) -> bytes:
    """Charts of text boxes as Word 2010 draws them (DrawingML)."""
    body, number = "", 0
    for flow in flows:
        body += line(titled(flow), centred=True)
        shapes = ""
        for text, left, top, wide, high in _places(flow, order):
            number += 1
            shapes += (
                f'<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
                f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>{left * 12700}</wp:posOffset></wp:positionH>'
                f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{top * 12700}</wp:posOffset></wp:positionV><wp:extent cx="{wide * 12700}" cy="{high * 12700}"/><wp:wrapNone/>'
                f'<wp:docPr id="{number}" name="文本框 {number}"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
                f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide * 12700}" cy="{high * 12700}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
                f"<wps:txbx><w:txbxContent>{line(text)}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
            )
        body += f"<w:p>{shapes}</w:p>" + "".join(map(line, flow.notes)) + BREAK
    return document(body)


def pictured(pictures: Sequence[bytes], heading: str = "") -> bytes:
    """A Word file that holds only pictures."""
    body = line(heading) if heading else ""
    for number, _ in enumerate(pictures, 1):
        body += (
            f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="5400000" cy="7200000"/><wp:docPr id="{number}" name="图片 {number}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="图片"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId{number}"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
        )
    return document(body, {f"image{number}.png": each for number, each in enumerate(pictures, 1)})


def lists(parts: Sequence[tuple[str, Grid]], before: Sequence[str] = (), after: Sequence[str] = ()) -> bytes:
    """A Word file of tables, each under its heading."""
    body = "".join(map(line, before))
    for heading, grid in parts:
        body += (line(heading) if heading else "") + table(grid)
    return document(body + "".join(map(line, after)))


def prose(lines: Sequence[str]) -> bytes:
    """A Word file of plain lines."""
    return document("".join(map(line, lines)))
