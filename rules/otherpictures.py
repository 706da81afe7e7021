"""Which pictures surely show no chart: where their pixels and the words that eyes saw on them agree.

Whatever is drawn in frames and was read badly, or was never looked at, stays open.
"""

from __future__ import annotations

import re
from decimal import Decimal

from crawler.snapshot import Document
from rules.phrases import squeeze

DRAWN = "drawing"  # what the pixels say of boxes with lines between them
PIXELS = ("photo", "code")  # of what is no drawing for sure
WELL = Decimal("0.9")  # the mean confidence of words that were read well
FEW = 3  # boxes of words; a chart shows more
FRAMES = 3  # framed words may be a chart's
LEAST = 300  # pixels of the shorter side, from which on words that stand in a picture are seen
LONGEST = 10  # times its shorter side; eyes see a longer picture in shreds
LABELS = 2  # of a certificate, filled in
_CERTIFICATE = re.compile(
    "^[一-龥]{0,18}(?:执照|许可证|证书|登记证|资格证|合格证|资质证|批准书|身份证|户口簿|房产证|土地证)"
)
_NO_CERTIFICATE = re.compile("流程|程序|办理|申请|核发|颁发|换发|补发|审批|变更|注销|登记$|年检")
_LABEL = re.compile(
    "(?:注册号|登记号|证号|编号|代码|名称|姓名|类型|住所|地址|地点|代表人|负责人|权人|经营范围|许可范围|注册资本|成立日期|有效期|期限|日期|机关|性别|民族):"
)


def is_something_else(document: Document, steps: int) -> bool:
    """Whether a picture surely is no chart; `steps` counts the different steps that all its words name."""
    return holds_no_drawing(document, steps) or (_was_looked_at(document) and _is_wordless(document))


def holds_no_drawing(document: Document, steps: int) -> bool:
    """Whether a picture shows nothing that is drawn, whatever it is called: a photograph, a code, a banner, a certificate."""
    if not _was_looked_at(document):
        return False
    if not document.reading.boxes:
        return document.reading.depicts in PIXELS
    return _is_certificate(document, steps) or (steps <= 1 and _is_bare(document))


def _was_looked_at(document: Document) -> bool:
    """Whether eyes looked at it, and it is one picture."""
    reading = document.reading
    return reading.looked and reading.media_type.startswith("image/") and reading.pages <= 1


def _is_wordless(document: Document) -> bool:
    """Whether no words can stand on a picture on which none were seen: it is large, and no drawing and no sheet of paper."""
    reading = document.reading
    shorter, longer = sorted((reading.width, reading.height))
    return not reading.boxes and not reading.depicts and shorter >= LEAST and longer <= LONGEST * shorter


def _is_bare(document: Document) -> bool:
    """Whether there is no more on it than a name or a slogan: few words, no step, and no boxes drawn."""
    reading = document.reading
    words = [box for box in reading.boxes if len(squeeze(box.text)) > 1]
    is_framed = reading.depicts == DRAWN or any(box.framed for box in reading.boxes)
    is_plain = reading.depicts in PIXELS or Decimal(reading.confidence or 0) >= WELL
    return len(words) <= FEW and not is_framed and is_plain


def _is_certificate(document: Document, steps: int) -> bool:
    """Whether it is headed as a certificate and has the fields of one, filled in."""
    lines = [squeeze(line) for line in document.text.split("\n")]
    head = next((line for line in lines[:3] if _CERTIFICATE.match(line)), "")
    framed = sum(box.framed for box in document.reading.boxes)
    if not head or _NO_CERTIFICATE.search(head.split(":")[0]) or framed >= FRAMES or steps > 1:
        return False
    return len(set(_LABEL.findall("\n".join(lines)))) >= LABELS
