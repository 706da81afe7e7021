"""Charts and diagrams of Office documents, whose words stand in parts of their own."""

from __future__ import annotations

from lxml import etree

from crawler.reading.office import drawings

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
DSP = "{http://schemas.microsoft.com/office/drawing/2008/diagram}"
A = drawings.A
STEP = 20.0  # points from one box to the next where a diagram does not say its places
UNSEEN = frozenset(("pres", "parTrans", "sibTrans", "doc"))


def chart(root: etree._Element) -> list[str]:
    """A chart's titles, then a line for each series: its name, then its values with their categories."""
    lines = [words for title in root.iter(f"{C}title") if (words := drawings.paragraphs(title))]
    for series in root.iter(f"{C}ser"):
        name, labels, values = (_cached(series, part) for part in ("tx", "cat", "val"))
        pairs = [" ".join(filter(None, pair)) for pair in zip(labels, values, strict=False)] if labels else values
        lines.append("\t".join([*name, *pairs]))
    return [line for line in lines if line.strip()]


def drawn_in(data: etree._Element) -> str:
    """The id of the relation to the part in which a diagram's boxes have their places; "" when it does not say."""
    return next((node.get("relId") or "" for node in data.iter(f"{DSP}dataModelExt")), "")


def diagram(data: etree._Element, drawn: etree._Element | None) -> list[drawings.Shape]:
    """A diagram's boxes with their places within it; one below the other where only their words are kept."""
    if drawn is not None and (found := [shape for node in drawn.iter(f"{DSP}sp") if (shape := _shape(node)).words]):
        return found
    points = [node for node in data.iter(f"{DGM}pt") if node.get("type") not in UNSEEN]
    words = [text for point in points if (text := drawings.paragraphs(point))]
    return [drawings.Shape((0.0, STEP * at, STEP, STEP * (at + 1)), words=text) for at, text in enumerate(words)]


def _shape(node: etree._Element) -> drawings.Shape:
    body = node.find(f"{DSP}txBody")
    transform = node.find(f"{DSP}txXfrm")
    transform = node.find(f"{DSP}spPr/{A}xfrm") if transform is None else transform
    return drawings.Shape(drawings.transformed(transform), words=drawings.paragraphs(body) if body is not None else "")


def _cached(series: etree._Element, part: str) -> list[str]:
    holder = series.find(f"{C}{part}")
    return [(node.text or "").strip() for node in holder.iter(f"{C}v")] if holder is not None else []
