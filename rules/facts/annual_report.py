"""The first figures of an annual report on disclosure: whose, of which year, how much was published and asked for."""

from __future__ import annotations

import re

from crawler.snapshot import Document
from rules.phrases import squeeze
from rules.subject import document_year, organisation

_PROACTIVE = re.compile(r"主动公开(?:政府)?信息[^\d。;]{0,12}(\d+)(?:余)?条")
_REQUESTS = re.compile(r"(?:受理|收到|接受|办理)[^\d。;]{0,20}(?:依申请|公开申请|申请)[^\d。;]{0,14}(\d+)(?:件|条|份)")
_NO_REQUESTS = re.compile(r"(?:没有|未|无)(?:收到|受理|接到)[^。;]{0,16}申请")


def facts(document: Document) -> dict[str, object] | None:
    """The facts of contracts.md; a figure that is not stated is None, a declared nil "0"."""
    text = squeeze(document.text)
    proactive, requests = _PROACTIVE.search(text), _REQUESTS.search(text)
    asked = requests[1] if requests else "0" if _NO_REQUESTS.search(text) else None
    return {
        "org": organisation(document),
        "year": document_year(document),
        "proactive": proactive[1] if proactive else None,
        "requests": asked,
    }
